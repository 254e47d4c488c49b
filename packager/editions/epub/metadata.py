"""The metadata of an EPUB's package document (EPUB 3.3, §5.5 and appendix D)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from packager.editions.epub.accessibility import Accessibility
from packager.editions.epub.people import Person, people
from packager.editions.epub.writer import IDENTIFIER, Meta
from packager.model.article import Article, Source
from packager.model.dates import PartialDate
from packager.model.licences import LICENCES
from packager.model.publication import Publication, Series
from packager.model.rights import Rights
from packager.render.xhtml import clean

PREFIXES = ("marcrel: http://id.loc.gov/vocabulary/relators/",)

_ISBN = re.compile(r"urn:isbn:([\d-]+[\dXx])", re.IGNORECASE)
_POSITION = re.compile(r"\D*(\d+(?:\.\d+)*)\D*")  # group-position is a number: 617 of "IVP617"


def metadata(
    publication: Publication, identifier: str, modified: datetime, accessibility: Accessibility
) -> tuple[Meta, ...]:
    """All that the package says of the publication as a whole. `modified` is UTC."""
    return tuple(
        meta
        for group in (
            _identity(identifier, modified),
            _titles(publication),
            _languages(publication),
            [_dc("date", str(publication.date))],
            _people(publication),
            _about(publication),
            _sources(publication),
            _rights(publication.rights),
            _series(publication.series),
            _accessibility(accessibility),
        )
        for meta in group
    )


def article_metadata(article: Article, item: str) -> tuple[Meta, ...]:
    """What the package says of one article: refinements of its manifest item.

    Refinements cannot be refined, so a role is said by a MARC relator as a property of its own.
    """
    about = f"#{item}"
    spoken = {"xml:lang": article.language, "dir": article.direction}
    metas = [_refine(about, "dcterms:title", article.title, **spoken)]
    for person in people(article.contributors):
        term = "creator" if "aut" in person.roles else "contributor"
        metas.append(_refine(about, f"dcterms:{term}", person.name))
        metas += [
            _refine(about, f"marcrel:{role}", person.name) for role in person.roles if role != "aut"
        ]
    said = (
        ("dcterms:language", article.language),
        ("dcterms:date", str(article.date or "")),
        ("dcterms:modified", _moment(article.updated) if article.updated else ""),
        ("dcterms:description", article.description),
        *(("dcterms:subject", subject) for subject in article.subjects),
        ("dcterms:identifier", article.url),
        *(("dcterms:source", source) for source in _source(article.source)),
    )
    metas += [_refine(about, name, text) for name, text in said if text]
    return (*metas, *_rights(article.rights, about))


def _moment(date: PartialDate) -> str:
    """A time stamp of the form that EPUB asks of `dcterms:modified`, whatever it refines."""
    return f"{date.first_day.isoformat()}T00:00:00Z"


def _identity(identifier: str, modified: datetime) -> Iterator[Meta]:
    yield _dc("identifier", identifier, id=IDENTIFIER)
    isbn = _ISBN.fullmatch(identifier)
    if isbn:  # ONIX code list 5: 02 is an ISBN of 10 digits, 15 one of 13
        code = "02" if len(isbn[1].replace("-", "")) == 10 else "15"
        yield _refine(f"#{IDENTIFIER}", "identifier-type", code, scheme="onix:codelist5")
    yield _meta("dcterms:modified", modified.strftime("%Y-%m-%dT%H:%M:%SZ"))


def _titles(publication: Publication) -> Iterator[Meta]:
    titles = {"title": publication.title, "subtitle": publication.subtitle}
    kinds = {"title": "main", "subtitle": "subtitle"}
    for order, (name, title) in enumerate(titles.items(), 1):
        if title:
            yield _dc("title", title, id=name)
            yield _refine(f"#{name}", "title-type", kinds[name])
            yield _refine(f"#{name}", "display-seq", str(order))


def _languages(publication: Publication) -> list[Meta]:
    """The publication's language first, then the other languages of its articles."""
    languages = [publication.language, *(article.language for article in publication.articles)]
    return [_dc("language", language) for language in dict.fromkeys(languages)]


