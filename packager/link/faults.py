"""What went wrong on the pages, told with the article, the line and the number of the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from packager.compile.fragments import Fragment
from packager.compile.manifest import Fault
from packager.findings import Finding, Place, finding
from packager.link import missing_glyphs
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
        for fault in missing_glyphs.together(fragment.manifest.faults):
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


def _overlap(fault: Fault, page: _Page) -> tuple[str, str]:
    (under,) = fault.details
    return (
        f"“{fault.words}” on page {page.label(fault.page)} of “{page.title}” is drawn over"
        f" {_UNDER[under]}.",
        "Move the figure to another paragraph, or let it stand in the text, without .left or"
        " .right.",
    )


_UNDER = {"notes": "the notes", "text": "the text beside it"}


def _widow(fault: Fault, page: _Page) -> tuple[str, str]:
    return (
        f"“{fault.words}”, the last line of a paragraph, stands alone at the top of page"
        f" {page.label(fault.page)} of “{page.title}”.",
        "Change a few words in the paragraph, or in those before it on the page.",
    )


def _orphan(fault: Fault, page: _Page) -> tuple[str, str]:
    return (
        f"“{fault.words}”, the first line of a paragraph, stands alone at the foot of page"
        f" {page.label(fault.page)} of “{page.title}”.",
        "Change a few words in the paragraph, or in those before it on the page.",
    )


def _heading_stranded(fault: Fault, page: _Page) -> tuple[str, str]:
    return (
        f"“{fault.words}” heads nothing on page {page.label(fault.page)} of “{page.title}”: what"
        " follows stands on the next.",
        "Change a few words before it, or move the figure or table after it.",
    )


def _caption_torn(fault: Fault, page: _Page) -> tuple[str, str]:
    (other,) = fault.details
    return (
        f"The figure “{fault.words}” of “{page.title}” is torn from its caption: it begins on page"
        f" {page.label(fault.page)} and ends on page {page.label(other)}.",
        "Shorten the caption, or move the figure to another paragraph.",
    )


def _table_head(fault: Fault, page: _Page) -> tuple[str, str]:
    return (
        f"The head of a table (“{fault.words}”) stands on page {page.label(fault.page)} of"
        f" “{page.title}” without any of its rows.",
        "Move the table to another paragraph, or make its first row shorter.",
    )


def _hyphens(fault: Fault, page: _Page) -> tuple[str, str]:
    (lines,) = fault.details
    return (
        f"{lines} lines in a row end with a hyphen on page {page.label(fault.page)} of"
        f" “{page.title}”, from “{fault.words}” on.",
        "Change a few words, or let another word break there with a soft hyphen.",
    )


def _runt(fault: Fault, page: _Page) -> tuple[str, str]:
    (lines,) = fault.details
    many = "one line" if lines == "1" else f"{lines} lines"
    return (
        f"The last page of “{page.title}”, page {page.label(fault.page)}, holds no more than"
        f" {many} (“{fault.words}”).",
        "Cut a few words, or write a few more.",
    )


def _glyph_missing(fault: Fault, page: _Page) -> tuple[str, str]:
    several = len(fault.details) > 1
    first = ", the first of them" if several else ""
    where = f"{first} on page {page.label(fault.page)}" if fault.words else ""
    quoted = f" (“{fault.words}”)" if fault.words.strip(fault.details[0]) else ""
    return (
        f"“{page.title}” has the character{'s' if several else ''}"
        f" {missing_glyphs.characters(fault)}{where}{quoted},"
        " which no font of the theme or of this system can show.",
        missing_glyphs.remedy(fault),
    )


_TELL: dict[str, Callable[[Fault, _Page], tuple[str, str]]] = {
    "note-astray": _note_astray,
    "layout-overflow": _overflow,
    "layout-overlap": _overlap,
    "layout-widow": _widow,
    "layout-orphan": _orphan,
    "layout-runt": _runt,
    "heading-stranded": _heading_stranded,
    "caption-torn": _caption_torn,
    "table-head-alone": _table_head,
    "hyphens-in-a-row": _hyphens,
    "glyph-missing": _glyph_missing,
}
