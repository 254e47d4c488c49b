"""From panels to points: where each page of a plan lies on the sides as they are printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from packager.impose.fitting import Fitting
from packager.impose.geometry import Box, Edge, Line, Size
from packager.impose.imposition import Placement
from packager.impose.options import Binding, Creep, Duplex, Options, Scale
from packager.impose.papers import spine_width
from packager.impose.plan import Leaf, Plan
from packager.model.page import MM

UPRIGHT, ON_ITS_SIDE, TURNED = 0, 90, 180
ALL_ROUND = 360


@dataclass(frozen=True, slots=True)
class Layout:
    """A plan on its sheet. `scale` of the pages; `duplex` as it is to be set at the printer."""

    plan: Plan
    fitting: Fitting
    options: Options
    scale: float
    duplex: Duplex

    @property
    def mirrored(self) -> bool:
        """Whether it is bound at the right."""
        return self.options.binding is Binding.RIGHT

    @property
    def spine(self) -> float:
        """The width (pt) of the spine of a wrapped cover; the cover's own paper does not count."""
        inside = sum(len(sheets) for sheets in self.plan.gatherings)
        return spine_width(4 * inside, self.options.caliper) * MM if self.plan.wrapped else 0.0


def laid_out(plan: Plan, fitting: Fitting, options: Options) -> Layout:
    """The scale of the pages, and the edge about which the printer turns the sheets."""
    keep = options.scale is Scale.KEEP
    lying = fitting.sheet.width > fitting.sheet.height
    unturned = Duplex.SHORT if lying else Duplex.LONG
    scale = 1.0 if keep else min(fitting.scale, options.largest)
    return Layout(plan, fitting, options, scale, options.duplex or unturned)


def shifts(layout: Layout) -> tuple[float, ...]:
    """How far (pt) the pages of each sheet lie from their spine: gutter and creep together.

    A sheet within others of a thickness t sticks out by t when they are folded.
    """
    options = layout.options
    moved = [options.gutter] * len(layout.plan.sheets)
    if options.creep is not Creep.NONE and layout.plan.nests:
        for gathering in layout.plan.gatherings:
            outside = [0.0]
            for sheet in gathering:
                outside.append(outside[-1] + thickness(layout, sheet) * MM)
            for depth, sheet in enumerate(gathering):
                grown = options.creep is Creep.GUTTER
                moved[sheet] += (outside[-2] if grown else 0.0) - outside[depth]
    if layout.plan.wrapped and layout.plan.cover is not None:
        moved[layout.plan.cover] += layout.spine / 2
    return tuple(moved)


def thickness(layout: Layout, sheet: int) -> float:
    """The caliper (mm) of a sheet (from 0)."""
    options = layout.options
    return options.cover_thickness if sheet == layout.plan.cover else options.caliper


def panel(layout: Layout, form: Box, leaf: Leaf) -> Box:
    """A leaf's panel (pt) on the front."""
    if leaf.whole:
        return form
    plan = layout.plan
    col = plan.cols - 1 - leaf.col if layout.mirrored else leaf.col
    return form.part(Box(col / plan.cols, leaf.row / plan.rows, 1 / plan.cols, 1 / plan.rows))


def behind(box: Box, sheet: Size) -> Box:
    """A box of the front (pt), as it lies on the back when the sheet is turned like a page."""
    return Box(sheet.width - box.right, box.y, box.width, box.height)


def fronts(layout: Layout, leaves: tuple[Leaf, ...], shift: float) -> Iterator[Placement]:
    """The pages on a sheet's front, `shift` pt away from their spines."""
    for form in layout.fitting.forms():
        for leaf in leaves:
            if leaf.front is not None:
                cell = panel(layout, form, leaf)
                yield placed(layout, leaf, leaf.front, cell, shift)


