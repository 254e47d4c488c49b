"""What a page says of itself in its head: `meta`, `link`, JSON-LD."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from packager.importers.common import licence_of
from packager.importers.markup import attribute, name_of, words_of
from packager.importers.page.linked_data import Thing, articles_in

_TITLES = ("citation_title", "og:title", "dc.title", "dcterms.title", "twitter:title")
_AUTHORS = (
    "citation_author",
    "dc.creator",
    "dcterms.creator",
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
)
_OTHERS = (("dc.contributor", "ctb"), ("dcterms.contributor", "ctb"), ("citation_editor", "edt"))
_PUBLISHED = (
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "article:published_time",
    "og:published_time",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date.created",
    "datepublished",
    "publish_date",
    "pubdate",
)
_UPDATED = (
    "article:modified_time",
    "og:updated_time",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "datemodified",
)
_UNSURE = ("dc.date", "dcterms.date", "date", "citation_year")
_DESCRIPTIONS = (
    "og:description",
    "dc.description",
    "dcterms.description",
    "description",
    "twitter:description",
)
_SUBJECTS = (
    "article:tag",
    "dc.subject",
    "dcterms.subject",
    "citation_keywords",
    "keywords",
    "news_keywords",
)
_SITES = (
    "og:site_name",
    "citation_journal_title",
    "dc.publisher",
    "dcterms.publisher",
    "citation_publisher",
    "application-name",
)
_LANGUAGES = (
    "citation_language",
    "dc.language",
    "dcterms.language",
    "og:locale",
    "content-language",
    "language",
)
_RIGHTS = (
    "dcterms.license",
    "dcterms.rights.license",
    "dc.rights.license",
    "dc.rights",
    "dcterms.rights",
    "copyright",
)
_MAX_VALUE = 2_000  # characters of one piece of metadata


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named in metadata; `role` is a MARC code."""

    name: str
    role: str = "aut"
    organisation: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The metadata of a page; what is not said is empty. `full_title`: of the browser's window."""

    titles: tuple[str, ...] = ()
    full_title: str = ""
    people: tuple[Person, ...] = ()
    published: str = ""
    updated: str = ""
    unsure_date: str = ""
    description: str = ""
    subjects: tuple[str, ...] = ()
    site: str = ""
    site_url: str = ""
    language: str = ""
    url: str = ""
    licence: str = ""
    rights: str = ""
    issn: str = ""
    addresses: tuple[str, ...] = field(default=())  # all that this page is known by


def head_of(root: Element) -> Head:
    """All metadata of a page; the first source that says a thing is believed."""
    said = _metas(root)
    things = articles_in(root)
    thing = things[0] if things else Thing()
    links = _links(root)
    url = links.get("canonical", "") or _first(said, ("og:url",)) or thing.url
    rights = _first(said, _RIGHTS)
    licences = (
        links.get("license", ""),
        thing.licence,
        *(said[key][0] for key in _RIGHTS if said[key]),
    )
    subjects = thing.subjects or tuple(
        s for key in _SUBJECTS for each in said[key] for s in _split(each)
    )
    return Head(
        titles=tuple(t for t in (thing.title, *(_first(said, (key,)) for key in _TITLES)) if t),
        full_title=next((words_of(e) for e in root.iter("title")), "")[:_MAX_VALUE],
        people=_people(said, thing),
        published=thing.published or _first(said, _PUBLISHED),
        updated=thing.updated or _first(said, _UPDATED),
        unsure_date=_first(said, _UNSURE),
        description=_first(said, _DESCRIPTIONS) or thing.description,
        subjects=tuple(dict.fromkeys(subjects)),
        site=_first(said, _SITES) or thing.publisher,
        site_url=thing.publisher_url,
        language=thing.language or _first(said, _LANGUAGES).replace("_", "-"),
        url=url,
        licence=next((found for each in licences if (found := licence_of(each))), ""),
        rights=rights if not rights.startswith(("http://", "https://")) else "",
        issn=_first(said, ("citation_issn",)),
        addresses=tuple(dict.fromkeys(a for a in (url, _first(said, ("og:url",)), thing.url) if a)),
    )


def _metas(root: Element) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for meta in root.iter("meta"):
        key = (
            attribute(meta, "name") or attribute(meta, "property") or attribute(meta, "http-equiv")
        )
        value = " ".join(attribute(meta, "content").split())
        if key and value and len(value) <= _MAX_VALUE and len(found[key.lower()]) < 100:
            found[key.lower()].append(value)
    return found


def _first(said: Mapping[str, list[str]], keys: tuple[str, ...]) -> str:
    return next((said[key][0] for key in keys if said[key]), "")


def _links(root: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for link in root.iter():
        if name_of(link) in ("link", "a"):
            for rel in attribute(link, "rel").lower().split():
                if rel == "license" or name_of(link) == "link":
                    found.setdefault(rel, attribute(link, "href"))
    return found


def _split(text: str) -> Iterator[str]:
    for part in text.replace(";", ",").split(","):
        if part.strip():
            yield part.strip()


def _people(said: Mapping[str, list[str]], thing: Thing) -> tuple[Person, ...]:
    found = [Person(who.name, who.role, who.organisation, who.url) for who in thing.people]
    if not any(person.role == "aut" for person in found):
        key = next((key for key in _AUTHORS if said[key]), "")
        names = [name for name in said[key] if not name.startswith(("http://", "https://", "@"))]
        found += [Person(_forward(name)) for name in names]
    found += [Person(_forward(name), role) for key, role in _OTHERS for name in said[key]]
    return tuple({(p.name, p.role): p for p in found}.values())


def _forward(name: str) -> str:
    """“Doe, Jane” as people say it."""
    family, comma, given = name.partition(",")
    return (
        f"{given.strip()} {family.strip()}"
        if comma and given.count(",") == 0 and given.strip()
        else name.strip()
    )
