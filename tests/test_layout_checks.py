"""Faults of layout, each made on purpose: told with the article, the line and the page."""

from __future__ import annotations

import re
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest

from packager.compile import weasy
from packager.compile.fragments import paper_sheet
from packager.compile.layout_boxes import Layout, texts
from packager.compile.layout_checks import layout_faults
from packager.editions.pdf import PDF
from packager.findings import Finding
from packager.load import load
from packager.model.publication import Publication
from tests.building import BOOKS, SAMPLE
from tests.paper import fragments, markup, review
from tests.small import publication

SHORT = "The harbour was quiet in the early hours, and nobody spoke along the quay."
LONG = " ".join([SHORT] * 40)
HEAD = """\
---
title: One
language: en
contributors: [{ name: Ana López, role: author }]
---

"""


def small(folder: Path, body: str, css: str = "") -> Publication:
    """A publication of one article; `css` is added to the theme's."""
    loaded = load(publication(folder, {"one.md": HEAD + body}))
    assert loaded.publication, loaded.findings
    theme = loaded.publication.theme
    return replace(loaded.publication, theme=replace(theme, paper_css=f"{theme.paper_css}\n{css}"))


LAYOUT = {"note-astray", "glyph-missing", "heading-stranded", "caption-torn"} | {
    "table-head-alone", "hyphens-in-a-row", "layout-runt",
    *(f"layout-{each}" for each in ("overflow", "overlap", "widow", "orphan")),
}  # fmt: skip


def told(whole: Publication) -> list[Finding]:
    return [found for found in PDF.make(whole).findings if found.code in LAYOUT]


def line_of(body: str, words: str) -> int:
    """The line of the article's file where these words stand."""
    return (HEAD + body)[: (HEAD + body).index(words)].count("\n") + 1


