"""The contents as listed in publication.toml: paths and selections, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from packager.findings import Place
from packager.load.document import Document, KeyPath
from packager.load.report import Report
from packager.load.schema_select import SelectTable

_CONTENTS = ("publication", "contents")
_SELECT = ("publication", "select")


@dataclass(frozen=True, slots=True)
class Listed:
    """A path of the contents. `entry` counts the entries; a section's paths share their entry."""

    path: str
    place: Place
    entry: int
    section: str = ""  # the title of the part it stands in


@dataclass(frozen=True, slots=True)
class Selection:
    """A selection, in the contents or after them. Its entry and section are as those of a path."""

    select: SelectTable
    settings: Document
    key: KeyPath
    entry: int
    section: str = ""

    def place(self, *inside: str | int) -> Place:
        """Where it stands, or one of its keys does."""
        return self.settings.place_of((*self.key, *inside))


def listed(settings: Document, report: Report) -> tuple[Listed | Selection, ...]:
    """All of them in order. What the schema found wrong is left out; empty lists are reported."""
    table = settings.data.get("publication")
    if not isinstance(table, dict):
        return ()
    entries, select = table.get("contents"), table.get("select")
    if entries == [] and select is None:
        hint = 'list the articles: contents = ["articles/one.md"]'
        place = settings.place_of(_CONTENTS)
        report.add("contents-empty", "the contents list no article", place, hint)
    entries = entries if isinstance(entries, list) else []
    found = [
        item
        for index, entry in enumerate(entries)
        for item in _entry(settings, index, entry, report)
    ]
    return (*found, *_selection(settings, _SELECT, select, len(entries)))


def _entry(
    settings: Document, index: int, entry: object, report: Report
) -> Iterator[Listed | Selection]:
    here = (*_CONTENTS, index)
    if isinstance(entry, str) and entry.strip():
        yield Listed(entry.strip(), settings.place_of(here), index)
    if not isinstance(entry, dict):
        return
    title, paths, select = entry.get("part"), entry.get("articles"), entry.get("select")
    if paths == [] and select is None:
        message = f'the part "{title}" lists no article'
        hint = "list its articles, or take the part out"
        report.add("contents-empty", message, settings.place_of((*here, "articles")), hint)
    section = title.strip() if isinstance(title, str) else "?" if select is None else ""
    for number, path in enumerate(paths if isinstance(paths, list) else ()):
        if isinstance(path, str) and path.strip():
            place = settings.place_of((*here, "articles", number))
            yield Listed(path.strip(), place, index, section)
    yield from _selection(settings, (*here, "select"), select, index, section)


def _selection(
    settings: Document, key: KeyPath, value: object, entry: int, section: str = ""
) -> Iterator[Selection]:
    try:
        select = None if value is None else SelectTable.model_validate(value)
    except ValidationError:  # the schema of the whole has told
        return
    if select:
        yield Selection(select, settings, key, entry, section)
