"""Formats of pictures, told by their first bytes: those that are taken, and those that are refused
by name with what to do instead."""

from __future__ import annotations

import re
from dataclasses import dataclass

TAKEN = "PNG, JPEG, WebP, GIF, SVG, TIFF, AVIF, JPEG 2000 and BMP are taken"
SAVE_IT = "save it as PNG or JPEG"
_EXPORT = "open it in the program it was made with and export it as PNG or JPEG"
DEVELOP = "develop it with the camera's program and save it as JPEG"

HEIC = "HEIC"
HEIC_HINT = (
    "install what reads it: pip install 'packager[heic]'; or save it as JPEG"
    " (an iPhone takes JPEG with Settings › Camera › Formats › Most Compatible)"
)
RAW = "a camera's raw file"


@dataclass(frozen=True, slots=True)
class Taken:
    """A format that is read. `reader` is Pillow's name of it."""

    name: str
    reader: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A format that is not."""

    name: str
    hint: str = SAVE_IT


def _bytes(pattern: bytes) -> re.Pattern[bytes]:
    return re.compile(pattern, re.DOTALL)


# ISO/IEC 23008-12: what the file is may be told only by the brands that it is compatible with.
_BRANDED = rb"....ftyp(?:%b|(?:mif1|msf1|miaf).{4}(?:.{4}){0,12}?%b)"

_FORMATS: tuple[tuple[re.Pattern[bytes], Taken | Refused], ...] = (
    (_bytes(rb"\x89PNG\r\n\x1a\n"), Taken("PNG", "PNG")),
    (_bytes(rb"\xff\xd8\xff"), Taken("JPEG", "JPEG")),
    (_bytes(rb"GIF8[79]a"), Taken("GIF", "GIF")),
    (_bytes(rb"RIFF....WEBP"), Taken("WebP", "WEBP")),
    (_bytes(rb"II\*\x00.{4}CR\x02|IIRO|IIU\x00|FUJIFILMCCD|....ftypcrx"), Refused(RAW, DEVELOP)),
    (_bytes(rb"II\*\x00|MM\x00\*|II\+\x00|MM\x00\+"), Taken("TIFF", "TIFF")),
    (_bytes(_BRANDED % (rb"avi[fs]", rb"avi[fs]")), Taken("AVIF", "AVIF")),
    (_bytes(rb"....ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1|miaf)"), Taken(HEIC, "HEIF")),
    (_bytes(rb"\x00\x00\x00\x0cjP  \r\n\x87\n|\xff\x4f\xff\x51"), Taken("JPEG 2000", "JPEG2000")),
    (_bytes(rb"BM.{4}\x00{4}"), Taken("BMP", "BMP")),
    (_bytes(rb"\xff\x0a|\x00\x00\x00\x0cJXL "), Refused("JPEG XL")),
    (_bytes(rb"8BPS"), Refused("Photoshop (PSD)", _EXPORT)),
    (_bytes(rb"gimp xcf"), Refused("GIMP (XCF)", _EXPORT)),
    (_bytes(rb"%PDF-"), Refused("PDF", "open it in Inkscape and save it as SVG or PNG")),
    (_bytes(rb"%!PS|\xc5\xd0\xd3\xc6"), Refused("PostScript", "convert it to SVG or PNG")),
    (_bytes(rb"\x01\x00\x00\x00.{36} EMF|\xd7\xcd\xc6\x9a"), Refused("a metafile", _EXPORT)),
    (_bytes(rb"\x00\x00\x01\x00"), Refused("an icon")),
    (_bytes(rb"....ftyp"), Refused("a film", "take a still from it and save that as JPEG")),
    (_bytes(rb"\x1f\x8b"), Refused("gzip", "unpack it; a packed SVG (SVGZ) is then taken")),
    (_bytes(rb"PK\x03\x04"), Refused("ZIP", _EXPORT)),
    (_bytes(rb"\s*<(?i:!doctype html|html)"), Refused("HTML", "take the picture, not its page")),
)  # fmt: skip


def recognised(data: bytes) -> Taken | Refused | None:
    """The format of a file by its first bytes; None for one that is not known, and for SVG."""
    return next((found for magic, found in _FORMATS if magic.match(data)), None)


_SVG_ROOT = re.compile(rb"<(?:[\w.-]+:)?svg[\s>/]")
_BEFORE_ROOT = ((b"<?", b"?>"), (b"<!--", b"-->"), (b"<!", b">"))


def is_svg(data: bytes) -> bool:
    """Is an `svg` element the first, behind XML declaration, comments and document type?"""
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    while not _SVG_ROOT.match(data):
        end = next((end for start, end in _BEFORE_ROOT if data.startswith(start)), None)
        if end == b">" and b"[" in data.partition(b">")[0]:
            end = b"]>"  # of a document type with declarations in it
        if end is None or end not in data:
            return False
        data = data.partition(end)[2].lstrip()
    return True
