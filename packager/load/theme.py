"""Themes: looked for in the publication's own `styles/`, then among those that packager brings.

A theme may extend another: it has all of that one's tokens, options, fonts, pages and templates but
those it gives itself, and its style sheets are laid over the other's. A publication may lay one
sheet of its own over the theme it chose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from packager import watch
from packager.findings import Place
from packager.load import files
from packager.load.document import Document
from packager.load.fonts import families
from packager.load.homes import Homes
from packager.load.report import Report, did_you_mean
from packager.load.schema_publication import ThemeChoice
from packager.load.schema_theme import PageTable, ThemeFile
from packager.load.theme_options import Places, chosen_options, tokens_set_by
from packager.load.toml import read_toml
from packager.load.validate import validate
from packager.model.page import PAGE_SIZES, PageGeometry
from packager.model.theme import FontFamily, PageDesign, Theme

_STYLES = "styles"
_SETTINGS = "theme.toml"
_SHEETS = ("paper.css", "furniture.css", "ereader.css")
T = TypeVar("T")

_LAYERS = 8  # of themes that extend one another


@dataclass(frozen=True, slots=True)
class _Layer:
    """One theme folder, read; `sheets` as in `_SHEETS`, empty where there is none."""

    folder: Path
    table: ThemeFile
    document: Document
    sheets: tuple[str, ...]


def packaged_styles() -> Path:
    """The themes that come with packager: in the wheel, else in the source tree."""
    package = Path(__file__).resolve().parents[1]
    in_wheel = package / "_styles"
    return in_wheel if in_wheel.is_dir() else package.parent / _STYLES


def read_theme(
    chosen: ThemeChoice, settings: Document, homes: Homes, report: Report
) -> Theme | None:
    """The theme a publication chose, its options applied; None when it cannot be had (reported).

    `MissingError` when its fonts are not installed.
    """
    layers = _layers(chosen.name, settings, homes, report)
    if not layers:
        return None
    own = layers[-1].table
    tokens = _joined(layer.table.tokens for layer in layers)
    options = _joined(layer.table.options for layer in layers)
    values = chosen_options(options, tokens, chosen.options, Places(settings, report))
    for layer in layers:
        _check_tokens(layer, tokens, report)
    sheets = zip(*(layer.sheets for layer in layers), strict=True)
    paper, furniture, ereader = ("\n".join(each) for each in sheets)
    overlay = _overlay(chosen.css, settings, homes, report)
    pages = _joined(layer.table.pages for layer in layers)
    return Theme(
        name=chosen.name,
        title=own.title,
        description=own.description,
        folder=layers[-1].folder,
        tokens=_tokens({**tokens, **tokens_set_by(values, options)}),
        paper_css=paper + overlay,
        furniture_css=furniture,
        ereader_css=ereader + overlay,
        families=_families(layers, report),
        pages={name: _page(name, page) for name, page in pages.items()},
        templates=tuple(_templates(layers)),
        options=values,
    )


# --- Layers --------------------------------------------------------------------------------------


def _layers(name: str, settings: Document, homes: Homes, report: Report) -> tuple[_Layer, ...]:
    """The theme of this name after those that it extends; nothing when one cannot be had."""
    place = settings.place_of(("theme", "name"))
    found: list[_Layer] = []
    while name:
        folder = _find(name, place, homes, report, within=bool(found))
        layer = folder and _read(folder, homes, report)
        if not layer:
            return ()
        if any(each.folder == layer.folder for each in found) or len(found) >= _LAYERS:
            message = f'"{name}" is extended by a theme that it extends itself'
            report.add("theme-invalid", message, place, "themes extend one another in one line")
            return ()
        found.insert(0, layer)
        name = layer.table.extends
        place = layer.document.place_of(("extends",))
    return tuple(found)


def _find(name: str, place: Place, homes: Homes, report: Report, *, within: bool) -> Path | None:
    """A theme's folder. One whose name begins with `_` is there to be extended, not chosen."""
    shelves = [homes.own.root / _STYLES, packaged_styles()]
    plain = re.fullmatch(r"\w[\w.-]*" if within else r"[A-Za-z0-9][\w.-]*", name)
    for shelf in shelves:
        if plain and files.is_file(shelf / name / _SETTINGS):
            return files.real(shelf / name)
    known = theme_names(shelves)
    hint = did_you_mean(name, known) or f"themes: {', '.join(known) or 'none'}"
    report.add("theme-missing", f'there is no theme "{name}"', place, hint)
    return None


