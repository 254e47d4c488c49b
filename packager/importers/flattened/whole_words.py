"""Words that two lines divide, made whole again: `wood-` `work`, and drop capitals.

A hyphen at a line's end may be the line's or the word's own. It is the line's when the whole word
stands elsewhere in the text; the word's own when the word stands elsewhere with its hyphen. Else
it matters whether this text divides words at all, and what the hyphenation patterns of its language
say of the place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pyphen

from packager.importers.flattened.lines import Join, Line, Mark

_SOFT = "\u00ad\u0002\ufffe\u2010"  # hyphens that only a line's end can have made
_FIRST_HALF = re.compile(rf"([^\W\d_]+(?:['’-][^\W\d_]+)*)([-{_SOFT}])$")
_SECOND_HALF = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_DROPPED_CAPITAL = re.compile(r"[“«\"'‘„¿¡]?\s?[^\W\d_]")
_WORDS_OF_ONE_LETTER = frozenset("AIOÀYEÉÔUÓ")
_FAR = 12  # lines between two halves: a page's furniture, notes at its foot


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Beginnings that take a hyphen of their own …
_FIRST_PARTS = _set(
    "non self quasi neo socio vice demi half well much would working two three five twenty thirty "
    "forty fifty sixty seventy eighty ninety après"
)
# … those that do so before a word, and begin words too: `pre-war` and `precision` …
_AT_TIMES = _set(
    "all anti co cross ex far four high ill inter left long low mid multi post pre pro re right "
    "semi short so state sub sous contre avant"
)
# … and ends that do.
_SECOND_PARTS = _set(
    "backed based born called centred centered class controlled dominated driven elect era "
    "friendly funded general intensive level made minded oriented owned range related rich scale "
    "sized speaking sponsored style term thirds wing year"
)


@dataclass(slots=True)
class Whole:
    """Lines whose words are whole, how that was done, and what is doubtful about it."""

    lines: list[Line]
    places: list[int]  # of each line among those handed over first
    joins: list[Join] = field(default_factory=list)
    doubtful: list[Join] = field(default_factory=list)


def whole_words(lines: Sequence[Line], places: Sequence[int], language: str) -> Whole:
    """Join the halves of words; `places` tells which line of the source each line was."""
    source = _Source(_known(lines), _patterns(language))
    whole = Whole(list(lines), list(places))
    _put_capitals_back(whole, source.known)
    source.divides = _divides(whole.lines, source)
    for at in range(len(whole.lines)):
        _mend(whole, at, source)
    kept = [at for at, line in enumerate(whole.lines) if line.mark is not Mark.TEXT or line.text]
    whole.lines = [whole.lines[at] for at in kept]
    whole.places = [whole.places[at] for at in kept]
    return whole


def _known(lines: Sequence[Line]) -> Counter[str]:
    """Words of the text, but for halves at the end or the beginning of a divided line."""
    known: Counter[str] = Counter()
    divided = False
    for line in lines:
        text = line.text
        if divided:
            text = _SECOND_HALF.sub("", text, count=1)
        divided = bool(_FIRST_HALF.search(text))
        text = _FIRST_HALF.sub("", text)
        known.update(word.casefold() for word in _WORD.findall(text))
    return known


@dataclass(slots=True)
class _Source:
    """What tells words: those of the text, and the hyphenation patterns of its language."""

    known: Counter[str]
    patterns: list[pyphen.Pyphen]
    divides: bool = False  # this text divides words at line ends, as a rule

    def allows(self, first: str, second: str) -> bool:
        """May a line be divided there?"""
        word = f"{first}{second}".casefold()
        return any(len(first) in patterns.positions(word) for patterns in self.patterns)

    def both_known(self, first: str, second: str) -> bool:
        """Are both halves words of the text?"""
        return bool(self.known[first.casefold()] and self.known[second.casefold()])


def _patterns(language: str) -> list[pyphen.Pyphen]:
    """Of the language, and of its other countries: British and American lines differ."""
    main = language.partition("-")[0]
    tags = [tag for tag in sorted(pyphen.LANGUAGES) if main and tag.partition("_")[0] == main]
    return [pyphen.Pyphen(lang=tag, left=1, right=1) for tag in tags]


def _divides(lines: Sequence[Line], source: _Source) -> bool:
    """Does this text divide words? Some lines at least must end in what is no word."""
    clear = 0
    for at in range(len(lines)):
        if not (halves := _halves(lines, at)):
            continue
        first, _, second = halves
        joined, kept = f"{first[1]}{second}".casefold(), f"{first[1]}-{second}".casefold()
        if source.known[joined] and not source.known[kept]:
            clear += 2
        elif source.allows(first[1], second) and not source.both_known(first[1], second):
            clear += 1
    return clear >= 2


def _halves(lines: Sequence[Line], at: int) -> tuple[re.Match[str], int, str] | None:
    """The first half of a word at a line's end; the line of its second half, and that half."""
    first = _FIRST_HALF.search(lines[at].text)
    after = _next(lines, at) if first else 0
    second = _SECOND_HALF.match(lines[after].text) if after else None
    return (first, after, second[0]) if first and second else None


