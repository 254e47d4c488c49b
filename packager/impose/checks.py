"""What cannot be imposed, and what of a page the printer or a knife would take. Lengths in pt."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from packager.errors import UsageError
from packager.impose.geometry import Edge, Insets
from packager.impose.imposition import CutOff, Imposition, Placement, Side
from packager.impose.layout import Layout
from packager.impose.options import Creep, Options
from packager.impose.plan import Scheme
from packager.impose.schemes import SCHEMES
from packager.impose.schemes.accordion import PANELS
from packager.impose.sequence import PAGES_A_SHEET
from packager.model.page import MM

HAIR = 0.05 * MM  # pt: rounding, not loss
LARGEST = 14_400.0  # pt: of a PDF page (ISO 32000-1, annex C)
FOLDABLE = 400  # pages in a gathering that anybody could still fold
COVERED = ("saddle", "two-up", "four-up", "signatures")  # schemes with a cover sheet of their own
RING = (Edge.TOP, Edge.LEFT, Edge.BOTTOM, Edge.RIGHT)  # anticlockwise


def scheme_of(name: str) -> Scheme:
    """The scheme of that name; `UsageError` names those there are."""
    for scheme in SCHEMES:
        if scheme.name == name:
            return scheme
    raise UsageError(
        f"there is no scheme “{name}”",
        hint="choose " + "; ".join(f"{scheme.name}, {scheme.about}" for scheme in SCHEMES),
    )


def check_asked(pages: int, options: Options, scheme: Scheme) -> None:
    """`UsageError` for what no sheet can help: no pages, too many, numbers that cannot be."""
    if pages < 1:
        raise UsageError("there are no pages to impose", hint="give a PDF with one page at least")
    check_numbers(options)
    if options.signature > FOLDABLE:
        raise UsageError(
            f"a signature of {options.signature} pages cannot be folded",
            hint="choose a smaller one, 16 for one, or leave it out",
        )
    if options.signature % PAGES_A_SHEET or options.signature < 0:
        nearest = max(PAGES_A_SHEET, round(options.signature / PAGES_A_SHEET) * PAGES_A_SHEET)
        raise UsageError(
            f"a signature cannot have {options.signature} pages: a folded sheet has four",
            hint=f"choose a multiple of four, {nearest} for one, or leave it out",
        )
    if options.panels not in (0, *PANELS):
        raise UsageError(
            f"an accordion cannot have {options.panels} panels",
            hint=f"choose {', '.join(map(str, PANELS[:-1]))} or {PANELS[-1]}, or leave it out",
        )
    if options.cover and scheme.name not in COVERED:
        raise UsageError(
            f"the scheme “{scheme.name}” has no cover sheet of its own",
            hint="wrap a perfect-bound stack in the cover of the print edition"
            if scheme.name == "stacks"
            else f"choose one of {', '.join(COVERED)}",
        )
    check_most(pages, options, scheme)


def check_numbers(options: Options) -> None:
    """`UsageError` for sizes that are not positive, distances that are negative or no numbers."""
    sizes = {"page": options.page, "sheet": options.sheet, "poster": options.poster}
    for name, size in sizes.items():
        if size is not None and not all(0 < it < math.inf for it in (size.width, size.height)):
            raise UsageError(f"the {name} has no size", hint="give a width and a height above zero")
    if options.sheet and max(options.sheet.width, options.sheet.height) > LARGEST:
        raise UsageError(
            f"a sheet of {options.sheet} is larger than a page of a PDF can be",
            hint=f"{LARGEST / MM:.0f} mm is the most",
        )
    printer, clear = options.printer, options.clear
    lengths = {
        "gutter": (options.gutter,),
        "thickness of paper": (options.caliper, options.cover_caliper),
        "margin of the printer": (printer.left, printer.right, printer.top, printer.bottom),
        "white of the pages": (clear.inner, clear.outer, clear.top, clear.bottom),
        "number of leaves": (options.leaves,),
    }
    for name, values in lengths.items():
        if not all(math.isfinite(value) for value in values):
            raise UsageError(f"the {name} is no number", hint="give zero or more")
        if min(values) < 0:
            raise UsageError(f"the {name} cannot be negative", hint="give zero or more")
    if options.repeats < 1:
        raise UsageError("nothing would be on the sheet", hint="repeat it once at least")
    if options.creep is not Creep.NONE and not options.caliper:
        raise UsageError(
            "how much inner sheets creep depends on the paper",
            hint="say which paper: 80gsm, 0.1mm …",
        )


def check_most(pages: int, options: Options, scheme: Scheme) -> None:
    """`UsageError` for more pages than one sheet of the scheme holds, with the nearest scheme."""
    asked = 2 * options.panels if scheme.name == "accordion" else 0
    most = asked or scheme.most
    if not most or pages <= most:
        return
    what = f"an accordion of {options.panels} panels" if asked else f"the scheme “{scheme.name}”"
    hint = f"choose “saddle”: {pages} pages on {-(-pages // PAGES_A_SHEET)} sheets"
    if asked and pages <= scheme.most:
        enough = next(panels for panels in PANELS if 2 * panels >= pages)
        hint = f"choose {enough} panels"
    elif scheme.name == "french-fold" and pages <= scheme_of("mini-zine").most:
        hint = "choose “mini-zine”: it holds eight"
    raise UsageError(f"{what} holds {most} pages at most, these are {pages}", hint=hint)


def check_printer(layout: Layout) -> None:
    """`UsageError` for a printer whose margins leave nothing of the sheet."""
    sheet, printer = layout.fitting.sheet, layout.options.printer
    across, along = printer.left + printer.right, printer.top + printer.bottom
    if across >= sheet.width or along >= sheet.height:
        raise UsageError(
            f"the margins of the printer leave nothing of a sheet of {sheet}",
            hint="give the few millimetres that it cannot print",
        )


def check_creep(layout: Layout, creep: float) -> None:
    """`UsageError` when pages move (pt) by more than the white at the edge that they move to."""
    options = layout.options
    inwards = options.creep is Creep.SHIFT
    white = layout.scale * (options.clear.inner if inwards else options.clear.outer)
    room = white + (options.gutter if inwards else 0.0)
    if creep > room:
        where = "inner" if inwards else "outer"
        raise UsageError(
            f"the pages creep by {creep / MM:.1f} mm, more than their {where} margin"
            f" of {room / MM:.1f} mm",
            hint="choose “signatures”, thinner paper, or pages with wider margins",
        )


def cut_off(
    imposition: Imposition, whites: Mapping[int, Insets] | None = None
) -> tuple[CutOff, ...]:
    """What of the pages is not printed: outside the printer's margins or the page's own panel.

    `whites`: the white of single pages (from 0; pt, before scaling); others have what the options
    say is clear.
    """
    found = []
    for index, sheet in enumerate(imposition.sheets):
        for back, side in ((False, sheet.front), (True, sheet.back)):
            for page, edge, by in losses(imposition, side, whites or {}):
                found.append(CutOff(page, edge, by, index, back))
    return tuple(found)


def losses(
    imposition: Imposition, side: Side, whites: Mapping[int, Insets]
) -> Iterator[tuple[int, Edge, float]]:
    """Page (from 0), edge and loss (pt) of what is not printed on a side."""
    options, sheet = imposition.options, imposition.sheet
    for placement in side.placements:
        if placement.page is None:
            continue
        white = whites.get(placement.page) or clear_edges(options, placement)
        white = turned_insets(white, placement.rotation, placement.scale)
        ink, cell = placement.box.within(white), placement.cell
        printer = options.printer
        beyond = {
            Edge.LEFT: max(cell.x, printer.left) - ink.x,
            Edge.RIGHT: ink.right - min(cell.right, sheet.width - printer.right),
            Edge.TOP: ink.top - min(cell.top, sheet.height - printer.top),
            Edge.BOTTOM: max(cell.y, printer.bottom) - ink.y,
        }
        for edge, by in beyond.items():
            if by > HAIR:
                yield placement.page, own_edge(edge, placement.rotation), by


def clear_edges(options: Options, placement: Placement) -> Insets:
    """The white (pt) at a page's four edges, as the options say."""
    clear = options.clear
    if placement.spine is Edge.RIGHT:
        return Insets(clear.outer, clear.inner, clear.top, clear.bottom)
    return Insets(clear.inner, clear.outer, clear.top, clear.bottom)


def turned_insets(insets: Insets, rotation: int, scale: float) -> Insets:
    """A page's insets (pt) as they lie on the side when the page is turned and scaled."""
    own = {
        Edge.LEFT: insets.left,
        Edge.RIGHT: insets.right,
        Edge.TOP: insets.top,
        Edge.BOTTOM: insets.bottom,
    }
    left, right, top, bottom = (scale * own[own_edge(edge, rotation)] for edge in own)
    return Insets(left, right, top, bottom)


def own_edge(edge: Edge, rotation: int) -> Edge:
    """Which of its own edges a page, turned anticlockwise (degrees), has at an edge of the side."""
    return RING[(RING.index(edge) - rotation // 90) % 4]
