"""Perfect-bound stacks: sheets are cut through as one pile, the piles stacked, the spine glued."""

from __future__ import annotations

from packager.impose.fitting import leaf_grid
from packager.impose.geometry import Box, Edge
from packager.impose.options import Options
from packager.impose.plan import Leaf, Plan, Scheme
from packager.impose.sequence import padded, rounded_up
from packager.impose.steps import Glue, Pile


def plan(pages: int, options: Options) -> Plan:
    """Leaves run down through the pile of sheets, panel by panel: left to right, top to bottom."""
    cols, rows = leaf_grid(options)
    panels = [(col, row) for row in reversed(range(rows)) for col in range(cols)]
    places = rounded_up(pages, 2 * len(panels))
    deep = places // (2 * len(panels))
    sheets = tuple(
        tuple(
            Leaf(col, row, 2 * (index * deep + sheet), 2 * (index * deep + sheet) + 1)
            for index, (col, row) in enumerate(panels)
        )
        for sheet in range(deep)
    )
    whole = (tuple(range(deep)),)
    return Plan(
        cols=cols,
        rows=rows,
        sequence=padded(pages, places, options.blanks),
        sheets=sheets,
        gatherings=whole,
        work=(Pile(whole), Glue(Edge.LEFT)),
        nests=False,
        pieces=tuple(Box(col / cols, row / rows, 1 / cols, 1 / rows) for col, row in panels),
    )


STACKS = Scheme("stacks", "cut into leaves, stacked, glued at the spine", plan)
