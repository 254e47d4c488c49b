"""Pieces ──▶ our text tree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from packager.importers.flattened.lines import LOST, Run
from packager.importers.flattened.notes import Body
from packager.importers.flattened.pieces import Kind, Piece
from packager.importers.told import labels
from packager.model.text import (
    NO_ATTRIBUTES,
    Block,
    Code,
    Division,
    DivisionKind,
    Emphasis,
    Heading,
    Inline,
    ItemList,
    Link,
    ListItem,
    Note,
    NoteCall,
    Paragraph,
    Strong,
    ThematicBreak,
    Words,
)

_TARGET = re.compile(r"https?://[^\s<>\"]+|mailto:[^\s<>\"]+@[^\s<>\"]+", re.IGNORECASE)
# An address that seems to go on behind a space: `https://a.example/ one/two`.
_CUT_OFF = re.compile(r"[/?=&_-]\s\w|.[./?=&_-]?\s[^\s/]*\w[/=?]\w")
_AS_LARGE = 0.96  # times the size of another heading: of the same level
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")


def blocks(pieces: Sequence[Piece]) -> tuple[Block, ...]:
    """The blocks of a text: headings from level 2 without gaps, items in a row as one list."""
    levels = _levels(pieces)
    found: list[Block] = []
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if piece.kind is Kind.ITEM:
            row = _row(pieces, at)
            found.append(_list(row))
            at += len(row)
            continue
        if block := _block(piece, levels):
            found.append(block)
        at += 1
    return tuple(_without_gaps(found))


def _without_gaps(blocks: Iterable[Block]) -> Iterable[Block]:
    """No heading is more than one level below the one before it."""
    level = 1
    for block in blocks:
        if isinstance(block, Heading):
            level = min(block.level, level + 1)
            yield replace(block, level=level)
        else:
            yield block


def part(kind: DivisionKind, pieces: Sequence[Piece]) -> Division:
    """A typed part; what is bold or italic as a whole is so because of the part it is."""
    plain_pieces = [unmarked(piece) for piece in pieces]
    return Division(kind, blocks(plain_pieces), pieces[0].line)


def unmarked(piece: Piece) -> Piece:
    """A piece without the bold or italic that all its words have."""
    bold, italic = piece.all_bold(), piece.all_italic()
    runs = tuple(
        replace(run, bold=run.bold and not bold, italic=run.italic and not italic)
        for run in piece.runs
    )
    return replace(piece, runs=runs)


def notes(bodies: Iterable[Body]) -> tuple[Note, ...]:
    """The notes, numbered by their first calls."""
    return tuple(
        Note(body.order, str(body.order), blocks(body.pieces), body.called, body.pieces[0].line)
        for body in bodies
    )


def inlines(runs: Sequence[Run]) -> tuple[Inline, ...]:
    """Runs as inlines; a link whose target is lost is its words."""
    found: list[Inline] = []
    for run in _trimmed(runs):
        if run.note:
            found.append(NoteCall(run.note, 1, 0))
            continue
        inside = _inside(run)
        if run.italic:
            inside = (Emphasis(inside),)
        if run.bold:
            inside = (Strong(inside),)
        found += (Link(inside, url=run.url),) if _linked(run) else inside
    return tuple(found)


def _inside(run: Run) -> tuple[Inline, ...]:
    if run.code and (inner := run.text.strip()):
        before, _, after = run.text.partition(inner)
        return tuple(each for each in (Words(before), Code(inner), Words(after)) if each.text)
    return (Words(run.text),) if _linked(run) else tuple(_addresses(run))


def _trimmed(runs: Sequence[Run]) -> list[Run]:
    """Raised figures that call nothing are characters of their own."""
    return [
        replace(run, text=run.text.translate(_RAISED), raised=False) if run.raised else run
        for run in runs
    ]


def _linked(run: Run) -> bool:
    return bool(run.url) and run.url != LOST and bool(_TARGET.fullmatch(run.url))


def _addresses(run: Run) -> Iterable[Inline]:
    """The words, and addresses among them as links."""
    at = 0
    for found in labels.ADDRESS.finditer(run.text):
        if _CUT_OFF.match(run.text, found.end() - 1):
            continue  # a line's end went through it, and where it leads is not known
        if found.start() > at:
            yield Words(run.text[at : found.start()])
        yield Link((Words(found[0]),), url=found[0])
        at = found.end()
    if at < len(run.text):
        yield Words(run.text[at:])


def _levels(pieces: Sequence[Piece]) -> dict[tuple[int, float], int]:
    """What sort of heading has which level: by its marks, else by its size."""
    sorts = {_sort(piece) for piece in pieces if piece.kind is Kind.HEADING}
    levels: dict[tuple[int, float], int] = {}
    level, first = 1, (-1, 0.0)  # the first sort of a level
    for sort in sorted(sorts):
        if sort[0] != first[0] or sort[1] > first[1] * _AS_LARGE:
            level, first = min(6, level + 1), sort
        levels[sort] = level
    return levels


def _sort(piece: Piece) -> tuple[int, float]:
    return (piece.level, 0.0) if piece.marked else (7, -piece.size)


def _block(piece: Piece, levels: dict[tuple[int, float], int]) -> Block | None:
    if piece.kind is Kind.RULE:
        return ThematicBreak(piece.line)
    if piece.kind is Kind.BLOCK:
        return piece.block
    if piece.kind is Kind.HEADING:
        words = inlines(unmarked(piece).runs)
        return Heading(levels[_sort(piece)], words, piece.line, NO_ATTRIBUTES)
    return Paragraph(inlines(piece.runs), piece.line) if piece.runs else None


def _row(pieces: Sequence[Piece], at: int) -> list[Piece]:
    """Items that make one list: all numbered, each by one more, or none."""
    row = [pieces[at]]
    for piece in islice(pieces, at + 1, None):
        if piece.kind is not Kind.ITEM or number_of(piece) != _following(row[-1]):
            break
        row.append(piece)
    return row


def number_of(piece: Piece) -> int:
    """The number of an item, 0 for a bullet."""
    digits = piece.mark.rstrip(".)")
    return int(digits) if digits.isdigit() else 0


def _following(piece: Piece) -> int:
    return number_of(piece) + 1 if piece.mark[:1].isdigit() else 0


def _list(row: Sequence[Piece]) -> ItemList:
    items = tuple(
        ListItem((Paragraph(inlines(piece.runs), piece.line),), piece.line) for piece in row
    )
    ordered = row[0].mark[:1].isdigit()
    start = number_of(row[0]) if ordered else 1
    return ItemList(items, ordered, row[0].line, start=start)
