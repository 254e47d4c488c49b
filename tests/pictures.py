"""The pictures of the README: `python -m tests.pictures` (`make pictures`).

Pages of the sample, the same pages in each theme, its EPUB in a reading system, and what of it is
printed. They are small: few pixels, few colours.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

from packager.pipeline import build
from packager.report import BuildOptions
from tests.building import ROOT, SAMPLE
from tests.in_themes import THEMES, themed
from tests.reader import PHONE, Shot, read

PICTURES = ROOT / "content/manual/pictures"
_OPENING = "A short history of the pamphlet"
_SHOWN = (("The Folded Sheet", 0), ("Contents", 0), (_OPENING, 1), ("A hand press", 0), ("A7", 0))
_WIDTH = 300  # px of a page
_GAP = 16
_GROUND = "#8d867c"


def main() -> None:
    """Make all of them."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        books = {theme: themed(SAMPLE, theme, folder / theme) for theme in THEMES}
        pages = _pages(books["review"].pdf)
        _save("pages", [_page(pages, *shown) for shown in _SHOWN])
        openings = [_page(_pages(books[theme].pdf), _OPENING, 1) for theme in THEMES]
        _save("themes", openings)
        _save("reader", _read(books["review"].epub, folder))
        _save("sheets", _printed(folder), (2 * _WIDTH, _WIDTH))


def _pages(pdf: Path, width: int = _WIDTH) -> list[tuple[str, Image.Image]]:
    """The pages with their words."""
    return [
        (
            " ".join(page.get_textpage().get_text_bounded().split()),
            page.render(scale=width / page.get_width()).to_pil(),
        )
        for page in pypdfium2.PdfDocument(pdf)
    ]


def _page(pages: Iterable[tuple[str, Image.Image]], words: str, number: int) -> Image.Image:
    """A page with these words on it; `number`: how many such pages are passed over before."""
    return [page for text, page in pages if words in text][number]


def _read(epub: Path, folder: Path) -> list[Image.Image]:
    """Day, night, a note."""
    chapter = "a-short-history-of-the-pamphlet.xhtml"
    opening = Shot(str(folder / "day.png"), chapter, size=PHONE)
    shots = [
        opening,
        replace(opening, file=str(folder / "night.png"), pages=1, dark=True),
        replace(opening, file=str(folder / "note.png"), note=True),
    ]
    read(epub, shots)
    return [Image.open(shot.file) for shot in shots]


def _printed(folder: Path) -> list[Image.Image]:
    """The inside of a pamphlet's last sheet, its instructions, the cover for a press."""
    options = BuildOptions(editions=("print", "pamphlet"), output=folder / "printed")
    written = build(folder / "review/source", options).written
    wanted = (("-pamphlet.pdf", -1), ("-instructions.pdf", 0), ("-cover.pdf", 0))
    return [
        _pages(folder / "printed" / each.path, 2 * _WIDTH)[number][1]
        for end, number in wanted
        for each in written
        if each.path.endswith(end)
    ]


def _save(
    name: str, pictures: Sequence[Image.Image], most: tuple[int, int] = (_WIDTH, 10 * _WIDTH)
) -> None:
    """Side by side, none larger than `most` (px), on a ground that shows where pages end."""
    scaled = [ImageOps.contain(each.convert("RGB"), most) for each in pictures]
    width = sum(each.width + _GAP for each in scaled) + _GAP
    height = max(each.height for each in scaled) + 2 * _GAP
    sheet = Image.new("RGB", (width, height), _GROUND)
    left = _GAP
    for each in scaled:
        sheet.paste(each, (left, _GAP))
        left += each.width + _GAP
    colours = sheet.quantize(32, dither=Image.Dither.NONE)
    colours.save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