def backs(layout: Layout, leaves: tuple[Leaf, ...], shift: float) -> Iterator[Placement]:
    """The pages on a sheet's back as it is printed, `shift` pt away from their spines."""
    sheet = layout.fitting.sheet
    for form in layout.fitting.forms():
        for leaf in leaves:
            if leaf.back is not None:
                cell = behind(panel(layout, form, leaf), sheet)
                page = placed(layout, leaf, leaf.back, cell, shift)
                yield page if unturned(sheet, layout.duplex) else head_down(page, sheet)


def unturned(sheet: Size, duplex: Duplex) -> bool:
    """Whether a sheet (pt) is turned about an upright edge, as the reader turns a page.

    For one side at a time the pile is turned about its short edge. A square counts as standing.
    """
    return (sheet.width > sheet.height) == (duplex is not Duplex.LONG)


def on_back(line: Line, sheet: Size, duplex: Duplex) -> Line:
    """A line of the front (pt), as it lies on the back as printed."""
    seen = Line(sheet.width - line.x1, line.y1, sheet.width - line.x2, line.y2)
    return seen if unturned(sheet, duplex) else turned_line(seen, sheet)


def turned_box(box: Box, sheet: Size) -> Box:
    """A box (pt) on a sheet that was turned by half a turn in its plane."""
    return Box(sheet.width - box.right, sheet.height - box.top, box.width, box.height)


def turned_line(line: Line, sheet: Size) -> Line:
    """A line (pt) on a sheet that was turned by half a turn in its plane."""
    width, height = sheet.width, sheet.height
    return Line(width - line.x1, height - line.y1, width - line.x2, height - line.y2)


def head_down(page: Placement, sheet: Size) -> Placement:
    """A placement on a side that was turned by half a turn in its plane (pt)."""
    box = turned_box(page.box, sheet)
    return Placement(
        page=page.page,
        x=box.x,
        y=box.y,
        rotation=(page.rotation + TURNED) % ALL_ROUND,
        scale=page.scale,
        size=page.size,
        cell=turned_box(page.cell, sheet),
        spine=page.spine,
    )


def placed(layout: Layout, leaf: Leaf, place: int, cell: Box, shift: float) -> Placement:
    """The page of a place in its cell (pt), on a side that is seen the upright way."""
    page = layout.plan.sequence[place]
    if leaf.whole:
        return poster(layout, page, cell)
    size, scale = layout.options.page, layout.scale
    width, height = size.width * scale, size.height * scale
    spine = spine_of(layout, place)
    rotation = TURNED if leaf.turned else UPRIGHT
    room = cell.width - width
    x = cell.x + room / 2
    if spine is not None:
        at_left = (spine is Edge.LEFT) != leaf.turned
        near = shift if layout.plan.bound else room / 2 + shift
        x = cell.x + (near if at_left else room - near)
    y = cell.y + (cell.height - height) / 2
    return Placement(page, x, y, rotation, scale, size, cell, spine)


def spine_of(layout: Layout, place: int) -> Edge | None:
    """The page's own edge that is bound: at the left on a recto, when it reads left to right."""
    if not layout.plan.spined:
        return None
    recto = place % 2 == 0
    return Edge.LEFT if recto != layout.mirrored else Edge.RIGHT


def poster(layout: Layout, page: int | None, cell: Box) -> Placement:
    """A page that fills its cell (pt) as far as it can, on its side where that makes it larger."""
    size = layout.options.poster or layout.options.page
    upright = min(cell.width / size.width, cell.height / size.height)
    lying = min(cell.width / size.height, cell.height / size.width)
    scale = max(upright, lying)
    width, height = size.width * scale, size.height * scale
    if lying > upright:
        width, height = height, width
    return Placement(
        page=page,
        x=cell.x + (cell.width - width) / 2,
        y=cell.y + (cell.height - height) / 2,
        rotation=ON_ITS_SIDE if lying > upright else UPRIGHT,
        scale=scale,
        size=size,
        cell=cell,
    )
