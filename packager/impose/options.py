"""How to impose: what the editor may choose, in one frozen record."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum

from packager.impose.geometry import Insets, Size
from packager.model.page import MM, PAGE_SIZES


class Binding(StrEnum):
    """Where the spine is when the front cover is up: `LEFT` reads left to right."""

    LEFT = "left"
    RIGHT = "right"


class Duplex(StrEnum):
    """About which edge the printer turns a sheet; `SINGLE`: it cannot, the reader feeds twice."""

    SHORT = "short"
    LONG = "long"
    SINGLE = "single"


class Scale(StrEnum):
    """Pages stay as large as they are, or fill their panel."""

    KEEP = "keep"
    FIT = "fit"


class Blanks(StrEnum):
    """Blank pages come last, or before the last of several, which stays the back cover."""

    END = "end"
    BEFORE_COVER = "before-cover"


class Creep(StrEnum):
    """What makes up for the thickness of nested sheets.

    `SHIFT`: pages of inner sheets move towards the spine. `GUTTER`: those of outer sheets away
    from it. Either way all stand alike at the trimmed fore edge.
    """

    NONE = "none"
    SHIFT = "shift"
    GUTTER = "gutter"


class Delivery(StrEnum):
    """How sheets lie in the printer's tray when they come out."""

    FACE_DOWN = "face-down"
    FACE_UP = "face-up"


class MarkKind(StrEnum):
    """Marks that are printed on demand."""

    CROP = "crop"
    FOLD = "fold"
    SEWING = "sewing"
    COLLATION = "collation"
    REGISTRATION = "registration"


@dataclass(frozen=True, slots=True)
class Clear:
    """The white that a page has at its own edges, in pt: `inner` is at the spine."""

    inner: float = 10 * MM
    outer: float = 10 * MM
    top: float = 10 * MM
    bottom: float = 10 * MM


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked for. Lengths in pt, thicknesses of paper in mm.

    Absent, the sheet is the smallest common one that holds the pages, and `duplex` is the edge
    with which backs are not turned: the short one when sheets lie on their side.
    """

    scheme: str = "saddle"
    page: Size = field(default_factory=lambda: Size(*PAGE_SIZES["A5"]))
    sheet: Size | None = None
    binding: Binding = Binding.LEFT
    duplex: Duplex | None = None
    delivery: Delivery = Delivery.FACE_DOWN  # of a printer that prints one side only
    scale: Scale = Scale.KEEP
    largest: float = math.inf  # scale, where pages fill their panels
    gutter: float = 0.0  # room between spine and page
    creep: Creep = Creep.NONE
    caliper: float = 0.0  # mm, of one sheet
    cover_caliper: float = 0.0  # mm; 0: as the other sheets
    cover: bool = False  # the first and last two pages on a sheet of their own
    blanks: Blanks = Blanks.END
    signature: int = 0  # pages in a gathering; 0: even gatherings with the fewest blanks
    leaves: int = 0  # on a sheet that is cut and stacked; 0: as many as it holds
    panels: int = 0  # of an accordion: 4, 6 or 8; 0: as few as hold the pages
    repeats: int = 1  # how many times the same work stands on a sheet, to be cut apart
    printer: Insets = field(default_factory=Insets)  # where the printer cannot print
    clear: Clear = field(default_factory=Clear)
    poster: Size | None = None  # size of a poster's page, where it is not that of the others
    marks: frozenset[MarkKind] = frozenset()

    @property
    def cover_thickness(self) -> float:
        """The caliper of the cover's paper (mm)."""
        return self.cover_caliper or self.caliper
