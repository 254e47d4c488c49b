"""Numbering is arithmetic: what holds for every publication is said as properties."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.link.numbering import Extent, Style, first_labels, is_recto, number, roman
from packager.model.parts import PartKind

FRONT = (PartKind.COVER, PartKind.TITLE, PartKind.CONTENTS)
PAGES = st.integers(1, 9)


@st.composite
def publications(draw: st.DrawFn) -> list[Extent]:
    front = [Extent(kind, draw(PAGES)) for kind in FRONT if draw(st.booleans())]
    body = [Extent(PartKind.ARTICLE, pages) for pages in draw(st.lists(PAGES, max_size=6))]
    end = [Extent(PartKind.CREDITS, draw(PAGES))] if draw(st.booleans()) else []
    return front + body + end


OPENINGS = st.sampled_from(["page", "recto"])


@given(publications(), OPENINGS)
def test_each_page_stands_once_and_in_order(parts: list[Extent], opening: str) -> None:
    placed = [(leaf.part, leaf.page) for leaf in number(parts, opening) if leaf.part is not None]
    assert placed == [
        (index, page) for index, part in enumerate(parts) for page in range(part.pages)
    ]


@given(publications(), OPENINGS)
def test_arabic_numbers_begin_with_1_on_a_recto(parts: list[Extent], opening: str) -> None:
    leaves = number(parts, opening)
    arabic = [index for index, leaf in enumerate(leaves) if leaf.style is Style.ARABIC]
    front = {index for index, part in enumerate(parts) if part.kind in FRONT}
    assert all((leaf.part in front) <= (leaf.style is Style.ROMAN) for leaf in leaves)
    if arabic:
        assert is_recto(arabic[0])
        assert leaves[arabic[0]].part is not None
        assert [leaves[index].number for index in arabic] == list(range(1, len(arabic) + 1))
    roman_numbers = [leaf.number for leaf in leaves if leaf.style is Style.ROMAN]
    assert roman_numbers == list(range(1, len(roman_numbers) + 1))


@given(publications())
def test_odd_numbers_are_rectos_and_blanks_are_as_few_as_can_be(parts: list[Extent]) -> None:
    leaves = number(parts)
    for index, leaf in enumerate(leaves):
        if leaf.style is Style.ARABIC:
            assert is_recto(index) == (leaf.number % 2 == 1)
    blanks = [index for index, leaf in enumerate(leaves) if leaf.part is None]
    assert len(blanks) <= 1
    assert all(leaves[index + 1].number == 1 for index in blanks)


@given(publications())
def test_recto_openings_put_every_part_on_a_recto(parts: list[Extent]) -> None:
    leaves = number(parts, "recto")
    assert all(
        is_recto(index)
        for index, leaf in enumerate(leaves)
        if leaf.part is not None and not leaf.page
    )
    assert not any(
        leaf.part is None and following.part is None for leaf, following in pairwise(leaves)
    )


@given(publications(), st.integers(1, 30), OPENINGS)
def test_the_length_of_the_contents_moves_no_article(
    parts: list[Extent], pages: int, opening: str
) -> None:
    longer = [
        Extent(part.kind, pages) if part.kind is PartKind.CONTENTS else part for part in parts
    ]
    before, after = (first_labels(number(each, opening)) for each in (parts, longer))
    bodies = [index for index, part in enumerate(parts) if part.kind not in FRONT]
    assert [before[index] for index in bodies] == [after[index] for index in bodies]


@given(publications())
def test_without_blanks_all_pages_are_counted_through(parts: list[Extent]) -> None:
    leaves = number(parts, "anywhere")
    assert len(leaves) == sum(part.pages for part in parts)
    for index, leaf in enumerate(leaves):
        assert leaf.label == str(index + 1)
        assert is_recto(index) == (leaf.number % 2 == 1)


def test_an_issue_is_numbered_as_the_trade_does() -> None:
    issue = [
        Extent(PartKind.COVER, 1),
        Extent(PartKind.TITLE, 1),
        Extent(PartKind.CONTENTS, 1),
        Extent(PartKind.ARTICLE, 2),
        Extent(PartKind.ARTICLE, 1),
        Extent(PartKind.CREDITS, 1),
    ]
    leaves = number(issue)
    assert [leaf.label for leaf in leaves] == ["i", "ii", "iii", "iv", "1", "2", "3", "4"]
    assert [leaf.part for leaf in leaves] == [0, 1, 2, None, 3, 3, 4, 5]
    assert first_labels(leaves) == {0: "i", 1: "ii", 2: "iii", 3: "1", 4: "3", 5: "4"}


def test_a_single_article_begins_with_page_1() -> None:
    leaves = number([Extent(PartKind.ARTICLE, 3), Extent(PartKind.CREDITS, 1)])
    assert [leaf.label for leaf in leaves] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("value", "numeral"),
    [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (40, "xl"), (99, "xcix"), (1994, "mcmxciv")],
)
def test_roman_numerals(value: int, numeral: str) -> None:
    assert roman(value) == numeral
