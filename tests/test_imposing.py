"""Foreign PDFs on sheets: each page where it belongs, and nothing of what is not to be printed."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name

from packager.cli.gate import run
from packager.errors import UsageError
from packager.imposing import Imposed, imposed
from packager.imposing.numbers import listed
from packager.model.pamphlet import PamphletSettings
from packager.model.scheme_names import SCHEME_NAMES
from tests.foreign_pdf import A5, MM, Leaf, Word, every_word, foreign, numbered, words

TENTH = 0.1 * MM
SHEET = (297 * MM, 210 * MM)


def asked(pdf: bytes, **settings: Any) -> Imposed:
    return imposed(pdf, PamphletSettings(**settings), "it.pdf")


def printed(tmp_path: Path, pdf: bytes, **settings: Any) -> dict[str, Word]:
    """Where the words of a PDF stand on its sheets."""
    path = tmp_path / "sheets.pdf"
    path.write_bytes(asked(pdf, **settings).files[""])
    return words(path)


def own(tmp_path: Path, leaf: Leaf) -> Word:
    """Where the word of a page stands on that page."""
    path = tmp_path / "one.pdf"
    path.write_bytes(foreign([leaf]))
    return words(path)[leaf.word]


def near(one: float, other: float) -> bool:
    return abs(one - other) < TENTH


def test_pages_of_a_saddle_stand_side_by_side(tmp_path: Path) -> None:
    found = printed(tmp_path, foreign(numbered(8)))
    at = own(tmp_path, Leaf("w1"))
    places = {word.text: (word.page, word.x > SHEET[0] / 2) for word in found.values()}
    assert places == {
        "w8": (0, False), "w1": (0, True), "w2": (1, False), "w7": (1, True),
        "w6": (2, False), "w3": (2, True), "w4": (3, False), "w5": (3, True),
    }  # fmt: skip
    for word in found.values():
        # A5 twice is a millimetre short of A4: the pages touch at the fold.
        left = SHEET[0] / 2 if places[word.text][1] else SHEET[0] / 2 - A5[0]
        assert near(word.x, left + at.x)
        assert near(word.y, at.y)


@pytest.mark.parametrize("duplex", ["short", "long"])
@pytest.mark.parametrize("binding", ["left", "right"])
@pytest.mark.parametrize("scheme", ["saddle", "signatures", "stacks", "two-up", "four-up"])
def test_partners_are_back_to_back(tmp_path: Path, scheme: str, binding: str, duplex: str) -> None:
    """The middle of a page lies behind the middle of the page before, to within 0.1 mm."""
    middle = own(tmp_path, Leaf("m10", x=0, y=0))
    x, y = A5[0] / 2 - middle.x, A5[1] / 2 - middle.y
    leaves = [Leaf(f"m{number}", x=x, y=y) for number in range(10, 34)]
    made = asked(
        foreign(leaves), scheme=scheme, binding=binding, duplex=duplex, sheet="A4", scale="fit",
        paper="120gsm", gutter=2.0,
    )  # fmt: skip
    path = tmp_path / "sheets.pdf"
    path.write_bytes(made.files[""])
    found = every_word(path)
    assert len(found) == 24 * made.imposition.copies
    with pikepdf.open(path) as sheets:
        width, height = (float(each) for each in sheets.pages[0].mediabox[2:])
    upright_turn = (duplex == "short") == (width > height)
    for word in found:
        number = int(word.text[1:])
        partner = f"m{number + 1 if number % 2 == 0 else number - 1}"
        x = width - word.x if upright_turn else word.x
        y = word.y if upright_turn else height - word.y
        behind = [each for each in found if each.page == word.page ^ 1 and each.text == partner]
        assert any(near(each.x, x) and near(each.y, y) for each in behind), word


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_lies_as_a_viewer_shows_it(tmp_path: Path, turn: int) -> None:
    size = A5 if turn % 180 == 0 else (A5[1], A5[0])
    leaf = Leaf("turned", size=size, x=70, y=80, more={"Rotate": turn})
    seen = own(tmp_path, leaf)
    found = printed(tmp_path, foreign([leaf, *numbered(3)]))["turned"]
    assert near(found.x, SHEET[0] / 2 + seen.x)
    # pdftotext turns the words and not the height that it tells of the page.
    assert near(found.y, seen.y + A5[1] - size[1])


def test_what_a_crop_box_hides_stays_hidden(tmp_path: Path) -> None:
    crop = [100, 200, 100 + A5[0], 200 + A5[1]]
    leaf = Leaf("shown", size=(700, 900), x=150, y=260, more={"CropBox": crop})
    made = asked(foreign([leaf, *numbered(3)]))
    path = tmp_path / "sheets.pdf"
    path.write_bytes(made.files[""])
    found, plain = words(path)["shown"], own(tmp_path, Leaf("shown"))
    assert near(found.x, SHEET[0] / 2 + plain.x)
    assert near(found.y, plain.y)
    with pikepdf.open(path) as sheets:
        form = sheets.pages[0].Resources.XObject["/P1"]
        assert [float(each) for each in form.BBox] == pytest.approx(crop, abs=1e-3)


def test_a_unit_of_its_own_makes_a_page_as_large_as_it_says(tmp_path: Path) -> None:
    half = (A5[0] / 2, A5[1] / 2)
    leaf = Leaf("unit", size=half, x=25, y=30, more={"UserUnit": 2})
    made = asked(foreign([leaf] * 4))
    assert made.imposition.page.width == pytest.approx(A5[0])
    found = printed(tmp_path, foreign([leaf, *numbered(3)]))["unit"]
    plain = own(tmp_path, Leaf("unit", size=half, x=25, y=30))
    assert near(found.x, SHEET[0] / 2 + 2 * plain.x)
    assert near(found.y, 2 * plain.y)


def test_a_page_of_any_size_is_made_as_large_as_asked(tmp_path: Path) -> None:
    double = Leaf("big", size=(2 * A5[0], 2 * A5[1]), x=100, y=120)
    found = printed(tmp_path, foreign([double, *numbered(3)]), page="A5")["big"]
    plain = own(tmp_path, double)
    assert near(found.x, SHEET[0] / 2 + plain.x / 2)
    assert near(found.y, plain.y / 2)


def test_bleed_is_shown_where_paper_is_cut() -> None:
    trim = [20, 20, 20 + A5[0], 20 + A5[1]]
    bleed = [11.5, 11.5, 28.5 + A5[0], 28.5 + A5[1]]
    more = {"TrimBox": trim, "BleedBox": bleed}
    leaves = [Leaf("w", size=(A5[0] + 40, A5[1] + 40), more=more)] * 4
    for marks, box in (((), trim), (("crop",), bleed)):
        made = asked(foreign(leaves), sheet="A3", marks=marks)
        assert made.imposition.page.width == pytest.approx(A5[0])
        with pikepdf.open(BytesIO(made.files[""])) as sheets:
            form = next(iter(sheets.pages[0].Resources.XObject.values()))
            assert [float(each) for each in form.BBox] == pytest.approx(box, abs=1e-3)


def test_nothing_of_the_old_pages_is_left_but_their_content() -> None:
    pdf = foreign([Leaf("w", more={"Annots": [Dictionary(Subtype=Name.Link)]}), *numbered(3)])
    with pikepdf.open(BytesIO(pdf)) as document:
        document.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
        document.Root.OpenAction = Array([document.pages[0].obj, Name.Fit])
        whole = BytesIO()
        document.save(whole)
    made = asked(whole.getvalue())
    assert [each.code for each in made.findings] == ["sheet-annotations"]
    with pikepdf.open(BytesIO(made.files[""])) as sheets:
        assert set(sheets.Root.keys()) == {"/Type", "/Pages", "/ViewerPreferences"}
        assert sheets.Root.ViewerPreferences.Duplex == Name.DuplexFlipShortEdge
        pages = [each for each in sheets.objects if isinstance(each, Dictionary)]
        assert sum(each.get(Name.Type) == Name.Page for each in pages) == 2
        assert not any(Name.Annots in each for each in pages)


def test_content_in_several_streams_is_one_form(tmp_path: Path) -> None:
    with pikepdf.open(BytesIO(foreign(numbered(4)))) as document:
        page = document.pages[0].obj
        head, tail = page.Contents.read_bytes().split(b" 60.")
        page.Contents = Array([document.make_stream(head), document.make_stream(b"60." + tail)])
        out = BytesIO(b"")
        document.save(out)
    assert near(printed(tmp_path, out.getvalue())["w1"].y, own(tmp_path, Leaf("w1")).y)


def first_pixels(pdf: bytes) -> bytes:
    """The pixels of the first page of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture: bytes = document[0].render(scale=0.2).to_pil().tobytes()
        return picture


