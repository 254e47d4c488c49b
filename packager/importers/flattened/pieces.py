"""Lines ──▶ pieces: paragraphs, headings, items of lists, rules, each in one go."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from packager.importers.flattened.lines import Line, Mark, Run
from packager.importers.told import labels
from packager.model.text import Block

_BULLET = re.compile(r"([-–—*•·‣▪●○◦►+])\s+(?=\S)")
_NUMBER = re.compile(r"(\d{1,2})[.)]\s+(?=\S)")
_NOTE_STARTS = re.compile(r"\[\d{1,3}\]\s?|\(?\d{1,3}[.)]?\s|[¹²³⁰-⁹]+")
_LARGER = 1.12  # times the size of the text: a heading
_LONGEST_HEADING = 140  # characters


class Kind(Enum):
    """What a piece is by its form."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    RULE = "rule"
    BLOCK = "block"
    NOTE = "note"  # at the foot of a page


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that belongs together, before it is known which part it plays."""

    kind: Kind
    runs: tuple[Run, ...] = ()
    line: int = 0
    page: int = 0
    level: int = 0  # of a heading
    mark: str = ""  # of an item: `–`, `3.`
    size: float = 0.0
    block: Block | None = None
    marked: bool = True  # a heading: said so by a sign of its own, not told by its form

    @property
    def text(self) -> str:
        """Its words, with the mark of an item."""
        words = "".join(run.text for run in self.runs)
        return f"{self.mark} {words}" if self.mark else words

    def all_bold(self) -> bool:
        """Is every word bold?"""
        said = [run for run in self.runs if run.text.strip()]
        return bool(said) and all(run.bold for run in said)

    def all_italic(self) -> bool:
        """Is every word italic?"""
        said = [run for run in self.runs if run.text.strip()]
        return bool(said) and all(run.italic for run in said)


def pieces(lines: Sequence[Line]) -> list[Piece]:
    """The pieces of a text, in order."""
    body = _body_size(lines)
    found: list[list[Line]] = []
    waiting: list[list[Line]] = []  # pictures inside a paragraph that goes on below them
    for line in lines:
        group = _open(found, line)
        if line.mark is Mark.BLOCK and group and _unfinished(group[-1]):
            waiting.append([line])
            continue
        if group and _goes_on(group, line):
            group.append(line)
            continue
        found += waiting
        found.append([line])
        waiting = []
    found += waiting
    return [_piece(group, body) for group in found]


def _open(found: list[list[Line]], line: Line) -> list[Line] | None:
    """The group that a line may belong to: notes at a page's foot do not end a paragraph."""
    for group in reversed(found):
        if group[0].note == line.note:
            return group
        if line.note:
            return None
    return None


def _unfinished(line: Line) -> bool:
    text = line.text
    return line.mark is Mark.TEXT and bool(text) and not labels.SENTENCE_END.search(text)


def _goes_on(group: Sequence[Line], line: Line) -> bool:
    """Does a line belong to the paragraph before it?"""
    last = group[-1]
    if last.mark is not Mark.TEXT or line.mark is not Mark.TEXT:
        return False
    if _NOTE_STARTS.match(line.text) and (last.note or _NOTE_STARTS.match(group[0].text)):
        return False
    if line.broken or line.page != last.page:
        return _over_the_page(group, line)
    if line.gap or _looks_other(last, line):
        return False
    return not _begins_anew(group, line)


def _begins_anew(group: Sequence[Line], line: Line) -> bool:
    """Told by where lines begin and end: the line before it is short, or this one is set in."""
    last = group[-1]
    if _is_item(line) and _may_begin_item(group, line):
        return True
    ended = last.short and not line.text[:1].islower()
    if _is_item(group[0]):
        return ended and not line.indent
    set_in = line.indent and not (group[0].indent and len(group) > 1 and last.indent)
    return set_in or ended


