"""What is known of the pages of a foreign PDF, and how each lies in its frame. Lengths in pt.

A frame is the page that an imposition counts with: all are of one size. A page stands in the
middle of it, upright as a viewer shows it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from packager.impose import Box, Insets, Size
from packager.impose.imposition import Matrix
from packager.impose.papers import NEAR

UPRIGHT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page as its PDF has it: boxes in its own units (of `unit` pt), turned clockwise (degrees).

    `trim` is what is shown of it, `bleed` what may be beside that where paper is cut off.
    """

    trim: Box
    bleed: Box
    rotation: int = 0
    unit: float = 1.0
    annotations: int = 0

    @property
    def size(self) -> Size:
        """Its width and height in pt as a viewer shows it."""
        width, height = self.trim.width * self.unit, self.trim.height * self.unit
        return Size(height, width) if self.rotation % 180 else Size(width, height)

    def scale(self, frame: Size, fill: bool = False) -> float:
        """At what scale it stands in a frame (pt): its own; `fill`: as large as the frame holds
        it."""
        size = self.size
        return min(frame.width / size.width, frame.height / size.height) if fill else 1.0

    def framed(self, frame: Size, fill: bool = False) -> Matrix:
        """What takes its own coordinates to those of a frame (pt), in the middle of it."""
        size, scale = self.size, self.scale(frame, fill)
        wide, high = self.trim.width, self.trim.height
        turned: Matrix = {
            0: UPRIGHT,
            90: (0.0, -1.0, 1.0, 0.0, 0.0, wide),
            180: (-1.0, 0.0, 0.0, -1.0, wide, high),
            270: (0.0, 1.0, -1.0, 0.0, high, 0.0),
        }[self.rotation]
        x = (frame.width - size.width * scale) / 2
        y = (frame.height - size.height * scale) / 2
        grown = scale * self.unit
        moved: Matrix = (1.0, 0.0, 0.0, 1.0, -self.trim.x, -self.trim.y)
        return then(then(moved, turned), (grown, 0.0, 0.0, grown, x, y))

    def white(self, own: Insets, frame: Size, fill: bool = False) -> Insets:
        """The white (pt) at the edges of its frame, from that at its own edges."""
        size, scale = self.size, self.scale(frame, fill)
        x = (frame.width - size.width * scale) / 2
        y = (frame.height - size.height * scale) / 2
        sides = (own.left, own.right, own.top, own.bottom)
        left, right, top, bottom = (side * scale for side in sides)
        return Insets(left + x, right + x, top + y, bottom + y)


def then(first: Matrix, second: Matrix) -> Matrix:
    """Both transformations, one after the other (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = first
    k, l, m, n, o, p = second  # noqa: E741
    return (
        a * k + b * m,
        a * l + b * n,
        c * k + d * m,
        c * l + d * n,
        e * k + f * m + o,
        e * l + f * n + p,
    )


def placed(box: Box, matrix: Matrix) -> Box:
    """Where a box (pt) comes to lie by a transformation that turns it by quarters."""
    a, b, c, d, e, f = matrix
    corners = [
        (a * x + c * y + e, b * x + d * y + f) for x, y in ((box.x, box.y), (box.right, box.top))
    ]
    left, right = sorted(x for x, _ in corners)
    low, high = sorted(y for _, y in corners)
    return Box(left, low, right - left, high - low)


def frame_of(pages: Sequence[SourcePage]) -> Size:
    """The size (pt) that most of the pages have; of equally common ones the first."""
    rounded = [(round(page.size.width), round(page.size.height)) for page in pages]
    common = Counter(rounded).most_common(1)[0][0]
    return pages[rounded.index(common)].size


def odd_pages(pages: Sequence[SourcePage], frame: Size) -> tuple[int, ...]:
    """The pages (from 0) that are of another size than the frame."""
    return tuple(
        index
        for index, page in enumerate(pages)
        if abs(page.size.width - frame.width) > NEAR or abs(page.size.height - frame.height) > NEAR
    )
