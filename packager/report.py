"""What is asked of a build, and what it tells."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from packager.findings import Finding


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What the editor asks of one build. No editions: those the publication names."""

    editions: tuple[str, ...] = ()
    output: Path | None = None  # None: `dist` beside publication.toml
    variant: str = ""  # of the editions on paper: a name of `editions.VARIANTS`
    drafts: bool = False
    strict: bool = False  # warnings are errors
    cache: bool = True  # reuse what was compiled before, and keep what is compiled now
    jobs: int = 1  # processes; more than one need the caller's `if __name__ == "__main__":`
    executor: Executor | None = None  # compiles parts in place of these processes


@dataclass(frozen=True, slots=True)
class Written:
    """One file of an edition: `path` is posix, relative to the output folder; size in bytes.

    `status` compares it with the last `manifest.json`: new, changed or unchanged. `because` names
    the ingredients that are not as they were (`model.ingredients`).
    """

    edition: str
    path: str
    size: int
    sha256: str
    media_type: str
    status: str = "new"
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What a build made and found. `folder` is where the files of `written` are.

    `compiled` and `reused` count parts; an `unchanged` publication's files were left as they are.
    """

    folder: Path
    written: tuple[Written, ...]
    findings: tuple[Finding, ...]
    compiled: int = 0
    reused: int = 0
    unchanged: bool = False
