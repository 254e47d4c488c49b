"""A small sound publication for tests of the command line, and the command line itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from packager.cli.gate import run

SETTINGS = """\
schema_version = 1
[publication]
kind = "issue"
slug = "small"
title = "Small"
language = "en"
date = 2026-06-17
rights = { statement = "All rights reserved.", licence = "all-rights-reserved" }
contents = ["one.md"]
[theme]
name = "review"
"""

ARTICLE = """\
---
title: One
contributors:
  - name: Ana López
    role: author
---

Some words.
"""


def publication(folder: Path, files: dict[str, str | bytes] | None = None) -> Path:
    """Write the small publication, some of its files replaced."""
    for path, content in (
        {"publication.toml": SETTINGS, "one.md": ARTICLE} | (files or {})
    ).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        data = content.encode() if isinstance(content, str) else content
        (folder / path).write_bytes(data)
    return folder


@dataclass(frozen=True)
class Ran:
    """What a command said, and how it ended."""

    status: int
    out: str
    err: str


class CommandLine:
    """Runs commands in this process, from a folder of its own."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> Ran:
        self._capsys.readouterr()
        status = run([str(argument) for argument in arguments])
        said = self._capsys.readouterr()
        assert "Traceback" not in said.err + said.out, "a traceback was shown"
        return Ran(status, said.out, said.err)


def files(folder: Path) -> Sequence[str]:
    """All files below a folder."""
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )
