"""A dozen telling pages as small grey pictures: `python -m tests.looks [--write]`.

They were looked at when they were taken. A page that has come to look otherwise by more than
another version of a font makes has to be looked at again.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter, ImageStat

from tests.building import SAMPLE
from tests.in_themes import THEMES, themed

FOLDER = Path(__file__).with_suffix("")
_SIZE = (105, 149)  # px: letters are grey, lines and blocks are told apart
_BLUR = 1.5  # px


@dataclass(frozen=True, slots=True)
class Look:
    """A page of the sample: of those with these words the one of this number; -1: the last."""

    name: str
    theme: str
    words: str
    number: int = 0

    @property
    def path(self) -> Path:
        """Its picture."""
        return FOLDER / f"{self.name}.png"


LOOKS = (
    Look("review-cover", "review", "Paper, Notes, Names"),
    Look("review-contents", "review", "Contents"),
    Look("review-opening", "review", "The word begins with a love poem"),
    Look("review-figure", "review", "A hand press prints one side"),
    Look("review-table", "review", "841"),
    Look("review-interview", "review", "Which staples?"),
    Look("review-verse", "review", "Two staples"),
    Look("review-gallery", "review", "Above, lining figures"),
    Look("review-right-to-left", "review", "EPUB 3.3", -1),
    Look("review-credits", "review", "The Folded Sheet 1, November 2026"),
    Look("pamphlet-opening", "pamphlet", "The word begins with a love poem"),
    Look("journal-opening", "journal", "The word begins with a love poem"),
    Look("plain-opening", "plain", "The word begins with a love poem"),
)


def drawn(pdf: Path, look: Look) -> Image.Image:
    """The page, small and grey. Raises `IndexError` when there is none."""
    with pypdfium2.PdfDocument(pdf) as document:
        found = [
            index
            for index, page in enumerate(document)
            if look.words in " ".join(page.get_textpage().get_text_bounded().split())
        ]
        page = document[found[look.number]]
        picture = page.render(scale=2 * _SIZE[0] / page.get_width()).to_pil()
    return picture.convert("L").resize(_SIZE, Image.Resampling.BOX)


def difference(page: Image.Image, look: Look) -> float:
    """How much a page differs from its picture: levels of grey, on average."""
    with Image.open(look.path) as known:
        blurred = [each.filter(ImageFilter.GaussianBlur(_BLUR)) for each in (page, known)]
    return float(ImageStat.Stat(ImageChops.difference(*blurred)).mean[0])


def main() -> None:
    """Say how much each page differs; with --write, take all as they are now."""
    with tempfile.TemporaryDirectory() as name:
        made = {theme: themed(SAMPLE, theme, Path(name, theme)) for theme in THEMES}
        for look in LOOKS:
            page = drawn(made[look.theme].pdf, look)
            known = look.path.exists()
            print(look.name, f"{difference(page, look):.1f}" if known else "new")
            if "--write" in sys.argv:
                FOLDER.mkdir(exist_ok=True)
                page.save(look.path, optimize=True)


if __name__ == "__main__":
    main()
