"""The work of a plan, put where it is done on the sheet: fractions of a form become points."""

from __future__ import annotations

from packager.impose.geometry import MIRRORED, Box, Line, Point, Size
from packager.impose.imposition import Side
from packager.impose.layout import Layout
from packager.impose.steps import Cut, Fold, Glue, Pile, Push, Sew, Slit, Staple, Step, Trim, Wrap
from packager.model.page import MM

ROOM = 2 * MM  # pt: what sticks out by less is not worth a cut


def placed_work(layout: Layout, outermost: Side) -> tuple[Step, ...]:
    """The steps on the sheet (pt). Cutting apart comes after piling, trimming last; a strip is
    trimmed before it is folded."""
    trims, pieces = trim_boxes(layout, outermost), piece_boxes(layout)
    steps = [placed_step(layout, step, trims) for step in layout.plan.work]
    if len(pieces) > 1:
        piles = sum(isinstance(step, Pile) for step in steps)  # first of all; a lone cover has none
        steps.insert(piles, cut_apart(layout))
    if any(roomy(piece, trim) for piece, trim in zip(pieces, trims, strict=True)):
        if layout.plan.bound:
            steps.append(Trim(trims, finished(layout, trims[0])))
        elif layout.plan.strip:  # while it is flat
            folds = [at for at, step in enumerate(steps) if isinstance(step, Fold)]
            steps.insert(folds[0], Trim(trims, Size(trims[0].width, trims[0].height)))
    return tuple(steps)


def finished(layout: Layout, trim: Box) -> Size:
    """How large (pt) the finished thing is, from what its outermost sheet is trimmed to: pages
    with their gutter, or a panel where pages stand in the middle."""
    if layout.plan.bound:
        return Size(trim.width / (1 if glued(layout) else 2), trim.height)
    panel = layout.fitting.panel
    return Size(panel.width, trim.height if layout.plan.strip else panel.height)


def glued(layout: Layout) -> bool:
    """Whether its pieces are single leaves, whose spine is an edge of the piece."""
    return any(isinstance(step, Glue) for step in layout.plan.work)


def placed_step(layout: Layout, step: Step, trims: tuple[Box, ...]) -> Step:
    """One step with its lines and points on the sheet (pt)."""
    placed: Step = step
    match step:
        case Fold():
            moves = MIRRORED[step.moves] if layout.mirrored else step.moves
            placed = Fold(lines(layout, step.creases), moves, step.behind, step.opened)
        case Slit():
            placed = Slit(lines(layout, step.lines))
        case Push():
            cover = flipped(layout, step.covers[0])
            placed = Push(tuple(form.part(cover) for form in layout.fitting.forms()))
        case Staple():
            placed = Staple(points(step.points[0], trims))
        case Sew():
            placed = Sew(points(step.points[0], trims))
        case Glue():
            placed = Glue(MIRRORED[step.edge] if layout.mirrored else step.edge)
        case Wrap():
            placed = Wrap(step.sheet, wrap_creases(layout))
    return placed


def flipped(layout: Layout, box: Box) -> Box:
    """A box in fractions, from right to left when it is bound at the right."""
    return Box(1 - box.right, box.y, box.width, box.height) if layout.mirrored else box


def lines(layout: Layout, fractions: tuple[Line, ...]) -> tuple[Line, ...]:
    """Lines in fractions of a form, on every form of the sheet (pt)."""
    if layout.mirrored:
        fractions = tuple(Line(1 - at.x1, at.y1, 1 - at.x2, at.y2) for at in fractions)
    return tuple(form.across(line) for form in layout.fitting.forms() for line in fractions)


def points(fractions: tuple[Point, ...], boxes: tuple[Box, ...]) -> tuple[tuple[Point, ...], ...]:
    """Points in fractions of boxes (pt), for each of them."""
    return tuple(
        tuple(Point(box.x + at.x * box.width, box.y + at.y * box.height) for at in fractions)
        for box in boxes
    )


def wrap_creases(layout: Layout) -> tuple[tuple[Line, ...], ...]:
    """Where a wrapped cover is folded on each form (pt): once, or at both edges of its spine."""
    aside = sorted({-layout.spine / 2, layout.spine / 2})
    return tuple(
        tuple(
            Line(middle + by, form.y, middle + by, form.top)
            for by in aside
            for middle in (form.x + form.width / 2,)
        )
        for form in layout.fitting.forms()
    )


def piece_boxes(layout: Layout) -> tuple[Box, ...]:
    """What the sheet is cut into (pt), form by form."""
    return tuple(
        form.part(flipped(layout, piece))
        for form in layout.fitting.forms()
        for piece in layout.plan.pieces
    )


def cut_apart(layout: Layout) -> Cut:
    """The cuts through the sheet (pt), and the pieces of each copy."""
    pieces, sheet, each = piece_boxes(layout), layout.fitting.sheet, len(layout.plan.pieces)
    xs = sorted({round(piece.x, 6) for piece in pieces} - {0.0})
    ys = sorted({round(piece.y, 6) for piece in pieces} - {0.0})
    upright = [Line(x, 0, x, sheet.height) for x in xs]
    level = [Line(0, y, sheet.width, y) for y in ys]
    copies = [pieces[at : at + each] for at in range(0, len(pieces), each)]
    return Cut((*upright, *level), tuple(copies))


def trim_boxes(layout: Layout, outermost: Side) -> tuple[Box, ...]:
    """What is left of each piece (pt) when it is trimmed to the pages of the outermost sheet."""
    trims = []
    for piece in piece_boxes(layout):
        inside = [page.box for page in outermost.placements if centred_in(page.cell, piece)]
        trim = inside[0] if inside else piece
        for box in inside[1:]:
            trim = trim.joined(box)
        if glued(layout):  # the gutter stays
            trim = trim.joined(Box(piece.right if layout.mirrored else piece.x, trim.y, 0, 0))
        if layout.plan.strip:
            trim = Box(piece.x, trim.y, piece.width, trim.height)
        trims.append(trim)
    return tuple(trims)


def centred_in(box: Box, other: Box) -> bool:
    """Whether the middle of a box lies in another (pt)."""
    x, y = box.x + box.width / 2, box.y + box.height / 2
    return other.x < x < other.right and other.y < y < other.top


def roomy(piece: Box, trim: Box) -> bool:
    """Whether a piece sticks out of what it is trimmed to (pt) far enough to be cut."""
    beyond = (trim.x - piece.x, trim.y - piece.y, piece.right - trim.right, piece.top - trim.top)
    return max(beyond) > ROOM
