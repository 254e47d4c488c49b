"""Dashes at the beginning of lines: bullets of a list, or people who speak."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from packager.importers.flattened.lines import Run
from packager.importers.flattened.pieces import Kind, Piece

_DASHES = frozenset("-–—")
_SHOUT = re.compile(r"[?!…]\s?[»”\"]?$")  # seen more often in dialogue than in lists
_SPEECH = (  # what is seen in dialogue and not in lists
    re.compile(r"[?!,…]\s+\w+-t?-?(?:il|elle|on|je|ils|elles|nous|vous)\b"),
    re.compile(r"[?!,.…]\s*[–—-]\s*\w+"),
    re.compile(
        r"[?!,…]['\"”»]?\s+(?:said|asked|replied|sagte|fragte|dijo|disse|dit|demanda)\b", re.I
    ),
    re.compile(r"^(?:oui|non|si|yes|no|ja|nein|sí|sim|não|well|eh bien|ah|oh)\b[\s,.!?…]", re.I),
)


def with_lists(pieces: Sequence[Piece]) -> list[Piece]:
    """Items that are none become paragraphs, with their dash or number."""
    found: list[Piece] = []
    for row in _rows(pieces):
        if row[0].kind is not Kind.ITEM:
            found += row
            continue
        before = found[-1] if found else None
        found += row if _is_list(row, before) else [as_paragraph(piece) for piece in row]
    return found


def as_paragraph(piece: Piece) -> Piece:
    """An item as the paragraph it was, its mark in front of its words."""
    first = piece.runs[0] if piece.runs else Run("")
    mark = replace(first, text=f"{piece.mark} ", url="", note=0, raised=False)
    return replace(piece, kind=Kind.PARAGRAPH, runs=(mark, *piece.runs), mark="")


def _rows(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Items in a row together, all else alone; figures and bullets do not mix."""
    row: list[Piece] = []
    for piece in pieces:
        same = row and piece.kind is Kind.ITEM and _sort(row[-1]) == _sort(piece)
        if row and not same:
            yield row
            row = []
        if piece.kind is Kind.ITEM:
            row.append(piece)
        else:
            yield [piece]
    if row:
        yield row


def _sort(piece: Piece) -> bool:
    return piece.mark[:1].isdigit()


def _is_list(row: Sequence[Piece], before: Piece | None) -> bool:
    announced = bool(before) and str(before and before.text).endswith(":")
    if row[0].mark[:1].isdigit():
        return len(row) > 1
    if not {piece.mark for piece in row} <= _DASHES:
        return True
    words = [piece.text[1:].strip() for piece in row]
    spoken = sum(any(sign.search(text) for sign in _SPEECH) for text in words)
    shouted = sum(bool(_SHOUT.search(text)) for text in words)
    if spoken * 3 >= len(row):
        return False
    if not announced and (row[0].mark == "—" or (row[0].mark == "–" and shouted * 2 > len(row))):
        return False
    return len(row) > 1 or announced
