"""A page becomes a form XObject (ISO 32000-1, 8.10), its content taken over as it is."""

from __future__ import annotations

from zlib import compress

from pikepdf import Array, DataDecodingError, Dictionary, Name, Object, Pdf, PdfError, Stream

from packager.impose import Box
from packager.imposing.pdf.reading import inherited

FAST = 3  # zlib level: half the time of the usual one for a fifth more bytes


def form_of(document: Pdf, page: Object, box: Box) -> Stream:
    """A page as a form that shows what is in the box (in the page's own coordinates)."""
    form = content_of(document, page.get(Name.Contents))
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = Array([round(at, 4) for at in (box.x, box.y, box.right, box.top)])
    resources = inherited(page, Name.Resources)
    form.Resources = resources if isinstance(resources, Dictionary) else Dictionary()
    group = page.get(Name.Group)
    if isinstance(group, Dictionary):
        form.Group = group  # how its transparent things mix
    return form


def content_of(document: Pdf, contents: Object | None) -> Stream:
    """A page's content as one stream; a single one stays compressed as it is."""
    if isinstance(contents, Stream):
        form = Stream(document, contents.read_raw_bytes())
        for key in (Name.Filter, Name.DecodeParms):
            value = contents.get(key)
            if value is not None:
                form[key] = value
        return form
    parts = contents if isinstance(contents, Array) else ()
    # Between the parts of an array there is white space (ISO 32000-1, 7.8.2).
    whole = b"\n".join(read(part) for part in parts if isinstance(part, Stream))
    form = Stream(document, compress(whole, FAST))
    form.Filter = Name.FlateDecode
    return form


def read(part: Stream) -> bytes:
    """One part of a page's content; of a damaged one as much as a viewer shows: nothing."""
    try:
        return part.read_bytes()
    except (PdfError, DataDecodingError):
        return b""
