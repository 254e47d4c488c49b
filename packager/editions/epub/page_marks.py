"""Marks are put into a finished chapter where the pages of the PDF edition begin.

The chapter's bytes stay as they are between the marks, so a chapter can be kept and marked anew.
Its running text is the same as on paper (see `packager.compile.page_starts`) but for a few words on
the publication's own pages: there a place is found by the words around it, or not at all. A mark
never stands where it might be wrong.

A page that begins within a word begins, for the ear and for a search, after it: the mark follows
the whole word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from xml.sax.saxutils import quoteattr

from packager.compile.manifest import PageStart
from packager.compile.page_starts import PICTURE, digest, folded
from packager.link import CitedPart

_TOKEN = re.compile(r"<!--.*?-->|<[^>]*>|[^<]+", re.DOTALL)
_RUN = re.compile(r"\S+")
_CHARACTER = re.compile(r"&#?\w+;|.", re.DOTALL)
_NAME = re.compile(r"</?([\w:-]+)")
_CLASS = re.compile(r'\bclass="([^"]*)"')
_PICTURES = {"img", "svg"}
_UNREAD = {"svg", "script", "style"}  # no text of the chapter is in them
_NOTES = {"note-call", "notes"}
_INLINE_NAMES = "a abbr b bdi bdo cite code dfn em i kbd mark q s samp small span strong sub sup u"
_INLINE = frozenset(_INLINE_NAMES.split())
_LEFT = _INLINE | {"h1", "h2", "h3", "h4", "h5", "h6"}  # a mark goes before them, not into them
# Scripts that are written without spaces: a page may begin between any two of their letters.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7ff"
                       "\uf900-\ufaff\U00020000-\U0003ffff]")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Marked:
    """A chapter with its marks; `lost` are the labels of pages whose beginning is not known."""

    content: bytes
    placed: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def mark_id(label: str) -> str:
    """The id of a mark."""
    return f"page-{label}"


def mark_pages(content: bytes, part: CitedPart) -> Marked:
    """Put a mark into a chapter for each page of the part on paper."""
    text = _ChapterText(content.decode())
    same = digest(text.running) == part.digest
    at: list[tuple[int, str]] = []
    lost = []
    for page in part.pages:
        place = _place(text.running, page.start, same)
        spot = text.spot(place) if place is not None else None
        if spot is None or (at and spot < at[-1][0]):
            lost.append(page.label)
        else:
            at.append((spot, page.label))
    pieces, before = [], 0
    for spot, label in at:
        pieces += [text.source[before:spot], _span(label)]
        before = spot
    marked = "".join((*pieces, text.source[before:]))
    return Marked(marked.encode(), tuple(label for _, label in at), tuple(lost))


def running_text(source: str) -> str:
    """The running text of a chapter, as places in it are counted."""
    return _ChapterText(source).running


def _span(label: str) -> str:
    return (
        f'<span epub:type="pagebreak" role="doc-pagebreak" id={quoteattr(mark_id(label))}'
        f" aria-label={quoteattr(label)}></span>"
    )


def _place(running: str, start: PageStart | None, same: bool) -> int | None:
    """Where in a chapter's running text a page begins, if that is certain."""
    if start is None:
        return None
    if start.at == 0 or same:
        return start.at
    for words, offset in (
        (start.before + start.after, len(start.before)),
        (start.after, 0),
        (start.before, len(start.before)),
    ):
        at = running.find(words)
        # fewer letters may be there by chance
        if len(words) > 8 and at >= 0 and at == running.rfind(words):
            return at + offset
    return None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of words, or a picture, in the source from `start` to `end`.

    `mark` is where a mark goes that stands before it; `fresh`: no word goes on into it.
    """

    start: int
    end: int
    mark: int
    fresh: bool


class _ChapterText:
    """A chapter's source and the running text in it."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._pieces: list[_Piece] = []
        self._places: list[int] = []  # where each piece begins in the running text
        words: list[str] = []
        length = 0
        for piece in _pieces(source):
            words.append(self._words(piece.start, piece.end))
            self._pieces.append(piece)
            self._places.append(length)
            length += len(words[-1])
        self.running = "".join(words)

    def spot(self, place: int) -> int | None:
        """Where in the source a mark goes for a place in the running text."""
        if not self._pieces:
            return None
        first = max(bisect_right(self._places, place) - 1, 0)
        at, before, in_word = self._places[first], self._last(first - 1), False
        for run in self._runs(first):
            words = self._words(run.start, run.end)
            if in_word and run.fresh and words:
                return run.mark
            if place < at + len(words) and not in_word:
                spot = self._within(run, place - at, before)
                if spot is not None:
                    return spot
                in_word = True
            at, before = at + len(words), words[-1:] or before
        return self._pieces[-1].end

    def _within(self, run: _Piece, place: int, before: str) -> int | None:
        """Where a mark goes for a place in a run of characters; None: it is within a word."""
        if place <= 0:
            fits = run.fresh or not _one_word(before, self._words(run.start, run.end)[0])
            return run.mark if fits else None
        at = 0
        for found in _CHARACTER.finditer(self.source, run.start, run.end):
            character = folded(unescape(found[0]))
            if at >= place and character:
                return None if _one_word(before, character[0]) else found.start()
            at, before = at + len(character), character[-1:] or before
        return None

    def _runs(self, first: int) -> Iterator[_Piece]:
        """The characters between one space and the next, from a piece on; and pictures."""
        for piece in self._pieces[first:]:
            if self.source[piece.start] == "<":
                yield piece
                continue
            fresh, mark = piece.fresh, piece.mark
            for run in _RUN.finditer(self.source, piece.start, piece.end):
                yield _Piece(run.start(), run.end(), mark or run.start(), fresh)
                fresh, mark = True, 0

    def _words(self, start: int, end: int) -> str:
        """What stands in the source, as the running text has it."""
        written = self.source[start:end]
        return PICTURE if written.startswith("<") else folded(unescape(written))

    def _last(self, number: int) -> str:
        """The last character of a piece."""
        piece = self._pieces[number] if number >= 0 else None
        return self._words(piece.start, piece.end)[-1:] if piece else ""


