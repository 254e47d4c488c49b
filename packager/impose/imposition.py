"""What comes out: sheets with the pages on both sides, and what to do with them. Lengths in pt."""

from __future__ import annotations

from dataclasses import dataclass

from packager.impose.geometry import Box, Edge, Line, Size
from packager.impose.options import Binding, Duplex, MarkKind, Options
from packager.impose.steps import Step

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Placement:
    """A page (from 0; None: a blank) on a side. (x, y): the lower left corner, in pt, of what the
    page covers there, after it was scaled and turned anticlockwise by `rotation` degrees.

    `cell` is its panel of the sheet (pt): print nothing of it outside.
    """

    page: int | None
    x: float
    y: float
    rotation: int
    scale: float
    size: Size  # of the page before scaling, pt
    cell: Box
    spine: Edge | None = None  # the page's own edge that is bound

    @property
    def box(self) -> Box:
        """What the page covers on the side (pt)."""
        width, height = self.size.width * self.scale, self.size.height * self.scale
        if self.rotation % 180:
            width, height = height, width
        return Box(self.x, self.y, width, height)

    @property
    def matrix(self) -> Matrix:
        """What takes the page's coordinates to the side's (pt; ISO 32000-1, 8.3.3)."""
        box, scale = self.box, self.scale
        return {
            0: (scale, 0.0, 0.0, scale, box.x, box.y),
            90: (0.0, scale, -scale, 0.0, box.right, box.y),
            180: (-scale, 0.0, 0.0, -scale, box.right, box.top),
            270: (0.0, -scale, scale, 0.0, box.x, box.top),
        }[self.rotation]


@dataclass(frozen=True, slots=True)
class Mark:
    """A line to print (pt); of no length: the centre of a registration mark."""

    kind: MarkKind
    line: Line
    width: float = 0.25


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet as it is printed; without placements it stays unprinted."""

    placements: tuple[Placement, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """Both sides of a sheet; `cover`: it is of the cover's paper."""

    front: Side
    back: Side
    cover: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """For a printer of single sides: the sheets (from 0) in the order of both files.

    Between them the pile is fed again with its unprinted sides up, the upper sheet first; turned
    about its short edge when it came out face up, as it lies when it came out face down.
    """

    fronts: tuple[int, ...]
    backs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CutOff:
    """Something of a page (from 0) is not printed: at which of its own edges, by how much (pt)."""

    page: int
    edge: Edge
    by: float
    sheet: int
    back: bool


@dataclass(frozen=True, slots=True)
class Imposition:
    """Sheets in printing order, and the work in the order in which it is done. Lengths in pt.

    `page` is the size of a page before it is scaled, `trimmed` that of the finished thing.
    """

    pages: int
    page: Size
    trimmed: Size
    sheet: Size  # as printed, lying or standing
    sheets: tuple[Sheet, ...]
    gatherings: tuple[tuple[int, ...], ...]  # sheets from the outermost to the innermost
    cover: int | None  # the sheet that is the cover
    copies: int  # how many come of one set of sheets
    blanks: int
    scale: float
    duplex: Duplex
    feed: Feed | None
    work: tuple[Step, ...]
    creep: float  # the largest shift, pt
    spine: float  # the width of a wrapped cover's spine, pt
    cut_off: tuple[CutOff, ...]
    options: Options

    @property
    def binding(self) -> Binding:
        """At which side the spine is."""
        return self.options.binding

    @property
    def one_sided(self) -> bool:
        """Whether all backs stay unprinted."""
        return not any(sheet.back.placements for sheet in self.sheets)
