"""What the package document says of the book as a whole ──▶ the publication's fields."""

from __future__ import annotations

import re
from dataclasses import dataclass

from packager.findings import Place
from packager.importers.common import Guess, find_date, guess, licence_of
from packager.importers.epub.package import Meta, Package
from packager.importers.epub.people import article_contributors, contributors
from packager.importers.imported import (
    Account,
    Certainty,
    ImportedPublication,
    Recognised,
)
from packager.importers.markup import parse_html, words_of
from packager.load.names import identifier, issn
from packager.model.dates import PartialDate
from packager.model.languages import direction_of, normal_tag
from packager.model.people import Contributor
from packager.model.publication import Kind, Publisher, Series
from packager.model.rights import Rights

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?=T|$)")
_OTHER_EVENTS = ("modification", "creation", "conversion", "epub-publication")
# “Creative commons 2.5 CC-BY-SA”: the version before the licence's letters.
_TURNED = re.compile(r"(\d\.\d)\W+(CC[ -]BY(?:[ -](?:NC|SA|ND))*)", re.IGNORECASE)
_LICENCES = ("link cc:license", "link dcterms:license", "link license", "cc:license",
             "dcterms:license")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """The package, where it stands, and the account of what is made of it."""

    package: Package
    place: Place
    account: Account

    def recognise(self, what: str, value: object) -> None:
        """Something stated."""
        if value:
            place = self.place
            self.account.recognised.append(Recognised(what, str(value), Certainty.STATED, place))


def publication(package: Package, place: Place, account: Account) -> ImportedPublication:
    """The publication's fields; `kind`, `language` and `cover` are settled elsewhere."""
    said = Said(package, place, account)
    title, subtitle = _titles(said)
    made = ImportedPublication(
        kind=Kind.ISSUE if package.first("schema:issueNumber") else Kind.BOOK,
        title=title,
        subtitle=subtitle,
        direction=_direction(package),
        date=_date(said),
        identifier=_identifier(said),
        description=plain_words(package.first("description", "dcterms:description")),
        subjects=tuple(dict.fromkeys(m.value for m in package.all("subject") if m.value)),
        publisher=_publisher(package),
        series=_series(package),
        rights=rights(package, ""),
        contributors=_own_people(said),
    )
    for what in ("title", "subtitle", "identifier", "direction", "description"):
        said.recognise(what, getattr(made, what))
    said.recognise("publisher", made.publisher.name if made.publisher else "")
    said.recognise("series", made.series.title if made.series else "")
    for who in made.contributors:
        said.recognise(f"contributor ({who.role})", who.name)
    said.recognise("rights", made.rights.licence or made.rights.statement)
    return made


def rights(package: Package, about: str) -> Rights:
    """The rights in the book, or in the item that `about` names."""
    metas = [m for m in package.metas if m.refines == about]
    names = ("dcterms:rights",) if about else ("rights", "dcterms:rights")
    statement = next((m.value for n in names for m in metas if m.name == n and m.value), "")
    holder = next((m.value for m in metas if m.name == "dcterms:rightsHolder"), "")
    stated = [m.value for m in metas if m.name in _LICENCES]
    licence = next((found for each in stated if (found := licence_of(each))), "")
    return Rights(statement, holder, licence or _licence(statement))


def plain_words(text: str) -> str:
    """A description without the HTML that many programs put into it, on one line."""
    if re.search(r"<[a-zA-Z/]|&[a-z#]\w*;", text):
        text = words_of(parse_html(text))
    return " ".join(text.split())


def written_date(text: str) -> PartialDate | None:
    """A date as it stands in metadata: W3C's form, or in words."""
    if found := _ISO.match(text.strip()):
        year, *rest = (part for part in found.groups() if part)
        for parts in ((year, *rest), (year, *rest[:1]), (year,)):
            try:
                return PartialDate.parse("-".join(parts))
            except ValueError:
                continue
    return find_date(text, "")


def _licence(statement: str) -> str:
    return licence_of(statement) or licence_of(_TURNED.sub(r"\2 \1", statement))


