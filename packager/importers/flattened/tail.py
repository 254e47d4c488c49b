"""What stands in and below the text: dateline, translation, postscript, credits, rights."""

from __future__ import annotations

import re
from collections.abc import Sequence

from packager.importers.common import find_date
from packager.importers.flattened.desk import Desk
from packager.importers.flattened.masthead import piece_words, take_line, take_translation
from packager.importers.flattened.pieces import Kind, Piece, cut
from packager.importers.flattened.tree import blocks, part
from packager.importers.told import labels, people
from packager.model.text import Block, DivisionKind

_ENDS = 12  # pieces from the beginning and the end where lines about the article stand
_LABELS = (labels.RIGHTS_LINE, labels.PUBLISHED, labels.UPDATED, labels.ADDRESS)
_PLACE_AND_DATE = re.compile(r"(?:[^\W\d_][\w .'’-]{1,40},\s+)?(?:le\s+|den\s+|el\s+|em\s+)?")


def text_blocks(pieces: Sequence[Piece], desk: Desk) -> tuple[Block, ...]:
    """The blocks of the text, its typed parts among them."""
    ends = (_ENDS, len(pieces) - _ENDS)
    rest = [
        piece
        for at, piece in enumerate(pieces)
        if not _takes(piece, desk, at_an_end=not ends[0] <= at < ends[1])
    ]
    _translator_in_prose(rest, desk)
    rest, after = _without_postscript(rest, desk)
    dated = _dateline_at(rest, desk)
    found: list[Block] = []
    body = _trimmed(rest)
    if dated is not None:
        at = body.index(rest[dated])
        found += blocks(_trimmed(body[:at]))
        found.append(part(DivisionKind.DATELINE, [body[at]]))
        found += blocks(_trimmed(body[at + 1 :]))
    else:
        found += blocks(body)
    if after:
        found.append(part(DivisionKind.POSTSCRIPT, after))
    return tuple(found)


def _trimmed(pieces: Sequence[Piece]) -> list[Piece]:
    """Without rules at the ends, and one for several in a row."""
    kept: list[Piece] = []
    for piece in pieces:
        if piece.kind is Kind.RULE and (not kept or kept[-1].kind in (Kind.RULE, Kind.HEADING)):
            continue
        kept.append(piece)
    while kept and kept[-1].kind is Kind.RULE:
        kept.pop()
    return kept


def _translator_in_prose(pieces: Sequence[Piece], desk: Desk) -> None:
    """Somebody who is named as translator within a sentence, when no line says who it was."""
    if any(person.role == "trl" for person in desk.found.contributors):
        return
    for piece in (*pieces[:3], *pieces[-6:]):
        found = labels.TRANSLATOR_IN_PROSE.search(piece_words(piece))
        if found and people.is_name(found["name"]):
            desk.found.contributors.append(people.person(found["name"], "trl"))
            why = "a sentence says so, maybe of another text"
            desk.guessed("translator", found["name"], why, piece, stays=True)
            return


def _takes(piece: Piece, desk: Desk, *, at_an_end: bool) -> bool:
    """Does a line of the text become a field, and leave it?"""
    if piece.kind not in (Kind.PARAGRAPH, Kind.ITEM) or len(piece.text) > 300:
        return False
    if credit := people.picture_credit(piece.text):
        desk.found.credits.append(credit)
        desk.stated("credit", f"{credit.what}: {credit.name}", piece)
        return True
    if at_an_end and any(label.match(piece_words(piece)) for label in _LABELS):
        return take_line(piece, desk)
    return take_translation(piece, desk)


def _without_postscript(pieces: Sequence[Piece], desk: Desk) -> tuple[list[Piece], list[Piece]]:
    """The text, and what stands below “PS:” up to a rule or a heading."""
    for at, piece in enumerate(pieces):
        text = piece.text.strip()
        alone = piece.kind is not Kind.ITEM and labels.POSTSCRIPT.fullmatch(text)
        opens = None if alone else labels.POSTSCRIPT_OPENS.match(text)
        if not alone and not opens:
            continue
        inside = [] if alone else [_opened(piece, text)]
        end = at + 1
        while end < len(pieces) and pieces[end].kind not in (Kind.RULE, Kind.HEADING):
            inside.append(pieces[end])
            end += 1
        if not inside:
            continue
        label = piece if alone else Piece(Kind.PARAGRAPH, piece.runs[:0], piece.line, piece.page)
        words = alone[0] if alone else opens[0] if opens else ""
        desk.stated_as("postscript", words.strip(" :–—-"), label, words)
        return [*pieces[:at], *pieces[end:]], inside
    return list(pieces), []


def _opened(piece: Piece, text: str) -> Piece:
    found = labels.POSTSCRIPT_OPENS.match(text)
    return Piece(
        Kind.PARAGRAPH, cut(piece.runs, found.end() if found else 0), piece.line, piece.page
    )


def _dateline_at(pieces: Sequence[Piece], desk: Desk) -> int | None:
    """A date, or a place and a date, alone at the end of the text or above it."""
    ends = [at for at, piece in enumerate(pieces) if piece.kind is not Kind.RULE]
    for at in (*ends[-1:], *ends[:1]):
        piece = pieces[at]
        text = piece_words(piece).strip().rstrip(".")
        if piece.kind is Kind.PARAGRAPH and (date := _written(text, desk.language)):
            desk.found.written = desk.found.written or date
            desk.kept("written", date, piece)
            return at
    return None


def _written(text: str, language: str) -> str:
    """The date of “Marseille, 3 March 2026”, as it is written."""
    if len(text.split()) > 10 or not find_date(text, language):
        return ""
    found = _PLACE_AND_DATE.match(text)
    date = text[found.end() :] if found else text
    plain = re.sub(r"[^\W\d_]+\.?|\d{1,2}(?:st|nd|rd|th|er|\.)?|\d{4}|[\s,./-]", "", date)
    whole = len(re.findall(r"[^\W\d_]{2,}", date)) <= 4 and find_date(date, language)
    return date.strip() if whole and not plain else ""
