"""A publication's own choice of parts is linked without blanks, and its pages laid on sheets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from packager.compile.compiler import Compiler
from packager.editions.edition import Made
from packager.editions.pamphlet import instructions
from packager.editions.paper import PaperEdition
from packager.findings import Finding
from packager.impose import Binding, Clear
from packager.imposing import Imposed, imposed
from packager.imposing.asked import american
from packager.model.pamphlet import PamphletSettings
from packager.model.parts import PartKind, plan
from packager.model.publication import Publication

HALF_A4, HALF_LETTER = "A5", "Half-Letter"
_SWITCHED = (PartKind.COVER, PartKind.TITLE, PartKind.CONTENTS, PartKind.CREDITS)


@dataclass(frozen=True, slots=True)
class PamphletEdition(PaperEdition):
    """Pages set for half a sheet, imposed: no leaf for the title alone, blanks only at the end."""

    def make(self, publication: Publication, compiler: Compiler | None = None) -> Made:
        """Set and link the parts, and impose them.

        Raises what `PaperEdition.make` does, and `UsageError` for sheets that cannot be.
        """
        compiler = compiler or Compiler()
        asked = self.settings(publication)
        made = PaperEdition.make(self, chosen_parts(publication, asked), compiler)
        path = self.file(publication)
        white = self.page(publication).geometry
        clear = Clear(inner=white.inner, outer=white.outer)  # heads and feet are not free
        sheets = imposed(made.files[path], self._asked(publication), path, clear)
        files = named(path, sheets)
        said = instructions.told(publication, asked, sheets.imposition, tuple(files))
        page, found = instructions.as_pdf(publication, asked, said, compiler)
        files[self.file(publication, "-instructions")] = page
        text = PurePosixPath(self.file(publication, "-instructions")).with_suffix(".txt")
        files[str(text)] = instructions.as_text(publication, said)
        return Made(files, tuple(dict.fromkeys((*made.findings, *told(sheets), *found))))

    def settings(self, publication: Publication) -> PamphletSettings:
        """What the editor set for it, and the page and opening that a pamphlet has."""
        given = publication.editions.get(self.of or self.name)
        asked = given if isinstance(given, PamphletSettings) else PamphletSettings()
        page = asked.page or (HALF_LETTER if american(asked.sheet) else HALF_A4)
        if not asked.page and page not in publication.theme.pages:
            page = ""
        return replace(asked, page=page, opening=asked.opening or "anywhere")

    def _asked(self, publication: Publication) -> PamphletSettings:
        """What is asked of the sheets: pages are as large as they were set."""
        asked = self.settings(publication)
        usual = Binding.RIGHT if publication.direction == "rtl" else Binding.LEFT
        return replace(asked, page="", binding=asked.binding or usual.value)


def chosen_parts(publication: Publication, asked: PamphletSettings) -> Publication:
    """The publication with the pages of its own that its pamphlet has: those that are asked for,
    else all of them but a title leaf."""
    usual = {part.kind for part in plan(publication)} - {PartKind.TITLE}
    wanted = usual if asked.parts is None else {PartKind(name) for name in asked.parts}
    return replace(publication, switches={kind.value: kind in wanted for kind in _SWITCHED})


def named(path: str, sheets: Imposed) -> dict[str, bytes]:
    """The files of a pamphlet: fronts and backs are told apart."""
    whole = PurePosixPath(path)
    return {f"{whole.stem}{added}.pdf": content for added, content in sheets.files.items()}


def told(sheets: Imposed) -> Iterable[Finding]:
    """What was found; that links are not printed goes without saying."""
    for each in sheets.findings:
        if each.code != "sheet-annotations":
            yield replace(each, place=None)
