"""How large pages are: alike or refused, made as large as asked, told as they are really printed;
and what of their ink is lost where they reach out of their panels."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from packager.cli.gate import run
from packager.errors import UsageError
from packager.imposing import Imposed, imposed, picture
from packager.model.pamphlet import PamphletSettings
from tests.foreign_pdf import A5, MM, Leaf, foreign, numbered

LYING = (A5[1], A5[0])


def asked(pdf: bytes, **settings: Any) -> Imposed:
    return imposed(pdf, PamphletSettings(**settings), "it.pdf")


def codes(made: Imposed) -> list[str]:
    return [each.code for each in made.findings]


def inked(count: int, x: float, y: float = 100.0, wide: float = 40.0, **leaf: Any) -> bytes:
    """Pages with a black square; its lower left corner at (x, y), in pt."""
    with pikepdf.open(BytesIO(foreign(numbered(count, **leaf)))) as document:
        for page in document.pages:
            page.obj.Contents = document.make_stream(f"{x} {y} {wide} 40 re f".encode())
        out = BytesIO()
        document.save(out)
    return out.getvalue()


# --- Pages of one size -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("leaves", "said", "remedy"),
    [
        (
            [*numbered(5), Leaf("o", size=(100 * MM, 150 * MM))],
            ["page 6 of it.pdf is 100 × 150 mm", "the others 148 × 210 mm"], "--page A5",
        ),
        (
            [Leaf("a", size=LYING), *numbered(5), Leaf("b", size=(90 * MM, 90 * MM))],
            ["pages 1 and 7 are", "it.pdf, 148 × 210 mm", "page 1 is 210 × 148 mm"], "--page A5",
        ),
        (
            [*numbered(2), Leaf("o", more={"Rotate": 90}), *numbered(3)],
            ["page 3 of it.pdf is turned", "it is shown 210 × 148 mm", "the others 148 × 210 mm"],
            "--page A5",
        ),
        (
            [*numbered(3), Leaf("o", more={"Rotate": 270}), Leaf("p", more={"Rotate": 270})],
            ["pages 4 and 5 are", "page 4 is turned, shown 210 × 148 mm"], "--page A5",
        ),
        (
            [*numbered(5, size=(200, 300)), Leaf("o", size=(201.5, 300))],
            ["page 6 of it.pdf is 71.1 × 105.8 mm", "the others 70.6 × 105.8 mm"],
            "--page 70.56x105.8mm",
        ),
        (
            [*numbered(5, size=LYING), Leaf("o", size=A5)], ["page 6 of it.pdf is 148 × 210 mm"],
            "--page 210x148mm",
        ),
    ],
)  # fmt: skip
def test_pages_that_differ_are_refused_with_a_remedy_that_works(
    leaves: list[Leaf], said: list[str], remedy: str
) -> None:
    pdf = foreign(leaves)
    with pytest.raises(UsageError) as caught:
        asked(pdf)
    assert all(part in caught.value.message for part in said), caught.value.message
    assert remedy in caught.value.hint
    word = remedy.removeprefix("--page ")
    made = asked(pdf, page=word, sheet="A3")
    assert "sheet-pages-mixed" in codes(made)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_pages_that_are_all_turned_alike_are_imposed(turn: int) -> None:
    size = LYING if turn % 180 else A5
    made = asked(foreign(numbered(4, size=size, more={"Rotate": turn})))
    assert (made.imposition.page.width, made.imposition.page.height) == pytest.approx(A5)
    assert codes(made) == []


def test_pages_that_stand_on_their_heads_are_as_large_as_the_others() -> None:
    assert codes(asked(foreign([*numbered(3), Leaf("o", more={"Rotate": 180})]))) == []


def test_a_point_more_or_less_is_no_other_size() -> None:
    sizes = [(A5[0] + by, A5[1] - by) for by in (0.0, 0.4, -0.4, 0.9)]
    assert codes(asked(foreign([Leaf(f"w{n}", size=size) for n, size in enumerate(sizes)]))) == []


def test_a_poster_may_have_another_size_and_a_page_before_it_may_not() -> None:
    small, large = numbered(8, size=(200, 290)), Leaf("poster", size=(580, 820))
    asked(foreign([*small, large]), scheme="mini-zine-poster")
    with pytest.raises(UsageError, match=r"page 3 of it\.pdf"):
        asked(
            foreign([*small[:2], Leaf("o", size=A5), *small[3:], large]), scheme="mini-zine-poster"
        )
    with pytest.raises(UsageError, match=r"page 4 of it\.pdf"):
        asked(foreign([*small[:3], large]))


def test_pages_made_alike_are_told() -> None:
    small = Leaf("small", size=(A5[0] - 40, A5[1] - 60))
    made = asked(foreign([small, *numbered(7)]), page="A5")
    assert codes(made) == ["sheet-pages-mixed", "sheet-pages-scaled"]
    assert "page 1 is not of the size" in made.findings[0].message


# --- How large they are printed --------------------------------------------------------------


def test_pages_that_are_all_made_smaller_are_scaled_and_not_mixed() -> None:
    """A4 made A5, by ISO 216: by the root of two."""
    a4 = (210 * MM, 297 * MM)
    made = asked(foreign(numbered(8, size=a4)), page="A5")
    assert codes(made) == ["sheet-pages-scaled"]
    assert "at 70.5%" in made.findings[0].message  # 148 of 210 mm
    assert made.scale == pytest.approx(148 / 210, abs=1e-4)


def test_pages_at_different_scales_are_told_from_the_least_to_the_most() -> None:
    made = asked(foreign([*numbered(3), Leaf("o", size=(2 * A5[0], 2 * A5[1]))]), page="A5")
    assert "at 50.0% to 100.0%" in made.findings[-1].message
    assert made.scale == pytest.approx(1)


def test_both_scales_count() -> None:
    """Made A5 of A3, and A5 printed on a sheet that holds it at a half."""
    made = asked(
        foreign(numbered(4, size=(2 * A5[0], 2 * A5[1]))), page="A5", sheet="148x105mm", scale="fit"
    )
    assert made.scale == pytest.approx(0.25, rel=0.01)


@pytest.mark.parametrize("scheme", ["saddle", "stacks"])
def test_pages_scaled_to_fit_are_told(scheme: str) -> None:
    made = asked(foreign(numbered(4)), scheme=scheme, sheet="A5", scale="fit")
    assert codes(made) == ["sheet-pages-scaled"]
    assert f"at {made.imposition.scale:.1%}" in made.findings[0].message
    assert made.imposition.scale < 0.75


def test_pages_that_stay_as_they_are_are_not_told() -> None:
    assert codes(asked(foreign(numbered(4)), sheet="A3")) == []


def test_a_poster_that_is_enlarged_is_told() -> None:
    """Nine pages of A7: the ninth is as large as all others together, on A4."""
    made = asked(foreign(numbered(9, size=(74 * MM, 105 * MM))), scheme="mini-zine-poster")
    (told,) = made.findings
    assert told.code == "sheet-pages-scaled"
    assert "the poster, page 9, is printed at 282.9%" in told.message  # 297 of 105 mm
    alike = asked(
        foreign([*numbered(8, size=(74 * MM, 105 * MM)), Leaf("p", size=(210 * MM, 297 * MM))]),
        scheme="mini-zine-poster",
    )
    assert codes(alike) == []


def test_the_real_scale_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("it.pdf").write_bytes(foreign(numbered(4, size=(2 * A5[0], 2 * A5[1]))))
    assert run(["pamphlet", "it.pdf", "--page", "A5", "--dry-run"]) == 0
    assert "pages at 50%" in capsys.readouterr().out
    assert run(["pamphlet", "it.pdf", "--page", "A5", "--json", "--no-instructions"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["scale"] for line in lines if "scale" in line] == [0.5]


# --- Gatherings that hardly fold -------------------------------------------------------------


@pytest.mark.parametrize(
    ("pages", "settings", "told"),
    [
        (80, {}, False),
        (81, {}, True),
        (81, {"separate_cover": True}, True),
        (40, {"paper": "0.2mm"}, False),
        (44, {"paper": "0.2mm"}, True),
        (200, {"scheme": "signatures"}, False),
        (100, {"signature": 84}, True),
        (400, {"scheme": "stacks"}, False),
    ],
)
def test_a_gathering_of_too_many_sheets_is_told(
    pages: int, settings: dict[str, Any], told: bool
) -> None:
    made = asked(foreign(numbered(pages)), **settings)
    found = [each for each in made.findings if each.code == "sheet-gathering-thick"]
    assert bool(found) == told
    for each in found:
        assert "signature" in each.hint


@pytest.mark.parametrize(
    ("sheet", "marks", "absent"),
    [
        ("A4", ("crop", "registration", "fold"), "crop and registration"),
        ("A3", ("crop", "registration"), ""),
        ("A4", ("fold", "sewing"), ""),
    ],
)
def test_marks_that_have_no_room_are_told(sheet: str, marks: tuple[str, ...], absent: str) -> None:
    made = asked(foreign(numbered(8)), sheet=sheet, marks=marks)
    found = [each.message for each in made.findings if each.code == "sheet-marks-missing"]
    assert bool(found) == bool(absent)
    assert all(f"no room beside the pages for {absent} marks" in each for each in found)


# --- Ink that is lost ------------------------------------------------------------------------


def test_a_gutter_that_pushes_ink_off_is_told_without_a_printers_margin() -> None:
    """12 mm where A5 on A4 has half a millimetre left; the ink ends 2 mm from the edge, or 20."""
    beside = 148.5 - 148
    for white, lost in ((2.0, 12 - 2 - beside), (20.0, 0.0)):
        wide = 30.0
        # a recto has its spine at the left; the only page is one
        pdf = inked(1, A5[0] - white * MM - wide, wide=wide)
        made = asked(pdf, gutter=12.0, sheet="A4")
        found = made.imposition.cut_off
        assert [each.code for each in made.findings] == ["sheet-cut-off"] * bool(lost)
        if lost:
            assert found[0].by == pytest.approx(lost * MM, abs=2.5)


def test_ink_is_looked_for_only_where_pages_leave_their_panels(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[list[int]] = []
    whole = picture.whites

    def counted(pdf: Any, sizes: Any, wanted: Any) -> Any:
        looked.append(list(wanted))
        return whole(pdf, sizes, wanted)

    monkeypatch.setattr(picture, "whites", counted)
    asked(foreign(numbered(16)))
    asked(foreign(numbered(16)), gutter=5.0, sheet="A3")
    assert looked == []
    asked(foreign(numbered(16)), paper="0.1mm", sheet="A4")
    # The outermost sheet does not creep: pages 1, 2, 15, 16 stay.
    assert looked == [list(range(2, 14))]


@pytest.mark.parametrize(
    ("creep", "white", "refused"),
    [
        ("shift", 3, True), ("shift", 20, False), ("gutter", 3, True), ("gutter", 20, False),
        ("none", 3, False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("binding", ["left", "right"])
def test_creep_is_judged_by_the_ink(creep: str, white: float, refused: bool, binding: str) -> None:
    """Sixteen sheets of 0.3 mm: inner pages move by up to 4.5 mm."""
    pdf = inked(64, white * MM, wide=A5[0] - 2 * white * MM)
    settings: dict[str, Any] = {"paper": "0.3mm", "creep": creep, "binding": binding, "sheet": "A4"}
    if refused:
        with pytest.raises(UsageError, match=r"creep by 4\.5 mm, more than their") as caught:
            asked(pdf, **settings)
        assert "signatures" in caught.value.hint
    else:
        assert asked(pdf, **settings).files


def test_a_cover_to_its_edges_does_not_forbid_creep() -> None:
    """It does not move: the outermost sheet."""
    with pikepdf.open(BytesIO(inked(64, 20 * MM, wide=100))) as document:
        page = document.pages[0].obj
        page.Contents = document.make_stream(f"0 0 {A5[0]} {A5[1]} re f".encode())
        out = BytesIO()
        document.save(out)
    assert asked(out.getvalue(), paper="0.3mm").files


def test_creep_of_what_cannot_be_shown_is_measured_by_what_pages_have_as_a_rule() -> None:
    pdf = b"%xDF" + inked(200, 20 * MM)[4:]
    with pytest.raises(UsageError, match=r"creep by 24\.5 mm"):
        asked(pdf, paper="0.5mm")


def test_a_page_as_large_as_a_wall_is_looked_at_in_small(monkeypatch: pytest.MonkeyPatch) -> None:
    size = (60_000.0, 90_000.0)
    with pikepdf.open(BytesIO(foreign(numbered(1, size=size)))) as it:
        it.pages[0].obj.Contents = it.make_stream(b"30000 45000 15000 15000 re f")
        out = BytesIO()
        it.save(out)
    rendered: list[Any] = []
    whole = pypdfium2.PdfPage.render

    def kept(self: Any, **given: Any) -> Any:
        rendered.append(whole(self, **given))
        return rendered[-1]

    monkeypatch.setattr(pypdfium2.PdfPage, "render", kept)
    made = asked(out.getvalue(), sheet="A4", scale="fit", printer_margin=5.0)
    assert made.imposition.page.width == pytest.approx(size[0])
    assert rendered
    assert all(max(each.width, each.height) <= 2000 for each in rendered)


def test_the_picture_of_a_very_wide_sheet_is_of_ordinary_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("it.pdf").write_bytes(foreign(numbered(4, size=(1000, 20))))
    assert run(["pamphlet", "it.pdf", "--sheet", "5000x10mm", "--dry-run"]) == 0
    with Image.open("it-pamphlet.png") as made:
        assert max(made.size) < 5000


@pytest.mark.parametrize(("white", "lost"), [(7.0, False), (2.0, True)])
def test_the_ink_of_a_poster_is_measured_on_the_poster(white: float, lost: bool) -> None:
    """A poster of A4 on the back of A4, ink up to so many millimetres from its edges."""
    a4 = (210 * MM, 297 * MM)
    pdf = inked(8, 60.0, wide=20.0, size=(74 * MM, 105 * MM))
    with (
        pikepdf.open(BytesIO(pdf)) as document,
        pikepdf.open(BytesIO(foreign([Leaf("p", size=a4)]))) as poster,
    ):
        margin = white * MM
        ink = f"{margin} {margin} {a4[0] - 2 * margin} {a4[1] - 2 * margin} re f"
        poster.pages[0].obj.Contents = poster.make_stream(ink.encode())
        document.pages.append(poster.pages[0])
        out = BytesIO()
        document.save(out)
    made = asked(out.getvalue(), scheme="mini-zine-poster", sheet="A4", printer_margin=5.0)
    assert codes(made) == ["sheet-cut-off"] * lost


def test_what_lies_beside_a_page_in_its_frame_is_white() -> None:
    """A square made A5: 31 mm above and below it are empty, whatever is printed on it."""
    side = 148 * MM
    square = inked(4, 0.0, 0.0, wide=side, size=(side, side))
    with pikepdf.open(BytesIO(square)) as document:
        for page in document.pages:
            page.obj.Contents = document.make_stream(f"0 0 {side} {side} re f".encode())
        out = BytesIO()
        document.save(out)
    made = asked(out.getvalue(), page="A5", sheet="A4", printer_margin=5.0)
    assert {each.edge.value for each in made.imposition.cut_off} == {"left", "right"}


def test_a_picture_shows_hundreds_of_sides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("it.pdf").write_bytes(foreign(numbered(200)))
    assert run(["pamphlet", "it.pdf", "--dry-run", "--scheme", "signatures"]) == 0
    assert "The picture shows" not in capsys.readouterr().err


@pytest.mark.parametrize(("pages", "said"), [(8, ""), (7, "; 1 blank page")])
def test_blank_pages_are_told_only_where_there_are_any(
    pages: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    Path("it.pdf").write_bytes(foreign(numbered(pages)))
    assert run(["pamphlet", "it.pdf", "--no-instructions"]) == 0
    assert f"2 sheets of A4, 2 staples{said}." in capsys.readouterr().err


def test_a_page_that_is_cut_off_is_named_once() -> None:
    edge = Leaf("edge", x=A5[0] - 2 * MM - 30, y=100)
    one = asked(foreign([edge, *numbered(3)]), printer_margin=5.0, sheet="A4").findings[-1]
    assert one.message.count("page 1") == 1
    every = asked(foreign([edge] * 4), printer_margin=5.0, sheet="A4").findings[-1]
    assert "cut off, page" in every.message


def test_what_is_lost_without_creep_does_not_forbid_it() -> None:
    """A gutter pushes ink off the sheet; that inner pages move by half a millimetre does not."""
    pdf = inked(40, 20 * MM, wide=A5[0] - 22 * MM)
    with pikepdf.open(BytesIO(pdf)) as document:
        for page in list(document.pages)[1::2]:  # versos: the fore edge is at their left
            page.obj.Contents = document.make_stream(
                f"{2 * MM} 100 {A5[0] - 22 * MM} 40 re f".encode()
            )
        out = BytesIO()
        document.save(out)
    for creep in ("shift", "gutter", "none"):
        made = asked(out.getvalue(), paper="0.001mm", creep=creep, gutter=12.0, sheet="A4")
        assert codes(made) == ["sheet-cut-off"]
