"""Tables that several settings files share, and how they become the model's types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal

from pydantic import Field

from packager.load.fields import LicenceId, Required, Role, Table, WebAddress, Words
from packager.model.people import Contributor
from packager.model.rights import Rights

Direction = Literal["ltr", "rtl"]


class RightsTable(Table):
    """Who holds the rights and what is allowed."""

    statement: Words = Field(default="", description="Printed as it stands: “© 2026 The Review”")
    holder: Words = Field(default="", description="Who holds the rights")
    licence: LicenceId | None = None

    def model(self) -> Rights:
        """The model's rights."""
        return Rights(self.statement, self.holder, self.licence or "")


class ContributorTable(Table):
    """A person or an organisation, and what they did."""

    stand_ins: ClassVar[dict[str, object]] = {"name": "?", "role": "ctb"}
    missing: ClassVar[dict[str, str]] = {"name": "contributor-nameless"}

    name: Required = Field(description="As it is printed")
    role: Role
    kind: Literal["person", "organisation"] = "person"
    sort: Words = Field(default="", description="As it is sorted: “Doe, Jane”")
    url: WebAddress | None = None
    bio: Words = Field(default="", description="A line or two about them")

    def model(self) -> Contributor:
        """The model's contributor."""
        return Contributor(self.name, self.role, self.kind, self.sort, self.url or "", self.bio)


def people(tables: Iterable[ContributorTable]) -> tuple[Contributor, ...]:
    """The model's contributors."""
    return tuple(table.model() for table in tables)


def rights(table: RightsTable | None) -> Rights:
    """The model's rights; none stated is an empty one."""
    return table.model() if table else Rights()
