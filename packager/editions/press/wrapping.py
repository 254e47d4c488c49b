"""A book's cover as one page: what is set for it, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from packager.compile.compiler import Compiler
from packager.compile.fragments import Fragment
from packager.compile.pictures import PictureSettings
from packager.compile.type_files import type_files
from packager.editions.paper import metadata
from packager.findings import Finding, finding
from packager.impose.papers import caliper, spine_width
from packager.imposing.asked import BULK, thickness
from packager.link import (
    Extent,
    LinkJob,
    LinkPart,
    Panel,
    Press,
    Running,
    Wrap,
    fault_findings,
    for_press,
    link,
    number,
    wrap_cover,
)
from packager.model.article import Role
from packager.model.medium import Medium
from packager.model.page import MM, PageGeometry
from packager.model.parts import Part, PartKind, plan
from packager.model.printing import PrintSettings
from packager.model.publication import Publication
from packager.model.theme import PageDesign
from packager.render import wrap as sides
from packager.render.ean13 import digits_of
from packager.render.markup import Markup

NARROW = 6 * MM  # a spine that is less wide bears no words
_PAPER = "office-80"  # what text is printed on unless the editor says
_CODE = 37.29 * MM, 31.2 * MM  # the size of a bar code with its light (EAN-13 at 100 %)
_CLEAR = 10 * MM  # between the bar code and the edges of the back
# Where books are shelved with spines that are read upwards, whatever ISO 6357 says.
_UPWARDS = frozenset(["ca", "de", "es", "eu", "fr", "gl", "it", "pt", "ro"])


def spine_of(settings: PrintSettings, pages: int) -> float:
    """How wide the spine of so many pages is on the paper of the settings (pt).

    Raises `UsageError` for a paper that is not known.
    """
    if settings.caliper:
        thick = settings.caliper
    elif settings.grams:
        thick = caliper(settings.grams, settings.bulk or BULK)
    else:
        thick = thickness(settings.paper or _PAPER)
    return spine_width(pages, thick, settings.cover_caliper) * MM


def reads_upwards(settings: PrintSettings, language: str) -> bool:
    """Is the spine read from the foot to the head: by wish, or as the language has it?"""
    usual = "up" if language.lower().partition("-")[0] in _UPWARDS else "down"
    return (settings.spine or usual) == "up"


@dataclass(slots=True)
class Wrapping:
    """The making of one cover. `spine` is its width (pt)."""

    publication: Publication
    compiler: Compiler
    page: PageDesign
    pictures: PictureSettings
    spine: float
    _found: list[Finding] = field(default_factory=list)

    def make(self, press: Press) -> tuple[bytes, tuple[Finding, ...]]:
        """The cover ready for a press, folds marked."""
        size = self.page.geometry
        width = 2 * size.width + self.spine
        front, back = size.width + self.spine, 0.0
        if self._bound_right:  # the front lies left
            front, back = back, front
        panels = [
            Panel(self._back(), back, 0, size.width, size.height),
            *self._spine(),
            Panel(self._front(), front, 0, size.width, size.height),
            *self._barcode(back),
        ]
        cover = wrap_cover(Wrap(width, size.height, tuple(panels)))
        folds = (size.width, size.width + self.spine)
        return for_press(cover, replace(press, folds=folds)), tuple(self._found)

    @property
    def _digits(self) -> str:
        """Those of the bar code, if there is to be one."""
        settings = self._settings
        identifier = settings.identifier or self.publication.identifier
        return digits_of(identifier) if settings.barcode else ""

    @property
    def _written(self) -> str:
        """The ISBN with its hyphens, if the editor wrote any."""
        own = self._settings
        return own.isbn if own.identifier else self.publication.isbn

    @property
    def _settings(self) -> PrintSettings:
        given = self.publication.editions.get("print")
        return given if isinstance(given, PrintSettings) else PrintSettings()

    @property
    def _bound_right(self) -> bool:
        return self.publication.direction == "rtl"

    def _front(self) -> bytes:
        cover = next(part for part in plan(self.publication) if part.kind is PartKind.COVER)
        return self._link(self._part(cover, self.page), self.page.geometry)

    def _back(self) -> bytes:
        """The back cover's first page, else what the theme puts on one."""
        for part in plan(self.publication):
            if part.article and part.article.part is Role.BACK_COVER:
                fragment = self._part(part, replace(self.page, numbered=True))
                self._found += self._too_full(fragment)
                return self._link(fragment, self.page.geometry)
        design = replace(self.page, geometry=_bare(self.page.geometry))
        return self._set(sides.back(self.publication), design)

    def _spine(self) -> Sequence[Panel]:
        """Read downwards its head is at the front (ISO 6357); in Arabic that is the other way."""
        if not self.spine:
            return ()
        upwards = reads_upwards(self._settings, self.publication.language)
        worded, height = self.spine >= NARROW, self.page.geometry.height
        size = sides.spine_size(self.publication, self.spine, height)
        tokens = {**self.page.tokens, "--spine-size": f"{size:.6g}pt"}
        design = PageDesign(PageGeometry("spine", height, self.spine, 0, 0, 0, 0), tokens)
        pdf = self._set(sides.spine(self.publication, worded=worded, upwards=upwards), design)
        turned = 1 if upwards == (self.publication.direction == "rtl") else -1
        return (Panel(pdf, self.page.geometry.width, 0, self.spine, height, turned),)

    def _barcode(self, back: float) -> Sequence[Panel]:
        """The bar code, at the foot of the back on the side of the spine."""
        if not self._digits:
            return ()
        width, height = _CODE
        design = PageDesign(PageGeometry("barcode", width, height, 0, 0, 0, 0), self.page.tokens)
        pdf = self._set(sides.barcode(self.publication, self._digits, self._written), design)
        at_fold = self.page.geometry.width - width - _CLEAR if back == 0 else back + _CLEAR
        return (Panel(pdf, at_fold, _CLEAR, width, height),)

    def _part(self, part: Part, design: PageDesign) -> Fragment:
        markup = self.compiler.render(part, self.publication, Medium.PAPER)
        fragment = self._fragment(markup, design)
        leaves = number([Extent(PartKind.COVER, fragment.manifest.pages)])
        self._found += fault_findings((part,), (fragment,), leaves)
        return fragment

    def _too_full(self, back: Fragment) -> Iterator[Finding]:
        """Tell of a back cover that is longer than a page, or that the bar code lies on."""
        manifest, size = back.manifest, self.page.geometry
        if manifest.pages > 1:
            yield finding(
                "print-back-full",
                f"“{manifest.title}” has {manifest.pages} pages; only the first is on the cover",
                hint="shorten it: a back cover is one page",
            )
        room = size.height - size.top - _CLEAR - _CODE[1]  # pt, from the head of the text
        if self._digits and any(line > room for page in manifest.lines[:1] for line in page):
            yield finding(
                "print-back-full",
                f"“{manifest.title}” goes down to the bar code, which may lie on its words",
                hint="shorten it; or leave the bar code out: barcode = false, in [editions.print]",
            )

    def _set(self, markup: Markup, design: PageDesign) -> bytes:
        return self._link(self._fragment(markup, design), design.geometry)

    def _fragment(self, markup: Markup, design: PageDesign) -> Fragment:
        theme = self.publication.theme
        (fragment,) = self.compiler.fragments([markup], theme, design, self.pictures)
        self._found += fragment.findings
        return fragment

    def _link(self, fragment: Fragment, geometry: PageGeometry) -> bytes:
        publication = self.publication
        return link(
            LinkJob(
                parts=(LinkPart(fragment, PartKind.COVER),),  # it is not moved to a side
                geometry=geometry,
                metadata=metadata(publication, self._settings),
                running=Running("", publication.language, publication.direction),
                fonts=type_files(publication.theme),
            )
        )


def _bare(page: PageGeometry) -> PageGeometry:
    """A page without margins."""
    return replace(page, top=0, bottom=0, inner=0, outer=0)
