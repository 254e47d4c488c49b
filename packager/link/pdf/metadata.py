"""What an edition says of itself."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from packager.link.job import Metadata
from packager.link.srgb import NAME, profile
from packager.link.xmp import xmp


def describe(document: Pdf, metadata: Metadata) -> None:
    """Language, title, people and dates: in the catalogue, in XMP, in the document information."""
    root = document.Root
    root.Lang = String(metadata.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if metadata.direction == "rtl":
        root.ViewerPreferences.Direction = Name.R2L
    root.OutputIntents = Array([_output_intent(document)])
    root.Metadata = Stream(document, xmp(metadata), Type=Name.Metadata, Subtype=Name.XML)
    inform(document, metadata)


def inform(document: Pdf, metadata: Metadata) -> None:
    """Write the document information (14.3.3)."""
    information = {
        Name.Title: metadata.title,
        Name.Author: ", ".join(metadata.authors),
        Name.Subject: metadata.description,
        Name.Keywords: ", ".join(metadata.subjects),
        Name.Creator: metadata.producer,
        Name.Producer: metadata.producer,
        Name.CreationDate: f"D:{metadata.created:%Y%m%d}000000Z",
        Name.ModDate: f"D:{metadata.modified:%Y%m%d}000000Z",
    }
    for name, value in information.items():
        if value:
            document.docinfo[name] = String(value)


def _output_intent(document: Pdf) -> Object:
    """What colours mean (ISO 19005-2, 6.2.3): pages are set in RGB, which means sRGB."""
    return document.make_indirect(
        Dictionary(
            Type=Name.OutputIntent,
            S=Name.GTS_PDFA1,
            OutputConditionIdentifier=String(NAME),
            Info=String(NAME),
            DestOutputProfile=Stream(document, profile(), N=3),
        )
    )
