"""Headings that only their form tells: a short line that stands alone between paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from packager.importers.common import Guess, find_date, guess
from packager.importers.flattened.desk import Desk
from packager.importers.flattened.pieces import Kind, Piece
from packager.importers.told import labels

_LONGEST = 12  # words
_BEGINS = re.compile(r"(?=[\W\d]*[^\W\d_])(?:[\d“«\"'‘]|[^\W\d_a-zà-öø-ÿ])")
_ENDS = re.compile(r"[.,;:…!]['\"”’»)]*$")
_PARAGRAPH = 15  # words that a paragraph below a heading has at least


def with_headings(pieces: Sequence[Piece], desk: Desk) -> list[Piece]:
    """Short lines alone above a paragraph become headings; one guess tells of them all."""
    if any(piece.kind is Kind.HEADING and piece.marked for piece in pieces):
        return list(pieces)  # this text marks its headings
    found = list(pieces)
    for at, piece in enumerate(found[:-1]):
        if _is_heading(found, at, desk):
            found[at] = replace(piece, kind=Kind.HEADING, marked=False)
    new = [piece for piece, before in zip(found, pieces, strict=True) if piece != before]
    if new:
        value = " · ".join(" ".join(piece.text.split())[:60] for piece in new)
        why = "short lines that stand alone above a paragraph"
        guess(desk.account, Guess("subheads", value, why, desk.place(new[0])))
    return found


def _is_heading(pieces: Sequence[Piece], at: int, desk: Desk) -> bool:
    """Alone, short, without a full stop, and above a paragraph."""
    piece, after = pieces[at], pieces[at + 1]
    if piece.kind is not Kind.PARAGRAPH or not _may_be_heading(piece.text.strip(), desk):
        return False
    if after.text[:1].islower() or after.kind is not Kind.PARAGRAPH:
        return False
    if len(after.text.split()) < _PARAGRAPH:
        return False
    before = pieces[at - 1] if at else None
    ended = not before or before.kind is not Kind.PARAGRAPH
    return ended or piece.all_bold() or bool(before and labels.SENTENCE_END.search(before.text))


def _may_be_heading(text: str, desk: Desk) -> bool:
    if not 0 < len(text.split()) <= _LONGEST or not _BEGINS.match(text) or _ENDS.search(text):
        return False
    return not labels.POSTSCRIPT.fullmatch(text) and not find_date(text, desk.language)