FAULTS = {
    "a word that cannot break": (
        f"{LONG}\n\nA word: {'unbreakable' * 14} ends.\n",
        "p { overflow-wrap: normal; hyphens: none }",
        "A word:",
        "unbreakable",
        "2",
    ),
    "a line of code": (
        f"{SHORT}\n\n```\n{'x = 1; ' * 40}\n```\n",
        "pre, pre code { white-space: pre; overflow-wrap: normal }",
        "```",
        "x = 1; x = 1;",
        "1",
    ),
    "code that is cut off": (
        f"{SHORT}\n\n```\n{'x = 1; ' * 8}\n```\n",
        "pre, pre code { white-space: pre; overflow-wrap: normal } "
        "pre { width: 30mm; overflow: hidden }",
        "```",
        "x = 1; x = 1;",
        "1",
    ),
    "a wide table": (
        f"{SHORT}\n\n| a | b |\n|---|---|\n| {'wide' * 20} | {'table' * 20} |\n",
        "td { overflow-wrap: normal; hyphens: none } td, th { white-space: nowrap }",
        "| a | b |",
        "",
        "1",
    ),
    "a box that is too high": (
        f"{SHORT}\n\n::: box\n{LONG}\n\n{LONG}\n:::\n",
        ".box { height: 900pt; break-inside: avoid; position: relative } "
        ".box p + p { position: absolute; top: 620pt }",
        LONG + "\n:::",
        "The harbour was quiet",
        "",
    ),
    "a note wider than the page": (
        f"{SHORT}^[See {'unbreakable' * 16} there.]\n",
        ".note { overflow-wrap: normal; hyphens: none }",
        SHORT,
        "unbreakable",
        "1",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_sticks_out_is_told(tmp_path: Path, name: str) -> None:
    body, css, at, words, page = FAULTS[name]
    found = [each for each in told(small(tmp_path, body, css)) if each.code == "layout-overflow"]
    assert all(each.place and each.place.file == "one.md" for each in found)
    there = [each for each in found if each.place and each.place.line == line_of(body, at)]
    assert there, [str(each) for each in found]
    assert words in there[0].message
    assert f"page {page}" in there[0].message
    assert "One" in there[0].message
    assert there[0].hint


def test_a_picture_wider_than_the_block_is_told(tmp_path: Path) -> None:
    """Unless the theme lets it into the margins."""
    source = (BOOKS / "figures/images/harbour.jpg").read_bytes()
    body = f'{SHORT}\n\n![A harbour](images/a.jpg "Shown"){{credit="x" licence="CC0-1.0"}}\n'
    publication(tmp_path, {"one.md": HEAD + body, "images/a.jpg": source})
    loaded = load(tmp_path).publication
    assert loaded

    def with_css(css: str) -> list[Finding]:
        theme = replace(loaded.theme, paper_css=f"{loaded.theme.paper_css}\n{css}")
        return told(replace(loaded, theme=theme))

    assert with_css("") == []
    assert with_css("figure { margin-inline: -10mm }") == []
    (found,) = with_css("figure img { width: 130%; max-width: none }")
    assert found.code == "layout-overflow"
    assert str(found.place) == f"one.md:{line_of(body, '![')}"
    assert "A harbour" in found.message


def test_a_character_without_a_glyph_is_told_with_its_place(tmp_path: Path) -> None:
    body = f"{LONG}\n\n{LONG}\n\nHere stands \U0001315c and nothing else.\n"
    (found,) = told(small(tmp_path, body))
    assert found.code == "glyph-missing"
    assert str(found.place) == f"one.md:{line_of(body, 'Here')}"
    assert "U+1315C" in found.message
    assert "Here stands" in found.message
    assert re.search(r"page [23]\b", found.message)


def test_in_a_note_the_line_is_that_of_the_note(tmp_path: Path) -> None:
    body = f"{SHORT}[^a]\n\n{SHORT}\n\n[^a]: Here stands \U0001315c.\n"
    (found,) = told(small(tmp_path, body))
    assert str(found.place) == f"one.md:{line_of(body, '[^a]: Here')}"


def test_each_is_told_once(tmp_path: Path) -> None:
    """A block that sticks out in many lines is one fault."""
    words = " ".join(["unbreakable" * 14] * 5)
    found = told(small(tmp_path, f"{words}\n", "p { overflow-wrap: normal; hyphens: none }"))
    assert len(found) == 1


@pytest.mark.parametrize(
    "source",
    [
        SAMPLE,
        *(
            BOOKS / name
            for name in ("figures", "long-table", "notes", "typed-parts", "right-to-left")
        ),
    ],
    ids=lambda path: path.name,
)
def test_a_sound_publication_has_none(source: Path) -> None:
    loaded = load(source).publication
    assert loaded
    assert told(loaded) == []


# --- A note away from its call: made by hand, for the engine does it only by mistake -------------


@dataclass(eq=False)
class Box:
    """A box as the engine makes it, as far as it is looked at."""

    element: ElementTree.Element | None
    element_tag: str
    children: tuple[object, ...] = ()
    style: dict[str, object] = field(
        default_factory=lambda: {
            "transform": (), "overflow": "visible", "float": "none", "break_after": "auto",
        }
    )  # fmt: skip
    width: float = 100.0

    def content_box_x(self) -> float:
        return 0.0

    def content_box_y(self) -> float:
        return 0.0

    def border_box_y(self) -> float:
        return 90.0

    height: float = 100.0
    margin_left = margin_right = margin_top = margin_bottom = 10.0


def text_box(element: ElementTree.Element, tag: str, text: str) -> SimpleNamespace:
    return SimpleNamespace(
        element=element, element_tag=tag, text=text, style={"direction": "ltr"},
        position_x=1.0, position_y=1.0, width=5.0, margin_height=lambda: 5.0,
    )  # fmt: skip


@pytest.mark.parametrize(("page_of_note", "faults"), [(0, 0), (1, 1)])
def test_a_note_stands_on_the_page_of_its_call(page_of_note: int, faults: int) -> None:
    root = ElementTree.fromstring(
        '<html><body><p data-line="8">Words<span class="note" id="note-3" data-line="9">'
        '<span class="note-p" data-line="20">Said.</span></span></p></body></html>'
    )
    note = root[0][0][0]
    pages = []
    for number in range(2):
        called = text_box(note, "span::footnote-call", "\u20603")
        words = text_box(root[0][0], "p", "Words")
        body = Box(root, "html", (words, called) if number == 0 else (words,))
        marker = text_box(note, "span::footnote-marker", "3")
        area = Box(None, "", (marker,)) if number == page_of_note else Box(None, "")
        pages.append(Box(None, "", (body, area)))
    found = layout_faults(Layout(pages))
    assert len(found) == faults
    for fault in found:
        assert (fault.code, fault.page, fault.line) == ("note-astray", 0, 9)
        assert fault.words == "Said."
        assert fault.details == ("3", "1", "9")


def test_a_justified_line_from_right_to_left_stays_in_the_block(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also where it ends before an element, which is where the engine alone moves it out."""
    words = "قبل أن يتمكن أي شخص من استخدام مشروعك <strong>يجب</strong> أن يعرف. "
    paragraphs = (f'<p data-line="{count}">{"يجب " * count}{words * 6}</p>' for count in range(9))
    body = f"<article>{''.join(paragraphs)}</article>"
    theme = review()

    def overlong() -> bool:
        (made,) = fragments([markup(body, language="ar")], theme, theme.pages["A5"])
        return "layout-overflow" in {fault.code for fault in made.manifest.faults}

    assert not overlong()
    monkeypatch.setattr(weasy, "repaired_lines", lambda inline: nullcontext())
    assert overlong()


def test_a_word_in_a_note_is_not_broken_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a link begins, the engine alone thinks that a line does."""
    note = "".join(f"{'a ' * count}see <em>strengths</em> " for count in range(20))
    body = (
        '<article><p data-line="5">Words<span class="note" id="note-1" data-number="1">'
        f'<span class="note-p">{note}</span></span></p></article>'
    )
    theme, page = review(), review().pages["A5"]
    sheet = paper_sheet(theme, page)

    def broken() -> list[str]:
        laid = weasy.lay(markup(body).document, sheet, {})
        lines = [line for each in laid._layout.paragraphs[-1] for line in each.boxes]
        ends = ["".join(box.text for box in texts(line)).split()[-1] for line in lines]
        return [end for end in ends if end not in {"a", "see", "strengths"}]

    assert broken() == []
    monkeypatch.setattr(weasy, "repaired_lines", lambda inline: nullcontext())
    assert broken()
