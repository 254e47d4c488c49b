"""Does a PDF keep what it claims: PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1)?

Of their rules, those that a file of ours could break; the structure has a module of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from xml.etree import ElementTree

from pikepdf import Dictionary, Name, Object, Pdf, Stream

from packager.check.pdf.reading import fonts_of

_PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
_PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
_SCHEMAS = "{http://www.aiim.org/pdfa/ns/extension/}schemas"
_SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}namespaceURI"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XMP = "{http://ns.adobe.com/xap/1.0/}"
_PDF = "{http://ns.adobe.com/pdf/1.3/}"

_PRINT, _UNSEEN = 4, 1 | 2 | 32 | 256  # flags of annotations (12.5.3)
_ACTIONS = {Name.URI, Name.GoTo}
_PROFILE, _COLOURS = slice(36, 40), slice(16, 20)  # where an ICC profile says what it is, and of


def _claims(document: Pdf) -> Iterator[str]:
    """The metadata claims both standards, and describes what the first does not know."""
    packet = _packet(document)
    if packet is None:
        yield "Its XMP metadata cannot be read."
        return
    said = {
        "PDF/A-2a": (packet.findtext(f".//{_PDFA}part"), packet.findtext(f".//{_PDFA}conformance")),
        "PDF/UA-1": (packet.findtext(f".//{_PDFUA}part"),),
    }
    for standard, expected in (("PDF/A-2a", ("2", "A")), ("PDF/UA-1", ("1",))):
        if said[standard] != expected:
            yield f"It does not say that it is {standard}."
    described = {each.text for each in packet.iterfind(f".//{_SCHEMAS}//{_SCHEMA}")}
    if _PDFUA.strip("{}") not in described:
        yield "Its metadata does not describe the schema of PDF/UA."


def _agreement(document: Pdf) -> Iterator[str]:
    """The document information says what the metadata says (ISO 19005-2, 6.6.3)."""
    packet = _packet(document)
    if packet is None:
        return
    pairs = {
        Name.Title: "".join(_values(packet, f"{_DC}title")[:1]),
        Name.Author: ", ".join(_values(packet, f"{_DC}creator")),
        Name.Subject: "".join(_values(packet, f"{_DC}description")[:1]),
        Name.Keywords: packet.findtext(f".//{_PDF}Keywords") or "",
        Name.Producer: packet.findtext(f".//{_PDF}Producer") or "",
        Name.Creator: packet.findtext(f".//{_XMP}CreatorTool") or "",
    }
    for key, told in pairs.items():
        if str(document.docinfo.get(key, "")) != told:
            yield f"Its document information and its metadata differ in {key}."
    for name, key in (("CreateDate", Name.CreationDate), ("ModifyDate", Name.ModDate)):
        stamp = packet.findtext(f".//{_XMP}{name}") or ""
        digits = "".join(character for character in stamp if character.isdigit())
        if digits != "".join(filter(str.isdigit, str(document.docinfo.get(key, "")))):
            yield f"Its document information and its metadata differ in {key}."


def _packet(document: Pdf) -> ElementTree.Element | None:
    packet = document.Root.get(Name.Metadata)
    try:
        return ElementTree.fromstring(packet.read_bytes()) if packet is not None else None
    except ElementTree.ParseError:
        return None


def _values(packet: ElementTree.Element, name: str) -> list[str]:
    return [each.text or "" for each in packet.iterfind(f".//{name}//{_RDF}li")]


def _file(document: Pdf) -> Iterator[str]:
    """The file itself: an ID, no encryption, no version that PDF/A-2 does not know (6.1)."""
    if document.is_encrypted:
        yield "It is encrypted."
    if Name.ID not in document.trailer:
        yield "It has no file ID."
    if document.pdf_version > "1.7":
        yield f"It is of version {document.pdf_version}, not 1.7."


def _catalogue(document: Pdf) -> Iterator[str]:
    """What the whole says of itself: its title is shown, it is marked, it does nothing."""
    root = document.Root
    if not root.get(Name.MarkInfo, Dictionary()).get(Name.Marked, False):
        yield "It does not say that it is tagged."
    if root.get(Name.MarkInfo, Dictionary()).get(Name.Suspects, False):
        yield "It says that its tags may be wrong."
    if not root.get(Name.ViewerPreferences, Dictionary()).get(Name.DisplayDocTitle, False):
        yield "Readers are not told to show its title."
    names = root.get(Name.Names, Dictionary())
    for holder, key in ((root, Name.AA), (root, Name.OpenAction), (root, Name.AcroForm)):
        if key in holder:
            yield f"Its catalogue has {key}, which is not allowed or not ours."
    for key in (Name.JavaScript, Name.EmbeddedFiles, Name.AlternatePresentations):
        if key in names:
            yield f"Its names have {key}, which is not allowed or not ours."


def _colours(document: Pdf) -> Iterator[str]:
    """There is an output intent with a profile of RGB (6.2.3)."""
    intents = [
        intent
        for intent in document.Root.get(Name.OutputIntents, ())
        if intent.get(Name.S) == Name.GTS_PDFA1
    ]
    if not intents:
        yield "It does not say what its colours mean: it has no output intent."
    for intent in intents:
        profile = intent.get(Name.DestOutputProfile)
        data = profile.read_bytes() if isinstance(profile, Stream) else b""
        kind, colours = data[_PROFILE], data[_COLOURS]
        rgb = profile is not None and profile.get(Name.N) == 3
        if not rgb or (kind, colours) != (b"acsp", b"RGB "):
            yield "The profile of its output intent is none of RGB."


def _page_rules(document: Pdf) -> Iterator[str]:
    for number, page in enumerate(document.pages, 1):
        if page.obj.get(Name.Tabs) != Name.S:
            yield f"Page {number} does not say that links follow the order of the text."
        if Name.AA in page.obj:
            yield f"Page {number} does something of itself."
        for annotation in page.obj.get(Name.Annots, ()):
            yield from (f"A link on page {number} {fault}." for fault in _annotation(annotation))


def _annotation(annotation: Object) -> Iterator[str]:
    """Annotations are seen and printed, say in words what they are, and do nothing but lead (6.3,
    6.5; ISO 14289-1, 7.18)."""
    if annotation.get(Name.Subtype) != Name.Link:
        yield "is no link, but another annotation"
    flags = int(annotation.get(Name.F, 0))
    if not flags & _PRINT or flags & _UNSEEN:
        yield "is not shown, or not on paper"
    if not str(annotation.get(Name.Contents, "")).strip():
        yield "does not say in words where it leads"
    action = annotation.get(Name.A)
    if Name.AA in annotation or (action is not None and action.get(Name.S) not in _ACTIONS):
        yield "does something that is not allowed"


def _font_rules(document: Pdf) -> Iterator[str]:
    """The letters of fonts can be told (6.2.11.7)."""
    for font in fonts_of(document):
        if Name.ToUnicode not in font and font.get(Name.Subtype) != Name.Type3:
            name = str(font.get(Name.BaseFont, ""))[1:]
            yield f"The font {name} does not say what its letters are."


def _pictures(document: Pdf) -> Iterator[str]:
    """Pictures are in colours of the screen and are drawn as they are (6.2.8)."""
    seen: set[tuple[int, int]] = set()
    waiting = [page.obj.get(Name.Resources, Dictionary()) for page in document.pages]
    while waiting:
        resources = waiting.pop()
        for kind in (Name.XObject, Name.Pattern):
            for drawn in resources.get(kind, Dictionary()).as_dict().values():
                if drawn.objgen in seen:
                    continue
                seen.add(drawn.objgen)
                if Name.Resources in drawn:
                    waiting.append(drawn.Resources)
                if drawn.get(Name.Interpolate, False):
                    yield "A picture asks to be smoothed, which PDF/A forbids."
                if drawn.get(Name.ColorSpace) == Name.DeviceCMYK:
                    yield "A picture is in the colours of ink, which its output intent is not of."
                if Name.Alternates in drawn or Name.OPI in drawn:
                    yield "A picture has others in its place."


CHECKS: tuple[Callable[[Pdf], Iterable[str]], ...] = (
    _claims,
    _agreement,
    _file,
    _catalogue,
    _colours,
    _page_rules,
    _font_rules,
    _pictures,
)
