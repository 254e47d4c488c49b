"""Colours of pictures: whatever space their numbers are meant in, the same colours in sRGB or grey.

Editions carry no colour profiles: a number without one means sRGB (in EPUB by CSS Color, in PDF by
the output intent), and older readers ignore them anyway.
"""

from __future__ import annotations

import io
import struct
from functools import cache

from PIL import Image, ImageCms

_EXIF, _INTEROPERABILITY = 0x8769, 0xA005  # EXIF directories
_COLOUR_SPACE, _INDEX = 0xA001, 1  # tags in them
_SIXTEEN_BITS = ("I;16", "I;16L", "I;16B", "I;16N", "I")


def profile_of(picture: Image.Image) -> bytes:
    """The ICC profile that a picture's numbers are meant in; empty where that is sRGB or unknown.

    A camera set to Adobe RGB may say so in EXIF alone (DCF 2.0, the option file R03).
    """
    profile = picture.info.get("icc_profile") or b""
    if profile:
        return b"" if _is_srgb(profile) else bytes(profile)
    return adobe_rgb() if _is_adobe_rgb(picture.getexif()) else b""


def _is_adobe_rgb(exif: Image.Exif) -> bool:
    try:
        space = exif.get_ifd(_EXIF).get(_COLOUR_SPACE)
        index = str(exif.get_ifd(_INTEROPERABILITY).get(_INDEX, "")).strip("\0 ")
    except (OSError, SyntaxError, ValueError, LookupError, TypeError, struct.error):
        return False  # broken metadata says nothing
    return index == "R03" and space != 1


def _is_srgb(profile: bytes) -> bool:
    try:
        opened = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.getProfileDescription(opened).strip().startswith("sRGB")
    except (ImageCms.PyCMSError, OSError):
        return False


def in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """The picture with numbers that mean sRGB, or grey, in 8 bits; transparency as it was."""
    picture = picture if picture.mode == "1" else eight_bits(picture)
    if profile and picture.mode == "P" and "transparency" not in picture.info:
        return _with_palette(picture, profile)
    if profile and picture.mode in {"P", "PA"}:
        picture = picture.convert("RGBA")
    if picture.mode in {"RGBA", "LA"}:
        opaque = picture.convert(picture.mode[:-1])
        changed = _converted(opaque, profile)
        changed.putalpha(picture.getchannel("A"))
        return changed
    return _converted(picture, profile)


def eight_bits(picture: Image.Image) -> Image.Image:
    """A grey of 1 or 16 bits in 8; others as they are: Pillow reads no others that are so deep."""
    if picture.mode == "1":
        return picture.convert("L")
    if picture.mode not in _SIXTEEN_BITS:
        return picture
    grey = picture.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    grey.info = {key: value for key, value in picture.info.items() if key != "transparency"}
    return grey


def _converted(picture: Image.Image, profile: bytes) -> Image.Image:
    """An opaque picture; a damaged profile says nothing: its numbers are taken as they are."""
    grey = picture.mode in {"L", "1"}
    if profile and picture.mode in {"RGB", "CMYK", "L"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            made = ImageCms.profileToProfile(picture, source, _srgb(), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            made = None
        if made:
            return made.convert("L") if grey else made
    return picture if grey or picture.mode in {"RGB", "P", "PA"} else picture.convert("RGB")


def _with_palette(picture: Image.Image, profile: bytes) -> Image.Image:
    """A picture with its palette's colours converted: it stays as small as it was."""
    palette = bytes(picture.getpalette("RGB") or ())
    colours = Image.frombytes("RGB", (len(palette) // 3, 1), palette)
    changed = picture.copy()
    changed.putpalette(_converted(colours, profile).tobytes())
    return changed


@cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


@cache
def adobe_rgb() -> bytes:
    """A profile of the Adobe RGB (1998) colour space: an ICC profile (ICC.1:2001) of matrix and
    curve, its primaries adapted to D50."""
    white = _xyz(0.96420, 1.0, 0.82491)
    curve = b"curv\0\0\0\0" + struct.pack(">IH2x", 1, 563)  # 2.19921875 in 256ths
    tags = {
        b"wtpt": white,
        b"rXYZ": _xyz(0.60974, 0.31111, 0.01947),
        b"gXYZ": _xyz(0.20528, 0.62567, 0.06087),
        b"bXYZ": _xyz(0.14919, 0.06322, 0.74457),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    start = 128 + 4 + 12 * len(tags)
    table, content = struct.pack(">I", len(tags)), b""
    for name, data in tags.items():
        table += name + struct.pack(">II", start + len(content), len(data))
        content += data
    size = struct.pack(">I", start + len(content))
    head = size + b"\0\0\0\0\x02\x10\0\0mntrRGB XYZ " + bytes(12) + b"acsp" + bytes(28) + white[8:]
    return head.ljust(128, b"\0") + table + content


def _xyz(*numbers: float) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(number * 65536) for number in numbers))
