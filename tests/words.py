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
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from tests.epub_reading import Chapter, chapters, epub_type, is_a, name
from tests.pdf_reading import Line, PdfText, joined, outline

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
    """The words of one article. `movable`: passages that paper may set out of their order (a
    picture at the side of the text). `heads`: table heads, which paper repeats on each page."""

    title: str
    body: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    movable: list[list[str]] = field(default_factory=list)
    heads: list[list[str]] = field(default_factory=list)


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
    for element in root.iter():
        classes = (element.get("class") or "").split()
        if name(element) == "figure" and {"left", "right"} & set(classes):
            article.movable.append(words(_text(element)))
        if name(element) == "thead":
            article.heads.append(words(_text(element)))
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


def pdf_articles(path: Path, expected: Sequence[Article]) -> list[Article]:
    """The articles of a PDF, found by its outline; `expected` gives their titles, the heads of
    their tables and the passages that may stand out of order."""
    text = PdfText.read(path)
    entries = outline(path)
    found: list[Article] = []
    position = 0
    for wanted in expected:
        position = _find(entries, wanted.title, position)
        level, _, first = entries[position]
        after = [page for lev, _, page in entries[position + 1 :] if lev <= level and page > first]
        last = after[0] if after else len(text.pages)
        found.append(_pdf_article(wanted, text, range(first, last)))
        position += 1
    return found


def _find(entries: list[tuple[int, str, int]], title: str, start: int) -> int:
    for number, (_, label, _) in enumerate(entries[start:], start):
        if words(label) == words(title):
            return number
    labels = [label for _, label, _ in entries]
    raise AssertionError(f"the outline of the PDF has no entry {title!r} in its place: {labels}")


def _pdf_article(wanted: Article, text: PdfText, pages: Iterable[int]) -> Article:
    body: list[Line] = []
    notes: list[Line] = []
    for number in pages:
        page = text.pages[number]
        body += _without_head(page.body, wanted.heads) if body else page.body
        notes += page.notes
    return Article(wanted.title, words(joined(body)), words(joined(notes)))


def _without_head(lines: list[Line], heads: list[list[str]]) -> list[Line]:
    """A page's lines without the head of a table that goes on here."""
    for count in range(1, min(5, len(lines))):
        if words(joined(lines[:count])) in heads:
            return lines[count:]
    return lines


# --- Comparison ---------------------------------------------------------------------------------


def differences(epub: Path, pdf: Path) -> list[str]:
    """How the words of each article differ between the two editions; empty when they do not."""
    expected = epub_articles(epub)
    assert expected, "the EPUB has no article"
    report: list[str] = []
    for one, other in zip(expected, pdf_articles(pdf, expected), strict=True):
        body, found = _without_movable(one, other, report)
        report += _compare(f"{one.title}, body", body, found)
        report += _compare(f"{one.title}, notes", one.notes, other.notes)
    return report


def _without_movable(
    one: Article, other: Article, report: list[str]
) -> tuple[list[str], list[str]]:
    """Both bodies without the passages that may move, each of which has to be in both."""
    body, found = list(one.body), list(other.body)
    for passage in one.movable:
        for words_, edition in ((body, "EPUB"), (found, "PDF")):
            place = place_of(passage, words_)
            if place is None:
                report.append(f"{one.title}: {' '.join(passage)!r} is not in the {edition}")
            else:
                del words_[place : place + len(passage)]
    return body, found


def place_of(passage: list[str], words_: list[str], start: int = 0) -> int | None:
    """Where a passage first stands among words, at `start` or after it."""
    size = len(passage)
    starts = range(start, len(words_) - size + 1)
    return next((n for n in starts if words_[n : n + size] == passage), None)


def _compare(what: str, one: list[str], other: list[str]) -> list[str]:
    """Differences as "EPUB …, PDF …", with the words before for orientation."""
    if sum(map(_is_rtl, one)) > len(one) / 2:
        one, other = _letters(one), _letters(other)
    if one == other:
        return []
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return [
        f"{what}: after {' '.join(one[max(0, a - 3) : a])!r}: "
        f"EPUB {' '.join(one[a:b])!r}, PDF {' '.join(other[c:d])!r}"
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    ]


def _is_rtl(word: str) -> bool:
    return unicodedata.bidirectional(word[0]) in ("R", "AL")


def _letters(words_: list[str]) -> list[str]:
    """What can be compared of a text from right to left: its letters in their order, then its
    Latin words and numbers in any order.

    A PDF says of each shape which letters it shows. Where Arabic shapes overlap, a letter may be
    named twice and a word fall in two: so runs of one letter count as one, and spaces not at all.
    """
    letters = "".join(word for word in words_ if _is_rtl(word))
    others = sorted(word for word in words_ if not _is_rtl(word))
    return [*re.sub(r"(.)\1+", r"\1", letters), *others]
