"""The picture of a sheet in characters: what stands where, which way up, what is done with it."""

from __future__ import annotations

import re
from itertools import product

import pytest

from packager.impose import SCHEMES, Binding, Duplex, Options, Scale, Size, diagram, impose
from packager.model.page import MM

A7 = Size(74 * MM, 105 * MM)


def shown(scheme: str, pages: int, **asked: object) -> list[str]:
    """The diagram's lines, without the legend."""
    options = Options(scheme, A7, scale=Scale.FIT, **asked)  # type: ignore[arg-type]
    return diagram(impose(pages, options)).splitlines()[:-3]


def test_a_folded_sheet() -> None:
    assert shown("saddle", 3) == [
        "sheet 1, front        sheet 1, back",
        "┌────────┬────────┐   ┌────────┬────────┐",
        "│   ·    ┊   1    │   │   2    ┊   3    │",
        "└────────┴────────┘   └────────┴────────┘",
    ]


def test_backs_that_are_turned() -> None:
    assert shown("saddle", 3, duplex=Duplex.LONG)[2] == "│   ·    ┊   1    │   │   3↓   ┊   2↓   │"


def test_a_mini_zine_and_its_slit() -> None:
    assert shown("mini-zine", 8) == [
        "sheet 1, front                          sheet 1, back",
        "┌────────┬────────┬────────┬────────┐   ┌───────────────────────────────────┐",
        "│   5↓   ┊   4↓   ┊   3↓   ┊   2↓   │   │                                   │",
        "├┄┄┄┄┄┄┄┄┼════════┼════════┼┄┄┄┄┄┄┄┄┤   │             unprinted             │",
        "│   6    ┊   7    ┊   8    ┊   1    │   │                                   │",
        "└────────┴────────┴────────┴────────┘   └───────────────────────────────────┘",
    ]


def test_a_poster_lies_on_its_side() -> None:
    assert "│                9←                 │" in shown("mini-zine-poster", 9)[3]


def test_cuts_between_copies() -> None:
    assert shown("four-up", 4)[2] == (
        "│   4    ┊   1    ║   4    ┊   1    │   │   2    ┊   3    ║   2    ┊   3    │"
    )


def test_a_wide_sheet_has_its_back_under_its_front() -> None:
    lines = shown("accordion", 16)
    assert [line for line in lines if line.startswith("sheet")] == [
        "sheet 1, front",
        "sheet 1, back",
    ]
    assert all(len(line) <= 80 for line in lines)


def test_a_cover_is_named() -> None:
    assert shown("saddle", 8, cover=True)[0].startswith("sheet 1 (cover), front")


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("scheme", [scheme.name for scheme in SCHEMES])
def test_every_page_is_named_as_often_as_it_is_printed(scheme: str, plain: bool) -> None:
    pages = 4 if scheme == "french-fold" else 8
    for binding, duplex in product(Binding, Duplex):
        options = Options(scheme, A7, scale=Scale.FIT, binding=binding, duplex=duplex)
        imposition = impose(pages, options)
        text = diagram(imposition, plain)
        lines = [line for line in text.splitlines()[:-2] if not line.startswith("sheet")]
        numbers = [int(number) for number in re.findall(r"\d+", "\n".join(lines))]
        assert sorted(numbers) == sorted(list(range(1, pages + 1)) * imposition.copies)
        assert text.isascii() == plain
