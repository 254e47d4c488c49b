"""Title, subheads and what stands between title and text, by size and weight.

Lines that are headings leave here marked; those above the text are made to look like its lines,
so that the repair looks at their words alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from packager.importers.flattened.lines import Edge, Line, Mark, Run
from packager.importers.told import labels

_LARGER = 1.1  # times the size of the text
_LONGEST = 25  # words of a heading in larger letters
_LONGEST_BOLD = 14
_TITLE_PAGES = 4  # the title stands on one of the first pages
_SHEET_WORDS = 150  # at most, on sheets before the title's page
_BODY_WORDS = 18  # a paragraph of the text has at least
_PARTICLES = r"(?:de|da|di|do|dos|del|della|van|von|der|den|ten|le|la|el|al|bin|ibn|y|e)"
_NAME_WORD = r"(?:[^\W\d_a-zà-ÿ][\w.'’-]*|[A-Z]\.)"
_NAME = re.compile(rf"{_NAME_WORD}(?:\s+(?:{_PARTICLES}\s+)*{_NAME_WORD}){{1,3}}")
_NAMES = re.compile(rf"{_NAME.pattern}(?:(?:,\s*|\s+(?:and|et|und|y|e|&)\s+){_NAME.pattern})*")
_LABEL = re.compile(r"(?:figure|fig|table|abb|photo|image|box)\b\.?\s*\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """What the lines say by their form."""

    lines: tuple[Line, ...]
    authors: tuple[str, ...] = ()
    byline: str = ""  # the words that named them
    sheets: tuple[Line, ...] = ()  # before the title's page: a cover sheet


@dataclass(frozen=True, slots=True)
class _Group:
    """Lines `first` to `last` (excluded) look the same and stand together."""

    first: int
    last: int
    size: float
    bold: bool
    words: int
    text: str
    page: int


def with_headings(lines: Sequence[Line], body: float) -> Head:
    """Mark titles and subheads; find authors; take off sheets before the title's page."""
    groups = _groups(lines)
    title = _title(groups, body)
    if title is None:
        return Head(tuple(_marked(lines, groups, _heads(groups, lines, body), body)))
    sheets = _sheets(lines, title)
    start = next((g for g in groups if g.first > title.first and _is_text(g, body)), None)
    above = [g for g in groups if not sheets or g.page >= title.page]
    above = [g for g in above if start is None or g.first < start.first]
    rest = [g for g in groups if start is not None and g.first >= start.first]
    subheads = {_look(g) for g in rest if _is_head(g, lines, body)}  # one may open the text
    openers = [g for g in above if g.first > title.first and _look(g) in subheads]
    above, rest = [g for g in above if g not in openers], [*openers, *rest]
    levels = {title.first: 1, **_heads(rest, lines, body)}
    byline = next((g for g in above if g.first > title.first and _is_byline(g.text)), None)
    others = [g for g in above if g is not title and g is not byline]
    made = _marked(_without(lines, byline), groups, levels, body, others)
    kept = tuple(line for line in made if not (sheets and line.page < title.page))
    names = tuple(one[0] for one in _NAME.finditer(byline.text)) if byline else ()
    return Head(kept, names, byline.text if byline else "", sheets)


def _is_byline(text: str) -> bool:
    """Names and nothing else; “By Ida Kern” says itself what it is."""
    return bool(_NAMES.fullmatch(text)) and not labels.BY.match(text)


def _without(lines: Sequence[Line], byline: _Group | None) -> list[Line]:
    """The lines, the byline's empty."""
    gone = range(byline.first, byline.last) if byline else range(0)
    return [line.with_runs(()) if at in gone else line for at, line in enumerate(lines)]


def _groups(lines: Sequence[Line]) -> list[_Group]:
    found: list[_Group] = []
    at = 0
    while at < len(lines):
        last = at + 1
        if lines[at].mark is Mark.TEXT and lines[at].edge is Edge.NONE and not lines[at].note:
            while last < len(lines) and _together(lines[last - 1], lines[last]):
                last += 1
            text = " ".join(line.text for line in lines[at:last])
            bold, size = _all_bold(lines[at]), lines[at].size
            found.append(_Group(at, last, size, bold, len(text.split()), text, lines[at].page))
        at = last
    return found


def _together(last: Line, line: Line) -> bool:
    same = line.mark is Mark.TEXT and line.edge is Edge.NONE and not line.note
    same = same and line.page == last.page and abs(line.size - last.size) < 0.3
    return same and not line.gap and not line.broken and _all_bold(line) == _all_bold(last)


def _all_bold(line: Line) -> bool:
    said = [run for run in line.runs if any(letter.isalnum() for letter in run.text)]
    return bool(said) and all(run.bold for run in said)


