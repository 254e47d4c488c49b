"""Themes: looked for in the publication's own `styles/`, then among those that packager brings.

A theme may extend another: it has all of that one's tokens, options, fonts, pages and templates but
those it gives itself, and its style sheets are laid over the other's. A publication may lay one
sheet of its own over the theme it chose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from os.path import relpath
from pathlib import Path
from typing import TypeVar

from packager import watch
from packager.findings import Place
from packager.load import files
from packager.load.document import Document
from packager.load.fonts import families
from packager.load.homes import Homes
from packager.load.profiles import read_profile
from packager.load.report import Report, did_you_mean
from packager.load.schema_publication import ThemeChoice
from packager.load.schema_theme import PageTable, ThemeFile
from packager.load.theme_options import Places, chosen_options, tokens_set_by
from packager.load.toml import read_toml
from packager.load.validate import validate
from packager.model.page import PAGE_SIZES, PageGeometry
from packager.model.profiles import Profile
from packager.model.theme import FontFamily, PageDesign, StyleSheet, Theme

_STYLES = "styles"
_SETTINGS = "theme.toml"
_SHEETS = ("paper", "furniture", "ereader")  # each `NAME.css`
_VARIANTS = ("large", "draft")  # likewise; a theme may do without
T = TypeVar("T")

_LAYERS = 8  # of themes that extend one another


@dataclass(frozen=True, slots=True)
class Shelves:
    """Where themes are looked for: in a publication's folder (real), then among the packaged ones.

    Without a publication there are only these.
    """

    root: Path | None = None

    def __iter__(self) -> Iterator[Path]:
        if self.root:
            yield self.root / _STYLES
        yield packaged_styles()

    def written(self, path: Path) -> str:
        """A path from the publication's folder, or from here."""
        return Path(relpath(path, self.root)).as_posix()

    def holds(self, folder: Path) -> bool:
        """Is this theme the publication's own?"""
        return bool(self.root and folder.is_relative_to(files.real(self.root / _STYLES)))


@dataclass(frozen=True, slots=True)
class Layer:
    """One theme folder, read; of `sheets` there may be none."""

    folder: Path
    table: ThemeFile
    document: Document
    sheets: tuple[StyleSheet, ...]
    shelves: Shelves


def theme_names(shelves: Iterable[Path]) -> list[str]:
    """The themes that can be chosen."""
    found = {path.parent.name for shelf in shelves for path in shelf.glob(f"[!_.]*/{_SETTINGS}")}
    return sorted(found)


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
    shelves = Shelves(homes.own.root)
    layers = layers_of(chosen.name, settings.place_of(("theme", "name")), shelves, report)
    return joined(layers, chosen, settings, report) if layers else None


def joined(
    layers: Sequence[Layer], chosen: ThemeChoice, settings: Document, report: Report
) -> Theme:
    """The theme that these layers are together, as `chosen` in these settings.

    `MissingError` when its fonts are not installed.
    """
    own, root = layers[-1].table, layers[-1].shelves.root
    tokens = _joined(layer.table.tokens for layer in layers)
    options = _joined(layer.table.options for layer in layers)
    values = chosen_options(options, tokens, chosen.options, Places(settings, report))
    for layer in layers:
        _check_tokens(layer, tokens, report)
    overlay = _overlay(chosen.css, settings, root, report) if root and chosen.css else ()
    sheets = (*(sheet for layer in layers for sheet in layer.sheets), *overlay)
    pages = _joined(layer.table.pages for layer in layers)
    return Theme(
        name=chosen.name,
        title=own.title,
        description=own.description,
        folder=layers[-1].folder,
        tokens=_tokens({**tokens, **tokens_set_by(values, options)}),
        paper_css=_css(sheets, "paper", "overlay"),
        furniture_css=_css(sheets, "furniture"),
        ereader_css=_css(sheets, "ereader", "overlay"),
        families=_families(layers, report),
        pages={name: _page(name, page) for name, page in pages.items()},
        templates=tuple(_templates(layers)),
        options=values,
        profile=_profile(layers, report),
        variants={use: _css(sheets, use) for use in _VARIANTS},
        sheets=sheets,
    )


# --- Layers --------------------------------------------------------------------------------------


