"""What may be asked of the room, what is refused, and what comes out beside the sheets."""

from __future__ import annotations

import math
import time
from dataclasses import replace

import pytest

from packager.errors import UsageError
from packager.impose import (
    PAPERS,
    SHEETS,
    Binding,
    Blanks,
    Box,
    Clear,
    Creep,
    Duplex,
    Edge,
    Imposition,
    Insets,
    MarkKind,
    Options,
    Paper,
    Placement,
    Scale,
    Size,
    caliper,
    cut_off,
    impose,
    paper,
    run,
    spine_width,
)
from packager.impose.sequence import gathering_sizes
from packager.impose.steps import Fold, Staple, Trim, Wrap
from packager.model.page import MM

A4, A3 = SHEETS["A4"], SHEETS["A3"]
A5 = Size(148 * MM, 210 * MM)
A6 = Size(105 * MM, 148 * MM)
A7 = Size(74 * MM, 105 * MM)
HALF_LETTER = Size(396, 612)


def pages_of(imposition: Imposition, sheet: int, back: bool = False) -> list[int | None]:
    """The pages on a side from left to right, numbered from 1."""
    side = imposition.sheets[sheet].back if back else imposition.sheets[sheet].front
    placements = sorted(side.placements, key=lambda page: page.x)
    return [None if page.page is None else page.page + 1 for page in placements]


class TestDefaults:
    def test_a5_goes_on_a4_in_one_gathering(self) -> None:
        imposition = impose(8, Options())
        assert imposition.sheet == A4.landscape
        assert imposition.duplex is Duplex.SHORT
        assert [pages_of(imposition, 0), pages_of(imposition, 0, True)] == [[8, 1], [2, 7]]
        assert [pages_of(imposition, 1), pages_of(imposition, 1, True)] == [[6, 3], [4, 5]]
        assert imposition.gatherings == ((0, 1),)
        assert imposition.scale == 1

    def test_half_letter_goes_on_letter(self) -> None:
        imposition = impose(8, Options(page=HALF_LETTER))
        assert imposition.sheet == SHEETS["Letter"].landscape

    @pytest.mark.parametrize(
        ("page", "scheme", "sheet"),
        [
            (HALF_LETTER, "saddle", "Letter"),
            (Size(HALF_LETTER.height, HALF_LETTER.width), "two-up", "Tabloid"),
            (Size(306, 396), "four-up", "Tabloid"),
            (Size(198, 306), "mini-zine", "Letter"),
            (SHEETS["Letter"], "saddle", "Tabloid"),
            # What is narrower than half a Letter, but not of its size, goes on sheets of ISO 216.
            (Size(390, 600), "saddle", "SRA4"),
            (Size(380, 590), "saddle", "A4"),
            (Size(300, 610), "saddle", "SRA4"),
            (Size(400, 630), "saddle", "SRA4"),
            (A4, "saddle", "A3"),
            (Size(590, 790), "saddle", "A3"),
            (Size(500, 609), "saddle", "A3"),
        ],
    )
    def test_american_sheets_are_for_american_pages(
        self, page: Size, scheme: str, sheet: str
    ) -> None:
        assert impose(4, Options(scheme, page)).sheet.portrait == SHEETS[sheet]

    @pytest.mark.parametrize("scheme", ["saddle", "two-up", "four-up", "stacks", "accordion"])
    def test_backs_are_not_turned(self, scheme: str) -> None:
        imposition = impose(16, Options(scheme, Size(100, 150)))
        pages = [page for sheet in imposition.sheets for page in sheet.back.placements]
        assert pages
        assert {page.rotation for page in pages} == {0}

    def test_blanks_are_last(self) -> None:
        assert pages_of(impose(5, Options()), 0) == [None, 1]
        kept = impose(5, Options(blanks=Blanks.BEFORE_COVER))
        assert pages_of(kept, 0) == [5, 1]
        assert kept.blanks == 3

    def test_right_to_left(self) -> None:
        imposition = impose(8, Options(binding=Binding.RIGHT))
        assert [pages_of(imposition, 0), pages_of(imposition, 0, True)] == [[1, 8], [7, 2]]