def theme_names(shelves: Sequence[Path]) -> list[str]:
    """The themes that can be chosen."""
    found = {path.parent.name for shelf in shelves for path in shelf.glob(f"[!_]*/{_SETTINGS}")}
    return sorted(found)


def _read(folder: Path, homes: Homes, report: Report) -> _Layer | None:
    text = _text(folder / _SETTINGS, homes, report)
    file = homes.written(folder / _SETTINGS)
    document = None if text is None else read_toml(text, file, report)
    table = document and validate(ThemeFile, document, report)
    if not table or not document:
        return None
    sheets = [
        _text(path, homes, report) if not table.extends or files.is_file(path) else ""
        for path in (folder / name for name in _SHEETS)
    ]
    return _Layer(folder, table, document, tuple(sheet or "" for sheet in sheets))


def _text(path: Path, homes: Homes, report: Report) -> str | None:
    wanted = files.Wanted(path, path.parent, homes.written(path), limit=files.MAX_SETTINGS)
    return files.read_text(wanted, report)


def _overlay(name: str, settings: Document, homes: Homes, report: Report) -> str:
    """The publication's own sheet, which comes after the theme's."""
    if not name:
        return ""
    root = homes.own.root
    place = settings.place_of(("theme", "css"))
    text = files.read_text(
        files.Wanted(root / name, root, name, place, limit=files.MAX_SETTINGS), report
    )
    return f"\n{text}" if text else ""


# --- What they add up to -------------------------------------------------------------------------


def _joined(tables: Iterable[Mapping[str, T]]) -> dict[str, T]:
    return {name: value for table in tables for name, value in table.items()}


def _families(layers: Sequence[_Layer], report: Report) -> tuple[FontFamily, ...]:
    """The theme's own families before those of the themes that it extends."""
    found: dict[str, FontFamily] = {}
    for layer in reversed(layers):
        for family in families(layer.table.families, layer.folder, layer.document, report):
            found.setdefault(family.name, family)
    return tuple(found.values())


def _templates(layers: Sequence[_Layer]) -> Iterator[Path]:
    """The folders that templates are looked for in, the theme's own first."""
    for layer in reversed(layers):
        folder = layer.folder / "templates"
        watch.note(watch.NAMES, folder)
        for template in folder.glob("*"):
            watch.note(watch.CONTENT, template)
        if folder.is_dir():
            yield folder


def _check_tokens(layer: _Layer, tokens: Mapping[str, str], report: Report) -> None:
    """Options and pages set tokens that the theme has."""
    table, document = layer.table, layer.document
    used = [
        (option.token, document.place_of(("options", name, "token")))
        for name, option in table.options.items()
    ]
    used += [
        (token, document.place_of_key(("pages", name, "tokens", token)))
        for name, page in table.pages.items()
        for token in page.tokens
    ]
    for token, place in used:
        if token not in tokens:
            hint = did_you_mean(token, tokens)
            report.add("theme-invalid", f'the theme has no token "{token}"', place, hint)


def _tokens(tokens: Mapping[str, str]) -> dict[str, str]:
    return {f"--{name}": value for name, value in tokens.items()}


def _page(name: str, page: PageTable) -> PageDesign:
    width, height = PAGE_SIZES[name]
    geometry = PageGeometry(name, width, height, page.top, page.bottom, page.inner, page.outer)
    return PageDesign(geometry, _tokens(page.tokens))
