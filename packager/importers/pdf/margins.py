"""Which segments stand in a page's margins: running heads, folios, footers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from packager.importers.pdf.records import Page
from packager.importers.pdf.segments import Segment, most

_ZONE = 0.15  # of the page's height
_MOST_ROWS = 3
_APART = 1.55  # times the distance of base lines
_NUMBER = re.compile(r"[\dIVXLCivxlc]+$|[-–—\s\d|/.]+$")


@dataclass(frozen=True, slots=True)
class Margins:
    """A page's segments, told apart."""

    top: tuple[Segment, ...]
    body: tuple[Segment, ...]
    foot: tuple[Segment, ...]


def margins(
    pages: Sequence[Page], parts: Sequence[Sequence[Segment]], leading: float
) -> list[Margins]:
    """What stands apart at the head and foot of each page; certainly what comes again."""
    tops = [
        _edge(segments, page, leading, False) for page, segments in zip(pages, parts, strict=True)
    ]
    feet = [
        _edge(segments, page, leading, True) for page, segments in zip(pages, parts, strict=True)
    ]
    known = Counter(key for found in (*tops, *feet) for key in {_key(part) for part in found})
    made = []
    for segments, top, foot in zip(parts, tops, feet, strict=True):
        head = [part for part in top if _stays(part, top, known)]
        tail = [part for part in foot if _stays(part, foot, known)]
        out = {id(part) for part in (*head, *tail)}
        body = tuple(part for part in segments if id(part) not in out)
        made.append(Margins(_sorted(head), body, _sorted(tail)))
    return made


def _sorted(parts: Sequence[Segment]) -> tuple[Segment, ...]:
    return tuple(sorted(parts, key=lambda part: (round(part.y), part.box.left)))


def _stays(part: Segment, group: Sequence[Segment], known: Counter[str]) -> bool:
    """Is it a margin's? When it comes again, is a number, or shares its line with such."""
    mates = [other for other in group if abs(other.y - part.y) < 0.4 * part.size]
    return any(known[_key(mate)] > 1 or _NUMBER.match(mate.text) for mate in mates)


def _key(part: Segment) -> str:
    return re.sub(r"\W+", " ", re.sub(r"\d+", "0", part.text)).casefold().strip()


def _edge(parts: Sequence[Segment], page: Page, leading: float, foot: bool) -> list[Segment]:
    """The first (or last) lines of a page, up to where white space sets them apart; the outermost
    line alone when nothing does."""
    found: list[list[Segment]] = []
    for part in sorted(parts, key=lambda part: -part.y if foot else part.y):
        if found and abs(part.y - found[-1][0].y) <= 0.4 * part.size:
            found[-1].append(part)
            continue
        if found and abs(part.y - found[-1][0].y) > _APART * leading:
            return [part for row in found for part in row]
        deep = page.height - part.y if foot else part.y
        if deep > _ZONE * page.height or len(found) == _MOST_ROWS:
            break
        found.append([part])
    return found[0] if found else []


def leading_of(parts: Sequence[Sequence[Segment]], body: float) -> float:
    """The usual distance of two base lines of the body's text, pt."""
    steps: list[float] = []
    for segments in parts:
        ys = [part.y for part in segments if part.size == body]
        steps += [
            round((after - before) * 2) / 2
            for before, after in pairwise(ys)
            if 0.9 * body < after - before < 2.2 * body
        ]
    return most(steps) or 1.25 * body
