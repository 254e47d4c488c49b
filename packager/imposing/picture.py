"""Sheets as a picture, and the white of pages: the door to pypdfium2 and Pillow."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont, ImageOps

from packager.impose import Insets, Size

MOST = 400  # sides on one picture
_GAP, _LINE = 24, 22  # pixels
_GROUND, _EDGE, _INK = (222, 220, 216), (120, 117, 112), (40, 40, 40)
_WHITE = 245  # what is darker is ink
_INK_SCALE = 0.5  # pixels in a pt, when looking for ink
_INK_MOST = 2000  # pixels along an edge
_WIDEST = 4  # times as wide as high: what is wider is drawn smaller


def contact_sheet(files: Sequence[tuple[bytes, Sequence[str]]]) -> bytes:
    """The pages of PDFs with a name over each, two in a row, as a PNG."""
    drawn = [each for pdf, names in files for each in _pages(pdf, names)]
    wide = max(page.width for _, page in drawn) + _GAP
    high = max(page.height for _, page in drawn) + _GAP + _LINE
    columns = 2 if len(drawn) <= 16 else 6 if len(drawn) <= 96 else 12
    columns = min(columns, len(drawn))
    rows = -(-len(drawn) // columns)
    sheet = Image.new("RGB", (columns * wide + _GAP, rows * high + _GAP), _GROUND)
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(size=14)
    for index, (name, page) in enumerate(drawn):
        row, column = divmod(index, columns)
        left, top = _GAP + column * wide, _GAP + row * high
        pen.text((left, top), name, fill=_INK, font=font)
        top += _LINE
        sheet.paste(_EDGE, (left - 1, top - 1, left + page.width + 1, top + page.height + 1))
        sheet.paste(page, (left, top))
    written = io.BytesIO()
    sheet.quantize(64, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()


def _pages(pdf: bytes, names: Sequence[str]) -> list[tuple[str, Image.Image]]:
    """The pages of a PDF, smaller the more there are, each with its name."""
    high = 420 if len(names) <= 16 else 240 if len(names) <= 96 else 130
    with pypdfium2.PdfDocument(pdf) as document:
        return [(name, _drawn(document[index], high)) for index, name in enumerate(names[:MOST])]


def _drawn(page: pypdfium2.PdfPage, high: int) -> Image.Image:
    width, height = page.get_size()
    scale = min(high / height, _WIDEST * high / width)
    picture: Image.Image = page.render(scale=scale).to_pil()
    return picture.convert("RGB")


def whites(pdf: bytes | Path, sizes: Sequence[Size], wanted: Iterable[int]) -> dict[int, Insets]:
    """The white (pt) at the edges of the wanted pages of a PDF, by number from 0; of one that
    cannot be shown, or not in the size (pt) that is expected, none is told."""
    found = {}
    with suppress(pypdfium2.PdfiumError), pypdfium2.PdfDocument(pdf) as document:
        for index in wanted:
            size = sizes[index]
            with suppress(pypdfium2.PdfiumError, IndexError), closing(document[index]) as page:
                width, height = page.get_size()
                if abs(width - size.width) <= 1 and abs(height - size.height) <= 1:
                    found[index] = _white(page)
    return found


def _white(page: pypdfium2.PdfPage) -> Insets:
    """The white (pt) at the edges of a page; one with nothing on it is white to its middle."""
    scale = min(_INK_SCALE, _INK_MOST / max(page.get_size()))
    picture = page.render(scale=scale, grayscale=True).to_pil().convert("L")
    box = ImageOps.invert(picture).point(_ink).getbbox()
    left, top, right, foot = box or (picture.width / 2, picture.height / 2) * 2
    sides = (left, picture.width - right, top, picture.height - foot)
    return Insets(*(side / scale for side in sides))


def _ink(dark: int) -> int:
    return 255 if dark > 255 - _WHITE else 0
