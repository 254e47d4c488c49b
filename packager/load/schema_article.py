"""What an article's front matter may say."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from packager.load.fields import (
    Date,
    Flag,
    Language,
    LicenceId,
    Required,
    Role,
    Table,
    WebAddress,
    Words,
)
from packager.load.schema_common import ContributorTable, Direction, RightsTable
from packager.model.article import Credit, Source


class SourceTable(Table):
    """What the article was translated or reprinted from."""

    title: Words = ""
    url: WebAddress | None = None
    language: Language | None = None
    date: Date | None = None

    def model(self) -> Source:
        """The model's source."""
        return Source(self.title, self.url or "", self.language or "", self.date)


class CreditTable(Table):
    """One thing somebody is owed a credit for."""

    stand_ins: ClassVar[dict[str, object]] = {"name": "?"}

    what: Words = Field(default="", description="“Photo”, “Map”, “Research”")
    name: Required
    role: Role | None = None
    licence: LicenceId | None = None
    url: WebAddress | None = None

    def model(self) -> Credit:
        """The model's credit."""
        return Credit(self.what, self.name, self.role or "", self.licence or "", self.url or "")


class FrontMatter(Table):
    """The front matter of an article: lines of `key: value` between two lines of `---`."""

    stand_ins: ClassVar[dict[str, object]] = {"title": "?"}
    missing: ClassVar[dict[str, str]] = {"title": "title-missing"}

    title: Required
    subtitle: Words = ""
    kicker: Words = Field(default="", description="The line above the title")
    language: Language | None = Field(default=None, description="Absent: the publication's")
    direction: Direction | None = Field(
        default=None, description="Absent: as its language is written"
    )
    date: Date | None = Field(default=None, description="When it was first published")
    written: Words = Field(default="", description="When it was written, in words")
    updated: Date | None = None
    contributors: list[ContributorTable] = Field(default_factory=list)
    unsigned: Flag = Field(default=False, description="It has no author's name on purpose")
    source: SourceTable | None = None
    url: WebAddress | None = Field(default=None, description="Where it stands on the web")
    rights: RightsTable | None = Field(default=None, description="Absent: the publication's")
    credits: list[CreditTable] = Field(default_factory=list)
    subjects: list[Required] = Field(default_factory=list)
    description: Words = ""
    translation_of: Words = Field(
        default="", description="Path or key of the article it translates"
    )
    part: Literal["imprint", "editorial", "appeal", "back-cover"] | None = None
    draft: Flag = Field(default=False, description="Built only with --drafts")
    id: Words | None = Field(default=None, description="Absent: the file's name without .md")
