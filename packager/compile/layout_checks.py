"""What went wrong on the pages, seen on the engine's boxes after layout.

Like `page_starts` this leans on the boxes of WeasyPrint 70 without importing it. Each check is one
function from pages to faults; `CHECKS` lists them. Lengths are in CSS pixels here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from packager.compile.manifest import Fault

Box = Any  # WeasyPrint's boxes have no types
Element = Any

_TOLERANCE = 1.0  # px that a line may stick out, as rounding and overhanging letters do
_PT = 0.75  # points in a pixel
_WORDS = 60  # characters of the place that a fault quotes

_Area = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Leaf:
    """A box of words, a picture or a table on a page.

    `area`: where it may stand. `own` is false for what the sheet puts in, such as list markers.
    """

    page: int
    box: Box
    area: _Area
    own: bool
    in_note: bool


class Layout:
    """The pages of a document, and where in its source each box comes from."""

    def __init__(self, pages: Sequence[Box]) -> None:
        self.leaves = tuple(
            leaf for number, page in enumerate(pages) for leaf in _leaves_of_page(number, page)
        )
        self._parents: dict[Element, Element] = {}
        if pages:
            root = next(child for child in pages[0].children if child.element is not None)
            self._parents = {child: parent for parent in root.element.iter() for child in parent}

    def block(self, element: Element) -> Element:
        """The nearest element at or above this one that knows its line, else the element."""
        above = element
        while above is not None and not above.get("data-line"):
            above = self._parents.get(above)
        return element if above is None else above

    def line(self, element: Element) -> int:
        """The line of the source where the block of an element begins; 0 if it is unknown."""
        return int(self.block(element).get("data-line") or 0)


def layout_faults(layout: Layout) -> tuple[Fault, ...]:
    """What is wrong on these pages."""
    return tuple(fault for check in CHECKS for fault in check(layout))


def _notes(layout: Layout) -> Iterator[Fault]:
    """Each note begins on the page of its first call.

    The details are its number, the page it is on, and the line that the page of its call ends with.
    """
    calls: dict[Element, int] = {}
    notes: dict[str, tuple[Leaf, Element]] = {}
    for leaf in layout.leaves:
        element = leaf.box.element
        if (leaf.box.element_tag or "").endswith("::footnote-call"):
            calls.setdefault(element, leaf.page)
        elif leaf.in_note and (leaf.box.element_tag or "").endswith("::footnote-marker"):
            notes.setdefault(element.get("id") or "", (leaf, element))
    for name, (leaf, element) in notes.items():
        called = calls.get(element, leaf.page)
        if called != leaf.page:
            number = name.removeprefix("note-")
            words = _quoted("".join(element.itertext()))
            details = number, str(leaf.page), str(_last_line(layout, called))
            yield Fault("note-astray", called, layout.line(element), words, details)


def _last_line(layout: Layout, page: int) -> int:
    """The line of the block that a page ends with, its notes apart; 0 if it is unknown."""
    body = [leaf for leaf in layout.leaves if leaf.page == page and not leaf.in_note]
    return layout.line(body[-1].box.element) if body else 0


def _overflow(layout: Layout) -> Iterator[Fault]:
    """Nothing stands outside the block of the page's text, or is cut off; a block is told once."""
    worst: dict[tuple[int, Element], tuple[float, Leaf]] = {}
    for leaf in layout.leaves:
        over = _over(leaf)
        if over > _TOLERANCE and leaf.own:
            key = leaf.page, layout.block(leaf.box.element)
            if over > worst.get(key, (0.0, leaf))[0]:
                worst[key] = over, leaf
    for (page, _), (over, leaf) in worst.items():
        yield Fault(
            "layout-overflow",
            page,
            layout.line(leaf.box.element),
            _shown(leaf.box),
            (f"{math.ceil(over * _PT)}",),
        )


