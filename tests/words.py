"""The words of an article as an EPUB and as a PDF have them, so that the two can be compared.

"The same words in both editions" means: per article the body, then the notes in the order of
their calls; without call marks, list markers, running heads and folios. Nothing here looks at how
the editions were made: an EPUB is unzipped and read, a PDF is read by PDFium, character by
character.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from tests.epub_reading import Chapter, chapters, epub_type, is_a, name
from tests.tagged import struct_text

_BLOCK_NAMES = """
    address article aside blockquote br caption dd div dl dt figcaption figure footer h1 h2 h3 h4
    h5 h6 header hr img li ol p pre section table tbody td th thead tr ul
    span.verse-line span.caption span.credit
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())  # no word goes on from inside one of these to the outside


def words(text: str) -> list[str]:
    """The words of a text: runs of letters and figures, without case, marks and punctuation."""
    plain = unicodedata.normalize("NFKD", text.replace("\u00ad", "").replace("\u0640", ""))
    bare = "".join(char for char in plain if not unicodedata.combining(char)).casefold()
    return re.findall(r"[^\W_]+", bare)


@dataclass(slots=True)
class Article:
    """The words of one article."""

    title: str
    body: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


# --- EPUB ---------------------------------------------------------------------------------------


def epub_articles(path: Path) -> list[Article]:
    """The articles of an EPUB in reading order."""
    return [_epub_article(chapter) for chapter in chapters(path) if chapter.is_article]


def _epub_article(chapter: Chapter) -> Article:
    root = chapter.body
    heading = next(element for element in root.iter() if name(element) == "h1")
    article = Article(" ".join(_text(heading).split()))
    article.body = words(_text(root))
    article.notes = [
        word
        for element in root.iter()
        if is_a(element, "doc-footnote")
        for word in words(_text(element, inside_note=True))
    ]
    return article


def _text(element: Element, inside_note: bool = False) -> str:
    return "".join(_pieces(element, inside_note))


def _pieces(element: Element, inside_note: bool) -> Iterator[str]:
    """The text below an element, without calls, ways back and, outside a note, the notes."""
    classes = (element.get("class") or "").split()
    separate = name(element) in _BLOCKS or any(f"{name(element)}.{c}" in _BLOCKS for c in classes)
    if separate:
        yield "\n"
    yield element.text or ""
    for child in element:
        if not _left_out(child, inside_note):
            yield from _pieces(child, inside_note)
        yield child.tail or ""
    if separate:
        yield "\n"


def _left_out(element: Element, inside_note: bool) -> bool:
    if is_a(element, "doc-noteref") or is_a(element, "doc-backlink"):
        return True
    if "note-number" in (element.get("class") or "").split():
        return True
    notes = is_a(element, "doc-endnotes") or epub_type(element) in {"footnotes", "endnotes"}
    section = name(element) == "section" and "notes" in (element.get("class") or "").split()
    return not inside_note and (notes or section or is_a(element, "doc-footnote"))


# --- PDF ----------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Element:
    """An element of the structure, with what Poppler reads in it: words and elements, in order."""

    kind: str
    within: list[str | _Element] = field(default_factory=list)


def pdf_articles(path: Path) -> list[Article]:
    """The articles of a PDF, in the order in which a screen reader reads them."""
    top = _Element("")
    open_: list[tuple[int, _Element]] = [(-1, top)]
    for depth, line in struct_text(path.read_bytes()):
        while open_[-1][0] >= depth:
            open_.pop()
        if line.startswith('"'):
            open_[-1][1].within.append(line[1:-1])
        else:
            element = _Element(line)
            open_[-1][1].within.append(element)
            open_.append((depth, element))
    return [_pdf_article(element) for element in _all(top, "Art")]


def _all(element: _Element, kind: str) -> Iterator[_Element]:
    if element.kind == kind:
        yield element
    for kid in element.within:
        if isinstance(kid, _Element):
            yield from _all(kid, kind)


def _pdf_article(element: _Element) -> Article:
    _drop_addresses(element, {_label(note) for note in _all(element, "Note") if _is_address(note)})
    title = next(_all(element, "H1"))
    numbered = sorted(_all(element, "Note"), key=_number)
    notes = [word for note in numbered for word in words(_words_of(note, within=True))]
    return Article(" ".join(_words_of(title).split()), words(_words_of(element)), notes)


