"""Sheets and papers: sizes (pt), calipers and spines (mm), what a print run takes."""

from __future__ import annotations

from dataclasses import dataclass

from packager.errors import UsageError
from packager.impose.geometry import Size
from packager.impose.imposition import Imposition
from packager.impose.steps import Staple
from packager.model.page import MM

NEAR = 1.0  # pt: sizes are rounded in many places
REAM = 500  # sheets (ISO 4046-3)

SHEETS: dict[str, Size] = {  # pt, upright; ISO 216 and 217, ANSI/ASME Y14.1
    "A5": Size(148 * MM, 210 * MM),
    "A4": Size(210 * MM, 297 * MM),
    "A3": Size(297 * MM, 420 * MM),
    "SRA4": Size(225 * MM, 320 * MM),
    "SRA3": Size(320 * MM, 450 * MM),
    "Letter": Size(612.0, 792.0),
    "Legal": Size(612.0, 1008.0),
    "Tabloid": Size(792.0, 1224.0),
}
AMERICAN = ("Letter", "Legal", "Tabloid")  # of the sheets; cut in inches


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: its weight in g/m², and its bulk in cm³/g."""

    name: str
    grams: float
    bulk: float

    @property
    def caliper(self) -> float:
        """The thickness of one sheet in mm: weight times bulk (ISO 534)."""
        return caliper(self.grams, self.bulk)


def caliper(grams: float, bulk: float) -> float:
    """Thickness in mm of a paper of so many g/m² and cm³/g (ISO 534)."""
    if not (0 < grams < 2000 and 0.3 < bulk < 5):
        raise UsageError(
            f"a paper of {grams:g} g/m² and a bulk of {bulk:g} cm³/g cannot be",
            hint="office paper has about 80 g/m² and 1.25 cm³/g; see the mill's data sheet",
        )
    return grams * bulk / 1000


def _pounds(name: str, pounds: float, basis: float, mils: float) -> Paper:
    """A paper told in pounds a ream of 500 sheets of `basis` square inches, thick so many mils."""
    grams = pounds * 453.592 / (REAM * basis * 0.0254**2)
    return Paper(name, round(grams, 1), mils * 25.4 / grams)


BOOK = 25 * 38  # square inches: the basic size of book and offset papers
# Average bulks as printers publish them for working out spines: coated gloss 0.80, coated silk
# 0.90, book paper 1.20, offset 1.22 (Cloudprinter, "How to calculate spine width"); uncoated and
# bulky novel papers 1.2–1.6 (YBJ Printing, "Paper bulk vs. GSM"). The calipers of the American
# offsets are measured ones (Patterson Printing, house papers: 3.9, 4.6, 5.1 mil). A mill's own
# data sheet is always better.
PAPERS: dict[str, Paper] = {
    paper.name: paper
    for paper in (
        Paper("office-80", 80, 1.22),
        Paper("office-90", 90, 1.22),
        Paper("office-100", 100, 1.22),
        Paper("office-120", 120, 1.22),
        Paper("office-160", 160, 1.22),
        Paper("book-80", 80, 1.2),
        Paper("book-90", 90, 1.2),
        Paper("novel-80", 80, 1.6),
        Paper("gloss-115", 115, 0.8),
        Paper("gloss-135", 135, 0.8),
        Paper("gloss-170", 170, 0.8),
        Paper("silk-115", 115, 0.9),
        Paper("silk-150", 150, 0.9),
        Paper("silk-250", 250, 0.9),
        _pounds("offset-50lb", 50, BOOK, 3.9),
        _pounds("offset-60lb", 60, BOOK, 4.6),
        _pounds("offset-70lb", 70, BOOK, 5.1),
    )
}


def paper(name: str) -> Paper:
    """The paper of that name; `UsageError` names those there are."""
    if name in PAPERS:
        return PAPERS[name]
    raise UsageError(
        f"there is no paper “{name}”",
        hint=f"choose one of {', '.join(PAPERS)}, or give grams and bulk",
    )


def name_of(size: Size) -> str:
    """The name of the sheet of that size (pt), lying or standing; "" when it has none."""
    for name, known in SHEETS.items():
        it = size.portrait
        if abs(it.width - known.width) <= NEAR and abs(it.height - known.height) <= NEAR:
            return name
    return ""


def spine_width(pages: int, caliper: float, cover_caliper: float = 0.0) -> float:
    """The width in mm of the spine of so many pages, two a leaf, and both sides of a cover."""
    return -(-pages // 2) * caliper + 2 * cover_caliper


@dataclass(frozen=True, slots=True)
class Run:
    """What a number of copies takes: sheets of text and of cover, reams begun, staples."""

    copies: int
    sheets: int
    covers: int
    reams: int
    staples: int


def run(imposition: Imposition, copies: int) -> Run:
    """What so many copies take; those that stand on one sheet are printed together."""
    if copies < 1:
        raise UsageError(f"{copies} copies cannot be printed", hint="ask for one at least")
    sets = -(-copies // imposition.copies)
    covers = 0 if imposition.cover is None else sets
    sheets = sets * len(imposition.sheets) - covers
    stapling = (step for step in imposition.work if isinstance(step, Staple))
    a_copy = sum(len(step.points[0]) for step in stapling)
    return Run(copies, sheets, covers, -(-sheets // REAM), copies * a_copy)
