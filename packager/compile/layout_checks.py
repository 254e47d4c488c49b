"""What went wrong on the pages, seen on the engine's boxes after layout.

Each check is one function from pages to faults; `CHECKS` lists them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from packager.compile import layout_breaks
from packager.compile.layout_boxes import Area, Box, Element, Layout, Leaf, border, quoted, shown
from packager.compile.layout_boxes import texts as words_of_line
from packager.compile.manifest import Fault

_TOLERANCE = 1.0  # px that a line may stick out, as rounding and overhanging letters do
_SPACE = 0.4  # of the size of type: as wide as a space may be
_PT = 0.75  # points in a pixel
_AROUND = 30  # characters quoted on either side of one that no font has
_HYPHENS = 2  # lines in a row that may end with one


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
            words = quoted("".join(element.itertext()))
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
            shown(leaf.box),
            (f"{math.ceil(over * _PT)}",),
        )


def _over(leaf: Leaf) -> float:
    """By how much a box sticks out of its area."""
    left, top, right, bottom = border(leaf.box)
    if _is_ragged_leftwards(leaf.box):
        # The space at the end of such a line is in front of its words (see line_repairs).
        left += _SPACE * leaf.box.style["font_size"]
    area = leaf.area
    return max(area[0] - left, area[1] - top, right - area[2], bottom - area[3])


def _is_ragged_leftwards(box: Box) -> bool:
    if not hasattr(box, "text") or box.style["direction"] != "rtl":
        return False
    return bool(box.style["text_align_all"] != "justify")


def _overlaps(layout: Layout) -> Iterator[Fault]:
    """Nothing is drawn over the notes, and what stands at the side of the text not over the text.

    A block is told once a page; the detail is what it lies on.
    """
    told = set()
    for leaf in layout.body:
        block = layout.block((leaf.floated or leaf.box).element)
        under = _lies_on(leaf, layout)
        if under and (leaf.page, block) not in told:
            told.add((leaf.page, block))
            words = shown(leaf.box)
            yield Fault("layout-overlap", leaf.page, layout.line(block), words, (under,))


def _lies_on(leaf: Leaf, layout: Layout) -> str:
    """What a box is drawn over: notes, text or nothing."""
    area = border(leaf.box)
    if area[3] > layout.notes.get(leaf.page, math.inf) + _TOLERANCE:
        return "notes"
    if leaf.floated is not None and any(
        other.page == leaf.page
        and other.floated is not leaf.floated
        and _common(area, border(other.box))
        for other in layout.body
    ):
        return "text"
    return ""


def _common(one: Area, other: Area) -> bool:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return min(width, height) > _TOLERANCE


def _hyphens(layout: Layout) -> Iterator[Fault]:
    """No more than two lines in a row end with a hyphen of the engine; the detail is how many."""
    for paragraph in layout.paragraphs:
        lines = [(each.page, line) for each in paragraph for line in each.boxes]
        for hyphenated, group in groupby(lines, key=lambda each: _hyphenated(each[1])):
            row = list(group)
            if hyphenated and len(row) > _HYPHENS:
                page, line = row[0]
                place = layout.line(paragraph[0].element)
                yield Fault("hyphens-in-a-row", page, place, shown(line), (str(len(row)),))


def _hyphenated(line: Box) -> bool:
    words = [box for box in words_of_line(line) if box.text]
    return bool(words) and words[-1].text.endswith(words[-1].style["hyphenate_character"])


def glyph_faults(layout: Layout, missing: Iterable[str]) -> Iterator[Fault]:
    """Each character that no font can show, where it first stands: known once pages are drawn."""
    for character in missing:
        for leaf in layout.leaves:
            text = getattr(leaf.box, "text", "")
            if character in text:
                around = text.index(character)
                words = quoted(text[max(0, around - _AROUND) : around + _AROUND])
                line = layout.line(leaf.box.element)
                yield Fault("glyph-missing", leaf.page, line, words, (character,))
                break
        else:
            yield Fault("glyph-missing", 0, 0, "", (character,))


CHECKS: tuple[Callable[[Layout], Iterator[Fault]], ...] = (
    _notes,
    _overflow,
    _overlaps,
    layout_breaks.widows,
    layout_breaks.orphans,
    layout_breaks.headings,
    layout_breaks.captions,
    layout_breaks.table_heads,
    _hyphens,
    layout_breaks.runts,
)
