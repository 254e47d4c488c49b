"""The themes that a publication can choose from, each with what an editor wants to know of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from packager.findings import Finding, Place
from packager.load import files
from packager.load.document import Document
from packager.load.folders import SETTINGS
from packager.load.report import Report
from packager.load.schema_publication import ThemeChoice
from packager.load.schema_theme import OptionTable
from packager.load.theme import Layer, Shelves, joined, layers_of, theme_names
from packager.model.theme import Theme


@dataclass(frozen=True, slots=True)
class Option:
    """A switch of a theme. `type` as in theme.toml; `choices` are those of a choice."""

    name: str
    type: str
    default: str | bool | int | float
    choices: tuple[str, ...]
    help: str

    @property
    def shown(self) -> str:
        """The default as one types it in TOML."""
        return json.dumps(self.default, ensure_ascii=False)

    @property
    def values(self) -> str:
        """What it may be: `colour`, or `"justify" | "start"`."""
        quoted = (json.dumps(each, ensure_ascii=False) for each in self.choices)
        return {"choice": " | ".join(quoted), "boolean": "true | false"}.get(self.type, self.type)


@dataclass(frozen=True, slots=True)
class ThemeEntry:
    """A theme that can be chosen, with all of its options at their defaults.

    `own`: it lies in the publication's own `styles/`.
    """

    theme: Theme
    own: bool
    extends: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The themes that are sound as far as they could be read, and what is wrong with the others."""

    entries: tuple[ThemeEntry, ...]
    findings: tuple[Finding, ...]


def names(folder: Path | None) -> tuple[str, ...]:
    """The themes that can be chosen: those of the publication in `folder` first, then packaged."""
    found = [name for shelf in _shelves(folder) for name in theme_names([shelf])]
    return tuple(dict.fromkeys(found))


def catalogue(folder: Path | None, wanted: Iterable[str]) -> Catalogue:
    """The themes of these names. `MissingError` when the fonts of one are not installed."""
    shelves, report = _shelves(folder), Report()
    settings = Document(SETTINGS, {}, {})
    entries = []
    for name in wanted:
        own = Report()
        layers = layers_of(name, Place(SETTINGS), shelves, own)
        theme = joined(layers, ThemeChoice(name=name), settings, own) if layers else None
        if theme and not own.failed:
            entries.append(_entry(theme, layers))
        for found in own.sorted():
            report(found)
    return Catalogue(tuple(entries), report.sorted())


def _shelves(folder: Path | None) -> Shelves:
    return Shelves(files.real(folder) if folder else None)


def _entry(theme: Theme, layers: tuple[Layer, ...]) -> ThemeEntry:
    tables: Mapping[str, OptionTable] = {
        name: option for layer in layers for name, option in layer.table.options.items()
    }
    options = tuple(
        Option(name, table.type, theme.options[name], tuple(table.choices), table.help)
        for name, table in tables.items()
    )
    last = layers[-1]
    return ThemeEntry(theme, last.shelves.holds(last.folder), last.table.extends, options)
