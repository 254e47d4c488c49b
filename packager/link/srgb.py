"""The colours of an edition: an ICC profile of sRGB (IEC 61966-2-1), written out.

A profile of three colourants and a curve (ISO 15076-1:2005, 8.3.3): the same bytes everywhere.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable

NAME = "sRGB IEC61966-2.1"

_WHITE = (0.9642, 1.0, 0.8249)  # D50, which profiles connect at
_COLOURANTS = {  # the primaries, adapted from D65
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_ADAPTATION = (  # from D65 to D50 (Bradford)
    *(1.04788, 0.02292, -0.05022),
    *(0.02959, 0.99048, -0.01707),
    *(-0.00925, 0.01508, 0.75168),
)
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)  # straight near black


def profile() -> bytes:
    """The profile, of version 4.2."""
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0) + _fixed(_CURVE)
    tags = {
        b"desc": _text(NAME),
        b"cprt": _text("CC0"),
        b"wtpt": _xyz(_WHITE),
        b"chad": b"sf32" + bytes(4) + _fixed(_ADAPTATION),
        **{name: _xyz(value) for name, value in _COLOURANTS.items()},
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, data = b"", b""
    places: dict[bytes, int] = {}
    start = 128 + 4 + 12 * len(tags)
    for name, tag in tags.items():
        if tag not in places:
            places[tag] = start + len(data)
            data += tag + bytes(-len(tag) % 4)
        table += name + struct.pack(">II", places[tag], len(tag))
    return _header(start + len(data)) + struct.pack(">I", len(tags)) + table + data


def _header(size: int) -> bytes:
    """128 bytes (7.2): a display's profile, from RGB to XYZ, of the day of its version."""
    return b"".join(
        (
            struct.pack(">I4s", size, bytes(4)),
            bytes.fromhex("04200000"),
            b"mntrRGB XYZ ",
            struct.pack(">6H", 2006, 1, 1, 0, 0, 0),
            b"acsp",
            bytes(28),
            _fixed(_WHITE),
            bytes(48),
        )
    )


def _text(text: str) -> bytes:
    words = text.encode("utf-16-be")
    record = struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(words), 28)
    return b"mluc" + bytes(4) + record + words


def _xyz(values: Iterable[float]) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(values)


def _fixed(values: Iterable[float]) -> bytes:
    """Numbers with sixteen bits after the point."""
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)
