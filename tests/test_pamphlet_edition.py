"""The pamphlet of a publication: its pages without blanks between them, on sheets to fold."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from packager.impose import SCHEMES
from packager.model.scheme_names import SCHEME_NAMES
from packager.pipeline import BuildOptions, build
from tests.foreign_pdf import MM, Word, every_word
from tests.small import SETTINGS, publication

TWO = {
    "publication.toml": SETTINGS.replace('["one.md"]', '["one.md", "two.md"]'),
    "two.md": "---\ntitle: Two\nunsigned: true\n---\n\nSecondly.\n",
}


def made(folder: Path, settings: str = "", **more: str) -> Path:
    """The folder with the pamphlet of a publication of two articles, with these settings."""
    files: dict[str, Any] = {**TWO, **more}
    files["publication.toml"] += f"\n[editions.pamphlet]\n{settings}\n"
    source = publication(folder, files)
    report = build(source, BuildOptions(editions=("pamphlet",), output=folder / "out"))
    assert {each.path for each in report.written} >= {"small-pamphlet.pdf"} or "none" in settings
    return folder / "out"


def size(pdf: Path) -> tuple[float, float]:
    """Width and height of the first page in mm."""
    with pikepdf.open(pdf) as document:
        left, low, right, high = map(float, document.pages[0].mediabox)
        return round((right - left) / MM, 1), round((high - low) / MM, 1)


def test_it_has_no_title_leaf_and_no_blanks_but_at_the_end(tmp_path: Path) -> None:
    pdf = made(tmp_path) / "small-pamphlet.pdf"
    assert size(pdf) == (297, 210)
    middle = 148.5 * MM
    spots = {(word.page, word.x > middle) for word in every_word(pdf)}
    # Cover, contents, two articles, credits: five pages, the last three of eight are blank.
    front_one, back_one, front_two, back_two = 0, 1, 2, 3
    cover, contents, first = (front_one, True), (back_one, False), (front_two, True)
    second, credits_ = (back_two, False), (back_two, True)
    assert spots == {cover, contents, first, second, credits_}
    words = {word.text: (word.page, word.x > middle) for word in every_word(pdf)}
    assert (words["Secondly."], words["words."]) == (second, first)


def test_the_text_begins_behind_the_cover(tmp_path: Path) -> None:
    pdf = made(tmp_path, 'parts = ["cover"]') / "small-pamphlet.pdf"
    first = next(word for word in every_word(pdf) if word.text == "words.")
    assert (first.page, first.x < 148.5 * MM) == (1, True)
    with pikepdf.open(pdf) as document:
        assert len(document.pages) == 2


def test_half_letter_pages_on_letter(tmp_path: Path) -> None:
    assert size(made(tmp_path, 'sheet = "Letter"') / "small-pamphlet.pdf") == (279.4, 215.9)


def test_it_has_the_parts_that_are_asked_for(tmp_path: Path) -> None:
    pdf = made(tmp_path, 'parts = ["title"]') / "small-pamphlet.pdf"
    with pikepdf.open(pdf) as document:
        assert len(document.pages) == 2
    assert not {"Contents", "Credits"} & {word.text for word in every_word(pdf)}


def test_a_publication_that_reads_from_the_right_is_bound_there(tmp_path: Path) -> None:
    arabic = TWO["publication.toml"].replace('"en"', '"ar"')
    pdf = made(tmp_path, "", **{"publication.toml": arabic}) / "small-pamphlet.pdf"
    cover = {word.x > 148.5 * MM for word in every_word(pdf) if word.page == 0}
    assert cover == {False}


def test_fronts_and_backs_are_two_files(tmp_path: Path) -> None:
    folder = made(tmp_path, 'duplex = "none"')
    found = {path.name for path in folder.glob("*.pdf")}
    assert {"small-pamphlet-fronts.pdf", "small-pamphlet-backs.pdf"} <= found
    assert "small-pamphlet.pdf" not in found


def test_the_same_publication_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    files = [made(tmp_path / name) for name in ("one", "two")]
    contents = [{p.name: p.read_bytes() for p in each.glob("*pamphlet*")} for each in files]
    assert contents[0] == contents[1]


@pytest.mark.parametrize("scheme", SCHEME_NAMES)
def test_every_scheme_can_be_chosen(scheme: str) -> None:
    assert scheme in {each.name for each in SCHEMES}


def test_no_scheme_is_forgotten() -> None:
    assert tuple(each.name for each in SCHEMES) == SCHEME_NAMES


# --- The instructions -----------------------------------------------------------------------------


def instructions(folder: Path) -> str:
    """The plain text that goes with a pamphlet."""
    return (folder / "small-pamphlet-instructions.txt").read_text("utf-8")


def shown(folder: Path) -> str:
    """The words on the instruction page."""
    path = folder / "small-pamphlet-instructions.pdf"
    return subprocess.run(
        ["pdftotext", path, "-"], check=True, capture_output=True, text=True
    ).stdout


def test_instructions_tell_what_copies_take(tmp_path: Path) -> None:
    folder = made(tmp_path, 'copies = 600\ncover = "separate"')
    said, page = instructions(folder), " ".join(shown(folder).split())
    for line in (
        "Copies: 600",
        "Sheets, A4 (297 × 210 mm): 600",
        "Cover sheets: 600",
        "Reams of 500 sheets: 2",
        "Staples: 1200",
        "Print “small-pamphlet.pdf” at actual size (100 %), not fitted to the page.",
        "Print on both sides, flipped on the short edge.",
        "Print the cover sheet on its own paper.",
        "Fold along the line, this side out.",
    ):
        assert line in said
        assert line in page
    assert "100 mm long" in page
    assert "100 mm long" not in said


def test_instructions_show_every_side(tmp_path: Path) -> None:
    folder = made(tmp_path)
    page = shown(folder)
    for side in ("Sheet 1, front", "Sheet 1, back", "Sheet 2, front", "Sheet 2, back"):
        assert page.count(side) == 1
    assert "Sheet 2, front · Sheet 2, back" in instructions(folder)
    assert "│   ·    ┊   3    │" in instructions(folder)


@pytest.mark.parametrize("settings", ['sheet = "Letter"', 'page = "Half-Letter"'])
def test_instructions_are_for_the_paper_at_hand(settings: str, tmp_path: Path) -> None:
    page = made(tmp_path, settings) / "small-pamphlet-instructions.pdf"
    assert size(page) == (215.9, 279.4)


def test_instructions_name_both_files_of_a_printer_of_single_sides(tmp_path: Path) -> None:
    said = instructions(made(tmp_path, 'duplex = "none"'))
    first, second = (said.index(f"small-pamphlet-{side}.pdf") for side in ("fronts", "backs"))
    assert first < second
    assert "Put the pile back as it came out" in said


def test_instructions_speak_the_language_of_the_publication(tmp_path: Path) -> None:
    for language, words in (("de", "Drucken und Falten"), ("pt-BR", "Imprimir frente e verso")):
        (tmp_path / language).mkdir()
        settings = TWO["publication.toml"].replace('"en"', f'"{language}"')
        folder = made(tmp_path / language, "", **{"publication.toml": settings})
        assert words in instructions(folder)
        assert words in " ".join(shown(folder).split())


def test_the_ruler_is_as_long_as_it_says(tmp_path: Path) -> None:
    """Measured on a picture of the page: the longest level line."""
    pdf = made(tmp_path) / "small-pamphlet-instructions.pdf"
    dots = 300
    subprocess.run(
        ["pdftoppm", "-r", str(dots), "-gray", "-l", "1", "-singlefile", pdf, tmp_path / "page"],
        check=True,
    )
    with Image.open(tmp_path / "page.pgm") as picture:
        spots = _words_at(pdf, "100")
        runs = [_longest_dark(picture, row) for row in range(picture.height)]
    assert spots, "the ruler has no number at its end"
    near = [run for run in runs if abs(run / dots * 25.4 - 100) < 5]
    assert near, sorted(set(runs))[-5:]
    assert max(near) / dots * 25.4 == pytest.approx(100, abs=0.3)


def _words_at(pdf: Path, text: str) -> list[Word]:
    return [word for word in every_word(pdf) if word.text == text]


def _longest_dark(picture: Image.Image, row: int) -> int:
    """The longest run of dark pixels in a row."""
    line = picture.crop((0, row, picture.width, row + 1)).tobytes()
    dark = bytes(b"x"[0] if value < 160 else b" "[0] for value in line)
    return max(map(len, dark.split()), default=0)


def test_a_mini_zine_is_explained_on_one_page(tmp_path: Path) -> None:
    """Seven steps, six of them drawn, in rows; the sheet itself is not drawn once more."""
    folder = made(tmp_path, 'scheme = "mini-zine"')
    with pikepdf.open(folder / "small-pamphlet-instructions.pdf") as document:
        assert len(document.pages) == 1
    page = every_word(folder / "small-pamphlet-instructions.pdf")
    steps = [word for word in page if word.text in {f"{number}." for number in range(1, 8)}]
    drawn = [word for word in steps if word.y < next(w.y for w in page if w.text == "hand")]
    ordered = sorted(drawn, key=lambda word: (-round(word.y), word.x))
    assert [word.text for word in ordered] == [f"{number}." for number in range(1, 8)]
    assert len({round(word.y) for word in drawn}) == 3
    assert "The sheets" not in shown(folder)


def test_drawings_stand_in_the_order_of_reading(tmp_path: Path) -> None:
    """The front of a sheet before its back: at its right in Arabic. No drawing is mirrored."""
    arabic = TWO["publication.toml"].replace('"en"', '"ar"')
    for name, more in (("en", {}), ("ar", {"publication.toml": arabic})):
        (tmp_path / name).mkdir()
        folder = made(tmp_path / name, "", **more)
        words = every_word(folder / "small-pamphlet-instructions.pdf")
        lowest = max((word.page, -word.y) for word in words if word.text == "3")
        row = [word for word in words if word.page == lowest[0] and abs(word.y + lowest[1]) < 2]
        at = {word.text: word.x for word in row}
        assert (at["1"] < at["2"] < at["3"]) is (name == "en")
        assert (at["1"] > at["2"] > at["3"]) is (name == "ar")


def test_what_is_read_from_the_left_keeps_its_order_in_arabic(tmp_path: Path) -> None:
    arabic = TWO["publication.toml"].replace('"en"', '"ar"')
    said = instructions(made(tmp_path, "", **{"publication.toml": arabic}))
    assert "\u2066A4 (297 × 210 mm)\u2069" in said
    assert "\u2066small-pamphlet.pdf\u2069" in said
