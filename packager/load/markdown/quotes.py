"""Smart punctuation, by the rules of each language: quotation marks, apostrophes, dashes, dots.

A text is given as runs, so that marks pair across markup (`"*word*"`) and each run follows the
language it is in. A run that is frozen (code, an address, an escaped character) stays as it is but
counts as neighbour. Marks that are typographic already stay; French alone also gets its spaces.
Chinese and Japanese have no spaces that would tell an opening mark from a closing one: theirs take
turns, and dashes and dots fill two squares.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from packager.load.markdown.quote_marks import marks, primary

APOSTROPHE = "\u2019"
NARROW_SPACE = "\u202f"
GERESH, GERSHAYIM = "\u05f3", "\u05f4"

_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.|mailto:)\S+", re.IGNORECASE)
_DASHES = re.compile(r"(?<!-)-{2,3}(?!-)")
_DOTS = re.compile(r"(?<!\.)\.{3}(?!\.)")
# What English leaves out at the beginning of a word or a year.
_ELISIONS = re.compile(
    r"(?<!\w)'(?:\d\ds?\b|(?:tis|twas|twere|twill|til|em|cause|bout|round|neath|gainst)\b(?!'))",
    re.IGNORECASE,
)
PICTURE = "\ufffc"  # stands for a picture among words
_CLOSING = "\"'”’»)]%€…*"
_AND = re.compile(r"(?<!\w)'n'(?!\w)", re.IGNORECASE)
_SQUARE = frozenset({"ja", "yue", "zh"})  # written in squares, without spaces between words


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a text in one language."""

    text: str
    language: str
    frozen: bool = False


def smarten(text: str, language: str) -> str:
    """A plain text with the punctuation of its language."""
    return typeset([Run(text, language)])[0]


def typeset(runs: Sequence[Run]) -> list[str]:
    """The text of each run with the punctuation of its language."""
    page = _Page(runs)
    _dashes_and_dots(page)
    _apostrophes(page)
    _quotes(page)
    _french_spaces(page)
    return page.texts()


class _Page:
    """All runs as one string, and what comes to stand for each of its characters."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self._runs = runs
        self.text = "".join(run.text for run in runs)
        self.languages = [run.language for run in runs for _ in run.text]
        self.out = list(self.text)
        self._fixed = [run.frozen for run in runs for _ in run.text]
        for address in _ADDRESS.finditer(self.text):
            self._fixed[slice(*address.span())] = [True] * len(address[0])

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing there is frozen or already decided."""
        return not any(self._fixed[start:end])

    def put(self, at: int, text: str) -> None:
        """Decide what stands for a character."""
        self.out[at], self._fixed[at] = text, True

    def char(self, at: int) -> str:
        """A character; a space before the beginning and after the end."""
        return self.text[at] if 0 <= at < len(self.text) else " "

    def texts(self) -> list[str]:
        """The text of each run."""
        pieces = iter(self.out)
        return ["".join(next(pieces) for _ in run.text) for run in self._runs]


def _dashes_and_dots(page: _Page) -> None:
    for found in _DASHES.finditer(page.text):
        start, end = found.span()
        # Between words or between spaces; `--option` and `-->` are no dashes.
        spaces = page.char(start - 1).isspace() + page.char(end).isspace()
        if spaces != 1 and page.is_free(start, end) and page.char(end) != ">":
            long = "\u2014\u2014" if _is_square(page, start) else "\u2014"
            _replace(page, start, end, "\u2013" if end - start == 2 else long)
    for found in _DOTS.finditer(page.text):
        if page.is_free(*found.span()):
            dots = "\u2026\u2026" if _is_square(page, found.start()) else "\u2026"
            _replace(page, *found.span(), dots)


def _replace(page: _Page, start: int, end: int, text: str) -> None:
    page.put(start, text)
    for at in range(start + 1, end):
        page.put(at, "")


def _is_square(page: _Page, at: int) -> bool:
    return primary(page.languages[at]) in _SQUARE


# --- Apostrophes -------------------------------------------------------------------------------


def _apostrophes(page: _Page) -> None:
    """The straight marks that are no quotation marks, whatever else the text holds."""
    for found in _AND.finditer(page.text):
        if primary(page.languages[found.start()]) == "en":
            _put_mark(page, found.start(), APOSTROPHE)
            _put_mark(page, found.end() - 1, APOSTROPHE)
    for found in _ELISIONS.finditer(page.text):
        if primary(page.languages[found.start()]) == "en" and not _may_be_quoted(page, found):
            _put_mark(page, found.start(), APOSTROPHE)
    for at in _straight_marks(page):
        before, after = page.char(at - 1), page.char(at + 1)
        if not (_is_word(before) and _is_word(after)) or _is_ideographic(before + after):
            continue
        if primary(page.languages[at]) == "he":
            page.put(at, GERESH if page.text[at] == "'" else GERSHAYIM)
        elif page.text[at] == "'" and not (before.isdigit() and after.isdigit()):
            page.put(at, APOSTROPHE)


