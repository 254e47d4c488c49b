"""A page's rows ──▶ lines for the repair: in reading order, each with what its place tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from packager.importers.flattened.lines import Edge, Line, Mark
from packager.importers.pdf.blocks import Made, Setting, made, plain_runs
from packager.importers.pdf.columns import Column, columns
from packager.importers.pdf.figures import Figures
from packager.importers.pdf.margins import Margins
from packager.importers.pdf.records import Page
from packager.importers.pdf.regions import Region, items, regions
from packager.importers.pdf.rows import Row, is_cap, rows
from packager.importers.pdf.segments import Segment, most

_APART = 1.3  # times the usual distance of base lines
_SMALL = 0.93  # of the body's size: a note
_ENDED = re.compile(r"[.!?:;…][”’»\"')\]]*$")
_BULLET = re.compile(r"[•‣▪●○◦]\s")
_NOTE = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§¹²³⁰-⁹]+)(?![\d:,.]\d)[\]).:]*\s*\S")

Entry = Row | Made


@dataclass(frozen=True, slots=True)
class _Frame:
    """A column's edges as its lines show them."""

    left: float
    right: float
    justified: bool


def page_lines(page: Page, margin: Margins, setting: Setting, figures: Figures) -> list[Line]:
    """All lines of a page: running heads, text, notes at its foot, footers."""
    found, rest = regions(page, margin.body)
    found = figures.kept(found, page, rest)
    body: list[Line] = []
    last: Row | None = None
    for column in columns(items(found, rest), setting.body, setting.gutter):
        entries = list(made(rows(column, setting.body), setting))
        entries = figures.captioned(entries, page, setting)
        body += _column(entries, last, _Place(page, column, setting, figures))
        placed = [entry for entry in entries if isinstance(entry, Row)]
        last = placed[-1] if placed else last
    top = [_margin(part, Edge.TOP, page, setting) for part in margin.top]
    foot = [_margin(part, Edge.FOOT, page, setting) for part in margin.foot]
    text = [line for line in body if not line.note]
    return [*top, *text, *(line for line in body if line.note), *foot]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a column is."""

    page: Page
    column: Column
    setting: Setting
    figures: Figures
    framed: bool = False  # in a small frame: notes at the foot of the page stand elsewhere


def _margin(part: Segment, edge: Edge, page: Page, setting: Setting) -> Line:
    made_of = plain_runs(Row((part,)), setting)
    return Line(made_of, page=page.number, gap=True, short=True, size=part.size, edge=edge)


def _column(entries: Sequence[Entry], last: Row | None, place: _Place) -> Iterator[Line]:
    setting, number = place.setting, place.page.number
    frame = _frame([entry for entry in entries if isinstance(entry, Row) and entry.parts], place)
    notes = set() if place.framed else _notes(entries, place)
    cap: Row | None = None
    ended = last is not None and bool(_ENDED.search(last.text))
    before: Entry | None = last if _below(entries, last) else None
    anew = last is not None and before is None  # the text goes on at the top of a column
    for at, entry in enumerate(entries):
        after = entries[at + 1] if at + 1 < len(entries) else None
        if isinstance(entry, Made):
            yield Line((), page=number, mark=Mark.BLOCK, block=entry.block)
        elif entry.whole is not None:
            yield from _region(entry, place)
        else:
            cap = entry if is_cap(entry.parts[0], setting.body) else cap
            around = (before, after if isinstance(after, Row) and after.parts else None)
            line = _line(entry, around, frame, setting)
            if cap is not None and cap is not entry and entry.y <= cap.y + 1:
                line = replace(line, indent=False)
            beside = before is not None and not _is_text(before)
            broken = anew or (beside and not ended)
            gap = ((line.gap or beside) and not broken) or bool(_BULLET.match(entry.text))
            ended = bool(_ENDED.search(entry.text))
            yield replace(line, page=number, broken=broken, note=id(entry) in notes, gap=gap)
        before, anew = entry, False


def _is_text(entry: Entry) -> bool:
    return isinstance(entry, Row) and bool(entry.parts)


def _below(entries: Sequence[Entry], last: Row | None) -> bool:
    """Does a column stand under the text before it, not beside it?"""
    rows_of = [entry for entry in entries if isinstance(entry, Row)]
    return last is not None and bool(rows_of) and rows_of[0].box.top >= last.box.top + 1


def _frame(lines: Sequence[Row], place: _Place) -> _Frame:
    column, setting = place.column, place.setting
    usual = [row for row in lines if abs(row.size - setting.body) < 0.3] or list(lines)
    if not usual:
        return _Frame(column.left, column.right, False)
    lefts = [round(row.box.left) for row in usual]
    rights = sorted(row.box.right for row in usual)
    right = max(rights[int(0.9 * (len(rights) - 1))], column.right - 3 * setting.body)
    if 2 * sum(row.from_right for row in usual) > len(usual):
        left = sorted(row.box.left for row in usual)[len(usual) // 10]
        return _Frame(left, most(round(row.box.right) for row in usual), setting.justified)
    return _Frame(most(lefts), right, setting.justified)


def _line(row: Row, around: tuple[Entry | None, Row | None], frame: _Frame, at: Setting) -> Line:
    before, after = around
    above = before if isinstance(before, Row) and before.parts else None
    gap = above is not None and row.y - above.y > _APART * max(at.step(row), at.step(above))
    gap = gap or (above is not None and row.y < above.y - row.size)
    return Line(
        plain_runs(row, at),
        gap=gap,
        indent=_indented(row, above, after, frame),
        short=_is_short(row, frame),
        size=row.size,
    )


def _indented(row: Row, above: Row | None, after: Row | None, frame: _Frame) -> bool:
    step = 0.5 * row.size
    start = _start(row)
    left = frame.left if not row.from_right else -frame.right
    if after is not None and after.y > row.y and _start(after) > start - step:
        return False  # the next line is set in as much
    if above is not None and above.y < row.y:
        return start > _start(above) + step
    return start > left + step


def _start(row: Row) -> float:
    return -row.box.right if row.from_right else row.box.left


def _is_short(row: Row, frame: _Frame) -> bool:
    width = frame.right - frame.left
    room = row.box.left - frame.left if row.from_right else frame.right - row.box.right
    return room > (1.0 * row.size if frame.justified else max(2 * row.size, 0.2 * width))


def _notes(entries: Sequence[Entry], place: _Place) -> set[int]:
    """The rows of notes at a column's foot: smaller than the text, the first one numbered."""
    setting = place.setting
    found: list[Row] = []
    for entry in reversed(entries):
        fits = isinstance(entry, Row) and entry.parts and not entry.mono
        if not fits or not isinstance(entry, Row) or entry.size > _SMALL * setting.body:
            break
        found.insert(0, entry)
    while found and not _begins_note(found[0]) and not _under_rule(found[0], place):
        found.pop(0)
    return {id(row) for row in found}


