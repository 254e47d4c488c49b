"""Rows ──▶ a table, where words stand in columns over several rows, ruled or not."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from packager.importers.pdf.records import Box
from packager.importers.pdf.rows import Row
from packager.importers.pdf.segments import Segment, joined
from packager.model.text import Cell, Inline, Table

_MARKER = re.compile(r"(?:[-–—*•·‣▪●○◦►+]|[\[(]?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[\]).]{0,2})$")
_FEWEST_ROWS = 3  # without rules
_MOST_COLUMNS = 12
Inlined = Callable[[Sequence[Segment], bool], tuple[Inline, ...]]


@dataclass(frozen=True, slots=True)
class Found:
    """Rows `first` to `last` (excluded) are a table."""

    first: int
    last: int
    columns: tuple[tuple[float, float], ...]


def find_tables(rows: Sequence[Row], rules: Sequence[Box]) -> list[Found]:
    """The tables among the rows of a column, from its top down."""
    found: list[Found] = []
    at = 0
    while at < len(rows):
        table = _from(rows, at, rules)
        if table:
            found.append(table)
        at = table.last if table else at + 1
    return found


def _from(rows: Sequence[Row], first: int, rules: Sequence[Box]) -> Found | None:
    if len(rows[first].parts) < 2 or rows[first].mono:
        return None
    columns = [(part.box.left, part.box.right) for part in rows[first].parts]
    last, divided = first + 1, 1
    while last < len(rows) and rows[last].parts and not rows[last].mono:
        if not _near(rows[last - 1], rows[last], rules):
            break
        spans = [(part.box.left, part.box.right) for part in rows[last].parts]
        merged = _merged(columns, spans)
        if merged is None or (len(spans) == 1 and not _continues(spans[0], columns)):
            break
        columns, divided = merged, divided + (len(spans) > 1)
        last += 1
    while last > first and len(rows[last - 1].parts) < 2 and not _wraps(rows, last, columns):
        last -= 1
    ruled = _ruled(rows[first:last], rules)
    if divided < (2 if ruled else _FEWEST_ROWS) or not 2 <= len(columns) <= _MOST_COLUMNS:
        return None
    markers = all(
        _MARKER.match(row.parts[0].text) for row in rows[first:last] if len(row.parts) > 1
    )
    return None if markers else Found(first, last, tuple(columns))


def _near(before: Row, row: Row, rules: Sequence[Box]) -> bool:
    """Rows of a table follow each other closely, or a rule is between them."""
    step = row.y - before.y
    ruled = any(before.y <= rule.top <= row.y for rule in rules)
    return step < (4.5 if ruled else 2.4) * max(row.size, 1)


def _merged(
    columns: list[tuple[float, float]], spans: Sequence[tuple[float, float]]
) -> list[tuple[float, float]] | None:
    """The columns widened by another row's; None when that makes two of them one."""
    made = list(columns)
    fresh = [one for one in spans if not any(_inside(one, column) for column in columns)]
    for left, right in fresh:
        over = [one for one in made if one[0] < right and left < one[1]]
        if len(over) > 1:
            return None
        if over:
            made.remove(over[0])
        made.append(_around([(left, right), *over]))
    made.sort()
    taken = [next(n for n, one in enumerate(made) if one[0] <= left < one[1]) for left, _ in fresh]
    return made if len(set(taken)) == len(taken) else None


def _around(spans: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return min(left for left, _ in spans), max(right for _, right in spans)


def _inside(span: tuple[float, float], column: tuple[float, float]) -> bool:
    return column[0] - 1 <= span[0] and span[1] <= column[1] + 1


def _continues(span: tuple[float, float], columns: Sequence[tuple[float, float]]) -> bool:
    """Is a lone stretch of words one more line of a cell, or a cell whose neighbours are empty?"""
    home = [one for one in columns if one[0] - 2 <= span[0] <= one[1] and span[1] <= one[1] + 12]
    return len(home) == 1


def _wraps(rows: Sequence[Row], last: int, columns: Sequence[tuple[float, float]]) -> bool:
    row = rows[last - 1]
    return bool(row.parts) and row.box.left >= columns[1][0] - 2


def _ruled(rows: Sequence[Row], rules: Sequence[Box]) -> bool:
    if not rows:
        return False
    top, foot = rows[0].box.top - 15, rows[-1].box.foot + 15
    left, right = rows[0].box.left, max(row.box.right for row in rows)
    near = [r for r in rules if top <= r.top <= foot and r.left < right and r.right > left]
    return len({round(rule.top) for rule in near if rule.width > 20}) >= 2


def table_of(rows: Sequence[Row], found: Found, rules: Sequence[Box], inlined: Inlined) -> Table:
    """The table of some rows. Without a head of its own it gets an empty one."""
    grid = _grid(rows, found, rules)
    head = _has_head(rows, grid, rules)
    cells = [
        tuple(Cell(inlined(cell, head and not number)) for cell in row)
        for number, row in enumerate(grid)
    ]
    if head:
        return Table(cells[0], tuple(cells[1:]), 0)
    return Table(tuple(Cell(()) for _ in found.columns), tuple(cells), 0)


_Grid = list[list[list[Segment]]]


def _grid(rows: Sequence[Row], found: Found, rules: Sequence[Box]) -> _Grid:
    """Rows of cells of lines. A row without its first cell goes on with the row before it, unless
    a rule is between them."""
    grid: _Grid = []
    before: Row | None = None
    for row in rows[found.first : found.last]:
        cells: list[list[Segment]] = [[] for _ in found.columns]
        for part in row.parts:
            middle = part.box.left + 1
            spots = [n for n, (left, right) in enumerate(found.columns) if left <= middle <= right]
            spot = spots[0] if spots else 0
            cells[spot] = [joined([*cells[spot], part])] if cells[spot] else [part]
        ruled = before is not None and _divided(before, row, rules)
        if grid and before is not None and not ruled and _goes_on(before, row, cells):
            for number, cell in enumerate(cells):
                grid[-1][number] += cell
        else:
            grid.append(cells)
        before = row
    return grid


def _goes_on(before: Row, row: Row, cells: Sequence[Sequence[Segment]]) -> bool:
    close = row.y - before.y < 1.6 * row.size
    lower = all(cell[0].text[:1].islower() for cell in cells if cell) and bool(cells[0])
    return close and (not cells[0] or (lower and sum(map(bool, cells)) == 1))


def _divided(before: Row, row: Row, rules: Sequence[Box]) -> bool:
    return any(before.y < rule.top < row.y and rule.width > 20 for rule in rules)


def _has_head(rows: Sequence[Row], grid: _Grid, rules: Sequence[Box]) -> bool:
    """Is the first row bold, and no other, or the only one with a rule under it?"""
    if len(grid) < 2:
        return False
    bold = [all(_bold(part) for cell in row for part in cell) for row in grid]
    if bold[0] and not all(bold[1:]):
        return True
    gaps = [_rule_below(row, after, rules) for row, after in pairwise(grid)]
    return gaps[0] and not any(gaps[1:]) and len(gaps) > 1


def _bold(part: Segment) -> bool:
    return all(glyph.face.bold for glyph in part.glyphs if glyph.text != " ")


def _rule_below(
    row: Sequence[Sequence[Segment]], after: Sequence[Sequence[Segment]], rules: Sequence[Box]
) -> bool:
    last = max(part.y for cell in row for part in cell)
    first = min(part.y for cell in after for part in cell)
    return any(last < rule.top < first and rule.width > 20 for rule in rules)
