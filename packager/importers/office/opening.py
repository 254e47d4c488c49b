"""How a text begins: its title and what stands around it become the article's fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from packager.findings import Place
from packager.importers.common import Guess, find_date, guess
from packager.importers.imported import Account, Certainty, Recognised
from packager.importers.office.properties import Properties
from packager.importers.office.styles import Kind, Part
from packager.importers.told.people import byline_names
from packager.importers.words import tokens
from packager.model.dates import PartialDate
from packager.model.people import Contributor

_FRONT = 8  # paragraphs among which title, author and date stand
_NEAR = 3  # and those before which the only heading of the first level is the title
_LONGEST_TITLE = 20  # words
_BY = re.compile(
    r"(?i)^(?:(?:written )?by|par|von|por|de|di|text(?:e|o)?(?: by| von| de)?)\s*:?\s+(?=\S)"
)
_AND = re.compile(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\by\b|\be\b)\s*")

Node = TypeVar("Node")


@dataclass(frozen=True, slots=True)
class Piece(Generic[Node]):
    """A paragraph as the reader sees it. `stands_out`: it is bold, large or centred throughout."""

    part: Part
    text: str
    node: Node
    stands_out: bool = False


@dataclass(slots=True)
class Opening(Generic[Node]):
    """What a text's beginning and the file's properties say. `taken` has left the text."""

    title: str = ""
    subtitle: str = ""
    kicker: str = ""
    date: PartialDate | None = None
    contributors: tuple[Contributor, ...] = ()
    taken: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Desk:
    """What is needed to tell. `stem`: the file's name without its ending."""

    properties: Properties
    account: Account
    place: Place
    language: str
    stem: str


def open_text(pieces: Sequence[Piece[Node]], desk: Desk) -> Opening[Node]:
    """Find the fields; each is written down as recognised, with the words that leave the text."""
    pieces = [piece for piece in pieces if piece.text]
    found: Opening[Node] = Opening()
    _title(pieces, found, desk)
    _around(pieces, found, desk)
    _people(pieces, found, desk)
    _dates(found, desk)
    return found


def _take(found: Opening[Node], desk: Desk, what: str, pieces: Sequence[Piece[Node]]) -> str:
    text = " ".join(piece.text for piece in pieces)
    found.taken += [piece.node for piece in pieces]
    return text


def _title(pieces: Sequence[Piece[Node]], found: Opening[Node], desk: Desk) -> None:
    if titles := _run_of(pieces, Kind.TITLE):
        found.title = _take(found, desk, "title", titles)
        _recognise(desk, "title", found.title, Certainty.STATED, found.title)
        return
    first = [piece for piece in pieces if piece.part == Part(Kind.HEADING, 1)]
    if len(first) == 1 and _leads(first[0], pieces):
        found.title = _take(found, desk, "title", first)
        _recognise(desk, "title", found.title, Certainty.INFERRED, found.title)
        return
    lead = pieces[0] if len(pieces) > 1 else None
    if desk.properties.title:
        found.title = desk.properties.title
        same = lead is not None and tokens(lead.text) == tokens(found.title)
        text = _take(found, desk, "title", [lead]) if same and lead is not None else ""
        _recognise(desk, "title", found.title, Certainty.INFERRED, text)
    elif lead is not None and _looks_like_title(lead):
        found.title = _take(found, desk, "title", [lead])
        why = "it is the first line, and stands out"
        guess(desk.account, Guess("title", found.title, why, desk.place, found.title))
    else:
        found.title = _from_stem(desk.stem)
        guess(desk.account, Guess("title", found.title, "it is the file's name", desk.place))


def _run_of(pieces: Sequence[Piece[Node]], kind: Kind) -> list[Piece[Node]]:
    """The first paragraph of a kind among the first ones, with those of its kind right after."""
    for at, piece in enumerate(pieces[:_FRONT]):
        if piece.part.kind is kind:
            run = [piece]
            for after in pieces[at + 1 :]:
                if after.part.kind is not kind:
                    break
                run.append(after)
            return run
    return []


def _leads(piece: Piece[Node], pieces: Sequence[Piece[Node]]) -> bool:
    """Does a heading stand at the top: before other headings, after a line or two?"""
    before = pieces[: pieces.index(piece)]
    return len(before) <= _NEAR and all(
        each.part.kind is not Kind.HEADING and len(each.text.split()) <= 30 for each in before
    )


def _looks_like_title(piece: Piece[Node]) -> bool:
    plain = piece.part.kind is Kind.BODY and piece.stands_out
    short = len(piece.text.split()) <= _LONGEST_TITLE
    return plain and short and not piece.text.endswith((".", ":", ";", ",", "。"))


def _from_stem(stem: str) -> str:
    words = " ".join(re.sub(r"[_\s]+|(?<=\w)-(?=\w)", " ", stem).split())
    return words[:1].upper() + words[1:] or "Untitled"


def _around(pieces: Sequence[Piece[Node]], found: Opening[Node], desk: Desk) -> None:
    for kind in (Kind.SUBTITLE, Kind.KICKER):
        run = _run_of(pieces, kind)
        if run:
            text = _take(found, desk, kind.value, run)
            setattr(found, kind.value, text)
            _recognise(desk, kind.value, text, Certainty.STATED, text)
    for piece in _run_of(pieces, Kind.DATE):
        date = find_date(piece.text, desk.language)
        if date:
            found.date = date
            found.taken.append(piece.node)
            _recognise(desk, "date", str(date), Certainty.STATED, piece.text)


def _people(pieces: Sequence[Piece[Node]], found: Opening[Node], desk: Desk) -> None:
    people: list[str] = []
    for piece in _run_of(pieces, Kind.AUTHOR):
        names = [name for name in _AND.split(_BY.sub("", piece.text)) if name]
        found.taken.append(piece.node)
        people += names
        _recognise(desk, "author", ", ".join(names), Certainty.STATED, piece.text)
    if not people:
        people = _plain_byline(pieces, found, desk)
    if not people:
        said = " ".join(" ".join(tokens(piece.text)) for piece in pieces)
        for name in desk.properties.creators:
            people.append(name)
            if " ".join(tokens(name)) in said:
                _recognise(desk, "author", name, Certainty.INFERRED)
            else:
                why = "it is who made the file, says the file; the text does not name them"
                guess(desk.account, Guess("author", name, why, desk.place))
    found.contributors = tuple(Contributor(name, "aut") for name in dict.fromkeys(people))


def _plain_byline(pieces: Sequence[Piece[Node]], found: Opening[Node], desk: Desk) -> list[str]:
    """A line “By …” near the title, in no style of its own."""
    for piece in pieces[:_FRONT]:
        free = piece.part.kind is Kind.BODY and piece.node not in found.taken
        if free and (names := byline_names(piece.text)):
            found.taken.append(piece.node)
            _recognise(desk, "author", ", ".join(names), Certainty.INFERRED, piece.text)
            return names
    return []


def _dates(found: Opening[Node], desk: Desk) -> None:
    if found.date:
        return
    if desk.properties.created:
        found.date = desk.properties.created
        _recognise(desk, "date", str(found.date), Certainty.INFERRED)
    elif desk.properties.modified:
        found.date = desk.properties.modified
        why = "it is when the file was last changed"
        guess(desk.account, Guess("date", str(found.date), why, desk.place))


def _recognise(desk: Desk, what: str, value: str, sure: Certainty, text: str = "") -> None:
    desk.account.recognised.append(Recognised(what, value, sure, desk.place, text))
