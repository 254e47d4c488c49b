"""A Publication or finished bytes come in, findings go out. Knows formats, never builders."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from packager.check.credits import check_credits
from packager.check.epub import check_epub
from packager.check.pdf import check_pdf
from packager.check.theme import check_sheets, check_theme
from packager.findings import Finding
from packager.model.publication import Publication

__all__ = ["CHECKS", "FORMATS", "check_files", "check_publication", "check_sheets"]

CHECKS: tuple[Callable[[Publication], Iterable[Finding]], ...] = (check_credits, check_theme)

FORMATS: Mapping[str, Callable[[str, bytes], Iterable[Finding]]] = {
    ".epub": check_epub,
    ".pdf": check_pdf,
}


def check_publication(publication: Publication) -> tuple[Finding, ...]:
    """What every check of `CHECKS` finds in a publication."""
    return tuple(found for check in CHECKS for found in check(publication))


def check_files(files: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """What the check of its format finds in each finished file; other files are not looked at."""
    return tuple(
        found
        for path, content in files.items()
        for suffix, check in FORMATS.items()
        if path.endswith(suffix)
        for found in check(path, content)
    )
