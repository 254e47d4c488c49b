"""A publication's own choice of parts is linked without blanks, and its pages laid on sheets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from packager.compile.compiler import Compiler
from packager.editions.edition import Made
from packager.editions.pamphlet import instructions
from packager.editions.pamphlet.page import Fitted, fitted_page, sheet_of, usual_page
from packager.editions.pamphlet.parts import POSTER, chosen_parts, ends_in_back_cover, ordered
from packager.editions.pamphlet.room import most_pages, panels_tried, too_many
from packager.editions.paper import Paginated, PaperEdition
from packager.findings import Finding, finding
from packager.impose import Binding, Clear, name_of
from packager.imposing import Imposed, imposed
from packager.imposing.asked import scheme_asked
from packager.link import Running
from packager.model.page import MM
from packager.model.pamphlet import PamphletSettings
from packager.model.parts import Part
from packager.model.publication import Publication
from packager.model.theme import PageDesign

NEARLY = 0.995  # a scale that is none


@dataclass(frozen=True, slots=True)
class PamphletEdition(PaperEdition):
    """Pages set for their part of the sheet, imposed: no leaf for the title alone, blanks only at
    the end, or before a back cover. `panels`: tried for an accordion."""

    panels: int = 0

    def make(self, publication: Publication, compiler: Compiler | None = None) -> Made:
        """Set and link the parts, and impose them.

        Raises what `PaperEdition.make` does, and `UsageError` for sheets that cannot be.
        """
        compiler = compiler or Compiler()
        chosen = chosen_parts(publication, self.settings(publication))
        edition = self._roomy(chosen, compiler)
        asked, path = edition.settings(publication), self.file(publication)
        made = PaperEdition.make(edition, chosen, compiler)
        white = edition.page(publication).geometry
        clear = Clear(inner=white.inner, outer=white.outer)  # heads and folios are ink
        sheets = imposed(made.files[path], edition._asked(publication), path, clear)
        files = named(path, sheets)
        said = instructions.told(publication, asked, sheets.imposition, tuple(files))
        alike = replace(asked, sheet=name_of(sheets.imposition.sheet))  # on the paper at hand
        page, found = instructions.as_pdf(publication, alike, said, compiler)
        files[self.file(publication, "-instructions")] = page
        text = PurePosixPath(self.file(publication, "-instructions")).with_suffix(".txt")
        files[str(text)] = instructions.as_text(publication, said)
        fitted = edition._fitted(publication)
        poster = edition._poster_told(chosen, compiler)
        found = (*made.findings, *told(sheets, fitted), *poster, *found)
        return Made(files, tuple(dict.fromkeys(found)))

    def settings(self, publication: Publication) -> PamphletSettings:
        """What the editor set for it, and what a pamphlet has where nothing is set."""
        asked = self._given(publication)
        page = asked.page or usual_page(asked)
        if not asked.page and page not in publication.theme.pages:
            page = ""
        blanks = asked.blanks or ("before-cover" if ends_in_back_cover(publication) else "end")
        return replace(asked, page=page, opening=asked.opening or "anywhere", blanks=blanks)

    def page(self, publication: Publication) -> PageDesign:
        """The page it is set on, made for its part of the sheet where the theme has none."""
        fitted = self._fitted(publication)
        if not fitted:
            return PaperEdition.page(self, publication)
        variant = self.variant_of(publication)
        return variant.page(fitted.design, publication.theme) if variant else fitted.design

    def parts(self, publication: Publication) -> tuple[Part, ...]:
        """The parts that it has, in order."""
        return ordered(PaperEdition.parts(self, publication), self._given(publication))

    def running(self, publication: Publication) -> Running:
        """The words of its running heads; pages made for a small part of the sheet have none."""
        running, fitted = PaperEdition.running(self, publication), self._fitted(publication)
        return replace(running, heads=False) if fitted and fitted.small else running

    def _given(self, publication: Publication) -> PamphletSettings:
        """What the editor set, and nothing else."""
        given = publication.editions.get(self.of or self.name)
        asked = given if isinstance(given, PamphletSettings) else PamphletSettings()
        return replace(asked, panels=asked.panels or self.panels)

    def _fitted(self, publication: Publication) -> Fitted | None:
        variant = self.variant_of(publication)
        large = bool(variant and max(variant.least))  # its type is as large as it says on paper
        return fitted_page(self._given(publication), publication.theme, keep=large)

    def _roomy(self, chosen: Publication, compiler: Compiler) -> PamphletEdition:
        """This edition, of an accordion with as many panels as its pages take.

        Raises `UsageError` for more pages than the scheme holds.
        """
        given, pages = self._given(chosen), 0
        if not most_pages(given):
            return self
        for panels in panels_tried(given):
            edition = replace(self, panels=panels)
            pages = len(edition.paginate(chosen, compiler).leaves)
            if pages <= most_pages(edition._given(chosen)):
                return edition
        raise too_many(given, pages)

    def _poster_told(self, chosen: Publication, compiler: Compiler) -> Iterable[Finding]:
        if scheme_asked(self._given(chosen)) == POSTER:
            yield from poster_told(self.paginate(chosen, compiler))

    def _asked(self, publication: Publication) -> PamphletSettings:
        """What is asked of the sheets: pages are as large as they were set, or fill their part."""
        asked, fitted = self.settings(publication), self._fitted(publication)
        usual = Binding.RIGHT if publication.direction == "rtl" else Binding.LEFT
        asked = replace(asked, page="", binding=asked.binding or usual.value)
        if fitted and fitted.made:
            sheet = sheet_of(asked)
            named = f"{sheet.width / MM:.4f}x{sheet.height / MM:.4f}mm"
            asked = replace(asked, sheet=asked.sheet or named, scale="fit")
        return asked


def named(path: str, sheets: Imposed) -> dict[str, bytes]:
    """The files of a pamphlet: fronts and backs are told apart."""
    whole = PurePosixPath(path)
    return {f"{whole.stem}{added}.pdf": content for added, content in sheets.files.items()}


def told(sheets: Imposed, fitted: Fitted | None) -> Iterable[Finding]:
    """What was found; that links are not printed goes without saying."""
    made = fitted if fitted and fitted.made else None
    unsaid = ("sheet-annotations", *(("sheet-pages-scaled",) if made else ()))
    if made:
        held = sheets.imposition.scale / made.scale
        less = f", printed at {held:.0%} to stay where the printer prints" if held < NEARLY else ""
        message = f"pages are made for their part of the sheet, {made.size}{less}"
        yield finding("sheet-pages-made", f"{message}; their text is {made.text * held:.1f} pt")
    for each in sheets.findings:
        if each.code not in unsaid:
            yield replace(each, place=None)
    yield from blanks_told(sheets)


def poster_told(paged: Paginated) -> Iterable[Finding]:
    """What the poster is, where it is hardly meant to be one."""
    part, pages = paged.parts[-1], paged.typeset[-1].manifest.pages
    if not part.article:
        yield finding(
            "sheet-poster",
            f"the poster on the back is the last page, of the {part.kind.value}",
            hint="give it an article of its own: the last one, or one with part: back-cover",
        )
    elif pages > 1:
        yield finding(
            "sheet-poster",
            f"the poster on the back is only the last of the {pages} pages of"
            f" “{part.article.title}”",
            hint="shorten it to one page, or make its picture smaller: {.half}",
        )


def blanks_told(sheets: Imposed) -> Iterable[Finding]:
    """How many pages stay blank, and where."""
    imposition = sheets.imposition
    blanks, places = imposition.blanks, imposition.pages + imposition.blanks
    where = "before the back cover" if imposition.options.blanks == "before-cover" else "at the end"
    where = "before the poster" if imposition.options.poster else where
    if blanks:
        stay = "stays" if blanks == 1 else "stay"
        yield finding("sheet-blanks", f"{blanks} of {places} pages {stay} blank, {where}")
