"""Reading order and gatherings: where blanks go, how sheets are shared out. Pages count from 0."""

from __future__ import annotations

from collections.abc import Sequence as Items

from packager.impose.options import Blanks
from packager.impose.plan import Leaf, Sequence

PAGES_A_SHEET = 4  # of a sheet folded once
SHEETS_A_GATHERING = 4  # sixteen pages: the trade's usual signature


def padded(pages: int, places: int, blanks: Blanks) -> Sequence:
    """The page at each of the places, None for a blank; a single page is the front cover."""
    order: list[int | None] = list(range(pages))
    missing: list[int | None] = [None] * (places - pages)
    if blanks is Blanks.BEFORE_COVER and pages > 1:
        return (*order[:-1], *missing, order[-1])
    return (*order, *missing)


def rounded_up(pages: int, multiple: int) -> int:
    """The smallest multiple that is not less."""
    return -(-pages // multiple) * multiple


def gathering_sizes(pages: int, signature: int) -> tuple[int, ...]:
    """Sheets in each gathering; a signature of 0 pages shares them out evenly.

    Even gatherings of about sixteen pages, none a sheet larger than another's but one, never waste
    more than three pages: a fixed size can waste nearly a whole signature.
    """
    if signature:
        count = -(-pages // signature)
        return (signature // PAGES_A_SHEET,) * count
    sheets = -(-pages // PAGES_A_SHEET)
    count = max(1, round(sheets / SHEETS_A_GATHERING))
    small, larger = divmod(sheets, count)
    return tuple(small + (index < larger) for index in range(count))


def nested(places: Items[int]) -> list[tuple[Leaf, ...]]:
    """The sheets of one gathering, the outermost first: the last and the first place stand on the
    front of the outermost, the second and the last but one on its back."""
    sheets: list[tuple[Leaf, ...]] = []
    for outer in range(0, len(places) // 2, 2):
        first, second = places[outer], places[outer + 1]
        last, before = places[-1 - outer], places[-2 - outer]
        sheets.append((Leaf(0, 0, last, before), Leaf(1, 0, first, second)))
    return sheets