class TestRefused:
    @pytest.mark.parametrize(
        ("pages", "options", "message", "hint"),
        [
            (0, Options(), "no pages", "one page at least"),
            (4, Options("spiral"), "no scheme “spiral”", "signatures, several gatherings"),
            (4, Options(page=A4, sheet=A4), "too small for 2 pages of 210 × 297", "A3 holds them"),
            (4, Options(page=A4, sheet=A4), "on a side", "scaled to 71%: “scale fit”"),
            (
                4,
                Options(page=Size(2000, 3000)),
                "all common sheets are too small",
                "“scale fit”",
            ),
            (4, Options("signatures", signature=10), "cannot have 10 pages", "multiple of four"),
            (4, Options("signatures", signature=-4), "cannot have -4 pages", "multiple of four"),
            (12, Options("mini-zine", A7), "8 pages at most, these are 12", "12 pages on 3 sheets"),
            (10, Options("mini-zine-poster", A7), "9 pages at most", "“saddle”"),
            (6, Options("french-fold", A6), "4 pages at most, these are 6", "“mini-zine”"),
            (9, Options("french-fold", A6), "4 pages at most, these are 9", "“saddle”"),
            (9, Options("accordion", A7, panels=4), "8 pages at most", "choose 6 panels"),
            (17, Options("accordion", A7), "16 pages at most", "“saddle”"),
            (4, Options("accordion", A7, panels=5), "5 panels", "4, 6 or 8"),
            (1, Options("mini-zine-poster", A7), "needs two pages", "mini-zine"),
            (8, Options("stacks", cover=True), "no cover sheet", "print edition"),
            (8, Options("mini-zine", A7, cover=True), "no cover sheet", "saddle"),
            (8, Options(page=Size(0, 10)), "page has no size", "above zero"),
            (8, Options(sheet=Size(math.nan, 10)), "sheet has no size", "above zero"),
            (8, Options(gutter=-1), "gutter cannot be negative", "zero or more"),
            (8, Options(gutter=math.inf), "gutter is no number", "zero or more"),
            (8, Options(gutter=math.nan), "gutter is no number", "zero or more"),
            (8, Options(sheet=Size(14_401, 900)), "larger than a page of a PDF", "5080 mm"),
            (8, Options("signatures", signature=4_000_000_000), "cannot be folded", "16"),
            (8, Options(printer=Insets(left=400, right=442)), "leave nothing of a sheet", "few"),
            (8, Options(printer=Insets(top=300, bottom=296)), "leave nothing of a sheet", "few"),
            (8, Options(scale=Scale.FIT, gutter=900), "gutter is wider", "smaller"),
            (8, Options(printer=Insets(left=-2)), "margin of the printer", "zero or more"),
            (8, Options(repeats=0), "nothing would be on the sheet", "once"),
            (8, Options(creep=Creep.SHIFT), "depends on the paper", "80gsm"),
        ],
    )
    def test_with_a_remedy(self, pages: int, options: Options, message: str, hint: str) -> None:
        with pytest.raises(UsageError) as caught:
            impose(pages, options)
        assert message in caught.value.message
        assert hint in caught.value.hint

    @pytest.mark.parametrize(
        ("creep", "where"), [(Creep.SHIFT, "inner margin of 10.0"), (Creep.GUTTER, "outer margin")]
    )
    def test_more_creep_than_margin(self, creep: Creep, where: str) -> None:
        options = Options(creep=creep, caliper=0.15)
        assert impose(4 * 67, options).creep == pytest.approx(66 * 0.15 * MM)
        with pytest.raises(UsageError, match=f"creep by 10.2 mm, more than their {where}"):
            impose(4 * 69, options)
        impose(4 * 69, replace(options, scheme="signatures"))
        with pytest.raises(UsageError, match="creep by"):
            impose(8, replace(options, clear=Clear(inner=0.1, outer=0.1)))


