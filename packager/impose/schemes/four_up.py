"""Four-up: the same saddle-stitched pamphlet four times on a sheet, cut apart, then folded."""

from __future__ import annotations

from packager.impose.plan import Scheme
from packager.impose.schemes.saddle import plan

FOUR_UP = Scheme("four-up", "the same pamphlet four times on a sheet, to cut apart", plan, 4)
