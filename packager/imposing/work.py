"""One PDF imposed as asked: what comes of it, and what was found on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from packager.findings import Finding, Place
from packager.impose import Binding, Clear, Imposition, impose
from packager.impose.checks import check_asked, scheme_of
from packager.imposing.asked import options, scheme_asked, size
from packager.imposing.ink import kept_clear, laid, leaving
from packager.imposing.pdf import About, Document, opened
from packager.imposing.sheets import print_sheets, single_sizes
from packager.imposing.sizes import check_alike
from packager.imposing.telling import (
    cut,
    marks_missing,
    mixed,
    noted,
    poster_scaled,
    scaled,
    scales,
    thick,
    usual,
)
from packager.model.pamphlet import PamphletSettings


@dataclass(frozen=True, slots=True)
class Imposed:
    """A pamphlet: its sheets, its PDFs by what is added to the name, what was found, what the PDF
    says of itself."""

    imposition: Imposition
    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    about: About = field(default_factory=About)
    scale: float = 1.0  # at which most pages are really printed


def imposed(
    source: bytes | Path, asked: PamphletSettings, name: str, clear: Clear | None = None
) -> Imposed:
    """A PDF, which errors call by its name, on sheets as asked. Raises `UsageError`.

    Where a page's size is asked for, every page is made as large as that; else all are of one size
    already. `clear`: the white of all pages (pt), where it is known; where they reach out of their
    panels, or a printer has a margin, it is looked for. What is not asked is as the PDF has it: one
    that is read from the right is bound there.
    """
    fill = bool(asked.page)
    with opened(source, name) as document:
        if document.about.from_the_right and not asked.binding:
            asked = replace(asked, binding=Binding.RIGHT.value)
        imposition = planned(document, asked, name, clear)
        if asked.printer_margin or (clear is None and leaving(imposition)):
            imposition = kept_clear(imposition, source, document, fill, own=clear is not None)
        printed = scales(document, imposition, fill)
        found = tuple(told(document, imposition, printed, (name, clear is None)))
        sheets = print_sheets(document, imposition, fill=fill)
    return Imposed(imposition, sheets.files, found, document.about, usual(printed))


def planned(
    document: Document, asked: PamphletSettings, name: str, clear: Clear | None
) -> Imposition:
    """Which page stands where; nothing is drawn yet."""
    if not document.pages:
        return impose(0, options(asked, size("A5", "page")))  # it says what is wrong
    last = scheme_asked(asked) == "mini-zine-poster"
    frame, poster = single_sizes(document.pages, last)
    if asked.page:
        frame = size(asked.page, "page")
    wanted = options(asked, frame, poster, clear)
    check_asked(len(document.pages), wanted, scheme_of(wanted.scheme))  # what no page can help
    if not asked.page:
        check_alike(document.pages, name, last)
    return (laid if clear is None else impose)(len(document.pages), wanted)


def told(
    document: Document, imposition: Imposition, printed: tuple[float, ...], whose: tuple[str, bool]
) -> Iterator[Finding]:
    """What was found; `whose` PDF it is, and whether it is from elsewhere."""
    name, foreign = whose
    place = Place(name)
    yield from mixed(document, imposition, place)
    yield from scaled(printed, place)
    if foreign:
        yield from poster_scaled(imposition, place)
    yield from noted(document, place)
    yield from thick(imposition, place, foreign)
    yield from marks_missing(imposition, place, foreign)
    yield from cut(imposition, place, foreign)