class TestPlaces:
    def test_pages_lie_at_the_fold(self) -> None:
        left, right = impose(4, Options(sheet=A3)).sheets[0].front.placements
        assert left.box.right == right.x == pytest.approx(A3.height / 2)
        assert left.y == pytest.approx((A3.width - A5.height) / 2)

    @pytest.mark.parametrize("scheme", ["mini-zine", "french-fold", "accordion"])
    @pytest.mark.parametrize("binding", Binding)
    def test_what_is_folded_alone_has_its_pages_in_the_middle(
        self, scheme: str, binding: Binding
    ) -> None:
        for page in impose(4, Options(scheme, A7, A3, binding)).sheets[0].front.placements:
            box, cell = page.box, page.cell
            assert box.x - cell.x == pytest.approx(cell.right - box.right)
            assert box.y - cell.y == pytest.approx(cell.top - box.top)
            assert box.x > cell.x + 10

    def test_a_stack_is_read_from_the_upper_left(self) -> None:
        imposition = impose(16, Options("stacks", A6, A4))
        for binding, corner in ((Binding.LEFT, 0.0), (Binding.RIGHT, imposition.sheet.width)):
            placements = impose(16, Options("stacks", A6, A4, binding)).sheets[0].front.placements
            (first,) = [page for page in placements if page.page == 0]
            assert corner in (pytest.approx(first.cell.x), pytest.approx(first.cell.right))
            assert first.cell.top == pytest.approx(imposition.sheet.height)

    def test_gutter_moves_them_away_from_it(self) -> None:
        gutter = 5 * MM
        left, right = impose(4, Options(sheet=A3, gutter=gutter)).sheets[0].front.placements
        assert right.x - left.box.right == pytest.approx(2 * gutter)

    def test_scaled_to_fit(self) -> None:
        imposition = impose(4, Options(page=A4, sheet=A4, scale=Scale.FIT))
        assert imposition.scale == pytest.approx(0.7071, abs=1e-3)
        for page in imposition.sheets[0].front.placements:
            assert page.box.width <= page.cell.width + 1e-6
            assert page.box.height <= page.cell.height + 1e-6
            assert abs(page.x - page.cell.x) < 1
        assert imposition.trimmed.height == pytest.approx(A4.width)

    @pytest.mark.parametrize("rotation", [0, 90, 180, 270])
    def test_the_matrix_takes_a_page_to_its_box(self, rotation: int) -> None:
        size = Size(100, 200)
        placement = Placement(0, 7, 11, rotation, 0.5, size, Box(0, 0, 400, 400))
        box = placement.box
        a, b, c, d, e, f = placement.matrix
        corners = [(a * x + c * y + e, b * x + d * y + f) for x in (0, 100) for y in (0, 200)]
        assert min(x for x, _ in corners) == pytest.approx(7)
        assert min(y for _, y in corners) == pytest.approx(11)
        assert max(x for x, _ in corners) == pytest.approx(box.right)
        assert max(y for _, y in corners) == pytest.approx(box.top)
        turn = math.degrees(math.atan2(b, a)) % 360
        assert turn == pytest.approx(rotation)

    def test_creep_moves_inner_pages_in_or_outer_ones_out(self) -> None:
        fold = A3.height / 2
        moved = {}
        for creep in (Creep.SHIFT, Creep.GUTTER):
            sheets = impose(40, Options(sheet=A3, creep=creep, caliper=0.1)).sheets
            rectos = [sheet.front.placements[1] for sheet in sheets]
            moved[creep] = [(page.x - fold) / MM for page in rectos]
        assert moved[Creep.SHIFT] == pytest.approx([-0.1 * depth for depth in range(10)])
        assert moved[Creep.GUTTER] == pytest.approx([0.1 * depth for depth in reversed(range(10))])

    def test_leaves_of_a_stack_do_not_creep(self) -> None:
        asked = Options("stacks", creep=Creep.SHIFT, caliper=0.2)
        assert impose(400, asked).creep == 0
        assert impose(400, asked).sheets == impose(400, Options("stacks")).sheets

    def test_a_cover_is_a_sheet_of_its_own(self) -> None:
        imposition = impose(9, Options(cover=True))
        assert [sheet.cover for sheet in imposition.sheets] == [True, False, False]
        assert pages_of(imposition, 0) == [None, 1]

    def test_a_cover_round_signatures_has_a_spine(self) -> None:
        imposition = impose(68, Options("signatures", sheet=A3, cover=True, caliper=0.1))
        assert imposition.spine == pytest.approx(16 * 2 * 0.1 * MM)
        (wrap,) = [step for step in imposition.work if isinstance(step, Wrap)]
        first, second = wrap.creases[0]
        assert second.x1 - first.x1 == pytest.approx(imposition.spine)
        left, right = imposition.sheets[0].front.placements
        assert right.x == pytest.approx(second.x1)
        assert left.box.right == pytest.approx(first.x1)


