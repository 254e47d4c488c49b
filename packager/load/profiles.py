"""ICC profiles of presses: a file that says what the inks of a printing condition look like."""

from __future__ import annotations

import struct
from hashlib import sha256
from pathlib import Path

from packager.findings import Place
from packager.load import files
from packager.load.report import Report
from packager.model.profiles import Profile

MAX_PROFILE = 20_000_000  # bytes
_HEADER = 128  # bytes (ISO 15076-1, 7.2)
_COLOURS = (b"CMYK", b"GRAY", b"RGB ")
_HINT = "print shops name the profile they want; those of FOGRA, GRACoL and Japan Color are free"


def read_profile(name: str, root: Path, place: Place, report: Report) -> Profile | None:
    """The profile at a path below `root` (real); None when there is none or it is of no press."""
    wanted = files.Wanted(root / name, root, name, place, limit=MAX_PROFILE)
    data = files.read_bytes(wanted, report)
    if data is None:
        return None
    fault = _fault(data)
    if fault:
        report.add("profile-invalid", f'"{name}" {fault}', place, _HINT)
        return None
    colours = data[16:20].decode().strip()
    path = files.real(root / name)
    return Profile(name, path, sha256(data).hexdigest(), colours, description_of(data) or name)


def _fault(data: bytes) -> str:
    """What keeps a file from being the profile of an output device, in words; else nothing."""
    if len(data) < _HEADER + 4 or data[36:40] != b"acsp":
        return "is no ICC profile"
    if struct.unpack(">I", data[:4])[0] != len(data):
        return "is cut short, or has something behind its end"
    if data[12:16] != b"prtr":
        return "is the profile of a screen, a camera or a scanner, not of a press"
    if data[16:20] not in _COLOURS:
        return "is of colours that are not grey, RGB or CMYK"
    return ""


def description_of(data: bytes) -> str:
    """What a profile calls itself (tag `desc`, 9.2.41); empty where that cannot be read."""
    try:
        (count,) = struct.unpack_from(">I", data, _HEADER)
        for at in range(_HEADER + 4, _HEADER + 4 + 12 * min(count, 100), 12):
            tag, start, size = struct.unpack_from(">4sII", data, at)
            if tag == b"desc":
                return _words(data[start : start + size])
    except struct.error:
        pass  # its table runs over its end
    return ""


def _words(tag: bytes) -> str:
    """The text of a description, as profiles of version 4 (`mluc`) and 2 (`desc`) write it."""
    if tag[:4] == b"mluc":
        length, start = struct.unpack_from(">II", tag, 20)
        text = tag[start : start + length].decode("utf-16-be", "replace")
    else:
        (length,) = struct.unpack_from(">I", tag, 8)
        text = tag[12 : 12 + length].decode("latin-1")
    return " ".join(text.replace("\0", " ").split())[:200]
