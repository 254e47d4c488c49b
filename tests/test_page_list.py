"""The pages of the PDF in the EPUB: each mark stands before the first word of its page."""

from __future__ import annotations

import importlib
import unicodedata
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZipFile

import pypdfium2
import pytest

from packager.check import check_files
from packager.compile import weasy
from packager.compile.compiler import Compiler
from packager.compile.manifest import PageStart
from packager.compile.page_starts import digest, folded
from packager.compile.pictures import PictureSettings
from packager.editions.epub import EPUB
from packager.editions.epub.page_marks import mark_pages, running_text
from packager.link import CitedPart
from packager.link.citing import CitedPage
from packager.load import load
from packager.model.medium import Medium
from packager.model.parts import plan
from packager.model.publication import EditionSettings, Publication
from tests.building import BOOKS, SAMPLE, Built, built
from tests.epub_reading import Chapter, chapters, epub_type, is_a, name, navigation
from tests.opened_epub import Package, files
from tests.pdf_reading import Page, PdfText, joined
from tests.validators import ace, epubcheck
from tests.words import _text, place_of, words

SEED = "seed"
NAMES = [
    SEED, "sample", "notes", "notes-everywhere", "long-table", "french", "figures", "typed-parts",
    "parts", "pamphlet", "right-to-left", "mixed-licences", "cover-picture",
]  # fmt: skip
ENOUGH = 3  # words that are compared: fewer may agree by chance


