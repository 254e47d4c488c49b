"""The quotation marks of each language: outer pair, inner pair."""

from __future__ import annotations

from typing import NamedTuple


class Marks(NamedTuple):
    """What straight double and straight single marks become."""

    double: tuple[str, str]
    single: tuple[str, str]


_ENGLISH = Marks(("“", "”"), ("‘", "’"))
_GERMAN = Marks(("„", "“"), ("‚", "‘"))
_SWISS = Marks(("«", "»"), ("‹", "›"))
_FRENCH = Marks(("«\u202f", "\u202f»"), ("“", "”"))
_ROMANCE = Marks(("«", "»"), ("“", "”"))
_RUSSIAN = Marks(("«", "»"), ("„", "“"))
_POLISH = Marks(("„", "”"), ("«", "»"))
_HUNGARIAN = Marks(("„", "”"), ("»", "«"))
_SWEDISH = Marks(("”", "”"), ("’", "’"))
_NORWEGIAN = Marks(("«", "»"), ("‘", "’"))
_ARABIC = Marks(("«", "»"), ("‹", "›"))
_CORNERS = Marks(("「", "」"), ("『", "』"))
_FRENCH_SWISS = Marks(("«\u202f", "\u202f»"), ("‹\u202f", "\u202f›"))

# Where Spanish is written with the marks of the Americas (UN M.49 019 and CLDR's es-419).
_AMERICAS = "419 ar bo br bz cl co cr cu do ec gt hn mx ni pa pe pr py sv us uy ve"

# By primary language, or by language and script or region where these differ. They are those of
# CLDR's delimiters, but for Arabic and Spanish in Europe, whose books have angles (in CLDR ”…“ and
# “…”).
_MARKS: dict[str, Marks] = {
    "ar": _ARABIC,
    "be": _RUSSIAN,
    "bg": _GERMAN,
    "ca": _ROMANCE,
    "ckb": _ARABIC,
    "cs": _GERMAN,
    "da": _SWEDISH,
    "de": _GERMAN,
    "de-ch": _SWISS,
    "de-li": _SWISS,
    "el": _ROMANCE,
    "es": _ROMANCE,
    **{f"es-{region}": _ENGLISH for region in _AMERICAS.split()},
    "et": _GERMAN,
    "eu": _ROMANCE,
    "fa": _ARABIC,
    "fi": _SWEDISH,
    "fr": _FRENCH,
    "fr-ch": _FRENCH_SWISS,
    "gl": _ROMANCE,
    "he": _SWEDISH,
    "hr": _POLISH,
    "hu": _HUNGARIAN,
    "hy": _ROMANCE,
    "is": _GERMAN,
    "it": _ROMANCE,
    "ja": _CORNERS,
    "lt": _GERMAN,
    "mk": _GERMAN,
    "nb": _NORWEGIAN,
    "nn": _NORWEGIAN,
    "no": _NORWEGIAN,
    "oc": _ROMANCE,
    "pl": _POLISH,
    "ps": _ARABIC,
    "pt": _ROMANCE,
    "pt-br": _ENGLISH,
    "ro": _POLISH,
    "ru": _RUSSIAN,
    "sk": _GERMAN,
    "sl": _GERMAN,
    "sq": _POLISH,
    "sr": _GERMAN,
    "sv": _SWEDISH,
    "uk": _RUSSIAN,
    "yi": _GERMAN,
    "yue": _CORNERS,
    "yue-hans": _ENGLISH,
    "zh": _ENGLISH,
    "zh-hant": _CORNERS,
    "zh-hk": _CORNERS,
    "zh-mo": _CORNERS,
    "zh-tw": _CORNERS,
}


def primary(language: str) -> str:
    """The language of a tag, without script and region."""
    return language.lower().partition("-")[0]


def marks(language: str) -> Marks:
    """The marks of a language (English ones when it is not known), by as much of its tag as counts:
    zh-Hant-TW has those of zh-Hant."""
    parts = language.lower().split("-")
    tags = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((_MARKS[tag] for tag in tags if tag in _MARKS), _ENGLISH)
