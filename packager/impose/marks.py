"""Marks to fold, cut, sew and gather by, as lines on the sides (pt)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

from packager.impose.geometry import Box, Insets, Line
from packager.impose.imposition import Mark, Sheet, Side
from packager.impose.layout import Layout, on_back
from packager.impose.options import MarkKind
from packager.impose.steps import Cut, Fold, Sew, Slit, Staple, Step, Wrap
from packager.impose.work import piece_boxes, roomy, trim_boxes
from packager.model.page import MM

AWAY, LONG, SHORTEST = 2 * MM, 5 * MM, 1 * MM  # pt: of crop marks
TICK = 4 * MM  # pt: of a fold at each of its ends
STITCH = 3 * MM  # pt: across the fold
BAR, BAR_WIDTH = 5 * MM, 4.0  # pt: on the fold of a gathering
TARGET = 4 * MM  # pt: a registration mark's centre from the sheet's edge


def marked(layout: Layout, sheets: tuple[Sheet, ...], work: tuple[Step, ...]) -> tuple[Sheet, ...]:
    """The sheets with the marks that are asked for; marks for the hand on the side it works on."""
    wanted = layout.options.marks
    if not wanted:
        return sheets
    first = outermost(layout)
    innermost = {gathering[-1] for gathering in layout.plan.gatherings}
    done = []
    for index, sheet in enumerate(sheets):
        # A cover that is wrapped round the rest is wider by its spine: it is marked for itself.
        alone = layout.plan.wrapped and index == layout.plan.cover
        guide = sheet.front if alone else sheets[first].front
        front = [*crops(layout, guide), *cuts(work), *folds(work, index)]
        front += collation(layout, sheets[first].front, index)
        inside = list(stitches(work)) if index in innermost else []
        turned = [replace(mark, line=backwards(layout, mark.line)) for mark in inside]
        done.append(
            replace(
                sheet,
                front=with_marks(layout, sheet.front, front),
                back=with_marks(layout, sheet.back, turned),
            )
        )
    return tuple(done)


def outermost(layout: Layout) -> int:
    """The sheet (from 0) that lies outside in the first gathering."""
    return layout.plan.gatherings[0][0] if layout.plan.gatherings else 0


def with_marks(layout: Layout, side: Side, marks: Iterable[Mark]) -> Side:
    """A side with those of the marks that are wanted, and its registration marks."""
    wanted = layout.options.marks
    every = [*marks, *registration(layout, side)]
    return replace(side, marks=tuple(mark for mark in every if mark.kind in wanted))


def backwards(layout: Layout, line: Line) -> Line:
    """A line of the front (pt) as it lies on the back as printed."""
    return on_back(line, layout.fitting.sheet, layout.duplex)


def crops(layout: Layout, side: Side) -> Iterator[Mark]:
    """Crop marks (pt) outside the corners of what is trimmed, where the piece leaves room."""
    if layout.plan.strip:
        yield from edges_of_strip(layout, side)
    if not layout.plan.bound:
        return
    for piece, trim in zip(piece_boxes(layout), trim_boxes(layout, side), strict=True):
        for at_right, at_top in product((False, True), repeat=2):
            x = trim.right if at_right else trim.x
            y = trim.top if at_top else trim.y
            far_x, far_y = (1 if at_right else -1), (1 if at_top else -1)
            level = Line(x + far_x * AWAY, y, x + far_x * (AWAY + LONG), y)
            upright = Line(x, y + far_y * AWAY, x, y + far_y * (AWAY + LONG))
            for line in (level, upright):
                kept = clipped(line, piece)
                if kept is not None and not on_edge(kept, piece):
                    yield Mark(MarkKind.CROP, kept)


def edges_of_strip(layout: Layout, side: Side) -> Iterator[Mark]:
    """Ticks (pt) at both ends of the cuts above and below a row of panels."""
    for piece, trim in zip(piece_boxes(layout), trim_boxes(layout, side), strict=True):
        if roomy(piece, trim):
            for y in (trim.y, trim.top):
                yield from ticks(MarkKind.CROP, Line(trim.x, y, trim.right, y))


def on_edge(line: Line, box: Box) -> bool:
    """Whether a level or upright line (pt) runs along an edge of a box: that is cut already."""
    at, edges = (line.x1, (box.x, box.right)) if line.upright else (line.y1, (box.y, box.top))
    return any(abs(at - edge) < SHORTEST for edge in edges)


def clipped(line: Line, box: Box) -> Line | None:
    """What of a level or upright line lies in a box (pt); None when hardly anything does."""
    x1, x2 = (min(max(x, box.x), box.right) for x in (line.x1, line.x2))
    y1, y2 = (min(max(y, box.y), box.top) for y in (line.y1, line.y2))
    near = abs(x1 - x2) + abs(y1 - y2)
    beside = (x1 != line.x1) if line.upright else (y1 != line.y1)
    return None if near < SHORTEST or beside else Line(x1, y1, x2, y2)


def folds(work: tuple[Step, ...], sheet: int) -> Iterator[Mark]:
    """Ticks (pt) at both ends of every crease of a sheet (from 0)."""
    creases: list[Line] = []
    wraps = [step for step in work if isinstance(step, Wrap) and step.sheet == sheet]
    for step in work:
        if isinstance(step, Fold) and not wraps:
            creases += step.creases
    for wrap in wraps:
        creases += [line for copy in wrap.creases for line in copy]
    for line in dict.fromkeys(creases):
        yield from ticks(MarkKind.FOLD, line)


def cuts(work: tuple[Step, ...]) -> Iterator[Mark]:
    """Ticks (pt) at both ends of every cut through the sheet; a slit is drawn from end to end."""
    for step in work:
        if isinstance(step, Slit):
            yield from (Mark(MarkKind.CROP, line) for line in step.lines)
        elif isinstance(step, Cut):
            for line in step.lines:
                yield from ticks(MarkKind.CROP, line)


def ticks(kind: MarkKind, line: Line) -> Iterator[Mark]:
    """The first and the last bit (pt) of a line that runs upwards or to the right."""
    right, up = (0.0, TICK) if line.upright else (TICK, 0.0)
    yield Mark(kind, Line(line.x1, line.y1, line.x1 + right, line.y1 + up))
    yield Mark(kind, Line(line.x2, line.y2, line.x2 - right, line.y2 - up))


def stitches(work: tuple[Step, ...]) -> Iterator[Mark]:
    """Short lines (pt) across the fold where it is sewn or stapled, in coordinates of the front."""
    for step in work:
        if isinstance(step, Sew | Staple):
            for point in (point for copy in step.points for point in copy):
                half = STITCH / 2
                line = Line(point.x - half, point.y, point.x + half, point.y)
                yield Mark(MarkKind.SEWING, line)


def collation(layout: Layout, side: Side, sheet: int) -> Iterator[Mark]:
    """A bar (pt) on the back of each gathering, one step lower from one to the next."""
    gatherings = layout.plan.gatherings
    order = [gathering[0] for gathering in gatherings]
    if sheet not in order or len(gatherings) < 2:
        return
    for box in trim_boxes(layout, side):
        step = min(2 * BAR, box.height / len(order))
        top = box.top - order.index(sheet) * step
        middle = box.x + box.width / 2
        line = Line(middle, top - min(BAR, step), middle, top)
        yield Mark(MarkKind.COLLATION, line, BAR_WIDTH)


def registration(layout: Layout, side: Side) -> Iterator[Mark]:
    """Targets (pt) in the middle of the sheet's edges, where no page lies: alike on both sides."""
    sheet = layout.fitting.sheet
    middle, centre = sheet.width / 2, sheet.height / 2
    spots = [(middle, TARGET), (middle, sheet.height - TARGET)]
    spots += [(TARGET, centre), (sheet.width - TARGET, centre)]
    whole = Insets(-TARGET, -TARGET, -TARGET, -TARGET)
    around = [page.box.within(whole) for page in side.placements]
    for x, y in spots:
        if not any(box.x < x < box.right and box.y < y < box.top for box in around):
            yield Mark(MarkKind.REGISTRATION, Line(x, y, x, y))
