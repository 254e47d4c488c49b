"""The pages of a part as checks look at them: words and pictures, paragraphs, where each stands.

Like `page_starts` this leans on the boxes of WeasyPrint 70 without importing it: boxes are told
apart by what they have. Lengths are in CSS pixels here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

Box = Any  # WeasyPrint's boxes have no types
Element = Any
Area = tuple[float, float, float, float]  # left, top, right, bottom

_PT = 0.75  # points in a pixel
_ROW = 5.0  # pt between two lines, at least
_WORDS = 60  # characters of the place that a fault quotes
_SIDES = frozenset({"left", "right", "inline-start", "inline-end"})
_NEW_PAGE = frozenset({"page", "always", "left", "right", "recto", "verso"})


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """A box of words, a picture or a table on a page.

    `area`: where it may stand. `own` is false for what the sheet puts in, such as list markers.
    `floated`: what stands at the side of the text and holds it, if anything does.
    """

    page: int
    box: Box
    area: Area
    own: bool
    in_note: bool
    floated: Box | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """The lines that a paragraph has on one page; `goes_on`: it has more on a later one."""

    page: int
    element: Element
    boxes: tuple[Box, ...]
    in_note: bool
    goes_on: bool


class Layout:
    """The pages of a document, and where in its source each box comes from.

    `paragraphs` are whatever has lines, each with its lines page by page; `notes` is where the
    notes of a page begin; `page_ends` are the elements after which the sheet asks for a new page.
    """

    def __init__(self, pages: Sequence[Box]) -> None:
        self.leaves = tuple(
            leaf for number, page in enumerate(pages) for leaf in _leaves_of_page(number, page)
        )
        self.paragraphs = _paragraphs(pages)
        self.notes: dict[int, float] = {}
        self.page_ends: set[Element] = set()
        self._parents: dict[Element, Element] = {}
        if pages:
            root = next(child for child in pages[0].children if child.element is not None)
            self._parents = {child: parent for parent in root.element.iter() for child in parent}
        for number, page in enumerate(pages):
            for child in _parts(page):
                if child.element is None:
                    self.notes[number] = child.border_box_y()
                else:
                    self.page_ends.update(_page_ends(child))

    @property
    def body(self) -> Iterator[Leaf]:
        """The document's own words, pictures and tables in their order, notes apart."""
        return (leaf for leaf in self.leaves if leaf.own and not leaf.in_note)

    def above(self, element: Element) -> Iterator[Element]:
        """An element and all that it is in, from the inside out."""
        while element is not None:
            yield element
            element = self._parents.get(element)

    def around(self, element: Element, *tags: str) -> Element | None:
        """The nearest element of these at or above this one."""
        return next((each for each in self.above(element) if each.tag in tags), None)

    def block(self, element: Element) -> Element:
        """The nearest element at or above this one that knows its line, else the element."""
        return next((each for each in self.above(element) if each.get("data-line")), element)

    def line(self, element: Element) -> int:
        """The line of the source where the block of an element begins; 0 if it is unknown."""
        return int(self.block(element).get("data-line") or 0)


def baselines(layout: Layout, pages: int) -> tuple[tuple[float, ...], ...]:
    """Where the lines of the text stand on each page, in pt below its top, notes apart.

    What stands side by side, as cells of a table do, is one line.
    """
    found: list[list[float]] = [[] for _ in range(pages)]
    for paragraph in layout.paragraphs:
        for lines in paragraph:
            if not lines.in_note:
                found[lines.page] += (
                    (each.position_y + each.baseline) * _PT for each in lines.boxes
                )
    return tuple(tuple(_rows(sorted(page))) for page in found)


def _rows(places: Iterable[float]) -> Iterator[float]:
    last = -_ROW
    for place in places:
        if place - last >= _ROW:
            yield round(place, 2)
            last = place


def border(box: Box) -> Area:
    """The edges of a box: of words those of their line, of others with their border."""
    if hasattr(box, "text"):
        top = box.position_y
        return box.position_x, top, box.position_x + box.width, top + box.margin_height()
    left, top = box.border_box_x(), box.border_box_y()
    return left, top, left + box.border_width(), top + box.border_height()


def texts(line: Box) -> Iterator[Box]:
    """The boxes of words in a line, but for what stands at its side."""
    for child in line.children:
        if hasattr(child, "text"):
            yield child
        elif child.style["float"] not in _SIDES:
            yield from texts(child)


def shown(box: Box) -> str:
    """The words of a box or of a line, or what stands for it."""
    if hasattr(box, "text"):
        return quoted(box.text)
    if _is_line(box):
        return quoted("".join(each.text for each in texts(box)))
    element = box.element
    return quoted(element.get("alt") or "".join(element.itertext()))


def quoted(words: str) -> str:
    """Words as a message quotes them."""
    text = " ".join(words.replace("\u2060", "").split())
    return text if len(text) <= _WORDS else f"{text[: _WORDS - 1].rstrip()}…"


