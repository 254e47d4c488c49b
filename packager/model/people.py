"""Who made a publication or an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person or organisation with a MARC relator code (`aut`, `trl`, `pht` …)."""

    name: str
    role: str
    kind: Literal["person", "organisation"] = "person"
    sort: str = ""  # "Doe, Jane"; empty: none was given, `file_as` makes one
    url: str = ""
    bio: str = ""

    @property
    def file_as(self) -> str:
        """The name to sort by: `sort`, else family name first (an organisation as it is)."""
        given, _, family = self.name.rpartition(" ")
        if self.sort or self.kind == "organisation" or not given:
            return self.sort or self.name
        return f"{family}, {given}"
