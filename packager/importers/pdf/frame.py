"""A page's own coordinates, turned so that its text stands upright, y from the top down."""

from __future__ import annotations

from typing import NamedTuple

from packager.importers.pdf.records import Box


class Frame(NamedTuple):
    """How a page lies: the angle of its text (0, 90, 180, 270) and its visible part in PDF's
    coordinates (PDF 2.0, 8.3.2.3: y from the bottom up)."""

    angle: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as read."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.angle in (90, 270) else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the PDF as one of the page as read."""
        if self.angle == 90:
            return y - self.bottom, x - self.left
        if self.angle == 180:
            return self.right - x, y - self.bottom
        if self.angle == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A rectangle of the PDF as one of the page as read."""
        x0, y0 = self.point(left, bottom)
        x1, y1 = self.point(right, top)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
