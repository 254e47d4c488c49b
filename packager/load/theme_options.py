"""The switches of a theme, as an editor set them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from packager.load.document import Document
from packager.load.report import Report, did_you_mean, listing
from packager.load.schema_theme import OptionTable

Value = str | bool | int | float

_COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})|(?:rgb|hsl)\([\d.,%\s/]+\)|[a-z]+", re.I)
_LENGTH = re.compile(r"0|-?\d+(?:\.\d+)?(?:pt|mm|cm|in|px|em|rem|ch|%)")
_CSS_TEXT = re.compile(r"[^;{}<>\\]*")


class Places:
    """Reports what is wrong with an option, at its place in publication.toml."""

    def __init__(self, settings: Document, report: Report) -> None:
        self._settings, self._report = settings, report

    def unknown(self, name: str, known: Mapping[str, object]) -> None:
        """An option that the theme does not have."""
        hint = did_you_mean(name, known) or (f"options: {', '.join(known)}" if known else "")
        place = self._settings.place_of_key(("theme", "options", name))
        self._report.add("key-unknown", f'the theme has no option "{name}"', place, hint)

    def wrong(self, name: str, must: str, hint: str = "") -> None:
        """An option whose value it cannot have."""
        place = self._settings.place_of(("theme", "options", name))
        self._report.add("value-invalid", f'"{name}" must be {must}', place, hint)


def chosen_options(
    known: Mapping[str, OptionTable],
    tokens: Mapping[str, str],
    chosen: Mapping[str, Value],
    places: Places,
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


def tokens_set_by(options: Mapping[str, Value], known: Mapping[str, OptionTable]) -> dict[str, str]:
    """The tokens as the options set them."""
    tokens = {}
    for name, option in known.items():
        value = options[name]
        if isinstance(value, bool):
            value = option.on if value else option.off
        tokens[option.token] = str(value)
    return tokens
