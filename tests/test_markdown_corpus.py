"""Whatever comes in: a text, findings, no traceback, and no word lost."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.load.markdown import smarten
from packager.model.text import Code, CodeBlock, Emphasis, Paragraph, Strong, Text, Words, walk
from tests.markdown_support import Parsed, clean, read

_WORD = re.compile(r"[^\W_]{2,}")
# In the specification's examples: addresses, definitions of links, entities, names of languages and
# numbers of lists are no words of the text, and emphasis or code may begin inside a word.
_NO_WORDS = re.compile(
    r"\]\(|\]:|&[\w#]|<|\w[*_]|[*_]\w|^ *[`~]{3,} *\w|\w`+\w|^[ >-]*\d+[.)]", re.MULTILINE
)
_EXAMPLE = re.compile(r"^`{32} example[^\n]*\n(.*?)^\.\n(.*?)^`{32}$", re.DOTALL | re.MULTILINE)
_FIXTURE = re.compile(r"^\.\n(.*?)^\.\n.*?^\.\n", re.DOTALL | re.MULTILINE)


def words_of(text: Text) -> Counter[str]:
    """How often each word stands in a text, code included."""
    pieces: list[str] = []
    for node in walk(text):
        inside = isinstance(node, Words | Code)  # what follows may go on with the same word
        pieces += [node.text] if isinstance(node, Words | Code) else []
        pieces += [f" {node.text} "] if isinstance(node, CodeBlock) else []
        pieces += [] if inside or isinstance(node, Emphasis | Strong) else [" "]
    return Counter(_WORD.findall("".join(pieces)))


def missing(source: str, parsed: Parsed) -> set[str]:
    """Words of the source that its text has less often; names of notes are no words of it."""
    wanted = Counter(_WORD.findall(re.sub(r"\[\^[^\]\s]+\]:?", " ", source)))
    return set(wanted - words_of(parsed.text))


def check_characters(text: Text) -> None:
    """No word of a text holds a character that XML 1.0 forbids."""
    for node in walk(text):
        if isinstance(node, Words | Code | CodeBlock):
            assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", node.text)


def spec_examples(shared: Path) -> list[str]:
    text = (shared / "corpus/markdown/commonmark-spec.txt").read_text(encoding="utf-8")
    return [found[1].replace("→", "\t") for found in _EXAMPLE.finditer(text)]


def test_examples_of_the_specification(shared: Path) -> None:
    examples = spec_examples(shared)
    assert len(examples) == 655
    lost = {}
    for source in examples:
        parsed = read(source)
        if not _NO_WORDS.search(source) and missing(source, parsed):
            lost[source] = missing(source, parsed)
    assert lost == {}


@pytest.mark.parametrize("name", ["footnote-fixtures.txt", "footnote-fixtures-prefixed.txt"])
def test_footnote_fixtures(shared: Path, name: str) -> None:
    text = (shared / "corpus/markdown" / name).read_text(encoding="utf-8")
    sources = [found[1] for found in _FIXTURE.finditer(text)]
    assert sources
    for source in sources:
        parsed = read(source)
        assert missing(source, parsed) == set()
        assert set(parsed.codes) <= {"heading-level", "note-undefined"}  # a note with a head; empty


def test_naughty_strings(shared: Path) -> None:
    strings = (shared / "corpus/hostile/naughty-strings.txt").read_text(encoding="utf-8")
    read(strings)
    for line in strings.split("\n"):
        for source in (line, f"## {line}", f"- {line}", f"| {line} |\n|--|", f"[a]({line})"):
            check_characters(read(source).text)


def article_files(shared: Path) -> list[Path]:
    return [*(shared / "corpus/markdown").rglob("*.md"), *(shared / "seed").rglob("articles/*.md")]


def test_real_articles(shared: Path) -> None:
    files = article_files(shared)
    assert len(files) == 7
    for path in files:
        head, body = path.read_text(encoding="utf-8").split("\n---\n", 1)
        first_line = head.count("\n") + 3
        parsed = read(body, first_line=first_line)
        lines = path.read_text(encoding="utf-8").split("\n")
        for node in walk(parsed.text):
            if isinstance(node, Paragraph) and isinstance(node.children[0], Words):
                begin = _WORD.search(node.children[0].text.split("\n")[0])
                assert begin is None or begin[0] in lines[node.line - 1], (path.name, node)
        if not re.search(r"\]\(|^=", body, re.MULTILINE):
            assert missing(re.sub(r"(?m)^:::.*", "", body), parsed) == set()


def test_seed_article_has_no_findings(shared: Path) -> None:
    (path,) = (shared / "seed").rglob("articles/*.md")
    text = clean(path.read_text(encoding="utf-8").split("\n---\n", 1)[1])
    assert [type(block).__name__ for block in text.blocks].count("Heading") == 3


_PIECES = (
    "a|word | |  |    |\n|\n\n|\t|#|## |- |1. |> |***|*|**|_|`|```\n|[|]|(|)|![|](|](other.md)|"
    "](#a)|[^a]|^[|[^a]: |\n[^a]: b\n|{|}|{#a}|{.x}\n|]{lang=fr}|: |\n: |¦|\n¦--¦\n|::: box\n|"
    ":::\n|:::: verse\n|::::\n|::: gallery\n|\n:::|\"|'|--|...|<b>|<!--|<https://a.org>|&amp;|&#0;|&#12;|"
    "\\|images/boat.jpg|\x00|\x0b|é|ש|本|\u2028|\ud800|\U0001f600|http://[|%|\r"
)
_MARKDOWN = st.lists(
    st.sampled_from([piece.replace("¦", "|") for piece in _PIECES.split("|")]), max_size=40
).map("".join)


@given(_MARKDOWN | st.text(max_size=200))
def test_any_text_gives_a_text(source: str) -> None:
    parsed = read(source, language="fr")
    for note in parsed.text.notes:
        assert note.number == parsed.text.notes.index(note) + 1
    lines = source.count("\n") + source.count("\r") + 1
    assert all(1 <= getattr(node, "line", 1) <= lines for node in walk(parsed.text))
    check_characters(parsed.text)


@given(
    st.text(alphabet="ab1 \n'\"-.:?!«»…", max_size=60), st.sampled_from(["en", "fr", "he", "ja"])
)
def test_punctuation_keeps_every_other_character(text: str, language: str) -> None:
    kept = [char for char in text if char.isalnum()]
    assert [char for char in smarten(text, language) if char.isalnum()] == kept


_HOSTILE = {
    "brackets": "[" * 3000,
    "pictures": "![" * 400 + "a" + "](x)" * 400,
    "notes": "^[" * 900 + "a" + "]" * 900,
    "emphasis": "*_" * 900 + "a" + "_*" * 900,
    "spans": "[" * 300 + "a" + "]{.x}" * 300,
    "definitions": "a\n: " * 200,
    "definitions of notes": "[^a]: " * 300,
    "verse": "::: verse\n" * 300,
    "quotation marks": "' \" " * 3000,
}


@pytest.mark.parametrize("source", _HOSTILE.values(), ids=_HOSTILE.keys())
def test_hostile_text(source: str) -> None:
    assert isinstance(read(source).text, Text)