class TestSignatures:
    def test_automatic_ones_are_even_and_waste_least(self) -> None:
        for pages in range(1, 561):
            sizes = gathering_sizes(pages, 0)
            assert 4 * sum(sizes) - pages in (0, 1, 2, 3)
            assert max(sizes) - min(sizes) <= 1
            assert max(sizes) <= 6
            assert min(sizes) >= 3 or len(sizes) == 1

    def test_of_a_given_size(self) -> None:
        imposition = impose(50, Options("signatures", signature=16))
        assert imposition.gatherings == tuple(tuple(range(n, n + 4)) for n in (0, 4, 8, 12))
        assert imposition.blanks == 14


class TestCutOff:
    printer = Insets(12, 12, 12, 12)

    def test_nothing_while_the_white_is_wide_enough(self) -> None:
        assert impose(9, Options(printer=self.printer)).cut_off == ()

    def test_says_what_and_how_much(self) -> None:
        clear = Clear(inner=20, outer=5, top=20, bottom=2)
        found = impose(2, Options(printer=self.printer, clear=clear)).cut_off
        beside = A4.height / 2 - A5.width
        assert {(it.page, it.edge, it.back) for it in found} == {
            (0, Edge.RIGHT, False), (0, Edge.BOTTOM, False),
            (1, Edge.LEFT, True), (1, Edge.BOTTOM, True),
        }  # fmt: skip
        by = {it.edge: it.by for it in found if it.page == 0}
        assert by[Edge.RIGHT] == pytest.approx(12 - 5 - beside)
        assert by[Edge.BOTTOM] == pytest.approx(10)

    def test_turned_pages_lose_at_their_own_edges(self) -> None:
        clear = Clear(20, 20, 20, 20)
        asked = Options("mini-zine", A7, printer=Insets(top=30), clear=clear)
        found = impose(8, asked).cut_off
        assert {(it.page, it.edge) for it in found} == {(n, Edge.BOTTOM) for n in (1, 2, 3, 4)}

    def test_posters_lose_at_their_own_edges(self) -> None:
        clear = Clear(0, 0, 0, 0)
        asked = Options("mini-zine-poster", A7, printer=Insets(top=30), clear=clear)
        (found,) = [it for it in impose(9, asked).cut_off if it.back]
        poster = impose(9, asked).sheets[0].back.placements[0]
        assert poster.rotation == 90  # its head is at the left, its right edge above
        assert (found.page, found.edge) == (8, Edge.RIGHT)
        asked = replace(asked, duplex=Duplex.LONG)
        (found,) = [it for it in impose(9, asked).cut_off if it.back]
        assert found.edge is Edge.LEFT

    def test_on_backs_that_are_turned(self) -> None:
        asked = Options(duplex=Duplex.LONG, printer=Insets(bottom=40), clear=Clear())
        found = impose(4, asked).cut_off
        assert {(it.page, it.edge) for it in found} == {
            (0, Edge.BOTTOM), (3, Edge.BOTTOM), (1, Edge.TOP), (2, Edge.TOP)
        }  # fmt: skip

    def test_white_at_the_spine_stays_there_on_backs_that_are_turned(self) -> None:
        """Outer edges at the sides of the sheet lose, whichever edge it is turned about."""
        clear = Clear(inner=0, outer=20, top=20, bottom=20)
        for duplex in (Duplex.SHORT, Duplex.LONG):
            asked = Options(duplex=duplex, printer=Insets(15, 15, 0, 0), clear=clear)
            assert impose(4, asked).cut_off == ()
            lost = impose(4, replace(asked, clear=replace(clear, inner=20, outer=0))).cut_off
            assert {it.page for it in lost} == {0, 1, 2, 3}

    def test_white_of_single_pages(self) -> None:
        imposition = impose(4, Options(printer=self.printer))
        found = cut_off(imposition, {2: Insets(50, 50, 50, 0)})
        assert [(it.page, it.edge, round(it.by, 6)) for it in found] == [(2, Edge.BOTTOM, 12)]

    def test_a_gutter_that_pushes_text_off_the_sheet(self) -> None:
        found = impose(1, Options(gutter=12 * MM)).cut_off
        assert [(it.page, it.edge) for it in found] == [(0, Edge.RIGHT)]
        assert found[0].by == pytest.approx(1.5 * MM)

    def test_creep_alone_loses_nothing(self) -> None:
        assert impose(80, Options(creep=Creep.SHIFT, caliper=0.1)).cut_off == ()


