"""The door to pypdfium2: bytes of a PDF ──▶ its pages as records. What cannot be is refused."""

from __future__ import annotations

import itertools
import re
import time
from typing import TYPE_CHECKING

from packager.errors import MissingError
from packager.importers.pdf.glyphs import read_glyphs
from packager.importers.pdf.objects import look_at_objects
from packager.importers.pdf.records import Bookmark, Document, Page, runs_from_right
from packager.importers.source import Source, refusal

try:
    import pypdfium2
    from pypdfium2 import raw
except ModuleNotFoundError:  # told when a PDF is read, not when the module is
    pypdfium2 = raw = None

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MAX_PAGES = 1000
MAX_SIDE = 14_400  # pt; what PDF itself allows
MAX_SECONDS = 60.0
MAX_GLYPHS = 3_000_000
MAX_BOOKMARKS = 10_000
_SPLIT = "import it in parts: qpdf in.pdf --pages . 1-200 -- part-1.pdf"


def read_document(source: Source) -> Document:
    """All of a PDF; `ContentError` for what is damaged, locked, empty or too much."""
    if pypdfium2 is None:
        raise MissingError("reading PDF needs pypdfium2", hint="pip install 'packager[import]'")
    data = source.read()
    document = _opened(data, source)
    try:
        pages = tuple(_pages(document, source))
        return Document(pages, **_metadata(document), outline=_outline(document))
    finally:
        document.close()


def _opened(data: bytes, source: Source) -> PdfDocument:
    if b"%PDF-" not in data[:1024]:
        raise refusal(source.name, "is no PDF: it does not begin with %PDF-")
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        raise _reason(str(error), data, source) from None
    if not count:
        document.close()
        raise refusal(source.name, "is a PDF without pages", "is it whole?")
    if count > MAX_PAGES:
        document.close()
        message = f"has {count:,} pages; the limit is {MAX_PAGES:,}"
        raise refusal(source.name, message, _SPLIT, "file-too-large")
    return document


def _reason(error: str, data: bytes, source: Source) -> Exception:
    locked = "password" in error.lower() or "security" in error.lower()
    if locked and b"/Encrypt" in data:
        hint = "take the password off: qpdf --password=… --decrypt in.pdf out.pdf"
        return refusal(source.name, "is encrypted: it opens only with a password", hint)
    if re.search(rb"/Type\s*/Pages\b[^>]*/Count 0\b|/Count 0\b[^>]*/Type\s*/Pages\b", data):
        return refusal(source.name, "is a PDF without pages", "is it whole?")
    cut = b"%%EOF" not in data[-2048:]
    message = "is a damaged PDF" + (": its end is missing" if cut else f" ({error})")
    hint = "get it again" if cut else "try: qpdf in.pdf out.pdf, which mends what can be mended"
    return refusal(source.name, message, hint)


def _pages(document: PdfDocument, source: Source) -> list[Page]:
    pages: list[Page] = []
    started, glyphs = time.monotonic(), 0
    for number in range(1, len(document) + 1):
        try:
            page = _page(document, number, source)
        except pypdfium2.PdfiumError as error:
            raise refusal(source.name, f"page {number} cannot be read: {error}") from None
        glyphs += len(page.glyphs)
        if glyphs > MAX_GLYPHS or time.monotonic() - started > MAX_SECONDS:
            message = f"is too much to read: stopped at page {number} of {len(document)}"
            raise refusal(source.name, message, _SPLIT, "file-too-large")
        pages.append(page)
    return pages


def _page(document: PdfDocument, number: int, source: Source) -> Page:
    handle = document[number - 1]
    try:
        width, height = handle.get_size()
        if max(width, height) > MAX_SIDE:
            size = f"{width / 72 * 0.0254:.1f} m × {height / 72 * 0.0254:.1f} m"
            message = f"page {number} measures {size}; the limit is 5.08 m"
            raise refusal(source.name, message, "print it to a smaller page first")
        page = Page(number, width, height)
        text = handle.get_textpage()
        try:
            page.plain = text.get_text_range()
            frame = read_glyphs(raw, handle, text, page)
        finally:
            text.close()
        if runs_from_right(page.plain):
            page.plain = _drawn(page)
        look_at_objects(raw, handle, frame, page)
        return page
    finally:
        handle.close()


def _drawn(page: Page) -> str:
    """A page's text by its glyphs: where lines run from the right, pypdfium2's own text has the
    letters of ligatures turned around."""
    parts: list[str] = []
    y = 0.0
    for glyph in page.glyphs:
        parts += ["\n"] if parts and abs(glyph.y - y) > glyph.size else []
        parts.append(glyph.text)
        y = glyph.y
    return "".join(parts)


def _metadata(document: PdfDocument) -> dict[str, str]:
    told = document.get_metadata_dict()
    return {
        "title": told.get("Title", "").strip(),
        "author": told.get("Author", "").strip(),
        "subject": told.get("Subject", "").strip(),
        "keywords": told.get("Keywords", "").strip(),
        "created": told.get("CreationDate", ""),
        "producer": told.get("Producer", ""),
        "language": _language(document),
    }


def _outline(document: PdfDocument) -> tuple[Bookmark, ...]:
    """The bookmarks that lead to a page of the document (PDF 2.0, 12.3.3)."""
    found: list[Bookmark] = []
    for mark in itertools.islice(document.get_toc(), MAX_BOOKMARKS):
        target = mark.get_dest()
        page = target.get_index() if target else None
        title = " ".join(mark.get_title().split())
        if title and page is not None and 0 <= page < len(document):
            found.append(Bookmark(title, page + 1, mark.level))
    return tuple(found)


def _language(document: PdfDocument) -> str:
    """`/Lang` of the catalogue."""
    length = raw.FPDFCatalog_GetLanguage(document, None, 0)
    if length <= 2:
        return ""
    buffer = (raw.FPDF_WCHAR * (length // 2))()
    raw.FPDFCatalog_GetLanguage(document, buffer, length)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0").strip()
