"""Does the publication owe somebody a credit? Who wrote, whose picture, under which licence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from packager.findings import Finding, Place, finding
from packager.model.article import Article, Role
from packager.model.assets import Asset
from packager.model.inventory import inventory
from packager.model.publication import Publication
from packager.model.text import Picture

_MAKERS = {"aut", "cre", "ivr", "ive", "rpt", "art", "cmp"}  # who an article can be by
_ANSWERED_FOR = {Role.IMPRINT, Role.APPEAL, Role.BACK_COVER}  # by the publication itself


def check_credits(publication: Publication) -> Iterator[Finding]:
    """Warnings for missing authors, rights, translators, sources and picture credits."""
    for article in publication.articles:
        place = Place(article.path, 1)
        yield from _first_publication(article, publication)
        yield from _authorship(article, place)
        yield from _translation(article, place)
        for shown in inventory(article.text).pictures:
            picture = shown.picture
            yield from _picture(_Shown.of(picture), Place(article.path, picture.line))
    cover = publication.cover
    if cover:
        yield from _picture(_Shown.as_cover(cover.picture, cover.alt), Place("publication.toml"))


def _first_publication(article: Article, publication: Publication) -> Iterator[Finding]:
    """The credits page alone says where an article first appeared."""
    if article.home.slug != publication.slug and not publication.switches.get("credits", True):
        yield finding(
            "reprint-uncredited",
            f"Nothing says that “{article.title}” first appeared in “{article.home.title}”.",
            Place("publication.toml"),
            "Take credits = false out of [parts].",
        )


def _authorship(article: Article, place: Place) -> Iterator[Finding]:
    by = {contributor.role for contributor in article.contributors}
    if not (article.unsigned or by & _MAKERS or article.part in _ANSWERED_FOR):
        yield finding(
            "article-authorless",
            f"“{article.title}” names no author.",
            place,
            "Add one under contributors, or say unsigned: true.",
        )
    if not article.rights:
        yield finding(
            "article-rightless",
            f"Nothing is said of the rights in “{article.title}”.",
            place,
            "Add rights to the article, or to publication.toml for all of its articles.",
        )


def _translation(article: Article, place: Place) -> Iterator[Finding]:
    translated_by = any(each.role == "trl" for each in article.contributors)
    source = article.source
    from_another = bool(source and source.language and not _same(source.language, article.language))
    if not (translated_by or from_another or article.translation_of):
        return
    if not translated_by:
        yield finding(
            "translation-without-translator",
            f"“{article.title}” is a translation, but names no translator.",
            place,
            "Add the translator under contributors, with role: translator.",
        )
    if not (article.translation_of or (source and (source.title or source.url))):
        yield finding(
            "translation-without-source",
            f"“{article.title}” is a translation, but does not say of what.",
            place,
            "Add source with the original’s title, url and language.",
        )


def _same(one: str, other: str) -> bool:
    """Whether two tags name one language: `pt-BR` and `pt-PT` do."""
    return one.partition("-")[0].lower() == other.partition("-")[0].lower()


@dataclass(frozen=True, slots=True)
class _Shown:
    """A picture where it stands, with what its file says of itself where the article is silent."""

    name: str
    alt: bool
    credit: str
    licence: str

    @classmethod
    def of(cls, picture: Picture) -> _Shown:
        asset = picture.asset
        alt = picture.decorative or bool(picture.alt or asset.alt)
        credit, licence = picture.credit or asset.credit, picture.licence or asset.licence
        return cls(asset.name, alt, credit, licence)

    @classmethod
    def as_cover(cls, asset: Asset, alt: str) -> _Shown:
        return cls(asset.name, bool(alt or asset.alt), asset.credit, asset.licence)


def _picture(shown: _Shown, place: Place) -> Iterator[Finding]:
    if not shown.alt:
        yield finding(
            "alt-missing",
            f"The picture {shown.name} has no alternative text: blind readers learn nothing of it.",
            place,
            "Say what it shows: ![what it shows](file); or {.decorative} if it only decorates.",
        )
    if not shown.credit:
        yield finding(
            "picture-uncredited",
            f"Nobody is credited for the picture {shown.name}.",
            place,
            'Add credit="…" to the picture, or credit to its entry in credits.toml.',
        )
    if not shown.licence:
        yield finding(
            "picture-unlicensed",
            f"Nothing says under which licence the picture {shown.name} may be used.",
            place,
            'Add licence="…" to the picture, or licence to its entry in credits.toml; '
            "all-rights-reserved is one.",
        )
