"""Where the articles of a PDF begin: its outline tells, when the pages agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import zip_longest

from packager.importers.pdf.records import Bookmark, Document, Glyph, Page
from packager.importers.words import tokens

_LARGER = 1.1  # times the size of the text
_FEWEST = 100  # words of an article, on an average: fewer, and the outline lists slides or sections
_ABOVE = 200  # letters that may stand over a title: a kicker, a running head, a line of rights
_SHEET = 150  # words at most on a cover or title page
_BEFORE = 30  # letters as large as a title that may come first: “Chapter 12”, a drop capital
_LISTED = 0.7  # of the titles stand on a page of contents or credits


class Role(Enum):
    """What a part of a PDF is."""

    ARTICLE = "article"
    FRONT = "cover and title page"
    LIST = "list of the articles"


@dataclass(frozen=True, slots=True)
class Part:
    """Pages `first` to `last`, both counted from 1 and included."""

    title: str
    first: int
    last: int
    section: str = ""
    role: Role = Role.ARTICLE


def parts(document: Document, body: float) -> tuple[Part, ...]:
    """The articles of a publication in their order; none when it is one article only, or when
    its outline does not say where its articles begin."""
    starts = _starts(document, body)
    pages = [mark.page for mark, _ in starts]
    if len(starts) < 2 or len(set(pages)) < len(pages) or pages != sorted(pages):
        return ()
    last = len(document.pages)
    ends = [*(page - 1 for page in pages[1:]), last]
    made = [
        Part(mark.title, mark.page, end, section)
        for (mark, section), end in zip(starts, ends, strict=True)
    ]
    words = [_words(document.pages[part.first - 1 : part.last]) for part in made]
    if sum(map(len, words)) < _FEWEST * len(made):
        return ()
    made = [_listing(part, said, made) for part, said in zip(made, words, strict=True)]
    return (*_front(document, pages[0]), *made)


def _front(document: Document, first: int) -> tuple[Part, ...]:
    """What stands before the first article."""
    if first == 1:
        return ()
    few = len(_words(document.pages[: first - 1])) <= _SHEET * (first - 1)
    role = Role.FRONT if few else Role.ARTICLE
    return (Part(document.title, 1, first - 1, role=role),)


def _listing(part: Part, words: Sequence[str], made: Sequence[Part]) -> Part:
    """Contents and credits name most of the articles; every edition makes its own."""
    text = f" {' '.join(words)} "
    others = [one for one in made if one is not part]
    named = sum(f" {' '.join(tokens(one.title))} " in text for one in others)
    if len(others) < 3 or named < _LISTED * len(others):
        return part
    return Part(part.title, part.first, part.last, part.section, Role.LIST)


def _starts(document: Document, body: float) -> list[tuple[Bookmark, str]]:
    """The bookmarks that begin an article, each with the title of its section. A bookmark whose
    own title does not stand on its page, but that of the first one below it, is a section."""
    found: list[tuple[Bookmark, str]] = []
    section = ""
    marks = [mark for mark in document.outline if mark.level < 2]
    for mark, after in zip_longest(marks, marks[1:]):
        page = document.pages[mark.page - 1]
        if mark.level == 0:
            below = after if after and after.level == 1 and after.page == mark.page else None
            opens = _opens(mark.title, page, body)
            section = ""
            if not opens and below and _opens(below.title, page, body):
                section = mark.title
                continue
        if mark.level == 0 or section:
            if not _opens(mark.title, page, body):
                return []
            found.append((mark, section))
    return found


def _opens(title: str, page: Page, body: float) -> bool:
    """Does a title stand at the head of a page, in larger letters than the text?"""
    large = [glyph for glyph in page.glyphs if glyph.size >= _LARGER * body]
    said, sought = _letters(large), letters_of(title)
    said = said[: len(sought) + _BEFORE]
    if not sought or not (sought in said or _mostly(sought, said)):
        return False
    y = min(glyph.y for glyph in large if glyph.text.isalnum())
    above = sum(g.text.isalnum() for g in page.glyphs if g.y < y and g.size >= 0.9 * body)
    return above <= _ABOVE


def _mostly(sought: str, said: str) -> bool:
    """Lines from the right may come in another order: their letters are counted."""
    if sought.isascii():
        return False
    return not Counter(sought) - Counter(said)


def _letters(glyphs: Sequence[Glyph]) -> str:
    return letters_of("".join(glyph.text for glyph in glyphs))


def letters_of(text: str) -> str:
    """A text without what headings and outlines differ in."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _words(pages: Sequence[Page]) -> list[str]:
    return tokens("\n".join(page.plain for page in pages))