def _put_mark(page: _Page, at: int, mark: str) -> None:
    if page.is_free(at, at + 1):
        page.put(at, mark)


def _may_be_quoted(page: _Page, found: re.Match[str]) -> bool:
    """`'20 years later,' he said`: a number, not a year, when a closing mark follows."""
    return found[0][-1].isdigit() and re.search(r"'(?!\w)", page.text[found.end() :]) is not None


def _straight_marks(page: _Page) -> list[int]:
    return [at for at, char in enumerate(page.text) if char in "'\"" and page.is_free(at, at + 1)]


def _is_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char)[0] == "M"


def _is_ideographic(chars: str) -> bool:
    """Whether there is a character among them that stands in a square of its own."""
    return any(unicodedata.east_asian_width(char) in "WF" for char in chars)


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS" and char != PICTURE


# --- Quotation marks ---------------------------------------------------------------------------


def _quotes(page: _Page) -> None:
    """Pair the quotation marks; each pair is set in the language of its opening mark.

    A mark may open or close by what stands beside it (as emphasis does: CommonMark 6.2).
    """
    waiting: dict[str, list[int]] = {'"': [], "'": []}
    for at in _straight_marks(page):
        same, other = waiting[page.text[at]], waiting["'" if page.text[at] == '"' else '"']
        opens, closes = _sides(page.char(at - 1), page.char(at + 1))
        if _is_square(page, at):
            opens, closes = not same, bool(same)
        if closes and same:
            opening = same.pop()
            while other and other[-1] > opening:
                _set_lonely(page, other.pop(), side=0)
            _set_pair(page, opening, at)
        elif opens:
            same.append(at)
        elif closes:
            _set_lonely(page, at, side=1)
    for lonely in (*waiting['"'], *waiting["'"]):
        _set_lonely(page, lonely, side=0)


def _sides(before: str, after: str) -> tuple[bool, bool]:
    """Whether a mark between these characters may open, and may close."""
    left_open = before.isspace() or _is_punctuation(before)
    right_open = after.isspace() or _is_punctuation(after)
    opens = not after.isspace() and (left_open or not _is_punctuation(after))
    closes = not before.isspace() and (right_open or not _is_punctuation(before))
    if opens and closes and not _is_ideographic(before + after):
        # between two words it is neither; between a dash and a word it opens
        return _is_punctuation(before), _is_punctuation(after)
    return opens, closes


def _pair(page: _Page, at: int) -> tuple[str, str]:
    house = marks(page.languages[at])
    return house.double if page.text[at] == '"' else house.single


def _set_pair(page: _Page, opening: int, closing: int) -> None:
    left, right = _pair(page, opening)
    page.put(opening, left)
    page.put(closing, right)


def _set_lonely(page: _Page, at: int, side: int) -> None:
    """A mark without partner: an apostrophe, feet and inches, a quotation that goes on."""
    if (side == 1 and page.char(at - 1).isdigit()) or _is_square(page, at):
        return
    if page.text[at] == "'" and (side == 1 or page.char(at + 1).isdigit()):
        page.put(at, GERESH if primary(page.languages[at]) == "he" else APOSTROPHE)
    else:
        page.put(at, _pair(page, at)[side])


# --- French spaces -----------------------------------------------------------------------------


def _french_spaces(page: _Page) -> None:
    """Narrow no-break spaces before ; : ! ? and inside « »; none is added where one stands.

    In Canada only the colon and the guillemets have them.
    """
    for at, char in enumerate(page.text):
        if char not in ";:!?«»" or not page.is_free(at, at + 1):
            continue
        if primary(page.languages[at]) != "fr":
            continue
        if char in ";!?" and page.languages[at].lower() == "fr-ca":
            continue
        if char == "«":
            _narrow(page, at + 1)
        elif char == "»":
            _narrow(page, at - 1)
        elif _is_end(page, at):
            before = page.char(at - 1)
            if before == " " and not page.char(at - 2).isspace():
                _narrow(page, at - 1)
            elif _is_word(before) or before in _CLOSING:
                page.out[at] = NARROW_SPACE + char


def _is_end(page: _Page, at: int) -> bool:
    """Whether the mark ends something: not the colon of 12:30 or of `:-)`."""
    after = page.char(at + 1)
    return not after.isalnum() and (page.text[at] in "!?" or after not in "/\\-)")


def _narrow(page: _Page, at: int) -> None:
    if page.char(at) == " " and 0 <= at < len(page.text) and page.is_free(at, at + 1):
        page.out[at] = NARROW_SPACE
