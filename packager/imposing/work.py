"""One PDF imposed as asked: what comes of it, and what was found on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from packager.findings import Finding, Place, finding
from packager.impose import (
    Binding,
    Clear,
    CutOff,
    Edge,
    Imposition,
    Insets,
    Placement,
    Scale,
    cut_off,
    impose,
)
from packager.imposing.asked import options, scheme_asked, size
from packager.imposing.pages import odd_pages
from packager.imposing.pdf import About, Document, opened
from packager.imposing.sheets import print_sheets, single_sizes
from packager.model.page import MM
from packager.model.pamphlet import PamphletSettings

HAIR = 0.01  # pt
TRIES = 12  # each halves what is lost, at least
FEW = 8  # page numbers that are told


@dataclass(frozen=True, slots=True)
class Imposed:
    """A pamphlet: its sheets, its PDFs by what is added to the name, what was found, what the PDF
    says of itself."""

    imposition: Imposition
    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    about: About = field(default_factory=About)


def imposed(
    source: bytes | Path, asked: PamphletSettings, name: str, clear: Clear | None = None
) -> Imposed:
    """A PDF, which errors call by its name, on sheets as asked. Raises `UsageError`.

    Where a page's size is asked for, every page is made as large as that. `clear`: the white of
    all pages (pt), where it is known; with a printer's margin it is looked for on each page. What
    is not asked is as the PDF has it: one that is read from the right is bound there.
    """
    with opened(source, name) as document:
        if document.about.from_the_right and not asked.binding:
            asked = replace(asked, binding=Binding.RIGHT.value)
        imposition = planned(document, asked, clear)
        if asked.printer_margin:
            imposition = kept_clear(imposition, source, document, bool(asked.page))
        found = tuple(told(document, imposition, asked, name))
        sheets = print_sheets(document, imposition, fill=bool(asked.page))
    return Imposed(imposition, sheets.files, found, document.about)


def kept_clear(
    imposition: Imposition, source: bytes | Path, document: Document, fill: bool
) -> Imposition:
    """The imposition with what is cut off of the ink that is really on its pages; where they are
    scaled to fit, so far that the printer reaches it."""
    from packager.imposing.picture import whites  # noqa: PLC0415 - few ask for it, and it is large

    seen = whites(source, [page.size for page in document.pages])
    imposition = looked_at(imposition, seen, document, fill)
    for _ in range(TRIES if imposition.options.scale is Scale.FIT else 0):
        scale = scale_within(imposition)
        if scale == imposition.scale:
            break
        smaller = impose(imposition.pages, replace(imposition.options, largest=scale))
        imposition = looked_at(smaller, seen, document, fill)
    return imposition


def looked_at(
    imposition: Imposition, seen: Mapping[int, Insets], document: Document, fill: bool
) -> Imposition:
    """The imposition with what is cut off of pages with this white (pt) at their edges."""
    poster, last = imposition.options.poster, len(document.pages) - 1
    frames = {index: poster if poster and index == last else imposition.page for index in seen}
    framed = {
        index: document.pages[index].white(white, frames[index], fill)
        for index, white in seen.items()
    }
    return replace(imposition, cut_off=cut_off(imposition, framed))


def scale_within(imposition: Imposition) -> float:
    """The scale at which less is cut off, or nothing: it is reached in a few steps.

    What is lost at the spine stays lost at any scale; a poster has a scale of its own.
    """
    scale, size = imposition.scale, imposition.page
    for lost in imposition.cut_off:
        placement = placement_of(lost, imposition)
        if lost.edge == placement.spine or placement.scale != imposition.scale:
            continue
        if lost.edge in (Edge.TOP, Edge.BOTTOM):
            held = size.height / 2  # pages stand in the middle from foot to head
        else:
            held = size.width if placement.spine else size.width / 2
        scale = min(scale, imposition.scale - (lost.by + HAIR) / held)
    return max(scale, imposition.scale / 2)


def placement_of(lost: CutOff, imposition: Imposition) -> Placement:
    """Where the page stands that loses something."""
    sheet = imposition.sheets[lost.sheet]
    side = sheet.back if lost.back else sheet.front
    return next(each for each in side.placements if each.page == lost.page)


def planned(document: Document, asked: PamphletSettings, clear: Clear | None = None) -> Imposition:
    """Which page stands where; nothing is drawn yet."""
    if not document.pages:
        return impose(0, options(asked, size("A5", "page")))  # it says what is wrong
    frame, poster = single_sizes(document.pages, scheme_asked(asked) == "mini-zine-poster")
    if asked.page:
        frame = size(asked.page, "page")
    return impose(len(document.pages), options(asked, frame, poster, clear))


def told(
    document: Document, imposition: Imposition, asked: PamphletSettings, name: str
) -> list[Finding]:
    """What the editor should know of the pages, and of what is not printed."""
    place, found = Place(name), []
    pages = document.pages
    odd = odd_pages(pages, imposition.page)
    if imposition.options.poster:
        odd = tuple(page for page in odd if page != len(pages) - 1)
    if odd:
        one = pages[odd[0]].size
        if asked.page:
            message = f"{listed(odd)} scaled to {imposition.page}; page {odd[0] + 1} is {one}"
        else:
            message = (
                f"{listed(odd)} not of the size of the others, {imposition.page}: page"
                f" {odd[0] + 1} is {one}. They stand in the middle, smaller where they are larger"
            )
        found.append(finding("sheet-pages-mixed", message, place))
    if abs(imposition.scale - 1) > 0.001:
        found.append(
            finding("sheet-pages-scaled", f"pages are printed at {imposition.scale:.1%}", place)
        )
    noted = tuple(index for index, page in enumerate(pages) if page.annotations)
    if noted:
        total = sum(page.annotations for page in pages)
        found.append(
            finding(
                "sheet-annotations",
                f"links, notes and form fields are not printed: {total} on {listed(noted, '')}",
                place,
                hint="print the PDF to a PDF first when they are to be seen",
            )
        )
    return [*found, *cut(imposition, place)]


def cut(imposition: Imposition, place: Place) -> list[Finding]:
    """What would be cut off, by the edge that loses most."""
    lost = imposition.cut_off
    if not lost:
        return []
    worst = max(lost, key=lambda each: each.by)
    pages = tuple(sorted({each.page for each in lost}))
    message = (
        f"{listed(pages)} cut off: page {worst.page + 1} by {worst.by / MM:.1f} mm at its"
        f" {worst.edge.value} edge"
    )
    remedy = "a smaller page" if imposition.options.scale is Scale.FIT else "“scale fit”"
    hint = f"take a larger sheet, a smaller gutter, or {remedy}"
    if worst.edge == placement_of(worst, imposition).spine:
        hint = "take a larger sheet or a wider gutter"
    return [finding("sheet-cut-off", message, place, hint)]


def stretches(pages: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """The first and last of pages that follow each other; two alone stand for themselves."""
    start = 0
    for at in range(1, len(pages) + 1):
        if at < len(pages) and pages[at] == pages[at - 1] + 1:
            continue
        if at - start == 2:
            yield from ((page, page) for page in pages[start:at])
        else:
            yield pages[start], pages[at - 1]
        start = at


def listed(pages: tuple[int, ...], verb: str = "be") -> str:
    """Pages (from 0) by their numbers: “pages 3, 5–9 and 12 are”."""
    numbers = [
        f"{first + 1}–{last + 1}" if last > first + 1 else f"{first + 1}"
        for first, last in stretches(pages)
    ]
    if len(numbers) > FEW + 1:
        numbers = [*numbers[:FEW], "others"]
    text = " and ".join(filter(None, (", ".join(numbers[:-1]), numbers[-1])))
    many = len(pages) > 1
    said = {"be": " are" if many else " is", "": ""}[verb]
    return f"page{'s' if many else ''} {text}{said}"
