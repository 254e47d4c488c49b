"""A part becomes a document."""

from __future__ import annotations

from collections.abc import Mapping

from packager.model.medium import Medium, WebLinks
from packager.model.parts import Part
from packager.model.publication import Publication
from packager.render.labels import labels_for
from packager.render.markup import Markup
from packager.render.pages import WRITERS, Page
from packager.render.templates import fill
from packager.render.xhtml import clean


def render(
    part: Part,
    publication: Publication,
    medium: Medium,
    pages: Mapping[str, str] | None = None,
    links: WebLinks = WebLinks.NONE,
) -> Markup:
    """One part as a whole document for one medium.

    `pages` maps the id of a part to the label of its first page, for contents on paper; `links`
    says what becomes there of an article's links to the outside.
    """
    own = part.article or publication  # an article's labels are in its own language
    numbers = pages if pages and medium is Medium.PAPER else {}
    links = links if medium is Medium.PAPER else WebLinks.NONE
    page = Page(part, publication, medium, labels_for(own.language), numbers, links)
    title, values = WRITERS[part.kind](page)
    frame = {
        "title": title,
        "language": own.language,
        "direction": own.direction,
        "ereader": medium is not Medium.PAPER,
        "labels": page.labels,
    }
    document = fill(part.kind.value, publication.theme.templates, frame | values)
    return Markup(
        part=part.id,
        key=part_key(part, publication),
        kind=part.kind,
        medium=medium,
        title=clean(title),
        language=own.language,
        direction=own.direction,
        document=clean(document),
        pictures=dict(page.pictures),
    )


def part_key(part: Part, publication: Publication) -> str:
    """The part's name among all publications: an article's key, else `slug/!contents`."""
    return part.article.key if part.article else f"{publication.slug}/!{part.id}"
