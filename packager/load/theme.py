"""Themes: looked for in the publication's own `styles/`, then among those that packager brings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from packager import watch
from packager.findings import Place
from packager.load import files
from packager.load.document import Document
from packager.load.fonts import families
from packager.load.homes import Homes
from packager.load.report import Report, did_you_mean, listing
from packager.load.schema_publication import ThemeChoice
from packager.load.schema_theme import OptionTable, PageTable, ThemeFile
from packager.load.toml import read_toml
from packager.load.validate import validate
from packager.model.page import PAGE_SIZES, PageGeometry
from packager.model.theme import PageDesign, Theme

Value = str | bool | int | float

_STYLES = "styles"
_SETTINGS = "theme.toml"
_SHEETS = ("paper.css", "furniture.css", "ereader.css")
_COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})|(?:rgb|hsl)\([\d.,%\s/]+\)|[a-z]+", re.I)
_LENGTH = re.compile(r"0|-?\d+(?:\.\d+)?(?:pt|mm|cm|in|px|em|rem|ch|%)")
_CSS_TEXT = re.compile(r"[^;{}<>\\]*")


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
    folder = _find(chosen.name, settings, homes, report)
    if folder is None:
        return None
    sheets = [_text(folder / name, homes, report) or "" for name in _SHEETS]
    read = _settings(folder, homes, report)
    if read is None:
        return None
    table, document = read
    options = _options(table.options, table.tokens, chosen.options, _Places(settings, report))
    _check_tokens(table, document, report)
    paper, furniture, ereader = sheets
    templates = folder / "templates"
    watch.note(watch.NAMES, templates)
    for template in templates.glob("*"):
        watch.note(watch.CONTENT, template)
    return Theme(
        name=chosen.name,
        title=table.title,
        description=table.description,
        folder=folder,
        tokens=_tokens({**table.tokens, **_set_by(options, table.options)}),
        paper_css=paper,
        furniture_css=furniture,
        ereader_css=ereader,
        families=families(table.families, folder, document, report),
        pages={name: _page(name, page) for name, page in table.pages.items()},
        templates=templates if templates.is_dir() else None,
        options=options,
    )


def _settings(folder: Path, homes: Homes, report: Report) -> tuple[ThemeFile, Document] | None:
    text = _text(folder / _SETTINGS, homes, report)
    file = homes.written(folder / _SETTINGS)
    document = None if text is None else read_toml(text, file, report)
    table = document and validate(ThemeFile, document, report)
    return (table, document) if table and document else None


def _text(path: Path, homes: Homes, report: Report) -> str | None:
    wanted = files.Wanted(path, path.parent, homes.written(path), limit=files.MAX_SETTINGS)
    return files.read_text(wanted, report)


def _find(name: str, settings: Document, homes: Homes, report: Report) -> Path | None:
    shelves = [homes.own.root / _STYLES, packaged_styles()]
    plain = re.fullmatch(r"[A-Za-z0-9][\w.-]*", name)
    for shelf in shelves:
        if plain and files.is_file(shelf / name / _SETTINGS):
            return files.real(shelf / name)
    known = sorted({path.parent.name for shelf in shelves for path in shelf.glob(f"*/{_SETTINGS}")})
    hint = did_you_mean(name, known) or f"themes: {', '.join(known) or 'none'}"
    place = settings.place_of(("theme", "name"))
    report.add("theme-missing", f'there is no theme "{name}"', place, hint)
    return None


class _Places:
    """Reports what is wrong with an option, at its place in publication.toml."""

    def __init__(self, settings: Document, report: Report) -> None:
        self._settings, self._report = settings, report

    def unknown(self, name: str, known: Mapping[str, object]) -> None:
        hint = did_you_mean(name, known) or (f"options: {', '.join(known)}" if known else "")
        place = self._settings.place_of_key(("theme", "options", name))
        self._report.add("key-unknown", f'the theme has no option "{name}"', place, hint)

    def wrong(self, name: str, must: str, hint: str = "") -> None:
        place = self._settings.place_of(("theme", "options", name))
        self._report.add("value-invalid", f'"{name}" must be {must}', place, hint)


def _options(
    known: Mapping[str, OptionTable],
    tokens: Mapping[str, str],
    chosen: Mapping[str, Value],
    places: _Places,
) -> dict[str, Value]:
    """All options of the theme with their values."""
    for name in chosen:
        if name not in known:
            places.unknown(name, known)
    values = {name: _default(option, tokens) for name, option in known.items()}
    for name, option in known.items():
        if name not in chosen:
            continue
        if must := _wrong(option, chosen[name]):
            places.wrong(name, must, option.help)
        else:
            values[name] = chosen[name]
    return values


def _default(option: OptionTable, tokens: Mapping[str, str]) -> Value:
    if option.default is not None:
        return option.default
    token = tokens.get(option.token, "")
    return token == option.on if option.type == "boolean" else token


def _wrong(option: OptionTable, value: Value) -> str:
    """What a value must be if it is not that."""
    text = value if isinstance(value, str) else ""
    allowed = {
        "colour": (_COLOUR.fullmatch(text), 'a colour: "#7a1f1f"'),
        "length": (_LENGTH.fullmatch(text), 'a length: "12pt"'),
        "boolean": (isinstance(value, bool), "true or false"),
        "choice": (text in option.choices, f"one of {listing(option.choices)}"),
        "text": (text and _CSS_TEXT.fullmatch(text), "text without ; { } < > and backslash"),
    }
    good, must = allowed[option.type]
    return "" if good else must


def _set_by(options: Mapping[str, Value], known: Mapping[str, OptionTable]) -> dict[str, str]:
    """The tokens as the options set them."""
    tokens = {}
    for name, option in known.items():
        value = options[name]
        if isinstance(value, bool):
            value = option.on if value else option.off
        tokens[option.token] = str(value)
    return tokens


def _check_tokens(table: ThemeFile, document: Document, report: Report) -> None:
    """Options and pages set tokens that the theme has."""
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
        if token not in table.tokens:
            _report_token(token, place, table, report)


def _report_token(token: str, place: Place, table: ThemeFile, report: Report) -> None:
    hint = did_you_mean(token, table.tokens)
    report.add("theme-invalid", f'the theme has no token "{token}"', place, hint)


def _tokens(tokens: Mapping[str, str]) -> dict[str, str]:
    return {f"--{name}": value for name, value in tokens.items()}


def _page(name: str, page: PageTable) -> PageDesign:
    width, height = PAGE_SIZES[name]
    geometry = PageGeometry(name, width, height, page.top, page.bottom, page.inner, page.outer)
    return PageDesign(geometry, _tokens(page.tokens))
