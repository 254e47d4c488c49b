"""The reading order of a page: columns are found by the white between words, read one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from packager.importers.pdf.records import Box
from packager.importers.pdf.segments import Segment

_STEP = 3.0  # pt
_WHITE = 0.75  # of the body's size: how wide a gutter is at least
_ROWS = 4  # lines that must stand on both sides of a gutter
_NARROWEST = 8.0  # times the body's size: a column
_TEXT_WORDS = 3.0  # words a segment in running text, on average; in a table's cells fewer
_MOST_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Item:
    """Something that stands on a page: a segment, or what was put together (`whole`)."""

    box: Box
    segment: Segment | None = None
    whole: object = None


@dataclass(frozen=True, slots=True)
class Column:
    """Items one below the other, top down, and the column's edges."""

    items: tuple[Item, ...]
    left: float
    right: float


def columns(items: Sequence[Item], size: float, usual: float | None = None) -> list[Column]:
    """Items in columns, in reading order. `size`: of the body's letters; `usual`: where pages of
    the same document divide, which takes less to believe."""
    order = sorted(items, key=lambda item: (item.box.top, item.box.left))
    if usual is not None and _worth(order, usual, size, sure=True):
        return _divided(order, usual, size, 1)
    return _columns(order, size, 1)


def usual_gutter(pages: Sequence[Sequence[Item]], size: float) -> float | None:
    """Where most pages divide that do; None when fewer than two agree."""
    found = [_gutter(items, size) for items in pages if items]
    counted = Counter(round(x / 8) for x in found if x is not None)
    if not counted or counted.most_common(1)[0][1] < 2:
        return None
    nearest = counted.most_common(1)[0][0]
    return next(x for x in found if x is not None and round(x / 8) == nearest)


def _columns(items: list[Item], size: float, depth: int) -> list[Column]:
    if not items:
        return []
    gutter = _gutter(items, size) if depth < _MOST_COLUMNS else None
    if gutter is None:
        left, right = _edges(items)
        return [Column(tuple(items), left, right)]
    return _divided(items, gutter, size, depth)


def _divided(items: list[Item], gutter: float, size: float, depth: int) -> list[Column]:
    """What stands left of the gutter, then what is right of it; what crosses it comes between
    what is above and below it."""
    found: list[Column] = []
    band: list[Item] = []
    across: list[Item] = []
    crossing = [i.segment.y for i in items if i.segment is not None and _crosses(i, gutter)]
    for item in items:
        if _crosses(item, gutter) or _on_line(item, crossing):
            found += _band(band, gutter, size, depth)
            band = []
            across.append(item)
        else:
            if across:
                found += _columns(across, size, _MOST_COLUMNS)
                across = []
            band.append(item)
    found += _columns(across, size, _MOST_COLUMNS)
    return found + _band(band, gutter, size, depth)


def _band(items: list[Item], gutter: float, size: float, depth: int) -> list[Column]:
    left = [item for item in items if (item.box.left + item.box.right) / 2 < gutter]
    right = [item for item in items if (item.box.left + item.box.right) / 2 >= gutter]
    return _columns(left, size, depth + 1) + _columns(right, size, depth + 1)


def _edges(items: Sequence[Item]) -> tuple[float, float]:
    return min(item.box.left for item in items), max(item.box.right for item in items)


def _crosses(item: Item, x: float) -> bool:
    return item.box.left < x - 1 and item.box.right > x + 1


def _on_line(item: Item, crossing: Sequence[float]) -> bool:
    """Does it stand on the base line of something that crosses the gutter, as a note's number
    stands beside the note?"""
    return item.segment is not None and any(abs(item.segment.y - y) < 1 for y in crossing)


def _gutter(items: Sequence[Item], size: float) -> float | None:
    """Where the page divides, None when it does not: the middle of the white strip that has the
    most lines on both sides of it."""
    first, last = _edges(items)
    best, at = 0.0, []
    x = first + _NARROWEST * size
    while x <= last - _NARROWEST * size:
        worth = _worth(items, x, size)
        if worth > best + 0.5:
            best, at = worth, [x]
        elif at and abs(worth - best) <= 0.5 and x - at[-1] <= _STEP * 1.5:
            at.append(x)
        x += _STEP
    if not at:
        return None
    return (at[0] + at[-1]) / 2


def _worth(items: Sequence[Item], x: float, size: float, sure: bool = False) -> float:
    """How much text stands on both sides of a white strip around x: the height of the less of
    the two, in pt, where the strip is not crossed; 0 when this is no gutter."""
    half = _WHITE * size / 2
    left, right = [], []
    crossed = 0.0
    for item in items:
        if item.box.right <= x - half:
            left.append(item)
        elif item.box.left >= x + half:
            right.append(item)
        else:
            crossed += item.box.height
    left, right = _beside(left, right), _beside(right, left)
    beside = min(sum(item.box.height for item in side) for side in (left, right))
    if beside < (1 if sure else _ROWS) * size:
        return 0.0
    if not sure and not _are_columns(left, right, size):
        return 0.0
    return beside if beside > 0.35 * crossed else 0.0


def _beside(these: Sequence[Item], those: Sequence[Item]) -> list[Item]:
    """Those of these that have one of the others beside them somewhere in their stretch."""
    if not these or not those:
        return []
    top = min(item.box.top for item in those)
    foot = max(item.box.foot for item in those)
    return [item for item in these if item.box.top < foot and item.box.foot > top]


def _are_columns(left: Sequence[Item], right: Sequence[Item], size: float) -> bool:
    """Is there running text on one side, and text or a picture on the other? Two drawings side by
    side make no columns, nor do their small frames."""
    texts = _is_text(left, size), _is_text(right, size)
    large = [
        any(item.segment is None and item.box.width >= _NARROWEST * size for item in side)
        for side in (left, right)
    ]
    return any(texts) and (texts[0] or large[0]) and (texts[1] or large[1])


def _is_text(items: Sequence[Item], size: float) -> bool:
    """Is it running text, not a column of a table or a margin of labels?"""
    parts = [item.segment for item in items if item.segment is not None]
    if not parts:
        return False
    widest = max(part.box.width for part in parts)
    words = sum(len(part.words) for part in parts) / len(parts)
    return widest >= _NARROWEST * size and words >= _TEXT_WORDS
