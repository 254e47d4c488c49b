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

# By primary language, or by language and region where a region differs. None: straight marks are
# left alone, since the language has marks of its own that no straight one stands for.
_MARKS: dict[str, Marks | None] = {
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
    "et": _GERMAN,
    "eu": _ROMANCE,
    "fa": _ARABIC,
    "fi": _SWEDISH,
    "fr": _FRENCH,
    "gl": _ROMANCE,
    "he": _SWEDISH,
    "hr": _POLISH,
    "hu": _HUNGARIAN,
    "hy": _ROMANCE,
    "is": _GERMAN,
    "it": _ROMANCE,
    "ja": None,
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
    "yue": None,
    "zh": None,
}


def primary(language: str) -> str:
    """The language of a tag, without script and region."""
    return language.lower().partition("-")[0]


def marks(language: str) -> Marks | None:
    """The marks of a language (English ones when it is not known), or None to leave them."""
    tag = language.lower()
    return _MARKS.get(tag, _MARKS.get(primary(tag), _ENGLISH))
