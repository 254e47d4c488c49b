"""Saddle signatures: several gatherings of nested sheets, laid on each other and sewn."""

from __future__ import annotations

from packager.impose.geometry import Edge, Point
from packager.impose.options import Options
from packager.impose.plan import MIDDLE, Leaf, Plan, Scheme
from packager.impose.sequence import PAGES_A_SHEET, gathering_sizes, nested, padded
from packager.impose.steps import Fold, Gather, Pile, Sew, Step, Wrap

# Kettle stitches near head and tail, two stations between them.
STATIONS = tuple(Point(0.5, height) for height in (0.1, 0.36, 0.64, 0.9))
IN_COVER = 2  # pages in each half of a cover


def plan(pages: int, options: Options) -> Plan:
    """Gatherings of the given size, or even ones; a cover of four pages is wrapped round them."""
    halves = IN_COVER if options.cover else 0
    inside = max(pages - 2 * halves, 0)
    sizes = gathering_sizes(inside, options.signature) if inside else ()
    places = PAGES_A_SHEET * sum(sizes) + 2 * halves
    sheets: list[tuple[Leaf, ...]] = []
    if options.cover:
        sheets += nested((0, 1, places - 2, places - 1))
    gatherings = []
    at = halves
    for size in sizes:
        gatherings.append(tuple(range(len(sheets), len(sheets) + size)))
        sheets += nested(range(at, at + PAGES_A_SHEET * size))
        at += PAGES_A_SHEET * size
    work: tuple[Step, ...] = ()
    if gatherings:
        work = (Pile(tuple(gatherings)), Fold((MIDDLE,), Edge.LEFT), Gather(), Sew((STATIONS,)))
    if options.cover:
        work += (Wrap(0, ((MIDDLE,),)),)
    return Plan(
        cols=2,
        rows=1,
        sequence=padded(pages, places, options.blanks),
        sheets=tuple(sheets),
        gatherings=tuple(gatherings),
        work=work,
        cover=0 if options.cover else None,
        wrapped=options.cover,
    )


SIGNATURES = Scheme("signatures", "several gatherings, sewn", plan)
