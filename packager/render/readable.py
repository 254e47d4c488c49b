"""Addresses as people write them: the letters that `%C3%A9` and `xn--` stand for.

Only what the readers of an article can type and its fonts can show, and what gives the same address
again when it is typed: letters of the script of its language, composed (RFC 3987, §3.1 and §3.2).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, unquote_to_bytes

from babel.core import get_global

_CODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_HOST = re.compile(r"[^/?#]*")
_LABEL = re.compile(r"(?<![^.@])xn--[a-z0-9-]+", re.IGNORECASE)
_IDEOGRAPHS = ("CJK UNIFIED",)
_NAMES = {  # by the code of a script: how the names of its letters begin
    "Latn": ("LATIN",),
    "Cyrl": ("CYRILLIC",),
    "Grek": ("GREEK",),
    "Arab": ("ARABIC",),
    "Hebr": ("HEBREW",),
    "Armn": ("ARMENIAN",),
    "Geor": ("GEORGIAN",),
    "Hans": _IDEOGRAPHS,
    "Hant": _IDEOGRAPHS,
    "Jpan": (*_IDEOGRAPHS, "HIRAGANA", "KATAKANA"),
    "Kore": (*_IDEOGRAPHS, "HANGUL SYLLABLE"),
}


def readable(address: str, language: str) -> str:
    """An address for readers of this language; what they could not type stays in its code."""
    names = _NAMES.get(_script(language), ())

    def label(coded: re.Match[str]) -> str:
        try:
            letters = coded[0][4:].encode("ascii").decode("punycode")
        except UnicodeError:
            return coded[0]
        known = all(each.isascii() or _is_of(names, each) for each in letters)
        return letters if known and _is_composed(letters) else coded[0]

    def run_of(run: re.Match[str]) -> str:
        try:
            letters = unquote_to_bytes(run[0]).decode()
        except UnicodeError:
            return run[0]
        if not _is_composed(letters):
            return run[0]
        return "".join(each if _is_of(names, each) else quote(each, safe="") for each in letters)

    host = _HOST.match(address)
    end = host.end() if host else 0
    return _LABEL.sub(label, address[:end]) + _CODED.sub(run_of, address[end:])


def _is_of(names: tuple[str, ...], letter: str) -> bool:
    if letter.isascii() or not unicodedata.category(letter).startswith("L"):
        return False
    return unicodedata.name(letter, "").startswith(names) if names else False


def _is_composed(letters: str) -> bool:
    return unicodedata.is_normalized("NFC", letters)


@lru_cache
def _script(language: str) -> str:
    """The code of the script that a language is written in: the tag's own, else the usual one."""
    known = get_global("likely_subtags")
    parts = language.split("-")
    named = [part for part in parts[1:] if len(part) == 4 and part.isalpha()]
    usual = known.get("_".join((parts[0], *parts[-1:]))) or known.get(parts[0], "")
    return (named or [*usual.split("_")[1:2], "Latn"])[0]
