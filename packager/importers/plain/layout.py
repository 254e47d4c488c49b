"""Characters ──▶ lines, and what is known of each: gaps, indents, where lines were broken."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from packager.importers.flattened import Edge, Line, Mark, Run
from packager.importers.plain.marks import runs

_RULE = re.compile(r"\s*(?:(?:[-_*=~—–―─]\s*){3,}|[─━═]+)\s*")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*")
_UNDERLINE = re.compile(r"(=+|-+)\s*")
_STARTS = re.compile(r"\s*(?:[-–—*•·‣▪●○+]|\d{1,2}[.)]|[\[(]\d{1,3}[\])])\s")
_DIVIDED = re.compile(r"[^\W\d_][-\u00ad\u2010]$|^[“«\"'‘]?[^\W\d_]$")  # half a word; a capital
_ADDRESS = re.compile(r"<?https?://\S+>?")
_NOTE = re.compile(r"\[(\d{1,3})\]\s*\S")
_EDGE = 2  # lines at the top and the foot of a page that may be its furniture
_LONGEST_NOTE = 6  # lines
_FURNITURE = 60  # characters
_NARROWEST = 25
_WIDEST = 120  # characters of a line that was broken at a width
_ROOM = 3  # characters by which a word must miss its line, for the break to be meant


@dataclass(frozen=True, slots=True)
class _Raw:
    """A line as it stands, without the white space at its ends."""

    text: str
    number: int
    page: int
    gap: bool
    indent: int


def lines_of(text: str) -> list[Line]:
    """All lines of a text."""
    raws = list(_raw_lines(text))
    width = _width(raws)
    made: list[Line] = []
    for block in _blocks(raws):
        made += _block(block, width)
    return _by_page(made) if made and made[-1].page else made


def _by_page(lines: Sequence[Line]) -> list[Line]:
    """Where pages are known: what stands at their edges, and the notes at their feet."""
    pages: list[list[Line]] = []
    for _, group in groupby(lines, key=lambda line: line.page):
        page = list(group)
        for at, line in enumerate(page):
            edge = Edge.TOP if at < _EDGE else Edge.NONE
            page[at] = replace(line, edge=Edge.FOOT if at >= len(page) - _EDGE else edge)
        pages.append(page)
    noted = [_with_notes(page) for page in pages]
    at_feet = sum(any(line.note for line in page) for page in noted) > 1
    return [line for page in (noted if at_feet else pages) for line in page]


def _with_notes(page: Sequence[Line]) -> list[Line]:
    """Lines that begin with a number in brackets, up to the page's foot, are its notes."""
    first = len(page)
    number = 0
    for at in reversed(range(len(page) // 2, len(page))):
        found = _NOTE.match(page[at].text)
        if found and (not number or int(found[1]) == number - 1):
            first, number = at, int(found[1])
        elif found or first - at > _LONGEST_NOTE:
            break
    return [
        replace(line, note=True, edge=Edge.NONE) if first <= at and _is_noted(line) else line
        for at, line in enumerate(page)
    ]


def _is_noted(line: Line) -> bool:
    return line.edge is Edge.NONE or bool(_NOTE.match(line.text)) or len(line.text) > _FURNITURE


def _raw_lines(text: str) -> Iterator[_Raw]:
    """Lines that are not empty. A form feed begins a page; without any, pages are not known."""
    paged = "\f" in text.strip("\f\n ")
    page = 1 if paged else 0
    gap = True
    for number, line in enumerate(text.split("\n"), 1):
        parts = line.split("\f")
        for place, part in enumerate(parts):
            page += 1 if place and paged else 0
            words = part.expandtabs(8).strip()
            if not words:
                gap = gap or place == len(parts) - 1
                continue
            indent = len(part.expandtabs(8)) - len(part.expandtabs(8).lstrip())
            yield _Raw(words, number, page, gap, indent)
            gap = False


def _width(raws: Sequence[_Raw]) -> int:
    """The width at which lines were broken; 0 when each paragraph is one line."""
    followed = [
        len(raw.text) + raw.indent
        for raw, after in pairwise(raws)
        if not after.gap and not _is_apart(raw.text) and not _is_apart(after.text)
    ]
    lengths = sorted(length for length in followed if length <= _WIDEST)
    fitting = {
        width: bisect_right(lengths, width) - bisect_right(lengths, width * 0.8)
        for width in lengths
        if width >= _NARROWEST
    }
    width = max(fitting, key=lambda each: (fitting[each], -each), default=0)
    return width if len(followed) >= 4 and fitting.get(width, 0) > 0.45 * len(followed) else 0


def _is_apart(text: str) -> bool:
    return bool(_RULE.fullmatch(text) or _HEADING.fullmatch(text) or _STARTS.match(text))


def _blocks(raws: Sequence[_Raw]) -> Iterator[list[_Raw]]:
    """Lines without a gap between them."""
    block: list[_Raw] = []
    for raw in raws:
        if block and (raw.gap or raw.page != block[-1].page):
            yield block
            block = []
        block.append(raw)
    if block:
        yield block


def _block(block: Sequence[_Raw], width: int) -> list[Line]:
    block = _underlined(block)
    marked = _runs_of(block)
    hangs = bool(_STARTS.match(block[0].text))  # below an item, indents are those of the item
    usual = 10_000 if hangs else min(raw.indent for raw in block)
    made = []
    for at, (raw, parts) in enumerate(zip(block, marked, strict=True)):
        after = block[at + 1] if at + 1 < len(block) else None
        before = block[at - 1].text if at else ""
        made.append(_line(raw, parts, _Told(width, usual, before, after)))
    return made


@dataclass(frozen=True, slots=True)
class _Told:
    """What is known of a line by those beside it."""

    width: int
    usual: int  # indent of its block
    before: str  # the line above it, empty when there is a gap
    after: _Raw | None


def _line(raw: _Raw, parts: Sequence[Run], told: _Told) -> Line:
    number, page = raw.number, raw.page
    if _RULE.fullmatch(raw.text):
        return Line((), number, page, gap=raw.gap, mark=Mark.RULE)
    if found := _HEADING.fullmatch(raw.text):
        level = len(found[1])
        words = tuple(runs(found[2]))
        return Line(words, number, page, gap=raw.gap, mark=Mark.HEADING, level=level)
    gap = raw.gap or not (told.width or _goes_on(told.before, raw.text))
    gap = gap or _ADDRESS.fullmatch(raw.text) is not None or bool(_ADDRESS.fullmatch(told.before))
    indent = 1 < raw.indent - told.usual < 12
    return Line(tuple(parts), number, page, gap=gap, indent=indent, short=_is_short(raw, told))


def _goes_on(before: str, text: str) -> bool:
    """A line that surely goes on in the next one, where lines are paragraphs as a rule."""
    if not text[:1].islower() or not before:
        return False
    return bool(_DIVIDED.search(before)) or (len(before) > 30 and before[-1] not in ".!?:;…")


def _is_short(raw: _Raw, told: _Told) -> bool:
    """Would the next line's first word have fitted on this one?"""
    if not told.width or not told.after:
        return bool(told.width) and len(raw.text) + raw.indent < told.width * 0.75
    first = len(told.after.text.split()[0])
    return len(raw.text) + raw.indent + 1 + first + _ROOM < told.width


def _underlined(block: Sequence[_Raw]) -> Sequence[_Raw]:
    """A line of `=` or `-` as long as the line above it makes that a heading."""
    if len(block) != 2:
        return block
    first, second = block
    found = _UNDERLINE.fullmatch(second.text)
    if not found or abs(len(found[1]) - len(first.text)) > 3 or _is_apart(first.text):
        return block
    sign = "#" if found[1][0] == "=" else "##"
    return [_Raw(f"{sign} {first.text}", first.number, first.page, first.gap, first.indent)]


def _runs_of(block: Sequence[_Raw]) -> list[list[Run]]:
    """The runs of each line; marks may go over lines of one paragraph, not into the next."""
    made: list[list[Run]] = []
    group: list[_Raw] = []
    for raw in (*block, None):
        if group and (raw is None or _is_apart(raw.text)):
            made += _split(runs("\n".join(each.text for each in group)), len(group))
            group = []
        if raw is not None:
            group.append(raw)
    return made


def _split(parts: Sequence[Run], count: int) -> list[list[Run]]:
    lines: list[list[Run]] = [[] for _ in range(count)]
    at = 0
    for run in parts:
        for place, text in enumerate(run.text.split("\n")):
            at += 1 if place else 0
            if text:
                lines[at].append(Run(text, run.bold, run.italic, run.raised, run.url))
    return lines
