"""Whether every word of a source arrived: counted as a multiset, by what is a word to a reader."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

# Scripts without spaces between words: each character is one.
_ALONE = (
    r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
)
_TOKEN = re.compile(rf"[{_ALONE}]|[^\W_{_ALONE}]+")
# Soft hyphens, joiners, marks of direction; Arabic stretching and vowels too.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0640]")
_MARKS = {"Mn", "Me", "Cf"}


def tokens(text: str) -> list[str]:
    """The words of a text, folded: case, ligatures, accents' spelling and marks do not count."""
    text = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text)).casefold()
    letters = "".join(c for c in text if unicodedata.category(c) not in _MARKS)
    return _TOKEN.findall(unicodedata.normalize("NFKC", letters))


def missing(source: str, result: Iterable[str], explained: Iterable[str]) -> Counter[str]:
    """Words of the source, with how often they are in neither the result nor what explains them."""
    left = Counter(tokens(source))
    for text in (*result, *explained):
        left.subtract(tokens(text))
    return +left
