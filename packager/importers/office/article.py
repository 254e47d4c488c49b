"""An office file that was read ──▶ what an importer hands over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from packager.importers.common import Names
from packager.importers.imported import Account, Counts, Imported, ImportedArticle
from packager.importers.office.opening import Opening
from packager.importers.office.properties import Properties
from packager.importers.pictures import Shelf
from packager.importers.writing import markdown
from packager.model.text import Text


@dataclass(frozen=True, slots=True)
class Finished:
    """What was found: how the text opens, what the file says of itself, the text."""

    opened: Opening[Any]
    properties: Properties
    text: Text
    language: str
    names: Names


def imported(
    found: Finished, account: Account, shelf: Shelf, judge: tuple[str, Counts]
) -> Imported:
    """One article. `judge`: the words and counts of the source."""
    opened = found.opened
    article = ImportedArticle(
        name=found.names.name(opened.title),
        title=opened.title,
        body=markdown(found.text),
        subtitle=opened.subtitle,
        kicker=opened.kicker,
        language=found.language,
        date=opened.date,
        contributors=opened.contributors,
        subjects=found.properties.subjects,
        description=found.properties.description,
    )
    return Imported(
        articles=(article,),
        pictures=shelf.files(),
        recognised=tuple(account.recognised),
        dropped=tuple(account.dropped),
        findings=tuple(account.findings),
        source_text=judge[0],
        counts=judge[1],
    )
