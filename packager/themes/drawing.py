"""Pages of a PDF become a picture: the door to pypdfium2."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Sequence
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

_HEIGHT = 720  # of a page, in pixels
_GAP = 24
_GROUND, _EDGE = (222, 220, 216), (170, 167, 162)


def contact_sheet(pdf: bytes, pages: Sequence[int]) -> bytes:
    """These pages (from 0) of a PDF side by side, as a PNG."""
    with pypdfium2.PdfDocument(pdf) as document:
        drawn = [_drawn(document[index]) for index in pages]
    width = sum(page.width + _GAP for page in drawn) + _GAP
    height = max((page.height for page in drawn), default=_HEIGHT) + 2 * _GAP
    sheet = Image.new("RGB", (width, height), _GROUND)
    left = _GAP
    for page in drawn:
        sheet.paste(_EDGE, (left - 1, _GAP - 1, left + page.width + 1, _GAP + page.height + 1))
        sheet.paste(page, (left, _GAP))
        left += page.width + _GAP
    written = io.BytesIO()
    sheet.quantize(256, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()


def links_within(pdf: bytes) -> tuple[int, ...]:
    """How many links of each page lead to that page itself: calls of notes do."""
    with pypdfium2.PdfDocument(pdf) as document:
        return tuple(
            sum(target == number for target in _targets(document, number))
            for number in range(len(document))
        )


def _targets(document: pypdfium2.PdfDocument, number: int) -> list[int]:
    """The pages that the links of a page lead to."""
    found, position, link = [], ctypes.c_int(0), pdfium.FPDF_LINK()
    page: Any = document[number]
    while pdfium.FPDFLink_Enumerate(page, position, link):
        target = pdfium.FPDFLink_GetDest(document, link)
        if target:
            found.append(pdfium.FPDFDest_GetDestPageIndex(document, target))
    return found


def _drawn(page: pypdfium2.PdfPage) -> Image.Image:
    picture: Image.Image = page.render(scale=_HEIGHT / page.get_height()).to_pil()
    return picture.convert("RGB")
