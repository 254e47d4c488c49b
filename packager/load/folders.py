"""Where a publication is: the search upward from wherever one stands."""

from __future__ import annotations

from pathlib import Path

from packager.errors import UsageError
from packager.load import files

SETTINGS = "publication.toml"


def find(start: Path) -> Path:
    """The nearest folder at or above `start` that holds a `publication.toml`."""
    here = files.real(start)
    for folder in (here, *here.parents):
        if files.is_file(folder / SETTINGS):
            return folder
    message = f"there is no {SETTINGS} in {start} or in a folder above it"
    raise UsageError(message, 'name the folder with -C, or make a publication: "packager new"')
