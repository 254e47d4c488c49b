"""What the editor should know of the pages, of the sheets, and of what is not printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from packager.findings import Finding, Place, finding
from packager.impose import Imposition, MarkKind, Scale
from packager.impose.steps import Sew, Staple
from packager.imposing.ink import placement_of
from packager.imposing.numbers import listed
from packager.imposing.pages import odd_pages
from packager.imposing.pdf import Document
from packager.imposing.sheets import single_sizes
from packager.model.page import MM

FITTED = {True: "--scale fit", False: 'scale = "fit"'}  # as a foreign PDF's editor says it, or not
NEARLY = 0.001  # of a scale: what nobody sees
OUTSIDE = (MarkKind.CROP, MarkKind.REGISTRATION)  # marks that stand beside the pages
SHEETS, THICK = 20, 2.0  # in a gathering, mm: what still folds flat


def scales(document: Document, imposition: Imposition, fill: bool) -> tuple[float, ...]:
    """At what scale each page is really printed, but for a poster."""
    pages = document.pages[:-1] if imposition.options.poster else document.pages
    return tuple(imposition.scale * page.scale(imposition.page, fill) for page in pages)


def usual(values: tuple[float, ...]) -> float:
    """The scale that most pages have; of equally common ones the first."""
    rounded = [round(value, 3) for value in values]
    return values[rounded.index(Counter(rounded).most_common(1)[0][0])]


def mixed(document: Document, imposition: Imposition, place: Place) -> Iterator[Finding]:
    """Pages that were of other sizes than most before they were made alike."""
    frame, _ = single_sizes(document.pages, imposition.options.poster is not None)
    pages = document.pages[:-1] if imposition.options.poster else document.pages
    odd = odd_pages(pages, frame)
    if odd:
        message = (
            f"{listed(odd)} not of the size of the others, {frame}: page {odd[0] + 1} is"
            f" {pages[odd[0]].size}; all are made to fit {imposition.page}"
        )
        yield finding("sheet-pages-mixed", message, place)


def scaled(found: tuple[float, ...], place: Place) -> Iterator[Finding]:
    """At what scale pages are printed where that is not their own."""
    if any(abs(each - 1) > NEARLY for each in found):
        least, most = min(found), max(found)
        one = most - least <= NEARLY
        said = f"{usual(found):.1%}" if one else f"{least:.1%} to {most:.1%}"
        yield finding("sheet-pages-scaled", f"pages are printed at {said}", place)


def poster_scaled(imposition: Imposition, place: Place) -> Iterator[Finding]:
    """At what scale a poster is printed."""
    for placement in imposition.sheets[0].back.placements if imposition.options.poster else ():
        if placement.page is not None and abs(placement.scale - 1) > NEARLY:
            message = f"the poster, page {placement.page + 1}, is printed at {placement.scale:.1%}"
            yield finding("sheet-pages-scaled", message, place)


def noted(document: Document, place: Place) -> Iterator[Finding]:
    """Links, notes and form fields."""
    pages = document.pages
    having = tuple(index for index, page in enumerate(pages) if page.annotations)
    if having:
        total = sum(page.annotations for page in pages)
        yield finding(
            "sheet-annotations",
            f"links, notes and form fields are not printed: {total} on {listed(having, '')}",
            place,
            hint="to have them on paper, print the PDF to another PDF first, and impose that",
        )


def thick(imposition: Imposition, place: Place, foreign: bool) -> Iterator[Finding]:
    """A gathering that hardly folds, and opens at the fore edge."""
    if not any(isinstance(step, Staple | Sew) for step in imposition.work):
        return
    sheets = max((len(each) for each in imposition.gatherings), default=0)
    height = sheets * imposition.options.caliper  # mm
    if sheets <= SHEETS and height <= THICK:
        return
    told = f", {height:.1f} mm of paper," if height else ""
    hint = "choose --scheme signatures" if foreign else 'say scheme = "signatures"'
    if imposition.options.scheme == "signatures":
        hint = "choose a smaller signature, 16 for one"
    message = f"{sheets} sheets in each other{told} hardly fold, and open at the fore edge"
    yield finding("sheet-gathering-thick", message, place, hint)


def marks_missing(imposition: Imposition, place: Place, foreign: bool) -> Iterator[Finding]:
    """Marks that are asked for, and have no room beside the pages."""
    sides = [side for sheet in imposition.sheets for side in (sheet.front, sheet.back)]
    printed = {mark.kind for side in sides for mark in side.marks}
    absent = [kind.value for kind in OUTSIDE if kind in imposition.options.marks - printed]
    if absent:
        message = f"there is no room beside the pages for {' and '.join(absent)} marks"
        larger = "--sheet A3" if foreign else 'sheet = "A3"'
        yield finding("sheet-marks-missing", message, place, f"take a larger sheet: {larger}")


def cut(imposition: Imposition, place: Place, foreign: bool) -> Iterator[Finding]:
    """What would be cut off, by the edge that loses most."""
    lost = imposition.cut_off
    if not lost:
        return
    worst = max(lost, key=lambda each: each.by)
    pages = tuple(sorted({each.page for each in lost}))
    which = f", page {worst.page + 1}" if len(pages) > 1 else ""
    message = (
        f"{listed(pages)} cut off{which} by {worst.by / MM:.1f} mm at its {worst.edge.value} edge"
    )
    remedy = "a smaller page" if imposition.options.scale is Scale.FIT else FITTED[foreign]
    hint = f"take a larger sheet, a smaller gutter, or {remedy}"
    if worst.edge == placement_of(worst, imposition).spine:
        hint = "take a larger sheet or a wider gutter"
    yield finding("sheet-cut-off", message, place, hint)
