"""The page that tells how to print and fold: set like a part, in the publication's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from packager.compile.compiler import Compiler
from packager.compile.pictures import PictureSettings
from packager.compile.type_files import type_files
from packager.editions.paper import metadata, page_design
from packager.findings import Finding
from packager.impose import Imposition, run
from packager.imposing.asked import american
from packager.imposing.directions import Job, directions
from packager.link import LinkJob, LinkPart, Running, link
from packager.model.page import MM
from packager.model.pamphlet import PamphletSettings
from packager.model.parts import PartKind
from packager.model.publication import Publication
from packager.model.theme import PageDesign
from packager.render.directions import Directions, directions_page, directions_text
from packager.render.labels import labels_for
from packager.render.tokens import token_text

OFFICE, AMERICAN = "A4", "Letter"  # what instructions are printed on
MARGIN = 17 * MM  # pt
_DEFAULTS = {"sans": "sans-serif"}


def told(
    publication: Publication, asked: PamphletSettings, imposition: Imposition, files: Sequence[str]
) -> Directions:
    """What is to be done with the sheets in these files, in the publication's language."""
    family = token_text(publication.theme, "--sans", _DEFAULTS)
    job = Job(imposition, run(imposition, asked.copies), tuple(files), family)
    return directions(labels_for(publication.language), job)


def as_text(publication: Publication, said: Directions) -> bytes:
    """The instructions as plain text (UTF-8)."""
    return directions_text(publication.title, said).encode()


def roomy(page: PageDesign) -> PageDesign:
    """The page with no more white above and below than a page without heads and folios needs."""
    top, bottom = (min(each, MARGIN) for each in (page.geometry.top, page.geometry.bottom))
    return replace(page, geometry=replace(page.geometry, top=top, bottom=bottom))


def as_pdf(
    publication: Publication, asked: PamphletSettings, said: Directions, compiler: Compiler
) -> tuple[bytes, tuple[Finding, ...]]:
    """The instructions as a PDF on office paper, and what was found when they were set."""
    theme = publication.theme
    name = AMERICAN if american(asked.sheet) else OFFICE
    design = roomy(page_design(theme, name if name in theme.pages else ""))
    markup = directions_page(publication, said)
    (fragment,) = compiler.fragments([markup], theme, design, PictureSettings())
    job = LinkJob(
        parts=(LinkPart(fragment, PartKind.CREDITS, plain=True),),
        geometry=design.geometry,
        metadata=replace(
            metadata(publication, asked), title=f"{publication.title}: {markup.title}"
        ),
        running=Running("", publication.language, publication.direction),
        fonts=type_files(theme),
    )
    return link(job), fragment.findings
