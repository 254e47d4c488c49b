"""Two-up: the same saddle-stitched pamphlet twice on a sheet, cut apart, then folded."""

from __future__ import annotations

from packager.impose.plan import Scheme
from packager.impose.schemes.saddle import plan

TWO_UP = Scheme("two-up", "the same pamphlet twice on a sheet, to cut apart and fold", plan, 2)
