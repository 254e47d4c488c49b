"""Findings of one body: each is handed on once."""

from __future__ import annotations

from packager.findings import Finding, Place, finding
from packager.load.markdown.context import BodyContext


class Reporter:
    """Hands findings to the context, with places in its file."""

    def __init__(self, context: BodyContext) -> None:
        self._context = context
        self._seen: set[Finding] = set()

    def place(self, line: int, column: int = 0) -> Place:
        """A place in the article's file."""
        return Place(self._context.file, line, column)

    def add(self, code: str, message: str, place: Place, hint: str = "") -> None:
        """Report once what is wrong at a place."""
        found = finding(code, message, place, hint)
        if found not in self._seen:
            self._seen.add(found)
            self._context.report(found)
