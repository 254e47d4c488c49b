"""French fold: four pages on one side of one sheet, folded in half twice."""

from __future__ import annotations

from packager.impose.geometry import Edge, Line
from packager.impose.options import Options
from packager.impose.plan import MIDDLE, Leaf, Plan, Scheme
from packager.impose.sequence import padded
from packager.impose.steps import Fold, Pile

PAGES = 4
PANELS = (
    Leaf(1, 0, 0),
    Leaf(1, 1, 1, turned=True),
    Leaf(0, 1, 2, turned=True),
    Leaf(0, 0, 3),
)
WORK = (
    Pile(((0,),)),
    Fold((Line(0, 0.5, 1, 0.5),), Edge.TOP),
    Fold((MIDDLE,), Edge.LEFT),
)


def plan(pages: int, options: Options) -> Plan:
    """Up to four pages on the front of one sheet; the upper row stands on its head."""
    sequence = padded(pages, PAGES, options.blanks)
    return Plan(2, 2, sequence, sheets=(PANELS,), gatherings=((0,),), work=WORK, bound=False)


FRENCH_FOLD = Scheme("french-fold", "four pages on one side, folded twice", plan, most=PAGES)
