"""What is done with printed sheets, as data. Lines and boxes lie on the front as printed (pt).

Sheets lie with their fronts up. A crease is told where it lies on the part that stays.
"""

from __future__ import annotations

from dataclasses import dataclass

from packager.impose.geometry import Box, Edge, Line, Point, Size


@dataclass(frozen=True, slots=True)
class Pile:
    """Lay the sheets (from 0) of each gathering on each other, fronts up, the first on top."""

    gatherings: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """Cut all piles along the lines (pt). Each copy is made of its pieces, the first on top."""

    lines: tuple[Line, ...]
    copies: tuple[tuple[Box, ...], ...]


@dataclass(frozen=True, slots=True)
class Slit:
    """Cut into the sheet along the lines (pt): it stays in one piece."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """Fold along a crease (pt; one for each copy): what lies towards `moves` goes behind or over.

    `opened`: crease it and open it again.
    """

    creases: tuple[Line, ...]
    moves: Edge
    behind: bool = True
    opened: bool = False


@dataclass(frozen=True, slots=True)
class Push:
    """Push both ends together until the slit opens and four leaves stand as a cross; close them
    round the panel (pt; one for each copy) that is the front cover."""

    covers: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Gather:
    """Lay the folded gatherings on each other, the first on top."""


@dataclass(frozen=True, slots=True)
class Wrap:
    """Fold the cover sheet (from 0) backwards along its creases (pt) and lay it round the rest.

    Two creases a copy when the spine has a width.
    """

    sheet: int
    creases: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Staple:
    """Staple through the fold at the points (pt; one tuple for each copy)."""

    points: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True, slots=True)
class Sew:
    """Sew through the fold at the stations (pt; one tuple for each copy)."""

    points: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True, slots=True)
class Glue:
    """Glue the stack along the edge at which it is bound."""

    edge: Edge


@dataclass(frozen=True, slots=True)
class Trim:
    """Cut off what is outside the boxes (pt; one for each piece of the sheet); `to`: how large is
    what is left, as it lies there then (pt)."""

    boxes: tuple[Box, ...]
    to: Size


Step = Pile | Cut | Slit | Fold | Push | Gather | Wrap | Staple | Sew | Glue | Trim