def _drop_addresses(element: _Element, letters: set[str]) -> None:
    """Take out what paper adds for those who cannot click: addresses, their list, their calls."""
    kept: list[str | _Element] = []
    for kid in element.within:
        if isinstance(kid, _Element):
            notes = [each for each in kid.within if isinstance(each, _Element)]
            is_list = kid.kind == "Sect" and any(map(_is_address, notes))
            is_call = kid.kind == "Reference" and "".join(_strings(kid)).strip() in letters
            if is_list or is_call or _is_address(kid):
                continue
            _drop_addresses(kid, letters)
        kept.append(kid)
    element.within = kept


def _is_address(element: _Element) -> bool:
    """A note whose mark is a letter: the article's own have numbers."""
    return element.kind == "Note" and _label(element).isalpha()


def _label(note: _Element) -> str:
    label = next(_all(note, "Lbl"), None)
    return "".join(_strings(label)).strip() if label else ""


def _number(note: _Element) -> int:
    """Of a note: its label says it. Notes stand near their calls, those of a table after it."""
    label = next(_all(note, "Lbl"))
    return int(words("".join(_strings(label)))[0])


def _words_of(element: _Element, *, within: bool = False) -> str:
    """The words below an element, without calls, labels, pictures, and notes unless within one."""
    pieces: list[str] = []
    before: object = None
    for kid in element.within:
        if isinstance(kid, str):  # two in a row stand on two pages
            apart = isinstance(before, str) and not before.endswith("\u2010")
            pieces.append(" " * apart + kid.replace("\u2010", ""))  # the engine's hyphens
        elif not _left_out_of(element, kid) and (kid.kind != "Note" or within):
            inner = _words_of(kid, within=within)
            pieces.append(inner if kid.kind in _IN_LINE else f"\n{inner}\n")
        before = kid
    return "".join(pieces)


_IN_LINE = {"Span", "Link", "Reference", "Code", "Object"}


def _left_out_of(parent: _Element, element: _Element) -> bool:
    shown = "".join(piece for each in _all(element, element.kind) for piece in _strings(each))
    mark = not re.search(r"[^\W\d]", shown)
    return (
        element.kind == "Figure"
        or (element.kind == "Reference" and mark)
        or (element.kind == "Lbl" and (mark or parent.kind == "Note"))
    )


def _strings(element: _Element) -> Iterator[str]:
    for kid in element.within:
        if isinstance(kid, str):
            yield kid
        else:
            yield from _strings(kid)


# --- Comparison ---------------------------------------------------------------------------------


def differences(epub: Path, pdf: Path) -> list[str]:
    """How the words of each article differ between the two editions; empty when they do not."""
    expected = epub_articles(epub)
    assert expected, "the EPUB has no article"
    report: list[str] = []
    for one, other in zip(expected, pdf_articles(pdf), strict=True):
        report += _compare(f"{one.title}, title", words(one.title), words(other.title))
        report += _compare(f"{one.title}, body", one.body, other.body)
        report += _compare(f"{one.title}, notes", one.notes, other.notes)
    return report


def place_of(passage: list[str], words_: list[str], start: int = 0) -> int | None:
    """Where a passage first stands among words, at `start` or after it."""
    size = len(passage)
    starts = range(start, len(words_) - size + 1)
    return next((n for n in starts if words_[n : n + size] == passage), None)


def _compare(what: str, one: list[str], other: list[str]) -> list[str]:
    """Differences as "EPUB …, PDF …", with the words before for orientation.

    Words from right to left lie in a PDF in the order in which they are seen, and Poppler may join
    them to what is beside them: of these the letters are counted. Where Arabic shapes overlap one
    may be named twice, or not at all: one in a hundred is let pass.
    """
    letters = [Counter("".join(each)) for each in (one, other)]
    astray = sum((letters[0] - letters[1]).values()) + sum((letters[1] - letters[0]).values())
    if sum(map(_is_rtl, one)) > len(one) / 2:
        enough = astray <= max(letters[0].total() / 100, 2)
        return [] if enough else [f"{what}: {astray} letters differ"]
    if "".join(one) == "".join(other):  # where a line ends Poppler may leave out the space
        return []
    report = [] if _of_rtl(one) == _of_rtl(other) else [f"{what}: other letters from right to left"]
    one, other = ([word for word in each if not _is_rtl(word)] for each in (one, other))
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return report + [
        f"{what}: after {' '.join(one[max(0, a - 3) : a])!r}: "
        f"EPUB {' '.join(one[a:b])!r}, PDF {' '.join(other[c:d])!r}"
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    ]


def _of_rtl(words_: list[str]) -> Counter[str]:
    return Counter("".join(word for word in words_ if _is_rtl(word)))


def _is_rtl(word: str) -> bool:
    return unicodedata.bidirectional(word[0]) in ("R", "AL")
