"""What a page draws, as far as a press cares: pictures, filled areas, lines and the ink of text.

Clips that are rectangles are followed; what another clip hides is taken for seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import hypot
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Object, Stream

_DEPTH = 8  # of forms within forms
_OPERATORS = (
    "q Q cm w gs Do re m l c v y W W* n f F f* B B* b b* S s"
    " g G rg RG k K cs CS sc SC scn SCN Tj TJ ' \""
)
_FILLING = frozenset(["f", "F", "f*", "B", "B*", "b", "b*"])
_STROKING = frozenset(["S", "s", "B", "B*", "b", "b*"])
_SHOWING = frozenset(["Tj", "TJ", "'", '"'])
_ENDING = _FILLING | _STROKING | {"n"}
_SPACES = {"g": "grey", "rg": "rgb", "k": "cmyk"}

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
Ink = tuple[str, tuple[float, ...]]  # "grey", "rgb", "cmyk" or "other", and how much of each

_UNIT: Box = (0.0, 0.0, 1.0, 1.0)
_EVERYWHERE: Box = (-1e6, -1e6, 1e6, 1e6)
_CLIPPING = ("W", "W*")
_DRAWING = frozenset(["m", "l", "c", "v", "y"])
_BLACK: Ink = ("grey", (0.0,))


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is drawn: its pixels, its size (pt), where it is."""

    pixels: tuple[int, int]
    size: tuple[float, float]
    box: Box
    clear: bool  # something shows through it

    @property
    def resolution(self) -> float:
        """Its dots an inch, where there are fewest."""
        return min(
            72 * pixels / max(size, 0.001)
            for pixels, size in zip(self.pixels, self.size, strict=True)
        )


@dataclass(slots=True)
class Drawn:
    """What a page draws. Widths of lines in pt; what is thin and filled is a line as well."""

    pictures: list[Picture] = field(default_factory=list)
    areas: list[tuple[Box, Ink]] = field(default_factory=list)
    lines: list[float] = field(default_factory=list)
    inks: set[Ink] = field(default_factory=set)  # of text


@dataclass(frozen=True, slots=True)
class _State:
    matrix: Matrix
    fill: Ink = _BLACK
    width: float = 1.0
    clip: Box = _EVERYWHERE


def drawn_on(page: Object) -> Drawn:
    """What a page draws, the forms in it included."""
    drawn = Drawn()
    _Reader(drawn, page.get(Name.Resources), _DEPTH).read(page, _State((1, 0, 0, 1, 0, 0)))
    return drawn


class _Reader:
    def __init__(self, drawn: Drawn, resources: Object | None, depth: int) -> None:
        self._drawn, self._depth = drawn, depth
        found = resources.get(Name.XObject) if isinstance(resources, Dictionary) else None
        self._things = found if isinstance(found, Dictionary) else Dictionary()
        self._stack: list[_State] = []
        self._boxes: list[Box] = []  # of the path that is being made
        self._sides: list[float] = []  # the shorter ones of its rectangles
        self._clipping = self._drawing = False  # is it to be a clip; is it more than rectangles

    def read(self, holder: Object, state: _State) -> None:
        """Go through a page or a form, which begins with the state that it is drawn in."""
        for each in pikepdf.parse_content_stream(holder, _OPERATORS):
            operands, name = each.operands, str(each.operator)
            if name in _ENDING:
                state = self._paint(name, state)
            elif name in _CLIPPING:
                self._clipping = True
            elif name in _DRAWING:
                self._drawing = True
            elif name in _SHOWING:
                self._drawn.inks.add(state.fill)
            elif name == "Do":
                self._draw(str(operands[0]), state)
            else:
                state = self._next(name, list(operands), state)

    def _next(self, name: str, operands: list[Any], state: _State) -> _State:
        """The state after an operator that draws nothing."""
        if name == "q":
            self._stack.append(state)
        elif name == "Q" and self._stack:
            return self._stack.pop()
        elif name == "cm":
            return replace(state, matrix=_times(_numbers(operands), state.matrix))
        elif name == "w":
            return replace(state, width=float(operands[0]))
        elif name == "re":
            x, y, width, height = (float(each) for each in operands)
            self._boxes.append(_moved((x, y, x + width, y + height), state.matrix))
            across, up = _lengths(state.matrix)
            self._sides.append(min(abs(width) * across, abs(height) * up))
        elif name in _SPACES:
            return replace(state, fill=(_SPACES[name], tuple(float(each) for each in operands)))
        elif name in ("cs", "sc", "scn"):
            return replace(state, fill=("other", ()))
        return state

    def _paint(self, name: str, state: _State) -> _State:
        """The end of a path; the state after it, whose clip may be smaller (8.5.4)."""
        if name in _FILLING:
            self._drawn.lines += (side for side in self._sides if side > 0)
            seen = (_common(box, state.clip) for box in self._boxes)
            self._drawn.areas += ((box, state.fill) for box in seen if box)
        if name in _STROKING:
            self._drawn.lines.append(state.width * min(_lengths(state.matrix)))
        if self._clipping and not self._drawing and len(self._boxes) == 1:
            clip = _common(self._boxes[0], state.clip)
            state = replace(state, clip=clip or (0.0, 0.0, 0.0, 0.0))
        self._boxes.clear()
        self._sides.clear()
        self._clipping = self._drawing = False
        return state

    def _draw(self, name: str, state: _State) -> None:
        thing = self._things.get(name)
        if not isinstance(thing, Stream):
            return
        if thing.get(Name.Subtype) == Name.Image:
            if picture := _picture(thing, state):
                self._drawn.pictures.append(picture)
        elif self._depth:
            matrix = _times(_numbers(thing.get(Name.Matrix, (1, 0, 0, 1, 0, 0))), state.matrix)
            resources = thing.get(Name.Resources)
            reader = _Reader(self._drawn, resources, self._depth - 1)
            reader.read(thing, replace(state, matrix=matrix))


def _picture(picture: Object, state: _State) -> Picture | None:
    """A picture where it is drawn; None where nothing of it is seen."""
    box = _common(_moved(_UNIT, state.matrix), state.clip)
    return box and Picture(
        (int(picture.get(Name.Width, 0)), int(picture.get(Name.Height, 0))),
        _lengths(state.matrix),
        box,
        Name.SMask in picture or Name.Mask in picture,
    )


def _common(one: Box, other: Box) -> Box | None:
    """What two boxes have in common, if anything."""
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    right, top = min(one[2], other[2]), min(one[3], other[3])
    return (left, bottom, right, top) if left <= right and bottom <= top else None


def _numbers(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(each) for each in operands)
    return a, b, c, d, e, f


def _times(one: Matrix, other: Matrix) -> Matrix:
    """One transformation, then the other (8.3.4)."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        *(a * g + b * i, a * h + b * j, c * g + d * i),
        *(c * h + d * j, e * g + f * i + k, e * h + f * j + m),
    )


def _moved(box: Box, matrix: Matrix) -> Box:
    corners = list(_corners(box, matrix))
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(up), max(across), max(up)


def _corners(box: Box, matrix: Matrix) -> Iterator[tuple[float, float]]:
    a, b, c, d, e, f = matrix
    for x in (box[0], box[2]):
        for y in (box[1], box[3]):
            yield a * x + c * y + e, b * x + d * y + f


def _lengths(matrix: Matrix) -> tuple[float, float]:
    """How long what is one wide and one high becomes."""
    a, b, c, d, _, _ = matrix
    return hypot(a, b), hypot(c, d)
