"""What parts are made with: libraries, packager's own code, and the fonts of this system.

All of it belongs in the keys of the cache. None of it is imported here: a build that finds every
part in the cache never loads the print engine.
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

_PACKAGES = {  # what decides a part's bytes, by kind of part
    "paper": ("weasyprint", "pydyf", "pikepdf", "pillow", "fonttools", "uharfbuzz", "tinycss2",
              "cssselect2", "tinyhtml5", "pyphen", "pillow-heif"),
    "screen": ("pillow", "pillow-heif", "uharfbuzz", "tinycss2", "cssselect2"),
    "markup": ("jinja2", "babel", "markupsafe", "segno"),
    "text": ("markdown-it-py", "mdit-py-plugins"),
    "edition": ("lxml",),
    "check": ("lxml", "pikepdf"),
}  # fmt: skip
_LIBRARIES = {  # what the print engine loads: names on Linux and macOS, the function that tells
    "pango": (("libpango-1.0.so.0", "libpango-1.0.dylib"), "pango_version_string"),
    "harfbuzz": (("libharfbuzz.so.0", "libharfbuzz.0.dylib"), "hb_version_string"),
}
_ROOMS = {  # whose code decides it
    "paper": ("memo.py", "model", "compile"),
    "screen": ("memo.py", "model", "compile"),
    "markup": ("memo.py", "model", "render"),
    "text": ("memo.py", "model", "load"),
    "check": ("memo.py", "findings.py", "check"),
    "edition": ("memo.py", "model", "render", "compile", "editions"),
}
_FONT_FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts",
)  # fmt: skip
_OWN = Path(__file__).resolve().parent


@cache
def made_with(kind: str) -> Mapping[str, str]:
    """Name and version of all that decides parts of a kind: paper, screen, markup or text."""
    versions = {"code": _code(_ROOMS[kind])}
    versions |= {name: _installed().get(name, "") for name in _PACKAGES[kind]}
    if kind == "paper":
        versions |= {name: _library(*known) for name, known in _LIBRARIES.items()}
        versions["system fonts"] = _system_fonts()
    return versions


@cache
def program() -> str:
    """A digest of packager's code and of the libraries that it uses."""
    rooms = tuple(sorted(path.name for path in _OWN.iterdir() if path.name != "__pycache__"))
    names = sorted({name for names in _PACKAGES.values() for name in names})
    libraries = [_library(*known) for known in _LIBRARIES.values()]
    versions = [_installed().get(name, "") for name in names]
    return sha256(repr((_code(rooms), versions, libraries)).encode()).hexdigest()


@cache
def everything() -> str:
    """A digest of the program and of all else that is installed, for what depends on any of it."""
    installed = sorted(_installed().items())
    return sha256(repr((program(), installed, _system_fonts())).encode()).hexdigest()


@cache
def _installed() -> Mapping[str, str]:
    """The version of each installed package; read off the names of their folders, for
    `importlib.metadata` takes longer than a whole build from the cache."""
    found: dict[str, str] = {}
    for place in sys.path:
        try:
            names = sorted(path.name for path in Path(place or ".").iterdir())
        except OSError:
            continue
        for name in names:
            if match := re.fullmatch(r"(.+?)-([^-]+)\.dist-info", name):
                found.setdefault(re.sub(r"[-_.]+", "-", match[1]).lower(), match[2])
    return found


@cache
def _library(names: Iterable[str], function: str) -> str:
    """The version that a C library tells; empty when it is not on this system."""
    for name in names:
        try:
            version = getattr(ctypes.CDLL(name), function)
        except (OSError, AttributeError):
            continue
        version.restype = ctypes.c_char_p
        return str(version().decode())
    return ""


@cache
def _code(rooms: tuple[str, ...]) -> str:
    """A digest of these rooms' files: a change to them makes parts anew, whatever its version."""
    total = sha256()
    for room in rooms:
        place = _OWN / room
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.suffix != ".pyc" and path.is_file():
                total.update(f"{path.relative_to(_OWN).as_posix()}\n".encode())
                total.update(sha256(path.read_bytes()).digest())
    return total.hexdigest()


@cache
def _system_fonts() -> str:
    """A digest of the names and sizes of this system's fonts, which help out where a theme's have
    no glyph."""
    home = Path.home() if "HOME" in os.environ else _OWN
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
    own = (home / ".fonts", data / "fonts", home / "Library/Fonts")
    total = sha256()
    for top in (*map(Path, _FONT_FOLDERS), *own):
        for folder, folders, names in os.walk(top):
            folders.sort()
            for name in sorted(names):
                path = Path(folder, name)
                if path.is_file():
                    total.update(f"{path} {path.stat().st_size}\n".encode())
    return total.hexdigest()
