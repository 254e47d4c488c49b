"""What went wrong on the pages, told with the article, the line and the number of the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from packager.compile.fragments import Fragment
from packager.compile.manifest import Fault
from packager.findings import Finding, Place, finding
from packager.link.numbering import Leaf
from packager.model.parts import Part


@dataclass(frozen=True, slots=True)
class _Page:
    """Where a fault is: the part's title and the labels of its pages."""

    title: str
    labels: Sequence[str]

    def label(self, page: int | str) -> str:
        """The number that is printed on a page of the part."""
        return self.labels[int(page)]


def fault_findings(
    parts: Sequence[Part], typeset: Sequence[Fragment], leaves: Sequence[Leaf]
) -> tuple[Finding, ...]:
    """A finding for each fault of the parts, whose pages are numbered as in `leaves`."""
    found = []
    for index, (part, fragment) in enumerate(zip(parts, typeset, strict=True)):
        labels = [leaf.label for leaf in leaves if leaf.part == index]
        page = _Page(fragment.manifest.title, labels)
        for fault in fragment.manifest.faults:
            message, hint = _TELL[fault.code](fault, page)
            place = Place(part.article.path, fault.line) if part.article else None
            found.append(finding(fault.code, message, place, hint))
    return tuple(found)


def _note_astray(fault: Fault, page: _Page) -> tuple[str, str]:
    number, stands, _ = fault.details
    return (
        f"Note {number} of “{page.title}” (“{fault.words}”) is called on page"
        f" {page.label(fault.page)} and stands on page {page.label(stands)}.",
        "Shorten the note or the text before it, or call it elsewhere: the page was too full.",
    )


def _overflow(fault: Fault, page: _Page) -> tuple[str, str]:
    (points,) = fault.details
    return (
        f"“{fault.words}” on page {page.label(fault.page)} of “{page.title}” sticks out of the"
        f" text block, or is cut off, by {points} pt.",
        "Let a long word break with a soft hyphen, or make the table or picture narrower.",
    )


def _glyph_missing(fault: Fault, page: _Page) -> tuple[str, str]:
    (character,) = fault.details
    where = f" on page {page.label(fault.page)}" if fault.words else ""
    quoted = f" (“{fault.words}”)" if fault.words.strip(character) else ""
    return (
        f"“{page.title}” has the character {character} (U+{ord(character):04X}){where}{quoted},"
        " which no font of the theme or of this system can show.",
        "Add a font for its script to the theme, or install one.",
    )


_TELL: dict[str, Callable[[Fault, _Page], tuple[str, str]]] = {
    "note-astray": _note_astray,
    "layout-overflow": _overflow,
    "glyph-missing": _glyph_missing,
}
