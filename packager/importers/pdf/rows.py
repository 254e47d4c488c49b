"""Columns ──▶ rows: what stands on one base line, from one edge of the column to the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from packager.importers.pdf.columns import Column
from packager.importers.pdf.records import Box, runs_from_right
from packager.importers.pdf.segments import Segment, joined, most

_SAME_LINE = 0.4  # of the size
CAP = 1.9  # times the body's size: a drop capital


@dataclass(frozen=True)
class Row:
    """Segments of one line, in reading order; or something put together (`whole`) alone."""

    parts: tuple[Segment, ...]
    whole: object = None
    around: Box | None = None  # of what is whole

    @cached_property
    def line(self) -> Segment:
        """All of it as one segment."""
        return joined(self.parts)

    @cached_property
    def box(self) -> Box:
        """Where it stands."""
        if self.around is not None:
            return self.around
        box = self.parts[0].box
        for part in self.parts[1:]:
            box = box.joined(part.box)
        return box

    @property
    def text(self) -> str:
        """Its characters."""
        return self.line.text if self.parts else ""

    @property
    def size(self) -> float:
        """The size of its letters."""
        return self.line.size if self.parts else 0.0

    @property
    def y(self) -> float:
        """Its base line; the foot of what is whole."""
        return self.line.y if self.parts else self.box.foot

    @property
    def mono(self) -> bool:
        """Is all of it set as on a typewriter?"""
        return bool(self.parts) and all(part.mono for part in self.parts)

    @cached_property
    def from_right(self) -> bool:
        """Does it run from right to left?"""
        return runs_from_right(self.text)


def is_cap(segment: Segment, body: float) -> bool:
    """Is it a single letter, far larger than the text?"""
    letters = [glyph for glyph in segment.glyphs if glyph.text.isalpha()]
    return len(segment.glyphs) <= 2 and len(letters) == 1 and segment.size >= CAP * body


def rows(column: Column, body: float) -> list[Row]:
    """The rows of a column, top down."""
    found: list[list[Segment]] = []
    wholes: list[Row] = []
    for item in column.items:
        if item.segment is None:
            wholes.append(Row((), item.whole, item.box))
        elif is_cap(item.segment, body):
            wholes.append(Row((item.segment,)))
        else:
            _put(item.segment, found)
    made = [*wholes, *(Row(_ordered(parts)) for parts in found)]
    return sorted(made, key=lambda row: (row.box.top, row.box.left))


def _put(segment: Segment, found: list[list[Segment]]) -> None:
    """Give a segment to the row that it stands in."""
    for parts in reversed(found[-4:]):
        size = max(parts[0].size, segment.size)
        small = min(parts[0].size, segment.size) < 0.86 * size
        apart = abs(most(part.y for part in parts) - segment.y)
        if apart < (0.5 if small else _SAME_LINE) * size and not _over_each_other(segment, parts):
            parts.append(segment)
            return
    found.append([segment])


def _over_each_other(segment: Segment, parts: Sequence[Segment]) -> bool:
    box = segment.box
    return any(
        min(box.right, part.box.right) - max(box.left, part.box.left) > segment.size
        for part in parts
    )


def _ordered(parts: list[Segment]) -> tuple[Segment, ...]:
    if runs_from_right("".join(part.text for part in parts)):
        return tuple(sorted(parts, key=lambda part: -part.box.right))
    return tuple(sorted(parts, key=lambda part: part.box.left))
