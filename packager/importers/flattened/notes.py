"""Notes at page feet or in a list at the end, tied to their calls where the numbers agree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from packager.findings import finding
from packager.importers.flattened.desk import Desk
from packager.importers.flattened.lines import Run
from packager.importers.flattened.pieces import Kind, Piece, cut
from packager.importers.imported import Certainty, Recognised
from packager.importers.told import labels

_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_DEFINITION = re.compile(
    r"(?:\[(?P<square>\d{1,3})\]|\((?P<round>\d{1,3})\)|(?P<super>[¹²³⁰⁴-⁹]{1,3})|(?P<point>\d{1,3})[.)])\s*"
)
_AT_A_FOOT = re.compile(r"[\[(]?(?P<square>\d{1,3})(?:[\]).]+\s*|\s+|(?=[^\W\d]))")
_STYLES = {  # in the order in which they are tried
    "raised": re.compile(r"\s*[\[(]?(\d{1,3})[\])]?\s*"),
    "square": re.compile(r"\s?\[(\d{1,3})\]"),
    "super": re.compile(r"([¹²³⁰⁴-⁹]{1,3})"),
    "round": re.compile(r"\s?\((\d{1,3})\)"),
}


@dataclass(slots=True)
class Body:
    """A note as it was found: its paragraphs, and how it is called."""

    number: int  # as the source numbers it
    label: str  # as it stands there, with a word that cleaves to it
    pieces: list[Piece]
    called: int = 0
    order: int = 0  # its number in the result; 0: it has no call


@dataclass(slots=True)
class Noted:
    """Pieces with calls in them, and the notes in the order of their first calls."""

    pieces: list[Piece]
    notes: list[Body] = field(default_factory=list)


@dataclass(slots=True)
class _Call:
    piece: int
    run: int
    start: int
    end: int
    number: int
    body: Body | None = None


def with_notes(pieces: Sequence[Piece], desk: Desk) -> Noted:
    """Tie calls and notes; what has no counterpart stays where it is, with a finding."""
    bodies, inside, heading = _bodies(pieces)
    if not bodies:
        return Noted([_as_text(piece) for piece in pieces])
    text = [(at, piece) for at, piece in enumerate(pieces) if at not in inside]
    calls = _best(text, bodies)
    if not calls:
        _tell_unmatched(bodies, desk)
        return Noted([_as_text(piece) for piece in pieces])
    tied = [body for body in bodies if body.order]
    kept = _with_calls(pieces, calls)
    gone = {at for at, body in inside.items() if body.order}
    gone |= heading if len(tied) == len(bodies) else set()
    _tell(tied, desk, " ".join(pieces[at].text for at in sorted(heading & gone)))
    _tell_calls(calls, pieces, desk)
    _tell_unmatched([body for body in bodies if not body.order], desk)
    rest = [_as_text(piece) for at, piece in enumerate(kept) if at not in gone]
    return Noted(rest, sorted(tied, key=lambda body: body.order))


def _as_text(piece: Piece) -> Piece:
    return replace(piece, kind=Kind.PARAGRAPH) if piece.kind is Kind.NOTE else piece


def _bodies(pieces: Sequence[Piece]) -> tuple[list[Body], dict[int, Body], set[int]]:
    """The notes; which pieces they are; which pieces are the heading above them."""
    bodies: list[Body] = []
    inside: dict[int, Body] = {}
    for at, piece in enumerate(pieces):
        if piece.kind is not Kind.NOTE:
            continue
        found = _AT_A_FOOT.match(piece.text) or _DEFINITION.match(piece.text)
        if found:
            bodies.append(_body(piece, found))
        elif bodies:
            bodies[-1].pieces.append(piece)
        if bodies:
            inside[at] = bodies[-1]
    if bodies:
        return bodies, inside, set()
    return _at_the_end(pieces)


def _body(piece: Piece, found: re.Match[str]) -> Body:
    groups = found.groupdict()
    number = next(value for value in groups.values() if value)
    cleaving = re.match(r"\w*", piece.text[found.end() :])
    label = found[0] + (cleaving[0] if cleaving and not found[0].endswith(" ") else "")
    skipped = len(piece.mark) + 1 if piece.mark else 0
    runs = cut(piece.runs, found.end() - skipped)
    text = replace(piece, kind=Kind.PARAGRAPH, runs=runs, mark="")
    return Body(int(number.translate(_SUPER)), label, [text])


def _at_the_end(pieces: Sequence[Piece]) -> tuple[list[Body], dict[int, Body], set[int]]:
    bodies: list[Body] = []
    inside: dict[int, Body] = {}
    heading = _notes_heading(pieces)
    for at in range(heading + 1 if heading is not None else _half(pieces), len(pieces)):
        piece = pieces[at]
        found = _definition(piece, bodies, under_heading=heading is not None)
        if found:
            bodies.append(_body(piece, found))
            inside[at] = bodies[-1]
        elif bodies and _goes_on(pieces, at, bodies):
            bodies[-1].pieces.append(piece)
            inside[at] = bodies[-1]
        elif bodies and piece.kind is not Kind.RULE:
            break
    return bodies, inside, {heading} if heading is not None and bodies else set()


def _goes_on(pieces: Sequence[Piece], at: int, bodies: Sequence[Body]) -> bool:
    """A paragraph between a note and the next one belongs to the note."""
    return pieces[at].kind is Kind.PARAGRAPH and any(
        _definition(piece, bodies, under_heading=True) for piece in pieces[at + 1 : at + 3]
    )


def _definition(
    piece: Piece, bodies: Sequence[Body], *, under_heading: bool
) -> re.Match[str] | None:
    found = _DEFINITION.match(piece.text)
    if piece.kind not in (Kind.PARAGRAPH, Kind.ITEM) or not found:
        return None
    if found["point"] and not under_heading and not piece.mark:
        return None
    number = int(next(value for value in found.groups() if value).translate(_SUPER))
    expected = bodies[-1].number + 1 if bodies else number
    if number != expected or not piece.text[found.end() :].strip():
        return None
    return found


def _half(pieces: Sequence[Piece]) -> int:
    """Notes at the end begin in the second half, unless the text is short."""
    return len(pieces) // 3 if len(pieces) > 6 else min(1, len(pieces))


def _notes_heading(pieces: Sequence[Piece]) -> int | None:
    for at in reversed(range(len(pieces))):
        if labels.NOTES.fullmatch(pieces[at].text.strip()):
            return at
    return None


def _best(text: Sequence[tuple[int, Piece]], bodies: Sequence[Body]) -> list[_Call]:
    """The calls of the style that fits most notes, tied."""
    best: list[_Call] = []
    most = 0
    for style, pattern in _STYLES.items():
        calls = list(_calls(text, style, pattern))
        matched = _tied(calls, bodies)
        if style == "round" and matched < len(bodies):
            continue
        if matched > most:
            best, most = calls, matched
    _tied(best, bodies)
    number = 0
    for call in best:
        if call.body and not call.body.order:
            number += 1
            call.body.order = number
    return best


def _calls(
    text: Sequence[tuple[int, Piece]], style: str, pattern: re.Pattern[str]
) -> Iterator[_Call]:
    for at, piece in text:
        for number, run in enumerate(piece.runs):
            if style == "raised":
                found = pattern.fullmatch(run.text) if run.raised else None
                if found:
                    yield _Call(at, number, 0, len(run.text), int(found[1]))
                continue
            for found in pattern.finditer(run.text):
                if piece.runs[0] is run and found.start() == 0:
                    continue
                value = int(found[1].translate(_SUPER))
                yield _Call(at, number, found.start(), found.end(), value)


def _tied(calls: Sequence[_Call], bodies: Sequence[Body]) -> int:
    """Give each call its note: the first of its number that has none yet; how many got one."""
    for body in bodies:
        body.called, body.order = 0, 0
    waiting: dict[int, list[Body]] = {}
    for body in reversed(bodies):
        waiting.setdefault(body.number, []).append(body)
    last: dict[int, Body] = {}
    for call in calls:
        row = waiting.get(call.number, [])
        call.body = row.pop() if row else last.get(call.number)
        if call.body:
            last[call.number] = call.body
            call.body.called += 1
    return sum(1 for body in bodies if body.called)


def _with_calls(pieces: Sequence[Piece], calls: Sequence[_Call]) -> list[Piece]:
    found = list(pieces)
    for call in reversed(calls):
        if not call.body:
            continue
        piece = found[call.piece]
        run = piece.runs[call.run]
        parts = (
            replace(run, text=run.text[: call.start]),
            Run("", note=call.body.order),
            replace(run, text=_apart(run.text[call.end :]), raised=False),
        )
        kept = tuple(part for part in parts if part.text or part.note)
        runs = (*piece.runs[: call.run], *kept, *piece.runs[call.run + 1 :])
        found[call.piece] = replace(piece, runs=runs)
        word = re.search(r"\w*$", _before(piece, call))
        text = re.match(r"\w*", run.text[call.end :])
        cleaving = run.text[call.start : call.end + (text.end() if text else 0)]
        call.body.label += f" {word[0] if word else ''}{cleaving}"
    return found


def _apart(text: str) -> str:
    """A space between a call and a word that cleaves to it."""
    return f" {text}" if text[:1].isalnum() else text


def _before(piece: Piece, call: _Call) -> str:
    """What stands before a call: a raised number cleaves to the word before it."""
    texts = [run.text for run in piece.runs[: call.run]]
    return "".join(texts) + piece.runs[call.run].text[: call.start]


def _tell(tied: Sequence[Body], desk: Desk, heading: str) -> None:
    count = sum(body.called for body in tied)
    words = " ".join([heading, *(body.label for body in tied)])
    first = tied[0].pieces[0]
    value = f"{len(tied)}, with {count} calls"
    told = Recognised("notes", value, Certainty.INFERRED, desk.place(first), words)
    desk.account.recognised.append(told)
    desk.notes, desk.calls = len(tied), count


def _tell_calls(calls: Sequence[_Call], pieces: Sequence[Piece], desk: Desk) -> None:
    for call in calls:
        if not call.body:
            message = f"the call [{call.number}] has no note"
            place = desk.place(pieces[call.piece])
            hint = "write the note, or take the number out"
            desk.account.findings.append(finding("import-note-unmatched", message, place, hint))


def _tell_unmatched(bodies: Sequence[Body], desk: Desk) -> None:
    for body in bodies:
        if labels.PICTURE_CREDIT.fullmatch(body.pieces[0].text):
            continue  # a numbered credit is no note
        message = f"nothing in the text calls note {body.number}; it stays in the text"
        place = desk.place(body.pieces[0])
        hint = f"put [^{body.number}] where it belongs"
        desk.account.findings.append(finding("import-note-unmatched", message, place, hint))
