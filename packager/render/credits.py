"""What the credits page says, as data: who is owed what in a publication, from metadata alone."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import packager
from packager.model.article import Article, Credit, Role, Source
from packager.model.assets import Asset
from packager.model.dates import PartialDate
from packager.model.inventory import inventory
from packager.model.licences import LICENCES, Licence
from packager.model.publication import Correction, Publication
from packager.model.rights import Rights
from packager.model.text import Picture
from packager.model.theme import FontFamily, Theme
from packager.render.people import RoleGroup, by_role
from packager.render.pictures import resolved
from packager.render.tokens import token_text


@dataclass(frozen=True, slots=True)
class PictureCredit:
    """A picture, what it shows (its caption, else its alt text) and whose it is."""

    asset: Asset
    shows: str
    credit: str
    licence: Licence | None
    source: str


@dataclass(frozen=True, slots=True)
class ArticleCredit:
    """One article: its people, where it comes from, its own rights, its pictures.

    `rights` is empty where the group it stands in has said the same for all.
    """

    article: Article
    people: tuple[RoleGroup, ...]
    source: Source | None
    rights: Rights
    pictures: tuple[PictureCredit, ...]
    credits: tuple[Credit, ...]


@dataclass(frozen=True, slots=True)
class LicenceGroup:
    """The articles under one licence (None: none is stated).

    `rights` is what all of them say alike, else empty.
    """

    licence: Licence | None
    rights: Rights
    articles: tuple[ArticleCredit, ...]


@dataclass(frozen=True, slots=True)
class Credits:
    """The whole page."""

    groups: tuple[LicenceGroup, ...]
    people: tuple[RoleGroup, ...]
    cover: PictureCredit | None
    rights: Rights
    licence: Licence | None
    corrections: tuple[Correction, ...]
    fonts: tuple[FontFamily, ...]
    identifier: str
    issn: str
    date: PartialDate
    updated: PartialDate | None  # when later than the date
    version: str  # of the program that made it

    @property
    def uniform(self) -> bool:
        """Whether every article has the rights of the publication, so that they are told once."""
        return len(self.groups) == 1 and self.groups[0].rights == self.rights


def credits_of(publication: Publication) -> Credits:
    """All that is owed to anybody, grouped by licence in the order of the contents."""
    updated = publication.updated
    return Credits(
        groups=_by_licence(publication.articles),
        people=by_role(publication.contributors),
        cover=_cover(publication),
        rights=publication.rights,
        licence=LICENCES.get(publication.rights.licence),
        corrections=tuple(sorted(publication.corrections, key=lambda each: each.date.first_day)),
        fonts=tuple(_families_in_use(publication)),
        identifier=publication.identifier,
        issn=publication.series.issn if publication.series else "",
        date=publication.date,
        updated=updated if updated.first_day > publication.date.first_day else None,
        version=packager.__version__,
    )


def _by_licence(articles: Iterable[Article]) -> tuple[LicenceGroup, ...]:
    groups: dict[str, list[Article]] = {}
    for article in filter(_owes, articles):
        licence = article.rights.licence if article.rights.licence in LICENCES else ""
        groups.setdefault(licence, []).append(article)
    stated = sorted(groups, key=lambda licence: not licence)  # those without a licence last
    return tuple(_group(LICENCES.get(licence), groups[licence]) for licence in stated)


def _owes(article: Article) -> bool:
    """Whether anybody is owed a credit: not for an imprint or a house ad that names nobody."""
    named = article.contributors or article.credits or article.source or any(_pictures(article))
    return article.part in (Role.ARTICLE, Role.EDITORIAL) or bool(named)


def _group(licence: Licence | None, articles: list[Article]) -> LicenceGroup:
    alike = len({article.rights for article in articles}) == 1
    shared = articles[0].rights if alike else Rights()
    return LicenceGroup(
        licence, shared, tuple(_article(article, told=alike) for article in articles)
    )


def _article(article: Article, *, told: bool) -> ArticleCredit:
    return ArticleCredit(
        article,
        by_role(article.contributors),
        article.source,
        Rights() if told else article.rights,
        tuple(_pictures(article)),
        article.credits,
    )


def _pictures(article: Article) -> Iterable[PictureCredit]:
    """Each picture of an article in order; shown again, only if it names somebody else."""
    seen: set[tuple[str, str, Licence | None, str]] = set()
    for shown in inventory(article.text).pictures:
        owed = _picture(shown.picture, shown.caption)
        showing = (shown.picture.asset.name, owed.credit, owed.licence, owed.source)
        if showing not in seen:
            yield owed
        seen.add(showing)


def _picture(picture: Picture, caption: str = "") -> PictureCredit:
    said = resolved(picture)
    return PictureCredit(
        said.asset,
        " ".join((caption or said.alt or said.asset.alt).split()),
        said.credit,
        LICENCES.get(said.licence),
        said.source,
    )


def _cover(publication: Publication) -> PictureCredit | None:
    cover = publication.cover
    return _picture(Picture(cover.picture, cover.alt)) if cover else None


_SCRIPTS = {"Arab": "ARABIC", "Hebr": "HEBREW", "Grek": "GREEK", "Cyrl": "CYRILLIC"}


def _families_in_use(publication: Publication) -> Iterable[FontFamily]:
    """The families that set something: the first of each stack of the theme that has a script which
    occurs; of code, where there is code."""
    words = [
        publication.title,
        publication.subtitle,
        *(who.name for who in publication.contributors),
    ]
    for article in publication.articles:
        words += [article.title, article.subtitle, article.kicker]
        words += [inventory(article.text).letters, *(who.name for who in article.contributors)]
    names = {unicodedata.name(letter, "").partition(" ")[0] for letter in set("".join(words))}
    coded = any(inventory(article.text).coded for article in publication.articles)
    used = {"", *_SCRIPTS.values()} & {"", *names}
    stacks = _stacks(publication.theme)
    named = {each.name for stack in stacks for each in stack}
    first = {
        next((each.name for each in stack if script in _scripts(each)), "")
        for stack in stacks
        for script in used
    }
    for family in publication.theme.families:
        alone = family.name not in named and "" not in _scripts(family)  # a rule for its script has
        serves = family.name in first or alone or not named
        if serves and _scripts(family) & used and (coded or not family.code):
            yield family


def _stacks(theme: Theme) -> list[list[FontFamily]]:
    """The families of the theme that each of its tokens names, in order."""
    families = {family.name: family for family in theme.families}
    texts = [token_text(theme, token) for token in theme.tokens]
    return [
        [
            families[name]
            for name in (part.strip(" '\"") for part in text.split(","))
            if name in families
        ]
        for text in texts
    ]


def _scripts(family: FontFamily) -> set[str]:
    return {_SCRIPTS.get(script, "") for script in family.scripts}
