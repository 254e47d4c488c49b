"""A theme as loaded: CSS per medium, fonts, page geometries. How things look is decided there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from packager.model.page import PageGeometry


@dataclass(frozen=True, slots=True)
class FontFace:
    """One `@font-face`. `weight` and `stretch` are CSS descriptor values ("200 900", "normal")."""

    family: str
    style: str
    weight: str
    path: Path
    pins: tuple[tuple[str, float], ...] = ()  # axes fixed when embedded in an EPUB: ("opsz", 12)


@dataclass(frozen=True, slots=True)
class FontFamily:
    """A family with its credit. `scripts`: ISO 15924 codes it serves; `code`: it sets only code."""

    name: str
    holder: str
    licence: str
    url: str
    faces: tuple[FontFace, ...]
    scripts: tuple[str, ...] = ("Latn",)
    code: bool = False


@dataclass(frozen=True, slots=True)
class PageDesign:
    """A page size of a theme: its geometry, and the tokens it sets differently."""

    geometry: PageGeometry
    tokens: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """A CSS file of a theme, as it was read, for whoever speaks of its lines.

    `use` says what it styles: "paper", "furniture", "ereader", or "overlay", which is both pages
    and e-readers. `own`: it is the publication's, and none of packager's.
    """

    file: Path  # from the publication's folder; as a path it is no part of a fingerprint
    use: str
    css: str
    own: bool = True


@dataclass(frozen=True, slots=True)
class Theme:
    """A folder of `styles/`, read. CSS texts have their `var(--token)` still in them."""

    name: str
    title: str
    description: str
    folder: Path
    tokens: Mapping[str, str]  # "--accent" -> "#7a1f1f"; options applied
    paper_css: str
    furniture_css: str
    ereader_css: str
    families: tuple[FontFamily, ...]
    pages: Mapping[str, PageDesign]  # by name: "A5"
    templates: tuple[Path, ...]  # folders with overrides of render's templates, the first wins
    options: Mapping[str, str | bool | int | float]
    sheets: tuple[StyleSheet, ...] = ()  # what the CSS texts were joined from
