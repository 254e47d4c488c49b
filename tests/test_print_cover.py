"""The cover of the print edition: back, spine and front as one page."""

from __future__ import annotations

import io
import json
import re
import subprocess
from itertools import groupby
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from packager.check.pdf import check_pdf
from packager.editions.edition import Made
from packager.editions.press.wrapping import spine_of
from packager.errors import UsageError
from packager.model.printing import PrintSettings
from packager.record import build
from packager.render.ean13 import check_digit, digits_of, modules
from packager.report import BuildOptions
from tests.press import ARTICLE, MM, box, codes, dark, picture, printed, settings

A5 = 148.0, 210.0  # mm
LONG = "---\ntitle: One\nunsigned: true\n---\n\n" + "Some words of many to fill a page. " * 1500
BACK = "---\ntitle: Behind\nunsigned: true\npart: back-cover\n---\n\nRead it to the end.\n"


def cover_of(made: Made) -> bytes:
    return made.files["small-print-cover.pdf"]


def trim(pdf: bytes) -> tuple[float, ...]:
    """The size of the trimmed cover in mm."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        (page,) = document.pages
        left, bottom, right, top = box(page, "/TrimBox")
    return (right - left) / MM, (top - bottom) / MM


def words(pdf: bytes, left: float, right: float, *, last: bool = False) -> str:
    """What is written between two lines of the cover, mm from its left edge; or of a last page."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        media, cut = (box(document.pages[0], each) for each in ("/MediaBox", "/TrimBox"))
        pages = len(document.pages)
    start = round(cut[0] - media[0] + left * MM)
    area = ["-x", str(start), "-y", "0", "-W", str(round((right - left) * MM)), "-H", "2000"]
    if last:
        area += ["-f", str(pages)]
    command = ["pdftotext", "-r", "72", *area, "-", "-"]
    said = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    return " ".join(said.split())