def _titles(said: Said) -> tuple[str, str]:
    """Main title and subtitle, by their types, else by their order (EPUB 3.3, §5.5.3.2)."""
    package = said.package
    titles = [meta for meta in package.all("title") if meta.value]
    kinds = {
        meta: next((r.value for r in package.of(meta.id, "title-type")), "") for meta in titles
    }
    main = next((m for m in titles if kinds[m] == "main"), None)
    main = main or next((m for m in titles if not kinds[m]), titles[0] if titles else None)
    subtitle = next((m for m in titles if kinds[m] == "subtitle" and m is not main), None)
    for meta in titles:
        if meta not in (main, subtitle):
            kind = kinds[meta] or "second"
            reason = f"“{meta.value}”: a publication has one title and one subtitle"
            said.account.drop(f"{kind} title", reason, place=_at(said, meta))
    title = main.value if main else said.package.first("dcterms:title")
    return title, subtitle.value if subtitle else ""


def _date(said: Said) -> PartialDate | None:
    """When it was published. When the file was made or changed is another matter: only a guess."""
    dates = [meta for meta in said.package.all("date", "dcterms:issued") if meta.value]
    dates.sort(key=lambda m: {"publication": 0, "": 1, "original-publication": 2}.get(_event(m), 3))
    for meta in dates:
        if _event(meta) in _OTHER_EVENTS:
            continue
        if date := written_date(meta.value):
            said.recognise("date", date)
            return date
        reason = f"“{meta.value}” cannot be read as a date"
        said.account.drop("date", reason, place=_at(said, meta))
    others = [*said.package.all("dcterms:modified"), *dates]
    for meta in others:
        if date := written_date(meta.value):
            why = "the file was made or changed then; when it was published is not said"
            guess(said.account, Guess("date", str(date), why, _at(said, meta)))
            return date
    return None


def _direction(package: Package) -> str:
    """The direction of its pages, unless it goes without saying."""
    usual = direction_of(language_stated(package))
    return "" if package.direction == "ltr" == usual else package.direction


def _event(meta: Meta) -> str:
    return meta.get("event").lower()


def _identifier(said: Said) -> str:
    """The first that can be one here: the book's own, then ISBN, then the others."""
    package = said.package
    own = [m for m in package.all("identifier") if m.id == package.identified_by]
    others = [m for m in package.all("identifier") if m not in own]
    sound = [found for meta in [*own, *others] if (found := _sound(meta.value))]
    # An ISBN is what the trade knows the book by; many programs name it after a UUID of theirs.
    isbns = [each for each in sound if each.startswith("urn:isbn:")]
    if sound:
        return (*isbns, *sound)[0]
    for meta in [*own, *others]:
        reason = f"“{meta.value}” is no ISBN, UUID, URN or web address"
        said.account.drop("identifier", reason, place=_at(said, meta))
    return ""


def _sound(text: str) -> str:
    try:
        return identifier(text)
    except ValueError:
        return ""


def _publisher(package: Package) -> Publisher | None:
    name = package.first("publisher", "dcterms:publisher")
    return Publisher(name) if name else None


def _series(package: Package) -> Series | None:
    """The series, by EPUB 3's collections, else by calibre's words."""
    for meta in package.all("belongs-to-collection"):
        kind = next((m.value for m in package.of(meta.id, "collection-type")), "series")
        if meta.value and kind == "series":
            number = package.first("schema:issueNumber")
            number = number or next((m.value for m in package.of(meta.id, "group-position")), "")
            numbers = [m.value for m in package.of(meta.id, "dcterms:identifier")]
            return Series(meta.value, number, next(filter(None, map(_issn, numbers)), ""))
    if title := package.first("calibre:series"):
        return Series(title, re.sub(r"\.0+$", "", package.first("calibre:series_index")))
    return None


def _issn(text: str) -> str:
    try:
        return issn(re.sub(r"(?i)^(?:urn:)?issn:?\s*", "", text))
    except ValueError:
        return ""


def _own_people(said: Said) -> tuple[Contributor, ...]:
    """Everybody the package names, but those it names as the people of one document only."""
    package = said.package
    everyone = contributors(package, said.account, said.place)
    abouts = dict.fromkeys(meta.refines for meta in package.metas if meta.refines)
    documents = [about for about in abouts if about in package.items]
    inside = {
        (who.name, who.role)
        for about in documents
        for who in article_contributors(package, about, everyone)
    }
    return tuple(who for who in everyone if (who.name, who.role) not in inside)


def language_stated(package: Package) -> str:
    """The language that the package states first."""
    said = [meta.value for meta in package.all("language", "dcterms:language")]
    tags = (normal_tag(each.replace("_", "-")) for each in [*said, package.language] if each)
    return next((tag for tag in tags if tag and tag.lower() != "und"), "")


def _at(said: Said, meta: Meta) -> Place:
    return Place(said.place.file, meta.line)