class TestMarks:
    def marks(self, kind: MarkKind, options: Options, pages: int = 64) -> Imposition:
        return impose(pages, replace(options, marks=frozenset({kind})))

    def test_none_unless_asked_for(self) -> None:
        sheets = impose(64, Options("signatures", sheet=A3)).sheets
        assert not any(sheet.front.marks or sheet.back.marks for sheet in sheets)

    def test_crop_marks_stand_outside_the_pages(self) -> None:
        front = self.marks(MarkKind.CROP, Options(sheet=A3)).sheets[0].front
        assert len(front.marks) == 8
        for mark in front.marks:
            for page in front.placements:
                box, line = page.box, mark.line
                assert not (box.x < line.x1 < box.right and box.y < line.y1 < box.top)
                assert not (box.x < line.x2 < box.right and box.y < line.y2 < box.top)
        xs = {round(mark.line.x1, 3) for mark in front.marks if mark.line.upright}
        assert xs == {
            round(front.placements[0].x, 3), round(front.placements[1].box.right, 3)
        }  # fmt: skip

    def test_a_cover_with_a_spine_is_marked_where_it_is_cut_itself(self) -> None:
        asked = Options("signatures", sheet=A3, cover=True, caliper=0.3)
        imposition = self.marks(MarkKind.CROP, asked)
        assert imposition.spine > 5 * MM
        for sheet in imposition.sheets:
            left, right = sheet.front.placements
            upright = [mark.line.x1 for mark in sheet.front.marks if mark.line.upright]
            assert min(upright) == pytest.approx(left.x)
            assert max(upright) == pytest.approx(right.box.right)

    @pytest.mark.parametrize("repeats", [1, 2])
    def test_a_strip_is_marked_above_and_below(self, repeats: int) -> None:
        front = self.marks(MarkKind.CROP, Options("accordion", A7, A3, repeats=repeats), 4)
        marked = [mark.line for mark in front.sheets[0].front.marks if not mark.line.upright]
        pages = {
            round(at, 3)
            for page in front.sheets[0].front.placements
            for at in (page.y, page.box.top)
        }
        between = {round(front.sheet.height / 2, 3)} if repeats == 2 else set()
        assert {round(line.y1, 3) for line in marked} == pages | between
        assert all(line.x1 in (0, front.sheet.width) for line in marked)

    def test_a_strip_as_high_as_its_sheet_is_not_cut(self) -> None:
        asked = Options("accordion", Size(210, 500), Size(840, 500))
        assert not self.marks(MarkKind.CROP, asked, 4).sheets[0].front.marks
        assert not any(isinstance(step, Trim) for step in impose(4, asked).work)

    def test_no_crop_marks_where_pages_fill_the_sheet(self) -> None:
        assert not self.marks(MarkKind.CROP, Options()).sheets[0].front.marks

    def test_cuts_are_marked_at_the_edges_of_the_sheet_and_slits_from_end_to_end(self) -> None:
        front = self.marks(MarkKind.CROP, Options("two-up", A6), 8).sheets[0].front
        level = [mark.line for mark in front.marks if not mark.line.upright]
        assert [line.y1 for line in level] == pytest.approx([A4.height / 2] * 2)
        assert {round(line.x1) for line in level} == {0, round(A4.width)}
        (slit,) = self.marks(MarkKind.CROP, Options("mini-zine", A7), 8).sheets[0].front.marks
        assert slit.line.x2 - slit.line.x1 == pytest.approx(A4.height / 2)
        assert slit.line.y1 == pytest.approx(A4.width / 2)

    def test_fold_marks_are_at_both_ends(self) -> None:
        lines = [mark.line for mark in self.marks(MarkKind.FOLD, Options()).sheets[0].front.marks]
        assert [line.x1 for line in lines] == pytest.approx([A4.height / 2] * 2)
        assert {round(line.y1) for line in lines} == {0, round(A4.width)}
        assert all(0 <= line.y2 <= A4.width for line in lines)

    def test_stations_are_on_the_innermost_inside(self) -> None:
        imposition = self.marks(MarkKind.SEWING, Options("signatures"))
        marked = [n for n, sheet in enumerate(imposition.sheets) if sheet.back.marks]
        assert marked == [gathering[-1] for gathering in imposition.gatherings]
        assert len(imposition.sheets[marked[0]].back.marks) == 4

    def test_collation_marks_go_down_in_steps(self) -> None:
        imposition = self.marks(MarkKind.COLLATION, Options("signatures"))
        outside = [gathering[0] for gathering in imposition.gatherings]
        tops = [imposition.sheets[sheet].front.marks[0].line.y2 for sheet in outside]
        assert tops == sorted(tops, reverse=True)
        assert len(set(tops)) == 4
        assert sum(len(sheet.front.marks) for sheet in imposition.sheets) == 4

    def test_registration_is_back_to_back_and_on_no_page(self) -> None:
        imposition = self.marks(MarkKind.REGISTRATION, Options(sheet=A3))
        sheet = imposition.sheets[0]
        assert len(sheet.front.marks) == 4
        back = {(round(A3.height - it.line.x1, 3), round(it.line.y1, 3)) for it in sheet.back.marks}
        assert back == {(round(it.line.x1, 3), round(it.line.y1, 3)) for it in sheet.front.marks}
        assert not self.marks(MarkKind.REGISTRATION, Options()).sheets[0].front.marks


