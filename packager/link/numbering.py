"""Which page goes where: order, blanks, sides and page numbers. Arithmetic alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from packager.model.parts import PartKind

_FRONT = {PartKind.COVER, PartKind.TITLE, PartKind.CONTENTS}
THROUGH = "anywhere"  # the opening with which pages are counted through from the cover


class Style(Enum):
    """How a page number is written; the values are those of PDF (ISO 32000-2, table 161)."""

    ROMAN = "r"
    ARABIC = "D"


@dataclass(frozen=True, slots=True)
class Extent:
    """A part as far as numbering cares: its kind and how many pages it has."""

    kind: PartKind
    pages: int


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the edition. `part` is its index among the parts, or None: a blank."""

    part: int | None
    page: int  # within the part, from 0
    style: Style
    number: int

    @property
    def label(self) -> str:
        """The page number as it is written."""
        return label(self.style, self.number)


def label(style: Style, number: int) -> str:
    """A page number as it is written in a style."""
    return roman(number) if style is Style.ROMAN else str(number)


def number(parts: Sequence[Extent], opening: str = "page") -> tuple[Leaf, ...]:
    """The pages of an edition in order; the first of them is a recto.

    Cover, title and contents are counted in roman numerals from i. What follows is counted in
    arabic numerals from 1, and its first page is a recto: a blank goes before it when it would
    not be. With `opening="recto"` so is the first page of every part. With "anywhere" there are no
    blanks, and all pages are counted from 1, the cover too: odd numbers stay on rectos.
    """
    leaves: list[Leaf] = []
    through = opening == THROUGH
    style, last = Style.ARABIC if through else Style.ROMAN, 0
    for index, part in enumerate(parts):
        turning = style is Style.ROMAN and part.kind not in _FRONT
        if len(leaves) % 2 and not through and (turning or opening == "recto"):
            last += 1
            leaves.append(Leaf(None, 0, style, last))
        if turning:
            style, last = Style.ARABIC, 0
        leaves += (Leaf(index, page, style, last + page + 1) for page in range(part.pages))
        last += part.pages
    return tuple(leaves)


def first_labels(leaves: Sequence[Leaf]) -> dict[int, str]:
    """The label of each part's first page, by the part's index."""
    return {leaf.part: leaf.label for leaf in reversed(leaves) if leaf.part is not None}


def is_recto(index: int) -> bool:
    """Whether the page of this index, from 0, is a right-hand page (a left-hand one in Arabic)."""
    return index % 2 == 0


def roman(value: int) -> str:
    """A number from 1 to 3999 in small roman numerals."""
    letters = ""
    for worth, numeral in _NUMERALS:
        count, value = divmod(value, worth)
        letters += numeral * count
    return letters


_NUMERALS = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
