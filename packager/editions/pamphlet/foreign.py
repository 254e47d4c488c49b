"""Instructions for sheets made of any PDF, which stands for the publication that they go with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from packager.compile.compiler import Compiler
from packager.editions.edition import Made
from packager.editions.pamphlet import instructions
from packager.errors import BuildError, MissingError
from packager.findings import finding
from packager.impose import name_of
from packager.imposing import About, Imposed
from packager.model.article import Home
from packager.model.dates import PartialDate
from packager.model.languages import direction_of, normal_tag
from packager.model.pamphlet import PamphletSettings
from packager.model.publication import Kind, Publication
from packager.model.theme import Theme

THEME = "pamphlet"  # made for this, and cheap to print
ENGLISH = "en"
UNDATED = PartialDate(1970)
LONGEST = 200  # characters of a title
_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
# White space, controls, half characters, and what would turn the direction of the words after it.
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class Foreign:
    """A PDF from elsewhere: its file's stem, what it says of itself, the theme that its
    instructions are set in. `language`: where it is said to be another than the PDF's own."""

    stem: str
    about: About
    theme: Theme
    language: str = ""


def instructions_for(
    foreign: Foreign,
    sheets: Imposed,
    asked: PamphletSettings,
    files: Sequence[str],
    compiler: Compiler,
) -> Made:
    """The instructions for the sheets in these files, by their endings: ".pdf" and ".txt".

    Without Pango they are text only, and a notice says so.
    """
    publication = stand_in(foreign)
    asked = replace(asked, sheet=name_of(sheets.imposition.sheet))
    said = instructions.told(publication, asked, sheets.imposition, files)
    made = {".txt": instructions.as_text(publication, said)}
    try:
        page, found = instructions.as_pdf(publication, asked, said, compiler)
    except (MissingError, BuildError) as error:
        message = f"the instructions are text only: {error.message.rstrip('.')}"
        return Made(made, (finding("sheet-instructions-plain", message, None, error.hint),))
    return Made({".pdf": page, **made}, tuple(replace(each, place=None) for each in found))


def stand_in(foreign: Foreign) -> Publication:
    """A PDF as a publication without contents."""
    title, language = title_of(foreign), language_of(foreign)
    date = date_of(foreign.about.created)
    identifier = f"urn:uuid:{uuid5(NAMESPACE_URL, f'packager:pamphlet:{title}:{date}')}"
    return Publication(
        folder=Path(),
        kind=Kind.PAMPHLET,
        slug="pamphlet",
        title=title,
        language=language,
        direction=direction_of(language),
        date=date,
        identifier=identifier,
        contents=(),
        theme=foreign.theme,
        home=Home("pamphlet", title, language),
    )


def title_of(foreign: Foreign) -> str:
    """What a PDF is called: by itself, else by its file."""
    for said in (foreign.about.title, foreign.stem):
        title = _BLANK.sub(" ", said).strip()
        if title:
            return title[:LONGEST]
    return "PDF"


def language_of(foreign: Foreign) -> str:
    """The language asked for, else the PDF's own, else English."""
    return normal_tag(foreign.language) or normal_tag(foreign.about.language) or ENGLISH


def date_of(created: str) -> PartialDate:
    """When a PDF was made (ISO 32000-1, 7.9.4), as far as it tells."""
    said = _DATE.match(created)
    try:
        return PartialDate.parse("-".join(said.groups())) if said else UNDATED
    except ValueError:
        return UNDATED