class TestWork:
    def test_trimmed_when_there_is_something_to_trim(self) -> None:
        assert not any(isinstance(step, Trim) for step in impose(8, Options()).work)
        (trim,) = [step for step in impose(8, Options(sheet=A3)).work if isinstance(step, Trim)]
        assert trim.boxes[0].width == pytest.approx(2 * A5.width)

    @pytest.mark.parametrize("binding", Binding)
    @pytest.mark.parametrize("scheme", ["saddle", "stacks", "two-up"])
    def test_trimming_leaves_the_gutter(self, scheme: str, binding: Binding) -> None:
        """The page, and between it and the spine the gutter: that is how wide a leaf ends up."""
        asked = Options(scheme, A6, A3, binding, gutter=10, leaves=2, marks=frozenset(MarkKind))
        imposition = impose(8, asked)
        (trim,) = [step for step in imposition.work if isinstance(step, Trim)]
        leaf = Size(pytest.approx(A6.width + 10), pytest.approx(A6.height))
        assert trim.to == imposition.trimmed == leaf
        leaves = 1 if scheme == "stacks" else 2
        assert all(box.width / leaves == pytest.approx(A6.width + 10) for box in trim.boxes)
        for page in imposition.sheets[0].front.placements:
            (box,) = [
                box for box in trim.boxes if box.x < page.x + 50 < box.right and box.top > page.y
                and box.y < page.box.top
            ]  # fmt: skip
            assert box.x - 1e-6 <= page.x
            assert page.box.right <= box.right + 1e-6

    def test_creep_that_moves_outer_pages_out_makes_leaves_wider(self) -> None:
        asked = Options(sheet=A3, creep=Creep.GUTTER, caliper=0.2)
        assert impose(40, asked).trimmed.width == pytest.approx(A5.width + 9 * 0.2 * MM)
        assert impose(40, replace(asked, creep=Creep.SHIFT)).trimmed.width == pytest.approx(
            A5.width
        )

    def test_a_strip_is_trimmed_before_it_is_folded(self) -> None:
        imposition = impose(4, Options("accordion", A7, A3))
        kinds = [type(step) for step in imposition.work]
        assert kinds.index(Trim) < kinds.index(Fold)
        (trim,) = [step for step in imposition.work if isinstance(step, Trim)]
        assert trim.to == Size(pytest.approx(A3.height), pytest.approx(A7.height))
        assert imposition.trimmed == Size(pytest.approx(A3.height / 4), pytest.approx(A7.height))

    @pytest.mark.parametrize(("scheme", "parts"), [("mini-zine", (4, 2)), ("french-fold", (2, 2))])
    def test_folded_from_a_sheet_it_is_as_large_as_a_panel(
        self, scheme: str, parts: tuple[int, int]
    ) -> None:
        imposition = impose(4, Options(scheme, A7, A3))
        assert not any(isinstance(step, Trim) for step in imposition.work)
        sheet = imposition.sheet
        assert imposition.trimmed == Size(sheet.width / parts[0], sheet.height / parts[1])

    def test_stapled_on_the_fold_of_every_copy(self) -> None:
        work = impose(8, Options("four-up", A7)).work
        (fold,) = [step for step in work if isinstance(step, Fold)]
        (staple,) = [step for step in work if isinstance(step, Staple)]
        assert len(fold.creases) == len(staple.points) == 4
        for crease, points in zip(fold.creases, staple.points, strict=True):
            assert [point.x for point in points] == pytest.approx([crease.x1, crease.x1])


