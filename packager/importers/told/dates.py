"""Dates as people write them, in the languages of the labels: “Wednesday 17 June 2026”."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from babel import Locale, UnknownLocaleError

from packager.model.dates import PartialDate

_LANGUAGES = ("en", "fr", "es", "pt", "de", "it", "ar", "fa", "he", "ru", "nl", "sv")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})(?:-(\d{2}))?(?!\d)")
_CJK = re.compile(r"(\d{4})\s*年\s*(?:(\d{1,2})\s*月)?\s*(?:(\d{1,2})\s*日)?")
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})([/.])\s?(\d{1,2})\2\s?(\d{4})(?!\d)")
_YEAR = r"(?P<year>1[4-9]\d\d|20\d\d|1[34]\d\d)"
_WORD = r"[^\W\d_]+\.?"
_DAY_FIRST = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.)?\s+(?:de\s+|of\s+)?(?P<month>{_WORD})"
    rf",?\s+(?:de[l]?\s+)?{_YEAR}(?!\d)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?P<month>{_WORD})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)", re.IGNORECASE
)
_MONTH_ONLY = re.compile(
    rf"(?<!\d\s)\b(?P<month>{_WORD}),?\s+(?:de[l]?\s+|of\s+)?{_YEAR}(?!\d)", re.IGNORECASE
)


def find_date(text: str, language: str = "") -> PartialDate | None:
    """The first date in a text, as precise as it is written; None when there is none, or when
    day and month cannot be told apart (“03/04/2026” outside languages that write the day first).
    """
    text = _plain_digits(text)
    for pattern in (_ISO, _CJK):
        if found := pattern.search(text):
            return _date(found[1], found[2], found[3])
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _MONTH_ONLY):
        for found in pattern.finditer(text):
            month = _months(language.partition("-")[0]).get(_folded(found["month"]))
            day = found.groupdict().get("day")
            if month and (date := _date(found["year"], str(month), day)):
                return date
    if found := _SLASHED.search(text):
        return _slashed(found, language)
    return None


def _slashed(found: re.Match[str], language: str) -> PartialDate | None:
    first, second, year = found[1], found[3], found[4]
    if int(second) > 12:
        return _date(year, first, second)
    english = language.lower().partition("-")[0] in ("", "en")
    if int(first) <= 12 and first != second and english and found[2] == "/":
        return None
    return _date(year, second, first)


def _date(year: str, month: str | None, day: str | None) -> PartialDate | None:
    try:
        written = "-".join([f"{int(year):04}", *(f"{int(n):02}" for n in (month, day) if n)])
        return PartialDate.parse(written)
    except ValueError:
        return None


def _plain_digits(text: str) -> str:
    return "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii()
                   and unicodedata.digit(c, None) is not None else c for c in text)  # fmt: skip


def _folded(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.casefold().rstrip("."))
    return "".join(c for c in letters if not unicodedata.combining(c))


@cache
def _months(language: str) -> dict[str, int]:
    """Names of months, long and short: of the language, and of the others where they agree."""
    found: dict[str, int] = {}
    for tag in (*(each for each in _LANGUAGES if each != language), language):
        try:
            locale = Locale.parse(tag or "en")
        except (UnknownLocaleError, ValueError):
            continue
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names = locale.months[form][width]
                found |= {_folded(name): number for number, name in names.items()}
    return found