def _mend(whole: Whole, at: int, source: _Source) -> None:
    found = _halves(whole.lines, at)
    if not found:
        return
    first, after, second = found
    joined, sure = _judged(first[1], second, first[2], source)
    word = f"{first[1]}{second}" if joined else f"{first[1]}-{second}"
    rest = _without(whole.lines[after], len(second))
    cleaving = rest.text[: _glued(rest.text)].rstrip()
    tail = _without(rest, _glued(rest.text), keep=True)  # the punctuation that follows the word
    whole.lines[at] = _ending(whole.lines[at], len(first[2]), "" if joined else "-", second, tail)
    whole.lines[after] = _without(rest, _glued(rest.text))
    halves = (f"{first[1]}{first[2]}", f"{second}{cleaving}")
    join = Join(whole.places[at], whole.places[after], halves, f"{word}{cleaving}")
    whole.joins.append(join)
    if not sure:
        whole.doubtful.append(join)


def _next(lines: Sequence[Line], at: int) -> int:
    """The line that goes on: the next one of the same kind that begins with a small letter."""
    kind = (lines[at].mark, lines[at].note)
    for after in range(at + 1, min(at + _FAR, len(lines))):
        line = lines[after]
        if (line.mark, line.note) != kind:
            continue
        if line.text:
            gap = line.gap and not line.broken and line.page == lines[at].page
            return 0 if gap else after
    return 0


def _judged(first: str, second: str, hyphen: str, source: _Source) -> tuple[bool, bool]:
    """Is it one word without a hyphen, and is that sure?"""
    known = source.known
    joined, kept = f"{first}{second}".casefold(), f"{first}-{second}".casefold()
    if hyphen in _SOFT:
        return True, True
    if known[joined] or known[kept]:
        return known[joined] >= known[kept], True
    if not second[0].islower() or _hyphened(first.casefold(), second.casefold(), source):
        return False, True
    if "-" in first or source.both_known(first, second):
        return False, False
    return source.divides, source.divides and source.allows(first, second)


def _hyphened(first: str, second: str, source: _Source) -> bool:
    """Do the halves of a word say that the hyphen is its own?"""
    before = first.rpartition("-")[2]
    if before in _FIRST_PARTS or second in _SECOND_PARTS:
        return True
    if before not in _AT_TIMES:
        return False
    doubled = before[-1] == second[0] and second[0] in "aeiou"  # `re-elect`
    divided = source.divides and source.allows(before, second)
    return doubled or bool(source.known[second]) or not divided


def _glued(text: str) -> int:
    """How much of a line's beginning belongs to the word before it, and the space after."""
    found = re.match(r"[^\s]*\s*", text)
    return found.end() if found else 0


def _without(line: Line, count: int, *, keep: bool = False) -> Line:
    """A line without its first `count` characters, or with only them."""
    runs, left = [], count
    for run in line.runs:
        here, left = run.text[:left], max(0, left - len(run.text))
        text = here if keep else run.text[len(here) :]
        if text:
            runs.append(replace(run, text=text))
    return line.with_runs(runs)


def _ending(line: Line, hyphen: int, between: str, second: str, tail: Line) -> Line:
    runs = list(line.runs)
    last = runs[-1]
    runs[-1] = replace(last, text=f"{last.text[: len(last.text) - hyphen]}{between}{second}")
    for number, run in enumerate(tail.runs):
        text = run.text if number < len(tail.runs) - 1 else run.text.rstrip()
        if text:
            runs.append(replace(run, text=text))
    return line.with_runs(runs)


def _put_capitals_back(whole: Whole, known: Counter[str]) -> None:
    """A letter alone in its line, and the next line begins in the middle of a word."""
    for at in range(len(whole.lines) - 1):
        line, after = whole.lines[at], whole.lines[at + 1]
        if (
            line.mark is not Mark.TEXT
            or after.mark is not Mark.TEXT
            or (after.gap and not line.size)
        ):
            continue
        rest = _WORD.match(after.text)
        if not _DROPPED_CAPITAL.fullmatch(line.text) or not rest or not line.text[-1].isupper():
            continue
        if not (line.size > after.size * 1.5 or rest[0][0].islower() or rest[0].isupper()):
            continue
        word = f"{line.text}{rest[0]}"
        alone = line.text[-1] in _WORDS_OF_ONE_LETTER and not known[_letters(word)]
        if alone and known[rest[0].casefold()] > 1:  # its own word, and one more elsewhere
            word = f"{line.text} {rest[0]}"
        first = after.runs[0]
        text = word.removesuffix(rest[0]) + first.text
        runs = (replace(first, text=text, raised=False), *after.runs[1:])
        whole.lines[at + 1] = replace(after.with_runs(runs), gap=line.gap, indent=line.indent)
        whole.lines[at] = line.with_runs(())
        token = after.text[: _glued(after.text)].rstrip()
        made = word + token.removeprefix(rest[0])
        whole.joins.append(
            Join(whole.places[at], whole.places[at + 1], (line.text, token), made, True)
        )


def _letters(word: str) -> str:
    return "".join(character for character in word.casefold() if character.isalpha())
