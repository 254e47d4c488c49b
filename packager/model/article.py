"""An article: one piece with its own people, dates, source, rights, notes and parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from packager.model.dates import PartialDate
from packager.model.people import Contributor
from packager.model.rights import Rights
from packager.model.text import Text

if TYPE_CHECKING:
    from packager.model.publication import Publisher, Series


class Role(Enum):
    """What an article is in its publication (`part:` of the front matter)."""

    ARTICLE = ""
    IMPRINT = "imprint"
    EDITORIAL = "editorial"
    APPEAL = "appeal"
    BACK_COVER = "back-cover"


@dataclass(frozen=True, slots=True)
class Source:
    """What an article was translated or reprinted from."""

    title: str = ""
    url: str = ""
    language: str = ""
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """One thing somebody is owed a credit for: "Photo: Diego Fernández"."""

    what: str
    name: str
    role: str = ""  # MARC code
    licence: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """The publication an article lives in, as far as its articles need it."""

    slug: str
    title: str
    language: str
    publisher: Publisher | None = None
    series: Series | None = None
    rights: Rights = field(default_factory=Rights)
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Article:
    """One article as loaded. What it did not state itself it has from its home."""

    id: str  # front matter's id, else the file's stem
    path: str  # posix, relative to the publication's folder: "../issue-616/articles/three.md"
    home: Home
    title: str
    language: str
    direction: str  # "ltr" or "rtl", always known
    text: Text
    rights: Rights  # its own, else its home's
    subtitle: str = ""
    kicker: str = ""
    date: PartialDate | None = None
    written: str = ""  # free text: "February 2026"
    updated: PartialDate | None = None
    contributors: tuple[Contributor, ...] = ()
    unsigned: bool = False
    source: Source | None = None
    url: str = ""
    credits: tuple[Credit, ...] = ()
    subjects: tuple[str, ...] = ()
    description: str = ""
    translation_of: str = ""  # key of the article it is a translation of, if that is in reach
    part: Role = Role.ARTICLE
    draft: bool = False
    digest: str = ""  # of what `text` was made from, if it was made from a file

    @property
    def key(self) -> str:
        """The article's name among all publications: `home-slug/id`."""
        return f"{self.home.slug}/{self.id}"
