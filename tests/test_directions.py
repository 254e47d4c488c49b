"""What the instructions say and draw follows from the sheets themselves."""

from __future__ import annotations

import re
from typing import Any

import pytest

from packager.impose import (
    SHEETS,
    Binding,
    Delivery,
    Duplex,
    Options,
    Scale,
    Size,
    impose,
    run,
)
from packager.imposing.directions import Job, by_hand, directions, printing
from packager.imposing.drawings import Shown, drawn
from packager.render.directions import directions_text
from packager.render.labels import CATALOGUES, labels_for
from packager.render.xhtml import Html
from tests.messages import missing

ENGLISH = labels_for("en")


def job(pages: int, copies: int = 1, **given: Any) -> Job:
    imposition = impose(pages, Options(**given))
    files = ("it-fronts.pdf", "it-backs.pdf") if imposition.feed else ("it.pdf",)
    return Job(imposition, run(imposition, copies), files)


def by_hand_of(pages: int, **given: Any) -> list[str]:
    return [each.words.unescape() for each in by_hand(ENGLISH, job(pages, **given))]


def test_a_stapled_pamphlet() -> None:
    assert by_hand_of(8) == [
        "Lay the sheets on each other, fronts up, sheet 1 on top.",
        "Fold along the line, this side out.",
        "Staple through the fold from outside, at the points.",
    ]


def test_gatherings_are_told_by_their_sheets() -> None:
    said = by_hand_of(40, scheme="signatures", signature=20)
    assert said[0].endswith("the first sheet on top: 1–5 · 6–10.")
    assert said[-1] == "Sew through the fold of each gathering, at the points."


def test_a_mini_zine_needs_neither_pile_nor_staple() -> None:
    said = by_hand_of(8, scheme="mini-zine", sheet=SHEETS["A4"], scale=Scale.FIT)
    assert said[0] == "Fold along the line and open it again."
    assert "Cut the paper open along the line, no further." in said
    assert said[-1].startswith("Push both ends together")


@pytest.mark.parametrize(
    ("delivery", "words"),
    [(Delivery.FACE_DOWN, "as it came out"), (Delivery.FACE_UP, "over about its short edge")],
)
def test_the_pile_is_fed_as_it_lies(delivery: Delivery, words: str) -> None:
    single = job(8, duplex=Duplex.SINGLE, delivery=delivery)
    said = [each.words.unescape() for each in printing(ENGLISH, single)]
    assert "it-fronts.pdf" in said[0]
    assert words in said[1]
    assert "it-backs.pdf" in said[1]


def test_a_drawing_has_the_numbers_of_the_side_turned_as_they_are() -> None:
    zine = job(8, scheme="mini-zine", sheet=SHEETS["A4"], scale=Scale.FIT)
    drawing = drawn(zine.imposition, Shown(0), Html("It"), "sans")
    turned = re.findall(r"rotate\((-?\d+)\)[^>]*><text[^>]*>(\d+)<", drawing)
    assert sorted(turned, key=lambda each: int(each[1])) == [
        ("0", "1"), ("-180", "2"), ("-180", "3"), ("-180", "4"), ("-180", "5"),
        ("0", "6"), ("0", "7"), ("0", "8"),
    ]  # fmt: skip
    assert drawing.count("<rect") == 9


@pytest.mark.parametrize("binding", Binding)
def test_in_characters_each_step_shows_its_own_line(binding: Binding) -> None:
    """The mini-zine: one crease after the other, then the slit; never two at once."""
    zine = job(8, scheme="mini-zine", sheet=SHEETS["A4"], scale=Scale.FIT, binding=binding)
    steps = [each for each in by_hand(ENGLISH, zine) if each.plain]
    seen = []
    for each in steps:
        rows = [row for row in each.plain if any(digit in row for digit in "1234")]
        upright = {at for row in rows for at, sign in enumerate(row) if sign == "┊"}
        level = {sign for row in each.plain for sign in row} & {"┄", "═"}
        assert len(upright) + len(level) == 1
        seen.append((level or upright).pop())
    middle, first, last = seen[:3]
    assert {first, last} == {9, 27}
    assert middle == 18
    assert seen[3:] == ["┄", "═", "┄"]


def test_of_many_sheets_the_first_ones_and_the_last_are_shown() -> None:
    """80 pages are 20 sheets; the innermost holds the middle of the text."""
    for pages, shown in ((16, [1, 2, 3, 4]), (80, [1, 2, 3, 20])):
        said = directions_text("", directions(ENGLISH, job(pages)))
        assert [n for n in range(1, 21) if f"Sheet {n}, front" in said] == shown
    assert "│   42   ┊   39   │" in said


