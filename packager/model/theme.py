"""A theme as loaded: CSS per medium, fonts, page geometries. How things look is decided there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from packager.model.page import PageGeometry
from packager.model.profiles import Profile


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
    """A page size of a theme: its geometry, and the tokens it sets differently.

    A variant lays CSS of its own over the theme's; of `numbered` lines the places are told.
    """

    geometry: PageGeometry
    tokens: Mapping[str, str]
    css: str = ""
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """A CSS file of a theme, as it was read, for whoever speaks of its lines.

    `use` says what it styles: "paper", "furniture", "ereader", "overlay", which is both pages and
    e-readers, or a variant of paper: "large", "draft". `own`: it is the publication's, and none of
    packager's.
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
    profile: Profile | None = None  # of the press it is meant for
    variants: Mapping[str, str] = field(default_factory=dict)  # CSS by variant of paper: "large"
    sheets: tuple[StyleSheet, ...] = ()  # what the CSS texts were joined from
