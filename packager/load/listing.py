"""The contents as listed in publication.toml: paths, the parts they stand in, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from packager.findings import Place
from packager.load.document import Document
from packager.load.report import Report

_CONTENTS = ("publication", "contents")


@dataclass(frozen=True, slots=True)
class Listed:
    """A path of the contents. `entry` counts the entries; a section's paths share their entry."""

    path: str
    place: Place
    entry: int
    section: str = ""  # the title of the part it stands in


def listed(settings: Document, report: Report) -> tuple[Listed, ...]:
    """All paths in order. What the schema found wrong is left out; empty lists are reported."""
    table = settings.data.get("publication")
    entries = table.get("contents") if isinstance(table, dict) else None
    if not isinstance(entries, list):
        return ()
    if not entries:
        hint = 'list the articles: contents = ["articles/one.md"]'
        place = settings.place_of(_CONTENTS)
        report.add("contents-empty", "the contents list no article", place, hint)
    return tuple(
        path
        for index, entry in enumerate(entries)
        for path in _entry(settings, index, entry, report)
    )


def _entry(settings: Document, index: int, entry: object, report: Report) -> Iterator[Listed]:
    here = (*_CONTENTS, index)
    if isinstance(entry, str) and entry.strip():
        yield Listed(entry.strip(), settings.place_of(here), index)
    if not isinstance(entry, dict):
        return
    title, paths = entry.get("part"), entry.get("articles")
    if paths == []:
        message = f'the part "{title}" lists no article'
        hint = "list its articles, or take the part out"
        report.add("contents-empty", message, settings.place_of((*here, "articles")), hint)
    for number, path in enumerate(paths if isinstance(paths, list) else ()):
        if isinstance(path, str) and path.strip():
            place = settings.place_of((*here, "articles", number))
            yield Listed(
                path.strip(), place, index, title.strip() if isinstance(title, str) else "?"
            )