def test_transparent_things_mix_on_the_sheet_as_on_their_page() -> None:
    """What is isolated in its page's group does not mix with what lies below the page."""
    group = Dictionary(Type=Name.Group, S=Name.Transparency, I=True, K=False, CS=Name.DeviceRGB)
    made = asked(foreign([Leaf("w", more={"Group": group}), *numbered(3)]))
    with pikepdf.open(BytesIO(made.files[""])) as sheets:
        forms = sheets.pages[0].Resources.XObject
        assert forms["/P1"].Group.I == group.I
        assert Name.DeviceRGB == forms["/P1"].Group.CS
        assert Name.Group not in forms["/P4"]


def test_a_layer_that_is_hidden_stays_hidden() -> None:
    seen = []
    for hidden in (True, False):
        with pikepdf.open(BytesIO(foreign(numbered(4)))) as document:
            layer = document.make_indirect(Dictionary(Type=Name.OCG, Name="It"))
            off = Array([layer]) if hidden else Array()
            document.Root.OCProperties = Dictionary(
                OCGs=Array([layer]), D=Dictionary(OFF=off, Order=Array([layer]))
            )
            page = document.pages[0].obj
            page.Resources = Dictionary(Properties=Dictionary(L=layer))
            page.Contents = document.make_stream(b"/OC /L BDC 0 g 0 0 400 500 re f EMC")
            out = BytesIO()
            document.save(out)
        seen.append(first_pixels(asked(out.getvalue()).files[""]))
    dark = [sum(pixels) / len(pixels) for pixels in seen]
    assert dark[1] < dark[0] - 50


