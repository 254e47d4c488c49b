"""What is on a page: glyphs, pictures, drawn lines and boxes, links. In pt, y from the top down."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Face:
    """A font as far as its name and flags tell it."""

    name: str
    bold: bool = False
    italic: bool = False
    mono: bool = False


class Box(NamedTuple):
    """A rectangle; `top` is smaller than `foot`."""

    left: float
    top: float
    right: float
    foot: float

    @property
    def width(self) -> float:
        """Its width."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Its height."""
        return self.foot - self.top

    def holds(self, x: float, y: float) -> bool:
        """Is the point in it?"""
        return self.left <= x <= self.right and self.top <= y <= self.foot

    def joined(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.foot, other.foot),
        )


class Glyph(NamedTuple):
    """A character where it stands: `left` and `right` with its own room, `y` its base line."""

    text: str
    left: float
    right: float
    y: float
    size: float
    face: Face


@dataclass(frozen=True, slots=True)
class Raster:
    """An embedded picture: the bytes of a JPEG or PNG."""

    box: Box
    data: bytes


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """A link's area and where it leads."""

    box: Box
    url: str


@dataclass(slots=True)
class Page:
    """A page as read."""

    number: int  # from 1
    width: float
    height: float
    plain: str = ""  # its text as pypdfium2 gives it, independent of the glyphs
    glyphs: list[Glyph] = field(default_factory=list)
    rasters: list[Raster] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)  # thin straight lines
    boxes: list[Box] = field(default_factory=list)  # rectangles drawn or filled
    drawings: int = 0  # vector shapes that are neither
    links: list[Hyperlink] = field(default_factory=list)
    turned: str = ""  # text that runs in another direction than the page's
    outside: str = ""  # text beyond the page's edges
    spoiled: int = 0  # pictures that cannot be decoded
    unread: int = 0  # glyphs without a character


class Bookmark(NamedTuple):
    """An entry of the outline; `page` from 1, `level` from 0."""

    title: str
    page: int
    level: int


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF as read."""

    pages: tuple[Page, ...]
    title: str = ""
    author: str = ""
    subject: str = ""
    keywords: str = ""
    created: str = ""  # `D:20050609144500`
    language: str = ""
    producer: str = ""
    outline: tuple[Bookmark, ...] = ()


def runs_from_right(text: str) -> bool:
    """Has a text more letters of Hebrew, Arabic and the like than others?"""
    kinds = [unicodedata.bidirectional(letter) for letter in text]
    right = sum(kind in ("R", "AL") for kind in kinds)
    return right > kinds.count("L")
