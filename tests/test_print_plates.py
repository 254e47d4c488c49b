"""Pages that a picture fills: they go beyond the cut on every side."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from packager.check.pdf import check_pdf
from packager.editions.pdf import PDF
from packager.model.page import PAGE_SIZES
from tests.press import MM, codes, opened, picture, pixel, printed, publication, settings

PLATE = """\
@page plate { margin: 0; bleed: var(--reach); }
figure.full { page: plate; break-before: page; break-after: page; margin: 0; }
figure.full img {
  display: block;
  width: calc(var(--page-width) + 2 * var(--reach));
  height: calc(var(--page-height) + 2 * var(--reach));
  max-width: none;
  max-height: none;
  margin: calc(-1 * var(--reach));
  object-fit: cover;
}
"""


def test_a_page_that_says_it_bleeds_does_so_at_both_sides_of_the_spread(tmp_path: Path) -> None:
    """A body moves by what its margins differ, to the left or to the right."""
    green = io.BytesIO()
    Image.new("RGB", (1480, 2100), (10, 120, 60)).save(green, "PNG")
    text = "---\ntitle: One\nunsigned: true\n---\n\nWords.\n\n" + "![Green](g.png){.full}\n\n" * 2
    toml = settings().replace('name = "review"', 'name = "review"\ncss = "own.css"')
    made = printed(tmp_path, toml, {"one.md": text, "g.png": green.getvalue(), "own.css": PLATE})
    pdf = made.files["small-print.pdf"]
    assert "layout-overflow" not in codes(made)
    width, height = PAGE_SIZES["A5"]
    plates = []
    with opened(pdf) as document:
        count = len(document.pages)
    for number in range(1, count + 1):
        drawn = picture(pdf, number, 144)
        if pixel(drawn, pdf, width / 2, height / 2, number) == (10, 120, 60):
            plates.append(number)
            for right, down in ((-2.5 * MM, 100), (width + 2.5 * MM, 100), (100, -2.5 * MM)):
                assert pixel(drawn, pdf, right, down, number) == (10, 120, 60), (number, right)
    assert len({number % 2 for number in plates}) == 2, "one on each side"


BLED = (
    "---\ntitle: One\nunsigned: true\n---\n\nWords.\n\n" + '![Green](g.png "Said"){.bleed}\n\n' * 2
)


def _green() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1480, 2100), (10, 120, 60)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("theme", ["review", "plain", "journal", "pamphlet"])
def test_a_picture_that_bleeds_fills_its_page_and_goes_beyond_every_cut(
    theme: str, tmp_path: Path
) -> None:
    """One stands at the left of the spread and one at the right; neither carries a folio."""
    files: dict[str, str | bytes] = {"one.md": BLED, "g.png": _green()}
    made = printed(tmp_path, settings('bleed = "8mm"', theme), files)
    pdf = made.files["small-print.pdf"]
    assert not {"layout-overflow", "layout-overlap"} & set(codes(made))
    assert not [each for each in check_pdf("x.pdf", pdf) if each.code == "print-bleed-missing"]
    plates, (width, height) = _plates(pdf), PAGE_SIZES["A5"]
    assert len({number % 2 for number in plates}) == 2, "one on each side"
    for number in plates:
        drawn = picture(pdf, number, 72)
        for right in (-7.5 * MM, width / 2, width + 7.5 * MM):
            for down in (-7.5 * MM, height / 2, height + 7.5 * MM):
                assert _is_green(pixel(drawn, pdf, right, down, number)), (number, right, down)
        assert _said(pdf, number) == "Said"


def _is_green(colour: tuple[int, ...]) -> bool:
    return max(abs(a - b) for a, b in zip(colour, (10, 120, 60), strict=True)) <= 2


def _plates(pdf: bytes) -> list[int]:
    width, height = PAGE_SIZES["A5"]
    with opened(pdf) as document:
        count = len(document.pages)
    return [
        number
        for number in range(1, count + 1)
        if _is_green(pixel(picture(pdf, number), pdf, width / 2, height / 2, number))
    ]


def _said(pdf: bytes, number: int) -> str:
    page = ["-f", str(number), "-l", str(number)]
    command = ["pdftotext", *page, "-", "-"]
    return (
        subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode().strip()
    )


def test_a_picture_whose_caption_has_a_note_is_no_plate_for_the_note_would_lie_on_it(
    tmp_path: Path,
) -> None:
    text = BLED.replace('"Said"', '"Said.^[A note.]"', 1)
    own = publication(tmp_path, settings(), {"one.md": text, "g.png": _green()})
    (screen,) = PDF.make(own).files.values()
    assert check_pdf("x.pdf", screen) == ()
    made = printed(tmp_path, settings(), {"one.md": text, "g.png": _green()})
    pdf = made.files["small-print.pdf"]
    first, second = _plates(pdf)
    assert "A note." in _said(pdf, first)
    assert pixel(picture(pdf, first), pdf, 2, 100, first) == (255, 255, 255)
    assert _is_green(pixel(picture(pdf, second), pdf, 2, 100, second))
