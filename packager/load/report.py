"""Where the room's modules put their findings."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from packager.findings import Finding, Place, Severity, finding


class Report:
    """Collects findings; the same one twice (a picture used in two places) is kept once."""

    def __init__(self) -> None:
        self._findings: dict[Finding, None] = {}

    def __call__(self, found: Finding) -> None:
        """Take one finding."""
        self._findings[found] = None

    def add(self, code: str, message: str, place: Place | None = None, hint: str = "") -> None:
        """Make a finding of a known code and take it."""
        self(finding(code, message, place, hint))

    @property
    def failed(self) -> bool:
        """Is there an error among the findings?"""
        return any(found.severity is Severity.ERROR for found in self._findings)

    def sorted(self) -> tuple[Finding, ...]:
        """All findings by file, line, column and code; those of publication.toml come first."""
        return tuple(sorted(self._findings, key=_order))


def _order(found: Finding) -> tuple[object, ...]:
    place = found.place or Place("")
    return (
        place.file != "publication.toml",
        place.file,
        place.line,
        place.column,
        found.code,
        found.message,
    )


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that looks most like `word`, or an empty string."""
    by_lower = {name.lower(): name for name in sorted(known, reverse=True)}
    matches = difflib.get_close_matches(word.lower()[:200], sorted(by_lower), n=1, cutoff=0.6)
    return by_lower[matches[0]] if matches else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or no hint."""
    match = nearest(word, known)
    return f'did you mean "{match}"?' if match else ""


def listing(words: Iterable[str]) -> str:
    """Words in quotes with commas, for a message: `"a", "b"`."""
    return ", ".join(f'"{word}"' for word in words)
