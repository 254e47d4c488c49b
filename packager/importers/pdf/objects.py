"""What is on a page besides text: pictures, rules, boxes, drawings, links."""

from __future__ import annotations

import ctypes
import io
from typing import TYPE_CHECKING, Any

from packager.importers.pdf.frame import Frame
from packager.importers.pdf.records import Box, Hyperlink, Page, Raster

try:
    from pypdfium2 import PdfiumError
except ModuleNotFoundError:  # told when a PDF is read
    PdfiumError = OSError

if TYPE_CHECKING:
    from pypdfium2 import PdfImage, PdfPage

_THIN = 3.0  # pt: a path thinner than that is a rule
_MAX_OBJECTS = 20_000  # on a page: maps and plots have more, and nothing else to tell
_MAX_PIXELS = 50_000_000
_SMALLEST = 16  # pt; smaller pictures are ornaments
_LINK, _URI = 2, 3  # pdfium's FPDF_ANNOT_LINK, PDFACTION_URI
_CURVE = 1  # FPDF_SEGMENT_BEZIERTO


def look_at_objects(raw: Any, handle: PdfPage, frame: Frame, page: Page) -> None:
    """Fill a page's rules, boxes, pictures and links."""
    kinds = [raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING]
    for number, one in enumerate(handle.get_objects(filter=kinds, max_depth=4)):
        if number >= _MAX_OBJECTS:
            break
        box = frame.box(*one.get_bounds())
        if box.right < 0 or box.left > page.width or box.foot < 0 or box.top > page.height:
            continue
        if one.type == raw.FPDF_PAGEOBJ_IMAGE:
            _picture(one, box, page)
        elif one.type == raw.FPDF_PAGEOBJ_PATH:
            _path(raw, one.raw, box, page)
        else:
            page.drawings += 1
    page.links += _links(raw, handle, frame)


def _picture(image: PdfImage, box: Box, page: Page) -> None:
    width, height = image.get_px_size()
    if box.width < _SMALLEST or box.height < _SMALLEST or not 0 < width * height <= _MAX_PIXELS:
        return
    if any(box == known.box for known in page.rasters):
        return
    try:
        page.rasters.append(Raster(box, _bytes(image)))
    except (PdfiumError, OSError, ValueError):
        page.spoiled += 1


def _bytes(image: PdfImage) -> bytes:
    """A JPEG as it is in the file; anything else as PNG, without its mask."""
    if image.get_filters() == ["DCTDecode"] and image.get_metadata().colorspace in (1, 2, 7):
        return bytes(image.get_data())
    out = io.BytesIO()
    picture = image.get_bitmap(render=False, scale_to_original=False).to_pil()
    (picture if picture.mode in ("L", "RGB", "RGBA", "1") else picture.convert("RGB")).save(
        out, "PNG"
    )
    return out.getvalue()


def _path(raw: Any, path: Any, box: Box, page: Page) -> None:
    curves = any(
        raw.FPDFPathSegment_GetType(raw.FPDFPath_GetPathSegment(path, index)) == _CURVE
        for index in range(min(raw.FPDFPath_CountSegments(path), 50))
    )
    if min(box.width, box.height) <= _THIN:
        page.rules.append(box)
    elif not curves and raw.FPDFPath_CountSegments(path) <= 8:
        page.boxes.append(box)
    else:
        page.drawings += 1


def _links(raw: Any, handle: PdfPage, frame: Frame) -> list[Hyperlink]:
    """Link annotations to addresses (PDF 2.0, 12.5.6.5); those to places in the PDF itself are
    its contents list and cross-references, whose words say where they lead."""
    found: list[Hyperlink] = []
    start, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(handle, start, link) and len(found) < _MAX_OBJECTS:
        action = raw.FPDFLink_GetAction(link)
        if not action or raw.FPDFAction_GetType(action) != _URI:
            continue
        length = raw.FPDFAction_GetURIPath(handle.pdf, action, None, 0)
        buffer = ctypes.create_string_buffer(length)
        raw.FPDFAction_GetURIPath(handle.pdf, action, buffer, length)
        url = buffer.value.decode("utf-8", "replace").strip()
        rect = raw.FS_RECTF()
        if url and raw.FPDFLink_GetAnnotRect(link, rect):
            box = frame.box(rect.left, rect.bottom, rect.right, rect.top)
            found.append(Hyperlink(box, url))
    return found