def _people(publication: Publication) -> Iterator[Meta]:
    """The publication's own people, then those of its articles.

    Its creators, whom a reader's shelf shows, are its authors; else who edited it; else the
    authors of its articles.
    """
    own = people(publication.contributors)
    everyone = people(
        [
            *publication.contributors,
            *(who for each in publication.articles for who in each.contributors),
        ]
    )
    creators = _with_role(own, "aut") or _with_role(own, "edt") or _with_role(everyone, "aut")
    names = [person.name for person in creators]
    rest = [person for person in everyone if person.name not in names]
    chosen = [person for name in names for person in everyone if person.name == name]
    yield from _credited("creator", chosen)
    yield from _credited("contributor", rest)


def _with_role(persons: Iterable[Person], role: str) -> list[Person]:
    return [person for person in persons if role in person.roles]


def _credited(term: str, persons: Iterable[Person]) -> Iterator[Meta]:
    for order, person in enumerate(persons, 1):
        name = f"{term}-{order}"
        yield _dc(term, person.name, id=name)
        for role in person.roles:
            yield _refine(f"#{name}", "role", role, scheme="marc:relators")
        yield _refine(f"#{name}", "file-as", person.file_as)
        yield _refine(f"#{name}", "display-seq", str(order))


def _about(publication: Publication) -> Iterator[Meta]:
    if publication.publisher:
        yield _dc("publisher", publication.publisher.name)
    if publication.description:
        yield _dc("description", publication.description)
    yield from (_dc("subject", subject) for subject in dict.fromkeys(publication.subjects))


def _sources(publication: Publication) -> list[Meta]:
    """Where the whole comes from: known only where one article is the whole."""
    if len(publication.articles) != 1:
        return []
    return [_dc("source", source) for source in _source(publication.articles[0].source)]


def _source(source: Source | None) -> list[str]:
    return [text for text in (source.title, source.url) if text] if source else []


def _rights(rights: Rights, about: str = "") -> Iterator[Meta]:
    """The statement, else who holds the rights; and the licence by its address."""
    licence = LICENCES.get(rights.licence)
    statement = rights.statement or (f"© {rights.holder}" if rights.holder else "")
    statement = statement or (licence.name if licence else "")
    if statement:
        yield _refine(about, "dcterms:rights", statement) if about else _dc("rights", statement)
    if rights.holder and about:
        yield _refine(about, "dcterms:rightsHolder", rights.holder)
    elif rights.holder:
        yield _meta("dcterms:rightsHolder", rights.holder)
    if licence and licence.url:
        refines = (("refines", about),) if about else ()
        yield Meta("link", "", (*refines, ("rel", "dcterms:license"), ("href", licence.url)))


def _series(series: Series | None) -> Iterator[Meta]:
    if not series:
        return
    yield _meta("belongs-to-collection", series.title, id="series")
    yield _refine("#series", "collection-type", "series")
    position = _POSITION.fullmatch(series.number)
    if position:
        yield _refine("#series", "group-position", position[1])
    if series.issn:
        yield _refine("#series", "dcterms:identifier", f"urn:issn:{series.issn}")
    if series.number:  # as printed, which need not be a number
        yield _meta("schema:issueNumber", series.number)


def _accessibility(accessibility: Accessibility) -> Iterator[Meta]:
    yield from (_meta("schema:accessMode", mode) for mode in accessibility.modes)
    yield from (_meta("schema:accessModeSufficient", modes) for modes in accessibility.sufficient)
    yield from (_meta("schema:accessibilityFeature", name) for name in accessibility.features)
    yield from (_meta("schema:accessibilityHazard", name) for name in accessibility.hazards)
    spoken = {"xml:lang": accessibility.language} if accessibility.language else {}
    yield _meta("schema:accessibilitySummary", accessibility.summary, **spoken)
    if accessibility.conforms_to:
        yield _meta("dcterms:conformsTo", accessibility.conforms_to, id="conformance")
        yield _refine("#conformance", "a11y:certifiedBy", accessibility.certified_by)


def _dc(name: str, text: str, **attributes: str) -> Meta:
    return Meta(f"dc:{name}", line(text), tuple(attributes.items()))


def _meta(name: str, text: str, **attributes: str) -> Meta:
    return Meta("meta", line(text), (("property", name), *attributes.items()))


def _refine(about: str, name: str, text: str, **attributes: str) -> Meta:
    return Meta("meta", line(text), (("refines", about), ("property", name), *attributes.items()))


def line(text: str) -> str:
    """Text on one line, without the characters that XML cannot hold (XML 1.0, §2.2)."""
    return " ".join(clean(text).split())
