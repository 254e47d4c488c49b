"""Pictures: a file of a home, what it shows, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Asset:
    """A picture that was read and found sound.

    `name` is its path inside its home (posix, `images/harbour.jpg`): with the home's slug it
    identifies the picture. `path` is the real file, for the rooms that need its bytes.
    `alt` and the rights here are the file's own (`credits.toml`).
    """

    name: str
    home: str  # slug of the home
    path: Path
    media_type: str  # in editions: image/png, image/jpeg, image/gif, image/svg+xml
    width: int  # px, orientation applied; of an SVG: its viewBox or 0
    height: int
    sha256: str
    alt: str = ""
    credit: str = ""
    licence: str = ""
    source: str = ""
