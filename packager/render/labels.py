"""The words that the program adds, in the language of what they stand in.

English is the key of every message; the other languages are the catalogues of `locale/`. Dates,
names of languages and lists of names come from CLDR, by Babel.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from packager.model.dates import PartialDate
from packager.render.xhtml import Html, escape

CATALOGUES = Path(__file__).parent / "locale"
_ENGLISH = Locale("en", "GB")  # the day before the month; the United States say so: en-US


class Labels:
    """The labels of one language. `known` is false when they have to be in English instead."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._locale = _locale(language)
        name = _catalogue(language)
        self._catalogue = _read(name) if name else NullTranslations()
        self.known = bool(name) or language.lower().split("-")[0] == "en"

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
        """A date of any precision, as it is written out: "17 June 2026", "June 2026", "2026"."""
        if date.day:
            return str(format_date(date.first_day, "long", locale=self._locale))
        skeleton = "yMMMM" if date.month else "y"
        return str(format_skeleton(skeleton, date.first_day, locale=self._locale))

    def names(self, names: Sequence[str | Html]) -> Html:
        """A list of names: "A, B and C"."""
        return Html(format_list([escape(name) for name in names], locale=self._locale))

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
    while parts and language.lower() != "en":
        try:
            return Locale.parse("-".join(parts), sep="-")
        except (UnknownLocaleError, ValueError):
            parts.pop()
    return _ENGLISH


def _catalogue(language: str) -> str:
    """The file name of the nearest catalogue, or nothing."""
    parts = language.split("-")
    # The tag comes from an article: only a name that is in the folder is ever opened.
    there = {path.name for path in CATALOGUES.glob("*.po")}
    names = (f"{'_'.join(parts[:length])}.po" for length in range(len(parts), 0, -1))
    return next((name for name in names if name in there), "")


@lru_cache
def _read(name: str) -> GNUTranslations:
    with (CATALOGUES / name).open("rb") as file:
        catalogue = read_po(file, locale=name.removesuffix(".po"))
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
