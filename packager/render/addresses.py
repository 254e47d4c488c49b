"""Addresses as paper shows them: their letters, and where a long one goes on in the next line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from packager.model.medium import WebLinks
from packager.render.readable import readable
from packager.render.xhtml import Html, tag

_ALPHABET = "abcdefghijkmnpqrstuvwxyz"  # an l or an o, alone and raised, would be a 1 or a 0
_MAY_BREAK = "\u200b"  # zero width space: a line may end here, and no hyphen is put in
_JOINED = "\u2060"  # word joiner: it may not
_ONWARDS = "\u200e"  # left-to-right mark: the parts of an address stay in the order of typing
# After a slash, else before the sign: one at the end of a line would be read as the sentence's own
# full stop or question mark, or as the hyphen of a broken word.
_BREAKS = re.compile(r"(?<=/)(?=[^/])|(?<=[^/.?&=_#%~:-])(?=[.?&=_#%~-][^/]{2})")
_HOST = re.compile(r"(?:[a-z]+://)?[^/?#]*", re.IGNORECASE)  # stays whole where there is room
_OF_HOST = re.compile(r"(?<=[^/])(?=[.@][^/]{2})")
_AFTER = re.compile(r"(?<=[-?.])")  # where lines would end by themselves (UAX 14: HY, EX, IS)
_LEFTWARDS = re.compile("(?<=[\u0590-\u08ff])(?=[^\u0590-\u08ff])")
_BARE = re.compile(r"^(?:https?://|mailto:|tel:)|/$")

_WHOLE = r"(?<![\w@.-])(?:www\.)?{}/?(?![\w@-]|[/?#.&=%]\w)"  # and no part of a longer one


@dataclass(slots=True)
class Addresses:
    """The outside addresses of one article, each with its letter; filled while it is written.

    Letters, because the article's own notes have numbers: no reader looks for the one among the
    others. `waiting` are those first called within a note, which stand after it. `language` is that
    of the readers, who have to type them.
    """

    links: WebLinks = WebLinks.NONE
    language: str = ""
    letters: dict[str, str] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)  # as it is typed -> address
    waiting: list[str] = field(default_factory=list)

    def one(self, href: str) -> str:
        """The address itself, or one cited before that is typed in alike: `http:` for `https:`."""
        return self.told.setdefault(bare(href), href)

    def add(self, href: str) -> str:
        """A new address's letter."""
        self.letters[href] = letter(len(self.letters) + 1)
        return self.letters[href]


def letter(number: int) -> str:
    """a … z, aa, ab … of 1, 2, 3 …"""
    found = ""
    while number:
        number, rest = divmod(number - 1, len(_ALPHABET))
        found = _ALPHABET[rest] + found
    return found


def bare(href: str) -> str:
    """An address as it is typed in: without `https://`, `mailto:` and the last slash.

    A `www.` stays: not every host answers without it. Of a letter only the addressee stays.
    """
    if href.startswith("mailto:"):
        href = href.partition("?")[0]
    return _BARE.sub("", href)


def shows(words: str, href: str) -> bool:
    """Whether words tell an address, so that it need not be told again."""
    if not href:
        return False
    for address in (bare(href), unquote(bare(href))):
        wanted = re.escape(address.removeprefix("www."))
        if re.search(_WHOLE.format(wanted), words, re.IGNORECASE):
            return True
    return False


def printed(href: str, language: str = "", *, narrow: bool = False) -> Html:
    """An address that breaks at its signs, without a hyphen. It runs to the right everywhere.

    In a `narrow` place the name of its host may break, too.
    """
    words = broken(readable(bare(href), language), narrow=narrow)
    return tag("span", words, {"class": "web", "dir": "ltr"})


def broken(address: str, *, narrow: bool = False) -> str:
    """An address with what tells the engine where a line may end in it."""
    ordered = _LEFTWARDS.sub(_ONWARDS, address)
    host = _HOST.match(ordered)
    end = host.end() if host else 0
    first, rest = ordered[:end], _BREAKS.sub(_MAY_BREAK, ordered[end:])
    return _AFTER.sub(_JOINED, (_OF_HOST.sub(_MAY_BREAK, first) if narrow else first) + rest)
