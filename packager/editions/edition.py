"""What an edition is: one finished form of a publication."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from packager.compile.compiler import Compiler
from packager.findings import Finding
from packager.model.publication import Publication


@dataclass(frozen=True, slots=True)
class Made:
    """What an edition consists of: files by their path in the output folder (`SLUG.pdf`).

    `facts` are what others have been told of it, and have to be told again when it is different:
    the width of a spine.
    """

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)


@runtime_checkable
class Varied(Protocol):
    """An edition that can be made in a variant (`large`, `draft`), beside what it else is."""

    def in_variant(self, name: str) -> Edition:
        """The edition in this variant, under a name of its own."""

    def as_set(self, publication: Publication) -> Edition:
        """The edition under its usual name, where the editor has set it in this variant; else as it
        is."""


class Edition(Protocol):
    """One finished form of a publication: `epub`, `pdf` …"""

    @property
    def name(self) -> str:
        """What it is called on the command line and in `[editions.NAME]`."""

    @property
    def summary(self) -> str:
        """One line for `--help` and the README."""

    @property
    def needs_pango(self) -> bool:
        """Whether it cannot be made without Pango."""

    def make(self, publication: Publication, compiler: Compiler | None = None) -> Made:
        """Make it. Without a compiler, all parts are compiled anew by this process."""
