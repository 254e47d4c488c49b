"""What a reader hands over: articles in our format, pictures, and an account of the source.

The account is what makes an import honest. Every word of the source's body is in the result, or
in the `text` of something `Recognised` (it became a title, a date, a person …) or `Dropped`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from packager.findings import Finding, Place
from packager.model.article import Credit, Role, Source
from packager.model.dates import PartialDate
from packager.model.people import Contributor
from packager.model.publication import Kind, Publisher, Series
from packager.model.rights import Rights


class Certainty(Enum):
    """`STATED`: the source says so in as many words or tags. `INFERRED`: from its form or place,
    by a rule. `GUESSED`: it may be wrong; there is a finding `import-guessed` that says so."""

    STATED = "stated"
    INFERRED = "inferred"
    GUESSED = "guessed"


@dataclass(frozen=True, slots=True)
class Recognised:
    """Something of the source that became a field: `what` is the field, “title”, “translator”.

    `text`: the words of the body that it was read from, which no longer stand in the body; empty
    when it comes from metadata, or when its words stay where they are.
    """

    what: str
    value: str
    certainty: Certainty
    place: Place | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something of the source's body that is not in the result, and why.

    `what` in the singular: “running head”, “deleted text”, “remote picture”. `text`: its words.
    """

    what: str
    reason: str
    text: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are of what must survive. A note is a body; a call leads to it."""

    words: int = 0
    headings: int = 0
    notes: int = 0
    calls: int = 0
    pictures: int = 0
    tables: int = 0
    lists: int = 0
    links: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, n) + getattr(other, n) for n in Counts.__slots__))


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture that goes into the publication. `name` is its path there: `images/harbour.jpg`.

    What is said of it goes into `credits.toml`; what the text says of it stays in the text.
    """

    name: str
    data: bytes
    alt: str = ""
    credit: str = ""
    licence: str = ""  # an id of `model.licences`
    source: str = ""


@dataclass(frozen=True, slots=True)
class ImportedArticle:
    """An article: what its front matter says, and its body as Markdown in our dialect.

    `name` is its file's stem, `articles/NAME.md`; pictures are linked from it as
    `../images/FILE`, other articles as `OTHER.md#anchor`. Fields as in `model.article.Article`;
    language and rights that are those of the publication need not be repeated.
    `translation_of` is the `name` of another article of the same import.
    """

    name: str
    title: str
    body: str
    subtitle: str = ""
    kicker: str = ""
    language: str = ""
    direction: str = ""
    date: PartialDate | None = None
    written: str = ""
    updated: PartialDate | None = None
    contributors: tuple[Contributor, ...] = ()
    unsigned: bool = False
    source: Source | None = None
    url: str = ""
    rights: Rights = field(default_factory=Rights)
    credits: tuple[Credit, ...] = ()
    subjects: tuple[str, ...] = ()
    description: str = ""
    translation_of: str = ""
    part: Role = Role.ARTICLE
    draft: bool = False
    section: str = ""  # articles of one section in a row are listed under this title


@dataclass(frozen=True, slots=True)
class ImportedPublication:
    """What is known of the publication as a whole. Empty: `folder` finds a value, and says so."""

    kind: Kind = Kind.ARTICLE
    title: str = ""
    subtitle: str = ""
    language: str = ""
    direction: str = ""
    date: PartialDate | None = None
    identifier: str = ""
    description: str = ""
    subjects: tuple[str, ...] = ()
    publisher: Publisher | None = None
    series: Series | None = None
    rights: Rights = field(default_factory=Rights)
    cover: str = ""  # `name` of a picture
    cover_alt: str = ""
    contributors: tuple[Contributor, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """A source as read.

    `source_text` is what its body says (headings, captions and notes with it), read as
    independently of the conversion as the format allows, words that a line's end divides made
    whole: the judge of whether words were lost. `counts` is counted in the source in the same
    way; its `words` is left at 0, `words.py` counts them.
    """

    articles: tuple[ImportedArticle, ...]
    publication: ImportedPublication = field(default_factory=ImportedPublication)
    pictures: tuple[PictureFile, ...] = ()
    recognised: tuple[Recognised, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    findings: tuple[Finding, ...] = ()
    source_text: str = ""
    counts: Counts = field(default_factory=Counts)


@dataclass(slots=True)
class Account:
    """What a reader writes down on its way; it becomes three fields of `Imported`."""

    recognised: list[Recognised] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def drop(self, what: str, reason: str, text: str = "", place: Place | None = None) -> None:
        """Something is left out."""
        self.dropped.append(Dropped(what, reason, text, place))

    def extend(self, findings: Iterable[Finding]) -> None:
        """More findings."""
        self.findings.extend(findings)
