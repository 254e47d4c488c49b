"""Markdown that importers write reads back as the tree it was written from."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packager.findings import Finding
from packager.importers.writing import markdown
from packager.load.markdown import BodyContext, parse
from packager.model.assets import Asset
from packager.model.text import (
    Attributes,
    Block,
    Cell,
    Code,
    CodeBlock,
    Division,
    DivisionKind,
    Emphasis,
    Heading,
    Inline,
    ItemList,
    LineBreak,
    Link,
    ListItem,
    Note,
    NoteCall,
    Paragraph,
    Picture,
    Quote,
    Span,
    Strong,
    Table,
    Text,
    Words,
    plain,
    walk,
)

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = [
    path
    for folder in ("content/sample", "content/manual")
    for path in sorted((ROOT / folder).rglob("*.md"))
    if path.read_text("utf-8").startswith("---")
]


def read(body: str, found: list[Finding] | None = None) -> Text:
    context = BodyContext(
        file="x.md",
        language="zxx",  # no smart punctuation: what is written is what is read
        picture=lambda path, place: Asset(path, "", Path(), "", 0, 0, ""),
        article=lambda path, place: path,
        report=(found if found is not None else []).append,
    )
    return parse(body, 1, context)


def settled(node: Any) -> Any:
    """A tree without what is not the text's: lines, labels of notes, ids that were made up."""
    if isinstance(node, tuple):
        return _joined(settled(each) for each in node)
    if not dataclasses.is_dataclass(node) or isinstance(node, type):
        return node
    changed: dict[str, Any] = {
        field.name: settled(getattr(node, field.name)) for field in dataclasses.fields(node)
    }
    changed |= {key: 0 for key in ("line",) if key in changed}
    if isinstance(node, Note):
        changed["label"] = ""
    if isinstance(node, Words):
        changed["text"] = folded(node.text)
    if isinstance(node, Emphasis | Strong):  # in itself it says no more
        inner = changed["children"]
        changed["children"] = _joined(
            each
            for child in inner
            for each in (child.children if type(child) is type(node) else (child,))
        )
    if isinstance(node, Heading):
        changed["attributes"] = dataclasses.replace(node.attributes, id="")
    return dataclasses.replace(node, **changed)


_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "--", "—": "---", "…": "..."})


def folded(text: str) -> str:
    """Smart punctuation made plain: what surrounds a word decides it anew."""
    return re.sub(r"\s+", " ", text.translate(_PLAIN))


def _joined(nodes: Iterable[Any]) -> tuple[Any, ...]:
    """Words in a row made one, with single spaces and none at the edges."""
    joined: list[Any] = []
    for node in nodes:
        if isinstance(node, Words) and joined and isinstance(joined[-1], Words):
            joined[-1] = Words(re.sub(r"\s+", " ", joined[-1].text + node.text))
        else:
            joined.append(node)
    return tuple(node for node in joined if node != Words(""))


def body_of(path: Path) -> str:
    return path.read_text("utf-8").split("\n---\n", 1)[1]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_real_articles_come_back(path: Path) -> None:
    before = read(body_of(path))
    assert plain(before)
    after = read(markdown(before))
    assert settled(after) == settled(before)


def test_the_examples_of_the_standard_come_back(shared: Path) -> None:
    """Each example of the CommonMark specification, as our dialect reads it."""
    spec = (shared / "corpus/markdown/commonmark-spec.txt").read_text("utf-8")
    fence = "`" * 32
    examples = re.findall(rf"^{fence} example\n(.*?)^\.\n.*?^{fence}$", spec, re.M | re.S)
    assert len(examples) > 600
    bad = []
    for example in examples:
        before = read(example.replace("→", "\t"))
        if any(is_lone_picture(block) for block in before.blocks) or re.match(
            "&(nbsp|#9);", example
        ):
            continue  # by itself it is a figure; white space at the edge of a paragraph is none
        after = read(markdown(before))
        if settled(after) != settled(before):
            bad.append(example)
    assert not bad, f"{len(bad)} of {len(examples)}:\n" + "\n-----\n".join(bad[:40])


def is_lone_picture(block: Block) -> bool:
    inside = block.children if isinstance(block, Paragraph) else ()
    return [type(node) for node in inside] == [Picture]


# --- Trees as a reader makes them --------------------------------------------------------------

_TEXT = st.text(
    st.sampled_from(list("ab é.,:;!?()[]{}<>*_`~#+-=|\\/\"'&^0123456789 \n")),
    min_size=1,
    max_size=12,
)


