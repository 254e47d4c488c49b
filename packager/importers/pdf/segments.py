"""Glyphs ──▶ segments: words side by side on one base line, with no wide gap between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from packager.importers.pdf.records import Box, Glyph

_WORD_GAP = 0.22  # of the size: a space, though the file has none
_WIDE_GAP = 1.0  # of the size: the end of a segment
_OVERLAP = 0.6  # of the size: how far letters may stand over each other
_SMALLER = 0.86


@dataclass(frozen=True)
class Segment:
    """Characters in reading order; between words one space."""

    glyphs: tuple[Glyph, ...]

    @cached_property
    def text(self) -> str:
        """Its characters."""
        return "".join(glyph.text for glyph in self.glyphs)

    @cached_property
    def size(self) -> float:
        """The size of most of its characters."""
        return most(glyph.size for glyph in self.glyphs if glyph.text != " ")

    @cached_property
    def y(self) -> float:
        """The base line of most of its characters."""
        return most(glyph.y for glyph in self.glyphs if glyph.size == self.size)

    @cached_property
    def box(self) -> Box:
        """Where it stands; the height is that of ordinary letters."""
        left = min(glyph.left for glyph in self.glyphs)
        right = max(glyph.right for glyph in self.glyphs)
        return Box(left, self.y - 0.75 * self.size, right, self.y + 0.25 * self.size)

    @cached_property
    def words(self) -> tuple[tuple[float, float], ...]:
        """Left and right of each word."""
        found: list[tuple[float, float]] = []
        fresh = True
        for glyph in self.glyphs:
            if glyph.text == " ":
                fresh = True
            elif fresh:
                found.append((glyph.left, glyph.right))
                fresh = False
            else:
                left, right = found[-1]
                found[-1] = (min(left, glyph.left), max(right, glyph.right))
        return tuple(found)

    @cached_property
    def mono(self) -> bool:
        """Is it set as on a typewriter, but for a sign or two?"""
        drawn = [glyph for glyph in self.glyphs if glyph.text != " "]
        return sum(glyph.face.mono for glyph in drawn) >= 0.85 * len(drawn)


def most(values: Iterable[float]) -> float:
    """The commonest value; the first of equals."""
    counted = Counter(values)
    return max(counted, key=counted.__getitem__) if counted else 0.0


def segments(glyphs: Sequence[Glyph]) -> list[Segment]:
    """All segments of a page, in the order of its characters."""
    found: list[Segment] = []
    current: list[Glyph] = []
    spaced = False
    for glyph in glyphs:
        if not glyph.text.strip():
            spaced = True
            continue
        if current and not _goes_on(current[-1], glyph):
            found.append(Segment(tuple(current)))
            current = []
        if current and (spaced or _gap(current[-1], glyph) > _WORD_GAP * glyph.size):
            current.append(_space(current[-1], glyph))
        current.append(glyph)
        spaced = False
    return [*found, Segment(tuple(current))] if current else found


def joined(parts: Sequence[Segment]) -> Segment:
    """Segments of one line as one, in their order."""
    glyphs = list(parts[0].glyphs)
    for part in parts[1:]:
        glyphs += [_space(glyphs[-1], part.glyphs[0]), *part.glyphs]
    return Segment(tuple(glyphs))


def _goes_on(last: Glyph, glyph: Glyph) -> bool:
    """Does a character stand on the line of the one before, next to it?"""
    size = max(last.size, glyph.size)
    apart = abs(last.y - glyph.y)
    raised = min(last.size, glyph.size) < _SMALLER * size
    if apart > (0.5 if raised else 0.15) * size or min(last.size, glyph.size) < 0.35 * size:
        return False
    return -_OVERLAP * size < _gap(last, glyph) <= _WIDE_GAP * size


def _gap(one: Glyph, other: Glyph) -> float:
    """The room between two characters, whichever comes first on the page."""
    return max(one.left, other.left) - min(one.right, other.right)


def _space(before: Glyph, after: Glyph) -> Glyph:
    edges = sorted((before.left, before.right, after.left, after.right))
    return Glyph(" ", edges[1], edges[2], before.y, before.size, before.face)
