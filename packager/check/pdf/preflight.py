"""What a print shop would send a file back for: told before it is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from packager.check.pdf.drawing import Drawn, Ink, drawn_on
from packager.check.pdf.geometry import Box, holds
from packager.check.pdf.objects import Objects
from packager.check.pdf.press import box_of
from packager.findings import Finding, Place, finding

_COARSE, _SOFT = 72, 150  # dots an inch
_THIN = 0.25  # pt
_MM = 25.4 / 72  # millimetres in a point
_DARK, _NEUTRAL = 0.2, 0.16  # how light, and how far apart, the parts of what looks black may be
_TOUCH = 1.0  # pt: what ends so near to the cut is meant to reach it
_SLACK = 0.3  # pt
_ROUNDING = 0.005  # pt
_WHITE = {("grey", (1.0,)), ("rgb", (1.0, 1.0, 1.0)), ("cmyk", (0.0, 0.0, 0.0, 0.0))}
_LISTED = 12  # pages of a finding

Page = tuple[int, Drawn, Box, Box]  # its number, what it draws, its trim, its bleed
Ground = tuple[Box, bool]  # where something coloured is, and whether it fills the whole of that


def preflight(pdf: Objects, path: str) -> Iterator[Finding]:
    """What to look at before the file goes to a press."""
    pages = [
        (number, drawn_on(page.obj), _box(pdf, number, "/TrimBox"), _box(pdf, number, "/BleedBox"))
        for number, page in enumerate(pdf.document.pages, 1)
    ]
    for rule in _RULES:
        yield from rule(pages, Place(path))


def _box(pdf: Objects, number: int, name: str) -> Box:
    found = box_of(pdf, pdf.dictionary(pdf.pages[number - 1]), name)
    return (found[0], found[1], found[2], found[3]) if found else (0.0, 0.0, 0.0, 0.0)


def _readable(pages: Sequence[Page], place: Place) -> Iterator[Finding]:
    on = [number for number, drawn, _, _ in pages if drawn.damaged]
    if on:
        yield finding("pdf-invalid", f"What is drawn on {_pages(on)} is damaged.", place)


def _resolution(pages: Sequence[Page], place: Place) -> Iterator[Finding]:
    seen = {(number, picture): None for number, drawn, _, _ in pages for picture in drawn.pictures}
    for number, picture in seen:
        resolution = round(picture.resolution)
        if resolution >= _SOFT or min(picture.size) < 1:
            continue
        yield finding(
            "print-picture-coarse" if resolution < _COARSE else "print-picture-soft",
            f"page {number}: a picture of {_by(picture.pixels, 'pixels')} is printed"
            f" {_by(tuple(round(each * _MM) for each in picture.size), 'mm')} large:"
            f" {resolution} dots an inch",
            place,
            "show it smaller, or take a larger file; 300 dots an inch are usual",
        )


def _by(sides: Sequence[int], unit: str) -> str:
    return f"{sides[0]} × {sides[1]} {unit}"


def _clear(pages: Sequence[Page], place: Place) -> Iterator[Finding]:
    on = [number for number, drawn, _, _ in pages if any(each.clear for each in drawn.pictures)]
    if on:
        yield finding(
            "print-transparency",
            f"{_pages(on)}: a picture lets what is behind it show",
            place,
            "PDF/X-4 allows it; an old press wants such pictures on white",
        )


def _lines(pages: Sequence[Page], place: Place) -> Iterator[Finding]:
    thin = {
        number: min(widths)
        for number, drawn, _, _ in pages
        if (widths := [each for each in drawn.lines if each < _THIN - _ROUNDING])
    }
    if thin:
        yield finding(
            "print-line-thin",
            f"{_pages(thin)}: a line is {min(thin.values()):.2f} pt thin",
            place,
            f"lines under {_THIN} pt break or vanish in print",
        )


def _blacks(pages: Sequence[Page], place: Place) -> Iterator[Finding]:
    on = [number for number, drawn, _, _ in pages if any(map(_rich, drawn.inks))]
    if on:
        yield finding(
            "print-black-rich",
            f"{_pages(on)}: text that looks black is mixed of several inks",
            place,
            "give it black or a grey: small letters of several inks are blurred on paper",
        )


def _rich(ink: Ink) -> bool:
    kind, parts = ink
    if kind == "rgb":
        return max(parts) <= _DARK and max(parts) - min(parts) <= _NEUTRAL
    if kind == "cmyk":
        *colours, black = parts
        return black >= 1 - _DARK and sum(colours) > _NEUTRAL
    return False


def _edges(pages: Sequence[Page], place: Place) -> Iterator[Finding]:
    on = [
        number
        for number, drawn, trim, bleed in pages
        if any(_stops(side, _grounds(drawn), trim, bleed) for side in range(4))
    ]
    if on:
        yield finding(
            "print-bleed-missing",
            f"{_pages(on)}: a picture or a colour reaches the cut, but not beyond it",
            place,
            "let it go beyond the page: var(--reach) in the theme's CSS says how far",
        )


def _grounds(drawn: Drawn) -> list[Ground]:
    grounds = [(picture.box, picture.whole) for picture in drawn.pictures]
    return grounds + [(each.box, each.whole) for each in drawn.areas if each.ink not in _WHITE]


def _stops(side: int, grounds: Sequence[Ground], trim: Box, bleed: Box) -> bool:
    """Does something end between just inside the cut and the end of the bleed, at a side (left,
    foot, right, head), and nothing else cover what is then left white?"""
    way, cut, end = (1, 1, -1, -1)[side], trim[side], bleed[side]
    if abs(cut - end) <= _SLACK:
        return False
    short = [
        box
        for box, _ in grounds
        if _meet(box, trim)
        and way * (box[side] - cut) <= _TOUCH
        and way * (box[side] - end) > _SLACK
    ]
    covers = [box for box, whole in grounds if whole]
    return any(
        not any(holds(each, _beyond(box, side, trim, bleed), _SLACK) for each in covers)
        for box in short
    )


def _meet(one: Box, other: Box) -> bool:
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > _SLACK
        and min(one[3], other[3]) - max(one[1], other[1]) > _SLACK
    )


def _beyond(box: Box, side: int, trim: Box, bleed: Box) -> Box:
    """What lies beyond the cut beside a box."""
    sides = [max(box[0], trim[0]), max(box[1], trim[1]), min(box[2], trim[2]), min(box[3], trim[3])]
    sides[side], sides[(side + 2) % 4] = bleed[side], trim[side]
    return sides[0], sides[1], sides[2], sides[3]


def _pages(numbers: Iterable[int]) -> str:
    """“page 3”, “pages 3, 5–9”; a long list ends with an ellipsis."""
    runs = []
    for _, run in groupby(enumerate(sorted(numbers)), key=lambda each: each[1] - each[0]):
        members = [number for _, number in run]
        runs.append(str(members[0]) if len(members) == 1 else f"{members[0]}–{members[-1]}")
    words = ", ".join(runs[:_LISTED]) + (" …" if len(runs) > _LISTED else "")
    return f"{'page' if words.isdigit() else 'pages'} {words}"


_RULES: tuple[Callable[[Sequence[Page], Place], Iterable[Finding]], ...] = (
    _readable,
    _resolution,
    _clear,
    _lines,
    _blacks,
    _edges,
)
