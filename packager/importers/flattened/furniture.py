"""Page furniture: running heads, folios and footers that flattening left between the lines.

What repeats at the edges of pages goes, also where a number or a date in it changes. Where pages
are not known, it must stand in a cluster of its own and repeat, or break a sentence in two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

from babel import Locale

from packager.importers.flattened.lines import Edge, Line, Mark
from packager.importers.told import labels

_LONGEST = 110  # characters of a running head
_FEW = 5  # pages: what stands at the edges of two of them repeats
_LONG = 40  # characters of a line of text
_MONTH_LANGUAGES = ("en", "fr", "es", "pt", "de", "it", "nl")
_PRINTED = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4},?\s+\d{1,2}:\d{2}.*")  # a browser's print


@dataclass(slots=True)
class Cleared:
    """The lines that stay, where each was, and what went."""

    lines: list[Line] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    dropped: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Page:
    """What is looked for: lines by what repeats in them, and the title."""

    lines: Sequence[Line]
    keys: tuple[str, ...]
    where: dict[str, list[int]]
    title: str
    first_long: int  # the first line that is text for sure
    pages: int  # how many there are, 0 when that is not known


def without_furniture(lines: Sequence[Line], title: str = "") -> Cleared:
    """Lines without page furniture; the first line after some is `broken`."""
    page = _looked_at(lines, title)
    gone = {at for cluster in _clusters(page) if _is_furniture(cluster, page) for at in cluster}
    cleared = Cleared()
    broken = False
    for at, line in enumerate(lines):
        if at in gone:
            if line.mark is Mark.RULE or line.text:
                cleared.dropped.append(line)
            broken = True
            continue
        cleared.lines.append(replace(line, broken=True) if broken else line)
        cleared.places.append(at)
        broken = False
    return cleared


def repeated_title(lines: Sequence[Line]) -> str:
    """The title as the marks tell it: the first heading of the highest level."""
    heads = [line for line in lines if line.mark is Mark.HEADING]
    top = min((line.level for line in heads), default=0)
    return next((line.text for line in heads if line.level == top), "")


def key_of(text: str) -> str:
    """What stays the same of a running head: numbers, months and weekdays are taken out."""
    words = re.sub(r"[^\W\d_]+", _neutral, " ".join(text.casefold().split()))
    words = re.sub(r"\d+", "#", words)
    words = re.sub(r"^[\W_]*(?:#[\W_]+)?|(?:[\W_]+#)?[^\w#@]*$", "", words)
    return "#" if words in ("", "#") and re.search(r"\d", text) else words


def _neutral(found: re.Match[str]) -> str:
    return "@" if found[0] in _calendar() else found[0]


@cache
def _calendar() -> frozenset[str]:
    """Names of months and weekdays."""
    names: set[str] = set()
    for tag in _MONTH_LANGUAGES:
        locale = Locale.parse(tag)
        for part in (locale.months, locale.days):
            names |= {name.casefold() for name in part["format"]["wide"].values()}
    return frozenset(names)


def _looked_at(lines: Sequence[Line], title: str) -> _Page:
    keys = tuple(key_of(line.text) if len(line.text) <= _LONGEST else "" for line in lines)
    where: dict[str, list[int]] = defaultdict(list)
    for at, (line, key) in enumerate(zip(lines, keys, strict=True)):
        if key and line.mark in (Mark.TEXT, Mark.HEADING) and not line.note:
            where[key].append(at)
    pages = {line.page for line in lines if line.page}
    long = (at for at, line in enumerate(lines) if _is_text(line))
    return _Page(lines, keys, dict(where), key_of(title), next(long, len(lines)), len(pages))


def _is_text(line: Line) -> bool:
    return (
        line.mark is Mark.TEXT
        and len(line.text) > _LONG
        and bool(re.search(r"[^\W\d_]{3}[,.;]?\s+[^\W\d_]+\s+[a-zà-ÿ]", line.text))
        and not labels.RIGHTS_LINE.match(line.text)
    )


def _clusters(page: _Page) -> Iterator[list[int]]:
    """Lines in a row that may be furniture, and the rules beside them."""
    cluster: list[int] = []
    for at, line in enumerate(page.lines):
        if _may_be(at, page) and not (cluster and _parted(page.lines[at - 1], line)):
            cluster.append(at)
            continue
        if cluster:
            yield cluster
        cluster = [at] if _may_be(at, page) else []
    if cluster:
        yield cluster


def _parted(before: Line, line: Line) -> bool:
    """The foot of a page and the head of the next are two things where pages are known."""
    return bool(line.page) and (before.page != line.page or before.edge != line.edge)


def _may_be(at: int, page: _Page) -> bool:
    line = page.lines[at]
    if line.mark is Mark.RULE:
        return True
    if line.mark is Mark.BLOCK or line.note or not page.keys[at]:
        return False
    if line.page and line.edge is Edge.NONE:
        return False
    return _is_title_again(at, page) or len(page.where[page.keys[at]]) > 1 or _is_folio(at, page)


def _is_title_again(at: int, page: _Page) -> bool:
    same = page.title and page.keys[at] == page.title
    return bool(same) and page.where[page.title][0] < at


def _is_furniture(cluster: list[int], page: _Page) -> bool:
    words = [at for at in cluster if page.lines[at].mark is not Mark.RULE]
    if not words:
        return False
    if page.lines[words[0]].edge is not Edge.NONE:
        return all(_at_edge(at, page) for at in words)
    if words[0] < page.first_long:  # where the masthead is
        return bool(page.keys[words[0]]) and _is_numbered_head(words, page)
    if any(_is_title_again(at, page) for at in words):
        return True
    if all(_is_counted(at, page) for at in words):
        return True
    apart = len(words) < len(cluster) or any(_is_folio(at, page) for at in words)
    return (apart or _is_isolated(cluster, page)) and _breaks_a_sentence(cluster, page)


def _at_edge(at: int, page: _Page) -> bool:
    """At the edge of a known page: a folio, or what stands there on other pages too."""
    key = page.keys[at]
    others = {page.lines[each].page for each in page.where[key] if page.lines[each].edge}
    enough = 2 if page.pages <= _FEW or re.search(r"\d", page.lines[at].text) else 3
    return len(others) >= enough or _is_title_again(at, page) or _is_folio(at, page)


def _is_numbered_head(words: list[int], page: _Page) -> bool:
    """A running head above the masthead: the same, with another number, stands further down."""
    return any(_is_counted(at, page) for at in words) and all(
        len(page.where[page.keys[at]]) > 1 for at in words
    )


def _is_folio(at: int, page: _Page) -> bool:
    text = page.lines[at].text
    return bool(labels.PAGE_NUMBER.fullmatch(text) or _PRINTED.fullmatch(text))


def _is_isolated(cluster: list[int], page: _Page) -> bool:
    after = cluster[-1] + 1
    return page.lines[cluster[0]].gap and after < len(page.lines) and page.lines[after].gap


def _is_counted(at: int, page: _Page) -> bool:
    """The same words with a folio that grows from place to place."""
    places = [each for each in page.where[page.keys[at]] if _folio(page.lines[each].text)]
    texts = [page.lines[each].text for each in places]
    if (
        len(places) < 2
        or at not in places
        or any(page.lines[each].mark is Mark.HEADING for each in places)
    ):
        return False
    if page.keys[at] != "#" and any(_opens_a_part(text) for text in texts):
        return False
    numbers = [_folio(text) for text in texts]
    steps = [after - before for before, after in pairwise(numbers)]
    apart = all(after - before > 2 for before, after in pairwise(places))
    return all(1 <= step <= 4 for step in steps) and apart


def _opens_a_part(text: str) -> bool:
    """“Chapter 3”, “Part 2”: a word and a number only, and the word comes first."""
    return bool(re.fullmatch(r"[^\W\d_]+\s+\d{1,3}\W*", text)) and not labels.PAGE_WORD.search(
        re.sub(r"\d+", "#", text)
    )


def _folio(text: str) -> int:
    """The number at the beginning or the end of a running head."""
    found = re.search(r"^\W*(\d{1,4})\b(?!\s*[^\W\d_]+\s+\d{4})|\b(\d{1,4})\W*$", text)
    return int(found[1] or found[2]) if found else 0


def _breaks_a_sentence(cluster: list[int], page: _Page) -> bool:
    before = page.lines[cluster[0] - 1] if cluster[0] else None
    after = page.lines[cluster[-1] + 1] if cluster[-1] + 1 < len(page.lines) else None
    if not before or not after or before.mark is not Mark.TEXT or after.mark is not Mark.TEXT:
        return False
    return not labels.SENTENCE_END.search(before.text) and after.text[:1].islower()
