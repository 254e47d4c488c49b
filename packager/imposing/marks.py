"""Marks and numbers as PDF operators (ISO 32000-1, 8.5). Lengths in pt."""

from __future__ import annotations

from collections.abc import Iterable

from packager.impose import Box, Mark, MarkKind
from packager.impose.imposition import Matrix

ARM, RADIUS = 7.0, 3.5  # pt: of a registration mark
BOW = 0.5523 * RADIUS  # of the four curves that make a circle


def number(value: float) -> str:
    """A number as PDF writes it, to a tenth of a thousandth."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def numbers(values: Iterable[float]) -> str:
    """Numbers with spaces between them."""
    return " ".join(map(number, values))


def form_drawn(name: str, matrix: Matrix, clip: Box | None) -> str:
    """A form drawn through a transformation, nothing of it outside the clip (pt)."""
    cut = f"{numbers((clip.x, clip.y, clip.width, clip.height))} re W n\n" if clip else ""
    return f"q\n{cut}{numbers(matrix)} cm\n{name} Do\nQ\n"


def marks_drawn(marks: Iterable[Mark]) -> str:
    """Thin black lines (pt), and targets where a registration mark is."""
    drawn = [
        target(mark.line.x1, mark.line.y1, mark.width)
        if mark.kind is MarkKind.REGISTRATION
        else stroke(mark)
        for mark in marks
    ]
    return f"q 0 G 0 J\n{''.join(drawn)}Q\n" if drawn else ""


def stroke(mark: Mark) -> str:
    """A straight line (pt)."""
    line = mark.line
    start, end = numbers((line.x1, line.y1)), numbers((line.x2, line.y2))
    return f"{number(mark.width)} w {start} m {end} l S\n"


def target(x: float, y: float, width: float) -> str:
    """A cross in a circle (pt)."""
    cross = f"{numbers((x - ARM, y))} m {numbers((x + ARM, y))} l "
    cross += f"{numbers((x, y - ARM))} m {numbers((x, y + ARM))} l S\n"
    right, left, top, foot = x + RADIUS, x - RADIUS, y + RADIUS, y - RADIUS
    curves = (
        (right, y + BOW, x + BOW, top, x, top),
        (x - BOW, top, left, y + BOW, left, y),
        (left, y - BOW, x - BOW, foot, x, foot),
        (x + BOW, foot, right, y - BOW, right, y),
    )
    circle = f"{numbers((right, y))} m " + " ".join(f"{numbers(at)} c" for at in curves)
    return f"{number(width)} w {cross}{circle} s\n"
