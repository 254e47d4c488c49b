"""Small promises of the sheets: reams, trims, marks, gutters, words of the editor."""

from __future__ import annotations

import pytest

from packager.impose import (
    SHEETS,
    Binding,
    Creep,
    Edge,
    Insets,
    MarkKind,
    Options,
    Size,
    cut_off,
    impose,
    run,
)
from packager.impose.steps import Trim, Wrap
from packager.imposing.asked import options, size
from packager.model.page import MM
from packager.model.pamphlet import PamphletSettings

A5, A7 = Size(148 * MM, 210 * MM), Size(74 * MM, 105 * MM)
A3, A4 = SHEETS["A3"], SHEETS["A4"]


@pytest.mark.parametrize(("copies", "reams"), [(1, 1), (499, 1), (500, 1), (501, 2), (1000, 2)])
def test_a_ream_is_begun_when_the_one_before_is_used_up(copies: int, reams: int) -> None:
    assert run(impose(4, Options()), copies).reams == reams


@pytest.mark.parametrize(("beside", "trimmed"), [(1.0, False), (3.0, True)])
def test_what_sticks_out_by_less_than_two_millimetres_is_not_cut(
    beside: float, trimmed: bool
) -> None:
    sheet = Size(2 * A5.width + 2 * beside * MM, A5.height)
    work = impose(8, Options(sheet=sheet)).work
    assert any(isinstance(step, Trim) for step in work) == trimmed


@pytest.mark.parametrize("binding", Binding)
def test_a_gutter_moves_pages_from_the_middle_of_a_panel_away_from_the_spine(
    binding: Binding,
) -> None:
    """Of a mini-zine: nothing of it lies at a spine as it is printed."""
    for page in (
        impose(8, Options("mini-zine", A7, A3, binding, gutter=9)).sheets[0].front.placements
    ):
        room = (page.cell.width - page.box.width) / 2
        at_left = (page.spine is Edge.LEFT) != (page.rotation == 180)
        assert page.x - page.cell.x == pytest.approx(room + (9 if at_left else -9))


@pytest.mark.parametrize("gatherings", [4, 20, 50])
def test_collation_marks_stay_on_the_spine(gatherings: int) -> None:
    """However many gatherings there are, none of the bars is above or below the page."""
    asked = Options("signatures", sheet=A3, signature=4, marks=frozenset({MarkKind.COLLATION}))
    sheets = impose(4 * gatherings, asked).sheets
    bars = [mark.line for sheet in sheets for mark in sheet.front.marks]
    box = sheets[0].front.placements[0].box
    assert len(bars) == gatherings
    assert len({round(bar.y2, 3) for bar in bars}) == gatherings
    for bar in bars:
        assert box.y - 1e-6 <= min(bar.y1, bar.y2) < max(bar.y1, bar.y2) <= box.top + 1e-6


def test_a_cover_with_a_spine_is_folded_at_its_edges_and_not_in_the_middle() -> None:
    asked = Options(
        "signatures", sheet=A3, cover=True, caliper=0.3, marks=frozenset({MarkKind.FOLD})
    )
    imposition = impose(68, asked)
    (wrap,) = [step for step in imposition.work if isinstance(step, Wrap)]
    wanted = {round(line.x1, 3) for line in wrap.creases[0]}
    assert {round(mark.line.x1, 3) for mark in imposition.sheets[0].front.marks} == wanted
    inside = {round(mark.line.x1, 3) for mark in imposition.sheets[1].front.marks}
    assert inside == {round(A3.height / 2, 3)}


@pytest.mark.parametrize(
    "word", ["210x297mm", "210x297", "21x29.7cm", "21 × 29.7 CM", "a4", "595.2756x841.8898pt"]
)
def test_a_size_in_any_unit(word: str) -> None:
    found = size(word, "sheet")
    assert (found.width, found.height) == pytest.approx((A4.width, A4.height), abs=0.01)
    inches = size("8.5x11in", "sheet")
    assert (inches.width, inches.height) == (612, 792)


def test_a_cover_is_as_thick_as_its_own_paper() -> None:
    """Ten sheets: all but the outermost creep by its thickness, and by that of those between."""
    settings = PamphletSettings(separate_cover=True, paper="0.1mm", cover_paper="0.25mm")
    imposition = impose(40, options(settings, A5))
    assert imposition.creep == pytest.approx((0.25 + 8 * 0.1) * MM)


def test_pages_that_creep_over_the_fold_lose_at_their_spine() -> None:
    """The innermost of ten sheets, moved by nine thicknesses, with ink to all edges."""
    imposition = impose(40, Options(sheet=A3, creep=Creep.SHIFT, caliper=0.1))
    for page, edge in ((20, Edge.LEFT), (19, Edge.RIGHT)):
        (lost,) = cut_off(imposition, {page: Insets()})
        assert (lost.page, lost.edge) == (page, edge)
        assert lost.by == pytest.approx(0.9 * MM)
