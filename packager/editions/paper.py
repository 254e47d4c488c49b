"""What all editions on paper share: parts are set, numbered, furnished and linked.

An edition is a `PaperEdition` record with its settings; it adds nothing to the work.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

import packager
from packager.compile.compiler import Compiler
from packager.compile.fragments import Fragment
from packager.compile.pictures import PictureSettings
from packager.compile.type_files import type_files
from packager.editions.edition import Made
from packager.editions.variants import VARIANTS, Variant, mark
from packager.errors import UsageError
from packager.link import (
    Extent,
    Leaf,
    LinkJob,
    LinkPart,
    Metadata,
    Running,
    blocks,
    dress,
    fault_findings,
    first_labels,
    link,
    number,
)
from packager.model.article import Role
from packager.model.licences import LICENCES
from packager.model.medium import Medium, WebLinks
from packager.model.parts import Part, PartKind, plan
from packager.model.publication import EditionSettings, Publication, Section
from packager.model.theme import PageDesign, Theme
from packager.render.markup import Markup

_PAGE = "A5"
_ROUNDS = 3  # the contents are set: their own length may move what they show


@dataclass(frozen=True, slots=True)
class PaperEdition:
    """An edition on pages. `suffix` tells its file from those of others: `SLUG-print.pdf`."""

    name: str
    summary: str
    suffix: str = ""
    pictures: PictureSettings = field(default_factory=PictureSettings)
    needs_pango: bool = True
    variant: str = ""  # asked for; else the one that the editor set
    of: str = ""  # the edition whose settings it has, where it is made beside that one
    folded: bool = False  # its page is made for a sheet: a draft stays on it
    screen: bool = False  # its links can be clicked: it never prints their addresses

    def make(self, publication: Publication, compiler: Compiler | None = None) -> Made:
        """Set the parts and link them.

        Raises `UsageError` for a page that the theme does not have, `MissingError` without Pango.
        """
        compiler = compiler or Compiler()
        paged = self.paginate(publication, compiler)
        linked = _link_parts(paged.parts, paged.typeset, publication)
        running = self.running(publication)
        sheets = blocks(paged.leaves, dress(paged.leaves, linked, running))
        furnished = compiler.furniture(sheets, publication.theme, paged.page)
        job = LinkJob(
            parts=linked,
            geometry=paged.page.geometry,
            metadata=metadata(publication, self.settings(publication)),
            running=running,
            opening=paged.opening,
            furniture=furnished,
            elsewhere=publication.elsewhere,
            fonts=type_files(publication.theme),
        )
        found = [finding for each in paged.typeset for finding in each.findings]
        found += [finding for each in furnished for finding in each.findings]
        found += fault_findings(paged.parts, paged.typeset, paged.leaves)
        return Made(
            {self.file(publication): link(job)},
            tuple(dict.fromkeys(found)),
        )

    def paginate(self, publication: Publication, compiler: Compiler) -> Paginated:
        """Set the parts and number their pages; raises what `make` does."""
        settings = self.settings(publication)
        page = self.page(publication)
        links = WebLinks(settings.links or "none") if not self.screen else WebLinks.NONE
        cover = self.cover_page(publication, page)
        press = _Press(publication, page, cover, self._pictures(settings), compiler, links)
        opening = settings.opening or "page"
        parts = self.parts(publication)
        typeset = press.all(parts, opening)
        leaves = number(_extents(parts, typeset), opening)
        return Paginated(parts, typeset, leaves, page, opening)

    def parts(self, publication: Publication) -> tuple[Part, ...]:
        """The parts that it has, in order."""
        return plan(publication)

    def cover_page(self, publication: Publication, page: PageDesign) -> PageDesign:
        """The page that covers are set on."""
        return page

    def settings(self, publication: Publication) -> EditionSettings:
        """What the editor set for this edition."""
        return publication.editions.get(self.of or self.name, EditionSettings())

    def in_variant(self, name: str) -> Self:
        """This edition in a variant, as another beside it: `pdf-large`."""
        return replace(self, name=f"{self.name}-{name}", of=self.of or self.name, variant=name)

    def as_set(self, publication: Publication) -> Self:
        """Under its usual name, where the editor has set it in this variant; else as it is."""
        if self.of and self.settings(publication).variant == self.variant:
            return replace(self, name=self.of, of="", variant="")
        return self

    def variant_of(self, publication: Publication) -> Variant | None:
        """The variant it is made in, if any."""
        return VARIANTS.get(self.variant or self.settings(publication).variant)

    def file(self, publication: Publication, more: str = "") -> str:
        """The name of its file, or of one `more`; a variant never takes the place of another."""
        variant = self.variant_of(publication)
        suffix = f"{self.suffix}-{variant.name}" if variant else self.suffix
        return f"{publication.slug}{suffix}{more}.pdf"

    def page(self, publication: Publication) -> PageDesign:
        """The page it is set on. Raises `UsageError` for one that the theme does not have."""
        settings, theme = self.settings(publication), publication.theme
        variant, name = self.variant_of(publication), settings.page
        if not variant:
            return page_design(theme, name)
        chosen = name and settings.variant == variant.name  # page and variant, by the editor
        if not (chosen or self.folded):
            name = variant.wanted_page(name, theme)
        return variant.page(page_design(theme, name), theme)

    def running(self, publication: Publication) -> Running:
        """The words of its running heads."""
        variant = self.variant_of(publication)
        running = _running(publication)
        return replace(running, mark=mark(publication)) if variant and variant.marked else running

    def identifier(self, publication: Publication) -> str:
        """The edition's own identifier, else the publication's."""
        return self.settings(publication).identifier or publication.identifier

    def _pictures(self, settings: EditionSettings) -> PictureSettings:
        return PictureSettings(
            settings.max_px or self.pictures.max_px, settings.quality or self.pictures.quality
        )


# The edition whose pages are cited: an EPUB shows where on its text they begin.
CITED = PaperEdition("pdf", "A PDF with footnotes, running heads, outline and links", screen=True)


@dataclass(frozen=True, slots=True)
class Paginated:
    """A publication's parts on the numbered pages of an edition."""

    parts: tuple[Part, ...]
    typeset: tuple[Fragment, ...]
    leaves: tuple[Leaf, ...]
    page: PageDesign
    opening: str