class TestPapers:
    def test_caliper_is_weight_times_bulk(self) -> None:
        assert caliper(80, 1.25) == pytest.approx(0.1)
        assert PAPERS["offset-60lb"].grams == pytest.approx(88.8, abs=0.1)
        assert PAPERS["offset-60lb"].caliper == pytest.approx(4.6 * 0.0254, abs=1e-4)

    def test_every_paper_is_plausible(self) -> None:
        for name, it in PAPERS.items():
            assert it.name == name
            assert 0.7 <= it.bulk <= 1.8
            assert 0.05 <= it.caliper <= 0.35

    def test_spine(self) -> None:
        assert spine_width(128, 0.1) == pytest.approx(6.4)
        assert spine_width(127, 0.1, 0.25) == pytest.approx(6.9)

    def test_unknown_ones_are_refused(self) -> None:
        assert paper("office-80") == Paper("office-80", 80, 1.22)
        for wrong in (lambda: paper("vellum"), lambda: caliper(0, 1)):
            with pytest.raises(UsageError) as caught:
                wrong()
            assert caught.value.hint

    def test_a_run(self) -> None:
        saddle = impose(30, Options(cover=True))
        assert run(saddle, 200) == run(saddle, 200)
        assert (run(saddle, 200).sheets, run(saddle, 200).covers) == (1400, 200)
        assert (run(saddle, 200).reams, run(saddle, 200).staples) == (3, 400)
        assert run(impose(30, Options("four-up", A7)), 201).sheets == 8 * 51
        assert run(impose(30, Options("stacks")), 5).staples == 0
        with pytest.raises(UsageError, match="0 copies"):
            run(saddle, 0)


def test_many_pages_take_no_time() -> None:
    for scheme in ("saddle", "signatures", "stacks"):
        started = time.process_time()
        impose(5600, Options(scheme))
        assert time.process_time() - started < 2
