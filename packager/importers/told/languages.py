"""Which language a text is in, from its script and its commonest words."""

from __future__ import annotations

import re
from collections import Counter

_SCRIPTS = (  # a language by its letters alone, the first that fits
    ("ja", "\u3040-\u30ff"),
    ("ko", "\uac00-\ud7af"),
    ("zh", "\u4e00-\u9fff"),
    ("he", "\u05d0-\u05ea"),
    ("el", "\u0370-\u03ff"),
    ("hi", "\u0900-\u097f"),
    ("th", "\u0e00-\u0e7f"),
)
_PERSIAN, _ARABIC = re.compile("[پچژگکی]"), re.compile("[\u0620-\u064a]")
_UKRAINIAN, _CYRILLIC = re.compile("[іїєґ]"), re.compile("[\u0400-\u04ff]")
_SHARE = 0.2  # of the letters

# Small words that the languages do not share.
_WORDS = {
    "en": "the and of to is that with for was are this from have which their not been were they",
    "fr": "les des est une dans pour qui sur pas par avec sont mais nous aux cette été être leur",
    "es": "los las una por con para del como pero más sus este está también ha fue entre sobre muy",
    "pt": "não uma os das dos com para mais como mas foi pelo são ao também pela seu sua muito",
    "de": "der die und das ist nicht von mit den ein eine auf für dem sich auch des werden zu",
    "it": "il che di per non una sono della gli con più anche nel dei alla come ma delle questo è",
    "nl": "het een van en niet dat zijn voor met op ook aan maar werd wordt naar door bij deze als",
    "sv": "och att det som är för på inte med av den till har ett var om men sig eller kan",
    "da": "og det at en af til er på med som ikke den for har de et blev men også var",
    "pl": "się nie na jest do że przez jak ale od po dla oraz tylko był które może przy być ze",
    "tr": "ve bir bu için ile olarak çok daha gibi olan değil kadar sonra ne ama var de da her en",
    "ca": "els les una amb per que del als més però també són aquest aquesta dels va ser molt",
}
_SETS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_ENOUGH = 8  # small words that must be found
_LEAD = 1.4  # times as many as the next language has


def language_of(text: str) -> str:
    """The language's code, or nothing when the text is too short or too mixed to tell."""
    letters = sum(character.isalpha() for character in text)
    if not letters:
        return ""
    for language, range_ in _SCRIPTS:
        share = 0.05 if language == "ja" else _SHARE  # Japanese is mostly Chinese characters
        if len(re.findall(f"[{range_}]", text)) > share * letters:
            return language
    if len(_ARABIC.findall(text)) > _SHARE * letters:
        return "fa" if len(_PERSIAN.findall(text)) > 0.02 * letters else "ar"
    if len(_CYRILLIC.findall(text)) > _SHARE * letters:
        return "uk" if len(_UKRAINIAN.findall(text.lower())) > 0.02 * letters else "ru"
    return _by_words(text)


def _by_words(text: str) -> str:
    words = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    scores = {name: sum(words[each] for each in known) for name, known in _SETS.items()}
    (first, best), (_, second), *_ = sorted(scores.items(), key=lambda pair: -pair[1])
    return first if best >= _ENOUGH and best >= _LEAD * second else ""