def glyph_faults(layout: Layout, missing: Iterable[str]) -> Iterator[Fault]:
    """Each character that no font can show, where it first stands: known once pages are drawn."""
    for character in missing:
        for leaf in layout.leaves:
            text = getattr(leaf.box, "text", "")
            if character in text:
                around = text.index(character)
                words = _quoted(text[max(0, around - _WORDS // 2) : around + _WORDS // 2])
                line = layout.line(leaf.box.element)
                yield Fault("glyph-missing", leaf.page, line, words, (character,))
                break
        else:
            yield Fault("glyph-missing", 0, 0, "", (character,))


CHECKS: tuple[Callable[[Layout], Iterator[Fault]], ...] = (_notes, _overflow)


def _over(leaf: Leaf) -> float:
    """By how much a box sticks out of its area."""
    left, top, right, bottom = _border(leaf.box)
    area = leaf.area
    return max(area[0] - left, area[1] - top, right - area[2], bottom - area[3])


def _border(box: Box) -> _Area:
    """The edges of a box: of words those of their line, of others with their border."""
    if hasattr(box, "text"):
        top = box.position_y
        return box.position_x, top, box.position_x + box.width, top + box.margin_height()
    left, top = box.border_box_x(), box.border_box_y()
    return left, top, left + box.border_width(), top + box.border_height()


def _leaves_of_page(number: int, page: Box) -> Iterator[Leaf]:
    """The boxes on a page, but for what stands in its margins."""
    block = _content(page)
    for child in page.children:
        if hasattr(child, "at_keyword"):
            continue
        in_note = child.element is None
        # the notes are as high as they are; that they leave the page is seen at its edges
        area = block if not in_note else (block[0], 0.0, block[2], block[3])
        for box, clip, own in _leaves(child, area, True):
            yield Leaf(number, box, clip, own, in_note)


def _content(box: Box) -> _Area:
    left, top = box.content_box_x(), box.content_box_y()
    return left, top, left + box.width, top + box.height


def _leaves(box: Box, area: _Area, own: bool) -> Iterator[tuple[Box, _Area, bool]]:
    """The boxes of words, pictures and tables, with the area that each may fill."""
    own = own and "::" not in (box.element_tag or "").replace("::first-l", "")
    style: Mapping[str, Any] = box.style
    if hasattr(box, "text"):
        yield box, area, own and bool(box.text.strip())
        return
    if hasattr(box, "replacement"):
        yield box, _with_margins(box, area), own
        return
    if style["transform"]:
        own = False  # where it is drawn is another matter than where it stands
    if hasattr(box, "column_groups"):
        yield box, _with_margins(box, area), own
    if style["overflow"] != "visible" and isinstance(box.width, float | int):
        clip = _content(box)
        area = (
            max(area[0], clip[0] - box.padding_left),
            max(area[1], clip[1] - box.padding_top),
            min(area[2], clip[2] + box.padding_right),
            min(area[3], clip[3] + box.padding_bottom),
        )
    area = _with_margins(box, area)
    for child in getattr(box, "children", ()):
        yield from _leaves(child, area, own)


def _with_margins(box: Box, area: _Area) -> _Area:
    """The area with what a theme adds to it on purpose: negative margins at the sides."""
    sides = []
    for side in ("left", "right"):
        margin = getattr(box, f"margin_{side}", 0)
        sides.append(min(margin, 0) if isinstance(margin, float | int) else 0)
    return area[0] + sides[0], area[1], area[2] - sides[1], area[3]


def _shown(box: Box) -> str:
    """The words of a box, or what stands for it."""
    if hasattr(box, "text"):
        return _quoted(box.text)
    element = box.element
    return _quoted(element.get("alt") or "".join(element.itertext()))


def _quoted(words: str) -> str:
    text = " ".join(words.replace("\u2060", "").split())
    return text if len(text) <= _WORDS else f"{text[: _WORDS - 1].rstrip()}…"
