"""What a print shop is told: the settings of `[editions.print]`."""

from __future__ import annotations

from dataclasses import dataclass

from packager.model.page import MM
from packager.model.profiles import Profile
from packager.model.publication import EditionSettings

BLEED = 3 * MM  # pt, unless the editor says otherwise


@dataclass(frozen=True, slots=True)
class PrintSettings(EditionSettings):
    """`[editions.print]`. Lengths in pt, but for calipers: those are in mm, as mills give them."""

    bleed: float = BLEED
    marks: bool = True
    colour: str = "colour"  # or "grey"
    condition: str = ""  # the registered name of what the profile describes: "FOGRA51"
    cover: str = "wrap"  # a file of its own, round the spine; or among the "pages"
    paper: str = ""  # a name of `impose.papers.PAPERS`
    caliper: float | None = None  # of one sheet
    grams: float | None = None  # g/m²
    bulk: float | None = None  # cm³/g
    cover_caliper: float = 0.0
    spine: str = ""  # its words are read "down" or "up"; else as the language has it
    barcode: bool = True
    isbn: str = ""  # the identifier with the hyphens of an ISBN, where the editor wrote any
    profile: Profile | None = None
