"""What stands above the text: address, kicker, title, series, dates, rights, people, standfirst."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from packager.findings import finding
from packager.importers.common import find_date
from packager.importers.flattened.desk import Desk
from packager.importers.flattened.furniture import key_of
from packager.importers.flattened.pieces import Kind, Piece
from packager.importers.told import labels, people
from packager.load.names import web_address
from packager.model.dates import PartialDate
from packager.model.publication import Series

_FAR = 24  # pieces that a masthead may have
_LONG = 32  # words of a paragraph of the text
_CALL = re.compile(r"\s*(?:\[\d{1,3}\]|[¹²³⁰⁴-⁹]+|\*+)$")
_TITLE_AND_ISSUE = re.compile(
    rf"(?P<title>[^\W\d_][^\d]*?),?\s+{labels.ISSUE.pattern}", re.IGNORECASE
)
_SHORT = 12  # words of a line of the masthead


def masthead(pieces: Sequence[Piece], desk: Desk) -> tuple[list[Piece], list[Piece]]:
    """The pieces of the standfirst, and those of the text; the rest became fields."""
    at = _title_at(pieces, desk)
    taken: set[int] = set()
    if at is not None:
        _take_title(pieces[at], desk)
        taken.add(at)
    standfirst: list[Piece] = []
    end = at if at is not None else -1
    for number, piece in enumerate(pieces[:_FAR]):
        if number == at or piece.kind is Kind.RULE:
            taken.add(number)
            continue
        if take_line(piece, desk):
            taken.add(number)
        elif at is not None and number < at and _words(piece) <= _SHORT and not desk.found.kicker:
            _take_kicker(piece, desk)
            taken.add(number)
        elif at is not None and number < at:
            continue
        elif number > end and not standfirst and _is_standfirst(pieces, number, desk):
            _take_standfirst(piece, standfirst, desk)
            taken.add(number)
        else:
            break
    rest = [piece for number, piece in enumerate(pieces) if number not in taken]
    return standfirst, rest


def take_line(piece: Piece, desk: Desk) -> bool:
    """A line that says what it is becomes a field; was it one?"""
    if piece.kind in (Kind.RULE, Kind.BLOCK, Kind.NOTE) or len(piece.text) > 400:
        return False
    return any(way(piece, desk) for way in _WAYS)


def _words(piece: Piece) -> int:
    return len(piece.text.split())


def _title_at(pieces: Sequence[Piece], desk: Desk) -> int | None:
    """Which piece is the title: a heading above the text, else the first that could be one."""
    head = list(enumerate(pieces[:_FAR]))
    long = next((at for at, piece in head if _is_body(piece)), len(head))
    heads = [(at, piece) for at, piece in head[:long] if piece.kind is Kind.HEADING]
    if heads:
        marked = [(piece.level if piece.marked else 9, -piece.size, at) for at, piece in heads]
        return min(marked)[2]
    maybe = [at for at, piece in head[:long] if _may_be_title(piece, desk)]
    if len(maybe) > 1 and maybe[1] == maybe[0] + 1 and _is_kicker(pieces, maybe):
        return maybe[1]
    return maybe[0] if maybe else None


def _is_kicker(pieces: Sequence[Piece], maybe: Sequence[int]) -> bool:
    first, second = pieces[maybe[0]], pieces[maybe[1]]
    return _words(first) <= 3 < _words(second) + 1 and _words(second) > _words(first)


def _is_body(piece: Piece) -> bool:
    return piece.kind is Kind.PARAGRAPH and _words(piece) >= _LONG and not piece.all_bold()


def _may_be_title(piece: Piece, desk: Desk) -> bool:
    text = piece.text
    return (
        piece.kind is Kind.PARAGRAPH
        and 0 < _words(piece) <= 22
        and bool(re.search(r"[^\W\d_]{2}", text))
        and not text.endswith((".", ":", ";", ","))
        and not is_line(piece, desk)
    )


def is_line(piece: Piece, desk: Desk) -> bool:
    """Does a piece say what it is? A desk of its own takes the answer, and is thrown away."""
    return take_line(piece, Desk(desk.given, language=desk.language, heads=desk.heads))


def _take_title(piece: Piece, desk: Desk) -> None:
    words = " ".join(piece_words(piece).split())
    desk.found.title = _CALL.sub("", words) or words
    if desk.found.title != words:
        message = "the title calls a note, and a title cannot"
        hint = "call the note from the standfirst or the text"
        found = finding("import-note-unmatched", message, desk.place(piece), hint)
        desk.account.findings.append(found)
    if piece.kind is Kind.HEADING:
        desk.inferred("title", desk.found.title, piece)
    else:
        desk.guessed("title", desk.found.title, "it is the first short line", piece)


def piece_words(piece: Piece) -> str:
    """The words of a piece without the mark of an item."""
    return "".join(run.text for run in piece.runs)


def _take_kicker(piece: Piece, desk: Desk) -> None:
    desk.found.kicker = " ".join(piece_words(piece).split())
    desk.inferred("kicker", desk.found.kicker, piece)


def _is_standfirst(pieces: Sequence[Piece], at: int, desk: Desk) -> bool:
    """Set apart by its look, or between the title and a line of the masthead."""
    piece = pieces[at]
    if piece.kind is not Kind.PARAGRAPH or at + 1 >= len(pieces):
        return False
    after = [each for each in pieces[at + 1 : at + 4] if each.kind is not Kind.RULE]
    plainly = not after or not (after[0].all_bold() and after[0].all_italic())
    if (piece.all_bold() or piece.all_italic()) and _words(piece) > 3 and plainly:
        return True
    return 3 < _words(piece) <= 90 and bool(after) and is_line(after[0], desk)


def _take_standfirst(piece: Piece, standfirst: list[Piece], desk: Desk) -> None:
    standfirst.append(piece)
    desk.kept("standfirst", f"{_words(piece)} words", piece)


# --- Lines that say what they are -----------------------------------------------------------------


def _address(piece: Piece, desk: Desk) -> bool:
    text = piece_words(piece).strip()
    if not labels.ADDRESS.fullmatch(text) or desk.found.url or not _is_address(text):
        return False
    desk.found.url = text
    desk.stated("url", text, piece)
    return True


def _is_address(text: str) -> bool:
    try:
        return bool(web_address(text))
    except ValueError:
        return False


def _date(piece: Piece, desk: Desk) -> bool:
    text = piece_words(piece).strip()
    date = _dated(text, desk.language)
    if not date:
        return False
    updated, published = labels.UPDATED.match(text), labels.PUBLISHED.match(text)
    label = updated or published
    rest = labels.TIME.sub("", text[label.end() if label else 0 :])
    if label and not _only_date(rest, desk.language):
        return False
    if updated:
        desk.found.updated = desk.found.updated or date
        desk.stated("updated", str(date), piece)
        return True
    if published:
        desk.found.date = desk.found.date or date
        desk.stated("date", str(date), piece)
        return True
    if not _only_date(text, desk.language) or desk.found.date:
        return False
    desk.found.date = date
    desk.guessed("date", str(date), "nothing says whether it is that of publication", piece)
    return True


def _dated(text: str, language: str) -> PartialDate | None:
    return find_date(text, language) if len(text.split()) <= 14 else None


def _only_date(text: str, language: str) -> bool:
    """A date and nothing beside it but a weekday."""
    if not _dated(text, language):
        return False
    rest = key_of(text).replace("#", " ").replace("@", " ")
    rest = re.sub(r"\b(?:de|del|of|the|le|el|den|am|st|nd|rd|th|er|º)\b|[^\w]", " ", rest)
    return not rest.strip()


def _rights(piece: Piece, desk: Desk) -> bool:
    text = piece_words(piece).strip()
    if not labels.RIGHTS_LINE.match(text) or _words(piece) > 40:
        return False
    rights = people.rights_of(text)
    if not rights.holder and not rights.licence:
        return False
    desk.add_rights(rights)
    desk.stated("rights", text, piece)
    return True


def _series_line(piece: Piece, desk: Desk) -> bool:
    series = series_of(piece.text, desk.language)
    known = desk.found.series
    if not series or (known and known.number) or (known and known.title and series.title):
        return False
    desk.found.series = replace(series, title=series.title or (known.title if known else ""))
    desk.inferred("series", " ".join(filter(None, (series.title, series.number))), piece)
    date = find_date(piece.text, desk.language)
    if date and date.day and not desk.found.date:
        desk.found.date = date
        desk.kept("date", str(date), piece)
    return True


def _series_name(piece: Piece, desk: Desk) -> bool:
    """A line of the masthead that stands in running heads as well: the magazine's name."""
    name = desk.heads.get(people.folded(piece.text), "")
    if not name or desk.found.series:
        return False
    desk.found.series = Series(name)
    desk.inferred("series", name, piece)
    return True