def _parts(page: Box) -> Iterator[Box]:
    """The document's box on a page, and the notes' (which has no element); not the margins'."""
    return (child for child in page.children if not hasattr(child, "at_keyword"))


def _is_line(box: Box) -> bool:
    return hasattr(box, "block_ellipsis")


def _put_in(box: Box) -> bool:
    """Whether a box is the sheet's: a marker, a counter, words before or after."""
    return "::" in (box.element_tag or "").replace("::first-l", "")


def _page_ends(box: Box) -> Iterator[Element]:
    if not hasattr(box, "text"):
        if box.style["break_after"] in _NEW_PAGE:
            yield box.element
        for child in getattr(box, "children", ()):
            yield from _page_ends(child)


def _paragraphs(pages: Sequence[Box]) -> tuple[tuple[Lines, ...], ...]:
    """Each paragraph's lines, put together where it goes on on another page; a note never does."""
    found: list[list[Lines]] = []
    unfinished: dict[Element, list[Lines]] = {}
    for number, page in enumerate(pages):
        for part in _parts(page):
            for lines in _lines(part, number, part.element is None):
                paragraph = unfinished.pop(lines.element, [])
                if not paragraph or paragraph[-1].page == number:
                    paragraph = []
                    found.append(paragraph)
                paragraph.append(lines)
                if lines.goes_on and not lines.in_note:
                    unfinished[lines.element] = paragraph
    return tuple(map(tuple, found))


def _lines(box: Box, page: int, in_note: bool) -> Iterator[Lines]:
    """All lines in a box, paragraph by paragraph; such as have no height are none."""
    if _put_in(box):
        return
    children: Iterable[Box] = getattr(box, "children", ())
    lines = [child for child in children if _is_line(child)]
    if lines:
        seen = tuple(line for line in lines if line.height)
        yield Lines(page, box.element, seen, in_note, lines[-1].resume_at is not None)
    for child in children:
        yield from _lines(child, page, in_note)


def is_plate(page: Box) -> bool:
    """Does a page say that it bleeds, and have no margins?"""
    sides = ("left", "top", "right", "bottom")
    bleeds = any(page.style[f"bleed_{side}"].value for side in sides)
    return bleeds and not any(getattr(page, f"margin_{side}") for side in sides)


def _bled(page: Box, block: Area) -> Area:
    """The block of a page that says it bleeds, at the sides where it has no margin."""
    left, top, right, bottom = (
        0 if getattr(page, f"margin_{side}") else page.style[f"bleed_{side}"].value
        for side in ("left", "top", "right", "bottom")
    )
    return block[0] - left, block[1] - top, block[2] + right, block[3] + bottom


def _leaves_of_page(number: int, page: Box) -> Iterator[Leaf]:
    """The boxes on a page, but for what stands in its margins."""
    block = _bled(page, _content(page))
    for child in _parts(page):
        in_note = child.element is None
        # the notes are as high as they are; that they leave the page is seen at its edges
        area = block if not in_note else (block[0], 0.0, block[2], block[3])
        yield from _leaves(child, Leaf(number, child, area, True, in_note))


def _content(box: Box) -> Area:
    left, top = box.content_box_x(), box.content_box_y()
    return left, top, left + box.width, top + box.height


def _leaves(box: Box, around: Leaf) -> Iterator[Leaf]:
    """The boxes of words, pictures and tables in a box; `around` is what holds where it stands."""
    own = around.own and not _put_in(box)
    if hasattr(box, "text"):
        yield replace(around, box=box, own=own and bool(box.text.strip()))
        return
    style: Mapping[str, Any] = box.style
    floated = box if style["float"] in _SIDES else around.floated
    here = replace(around, box=box, own=own, floated=floated, area=_with_margins(box, around.area))
    if hasattr(box, "replacement"):
        yield here
        return
    if style["transform"]:
        here = replace(here, own=False)  # where it is drawn is another matter than where it stands
    if hasattr(box, "column_groups"):
        yield here
    if style["overflow"] != "visible" and isinstance(box.width, float | int):
        here = replace(here, area=_clipped(box, here.area))
    for child in getattr(box, "children", ()):
        yield from _leaves(child, here)


def _clipped(box: Box, area: Area) -> Area:
    clip = _content(box)
    return (
        max(area[0], clip[0] - box.padding_left),
        max(area[1], clip[1] - box.padding_top),
        min(area[2], clip[2] + box.padding_right),
        min(area[3], clip[3] + box.padding_bottom),
    )


def _with_margins(box: Box, area: Area) -> Area:
    """The area with what a theme adds to it on purpose: negative margins at the sides."""
    sides = []
    for side in ("left", "right"):
        margin = getattr(box, f"margin_{side}", 0)
        sides.append(min(margin, 0) if isinstance(margin, float | int) else 0)
    return area[0] + sides[0], area[1], area[2] - sides[1], area[3]