def _title(groups: Sequence[_Group], body: float) -> _Group | None:
    """The largest letters of the first pages, when they are larger than the text's."""
    last = groups[0].page + _TITLE_PAGES - 1 if groups else 0
    first = [g for g in groups if g.page <= last and g.words <= _LONGEST]
    able = [g for g in first if g.size > 1.15 * body and len(g.text) > 2 and "://" not in g.text]
    return max(able, key=lambda g: (g.size, -g.first), default=None)


def _is_text(group: _Group, body: float) -> bool:
    return abs(group.size / body - 1) < 0.08 and group.words >= _BODY_WORDS and not group.bold


def _sheets(lines: Sequence[Line], title: _Group) -> tuple[Line, ...]:
    """What stands on pages before the title's, when it is a few words in smaller letters."""
    before = [line for line in lines if line.page < title.page]
    words = sum(len(line.text.split()) for line in before)
    small = all(line.size < 0.7 * title.size for line in before if line.runs)
    return tuple(before) if before and words <= _SHEET_WORDS and small else ()


def _heads(groups: Sequence[_Group], lines: Sequence[Line], body: float) -> dict[int, int]:
    """Which groups are subheads, and their level: the larger, the higher."""
    found = [g for g in groups if _is_head(g, lines, body)]
    looks = [_look(g) for g in found]
    if len(looks) > 2 and looks.count(looks[-1]) == 1:  # the credits, with a page to themselves
        looks[-1] = min(looks[:-1])
    styles = sorted(set(looks))
    return {g.first: min(2 + styles.index(look), 6) for g, look in zip(found, looks, strict=True)}


def _look(group: _Group) -> tuple[int, bool]:
    return -round(group.size * 2), not group.bold


def _is_head(group: _Group, lines: Sequence[Line], body: float) -> bool:
    text = group.text.strip()
    if len(text) < 3 or not re.search(r"[^\W\d_]{2}", text) or _LABEL.match(text):
        return False
    if group.last < len(lines) and lines[group.last].edge is Edge.FOOT and group.words > 8:
        return False
    if re.search(r"[.,;:]$", text) and not re.search(r"\.\.\.$", text):
        return False
    if group.size >= _LARGER * body:
        return group.words <= _LONGEST
    bold = group.bold and group.size > 0.97 * body and group.words <= _LONGEST_BOLD
    before = lines[group.first - 1] if group.first else None
    apart = before is None or lines[group.first].gap or before.mark is not Mark.TEXT
    return bold and (apart or before is None or before.short or before.edge is not Edge.NONE)


def _marked(
    lines: Sequence[Line],
    groups: Sequence[_Group],
    levels: dict[int, int],
    body: float,
    above: Sequence[_Group] = (),
) -> list[Line]:
    """Headings in one line each; what stands above the text in the text's size."""
    made: dict[int, Line | None] = dict(enumerate(lines))
    for group in groups:
        if group.first in levels:
            whole = _one_line(lines[group.first : group.last])
            made[group.first] = replace(whole, mark=Mark.HEADING, level=levels[group.first])
            made.update(dict.fromkeys(range(group.first + 1, group.last)))
        elif group in above:
            standfirst = group.words > 3 and group.size > 1.04 * body
            slanted = standfirst and _mostly_italic(lines[group.first : group.last])
            for at in range(group.first, group.last):
                gap = at == group.first or _says_who(lines[at])
                line = replace(lines[at], size=body, gap=gap, broken=False)
                look = [
                    replace(run, bold=run.bold or standfirst, italic=run.italic != slanted)
                    for run in line.runs
                ]
                made[at] = replace(line.with_runs(look), short=at == group.last - 1)
    after = {group.last for group in groups if group.first in levels}
    return [
        replace(line, gap=True, broken=False) if at in after and line.runs else line
        for at, line in made.items()
        if line is not None and (line.runs or line.mark is not Mark.TEXT)
    ]


def _says_who(line: Line) -> bool:
    """Does a line of people begin here: “by …”, “Photos: …”, “Translated by …”?"""
    ways = (labels.BY, labels.PICTURE_CREDIT, labels.TRANSLATED)
    return any(way.match(line.text) for way in ways) and len(line.text.split()) <= _LONGEST_BOLD


def _mostly_italic(lines: Sequence[Line]) -> bool:
    """Is italic the way the lines are set, and roman what stands out?"""
    runs = [run for line in lines for run in line.runs]
    return 2 * sum(len(run.text) for run in runs if run.italic) > sum(len(r.text) for r in runs)


def _one_line(lines: Sequence[Line]) -> Line:
    runs: list[Run] = []
    for line in lines:
        space = "" if not runs or re.search(r"[^\W\d_]-$", runs[-1].text) else " "
        plain = [replace(run, bold=False) for run in line.runs]
        runs += [Run(space), *plain] if space else plain
    # without its size: the level tells all, and two sizes may share one
    return replace(lines[0].with_runs(runs), size=0.0, short=True, gap=True)
