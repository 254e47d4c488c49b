"""The mini-zine: eight pages on one side of one sheet, three folds and a slit, no staple.

Folded lengthways, the slit pulled open and the ends pushed together, the eight panels stand as a
cross of four leaves with the unprinted side inside. Going round the cross the lower row comes from
left to right, then the upper one from right to left, head down on the sheet.
"""

from __future__ import annotations

from packager.impose.geometry import Box, Edge, Line
from packager.impose.options import Options
from packager.impose.plan import Leaf, Plan, Scheme
from packager.impose.sequence import padded
from packager.impose.steps import Fold, Pile, Push, Slit, Step

PAGES = 8
ROUND = ((3, 0), (3, 1), (2, 1), (1, 1), (0, 1), (0, 0), (1, 0), (2, 0))  # from the front cover

PANELS = tuple(
    Leaf(col, row, place, turned=row == 1) for place, (col, row) in enumerate(ROUND)
)  # fmt: skip
LENGTHWAYS = Line(0, 0.5, 1, 0.5)
WORK: tuple[Step, ...] = (
    Pile(((0,),)),
    *(Fold((Line(at, 0, at, 1),), Edge.LEFT, opened=True) for at in (0.5, 0.25, 0.75)),
    Fold((LENGTHWAYS,), Edge.TOP, opened=True),
    Slit((Line(0.25, 0.5, 0.75, 0.5),)),
    Fold((LENGTHWAYS,), Edge.TOP),
    Push((Box(0.75, 0, 0.25, 0.5),)),
)


def plan(pages: int, options: Options) -> Plan:
    """Up to eight pages on the front of one sheet."""
    sequence = padded(pages, PAGES, options.blanks)
    return Plan(4, 2, sequence, sheets=(PANELS,), gatherings=((0,),), work=WORK, bound=False)


MINI_ZINE = Scheme("mini-zine", "eight pages folded from one sheet with one cut", plan, most=PAGES)
