"""Pictures without what their files say besides the picture: camera, place, person, thumbnail.

The picture's own bytes are not touched, so nothing is lost of it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_DRAWN = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}  # of a PNG: without these it is another one
_COLOURS = {b"iCCP", b"sRGB", b"gAMA", b"cHRM", b"cICP"}

_KEPT_APPS = {(0xE0, b"JFIF\x00"), (0xEE, b"Adobe")}  # how the numbers are meant
_PROFILE = (0xE2, b"ICC_PROFILE\x00")
_SCAN, _END = 0xDA, 0xD9
_ALONE = {0x01, *range(0xD0, 0xD8)}  # markers with nothing after them


def bare_jpeg(data: bytes, *, profile: bool = False) -> bytes:
    """A JPEG's segments (ITU-T T.81, B.1.1) but for those that only describe it, up to its end.

    What lies behind the end is gone too: phones keep a second picture or a film there, with all its
    metadata. `profile`: its colour profile stays. A file that is not laid out as it should be is a
    `ValueError`.
    """
    apps = _KEPT_APPS | ({_PROFILE} if profile else set())
    kept = (segment for segment in _segments(data) if _is_needed(segment, apps))
    return b"".join((b"\xff\xd8", *kept, b"\xff\xd9"))


def _segments(data: bytes) -> Iterator[bytes]:
    """All segments between a JPEG's start and its first end; a scan with its data."""
    at = 2
    while True:
        if data[at : at + 1] != b"\xff" or at + 2 > len(data):
            raise ValueError("a JPEG marker is missing")
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
        elif marker == _END:
            return
        elif marker in _ALONE:
            at += 2
        else:
            end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
            if end > len(data):
                raise ValueError("a JPEG segment is cut short")
            if marker == _SCAN:
                end = _scan_end(data, end)
            yield data[at:end]
            at = end


def _is_needed(segment: bytes, apps: set[tuple[int, bytes]]) -> bool:
    """Whether the picture cannot be drawn without it: comments and most APPn only describe it."""
    marker = segment[1]
    if 0xE0 <= marker <= 0xEF:
        return any(marker == app and segment.startswith(name, 4) for app, name in apps)
    return marker != 0xFE


def _scan_end(data: bytes, at: int) -> int:
    """Where the entropy-coded data that begins here ends: at a marker that is none of its own."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise ValueError("a JPEG scan is cut short")
        if data[at + 1] == 0 or 0xD0 <= data[at + 1] <= 0xD7:
            at += 2
        elif data[at + 1] == 0xFF:
            at += 1
        else:
            return at


def bare_png(data: bytes, *, profile: bool = False) -> bytes:
    """A PNG's critical chunks and its transparency (PNG, third edition, §11), nothing else.

    `profile`: what it says of its colours stays too. Raises `ValueError` for a file that ends too
    early.
    """
    names = _DRAWN | (_COLOURS if profile else set())
    kept, at = [_PNG], len(_PNG)
    while data[at + 4 : at + 8] != b"IEND":
        if at + 12 > len(data):
            raise ValueError("a PNG chunk is missing")
        end = at + 12 + int(struct.unpack_from(">I", data, at)[0])
        if data[at + 4 : at + 8] in names:
            kept.append(data[at:end])
        at = end
    return b"".join((*kept, b"\x00\x00\x00\x00IEND\xaeB`\x82"))
