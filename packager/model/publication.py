"""A publication: what is published as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from packager.model.article import Article, Home
from packager.model.assets import Asset
from packager.model.dates import PartialDate
from packager.model.people import Contributor
from packager.model.rights import Rights
from packager.model.theme import Theme


class Kind(Enum):
    """What is published. It decides which pages of its own the publication has."""

    ARTICLE = "article"
    ISSUE = "issue"
    BOOK = "book"
    PAMPHLET = "pamphlet"
    ANTHOLOGY = "anthology"


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes."""

    name: str
    place: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """The magazine or series a publication belongs to."""

    title: str
    number: str = ""
    issn: str = ""
    label: str = ""  # "June 2026"


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction, printed on the credits page."""

    date: PartialDate
    text: str


@dataclass(frozen=True, slots=True)
class Cover:
    """A cover picture; without one a cover is drawn from the theme."""

    picture: Asset
    alt: str


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of articles in the contents (`{ part = "Reports", articles = […] }`)."""

    title: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class EditionSettings:
    """`[editions.NAME]`: what the editor set; the edition has defaults for the rest."""

    identifier: str = ""
    page: str = ""  # a name of PAGE_SIZES that the theme has
    opening: str = ""  # "page" or "recto"
    variant: str = ""  # "large" or "draft"
    links: str = ""  # a value of WebLinks: what print does for links
    page_list: bool | None = None
    max_px: int | None = None  # longest side of a picture
    quality: int | None = None  # JPEG 1–95


@dataclass(frozen=True, slots=True)
class Publication:
    """A publication as loaded: complete, checked for errors, nothing left to read but pictures."""

    folder: Path  # real path; never appears in any output
    kind: Kind
    slug: str
    title: str
    language: str
    direction: str
    date: PartialDate
    identifier: str
    contents: tuple[Article | Section, ...]
    theme: Theme
    home: Home  # this publication as the home of its own articles
    subtitle: str = ""
    description: str = ""
    subjects: tuple[str, ...] = ()
    publisher: Publisher | None = None
    series: Series | None = None
    rights: Rights = field(default_factory=Rights)
    cover: Cover | None = None
    contributors: tuple[Contributor, ...] = ()
    corrections: tuple[Correction, ...] = ()
    switches: Mapping[str, bool] = field(default_factory=dict)  # [parts]: cover, title, contents …
    default_editions: tuple[str, ...] = ("epub", "pdf")
    editions: Mapping[str, EditionSettings] = field(default_factory=dict)
    isbn: str = ""  # its identifier with the hyphens of an ISBN, where the editor wrote any
    elsewhere: Mapping[str, str] = field(default_factory=dict)  # article key -> web address:
    # articles that are linked to but not in these contents

    @property
    def articles(self) -> tuple[Article, ...]:
        """All articles in reading order."""
        return tuple(self._articles())

    def _articles(self) -> Iterator[Article]:
        for entry in self.contents:
            if isinstance(entry, Section):
                yield from entry.articles
            else:
                yield entry

    def name_of(self, article: Article) -> str:
        """The article's id; that of an article from another home is qualified by its home's slug.

        So it stays what it is, whatever articles are added later.
        """
        own = article.home.slug == self.slug
        return article.id if own else f"{article.home.slug}-{article.id}"

    @property
    def updated(self) -> PartialDate:
        """The newest `updated` or correction of the publication, else its date."""
        dates = [self.date, *(article.updated for article in self.articles if article.updated)]
        dates += [correction.date for correction in self.corrections]
        return max(dates, key=lambda date: date.first_day)