@pytest.fixture(scope="module", params=NAMES)
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The editions of a book."""
    wanted = str(request.param)
    base = tmp_path_factory.getbasetemp()
    shelf = (base.parent if base.name.startswith("popen-") else base) / "shelf"
    shelf.mkdir(exist_ok=True)
    if wanted == SEED:
        return built(request.getfixturevalue("shared") / "seed/publication", shelf / SEED)
    return built(SAMPLE if wanted == "sample" else BOOKS / wanted, shelf / wanted)


def marks(root: Element) -> list[Element]:
    return [element for element in root.iter() if is_a(element, "doc-pagebreak")]


def after_marks(spine: list[Chapter]) -> dict[str, list[str]]:
    """The words of the text from each mark on, to the end of its chapter."""
    found = {}
    for chapter in spine:
        for mark in marks(chapter.root):
            mark.text = f"\ue000{mark.get('aria-label')}\ue001"
        pieces = [piece.partition("\ue001") for piece in _text(chapter.body).split("\ue000")[1:]]
        for number, (label, _, _) in enumerate(pieces):
            found[label] = words("".join(text for _, _, text in pieces[number:]))
    return found


def compared(found: list[str], movable: list[list[str]]) -> list[str]:
    """Words that can be compared: without what may move (a picture at the side of the text), and of
    a line of two directions those from right to left, whose order is certain."""
    found = [word for word in found if not word.isdigit()]  # the contents begin with numbers
    for passage in movable:
        if (place := place_of(passage, found)) is not None:
            found = found[:place] + found[place + len(passage) :]
    leftwards = [word for word in found[:20] if unicodedata.bidirectional(word[0]) in ("R", "AL")]
    return leftwards[:2] if len(leftwards) > 2 else found[:ENOUGH]


def beginnings(page: Page, before: Page | None, heads: list[list[str]]) -> list[list[str]]:
    """The words of a page as it begins, and as it goes on after the head of a table.

    Without the rest of a word that began on the page before.
    """
    found = words(joined(page.body))
    if before is not None and before.body and before.body[-1].text.endswith("\u2010"):
        found = found[1:]
    return [found, *(found[len(head) :] for head in heads if found[: len(head)] == head)]


def test_the_labels_are_those_of_the_pdf(book: Built) -> None:
    with pypdfium2.PdfDocument(book.pdf) as document:
        labels = [document.get_page_label(number) for number in range(len(document))]
    marked = [m.get("aria-label") for chapter in chapters(book.epub) for m in marks(chapter.root)]
    assert marked == labels
    nav = next(e for e in navigation(book.epub).root.iter() if epub_type(e) == "page-list")
    entries = [entry for entry in nav.iter() if name(entry) == "a"]
    assert [entry.text for entry in entries] == labels
    assert is_a(nav, "doc-pagelist")


def test_each_entry_leads_to_its_mark(book: Built) -> None:
    places = {
        f"{Path(chapter.file).name}#{mark.get('id')}": mark.get("aria-label")
        for chapter in chapters(book.epub)
        for mark in marks(chapter.root)
    }
    nav = next(e for e in navigation(book.epub).root.iter() if epub_type(e) == "page-list")
    entries = {str(e.get("href")): e.text for e in nav.iter() if name(e) == "a"}
    assert entries == places
    ncx = files(book.epub.read_bytes())["EPUB/toc.ncx"].decode()
    assert all(f'<content src="{place}"/></pageTarget>' in ncx for place in places)


def test_the_word_after_a_mark_is_the_first_of_its_page(book: Built) -> None:
    spine = chapters(book.epub)
    elements = [element for chapter in spine for element in chapter.body.iter()]
    heads = [words(_text(element)) for element in elements if name(element) == "thead"]
    movable = [words(_text(element)) for element in elements if at_the_side(element)]
    following = after_marks(spine)
    pages = PdfText.read(book.pdf).pages
    seen = 0
    for page, before in zip(pages, [None, *pages], strict=False):
        choices = beginnings(page, before, heads)
        if page.label == "i" or len(choices[0]) < ENOUGH:  # the cover is a picture; blank pages
            continue
        if any(choices[0][:3] == passage[:3] for passage in (*movable, *heads)):
            continue  # what stands beside the text, or is repeated
        seen += 1
        marked_there = compared(following[page.label], movable)
        assert marked_there in [compared(choice, movable) for choice in choices], page.label
    assert seen


def at_the_side(element: Element) -> bool:
    return name(element) == "figure" and element.get("class") in {"left", "right"}


def test_it_is_said_whose_pages_they_are(book: Built) -> None:
    package = Package(book.epub.read_bytes())
    with ZipFile(book.epub) as archive:
        assert archive.testzip() is None
    assert len(package.meta("pageBreakSource")) == 1
    features = package.meta("schema:accessibilityFeature")
    assert {"pageBreakMarkers", "pageNavigation"} <= set(features)
    assert check_files({"a.epub": book.epub.read_bytes()}) == ()


@pytest.mark.parametrize("source", [SAMPLE, *(BOOKS / name for name in NAMES[2:])], ids=str)
def test_an_article_has_the_same_running_text_in_both(source: Path) -> None:
    """So its marks are counted, not searched."""
    publication = load(source).publication
    assert publication
    compiler = Compiler()
    parts = [part for part in plan(publication) if part.article]
    paper = [compiler.render(part, publication, Medium.PAPER) for part in parts]
    ereader = [compiler.render(part, publication, Medium.EREADER) for part in parts]
    page = publication.theme.pages["A5"]
    typeset = compiler.fragments(paper, publication.theme, page, PictureSettings())
    for fragment, markup in zip(typeset, ereader, strict=True):
        assert fragment.manifest.text_starts
        assert fragment.manifest.text_digest == digest(running_text(markup.document))


@pytest.fixture(scope="module")
def notes() -> Publication:
    publication = load(BOOKS / "notes").publication
    assert publication
    return publication


def epub_of(publication: Publication) -> tuple[bytes, list[str]]:
    made = EPUB.make(publication)
    return made.files[f"{publication.slug}.epub"], [found.code for found in made.findings]


def test_the_source_is_the_pdf_edition(notes: Publication) -> None:
    own = {"pdf": EditionSettings(identifier="urn:isbn:9780306406157")}
    data, codes = epub_of(replace(notes, editions=own))
    assert codes == []
    assert Package(data).meta("pageBreakSource") == ["urn:isbn:9780306406157"]


def test_settings_of_the_pdf_edition_count() -> None:
    """Another page size, other pages; blank pages are counted too."""
    sample = load(SAMPLE).publication
    assert sample

    def pages(page: str, opening: str) -> int:
        settings = {"pdf": EditionSettings(page=page, opening=opening)}
        chapters = files(epub_of(replace(sample, editions=settings))[0])
        return sum(content.count(b"doc-pagebreak") for content in chapters.values())

    assert pages("A4", "page") < pages("A5", "page") < pages("A5", "recto")


def without_pages(data: bytes) -> bool:
    content = files(data)
    return not any(
        b"pagebreak" in each or b"page-list" in each or b"pageBreak" in each
        for each in content.values()
    )


def test_the_editor_can_do_without(notes: Publication) -> None:
    settings = {"epub": EditionSettings(page_list=False)}
    data, codes = epub_of(replace(notes, editions=settings))
    assert codes == ["page-list-absent"]
    assert without_pages(data)


def test_without_pango_there_is_none(notes: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.import_module

    def no_pango(wanted: str) -> object:
        if wanted == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(wanted)

    weasy._weasyprint.cache_clear()
    weasy._press.cache_clear()
    monkeypatch.setattr(importlib, "import_module", no_pango)
    try:
        data, codes = epub_of(notes)
    finally:
        weasy._weasyprint.cache_clear()
        weasy._press.cache_clear()
    assert codes == ["page-list-absent"]
    assert without_pages(data)


def test_judged_good(notes: Publication, tmp_path: Path) -> None:
    path = tmp_path / "a.epub"
    path.write_bytes(epub_of(notes)[0])
    assert epubcheck(path) == []
    assert ace(path) == []


# --- Where a mark is put ------------------------------------------------------------------------


def marked(body: str, place: int | None, running: str = "") -> tuple[str, tuple[str, ...]]:
    """The body with `|` where the mark of page 7 is put, and what was lost.

    `place` counts in `running`, the text on paper; without it the texts are the same.
    """
    source = f"<html><head><title>T</title></head><body>{body}</body></html>"
    text = folded(running)
    start = None
    if place is not None:
        start = PageStart(place, text[max(0, place - 16) : place], text[place : place + 16])
    plain = mark_pages(source.encode(), CitedPart((), ""))
    assert plain.content.decode() == source
    known = digest(text)
    made = mark_pages(source.encode(), CitedPart((CitedPage("7", start),), known))
    written = made.content.decode()
    mark = '<span epub:type="pagebreak" role="doc-pagebreak" id="page-7" aria-label="7"></span>'
    assert written.replace(mark, "") == source
    shown = written.replace(mark, "|").partition("<body>")[2].removesuffix("</body></html>")
    return shown, made.lost


@pytest.mark.parametrize(
    ("shown", "words_before"),
    [
        ("<p>|One two three.</p>", ""),
        ("<p>One |two three.</p>", "One"),
        ("<p>One two.</p><p>|Three four.</p>", "One two."),
        ("<p>One two.</p>|<h2 id=\"x\">Three</h2>", "One two."),
        ("<p>One |<em>two</em> three.</p>", "One"),
        ("<p>One <em>two |three</em>.</p>", "One two"),
        ("<p>One &amp; |two.</p>", "One &"),
        ("<ul><li>One</li><li>|<a href=\"#x\"><span>two</span></a></li></ul>", "One"),
        ("<p>One.</p><figure>|<img src=\"a\" alt=\"b\"/><figcaption>Two</figcaption></figure>",
         "One."),
        ("<p>Straße, |one <a class=\"note-call\" href=\"#n\">1</a> two</p>", "Straße,"),
        ("<p>One<a class=\"note-call\" href=\"#n\">1</a> |two</p>", "One"),
        ("<p>one—|two three</p>", "one—"),
        ("<p>今日は|天気がいい</p>", "今日は"),
        ("<table><tr><td>One</td><td>|Two</td></tr></table>", "One"),
        ("<pre><code>one\n  |two</code></pre>", "one"),
    ],
)  # fmt: skip
def test_a_mark_stands_before_the_word(shown: str, words_before: str) -> None:
    body = shown.replace("|", "")
    running = _running(body)
    assert marked(body, len(folded(words_before)), running) == (shown, ())


def _running(body: str) -> str:
    """The running text of a body, by hand."""

    def text(element: Element) -> str:
        if element.get("class") == "note-call":
            return ""
        if element.tag == "img":
            return "\ufffc"
        return (element.text or "") + "".join(text(e) + (e.tail or "") for e in element)

    return text(ElementTree.fromstring(f"<body>{body}</body>"))


@pytest.mark.parametrize(
    ("body", "broken_after", "shown"),
    [
        ("<p>One twothree, four.</p>", "One two", "<p>One twothree, |four.</p>"),
        ("<p>One two<em>three</em> four.</p>", "One twoth", "<p>One two<em>three</em> |four.</p>"),
        ("<p>One twothree.</p><p>Four.</p>", "One two", "<p>One twothree.</p><p>|Four.</p>"),
        ("<p>One two\u00adthree four.</p>", "One two", "<p>One two\u00adthree |four.</p>"),
        ("<p>One twothree.</p>", "One two", "<p>One twothree.|</p>"),
    ],
)
def test_a_page_that_begins_in_a_word_is_marked_after_it(
    body: str, broken_after: str, shown: str
) -> None:
    assert marked(body, len(folded(broken_after)), _running(body)) == (shown, ())


def test_other_words_do_not_move_a_mark() -> None:
    """On paper the identifier is another; what follows is found by the words around it."""
    paper = "Printed as ISBN 12345. Made with care by many hands."
    body = "<p>Printed as UUID 999999999.</p><p>Made with care by many hands.</p>"
    place = len(folded("Printed as ISBN 12345. "))
    assert marked(body, place, paper)[0] == body.replace("<p>Made", "<p>|Made")


def test_a_place_that_is_not_certain_has_no_mark() -> None:
    paper = "Words, words, words, words, words, words, words and nothing else. And more of it."
    body = "<p>Something quite different is written here.</p>"
    assert marked(body, 30, paper) == (body, ("7",))
    assert marked(body, None, paper) == (body, ("7",))
    twice = "<p>again and again the same</p>" * 3
    assert marked(twice, 20, "again and again the same" * 2) == (twice, ("7",))


def test_a_page_of_notes_alone_begins_where_the_text_goes_on() -> None:
    source = b"<html><body><p>One two.</p><p>Three.</p></body></html>"
    start = PageStart(len("onetwo."), "onetwo.", "three.")
    part = CitedPart((CitedPage("7", start), CitedPage("8", start)), digest("onetwo.three."))
    made = mark_pages(source, part)
    assert made.placed == ("7", "8")
    assert made.content.index(b'id="page-7"') < made.content.index(b'id="page-8"')
    assert b"</span>Three." in made.content