def layers_of(name: str, place: Place, shelves: Shelves, report: Report) -> tuple[Layer, ...]:
    """The theme of this name after those that it extends; nothing when one cannot be had."""
    found: list[Layer] = []
    while name:
        folder = _find(name, place, shelves, report, found[0].folder if found else None)
        layer = folder and _read(folder, shelves, report)
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


def _find(
    name: str, place: Place, shelves: Shelves, report: Report, heir: Path | None
) -> Path | None:
    """A theme's folder. One whose name begins with `_` is there to be extended, not chosen.

    `heir` extends it: it may have the name of a packaged theme, and extend that.
    """
    plain = re.fullmatch(r"\w[\w.-]*" if heir else r"[A-Za-z0-9][\w.-]*", name)
    for shelf in shelves:
        folder = files.real(shelf / name)
        itself = folder == heir and shelf != packaged_styles()
        if plain and not itself and files.is_file(shelf / name / _SETTINGS):
            return folder
    known = theme_names(shelves)
    hint = did_you_mean(name, known) or f"themes: {', '.join(known) or 'none'}"
    report.add("theme-missing", f'there is no theme "{name}"', place, hint)
    return None


def _read(folder: Path, shelves: Shelves, report: Report) -> Layer | None:
    text = _text(folder / _SETTINGS, shelves, report)
    file = shelves.written(folder / _SETTINGS)
    document = None if text is None else read_toml(text, file, report)
    table = document and validate(ThemeFile, document, report)
    if not table or not document:
        return None
    paths = {use: folder / f"{use}.css" for use in (*_SHEETS, *_VARIANTS)}
    texts = {
        use: _text(path, shelves, report)
        for use, path in paths.items()
        if (not table.extends and use in _SHEETS) or files.is_file(path)
    }
    own = shelves.holds(folder)
    sheets = tuple(
        StyleSheet(Path(shelves.written(paths[use])), use, css, own)
        for use, css in texts.items()
        if css
    )
    return Layer(folder, table, document, sheets, shelves)


def _text(path: Path, shelves: Shelves, report: Report) -> str | None:
    wanted = files.Wanted(path, path.parent, shelves.written(path), limit=files.MAX_SETTINGS)
    return files.read_text(wanted, report)


def _overlay(name: str, settings: Document, root: Path, report: Report) -> tuple[StyleSheet, ...]:
    """The publication's own sheet, which comes after the theme's."""
    place = settings.place_of(("theme", "css"))
    wanted = files.Wanted(root / name, root, name, place, limit=files.MAX_SETTINGS)
    text = files.read_text(wanted, report)
    return (StyleSheet(Path(name), "overlay", text),) if text else ()


# --- What they add up to -------------------------------------------------------------------------


def _css(sheets: Iterable[StyleSheet], *uses: str) -> str:
    return "\n".join(sheet.css for sheet in sheets if sheet.use in uses)


def _joined(tables: Iterable[Mapping[str, T]]) -> dict[str, T]:
    return {name: value for table in tables for name, value in table.items()}


def _families(layers: Sequence[Layer], report: Report) -> tuple[FontFamily, ...]:
    """The theme's own families before those of the themes that it extends."""
    found: dict[str, FontFamily] = {}
    for layer in reversed(layers):
        for family in families(layer.table.families, layer.folder, layer.document, report):
            found.setdefault(family.name, family)
    return tuple(found.values())


def _profile(layers: Sequence[Layer], report: Report) -> Profile | None:
    """The profile of the press that the theme, or one that it extends, is meant for."""
    for layer in reversed(layers):
        if layer.table.profile:
            place = layer.document.place_of(("profile",))
            return read_profile(layer.table.profile, layer.folder, place, report)
    return None


def _templates(layers: Sequence[Layer]) -> Iterator[Path]:
    """The folders that templates are looked for in, the theme's own first."""
    for layer in reversed(layers):
        folder = layer.folder / "templates"
        watch.note(watch.NAMES, folder)
        for template in folder.glob("*"):
            watch.note(watch.CONTENT, template)
        if folder.is_dir():
            yield folder


def _check_tokens(layer: Layer, tokens: Mapping[str, str], report: Report) -> None:
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
