"""What a page draws, as far as a press cares: pictures, filled areas, lines and the ink of text.

A shape counts as the box round it, a curve as one round its control points; so does a clip, which
is taken to let all of its box be seen: borders are made of mitred strips.
What another thing hides is taken for seen, and text that is not to be seen for text. Not looked at:
what patterns, masks and the letters of Type 3 fonts draw, which colour one of a space with a name
is, and what a graphics state lets show through.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Object, Stream

from packager.check.pdf.geometry import (
    Box,
    Matrix,
    Point,
    box_round,
    common,
    corners,
    is_box,
    lengths,
    moved,
    thickness,
    times,
)

_DEPTH = 8  # of forms within forms
_MOST = 200_000  # instructions of a page; what a damaged one or a hostile one has beyond is left
_OPERATORS = (
    "q Q cm w gs Do sh BI ID EI re m l c v y W W* n f F f* B B* b b* S s"
    " g rg k cs sc scn Tj TJ ' \""
)
_FILLING = frozenset(["f", "F", "f*", "B", "B*", "b", "b*"])
_STROKING = frozenset(["S", "s", "B", "B*", "b", "b*"])
_SHOWING = frozenset(["Tj", "TJ", "'", '"'])
_ENDING = _FILLING | _STROKING | {"n"}
_CLIPPING = ("W", "W*")
_MAKING = {"m": 2, "l": 2, "c": 6, "v": 4, "y": 4, "re": 4}  # a path, with so many numbers
_SPACES = {"g": ("grey", 1), "rg": ("rgb", 3), "k": ("cmyk", 4)}
_INKING = frozenset([*_SPACES, "cs", "sc", "scn"])
_INLINE = "INLINE IMAGE"

Ink = tuple[str, tuple[float, ...]]  # "grey", "rgb", "cmyk" or "other", and how much of each

_UNIT: Box = (0.0, 0.0, 1.0, 1.0)
_EVERYWHERE: Box = (-1e6, -1e6, 1e6, 1e6)
_NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_BLACK: Ink = ("grey", (0.0,))
_OTHER: Ink = ("other", ())


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is drawn: its pixels, its size (pt), where it is."""

    pixels: tuple[int, int]
    size: tuple[float, float]
    box: Box
    clear: bool  # something shows through it
    whole: bool  # it fills its box

    @property
    def resolution(self) -> float:
        """Its dots an inch, where there are fewest."""
        return min(
            72 * pixels / max(size, 0.001)
            for pixels, size in zip(self.pixels, self.size, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Area:
    """A filled shape: the box round it, its colour, and whether it fills the box."""

    box: Box
    ink: Ink
    whole: bool


@dataclass(slots=True)
class Drawn:
    """What a page draws. Widths of lines in pt; what is thin and filled is a line as well."""

    pictures: list[Picture] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    lines: list[float] = field(default_factory=list)
    inks: set[Ink] = field(default_factory=set)  # of text
    damaged: bool = False  # there are instructions that cannot be followed
    steps: int = 0  # how many instructions there were


@dataclass(frozen=True, slots=True)
class _State:
    matrix: Matrix = _SAME
    fill: Ink = _BLACK
    width: float = 1.0
    clip: Box = _EVERYWHERE


def drawn_on(page: Object) -> Drawn:
    """What a page draws, the forms in it included. Damaged instructions are passed over."""
    drawn = Drawn()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pikepdf's, of streams that end too early
        _Reader(drawn, page.get(Name.Resources), _DEPTH).read(page, _State())
    return drawn


class _Reader:
    def __init__(self, drawn: Drawn, resources: Object | None, depth: int) -> None:
        self._drawn, self._depth = drawn, depth
        self._things = _within(resources, Name.XObject)
        self._looks = _within(resources, Name.ExtGState)
        self._stack: list[_State] = []
        self._path: list[list[Point]] = []
        self._clipping = False  # is the path to be a clip

    def read(self, holder: Object, state: _State) -> None:
        """Go through a page or a form, which begins with the state that it is drawn in."""
        try:
            instructions = pikepdf.parse_content_stream(holder, _OPERATORS)
        except (pikepdf.PdfError, TypeError):
            self._drawn.damaged = True
            return
        for each in instructions:
            self._drawn.steps += 1
            if self._drawn.steps > _MOST:
                return
            try:
                state = self._follow(str(each.operator), each, state)
            except (TypeError, ValueError, IndexError):  # it has other operands than it must
                self._drawn.damaged = True

    def _follow(self, name: str, instruction: Any, state: _State) -> _State:
        """The state after an instruction."""
        if name in _ENDING:
            return self._paint(name, state)
        if name in _CLIPPING:
            self._clipping = True
        elif name in _MAKING:
            self._make(name, _numbers(instruction.operands, _MAKING[name]), state.matrix)
        elif name in _SHOWING:
            self._drawn.inks.add(state.fill)
        elif name == "Do":
            self._draw(instruction.operands[0], state)
        elif name == _INLINE:
            picture = instruction.iimage
            self._show((picture.width, picture.height), clear=False, state=state)
        elif name == "sh":
            self._drawn.areas.append(Area(state.clip, _OTHER, whole=True))
        else:
            return self._next(name, instruction.operands, state)
        return state

    def _next(self, name: str, operands: Sequence[Any], state: _State) -> _State:
        """The state after an instruction that draws nothing."""
        if name == "q":
            self._stack.append(state)
        elif name == "Q":
            return self._stack.pop() if self._stack else state
        elif name == "cm":
            return replace(state, matrix=times(_matrix(operands), state.matrix))
        elif name == "w":
            return replace(state, width=_numbers(operands, 1)[0])
        elif name == "gs":
            look = self._looks.get(str(operands[0]))
            wide = look.get(Name.LW) if isinstance(look, Dictionary) else None
            return state if wide is None else replace(state, width=float(wide))
        elif name in _INKING:
            return replace(state, fill=_ink(name, operands))
        return state

    def _make(self, name: str, numbers: Sequence[float], matrix: Matrix) -> None:
        """Go on with the path, or begin another part of it (8.5.2)."""
        if name == "re":
            x, y, width, height = numbers
            self._path.append(list(corners((x, y, x + width, y + height), matrix)))
            return
        if name == "m" or not self._path:
            self._path.append([])
        across, up = numbers[::2], numbers[1::2]
        self._path[-1] += (moved(x, y, matrix) for x, y in zip(across, up, strict=True))

    def _paint(self, name: str, state: _State) -> _State:
        """The end of a path; the state after it, whose clip may be smaller (8.5.4)."""
        shapes = [_opened(points) for points in self._path if points]
        if name in _FILLING:
            self._drawn.lines += (thick for each in shapes if (thick := thickness(each)) > 0)
            for each in shapes:
                if box := common(box_round(each), state.clip):
                    self._drawn.areas.append(Area(box, state.fill, is_box(each)))
        if name in _STROKING:
            self._drawn.lines.append(state.width * min(lengths(state.matrix)))
        if self._clipping and shapes:
            points = [point for each in shapes for point in each]
            state = _clipped(state, box_round(points))
        self._path, self._clipping = [], False
        return state

    def _draw(self, name: object, state: _State) -> None:
        thing = self._things.get(str(name))
        if not isinstance(thing, Stream):
            return
        if thing.get(Name.Subtype) == Name.Image:
            pixels = int(thing.get(Name.Width, 0)), int(thing.get(Name.Height, 0))
            self._show(pixels, clear=Name.SMask in thing or Name.Mask in thing, state=state)
        elif self._depth:
            state = replace(state, matrix=times(_matrix(thing.get(Name.Matrix)), state.matrix))
            if bounds := thing.get(Name.BBox):
                x, y, x1, y1 = _numbers(bounds, 4)
                around = corners((x, y, x1, y1), state.matrix)
                state = _clipped(state, box_round(around))
            reader = _Reader(self._drawn, thing.get(Name.Resources), self._depth - 1)
            reader.read(thing, state)

    def _show(self, pixels: tuple[int, int], *, clear: bool, state: _State) -> None:
        """Note a picture, if anything of it is seen."""
        around = corners(_UNIT, state.matrix)
        if box := common(box_round(around), state.clip):
            size = lengths(state.matrix)
            self._drawn.pictures.append(Picture(pixels, size, box, clear, is_box(around)))


def _ink(name: str, operands: Any) -> Ink:
    """The colour that an instruction chooses."""
    kind, parts = _SPACES.get(name, ("other", 0))
    return (kind, _numbers(operands, parts)) if parts else _OTHER


def _within(resources: object, kind: Name) -> Dictionary:
    found = resources.get(kind) if isinstance(resources, Dictionary) else None
    return found if isinstance(found, Dictionary) else Dictionary()


def _clipped(state: _State, box: Box) -> _State:
    return replace(state, clip=common(box, state.clip) or _NOWHERE)


def _opened(points: list[Point]) -> list[Point]:
    """A shape without the point that leads back to the first."""
    return points[:-1] if len(points) > 1 and points[0] == points[-1] else points


def _matrix(operands: Any) -> Matrix:
    if operands is None:
        return _SAME
    a, b, c, d, e, f = _numbers(operands, 6)
    return a, b, c, d, e, f


def _numbers(operands: Any, count: int) -> tuple[float, ...]:
    """So many numbers; `ValueError` or `TypeError` for anything else."""
    if len(operands) != count:
        raise ValueError("other operands are expected")
    return tuple(float(each) for each in operands)
