"""Rights of a publication, an article or a picture."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rights:
    """Who holds the rights and what is allowed. `licence` is an id of `licences.LICENCES`."""

    statement: str = ""
    holder: str = ""
    licence: str = ""

    def __bool__(self) -> bool:
        return bool(self.statement or self.holder or self.licence)
