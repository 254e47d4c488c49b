"""Colour profiles of presses (ICC.1, ISO 15076-1)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Profile:
    """An ICC profile of a press that was read and found to be one."""

    name: str  # its path as the editor wrote it
    path: Path
    sha256: str
    colours: str  # what it turns colours into: "CMYK", "GRAY" or "RGB"
    description: str  # what it calls itself
