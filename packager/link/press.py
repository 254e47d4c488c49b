"""How a file for a press differs from one for readers, and what it says of itself."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from packager.link.job import Metadata
from packager.link.xmp import iso, xmp
from packager.model.page import MM

MARK = 5 * MM  # the length of a crop mark, and of what is left free round it
CLEAR = 1 * MM  # between the bleed and a mark

# ISO 15930-7, 6.4; the identification schema of PDF/X, Dublin Core's relatives of media management.
_CLAIMS = (
    '<xmpMM:DocumentID xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">{id}</xmpMM:DocumentID>\n'
    '<xmpMM:VersionID xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">1</xmpMM:VersionID>\n'
    '<xmpMM:RenditionClass xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">default'
    "</xmpMM:RenditionClass>\n"
    "<xmp:MetadataDate>{date}</xmp:MetadataDate>\n"
    "<pdf:Trapped>False</pdf:Trapped>\n"
)
_X4 = (
    '<pdfxid:GTS_PDFXVersion xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">PDF/X-4'
    "</pdfxid:GTS_PDFXVersion>\n"
)


@dataclass(frozen=True, slots=True)
class Intent:
    """The printing condition that a file is made for: an ICC profile of an output device."""

    profile: bytes
    colours: str  # "CMYK", "GRAY" or "RGB"
    description: str
    condition: str = ""  # its name in the registry of the ICC

    @property
    def channels(self) -> int:
        """How many inks the profile has."""
        return {"CMYK": 4, "RGB": 3}.get(self.colours, 1)


@dataclass(frozen=True, slots=True)
class Press:
    """How pages are made ready for a press. `bleed` in pt; `folds` are distances from the left
    edge of the trimmed page at which it is folded (pt)."""

    metadata: Metadata
    bleed: float
    marks: bool = True
    grey: bool = False
    even: bool = False  # an odd number of pages has a blank one after it: sheets have two
    intent: Intent | None = None
    folds: tuple[float, ...] = ()

    @property
    def margin(self) -> float:
        """How far the sheet goes beyond the trimmed page."""
        return self.bleed + (CLEAR + MARK if self.marks else 0)


def press_xmp(press: Press) -> bytes:
    """The metadata of a file for a press; PDF/X-4 when it says for which."""
    said = press.metadata
    claims = _CLAIMS.format(
        id=uuid.uuid5(uuid.NAMESPACE_URL, f"{said.identifier} {said.modified}").urn,
        date=iso(said.modified),
    )
    return xmp(said, claims + (_X4 if press.intent else ""))