@dataclass(frozen=True, slots=True)
class _Press:
    """How the parts of one edition are set."""

    publication: Publication
    page: PageDesign
    cover: PageDesign  # the page of covers
    pictures: PictureSettings
    compiler: Compiler
    links: WebLinks

    def all(self, parts: Sequence[Part], opening: str) -> tuple[Fragment, ...]:
        """Every part; the contents last, for they show where the others begin.

        Where arabic numbers begin anew after the contents, these may have any length. Where pages
        are counted through, their length moves the numbers that they show: then they are set anew.
        """
        contents = [part for part in parts if part.kind is PartKind.CONTENTS]
        others = [part for part in parts if part not in contents]
        made = {part.id: each for part, each in zip(others, self._set(others), strict=True)}
        shown: dict[str, str] = {}
        for _ in range(_ROUNDS):
            pages = _pages(parts, made, opening)
            if pages == shown:
                break
            shown, typeset = pages, self._set(contents, pages)
            made |= {part.id: each for part, each in zip(contents, typeset, strict=True)}
        return tuple(made[part.id] for part in parts)

    def _set(
        self, parts: Sequence[Part], pages: Mapping[str, str] | None = None
    ) -> tuple[Fragment, ...]:
        made: dict[str, Fragment] = {}
        for page in (self.cover, self.page) if self.cover is not self.page else (self.page,):
            here = [part for part in parts if self._page_of(part) is page]
            typeset = self.compiler.fragments(
                [self._markup(part, pages) for part in here],
                self.publication.theme,
                page,
                self.pictures,
            )
            made |= {part.id: each for part, each in zip(here, typeset, strict=True)}
        return tuple(made[part.id] for part in parts)

    def _page_of(self, part: Part) -> PageDesign:
        return self.cover if part.kind is PartKind.COVER else self.page

    def _markup(self, part: Part, pages: Mapping[str, str] | None) -> Markup:
        return self.compiler.render(part, self.publication, Medium.PAPER, pages, self.links)


def page_design(theme: Theme, name: str) -> PageDesign:
    """The page of this name, or the theme's usual one. Raises `UsageError` for an unknown name."""
    usual = _PAGE if _PAGE in theme.pages else next(iter(theme.pages), "")
    try:
        return theme.pages[name or usual]
    except KeyError:
        raise UsageError(
            f"The theme {theme.name} has no page “{name}”.",
            f"It has: {', '.join(theme.pages) or 'none'}.",
        ) from None


def _extents(parts: Sequence[Part], typeset: Sequence[Fragment]) -> list[Extent]:
    return [
        Extent(part.kind, made.manifest.pages) for part, made in zip(parts, typeset, strict=True)
    ]


def _pages(parts: Sequence[Part], made: Mapping[str, Fragment], opening: str) -> dict[str, str]:
    """The labels of the pages on which others than the contents begin; those, not made yet, count
    as one page."""
    extents = [
        Extent(part.kind, made[part.id].manifest.pages if part.id in made else 1) for part in parts
    ]
    labels = first_labels(number(extents, opening))
    return {
        part.id: labels[index]
        for index, part in enumerate(parts)
        if part.kind is not PartKind.CONTENTS
    }


def _link_parts(
    parts: Sequence[Part], typeset: Sequence[Fragment], publication: Publication
) -> tuple[LinkPart, ...]:
    sections = {
        article.key: entry.title
        for entry in publication.contents
        if isinstance(entry, Section)
        for article in entry.articles
    }
    return tuple(
        LinkPart(
            made,
            part.kind,
            sections.get(made.manifest.key, ""),
            plain=part.article is not None and part.article.part is Role.BACK_COVER,
        )
        for part, made in zip(parts, typeset, strict=True)
    )


def _running(publication: Publication) -> Running:
    """A verso names the issue ("Review 617"), or the publication where there is no series."""
    series = publication.series
    issue = f"{series.title} {series.number}".strip() if series else ""
    return Running(issue or publication.title, publication.language, publication.direction)


def metadata(publication: Publication, settings: EditionSettings) -> Metadata:
    """What an edition with these settings says of itself."""
    authors, others = _people(publication)
    licence = LICENCES.get(publication.rights.licence)
    rights = publication.rights
    return Metadata(
        title=publication.title,
        language=publication.language,
        direction=publication.direction,
        identifier=settings.identifier or publication.identifier,
        created=publication.date.first_day,
        modified=publication.updated.first_day,
        authors=authors,
        contributors=others,
        publisher=publication.publisher.name if publication.publisher else "",
        description=publication.description,
        subjects=publication.subjects,
        rights=rights.statement or (f"© {rights.holder}" if rights.holder else ""),
        licence_url=licence.url if licence else "",
        producer=f"packager {packager.__version__}",
    )


def _people(publication: Publication) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The authors, and everybody else; of the publication first, then of its articles."""
    everybody = [
        *publication.contributors,
        *(who for article in publication.articles for who in article.contributors),
    ]
    authors = tuple(dict.fromkeys(who.name for who in everybody if who.role == "aut"))
    others = dict.fromkeys(who.name for who in everybody if who.role != "aut")
    return authors, tuple(name for name in others if name not in authors)
