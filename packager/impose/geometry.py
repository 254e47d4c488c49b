"""Lengths on paper. Points (1/72 inch), the origin at the lower left corner, y upwards."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from packager.model.page import MM


class Edge(StrEnum):
    """An edge of a page, a panel or a sheet."""

    LEFT = "left"
    RIGHT = "right"
    TOP = "top"
    BOTTOM = "bottom"


MIRRORED = {Edge.LEFT: Edge.RIGHT, Edge.RIGHT: Edge.LEFT, Edge.TOP: Edge.TOP}
MIRRORED[Edge.BOTTOM] = Edge.BOTTOM


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in pt."""

    width: float
    height: float

    @property
    def portrait(self) -> Size:
        """The same size standing upright (pt)."""
        return Size(min(self.width, self.height), max(self.width, self.height))

    @property
    def landscape(self) -> Size:
        """The same size lying on its side (pt)."""
        return Size(max(self.width, self.height), min(self.width, self.height))

    @property
    def area(self) -> float:
        """In pt²."""
        return self.width * self.height

    def __str__(self) -> str:
        return f"{self.width / MM:.0f} × {self.height / MM:.0f} mm"


@dataclass(frozen=True, slots=True)
class Point:
    """A spot on a side, in pt."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line on a side from (x1, y1) to (x2, y2), in pt."""

    x1: float
    y1: float
    x2: float
    y2: float

    @property
    def upright(self) -> bool:
        """Whether it runs up and down."""
        return abs(self.x1 - self.x2) < abs(self.y1 - self.y2)


@dataclass(frozen=True, slots=True)
class Insets:
    """Distances from the four edges, in pt."""

    left: float = 0.0
    right: float = 0.0
    top: float = 0.0
    bottom: float = 0.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a side: its lower left corner, width and height in pt."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right edge (pt)."""
        return self.x + self.width

    @property
    def top(self) -> float:
        """The y of its upper edge (pt)."""
        return self.y + self.height

    def within(self, insets: Insets) -> Box:
        """What is left of it (pt) when each edge moves inwards; negative insets move outwards."""
        return Box(
            self.x + insets.left,
            self.y + insets.bottom,
            self.width - insets.left - insets.right,
            self.height - insets.top - insets.bottom,
        )

    def common(self, other: Box) -> Box:
        """What both cover (pt); of no or negative extent where they do not meet."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        return Box(x, y, min(self.right, other.right) - x, min(self.top, other.top) - y)

    def joined(self, other: Box) -> Box:
        """The smallest box around both (pt)."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Box(x, y, max(self.right, other.right) - x, max(self.top, other.top) - y)

    def part(self, fraction: Box) -> Box:
        """A part of it (pt), told in fractions of its width and height."""
        return Box(
            self.x + fraction.x * self.width,
            self.y + fraction.y * self.height,
            fraction.width * self.width,
            fraction.height * self.height,
        )

    def across(self, fraction: Line) -> Line:
        """A line through it (pt), told in fractions of its width and height."""
        return Line(
            self.x + fraction.x1 * self.width,
            self.y + fraction.y1 * self.height,
            self.x + fraction.x2 * self.width,
            self.y + fraction.y2 * self.height,
        )
