"""A linked file is made ready for a press: PDF/X-4 (ISO 15930-7) when a press is named."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream, String

from packager.link.pdf.inks import Inks, colour_spaces
from packager.link.pdf.metadata import inform
from packager.link.press import CLEAR, MARK, Intent, Press, press_xmp

_OF_READERS = (
    *("/AA", "/AcroForm", "/Dests", "/MarkInfo", "/Names", "/OpenAction", "/Outlines"),
    *("/PageMode", "/StructTreeRoot"),
)
_OF_LINKS = ("/AA", "/Annots", "/StructParents", "/Tabs")
_LINE = 0.25  # pt: a crop mark
_DASHES = "[2 1.5] 0"  # pt: where nothing is cut
_REGISTRY = "http://www.color.org"

Box = tuple[float, float, float, float]


def for_press(pdf: bytes, press: Press) -> bytes:
    """The same pages with bleed and marks, in colours for a press, without all that leads about.

    Each page's TrimBox stays where it is; the BleedBox is round it, and the marks beyond that.
    The same input gives the same bytes.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        _strip(document.Root, _OF_READERS)
        colours = press.intent.colours if press.intent else ""
        inks = Inks(document, grey=press.grey, keep_rgb=colours == "RGB")
        if press.even and len(document.pages) % 2:
            _add_blank(document)
        for page in document.pages:
            _strip(page.obj, _OF_LINKS)
            inks.settle(page.obj)
            _extend(document, page, press)
        _describe(document, press)
        return _save(document)


def _add_blank(document: Pdf) -> None:
    """One more page with nothing on it, as large as the last."""
    left, bottom, right, top = (float(each) for each in document.pages[-1].trimbox)
    page = document.add_blank_page(page_size=(right - left, top - bottom))
    page.obj.Resources = Dictionary()


def _strip(holder: Object, names: tuple[str, ...]) -> None:
    for name in names:
        if name in holder:
            del holder[name]


def _extend(document: Pdf, page: Page, press: Press) -> None:
    """Show what lies beyond the trimmed page, as far as the bleed goes; beyond it the marks."""
    left, bottom, right, top = (float(each) for each in page.trimbox)
    trim = left, bottom, right, top
    bleed = _wider(trim, press.bleed)
    content = page.obj.get(Name.Contents)
    x, y, x1, y1 = bleed
    clipped = f"q {x:.3f} {y:.3f} {x1 - x:.3f} {y1 - y:.3f} re W n q\n".encode()
    marks = _marks(trim, press) if press.marks else b""
    page.obj.Contents = Array(
        [
            Stream(document, clipped),
            *([content] if content is not None else []),
            Stream(document, b"\nQ Q\n" + marks),
        ]
    )
    if marks:
        _lend_registration(page.obj)
    page.obj.TrimBox = _array(trim)
    page.obj.BleedBox = _array(bleed)
    page.obj.MediaBox = _array(_wider(trim, press.margin))
    _strip(page.obj, ("/CropBox", "/ArtBox"))


def _wider(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _array(box: Box) -> Array:
    return Array([round(each, 3) for each in box])


def _marks(trim: Box, press: Press) -> bytes:
    """Crop marks at the corners and dashed ones at the folds, of all inks, clear of the bleed."""
    cuts, folds = _crops(trim, press.bleed + CLEAR), []
    for fold in press.folds:
        x = trim[0] + fold
        for y, way in ((trim[1], -1), (trim[3], 1)):
            start = y + way * (press.bleed + CLEAR)
            folds.append((x, start, x, start + way * MARK))
    drawn = f"{_drawn(cuts)}{_DASHES} d\n{_drawn(folds)}"
    return f"/Artifact BMC q /Marks CS 1 SCN {_LINE} w\n{drawn}Q EMC\n".encode()


def _drawn(lines: Iterable[Box]) -> str:
    return "".join(f"{a:.3f} {b:.3f} m {c:.3f} {d:.3f} l S\n" for a, b, c, d in lines)


def _crops(trim: Box, clear: float) -> Iterator[Box]:
    for x, outwards in ((trim[0], -1), (trim[2], 1)):
        for y, upwards in ((trim[1], -1), (trim[3], 1)):
            start = x + outwards * clear
            yield start, y, start + outwards * MARK, y
            start = y + upwards * clear
            yield x, start, x, start + upwards * MARK


def _lend_registration(page: Object) -> None:
    """The colour that every plate prints (8.6.6.4); pages may share their resources."""
    resources = page.Resources
    spaces = colour_spaces(resources)
    if Name.Marks not in spaces:
        tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([1]), C1=Array([0]), N=1)
        spaces.Marks = Array([Name.Separation, Name.All, Name.DeviceGray, tint])
        resources.ColorSpace = spaces


def _describe(document: Pdf, press: Press) -> None:
    root = document.Root
    root.Metadata = Stream(document, press_xmp(press), Type=Name.Metadata, Subtype=Name.XML)
    _strip(root, ("/OutputIntents",))
    root.Lang = String(press.metadata.language)
    inform(document, press.metadata)
    if press.intent:
        root.OutputIntents = Array([_intent(document, press.intent)])
        document.docinfo[Name.GTS_PDFXVersion] = String("PDF/X-4")
    document.docinfo[Name.Trapped] = Name("/False")


def _intent(document: Pdf, intent: Intent) -> Object:
    said = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(intent.condition or intent.description),
        Info=String(intent.description),
        DestOutputProfile=Stream(document, intent.profile, N=intent.channels),
    )
    if intent.condition:
        said.RegistryName = String(_REGISTRY)
    return document.make_indirect(said)


def _save(document: Pdf) -> bytes:
    out = io.BytesIO()
    document.save(
        out,
        force_version="1.6",  # that of PDF/X-4
        fix_metadata_version=False,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        recompress_flate=False,
    )
    return out.getvalue()
