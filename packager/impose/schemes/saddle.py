"""Saddle stitch: all sheets nested in one gathering, folded, stapled through the fold."""

from __future__ import annotations

from packager.impose.geometry import Edge, Point
from packager.impose.options import Options
from packager.impose.plan import MIDDLE, Plan, Scheme
from packager.impose.sequence import PAGES_A_SHEET, nested, padded, rounded_up
from packager.impose.steps import Fold, Pile, Staple

STAPLES = (Point(0.5, 0.25), Point(0.5, 0.75))


def plan(pages: int, options: Options) -> Plan:
    """One gathering of as many sheets of four pages as it takes."""
    places = rounded_up(pages, PAGES_A_SHEET)
    sheets = tuple(nested(range(places)))
    whole = (tuple(range(len(sheets))),)
    return Plan(
        cols=2,
        rows=1,
        sequence=padded(pages, places, options.blanks),
        sheets=sheets,
        gatherings=whole,
        work=(Pile(whole), Fold((MIDDLE,), Edge.LEFT), Staple((STAPLES,))),
        cover=0 if options.cover else None,
    )


SADDLE = Scheme("saddle", "one gathering, stapled through the fold", plan)