def test_the_same_pages_give_the_same_bytes() -> None:
    pdf = foreign(numbered(13))
    before = asked(pdf, marks=("all",)).files
    time.sleep(1.1)  # what is made of the time of day is different now
    assert asked(pdf, marks=("all",)).files == before


def test_fronts_and_backs_for_a_printer_of_single_sides(tmp_path: Path) -> None:
    made = asked(foreign(numbered(8)), duplex="none")
    assert list(made.files) == ["-fronts", "-backs"]
    for name, content in made.files.items():
        (tmp_path / f"{name[1:]}.pdf").write_bytes(content)
    fronts = {word.text: word.page for word in words(tmp_path / "fronts.pdf").values()}
    backs = {word.text: word.page for word in words(tmp_path / "backs.pdf").values()}
    assert fronts == {"w1": 0, "w8": 0, "w3": 1, "w6": 1}
    # Face down in the tray: the last sheet lies on top and is fed first.
    assert backs == {"w4": 0, "w5": 0, "w2": 1, "w7": 1}


def test_creeping_pages_do_not_reach_over_the_fold() -> None:
    made = asked(foreign(numbered(64)), paper="0.2mm")
    inner = made.imposition.sheets[-1].front.placements
    assert made.imposition.creep == pytest.approx(15 * 0.2 * MM)
    with pikepdf.open(BytesIO(made.files[""])) as sheets:
        clips = sheets.pages[len(sheets.pages) - 2].Contents.read_bytes().count(b" re W n")
    assert clips == len(inner) == 2


