"""What the engine has drawn where: the marked content of its pages, in the order of the text.

While a document is written, `reading` stands in for the function of WeasyPrint 70 that tags it
(`weasyprint.pdf.add_tags`): each line of text and each picture is a piece, and those who know the
document's structure say which pieces belong together and which are no part of the text.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from packager.compile.marks import Marks, lift

_PT = 0.75  # points in a CSS pixel
_LINKED = {"footnote-call", "footnote-marker"}  # pseudo-elements that become links

Element = Any  # an element of the markup; the engine's boxes and streams have no types either
Box = Any
Corners = tuple[float, float, float, float]  # left, bottom, right, top, in pt


@dataclass(slots=True, eq=False)
class Piece:
    """Content drawn for an element (or its pseudo-element): a line of text, or a picture.

    `mcid` is its number on the page once all is arranged; joined pieces share one. `owner` is
    whoever has taken it; None: it is an artifact. `spaced`: a space is to be written after it.
    """

    element: Element
    pseudo: str
    page: int
    corners: Corners
    mcid: int
    text: str = ""  # of a picture none, nor of text that runs to the left
    hyphen: str = ""  # that the engine puts at the end of lines in it
    owner: object = None
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """Where on a page a link can be taken. `target` is empty where the engine knows none."""

    element: Element
    pseudo: str
    page: int
    corners: Corners
    target: str


@dataclass(slots=True)
class Content:
    """All that stands on the pages of a document, in the order of its boxes."""

    root: Element
    items: list[Piece | Area] = field(default_factory=list)


Arrange = Callable[[Content], Iterable[Sequence[Piece]]]  # runs of pieces, each on one page


@contextlib.contextmanager
def reading(writer: Any, arrange: Arrange) -> Iterator[None]:
    """While open, tagged documents written by this module of the engine are read.

    `arrange` gives the pieces their owners and says which of them follow one another in the text
    of one owner. Those that do so on the page too are joined; pieces without an owner, and what
    has no element, become artifacts (ISO 32000-2, 14.8.2.2).
    """
    add_tags = writer.add_tags

    def read(pdf: Any, document: Any, _version: Any, streams: Sequence[Any]) -> None:
        content = Content(document.pages[0]._page_box.children[0].element)
        marks = []
        spaces = {
            font.hash.encode(): glyph
            for font in document.fonts.values()
            for glyph, text in font.to_unicode.items()
            if text == " " and not font.bitmap
        }
        for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
            lift(pdf, stream)
            mark = Marks(stream, spaces)
            height = page.height
            content.items += _Reader(number, height, stream._tags, mark).items(page._page_box)
            marks.append(mark)
        runs = tuple(arrange(content))
        pieces = [item for item in content.items if isinstance(item, Piece)]
        for number, mark in enumerate(marks):
            _settle(
                mark,
                [piece for piece in pieces if piece.page == number],
                [run for run in runs if run[0].page == number],
            )

    writer.add_tags = read
    try:
        yield
    finally:
        writer.add_tags = add_tags


def _settle(marks: Marks, pieces: Sequence[Piece], runs: Iterable[Sequence[Piece]]) -> None:
    """Number what is owned on a page anew."""
    owned = {piece.mcid: piece for piece in pieces if piece.owner is not None}
    follows: dict[int, int] = {}
    for run in runs:
        follows.update({each.mcid: before.mcid for before, each in pairwise(run)})
    for mcid, piece in owned.items():
        if piece.spaced:
            marks.add_space(mcid)
    numbers = marks.settle(owned, follows)
    for mcid, piece in owned.items():
        piece.mcid = numbers[mcid]


class _Reader:
    """Walks through the boxes of one page."""

    def __init__(self, page: int, height: float, tags: dict[Box, Any], marks: Marks) -> None:
        self._page, self._height, self._tags, self._marks = page, height, tags, marks

    def items(self, box: Box, matrix: Any = None, link: Element = None) -> Iterator[Piece | Area]:
        """The pieces and areas of a box, but for furniture: margin boxes and leaders."""
        box = getattr(box, "_box", box)  # what is positioned is held by a placeholder
        kind = type(box).__name__
        if kind == "MarginBox" or box.is_leader:
            return
        if getattr(box, "transformation_matrix", None):
            own = box.transformation_matrix
            matrix = own @ matrix if matrix else own
        pseudo = (box.element_tag or "").partition("::")[2]
        tag = self._tags.get(box)
        if tag and self._marks.drawn(tag["mcid"]):
            corners = self._corners(box, matrix)
            rightwards = getattr(box, "text", "") if box.style["direction"] == "ltr" else ""
            hyphen = box.style["hyphenate_character"]
            yield Piece(box.element, pseudo, self._page, corners, tag["mcid"], rightwards, hyphen)
        elif kind not in ("TextBox", "LineBox") and box.element is not link:
            target = _target(box, pseudo)
            if target is not None:
                link = box.element
                yield Area(link, pseudo, self._page, self._corners(box, matrix), target)
        for child in getattr(box, "children", ()):
            yield from self.items(child, matrix, link)

    def _corners(self, box: Box, matrix: Any) -> Corners:
        """The rectangle that holds a box, however it is turned, from the page's lower left."""
        x, y, width, height = box.hit_area()
        points = [(x, y), (x + width, y), (x, y + height), (x + width, y + height)]
        if matrix:
            points = [matrix.transform_point(*point) for point in points]
        across, down = zip(*points, strict=True)
        lengths = (min(across), self._height - max(down), max(across), self._height - min(down))
        left, bottom, right, top = (round(length * _PT, 3) for length in lengths)
        return left, bottom, right, top


def _target(box: Box, pseudo: str) -> str | None:
    """Where a box's link leads (`#id` or an address), None for a box that is no link."""
    if pseudo in _LINKED:
        return ""
    if pseudo or not box.link or box.element is None or box.element.tag != "a":
        return None
    kind, target = box.link[1]
    return f"#{target}" if kind == "internal" else str(target)
