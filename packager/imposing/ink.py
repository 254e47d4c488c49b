"""What is cut off of the ink that is really on the pages. Lengths in pt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from packager.errors import UsageError
from packager.impose import (
    Clear,
    Creep,
    CutOff,
    Edge,
    Imposition,
    Insets,
    Options,
    Placement,
    Scale,
    cut_off,
    impose,
)
from packager.impose.checks import HAIR as LOSS
from packager.imposing.pdf import Document
from packager.model.page import MM

HAIR = 0.01  # pt
TRIES = 12  # each halves what is lost, at least
ROOMY = 1e6  # pt: as much white as nothing creeps over; what is really there is looked at


@dataclass(frozen=True, slots=True)
class Seen:
    """A PDF and the white at the edges of its pages, as far as they were looked at (from 0)."""

    document: Document
    whites: Mapping[int, Insets]
    fill: bool = False  # pages are made as large as their frame

    def cut(self, imposition: Imposition) -> tuple[CutOff, ...]:
        """What is cut off of these pages where they stand."""
        poster, last = imposition.options.poster, len(self.document.pages) - 1
        framed = {
            index: self.document.pages[index].white(
                white, poster if poster and index == last else imposition.page, self.fill
            )
            for index, white in self.whites.items()
        }
        return cut_off(imposition, framed)


def laid(pages: int, options: Options) -> Imposition:
    """Pages whose white is looked at later on sheets: they may creep until then."""
    roomy = Clear(inner=ROOMY, outer=ROOMY, top=ROOMY, bottom=ROOMY)
    imposition = replace(impose(pages, replace(options, clear=roomy)), options=options)
    return replace(imposition, cut_off=cut_off(imposition))


def leaving(imposition: Imposition) -> tuple[int, ...]:
    """The pages (from 0) that reach out of their panels, with white or with ink."""
    found = set()
    for sheet in imposition.sheets:
        for placement in (*sheet.front.placements, *sheet.back.placements):
            box, cell = placement.box, placement.cell
            beyond = (cell.x - box.x, cell.y - box.y, box.right - cell.right, box.top - cell.top)
            if placement.page is not None and max(beyond) > LOSS:
                found.add(placement.page)
    return tuple(sorted(found))


def kept_clear(
    imposition: Imposition, source: bytes | Path, document: Document, fill: bool, own: bool
) -> Imposition:
    """The imposition with what is cut off of the ink that is really on its pages; where they are
    scaled to fit, so far that the printer reaches it.

    `own`: their white is what the options say, but where it can be seen. Else `UsageError` when
    they creep further than it is wide.
    """
    from packager.imposing.picture import whites  # noqa: PLC0415 - few ask for it, and it is large

    options = imposition.options
    every = own or options.printer != Insets()
    wanted = range(len(document.pages)) if every else leaving(imposition)
    seen = Seen(document, whites(source, [page.size for page in document.pages], wanted), fill)
    if not own and not seen.whites:
        return impose(imposition.pages, options)  # nothing can be shown
    imposition = replace(imposition, cut_off=seen.cut(imposition))
    for _ in range(TRIES if options.scale is Scale.FIT else 0):
        scale = scale_within(imposition)
        if scale == imposition.scale:
            break
        smaller = (impose if own else laid)(imposition.pages, replace(options, largest=scale))
        imposition = replace(smaller, cut_off=seen.cut(smaller))
    if not own:
        check_creep(imposition, seen)
    return imposition


def check_creep(imposition: Imposition, seen: Seen) -> None:
    """`UsageError` when pages that are nested move further than there is white."""
    if not imposition.creep:
        return
    bare = replace(imposition.options, printer=Insets())
    moved = lost_at(imposition.pages, bare, seen)
    if not moved:
        return
    unmoved = lost_at(imposition.pages, replace(bare, creep=Creep.NONE), seen)
    lost = {at: by for at, by in moved.items() if by > unmoved.get(at, 0.0) + LOSS}
    if lost:
        page, edge = max(lost, key=lambda each: lost[each])
        where = "inner" if bare.creep is Creep.SHIFT else "outer"
        raise UsageError(
            f"the pages creep by {imposition.creep / MM:.1f} mm, more than their {where} margin:"
            f" page {page + 1} would lose {lost[page, edge] / MM:.1f} mm",
            hint="choose “signatures”, thinner paper, pages with wider margins, or --creep none",
        )


def lost_at(pages: int, options: Options, seen: Seen) -> dict[tuple[int, Edge], float]:
    """What is cut off (pt), by page (from 0) and edge."""
    return {(each.page, each.edge): each.by for each in seen.cut(laid(pages, options))}


def scale_within(imposition: Imposition) -> float:
    """The scale at which less is cut off, or nothing: it is reached in a few steps.

    What is lost at the spine stays lost at any scale; a poster has a scale of its own.
    """
    scale, size = imposition.scale, imposition.page
    for lost in imposition.cut_off:
        placement = placement_of(lost, imposition)
        if lost.edge == placement.spine or placement.scale != imposition.scale:
            continue
        if lost.edge in (Edge.TOP, Edge.BOTTOM):
            held = size.height / 2  # pages stand in the middle from foot to head
        else:
            held = size.width if placement.spine else size.width / 2
        scale = min(scale, imposition.scale - (lost.by + HAIR) / held)
    return max(scale, imposition.scale / 2)


def placement_of(lost: CutOff, imposition: Imposition) -> Placement:
    """Where the page stands that loses something."""
    sheet = imposition.sheets[lost.sheet]
    side = sheet.back if lost.back else sheet.front
    return next(each for each in side.placements if each.page == lost.page)
