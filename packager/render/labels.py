"""The words that the program adds, in the language of what they stand in.

English is the key of every message; the other languages are the catalogues of `locale/`, each a
file that begins as a copy of `packager.pot`. Dates, names of languages and lists of names come from
CLDR, by Babel.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from packager.model.dates import PartialDate
from packager.render.xhtml import Html, escape

CATALOGUES = Path(__file__).parent / "locale"
_OF_EUROPE = {  # what the bare tag stands for here; the Americas say so: en-US, pt-BR
    "en": Locale("en", "GB"),
    "pt": Locale("pt", "PT"),
}
_ZEROS = {  # of CLDR's numbering systems whose digits are not 0 to 9
    "arab": "\u0660",
    "arabext": "\u06f0",
    "beng": "\u09e6",
    "deva": "\u0966",
    "mymr": "\u1040",
    "tibt": "\u0f20",
}
_BEFORE = {  # the "and" before a last name of this kind becomes another, as in ICU's lists
    "es": (" y ", " e ", re.compile(r"i|hi(?![ae])", re.IGNORECASE)),
    "he": (" ו", " ו-", re.compile(r"[^\u05d0-\u05ea]")),
}


class Labels:
    """The labels of one language. `known` is false when they have to be in English instead."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._locale = _locale(language)
        names = _catalogues(language)
        self._catalogue = _read(CATALOGUES, *names)
        self.known = bool(names) or language.lower().split("-")[0] == "en"

    @property
    def attributes(self) -> dict[str, str]:
        """The `lang` of an element that holds nothing but labels, where that has to be said."""
        return {} if self.known else {"lang": "en", "xml:lang": "en", "dir": "ltr"}

    def say(self, message: str, **values: str) -> Html:
        """A message with its `{placeholders}` filled; values are escaped unless they are markup."""
        # The empty message is the key of a catalogue's own head.
        said = self._catalogue.gettext(message) if message else ""
        return Html(escape(said)).format(**values)

    def count(self, one: str, many: str, number: int) -> Html:
        """The form of a message that goes with a number."""
        return escape(self._catalogue.ngettext(one, many, number))

    def date(self, date: PartialDate) -> str:
        """A date of any precision, as it is written out: "17 June 2026", "June 2026", "2026".

        In the digits of the language, which Babel does not put in.
        """
        if date.day:
            written = format_date(date.first_day, "long", locale=self._locale)
        else:
            skeleton = "yMMMM" if date.month else "y"
            written = format_skeleton(skeleton, date.first_day, locale=self._locale)
        zero = _ZEROS.get(self._locale.default_numbering_system, "0")
        return written.translate({ord("0") + digit: ord(zero) + digit for digit in range(10)})

    def names(self, names: Sequence[str | Html]) -> Html:
        """A list of names: "A, B and C"."""
        written = [escape(name) for name in names]
        listed = str(format_list(written, locale=self._locale))
        if self._locale.language in _BEFORE and len(written) > 1:
            usual, other, kind = _BEFORE[self._locale.language]
            if kind.match(written[-1].striptags()):
                listed = listed.removesuffix(f"{usual}{written[-1]}") + f"{other}{written[-1]}"
        return Html(listed)

    def language_name(self, tag: str) -> str:
        """What a language is called in this one; an unknown one by its tag."""
        called, language = self._locale.languages, tag.split("-", 1)[0]
        return str(called.get(tag.replace("-", "_")) or called.get(language) or tag)


@lru_cache(maxsize=64)
def labels_for(language: str) -> Labels:
    """The labels of a language (BCP 47 tag)."""
    return Labels(language)


def _locale(language: str) -> Locale:
    parts = language.split("-")
    while parts and language not in _OF_EUROPE:
        try:
            return Locale.parse("-".join(parts), sep="-")
        except (UnknownLocaleError, ValueError):
            parts.pop()
    return _OF_EUROPE.get(language, _OF_EUROPE["en"])


def _catalogues(language: str) -> tuple[str, ...]:
    """The names of the catalogues of a language, the nearest first: pt_BR, pt.

    One in another script is none of them: zh.po is no help to zh-TW.
    """
    parts = language.split("-")
    names = ["_".join(parts[:length]) for length in range(len(parts), 0, -1)]
    script = _script(parts)
    if script != _script(parts[:1]):
        names[-1] = f"{parts[0]}_{script}"
    # The tag comes from an article: only a name that is in the folder is ever opened.
    there = {path.stem for path in CATALOGUES.glob("*.po")}
    return tuple(name for name in dict.fromkeys(names) if name in there)


def _script(parts: Sequence[str]) -> str:
    """The script that a tag names, else the one that CLDR expects of its language and region."""
    for part in parts[1:]:
        if len(part) == 4 and part.isalpha():
            return part
    likely = get_global("likely_subtags")
    known = [likely.get("_".join(parts[:length]), "") for length in range(len(parts), 0, -1)]
    return next((tag.split("_")[1] for tag in known if tag.count("_") == 2), "")


@lru_cache
def _read(folder: Path, *names: str) -> NullTranslations:
    """Catalogues as one: what the first does not say, the next says."""
    if not names:
        return NullTranslations()
    with (folder / f"{names[0]}.po").open("rb") as file:
        catalogue = read_po(file, locale=names[0])
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    said = GNUTranslations(compiled)
    said.add_fallback(_read(folder, *names[1:]))
    return said