def _one_word(before: str, after: str) -> bool:
    """Whether two characters that follow one another belong to one word."""
    return (
        before.isalnum()
        and after.isalnum()
        and not _UNSPACED.match(before)
        and not _UNSPACED.match(after)
    )


def _pieces(source: str) -> Iterator[_Piece]:
    """The words and pictures of a chapter, in the order of reading."""
    skipped: list[str] = []  # open elements whose content is not read
    opening: list[tuple[int, str]] = []  # tags just opened, with nothing after them
    fresh = True
    for token in _TOKEN.finditer(source, max(source.find("<body"), 0)):
        written, start = token[0], token.start()
        name = _NAME.match(written)
        if skipped:
            skipped = _skip(skipped, written, name[1] if name else "")
        elif not written.startswith("<"):
            blank = len(written) - len(written.lstrip())
            fresh = fresh or blank > 0
            if blank < len(written):
                yield _Piece(start, token.end(), _before(start + blank, opening), fresh)
                opening, fresh = [], written[-1].isspace()
        elif name:
            if name[1] in _PICTURES:
                yield _Piece(start, token.end(), _before(start, opening), True)
            fresh = fresh or name[1] not in _INLINE
            opens = written[1] != "/" and not written.endswith("/>")
            opening = [*opening, (start, name[1])] if opens and name[1] not in _PICTURES else []
            if opens and _is_skipped(name[1], written):
                skipped, opening = [name[1]], []


def _is_skipped(name: str, written: str) -> bool:
    """Whether what an opening tag opens is no part of the running text."""
    classes = _CLASS.search(written)
    return name in _UNREAD or bool(classes and _NOTES.intersection(classes[1].split()))


def _skip(skipped: list[str], written: str, name: str) -> list[str]:
    """The elements still open after a token inside something that is not read."""
    if written.startswith("</"):
        return skipped[:-1]
    return [*skipped, name] if name and not written.endswith("/>") else skipped


def _before(start: int, opening: Sequence[tuple[int, str]]) -> int:
    """Where a mark goes before what starts here: not into a link or a heading that it begins."""
    for at, name in reversed(opening):
        if name not in _LEFT:
            break
        start = at
    return start