def test_marks_are_thin_black_lines() -> None:
    plain, marked = (
        asked(foreign(numbered(32)), sheet="A3", signature=16, marks=marks).files[""]
        for marks in ((), ("all",))
    )
    with pikepdf.open(BytesIO(plain)) as none, pikepdf.open(BytesIO(marked)) as some:
        assert b" S" not in none.pages[0].Contents.read_bytes()
        content = some.pages[0].Contents.read_bytes()
    assert b"q 0 G" in content
    assert b"0.25 w" in content


# --- What cannot be ------------------------------------------------------------------------------


BAD: dict[str, tuple[bytes, list[str], str]] = {
    "encrypted": (
        foreign(numbered(4), encryption=pikepdf.Encryption(owner="a", user="b")), [], "encrypted",
    ),
    "restricted": (
        foreign(numbered(4), encryption=pikepdf.Encryption(owner="a", user="")), [], "encrypted",
    ),
    "cut short": (foreign(numbered(9))[:900], [], "damaged"),
    "no PDF": (b"not a PDF at all", [], "damaged"),
    "empty": (b"", [], "damaged"),
    "no pages": (foreign([]), [], "no pages"),
    "no size": (foreign(numbered(4, size=(0.5, 0.5))), [], "no size"),
    "a sheet that is too small": (foreign(numbered(4)), ["--sheet", "A5"], "too small"),
    "a signature of six": (foreign(numbered(4)), ["--signature", "6"], "signature"),
    "a signature of none": (foreign(numbered(4)), ["--signature", "few"], "signature"),
    "too much creep": (foreign(numbered(200)), ["--paper", "0.5mm"], "creep"),
    "creep of no paper": (foreign(numbered(8)), ["--creep", "shift"], "creep"),
    "a full zine": (foreign(numbered(9)), ["--scheme", "mini-zine"], "8 pages"),
    "no such scheme": (foreign(numbered(4)), ["--scheme", "origami"], "origami"),
    "no such sheet": (foreign(numbered(4)), ["--sheet", "A99"], "A99"),
    "no such paper": (foreign(numbered(4)), ["--paper", "silver"], "silver"),
    "no such mark": (foreign(numbered(4)), ["--marks", "crop,coffee"], "coffee"),
    "no such duplex": (foreign(numbered(4)), ["--duplex", "both"], "both"),
    "a signature of no signatures": (
        foreign(numbered(4)), ["--scheme", "saddle", "--signature", "8"], "--scheme signatures",
    ),
    "panels of no accordion": (
        foreign(numbered(4)), ["--scheme", "stacks", "--panels", "4"], "--scheme accordion",
    ),
    "a signature of a book": (foreign(numbered(4)), ["--signature", "4000000000"], "be folded"),
    "a sheet for giants": (foreign(numbered(4)), ["--sheet", "6000x4000mm"], "5080 mm"),
    "a printer that prints nothing": (
        foreign(numbered(4)), ["--printer-margin", "110"], "leave nothing",
    ),
    "a gutter without end": (foreign(numbered(4)), ["--gutter", "inf"], "no number"),
    "an accordion of five": (foreign(numbered(4)), ["--panels", "5"], "5 panels"),
    "a full french fold": (foreign(numbered(5)), ["--scheme", "french-fold"], "4 pages"),
    "no such binding": (foreign(numbered(4)), ["--binding", "top"], "top"),
    "no such scale": (foreign(numbered(4)), ["--scale", "50"], "50"),
    "no such delivery": (foreign(numbered(4)), ["--delivery", "up"], "up"),
    "no such place of blanks": (foreign(numbered(4)), ["--blanks", "here"], "here"),
    "no copies": (foreign(numbered(4)), ["--copies", "0"], "copies"),
    "half a copy": (foreign(numbered(4)), ["--copies", "0.5"], "copies"),
    "no such option": (foreign(numbered(4)), ["--fold"], "--fold"),
    "two PDFs": (foreign(numbered(4)), ["it.pdf"], "it.pdf"),
    "a name that is no PDF's": (foreign(numbered(4)), ["-o", "out.txt"], "FILE.pdf"),
    "a folder that is not there": (foreign(numbered(4)), ["-o", "no/out.pdf"], "in a folder"),
    "mixed sizes": (
        foreign([*numbered(5), Leaf("odd", size=(300, 400))]), [], "page 6 of it.pdf is",
    ),
    "a turned page": (
        foreign([*numbered(2), Leaf("odd", more={"Rotate": 90})]), [], "is shown 210 × 148 mm",
    ),
    "no such cover": (foreign(numbered(4)), ["--cover", "hard"], "hard"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("more", [[], ["--dry-run"]])
def test_what_cannot_be_imposed_is_told_and_nothing_written(
    name: str, more: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    content, options, said = BAD[name]
    monkeypatch.chdir(tmp_path)
    Path("it.pdf").write_bytes(content)
    assert run(["pamphlet", "it.pdf", *options, *more]) == UsageError.status
    told = capsys.readouterr()
    assert said in told.err
    assert "bug" not in told.err
    assert not told.out
    assert [path.name for path in tmp_path.iterdir()] == ["it.pdf"]


@pytest.mark.parametrize("name", ["none.pdf", ".", "-"])
def test_a_pdf_that_is_not_there(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["pamphlet", name]) == UsageError.status
    assert f"{name} cannot be read" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("pages", "nearest"), [(9, "9 pages on 3"), (16, "16 pages on 4")])
def test_a_full_zine_says_how_many_and_offers_another(
    pages: int, nearest: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "it.pdf"
    path.write_bytes(foreign(numbered(pages, size=(200, 290))))
    assert run(["pamphlet", str(path), "--scheme", "mini-zine"]) == UsageError.status
    told = capsys.readouterr().err
    assert f"holds 8 pages at most, these are {pages}" in told
    assert f"choose “saddle”: {nearest} sheets" in told


def damage(whole: bytes, chance: random.Random) -> bytes:
    """A PDF with bytes changed, lost and put in here and there."""
    content = bytearray(whole)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(content))
        match chance.randrange(4):
            case 0:
                content[at] = chance.randrange(256)
            case 1:
                content[at] = chance.choice(b"0123456789-/[]<>() ")
            case 2:
                del content[at : at + chance.randint(1, 20)]
            case _:
                content[at:at] = bytes(chance.choices(b"0123456789-/[]<>()RfnK ", k=4))
    return bytes(content)


def test_any_bytes_are_imposed_or_refused() -> None:
    """A spoilt PDF: sheets, or words that say why not."""
    whole, chance = foreign(numbered(6)), random.Random(6)
    refused = 0
    for _ in range(600):
        margin = chance.choice((0.0, 5.0))
        try:
            made = asked(damage(whole, chance), printer_margin=margin)
            assert made.files[""].startswith(b"%PDF")
        except UsageError:
            refused += 1
    assert 0 < refused < 600


WRONG = {b"4 0 R 5 0 R": b"4 0 0 5 0 R"}


@pytest.mark.parametrize(
    "spoilt",
    [
        WRONG,
        {**WRONG, b"/Count 4": b"/Count 3"},
        {**WRONG, b"/Count 4": b"/Count -4"},
        {**WRONG, b"/Count 4": b"/Kount 4"},
        {b"/Kids [ 3": b"/Kids [<3"},
    ],
)
def test_a_page_tree_with_what_is_no_page_is_refused(
    spoilt: dict[bytes, bytes], tmp_path: Path
) -> None:
    """In words of our own alone: libraries would speak of it, too."""
    path, pdf = tmp_path / "it.pdf", foreign(numbered(4))
    for whole, wrong in spoilt.items():
        assert whole in pdf
        pdf = pdf.replace(whole, wrong)
    path.write_bytes(pdf)
    ran = subprocess.run(
        [sys.executable, "-m", "packager", "pamphlet", path, "--no-instructions"],
        check=False, capture_output=True, text=True, cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )  # fmt: skip
    assert ran.returncode == UsageError.status
    assert ran.stderr.startswith(f"error: {path} is damaged")
    assert "bug" not in ran.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["it.pdf"]


def test_a_pdf_that_cannot_be_shown_is_imposed_all_the_same() -> None:
    """Its white is not known then: as much is taken for it as pages have as a rule."""
    pdf = b"%xDF" + foreign(numbered(4))[4:]
    assert asked(pdf, printer_margin=5.0).findings == ()


def test_a_pdf_is_never_written_over_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "it.pdf"
    path.write_bytes(foreign(numbered(4)))
    assert run(["pamphlet", str(path), "-o", str(path)]) == UsageError.status
    assert path.read_bytes() == foreign(numbered(4))
    assert "choose another file" in capsys.readouterr().err


def test_a_dry_run_shows_every_side(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("it.pdf").write_bytes(foreign(numbered(7)))
    assert run(["pamphlet", "it.pdf", "--dry-run", "--copies", "200"]) == 0
    told = capsys.readouterr()
    assert told.out.count("front") == told.out.count("back") == 2
    assert "200 copies take 400 sheets of A4, 400 staples, 1 ream" in told.err
    assert {path.name for path in tmp_path.iterdir()} == {"it.pdf", "it-pamphlet.png"}
    assert Path("it-pamphlet.png").read_bytes().startswith(b"\x89PNG")


def test_a_picture_of_very_many_sides_says_that_it_does_not_show_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("packager.imposing.picture.MOST", 6)
    Path("it.pdf").write_bytes(foreign(numbered(16)))
    assert run(["pamphlet", "it.pdf", "--dry-run"]) == 0
    assert "the first 6 of 8 sides" in capsys.readouterr().err
    Path("it.pdf").write_bytes(foreign(numbered(12)))
    assert run(["pamphlet", "it.pdf", "--dry-run"]) == 0
    assert "sides" not in capsys.readouterr().err


# --- How long it takes ---------------------------------------------------------------------------

MEASURED = """
import sys, time
from pathlib import Path
from packager.imposing import imposed
from packager.model.pamphlet import PamphletSettings
before = time.process_time()
made = imposed(Path(sys.argv[1]), PamphletSettings(marks=("all",)), "it.pdf")
took = time.process_time() - before
# Not from `resource`: that counts what the process had before it became this program.
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(took, int(peak.split()[1]) * 1024)
"""


def measured(path: Path) -> tuple[float, int]:
    """CPU seconds beyond start-up, and the most memory (bytes) that it took."""
    told = subprocess.run(
        [sys.executable, "-c", MEASURED, path],
        check=True, capture_output=True, text=True, cwd=Path(__file__).parents[1],
    )  # fmt: skip
    seconds, memory = told.stdout.split()
    return float(seconds), int(memory)


def test_it_is_quick_and_grows_with_the_pages(tmp_path: Path) -> None:
    took = {}
    for count in (560, 2240):
        path = tmp_path / f"{count}.pdf"
        path.write_bytes(foreign(numbered(count)))
        took[count] = measured(path)[0]
    assert took[560] <= 0.6
    assert took[2240] <= 6 * max(took[560], 0.1)


def test_it_takes_little_memory(tmp_path: Path) -> None:
    noise = bytes(range(256)) * 4 * 40_000  # 40 MB that are not to be compressed
    path = tmp_path / "large.pdf"
    with pikepdf.open(BytesIO(foreign(numbered(8)))) as document:
        for page in document.pages[:2]:
            picture = document.make_stream(noise)
            picture.Type, picture.Subtype = Name.XObject, Name.Image
            picture.Width, picture.Height, picture.BitsPerComponent = 1024 * 4, 10_000, 8
            picture.ColorSpace = Name.DeviceGray
            page.obj.Resources = Dictionary(XObject=Dictionary(I=picture))
            page.obj.Contents = document.make_stream(b"q 300 0 0 300 0 0 cm /I Do Q")
        document.save(path, compress_streams=False)
    size = path.stat().st_size
    assert size > 70_000_000
    assert measured(path)[1] < 2 * size + 100_000_000


# --- What the printer would cut off ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        ((2,), "page 3 is"),
        ((0, 1), "pages 1 and 2 are"),
        ((0, 1, 2), "pages 1–3 are"),
        ((0, 2, 3, 5, 6, 7, 8), "pages 1, 3, 4 and 6–9 are"),
        (tuple(range(0, 40, 2)), "pages 1, 3, 5, 7, 9, 11, 13, 15 and others are"),
        (tuple(range(0, 18, 2)), "pages 1, 3, 5, 7, 9, 11, 13, 15 and 17 are"),
    ],
)
def test_pages_are_told_by_their_numbers(pages: tuple[int, ...], said: str) -> None:
    assert listed(pages) == said


def framed(count: int) -> bytes:
    """Pages with ink all along their edges."""
    wide, high = A5
    frame = f"q 2 w 1 1 {wide - 2:.3f} {high - 2:.3f} re S Q".encode()
    with pikepdf.open(BytesIO(foreign(numbered(count)))) as document:
        for page in document.pages:
            page.obj.Contents = document.make_stream(frame)
        out = BytesIO()
        document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("duplex", ["short", "long"])
@pytest.mark.parametrize("binding", ["left", "right"])
@pytest.mark.parametrize("scheme", [name for name in SCHEME_NAMES if name != "mini-zine-poster"])
def test_what_is_scaled_to_fit_is_kept_where_the_printer_prints(
    scheme: str, binding: str, duplex: str
) -> None:
    """All pages as large as they can be: a hair more would be cut off."""
    made = asked(
        framed(4 if scheme == "french-fold" else 8), scheme=scheme, binding=binding, duplex=duplex,
        sheet="A4", scale="fit", printer_margin=5.0, gutter=5.0,
    )  # fmt: skip
    assert [each.code for each in made.findings] == ["sheet-pages-scaled"]
    sheet, inked = made.imposition.sheet, made.imposition.sheets[0].front.placements
    boxes = [page.box for page in inked]
    white = [
        min(box.x for box in boxes), min(box.y for box in boxes),
        sheet.width - max(box.right for box in boxes), sheet.height - max(box.top for box in boxes),
    ]  # fmt: skip
    assert min(white) == pytest.approx(5 * MM, abs=0.3)


def test_pages_are_no_smaller_than_the_printer_wants_them() -> None:
    """Ten millimetres of the sheet's height; what is lost at the spine is lost at any scale."""
    folded, cut = (
        asked(framed(8), scheme=scheme, sheet="A4", scale="fit", printer_margin=5.0)
        for scheme in ("saddle", "stacks")
    )
    for made in (folded, cut):
        assert made.imposition.scale == pytest.approx(200 / 210, abs=0.002)


def test_white_may_lie_where_the_printer_does_not_print() -> None:
    pdf = foreign(numbered(8))
    all_over, within = (
        asked(pdf, scale="fit", sheet="A4", printer_margin=margin) for margin in (0.0, 5.0)
    )
    assert all_over.imposition.scale == within.imposition.scale


@pytest.mark.parametrize(
    ("given", "remedy"),
    [
        ({}, "--scale fit"),
        ({"scheme": "mini-zine-poster", "scale": "fit"}, "a smaller page"),
        ({"scheme": "stacks", "scale": "fit"}, "a wider gutter"),
    ],
)
def test_the_remedy_is_none_that_was_tried(given: dict[str, str], remedy: str) -> None:
    made = asked(framed(8), printer_margin=5.0, sheet="A4", **given)
    assert made.findings[-1].code == "sheet-cut-off"
    assert remedy in made.findings[-1].hint


def test_ink_that_a_printer_cannot_print_is_told() -> None:
    """Words 2 mm from the outer edge, on a printer that leaves 5 mm white."""
    edge = Leaf("edge", x=A5[0] - 2 * MM - 30, y=100)
    wide = asked(foreign([edge, *numbered(3)]), printer_margin=5.0, sheet="A4")
    assert [each.code for each in wide.findings] == ["sheet-cut-off"]
    assert "page 1 is cut off" in wide.findings[0].message
    assert "right edge" in wide.findings[0].message
    assert not asked(foreign(numbered(4)), printer_margin=5.0).findings
