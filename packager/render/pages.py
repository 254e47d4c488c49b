"""What each kind of part gives its template: its title, and the values the template names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from packager.model.article import Article, Role
from packager.model.assets import Asset
from packager.model.licences import LICENCES
from packager.model.medium import Medium, WebLinks
from packager.model.parts import Part, PartKind, plan
from packager.model.publication import Publication, Section
from packager.render.addresses import Addresses
from packager.render.blocks import blocks
from packager.render.citing import address_list, cited_within, told_beside
from packager.render.colophon import colophon, issue_of, printed_address
from packager.render.cover import drawing
from packager.render.credits import credits_of
from packager.render.front import front
from packager.render.labels import Labels
from packager.render.notes import footnote, notes_section
from packager.render.people import AUTHOR, bylines, contents_byline
from packager.render.pictures import linked, picture_href
from packager.render.scope import Scope, part_href
from packager.render.xhtml import Html, escape


@dataclass(frozen=True, slots=True)
class Page:
    """A part about to be written. `pictures` is filled on the way."""

    part: Part
    publication: Publication
    medium: Medium
    labels: Labels
    numbers: Mapping[str, str]  # on paper: part id -> label of its first page
    links: WebLinks = WebLinks.NONE
    pictures: dict[str, Asset] = field(default_factory=dict)

    def language(self, article: Article) -> dict[str, str]:
        """The attributes of words of an article on a page of the publication itself."""
        language = article.language
        if language == self.publication.language:
            return {}
        return {"lang": language, "xml:lang": language, "dir": article.direction}


Written = tuple[str, dict[str, object]]


def _article(page: Page) -> Written:
    article, publication = page.part.article, page.publication
    if article is None:
        raise ValueError(f"the part {page.part.id} has no article")
    scope = Scope(
        article=article,
        publication=publication,
        medium=page.medium,
        labels=page.labels,
        notes={note.number: note for note in article.text.notes},
        pictures=page.pictures,
        footnote=footnote,
        addresses=Addresses(page.links, article.language),
    )
    body, notes = blocks(article.text.blocks, scope), notes_section(scope)
    lines = colophon(article, page.labels)
    cited = cited_within([line.words for line in lines], scope)
    return article.title, {
        "article": article,
        "masthead": page.part.masthead,
        "front": front(publication, page.labels),
        "bylines": bylines(article, page.labels),
        "body": body,
        "notes": notes + address_list(scope),
        "colophon": [replace(line, words=words) for line, words in zip(lines, cited, strict=True)],
    }


def _cover(page: Page) -> Written:
    cover = page.publication.cover
    values: dict[str, object] = {
        "front": front(page.publication, page.labels),
        "authors": _authors(page.publication),
        "picture": "",
        "alt": "",
        "drawing": drawing(page.publication) if not cover else "",
    }
    if cover:
        values |= {"picture": picture_href(cover.picture), "alt": cover.alt or cover.picture.alt}
        values["alt"] = values["alt"] or page.publication.title
        page.pictures[picture_href(cover.picture)] = cover.picture
    return page.publication.title, values


def _authors(publication: Publication) -> tuple[str, ...]:
    """Who wrote the articles, each once, but for whom a cover names anyway."""
    publisher = publication.publisher.name if publication.publisher else ""
    named = {publisher, *(who.name for who in publication.contributors)}
    return tuple(
        dict.fromkeys(
            who.name
            for article in publication.articles
            for who in article.contributors
            if who.role == AUTHOR and who.name not in named
        )
    )


def _title(page: Page) -> Written:
    return page.publication.title, {"front": front(page.publication, page.labels)}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents; a section has entries of its own and no address."""

    title: str
    href: str = ""
    byline: str = ""
    description: str = ""
    language: Mapping[str, str] = field(default_factory=dict)  # of title and description
    page: str = ""
    entries: tuple[Entry, ...] = ()


def _contents(page: Page) -> Written:
    entries = []
    for each in page.publication.contents:
        if isinstance(each, Section):
            entries.append(Entry(each.title, entries=tuple(_entries(each.articles, page))))
        else:
            entries += _entries((each,), page)
    for part in plan(page.publication):
        if part.kind is PartKind.CREDITS:
            href = _part_href(part, page)
            number = page.numbers.get(part.id, "")
            entries.append(Entry(str(page.labels.say("Credits")), href, page=number))
    return str(page.labels.say("Contents")), {"entries": entries}


def _entries(articles: Iterable[Article], page: Page) -> Iterable[Entry]:
    for article in articles:
        if article.part is not Role.BACK_COVER:
            yield Entry(
                title=article.title,
                href=part_href(page.publication, page.medium, article),
                byline=contents_byline(article, page.labels),
                description=article.description,
                language=page.language(article),
                page=page.numbers.get(page.publication.name_of(article), ""),
            )


def _part_href(part: Part, page: Page) -> str:
    if page.medium is Medium.PAPER:
        return f"packager:{page.publication.slug}/!{part.id}"
    return f"{part.id}.xhtml"


def _credits(page: Page) -> Written:
    publication, labels = page.publication, page.labels
    owed = credits_of(publication)
    articles = publication.articles
    addresses = Addresses(page.links, publication.language)
    return str(labels.say("Credits")), {
        "told": lambda caller: told_beside(caller(), addresses),
        "credits": owed,
        "front": front(publication, labels),
        "issue": issue_of(publication.home),
        "publication_identifier": publication.identifier,
        "articles": sum(len(group.articles) for group in owed.groups),
        "hrefs": {each.key: part_href(publication, page.medium, each) for each in articles},
        "languages": {each.key: page.language(each) for each in articles},
        "identifier": _identifier(page),
        "font_licence": _font_licence,
    }


def _identifier(page: Page) -> Html:
    """The edition's own identifier, else the publication's.

    An ISBN as it is known to readers, an address as a link, anything else as it is.
    """
    settings = page.publication.editions.get("pdf" if page.medium is Medium.PAPER else "epub")
    identifier = (settings and settings.identifier) or page.publication.identifier
    for prefix, name in (("urn:isbn:", "ISBN"), ("urn:uuid:", "UUID")):
        if identifier.lower().startswith(prefix):
            return escape(f"{name} {identifier[len(prefix) :]}")
    return printed_address(identifier)


def _font_licence(licence: str) -> Html:
    known = LICENCES.get(licence)
    return linked(known.name, known.url) if known else escape(licence)


WRITERS: dict[PartKind, Callable[[Page], Written]] = {
    PartKind.COVER: _cover,
    PartKind.TITLE: _title,
    PartKind.CONTENTS: _contents,
    PartKind.ARTICLE: _article,
    PartKind.CREDITS: _credits,
}
