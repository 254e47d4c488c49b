"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from packager.errors import UsageError

Directory = Annotated[
    Path | None,
    typer.Option(
        "-C",
        "--directory",
        metavar="DIR",
        help="Work on the publication in DIR instead of the current folder.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object a line on stdout.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Only errors and warnings.")]


def publication_folder(directory: Path | None) -> Path:
    """The publication's folder: searched upward from `-C DIR` or from here."""
    from packager.load import find

    start = directory or Path()
    if not start.is_dir():
        raise UsageError(f"{start} is not a folder", hint="-C takes a publication's folder")
    return find(start)