def test_in_characters_a_wrapped_cover_shows_its_fold() -> None:
    book = job(64, scheme="signatures", sheet=SHEETS["A3"], cover=True, caliper=0.2)
    assert book.imposition.spine > 10
    wrap = next(each for each in by_hand(ENGLISH, book) if "cover sheet" in each.words)
    assert "┊" in wrap.plain[1]


def test_numbers_and_names_keep_their_direction_among_words_from_the_right() -> None:
    said = directions_text("It", directions(labels_for("he"), job(8)))
    assert "\u2066A4 (297 × 210 mm)\u2069" in said
    assert "\u2066it.pdf\u2069" in said
    for language in ("en", "yi"):  # the words of the other are in English
        assert "\u2066" not in directions_text("It", directions(labels_for(language), job(8)))


@pytest.mark.parametrize(("binding", "mirrored"), [(Binding.LEFT, False), (Binding.RIGHT, True)])
def test_the_last_step_of_a_mini_zine_is_drawn_as_it_is_read(
    binding: Binding, mirrored: bool
) -> None:
    zine = job(8, scheme="mini-zine", sheet=SHEETS["A4"], scale=Scale.FIT, binding=binding)
    *_, last = by_hand(ENGLISH, zine)
    assert ("scale(-1 1)" in last.drawings[0]) is mirrored


def test_a_drawing_shows_where_to_fold() -> None:
    pamphlet = job(8)
    fold = next(each for each in by_hand(ENGLISH, pamphlet) if "Fold" in each.words)
    dashed = re.search(r'<line x1="([\d.]+)"[^>]*x2="([\d.]+)"[^>]*dasharray', fold.drawings[0])
    assert dashed
    assert dashed[1] == dashed[2] == "60"  # the middle of a sheet 120 wide


@pytest.mark.parametrize("name", sorted(path.stem for path in CATALOGUES.glob("*.po")))
def test_every_language_says_all_of_it(name: str) -> None:
    assert not missing(CATALOGUES / f"{name}.po")
    said = directions(labels_for(name.replace("_", "-")), job(16, copies=200, scheme="stacks"))
    assert "{" not in directions_text("It", said)


def said_at_the_printer(pages: int, **given: Any) -> list[str]:
    return [each.words.unescape() for each in printing(ENGLISH, job(pages, **given))]


def test_one_gathering_in_a_cover_of_its_own() -> None:
    """Sheet 1 is the cover, and is not laid on the others; there is nothing to gather."""
    said = by_hand_of(16, scheme="signatures", cover=True)
    assert "first sheet on top: 2–4." in said[0]
    assert not any("sheet 1" in each or "gatherings on each other" in each for each in said)
    assert any("lay it round" in each for each in said)
    assert len(said) == 4  # pile, fold, sew, wrap


def test_one_sheet_in_a_cover_is_not_piled() -> None:
    said = by_hand_of(8, scheme="signatures", cover=True)
    assert said[0].startswith("Fold")


def test_several_gatherings_are_laid_on_each_other() -> None:
    assert any("gatherings on each other" in each for each in by_hand_of(64, scheme="signatures"))


def test_which_pages_of_the_file_are_the_cover() -> None:
    """Its own paper is loaded for them: the first sheet, whose back is fed last from face down."""
    for scheme in ("saddle", "signatures"):
        said = said_at_the_printer(16, scheme=scheme, cover=True)
        assert "Cover pages in “it.pdf”: 1–2" in said
    one_side = said_at_the_printer(16, cover=True, duplex=Duplex.SINGLE)
    assert "Cover pages in “it-fronts.pdf”: 1" in one_side
    assert "Cover pages in “it-backs.pdf”: 4" in one_side
    up = {"cover": True, "duplex": Duplex.SINGLE, "delivery": Delivery.FACE_UP}
    assert "Cover pages in “it-backs.pdf”: 1" in said_at_the_printer(16, **up)
    assert not any("Cover" in each for each in said_at_the_printer(16))


def test_pieces_are_laid_on_each_other_only_where_one_copy_has_several() -> None:
    small = {"page": Size(74 * 72 / 25.4, 105 * 72 / 25.4)}
    assert any("each piece is a copy" in each for each in by_hand_of(8, scheme="four-up", **small))
    stacked = by_hand_of(16, scheme="stacks", sheet=SHEETS["A4"], **small)
    assert any("the one with page 1 on top" in each for each in stacked)