def _over_the_page(group: Sequence[Line], line: Line) -> bool:
    last = group[-1]
    if _is_item(line) or _looks_other(last, line) or labels.ADDRESS.fullmatch(last.text):
        return False
    if labels.FULL_STOP.search(last.text) or last.text.endswith((":", ";")):
        return not last.short and not line.indent and not line.gap and bool(last.page)
    return line.text[:1].islower() or (not last.short and len(last.text) > 40)


def _is_item(line: Line) -> bool:
    return bool(_BULLET.match(line.text) or _NUMBER.match(line.text))


def _may_begin_item(group: Sequence[Line], line: Line) -> bool:
    """A dash or a number may come to a line's beginning by chance, inside a sentence."""
    last = group[-1].text
    if _is_item(group[0]):
        return bool(labels.SENTENCE_END.search(last) or last.endswith(",")) or group[-1].short
    return last.endswith(":") or (group[-1].short and bool(labels.SENTENCE_END.search(last)))


def _looks_other(last: Line, line: Line) -> bool:
    if last.size and line.size and max(last.size, line.size) > 1.08 * min(last.size, line.size):
        return True
    return _whole(last, "bold") != _whole(line, "bold") and last.gap and len(last.text) < 80


def _whole(line: Line, look: str) -> bool:
    return all(getattr(run, look) for run in line.runs if run.text.strip())


def _body_size(lines: Iterable[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        if line.mark is Mark.TEXT and line.size:
            sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size), default=0.0)


def _piece(group: Sequence[Line], body: float) -> Piece:
    first = group[0]
    at = {"line": first.number, "page": first.page, "size": first.size}
    if first.mark is Mark.RULE:
        return Piece(Kind.RULE, line=first.number, page=first.page)
    if first.mark is Mark.BLOCK:
        return Piece(Kind.BLOCK, (), first.number, first.page, block=first.block)
    runs = tuple(_joined(group))
    if first.mark is Mark.HEADING:
        return Piece(Kind.HEADING, runs, first.number, first.page, first.level, size=first.size)
    kind = Kind.NOTE if first.note else Kind.PARAGRAPH
    piece = Piece(kind, runs, first.number, first.page, size=at["size"])
    if kind is Kind.NOTE:
        return piece
    if body and first.size > body * _LARGER and len(piece.text) <= _LONGEST_HEADING:
        return replace(piece, kind=Kind.HEADING, marked=False)
    return _as_item(piece)


def _as_item(piece: Piece) -> Piece:
    found = _BULLET.match(piece.text) or _NUMBER.match(piece.text)
    if not found:
        return piece
    runs = cut(piece.runs, found.end())
    return replace(piece, kind=Kind.ITEM, mark=found[0].strip(), runs=runs)


def cut(runs: Sequence[Run], count: int) -> tuple[Run, ...]:
    """Runs without their first `count` characters."""
    rest: list[Run] = []
    for run in runs:
        text = run.text[count:]
        count = max(0, count - len(run.text))
        if text:
            rest.append(replace(run, text=text))
    return tuple(rest)


def _joined(group: Sequence[Line]) -> Iterable[Run]:
    """The runs of all lines; where a line ends there is a space, if the script has spaces."""
    parts: list[Run] = []
    for line in group:
        if parts and line.runs and not _without_spaces(parts[-1].text, line.text):
            last, first = parts[-1], line.runs[0]
            same = replace(last, text="", raised=False) == replace(first, text="", raised=False)
            parts.append(replace(first if same else Run(""), text=" ", raised=False))
        parts += line.runs
    merged: list[Run] = []
    for run in parts:
        if merged and replace(merged[-1], text="") == replace(run, text=""):
            merged[-1] = replace(run, text=merged[-1].text + run.text)
        else:
            merged.append(run)
    return merged


def _without_spaces(before: str, after: str) -> bool:
    """Chinese and Japanese have no spaces between lines."""
    return bool(re.search(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]$", before)) and bool(
        re.match(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]", after)
    )