def _words() -> st.SearchStrategy[Inline]:
    return st.builds(Words, _TEXT)


@given(st.lists(_TEXT, min_size=1, max_size=4))
@settings(max_examples=300, deadline=None)
def test_plain_words_stay_plain_words(texts: list[str]) -> None:
    """Whatever characters a stranger's paragraph holds, they are read as those characters."""
    paragraphs = tuple(Paragraph((Words(text),), 0) for text in texts)
    found: list[Finding] = []
    after = read(markdown(Text(paragraphs)), found)
    wanted = [" ".join(text.split()) for text in texts]
    wanted = [text for text in wanted if text]
    assert [type(block) for block in after.blocks] == [Paragraph] * len(wanted)
    assert [folded(plain(block)) for block in after.blocks] == wanted
    assert not found


_INLINES = st.lists(
    st.one_of(
        _words(),
        st.builds(lambda text: Emphasis((Words(text),)), _TEXT),
        st.builds(lambda text: Strong((Words(text),)), _TEXT),
        st.builds(lambda text: Link((Words(text),), url="https://example.org/a_b(c)"), _TEXT),
        st.builds(lambda text: Span((Words(text),), Attributes(language="fr")), _TEXT),
        st.builds(Code, st.text("ab`", min_size=1, max_size=5)),
    ),
    min_size=1,
    max_size=5,
)


@given(_INLINES)
@settings(max_examples=300, deadline=None)
def test_no_word_is_lost_among_marks(children: list[Inline]) -> None:
    """Emphasis may move by a mark of punctuation where Markdown cannot have it; words never."""
    before = (Paragraph(tuple(children), 0),)
    after = read(markdown(Text(before)))
    letters = re.compile(r"[^\W_]")
    assert letters.findall(plain(after)) == letters.findall(plain(before))
    links = sum(isinstance(node, Link) and bool(plain(node).strip()) for node in walk(before))
    assert sum(isinstance(node, Link) for node in walk(after)) >= links


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Words(text),), 0)


def test_every_kind_of_block() -> None:
    cells = (Cell((Words("a | b"),)), Cell((Strong((Words("c"),)),), "right"))
    blocks: tuple[Block, ...] = (
        Division(DivisionKind.STANDFIRST, (_paragraph("What it is about."),), 0),
        Heading(2, (Words("1. A heading {with} # marks #"),), 0, Attributes(id="one")),
        _paragraph("1986. A year that begins a paragraph is no list."),
        Paragraph((Words("Line"), LineBreak(), Words("- break")), 0),
        ItemList((ListItem((_paragraph("one"),), 0), ListItem((_paragraph("two"),), 0)), False, 0),
        ItemList((ListItem((_paragraph("another list"),), 0),), False, 0),
        ItemList(
            (ListItem((_paragraph("third"), Quote((_paragraph("quoted"),), 0)), 0),),
            True, 0, start=3, tight=False,
        ),
        Table(cells, (cells,), 0, caption=(Words("What it shows"),)),
        CodeBlock("```\nx = 1\n```", 0, "python"),
        Division(DivisionKind.BOX, (Division(DivisionKind.PULLQUOTE, (_paragraph("In"),), 0),), 0),
        Paragraph((Words("A call"), NoteCall(1, 1, 0), Words(" and again"), NoteCall(1, 2, 0)), 0),
    )  # fmt: skip
    text = Text(blocks, (Note(1, "", (_paragraph("The note."), _paragraph("Its second.")), 2, 0),))
    found: list[Finding] = []
    after = read(markdown(text), found)
    assert settled(after) == settled(text)
    assert not found


def test_emphasis_beside_emphasis() -> None:
    """Asterisks that meet are told apart."""
    bold = Strong((Words("bold "), Emphasis((Words("both"),))))
    children: tuple[Inline, ...] = (bold, Emphasis((Words("italic"),)), Words(", and on"))
    text = Text((Paragraph(children, 0),))
    assert settled(read(markdown(text))) == settled(text)


@pytest.mark.parametrize(
    "name", ["# ", "> ", "- ", "* ", "1. ", "::: box", "    code", "[^1]: ", "| a |"]
)
def test_what_looks_like_a_block_is_a_paragraph(name: str) -> None:
    after = read(markdown(Text((_paragraph(f"{name}words"),))))
    assert [type(block) for block in after.blocks] == [Paragraph]
    assert plain(after).strip() == f"{name}words".strip()
