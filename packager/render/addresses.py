"""Addresses as paper shows them: their letters, and where a long one goes on in the next line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from packager.model.medium import WebLinks
from packager.render.xhtml import Html, tag

_LETTERS = 26
_MAY_BREAK = "\u200b"  # zero width space: a line may end here, and no hyphen is put in
_JOINED = "\u2060"  # word joiner: it may not
# After a slash, else before the sign: one at the end of a line would be read as the sentence's own
# full stop or question mark, or as the hyphen of a broken word.
_BREAKS = re.compile(r"(?<=/)(?=[^/])|(?<=[^/.?&=_#%~:-])(?=[.?&=_#%~-][^/])")
_AFTER = re.compile(r"(?<=[-?])")  # where lines would end by themselves (UAX 14: HY, EX)
_BARE = re.compile(r"^(?:https?://|mailto:|tel:)|/$")


@dataclass(slots=True)
class Addresses:
    """The outside addresses of one article, each with its letter; filled while it is written.

    Letters, because the article's own notes have numbers: no reader looks for the one among the
    others. `waiting` are those first called within a note, which stand after it.
    """

    links: WebLinks = WebLinks.NONE
    letters: dict[str, str] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)

    def add(self, href: str) -> str:
        """A new address's letter."""
        self.letters[href] = letter(len(self.letters) + 1)
        return self.letters[href]


def letter(number: int) -> str:
    """a … z, aa, ab … of 1, 2, 3 …"""
    found = ""
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        found = chr(ord("a") + rest) + found
    return found


def bare(href: str) -> str:
    """An address as it is typed in: without `https://`, `mailto:` and the last slash.

    A `www.` stays: not every host answers without it.
    """
    return _BARE.sub("", href)


def printed(href: str) -> Html:
    """An address that breaks at its signs, without a hyphen. It runs to the right everywhere."""
    broken = _AFTER.sub(_JOINED, _BREAKS.sub(_MAY_BREAK, bare(href)))
    return tag("span", broken, {"class": "web", "dir": "ltr"})