@pytest.fixture(scope="module")
def thick(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A book with a spine to write on, a back cover of its own, an ISBN."""
    folder = tmp_path_factory.mktemp("thick")
    toml = settings("caliper = 1.5", more='publisher = { name = "The Press" }')
    toml = toml.replace('["one.md"]', '["one.md", "back.md"]')
    return printed(folder, toml, {"one.md": LONG, "back.md": BACK})


def pages_of(made: Made) -> int:
    with pikepdf.open(io.BytesIO(made.files["small-print.pdf"])) as document:
        return len(document.pages)


def spine_in_mm(made: Made) -> float:
    """Of sheets of 1.5 mm, two pages each."""
    return -(-pages_of(made) // 2) * 1.5


def test_it_is_two_pages_and_a_spine_wide(thick: Made) -> None:
    width, height = trim(cover_of(thick))
    assert height == pytest.approx(A5[1], abs=0.01)
    assert width == pytest.approx(2 * A5[0] + spine_in_mm(thick), abs=0.01)
    assert thick.facts == {"spine": f"{spine_in_mm(thick):.2f} mm"}


def test_front_and_back_are_not_among_the_pages_as_well(thick: Made) -> None:
    said = subprocess.run(
        ["pdftotext", "-", "-"],
        input=thick.files["small-print.pdf"],
        capture_output=True,
        check=True,
    ).stdout.decode()
    assert "Read it to the end" not in said
    with pikepdf.open(io.BytesIO(thick.files["small-print.pdf"])) as document:
        assert str(document.pages[0].label) == "i"


def test_bound_at_the_left_the_back_is_at_the_left_and_the_front_at_the_right(thick: Made) -> None:
    spine = spine_in_mm(thick)
    assert "Read it to the end." in words(cover_of(thick), 0, A5[0])
    assert "ISBN 9780306406157" in words(cover_of(thick), 0, A5[0])
    assert "Small Things" in words(cover_of(thick), A5[0], A5[0] + spine)
    assert "The Press" in words(cover_of(thick), A5[0], A5[0] + spine)
    assert "17 June 2026" in words(cover_of(thick), A5[0] + spine, 2 * A5[0] + spine)


def test_bound_at_the_right_it_is_the_other_way_round(tmp_path: Path) -> None:
    made = printed(tmp_path, settings("caliper = 2\ncover_caliper = 3", language="he"))
    spine = -(-pages_of(made) // 2) * 2.0 + 6
    assert "2026" in words(cover_of(made), 0, A5[0])
    assert "Small Things" in words(cover_of(made), A5[0], A5[0] + spine)
    code = A5[0] + spine + 10  # beside the spine, as on any book
    assert "ISBN 9780306406157" in words(cover_of(made), code, code + 37.5)


def colour_at(pdf: bytes, x: float, y: float, dpi: int = 144) -> tuple[int, ...]:
    """The colour at so many mm from the left and from the foot of the trimmed cover."""
    drawn = picture(pdf, 1, dpi)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        media = box(document.pages[0], "/MediaBox")
    across, down = x * MM - media[0], media[3] - y * MM
    found = drawn.getpixel((round(across * dpi / 72), round(down * dpi / 72)))
    assert isinstance(found, tuple)
    return found


WHITE = (255, 255, 255)


def test_a_coloured_front_runs_over_the_spine_and_beyond_the_outer_edges(thick: Made) -> None:
    """The back is an article of the editor's own: it stays as that is set."""
    pdf, fold = cover_of(thick), A5[0] + spine_in_mm(thick)
    edge = 2 * A5[0] + spine_in_mm(thick)
    accent = colour_at(pdf, fold + 1, 150)
    assert accent != WHITE
    for x in (A5[0] + 1, fold - 1):
        assert {colour_at(pdf, x, y) for y in (-2, 1, 110, A5[1] + 2)} == {accent}
    assert colour_at(pdf, A5[0] - 1, 150) == WHITE
    assert colour_at(pdf, edge + 2, 150) == accent
    assert colour_at(pdf, edge + 3.6, 150) == WHITE
    assert colour_at(pdf, fold + 50, A5[1] + 2) == accent


@pytest.mark.parametrize("theme", ["review", "plain"])
@pytest.mark.parametrize("caliper", [0.3, 2.0])
def test_a_back_that_the_theme_makes_has_the_ground_of_the_front(
    theme: str, caliper: float, tmp_path: Path
) -> None:
    """However narrow the spine is."""
    pdf = cover_of(printed(tmp_path, settings(f"caliper = {caliper}", theme)))
    width = trim(pdf)[0]
    ground = colour_at(pdf, width - 2, 150)
    assert ground != WHITE
    row = [colour_at(pdf, x, 150) for x in (-2, 2, A5[0] - 2, width / 2, width - A5[0] + 2)]
    assert set(row) == {ground}
    assert not [each for each in check_pdf("x.pdf", pdf) if each.code == "print-bleed-missing"]
    quiet = [colour_at(pdf, A5[0] - 10.5 - dx, 35) for dx in (0, 36)]
    assert set(quiet) == {WHITE}, "the bar code stands on light paper all the same"


def test_folds_are_marked_with_dashes_and_cuts_with_lines(thick: Made) -> None:
    pdf, dpi = cover_of(thick), 432
    drawn, scale = picture(pdf, 1, dpi).convert("L"), dpi / 72
    with pikepdf.open(io.BytesIO(pdf)) as document:
        media, cut = (box(document.pages[0], each) for each in ("/MediaBox", "/TrimBox"))

    def inked(x: float) -> float:
        """How much of the mark above the cover, so many mm from its left edge, is drawn."""
        column = round((x * MM - media[0]) * scale)
        rows = range(round(0.2 * MM * scale), round((media[3] - cut[3] - 4.2 * MM) * scale))
        near = range(column - 2, column + 3)
        return sum(any(dark(drawn, x, y) for x in near) for y in rows) / len(rows)

    fold = A5[0] + spine_in_mm(thick)
    assert [inked(x) for x in (0, A5[0] + fold)] == [1, 1]
    assert all(0.3 < inked(x) < 0.8 for x in (A5[0], fold))
    assert not any(inked(x) for x in (A5[0] - 20, fold + 20))


@pytest.mark.parametrize("language", ["en", "he"])
def test_no_hair_of_white_is_between_spine_and_front(language: str, tmp_path: Path) -> None:
    """However the folds fall on the pixels of a screen."""
    toml = settings("caliper = 1.9\ncover_caliper = 1.237", language=language)
    pdf = cover_of(printed(tmp_path, toml))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        media = box(document.pages[0], "/MediaBox")
    for dpi in (83, 97, 111, 131):
        drawn, scale = picture(pdf, 1, dpi), dpi / 72
        middle, around = (trim(pdf)[0] / 2 * MM - media[0]) * scale, 8 * MM * scale
        across = range(round(middle - around), round(middle + around))
        assert len({drawn.getpixel((x, drawn.height // 2)) for x in across}) == 1


def test_beside_a_picture_the_spine_is_the_paper(tmp_path: Path) -> None:
    green = io.BytesIO()
    Image.new("RGB", (1480, 2100), (10, 120, 60)).save(green, "PNG")
    toml = settings("caliper = 2", more='cover = { image = "c.png", alt = "Green" }')
    pdf = cover_of(printed(tmp_path, toml, {"c.png": green.getvalue()}))
    assert colour_at(pdf, A5[0] + 2, 100) == WHITE == colour_at(pdf, A5[0] / 2, 100)


def words_of_the_spine(pdf: bytes, width: float) -> dict[str, float]:
    """Where its words stand, mm from the foot."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        media = box(document.pages[0], "/MediaBox")
    command = ["pdftotext", "-bbox", "-", "-"]
    said = subprocess.run(command, input=pdf, capture_output=True, check=True)
    boxes = re.findall(
        r'xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)<', said.stdout.decode()
    )
    left, right = (A5[0] * MM - media[0], (A5[0] + width) * MM - media[0])
    return {
        word: (media[3] - (float(top) + float(foot)) / 2) / MM
        for x, top, x1, foot, word in boxes
        if left <= float(x) and float(x1) <= right
    }


@pytest.mark.parametrize(
    ("language", "wish", "upwards"),
    [
        ("en", "", False),
        ("en", 'spine = "up"', True),
        ("fr", "", True),
        ("pt-BR", "", True),
        ("fr", 'spine = "down"', False),
        ("he", "", False),
        ("he", 'spine = "up"', True),
    ],
)
def test_a_spine_is_read_as_the_language_has_it_or_as_is_wished(
    language: str, wish: str, upwards: bool, tmp_path: Path
) -> None:
    toml = settings(f"caliper = 2\ncover_caliper = 3\n{wish}", language=language)
    title = "אחת שתיים" if language == "he" else "Alpha Omega"
    toml = toml.replace("Small Things", title)
    toml = toml.replace("date =", 'publisher = { name = "Press" }\ndate =')
    pdf = cover_of(printed(tmp_path, toml))
    places = words_of_the_spine(pdf, trim(pdf)[0] - 2 * A5[0])
    drawn = title[::-1] if language == "he" else title  # letters as they stand, not as read
    first, last = (places[word] for word in drawn.split())
    if language == "he":
        first, last = last, first
    assert (first < last) == upwards
    assert min(first, last) > A5[1] / 2 > places["Press"], "the title stands at the head"


@pytest.mark.parametrize(("caliper", "written"), [(0.3, False), (2.0, True)])
def test_a_spine_is_written_on_from_6_mm(caliper: float, written: bool, tmp_path: Path) -> None:
    made = printed(tmp_path, settings(f"caliper = {caliper}\ncover_caliper = {caliper}"))
    spine = (-(-pages_of(made) // 2) + 2) * caliper
    assert (spine >= 6) == written
    assert ("print-spine-narrow" in codes(made)) == (not written)
    assert ("Small Things" in words(cover_of(made), A5[0], A5[0] + spine)) == written


@pytest.mark.parametrize(
    ("told", "width"),
    [
        (PrintSettings(caliper=0.1), 5.0),
        (PrintSettings(grams=90, bulk=1.5), 6.75),
        (PrintSettings(grams=100), 100 / 2 * 0.122),  # of an offset paper's bulk
        (PrintSettings(grams=100, paper="novel-80"), 100 / 2 * 0.122),
        (PrintSettings(paper="novel-80"), 100 / 2 * 0.128),
        (PrintSettings(paper="100gsm"), 100 / 2 * 0.122),
        (PrintSettings(paper="0.14mm"), 7.0),
        (PrintSettings(caliper=0.1, grams=90, paper="novel-80"), 5.0),
        (PrintSettings(caliper=0.1, cover_caliper=0.3), 5.6),
    ],
)
def test_a_spine_is_as_wide_as_its_sheets_are_thick(told: PrintSettings, width: float) -> None:
    assert spine_of(told, 100) / MM == pytest.approx(width)
    assert spine_of(told, 99) == spine_of(told, 100), "a sheet has two pages, printed or not"


def test_a_paper_that_nobody_knows_is_told_with_those_there_are() -> None:
    with pytest.raises(UsageError) as told:
        spine_of(PrintSettings(paper="parchment"), 100)
    assert "parchment" in str(told.value)


def test_another_spine_is_told_once_and_the_same_one_never(tmp_path: Path) -> None:
    folder, target = tmp_path / "own", tmp_path / "made"
    folder.mkdir()

    def told(text: str, more: str = "") -> list[str]:
        (folder / "publication.toml").write_text(settings(f"caliper = 0.5{more}"))
        (folder / "one.md").write_text(text)
        report = build(folder, BuildOptions(editions=("print",), output=target, jobs=1))
        return [each.message for each in report.findings if each.code == "print-spine-changed"]

    assert told(ARTICLE) == []
    assert told(ARTICLE) == []
    (message,) = told(LONG)
    assert "in the build before it was 1." in message
    assert told(LONG) == []
    assert told(LONG) == []
    assert told(LONG, '\ncover = "pages"') == []  # there is no spine to tell of
    manifest = json.loads((target / "manifest.json").read_text("utf-8"))
    assert [each.get("facts") for each in manifest["editions"]] == [None]


def test_there_is_none_when_the_cover_is_among_the_pages(tmp_path: Path) -> None:
    made = printed(tmp_path, settings('cover = "pages"'))
    assert list(made.files) == ["small-print.pdf"]


@pytest.mark.parametrize(
    ("lines", "said"), [(5, ""), (24, "goes down to the bar code"), (60, "pages; only the first")]
)
def test_a_back_cover_that_has_no_room_is_told(lines: int, said: str, tmp_path: Path) -> None:
    toml = settings("caliper = 1").replace('["one.md"]', '["one.md", "back.md"]')
    back = BACK + "\nA line of its own.\n" * lines
    made = printed(tmp_path, toml, {"back.md": back})
    found = [each.message for each in made.findings if each.code == "print-back-full"]
    assert bool(found) == bool(said)
    assert said in " ".join(found)


def test_a_back_cover_stays_where_there_is_no_cover(tmp_path: Path) -> None:
    toml = settings(more="[parts]\ncover = false").replace('["one.md"]', '["one.md", "back.md"]')
    made = printed(tmp_path, toml, {"back.md": BACK})
    assert list(made.files) == ["small-print.pdf"]
    assert "Read it to the end" in words(made.files["small-print.pdf"], 0, 150, last=True)


# --- The bar code --------------------------------------------------------------------------------

# How wide the four bars and gaps of a digit are in the first set of EAN-13, in modules; in the
# third set they are the same, in the second they stand the other way round (GS1 General
# Specifications, 5.2.1.2).
WIDTHS = {
    "3211": "0", "2221": "1", "2122": "2", "1411": "3", "1132": "4",
    "1231": "5", "1114": "6", "1312": "7", "1213": "8", "3112": "9",
}  # fmt: skip
FIRST = {
    "AAAAAA": "0", "AABABB": "1", "AABBAB": "2", "AABBBA": "3", "ABAABB": "4",
    "ABBAAB": "5", "ABBBAA": "6", "ABABAB": "7", "ABABBA": "8", "ABBABA": "9",
}  # fmt: skip


def decoded(runs: list[int]) -> str:
    """The digits of a code, from the widths of its bars and gaps in modules, from the first bar."""
    assert len(runs) == 59
    assert runs[:3] == [1, 1, 1] == runs[-3:]
    assert runs[27:32] == [1, 1, 1, 1, 1]
    left = ["".join(map(str, runs[at : at + 4])) for at in range(3, 27, 4)]
    right = ["".join(map(str, runs[at : at + 4])) for at in range(32, 56, 4)]
    sets = "".join("A" if each in WIDTHS else "B" for each in left)
    digits = "".join(WIDTHS.get(each) or WIDTHS[each[::-1]] for each in left)
    return FIRST[sets] + digits + "".join(WIDTHS[each] for each in right)


@pytest.mark.parametrize("digits", ["9780306406157", "4006381333931", "9791090636071"])
def test_a_reader_of_bar_codes_reads_the_digits(digits: str) -> None:
    code = modules(digits)
    assert len(code) == 95
    assert decoded([len(list(run)) for _, run in groupby(code)]) == digits


def test_the_code_on_the_cover_can_be_read_and_is_of_the_size_of_shops(thick: Made) -> None:
    dpi = 600
    drawn = picture(cover_of(thick), 1, dpi).convert("L")
    with pikepdf.open(io.BytesIO(cover_of(thick))) as document:
        media = box(document.pages[0], "/MediaBox")
    y = drawn.height - round((25 * MM - media[1]) * dpi / 72)  # 25 mm from the foot
    row = [dark(drawn, x, y) for x in range(round(((A5[0] - 1) * MM - media[0]) * dpi / 72))]
    runs = [(inked, len(list(run))) for inked, run in groupby(row)]
    bars = [length for _, length in runs[1:-1]]  # without the light before and after
    module = sum(bars) / 95
    assert module / dpi * 25.4 == pytest.approx(0.33, abs=0.005)
    assert decoded([round(each / module) for each in bars]) == "9780306406157"
    assert runs[-1][1] >= 7 * module, "the light after it"


@pytest.mark.parametrize(
    ("identifier", "digits"),
    [
        ("urn:isbn:9780306406157", "9780306406157"),
        ("urn:isbn:0306406152", "9780306406157"),
        ("urn:isbn:080442957X", "9780804429573"),
        ("urn:isbn:9780306406158", ""),  # its last digit is wrong
        ("urn:uuid:7d0f8a52-3c0e-5b1f-9a47-51b6f2f0c9d4", ""),
        ("https://example.org/book", ""),
    ],
)
def test_only_an_isbn_is_a_bar_code(identifier: str, digits: str) -> None:
    assert digits_of(identifier) == digits


@pytest.mark.parametrize(
    ("publication", "own", "shown"),
    [
        ("urn:isbn:978-0-306-40615-7", "", "ISBN 978-0-306-40615-7"),
        ("978 0 306 40615 7", "", "ISBN 978-0-306-40615-7"),
        ("0-306-40615-2", "", "ISBN 978-0-306-40615-7"),  # the bars have thirteen digits
        ("urn:isbn:9780306406157", "", "ISBN 9780306406157"),
        ("urn:isbn:9780306406157", "978-0-8044-2957-3", "ISBN 978-0-8044-2957-3"),
        ("978-0-8044-2957-3", "9780306406157", "ISBN 9780306406157"),
    ],
)
def test_above_the_bars_stands_the_isbn_with_the_hyphens_of_its_editor(
    publication: str, own: str, shown: str, tmp_path: Path
) -> None:
    toml = settings(f'identifier = "{own}"' if own else "")
    made = printed(tmp_path, toml.replace("urn:isbn:9780306406157", publication))
    assert f"{shown} " in f"{words(cover_of(made), 0, A5[0])} "


def test_the_check_digit_of_a_known_code() -> None:
    assert check_digit("400638133393") == "1"


def test_without_an_isbn_or_by_wish_there_is_no_bar_code(tmp_path: Path) -> None:
    made = printed(tmp_path, settings("barcode = false"))
    assert "ISBN" not in words(cover_of(made), 0, A5[0])
