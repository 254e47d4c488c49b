"""Accordion fold: four, six or eight panels side by side, folded to and fro; both sides if need be.

It is read along its front, then turned over and read along its back.
"""

from __future__ import annotations

from packager.impose.geometry import Edge, Line
from packager.impose.options import Options
from packager.impose.plan import Leaf, Plan, Scheme
from packager.impose.sequence import padded
from packager.impose.steps import Fold, Pile

PANELS = (4, 6, 8)


def panels_for(pages: int, asked: int) -> int:
    """Panels on a side: as asked, else as few as hold the pages on one side, else on two."""
    if asked:
        return asked
    wanted = pages if pages <= PANELS[-1] else -(-pages // 2)
    return next((panels for panels in PANELS if panels >= wanted), PANELS[-1])


def plan(pages: int, options: Options) -> Plan:
    """The front holds the first pages from left to right, the back the rest, behind the last."""
    panels = panels_for(pages, options.panels)
    double = pages > panels
    places = panels * (2 if double else 1)
    leaves = tuple(Leaf(col, 0, col, places - 1 - col if double else None) for col in range(panels))
    # From the far end, so that the first panel never moves: behind, over, behind …
    folds = tuple(
        Fold((Line(at / panels, 0, at / panels, 1),), Edge.RIGHT, behind=at % 2 == 1)
        for at in reversed(range(1, panels))
    )
    return Plan(
        cols=panels,
        rows=1,
        sequence=padded(pages, places, options.blanks),
        sheets=(leaves,),
        gatherings=((0,),),
        work=(Pile(((0,),)), *folds),
        bound=False,
        strip=True,
        spined=False,
    )


ACCORDION = Scheme("accordion", "panels folded to and fro", plan, most=2 * PANELS[-1])
