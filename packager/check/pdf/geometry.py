"""Boxes, matrices and paths, in points from the lower left (ISO 32000-1, 8.3 and 8.5)."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]  # left, bottom, right, top

_STRAIGHT = 0.01  # pt: as far may corners be from where those of a rectangle are


def holds(outer: Sequence[float], inner: Sequence[float], slack: float) -> bool:
    """Is one box within another, but for so much (pt)?"""
    return (
        outer[0] <= inner[0] + slack
        and outer[1] <= inner[1] + slack
        and outer[2] >= inner[2] - slack
        and outer[3] >= inner[3] - slack
    )


def common(one: Box, other: Box) -> Box | None:
    """What two boxes have in common, if anything."""
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    right, top = min(one[2], other[2]), min(one[3], other[3])
    return (left, bottom, right, top) if left <= right and bottom <= top else None


def times(one: Matrix, other: Matrix) -> Matrix:
    """One transformation, then the other (8.3.4)."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        *(a * g + b * i, a * h + b * j, c * g + d * i),
        *(c * h + d * j, e * g + f * i + k, e * h + f * j + m),
    )


def corners(box: Box, matrix: Matrix) -> tuple[Point, ...]:
    """The corners of a box where a matrix moves them, one after the other."""
    left, bottom, right, top = box
    around = ((left, bottom), (right, bottom), (right, top), (left, top))
    return tuple(moved(x, y, matrix) for x, y in around)


def moved(x: float, y: float, matrix: Matrix) -> Point:
    """A point where a matrix moves it."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def lengths(matrix: Matrix) -> tuple[float, float]:
    """How long what is one wide and one high becomes."""
    a, b, c, d, _, _ = matrix
    return hypot(a, b), hypot(c, d)


def box_round(points: Sequence[Point]) -> Box:
    """The smallest box with all of these points in it."""
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


def is_box(points: Sequence[Point]) -> bool:
    """Are these the corners of an upright rectangle, one after the other?"""
    if len(points) != 4:
        return False
    steps = zip(points, (*points[1:], points[0]), strict=True)
    upright = all(min(abs(x1 - x), abs(y1 - y)) <= _STRAIGHT for (x, y), (x1, y1) in steps)
    return upright and thickness(points) > 0


def thickness(points: Sequence[Point]) -> float:
    """How thick a shape of four corners is whose sides are parallel; 0 for any other."""
    if len(points) != 4:
        return 0.0
    (x, y), (x1, y1), (x2, y2), (x3, y3) = points
    if max(abs(x + x2 - x1 - x3), abs(y + y2 - y1 - y3)) > _STRAIGHT:
        return 0.0
    one, other = (x1 - x, y1 - y), (x3 - x, y3 - y)
    longer = max(hypot(*one), hypot(*other))
    return abs(one[0] * other[1] - one[1] * other[0]) / longer if longer else 0.0
