"""The print edition: what a print shop wants, pages with bleed and marks and a cover round them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from packager.compile.compiler import Compiler
from packager.editions.edition import Made
from packager.editions.paper import PaperEdition, metadata
from packager.editions.press.wrapping import NARROW, Wrapping, spine_of
from packager.errors import BuildError
from packager.findings import Finding, finding
from packager.link import Intent, Press, for_press
from packager.model.article import Role
from packager.model.page import MM
from packager.model.parts import Part, PartKind, plan
from packager.model.printing import PrintSettings
from packager.model.profiles import Profile
from packager.model.publication import Publication
from packager.model.theme import PageDesign

_NEARLY = 0.08  # a cover picture whose shape differs less from the page's fills it


@dataclass(frozen=True, slots=True)
class PrintEdition(PaperEdition):
    """Pages for a press, and unless it is to be among them the cover in a file of its own."""

    def make(self, publication: Publication, compiler: Compiler | None = None) -> Made:
        """Set the parts, link them, make them ready for a press.

        Raises what `PaperEdition.make` does, and `UsageError` for a paper that is not known.
        """
        compiler = compiler or Compiler()
        settings = self.settings(publication)
        spine_of(settings, 1)  # a paper that is not known is told before anything is set
        made = PaperEdition.make(self, publication, compiler)
        press = self._press(publication)
        inside = replace(press, even=not any(map(_is_behind, self.parts(publication))))
        files = {path: for_press(pdf, inside) for path, pdf in made.files.items()}
        found = [*made.findings, *_unprofiled(press)]
        facts: dict[str, str] = {}
        if self._wrapped(publication):
            paged = self.paginate(publication, compiler)  # which the compiler has made already
            spine = spine_of(settings, len(paged.leaves))
            page = self.cover_page(publication, paged.page)
            wrapping = Wrapping(publication, compiler, page, self._pictures(settings), spine)
            cover, said = wrapping.make(press)
            files[self.file(publication, "-cover")] = cover
            found += [*said, *_narrow(spine, len(paged.leaves))]
            facts["spine"] = f"{spine / MM:.2f} mm"
        return Made(files, tuple(dict.fromkeys(found)), facts)

    def parts(self, publication: Publication) -> tuple[Part, ...]:
        """All, or those that are not on a cover of its own."""
        wrapped = self._wrapped(publication)
        return tuple(part for part in plan(publication) if not (wrapped and _is_outside(part)))

    def cover_page(self, publication: Publication, page: PageDesign) -> PageDesign:
        """A page whose picture goes beyond the cut; one of nearly its shape fills it."""
        bleed, geometry = self.settings(publication).bleed, page.geometry
        tokens = {"--picture-bleed": f"{bleed:.6g}pt"}
        picture = publication.cover.picture if publication.cover else None
        if picture and picture.width and picture.height:
            shape = (geometry.width + 2 * bleed) / (geometry.height + 2 * bleed)
            near = abs(picture.width / picture.height / shape - 1) <= _NEARLY
            tokens["--picture-fit"] = "cover" if near else "contain"
        return replace(page, tokens={**page.tokens, **tokens})

    def settings(self, publication: Publication) -> PrintSettings:
        """What the editor set for it."""
        given = publication.editions.get(self.of or self.name)
        return given if isinstance(given, PrintSettings) else PrintSettings()

    def _wrapped(self, publication: Publication) -> bool:
        """Has it a cover, which is to be a file of its own?"""
        there = any(part.kind is PartKind.COVER for part in plan(publication))
        return there and self.settings(publication).cover == "wrap"

    def _press(self, publication: Publication) -> Press:
        settings = self.settings(publication)
        profile = settings.profile or publication.theme.profile
        variant = self.variant_of(publication)
        trimmed = variant is not None and variant.marked  # it comes from the printer of an office
        return Press(
            metadata=metadata(publication, settings),
            bleed=0 if trimmed else settings.bleed,
            marks=settings.marks and not trimmed,
            grey=settings.colour == "grey",
            intent=_intent(profile, settings.condition) if profile else None,
        )


def _is_outside(part: Part) -> bool:
    """Is it on the outside of a book?"""
    return part.kind is PartKind.COVER or _is_behind(part)


def _is_behind(part: Part) -> bool:
    """Is it the back cover, after which nothing comes?"""
    return part.article is not None and part.article.part is Role.BACK_COVER


def _intent(profile: Profile, condition: str) -> Intent:
    try:
        data = profile.path.read_bytes()
    except OSError as error:
        raise BuildError(
            f"The profile {profile.name} can no longer be read.", "Put the file back."
        ) from error
    return Intent(data, profile.colours, profile.description, condition)


def _unprofiled(press: Press) -> Iterable[Finding]:
    if not press.intent:
        yield finding(
            "print-no-profile",
            "no colour profile of a press is given, so the print edition is no PDF/X-4",
            hint="ask the print shop for its ICC profile; it is named in [editions.print]: profile",
        )


def _narrow(spine: float, pages: int) -> Iterable[Finding]:
    if spine < NARROW:
        yield finding(
            "print-spine-narrow",
            f"the spine of {pages} pages is {spine / MM:.1f} mm wide: nothing is written on it",
            hint=f"words want {NARROW / MM:g} mm; is the paper in [editions.print] the right one?"
            ' For what is stapled through its fold, say cover = "pages"',
        )


PRINT = PrintEdition(
    "print", "A PDF for a print shop, with bleed and marks, and its cover", "-print"
)
