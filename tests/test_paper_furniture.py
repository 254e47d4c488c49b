"""Running heads and folios as sheets of their own."""

from __future__ import annotations

import re

import pytest

from packager.compile.furniture import Furniture, Sheet, furniture
from packager.model.theme import PageDesign, Theme
from tests.paper import pages_of, review, text_of, with_fonts

HEAD = Sheet("head", "The title of an article", "recto", "right", "en", "ltr")
NAME = Sheet("head", "Review 617", "verso", "left", "en", "ltr")
ONE = Sheet("folio", "1", "recto", "right", "en", "ltr")
TWO = Sheet("folio", "2", "verso", "left", "en", "ltr")


@pytest.fixture(scope="module")
def theme() -> Theme:
    return review()


@pytest.fixture(scope="module")
def page(theme: Theme) -> PageDesign:
    return theme.pages["A5"]


def extents(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """The box of each page's words: left, top, right, bottom."""
    found = []
    for text in text_of(pdf, "-bbox").split("<page ")[1:]:
        words = [
            tuple(map(float, box))
            for box in re.findall(r'xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)"', text)
        ]
        lefts, tops, rights, bottoms = zip(*words, strict=True)
        found.append((min(lefts), min(tops), max(rights), max(bottoms)))
    return found


def test_each_distinct_sheet_is_set_once(theme: Theme, page: PageDesign) -> None:
    made = furniture([HEAD, ONE, NAME, HEAD, TWO, ONE], theme, page)
    assert made.sheets == (HEAD, ONE, NAME, TWO)
    assert [text.strip() for text in pages_of(with_fonts(made, theme, page))] == [
        each.text for each in made.sheets
    ]
    assert made.findings == ()


def test_sheets_stand_in_the_margins_at_the_outer_edge(theme: Theme, page: PageDesign) -> None:
    geometry = page.geometry
    head, name, one, two = extents(
        with_fonts(furniture([HEAD, NAME, ONE, TWO], theme, page), theme, page)
    )
    for box in (head, name):
        assert box[3] <= geometry.top
    for box in (one, two):
        assert box[1] >= geometry.height - geometry.bottom
    for box in (head, one):
        assert box[2] == pytest.approx(geometry.width - geometry.outer, abs=1.5)
    for box in (name, two):
        assert box[0] == pytest.approx(geometry.outer, abs=1.5)


def test_a_long_head_stays_on_its_line(theme: Theme, page: PageDesign) -> None:
    long = Sheet("head", "A very long title " * 20, "recto", "right", "en", "ltr")
    (box,) = extents(with_fonts(furniture([long], theme, page), theme, page))
    assert box[3] <= page.geometry.top
    assert box[3] - box[1] < 20


def test_markup_in_a_title_is_text(theme: Theme, page: PageDesign) -> None:
    sheet = Sheet("head", "<b>Fish & chips</b>", "verso", "left", "en", "ltr")
    (text,) = pages_of(with_fonts(furniture([sheet], theme, page), theme, page))
    assert text.strip() == "<b>Fish & chips</b>"


def test_no_sheets_need_no_engine(theme: Theme, page: PageDesign) -> None:
    assert furniture([], theme, page) == Furniture()


def test_the_same_sheets_give_the_same_bytes(theme: Theme, page: PageDesign) -> None:
    assert furniture([HEAD, ONE], theme, page) == furniture([HEAD, ONE], theme, page)