def _begins_note(row: Row) -> bool:
    return bool(_NOTE.match(row.text))


def _under_rule(row: Row, place: _Place) -> bool:
    """Is there a rule close above it, in its column?"""
    return any(
        -0.5 * row.size < row.box.top - rule.foot < 1.6 * row.size
        and rule.left < row.box.right
        and rule.right > row.box.left
        and rule.width > 20
        for rule in place.page.rules
    )


def _region(row: Row, place: _Place) -> Iterator[Line]:
    """What is in a frame: a figure, a table, code; or lines like any others."""
    region = row.whole
    if not isinstance(region, Region):
        return
    number, setting = place.page.number, place.setting
    if region.rasters:
        for block in place.figures.figures(region, place.page, setting):
            yield Line((), page=number, mark=Mark.BLOCK, block=block)
        return
    column = Column(tuple(items([], region.segments)), region.box.left, region.box.right)
    entries = list(made(rows(column, setting.body), setting))
    boxed = place.figures.boxed(entries, setting)
    if boxed is not None:
        yield Line((), page=number, mark=Mark.BLOCK, block=boxed)
        return
    small = region.box.height < 0.5 * place.page.height
    inner = _Place(place.page, column, setting, place.figures, small)
    for at, line in enumerate(_column(entries, None, inner)):
        yield replace(line, gap=line.gap or not at)
