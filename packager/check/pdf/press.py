"""Is a file for a press what a press can use? Boxes, nothing that leads or acts, and PDF/X-4 where
it says so (ISO 15930-7). Such a file says whether it is trapped; those for readers do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from packager.check.pdf.geometry import holds
from packager.check.pdf.objects import Objects, Said, Value
from packager.check.pdf.reading import FOR_PRESS, resources_of

_X4 = b"<pdfxid:GTS_PDFXVersion", b">PDF/X-4<"
_ACTING = ("/AA", "/OpenAction", "/AcroForm")
_CHANNELS = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}
_ROUNDING = 0.01  # pt

Box = tuple[float, ...]


def is_for_press(pdf: Objects) -> bool:
    """Is the file made for a press?"""
    return "/Trapped" in pdf.dictionary(pdf.trailer.get("/Info"))


def box_of(pdf: Objects, page: Said, name: str) -> Box:
    """A box of a page: left, bottom, right, top; empty when there is none."""
    sides = [pdf.follow(each) for each in pdf.array(page.get(name))]
    box = tuple(float(each) for each in sides if isinstance(each, int | float))
    return box if len(box) == len(sides) == 4 else ()


def _boxes(pdf: Objects) -> Iterator[str]:
    """Each page is trimmed inside its bleed, which is on the sheet (ISO 32000-1, 14.11.2)."""
    for number, page in enumerate(map(pdf.dictionary, pdf.pages), 1):
        trim, bleed, media = (
            box_of(pdf, page, name) for name in ("/TrimBox", "/BleedBox", "/MediaBox")
        )
        if not trim:
            yield f"Page {number} does not say where it is trimmed."
            return  # one page of a kind is enough
        if not (bleed and media and _nested(media, bleed, trim)):
            yield f"Page {number} is not trimmed within its bleed, or its bleed is off the sheet."
            return


def _nested(media: Box, bleed: Box, trim: Box) -> bool:
    return holds(bleed, trim, _ROUNDING) and holds(media, bleed, _ROUNDING)


def _still(pdf: Objects) -> Iterator[str]:
    """Nothing in it acts or lies over its pages (ISO 15930-7, 6.10 and 6.17)."""
    for number, page in enumerate(map(pdf.dictionary, pdf.pages), 1):
        if pdf.array(page.get("/Annots")) or "/AA" in page:
            yield f"Page {number} has links, notes or actions."
    acting = [key for key in _ACTING if key in pdf.root]
    names = pdf.dictionary(pdf.root.get("/Names"))
    acting += [key for key in ("/JavaScript", "/EmbeddedFiles") if key in names]
    yield from (f"Its catalogue has {key}, which is not for a press." for key in acting)


def _x4(pdf: Objects) -> Iterator[str]:
    """What it says it is: a file of PDF 1.6 with an ID, made for one press (6.2, 6.3, 6.4)."""
    packet = pdf.data(pdf.root.get("/Metadata"))
    if not all(each in packet for each in _X4):
        return
    if pdf.document.pdf_version > "1.6":
        yield f"It is of version {pdf.document.pdf_version}, not 1.6."
    if "/ID" not in pdf.trailer:
        yield "It has no file ID."
    if pdf.document.is_encrypted:
        yield "It is encrypted."
    intents = [pdf.dictionary(each) for each in pdf.array(pdf.root.get("/OutputIntents"))]
    intents = [each for each in intents if pdf.follow(each.get("/S")) == "/GTS_PDFX"]
    if len(intents) != 1:
        yield "It says it is PDF/X-4, but not for which press."
        return
    yield from _profile(pdf, intents[0].get("/DestOutputProfile"))


def _profile(pdf: Objects, place: Value) -> Iterator[str]:
    """The profile is one of an output device; what is in colours of the screen says what they mean
    unless the press has them too (6.2.5, 6.3)."""
    data = pdf.data(place)
    channels = pdf.number(pdf.dictionary(place).get("/N"))
    if data[36:40] != b"acsp" or data[12:16] != b"prtr":
        yield "The profile of its output intent is none of a press."
    elif channels != _CHANNELS.get(data[16:20]):
        yield "Its output intent and the profile in it are not of as many colours."
    if channels != 3 and not all(_means_rgb(pdf, each) for each in resources_of(pdf)):
        yield "It does not say what its colours of the screen mean to a press."


def _means_rgb(pdf: Objects, resources: Said) -> bool:
    spaces = pdf.dictionary(resources.get("/ColorSpace"))
    drawing = any(pdf.dictionary(resources.get(kind)) for kind in ("/Font", "/XObject"))
    return "/DefaultRGB" in spaces or not drawing


CHECKS: tuple[Callable[[Objects], Iterable[str]], ...] = (*FOR_PRESS, _boxes, _still, _x4)
