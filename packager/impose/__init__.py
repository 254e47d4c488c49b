"""A number of pages and options come in, sheets go out: pure arithmetic, no PDF. Lengths in pt.

options      what may be chosen            papers     sheets, calipers, spines, print runs
schemes/     which page in which panel     fitting    panels on a sheet
layout       panels ──▶ points             work       folds, cuts, stitches on the sheet
marks        lines to work by              checks     what cannot be, what is cut off
imposition   what comes out                diagram    sheets as text
"""

from __future__ import annotations

from packager.impose.checks import cut_off
from packager.impose.diagram import diagram
from packager.impose.geometry import Box, Edge, Insets, Line, Point, Size
from packager.impose.imposer import impose
from packager.impose.imposition import CutOff, Feed, Imposition, Mark, Placement, Sheet, Side
from packager.impose.options import (
    Binding,
    Blanks,
    Clear,
    Creep,
    Delivery,
    Duplex,
    MarkKind,
    Options,
    Scale,
)
from packager.impose.papers import (
    AMERICAN,
    PAPERS,
    SHEETS,
    Paper,
    Run,
    caliper,
    name_of,
    paper,
    run,
    spine_width,
)
from packager.impose.schemes import SCHEMES

__all__ = [
    "AMERICAN",
    "PAPERS",
    "SCHEMES",
    "SHEETS",
    "Binding",
    "Blanks",
    "Box",
    "Clear",
    "Creep",
    "CutOff",
    "Delivery",
    "Duplex",
    "Edge",
    "Feed",
    "Imposition",
    "Insets",
    "Line",
    "Mark",
    "MarkKind",
    "Options",
    "Paper",
    "Placement",
    "Point",
    "Run",
    "Scale",
    "Sheet",
    "Side",
    "Size",
    "caliper",
    "cut_off",
    "diagram",
    "impose",
    "name_of",
    "paper",
    "run",
    "spine_width",
]
