"""Does a PDF keep what it claims: PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1)?

Of their rules, those that a file of ours could break; the structure has a module of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from xml.etree import ElementTree

from packager.check.pdf.objects import Objects, Said
from packager.check.pdf.reading import font_name, fonts_of, resources_of

_PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
_PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
_SCHEMAS = "{http://www.aiim.org/pdfa/ns/extension/}schemas"
_SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}namespaceURI"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XMP = "{http://ns.adobe.com/xap/1.0/}"
_PDF = "{http://ns.adobe.com/pdf/1.3/}"

_PRINT, _UNSEEN = 4, 1 | 2 | 32 | 256  # flags of annotations (12.5.3)
_ACTIONS = ("/URI", "/GoTo")
_PROFILE, _COLOURS = slice(36, 40), slice(16, 20)  # where an ICC profile says what it is, and of


def _claims(pdf: Objects) -> Iterator[str]:
    """The metadata claims both standards, and describes what the first does not know."""
    packet = _packet(pdf)
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


def _agreement(pdf: Objects) -> Iterator[str]:
    """The document information says what the metadata says (ISO 19005-2, 6.6.3)."""
    packet = _packet(pdf)
    if packet is None:
        return
    pairs = {
        "/Title": "".join(_values(packet, f"{_DC}title")[:1]),
        "/Author": ", ".join(_values(packet, f"{_DC}creator")),
        "/Subject": "".join(_values(packet, f"{_DC}description")[:1]),
        "/Keywords": packet.findtext(f".//{_PDF}Keywords") or "",
        "/Producer": packet.findtext(f".//{_PDF}Producer") or "",
        "/Creator": packet.findtext(f".//{_XMP}CreatorTool") or "",
    }
    info = pdf.dictionary(pdf.trailer.get("/Info"))
    for key, told in pairs.items():
        if pdf.text(info.get(key)) != told:
            yield f"Its document information and its metadata differ in {key}."
    for name, key in (("CreateDate", "/CreationDate"), ("ModifyDate", "/ModDate")):
        stamp = packet.findtext(f".//{_XMP}{name}") or ""
        digits = "".join(character for character in stamp if character.isdigit())
        if digits != "".join(filter(str.isdigit, pdf.text(info.get(key)))):
            yield f"Its document information and its metadata differ in {key}."


def _packet(pdf: Objects) -> ElementTree.Element | None:
    packet = pdf.data(pdf.root.get("/Metadata"))
    try:
        return ElementTree.fromstring(packet)
    except ElementTree.ParseError:
        return None


def _values(packet: ElementTree.Element, name: str) -> list[str]:
    return [each.text or "" for each in packet.iterfind(f".//{name}//{_RDF}li")]


def _file(pdf: Objects) -> Iterator[str]:
    """The file itself: an ID, no encryption, no version that PDF/A-2 does not know (6.1)."""
    if pdf.document.is_encrypted:
        yield "It is encrypted."
    if "/ID" not in pdf.trailer:
        yield "It has no file ID."
    if pdf.document.pdf_version > "1.7":
        yield f"It is of version {pdf.document.pdf_version}, not 1.7."


def _catalogue(pdf: Objects) -> Iterator[str]:
    """What the whole says of itself: its title is shown, it is marked, it does nothing."""
    root = pdf.root
    marked = pdf.dictionary(root.get("/MarkInfo"))
    if pdf.follow(marked.get("/Marked")) is not True:
        yield "It does not say that it is tagged."
    if pdf.follow(marked.get("/Suspects")):
        yield "It says that its tags may be wrong."
    shown = pdf.dictionary(root.get("/ViewerPreferences")).get("/DisplayDocTitle")
    if pdf.follow(shown) is not True:
        yield "Readers are not told to show its title."
    for key in ("/AA", "/OpenAction", "/AcroForm"):
        if key in root:
            yield f"Its catalogue has {key}, which is not allowed or not ours."
    for key in ("/JavaScript", "/EmbeddedFiles", "/AlternatePresentations"):
        if key in pdf.dictionary(root.get("/Names")):
            yield f"Its names have {key}, which is not allowed or not ours."


def _colours(pdf: Objects) -> Iterator[str]:
    """There is an output intent with a profile of RGB (6.2.3)."""
    intents = [pdf.dictionary(each) for each in pdf.array(pdf.root.get("/OutputIntents"))]
    intents = [intent for intent in intents if pdf.follow(intent.get("/S")) == "/GTS_PDFA1"]
    if not intents:
        yield "It does not say what its colours mean: it has no output intent."
    for intent in intents:
        profile = intent.get("/DestOutputProfile")
        data = pdf.data(profile)
        kind, colours = data[_PROFILE], data[_COLOURS]
        rgb = pdf.follow(pdf.dictionary(profile).get("/N")) == 3
        if not rgb or (kind, colours) != (b"acsp", b"RGB "):
            yield "The profile of its output intent is none of RGB."


def _page_rules(pdf: Objects) -> Iterator[str]:
    for number, page in enumerate(map(pdf.dictionary, pdf.pages), 1):
        if pdf.follow(page.get("/Tabs")) != "/S":
            yield f"Page {number} does not say that links follow the order of the text."
        if "/AA" in page:
            yield f"Page {number} does something of itself."
    for number, _, said in pdf.annotations:
        yield from (f"A link on page {number} {fault}." for fault in _annotation(pdf, said))


def _annotation(pdf: Objects, said: Said) -> Iterator[str]:
    """Annotations are seen and printed, say in words what they are, and do nothing but lead (6.3,
    6.5; ISO 14289-1, 7.18)."""
    if pdf.follow(said.get("/Subtype")) != "/Link":
        yield "is no link, but another annotation"
    flags = pdf.number(said.get("/F")) or 0
    if not flags & _PRINT or flags & _UNSEEN:
        yield "is not shown, or not on paper"
    if not pdf.text(said.get("/Contents")).strip():
        yield "does not say in words where it leads"
    action = pdf.dictionary(said.get("/A"))
    if "/AA" in said or ("/A" in said and pdf.follow(action.get("/S")) not in _ACTIONS):
        yield "does something that is not allowed"


def _font_rules(pdf: Objects) -> Iterator[str]:
    """The letters of fonts can be told (6.2.11.7)."""
    for font in fonts_of(pdf):
        if "/ToUnicode" not in font and pdf.follow(font.get("/Subtype")) != "/Type3":
            yield f"The font {font_name(pdf, font)} does not say what its letters are."


def _pictures(pdf: Objects) -> Iterator[str]:
    """Pictures are in colours of the screen and are drawn as they are (6.2.8)."""
    for resources in resources_of(pdf):
        for kind in ("/XObject", "/Pattern"):
            for drawn in map(pdf.dictionary, pdf.dictionary(resources.get(kind)).values()):
                if pdf.follow(drawn.get("/Interpolate")):
                    yield "A picture asks to be smoothed, which PDF/A forbids."
                if pdf.follow(drawn.get("/ColorSpace")) == "/DeviceCMYK":
                    yield "A picture is in the colours of ink, which its output intent is not of."
                if "/Alternates" in drawn or "/OPI" in drawn:
                    yield "A picture has others in its place."


CHECKS: tuple[Callable[[Objects], Iterable[str]], ...] = (
    _claims,
    _agreement,
    _file,
    _catalogue,
    _colours,
    _page_rules,
    _font_rules,
    _pictures,
)