def series_of(text: str, language: str) -> Series | None:
    """“Title - 2026 - No. 617 - June 2026”: a number with a title or a date beside it."""
    if len(text) > 120 or text.endswith((".", "?", "!")):
        return None
    parts = [part.strip() for part in labels.PARTS.split(text) if part and part.strip(" -–—")]
    series = Series("")
    for part in parts:
        if not labels.YEAR.fullmatch(part):
            series = _with_part(series, part, language)
    beside = series.title or any(find_date(part, language) for part in parts)
    return series if beside and series.number and len(parts) > 1 else None


def _with_part(series: Series, part: str, language: str) -> Series:
    issue = labels.ISSUE.fullmatch(part)
    date = find_date(part, language)
    if issue or (labels.ISSUE_CODE.fullmatch(part) and not series.number):
        return replace(series, number=issue["number"] if issue else part)
    if titled := _TITLE_AND_ISSUE.fullmatch(part):
        return replace(series, title=titled["title"], number=titled["number"])
    if date:
        return replace(series, label=part) if not date.day and date.month else series
    if not series.title and not re.search(r"[.?!:]", part) and part[:1].isupper():
        return replace(series, title=part)
    return series


def _byline(piece: Piece, desk: Desk) -> bool:
    text = piece_words(piece).strip()
    found = labels.BY.match(text)
    names = people.names_in(text[found.end() :]) if found else []
    if not names or len(names) > 8:
        return False
    desk.found.contributors += [people.person(name, "aut") for name in names]
    desk.stated("author", ", ".join(names), piece)
    return True


def take_translation(piece: Piece, desk: Desk) -> bool:
    """“Translated by X from Y.”"""
    told = people.translation(piece_words(piece), desk.language)
    if not told:
        return False
    translator, source = told
    names = people.names_in(translator)
    desk.found.contributors += [people.person(name, "trl") for name in names]
    if source:
        url = next((run.url for run in piece.runs if run.url.startswith("http")), "")
        desk.found.source = replace(source, url=url)
    origin = source.title or source.language if source else ""
    desk.stated("translator", " from ".join(filter(None, (translator, origin))), piece)
    return True


_WAYS: tuple[Callable[[Piece, Desk], bool], ...] = (
    _address, _rights, _date, _series_name, _series_line, take_translation, _byline,
)  # fmt: skip
