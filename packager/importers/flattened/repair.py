"""The whole repair: lines ──▶ an article of our own, with an account of the source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from packager.findings import finding
from packager.importers.common import Guess, Names, find_date, guess, language_of
from packager.importers.flattened.desk import Desk
from packager.importers.flattened.furniture import repeated_title, without_furniture
from packager.importers.flattened.headings import with_headings
from packager.importers.flattened.lines import LOST, Given, Join, Line, Mark
from packager.importers.flattened.lists import with_lists
from packager.importers.flattened.masthead import masthead, series_of
from packager.importers.flattened.notes import with_notes
from packager.importers.flattened.pieces import Kind, Piece, pieces
from packager.importers.flattened.tail import text_blocks
from packager.importers.flattened.tree import notes, part
from packager.importers.flattened.whole_words import Whole, whole_words
from packager.importers.imported import (
    Certainty,
    Counts,
    Imported,
    ImportedArticle,
    ImportedPublication,
    Recognised,
)
from packager.importers.told import people
from packager.importers.writing import markdown
from packager.model.people import Contributor
from packager.model.publication import Kind as PublicationKind
from packager.model.publication import Publisher, Series
from packager.model.text import DivisionKind, Text, plain

_FOLIO = re.compile(r"^\d{1,4}\s+|(?<=\d{4})\s+\d{1,4}$|\s{2,}\d{1,4}$")


def imported(lines: Sequence[Line], given: Given) -> Imported:
    """One article out of flattened lines."""
    desk = Desk(given)
    desk.language = given.language or language_of("\n".join(line.text for line in lines))
    cleared = without_furniture(lines, given.title or repeated_title(lines))
    _tell_furniture(cleared.dropped, desk)
    desk.heads = _names_in_heads(cleared.dropped)
    whole = whole_words(cleared.lines, cleared.places, desk.language)
    _tell_words(whole, lines, desk)
    _tell_lost_links(whole.lines, desk)
    text, found = _text(with_lists(pieces(whole.lines)), desk)
    _settle(desk, cleared.dropped)
    source = source_text(lines, whole.joins)
    return _result(desk, markdown(text), source, replace(found, notes=desk.notes, calls=desk.calls))


def source_text(lines: Sequence[Line], joins: Sequence[Join]) -> str:
    """What the lines say, words that two lines divide made whole, and nothing else done."""
    texts = [plain(line.block) if line.block else line.text for line in lines]
    for join in joins:
        first, second = join.halves
        rest = texts[join.second].lstrip().removeprefix(second)
        texts[join.first] = texts[join.first].removesuffix(first)
        if join.capital:
            rest = join.whole + rest
        else:
            texts[join.first] += join.whole
        texts[join.second] = rest
    return "\n".join(texts)


def _text(found: Sequence[Piece], desk: Desk) -> tuple[Text, Counts]:
    """The body, and how much of what it must hold, counted before it is built."""
    standfirst, rest = masthead(found, desk)
    noted = with_notes([*standfirst, *rest], desk)
    standfirst = noted.pieces[: len(standfirst)]
    rest = with_headings(noted.pieces[len(standfirst) :], desk)
    counts = Counts(headings=sum(piece.kind is Kind.HEADING for piece in rest))
    blocks = text_blocks(rest, desk)
    if standfirst:
        blocks = (part(DivisionKind.STANDFIRST, standfirst), *blocks)
    _tell_numbers(rest, desk)
    return Text(blocks, notes(noted.notes)), counts


def _tell_furniture(dropped: Sequence[Line], desk: Desk) -> None:
    for line in dropped:
        place = desk.given.place(line.page, line.number)
        if line.mark is Mark.RULE:
            desk.account.drop("rule", "it stood beside a running head", "", place)
        else:
            reason = "it repeats at the edges of pages"
            desk.account.drop("running head", reason, line.text, place)


def _tell_words(whole: Whole, lines: Sequence[Line], desk: Desk) -> None:
    """How many words were made whole, and which of them might have been meant otherwise."""
    if whole.joins:
        value = f"{len(whole.joins)}"
        told = Recognised("divided words made whole", value, Certainty.INFERRED)
        desk.account.recognised.append(told)
    for join in whole.doubtful:
        line = lines[join.first]
        why = "a line's end divides it, and it stands nowhere else"
        place = desk.given.place(line.page, line.number)
        guess(desk.account, Guess("word", join.whole.rstrip(".,;:!?)”»"), why, place))


def _tell_lost_links(lines: Sequence[Line], desk: Desk) -> None:
    """A finding for each link whose target is not known; one that goes on counts once."""
    going_on = False
    for line in lines:
        runs = [run for run in line.runs if run.text.strip()]
        words = ""
        for number, run in enumerate(runs):
            if run.url == LOST and not (number == 0 and going_on):
                more = number + 1 < len(runs) and runs[number + 1].url == LOST
                words = f"{words}{run.text}"
                if not more:
                    _lost_link(words.strip(), line, desk)
                    words = ""
        going_on = bool(runs) and runs[-1].url == LOST and not line.text.endswith((".", "!", "?"))


def _lost_link(words: str, line: Line, desk: Desk) -> None:
    message = f"the link “{words[:80]}” has lost its target; its words are kept"
    place = desk.given.place(line.page, line.number)
    hint = "find the address: [words](https://…)"
    desk.account.findings.append(finding("import-link-lost", message, place, hint))


def _tell_numbers(rest: Sequence[Piece], desk: Desk) -> None:
    """The numbers of lists become markup."""
    marks = [piece.mark for piece in rest if piece.kind is Kind.ITEM and piece.mark[:1].isdigit()]
    if marks:
        value = f"{len(marks)} items"
        told = Recognised("numbered list", value, Certainty.INFERRED, None, " ".join(marks))
        desk.account.recognised.append(told)


# --- What follows from several finds -------------------------------------------------------------


def _settle(desk: Desk, dropped: Sequence[Line]) -> None:
    found, given = desk.found, desk.given
    if not found.title:
        found.title = given.title or re.sub(r"[_\s-]+", " ", given.stem).strip() or "Untitled"
        why = "the file's own data says so" if given.title else "it is the file's name"
        guess(desk.account, Guess("title", found.title, why, given.place(0, 0)))
    if not found.date and given.date:
        found.date = given.date
    if not any(person.role == "aut" for person in found.contributors):
        found.contributors += [people.person(name, "aut") for name in given.authors]
    if not found.series or not found.series.title:
        _series_from_running_head(desk, dropped)
    if found.series and not found.series.title:
        found.series = None
    _know_organisations(desk)


def _series_from_running_head(desk: Desk, dropped: Sequence[Line]) -> None:
    """A running head that is not the title may name the magazine."""
    title = people.folded(desk.found.title)
    for line in dropped:
        series = series_of(_FOLIO.sub("", line.text), desk.language)
        name = series.title if series and series.title else _name_in(line.text)
        if not _may_be_series(name, desk) or people.folded(name) in title:
            continue
        place = desk.given.place(line.page, line.number)
        desk.found.series = replace(desk.found.series or series or Series(""), title=name)
        guess(desk.account, Guess("series", name, "a running head says it", place))
        date = find_date(line.text, desk.language)
        if date and not desk.found.date:
            desk.found.date = date
            guess(desk.account, Guess("date", str(date), "a running head says it", place))
        return


def _may_be_series(name: str, desk: Desk) -> bool:
    """A name of some length that is not the title."""
    title = people.folded(desk.found.title)
    return len(name) > 3 and name[0].isupper() and title not in people.folded(name)


def _names_in_heads(dropped: Sequence[Line]) -> dict[str, str]:
    """Names in running heads, by their letters; not in capitals, where one of them is not."""
    names: dict[str, str] = {}
    for line in dropped:
        name = _name_in(line.text)
        key = people.folded(name)
        if key and (key not in names or names[key].isupper()):
            names[key] = name
    return names


def _name_in(text: str) -> str:
    """The words of a running head that are no number and no date."""
    for piece in re.split(r"\s+[-–—|·•/]\s+|\s*[|·•]\s*|,\s+|\s{2,}", text):
        words = re.sub(r"^[\W\d]+|[\W\d]+$", "", piece)
        if words and not find_date(piece) and re.search(r"[^\W\d_]{3}", words):
            return words
    return ""


def _know_organisations(desk: Desk) -> None:
    """Who holds the rights or publishes and also translates is no person."""
    names = frozenset(
        people.folded(name)
        for name in (desk.found.rights.holder, desk.found.series.title if desk.found.series else "")
        if name
    )
    authors = {people.folded(each.name) for each in desk.found.contributors if each.role == "aut"}
    desk.found.contributors = [
        Contributor(person.name, person.role, "organisation")
        if people.folded(person.name) in names - authors
        else person
        for person in desk.found.contributors
    ]


def _publisher(desk: Desk) -> Publisher | None:
    """Whose name the page's address has, or who is both the series and the holder of rights."""
    found = desk.found
    parts = urlsplit(found.url)
    host = people.folded(parts.netloc.removeprefix("www.").rpartition(".")[0])
    series = found.series.title if found.series else ""
    for name in (found.rights.holder, series):
        if name and host and (people.folded(name) in host or host in people.folded(name)):
            url = f"{parts.scheme}://{parts.netloc}/"
            told = Recognised("publisher", f"{name}, {url}", Certainty.INFERRED)
            desk.account.recognised.append(told)
            return Publisher(name, url=url)
    if series and people.folded(series) == people.folded(found.rights.holder):
        return Publisher(found.rights.holder)
    return None


def _result(desk: Desk, body: str, source: str, counts: Counts) -> Imported:
    found = desk.found
    article = ImportedArticle(
        name=Names().name(found.title),
        title=found.title,
        body=body,
        subtitle=found.subtitle,
        kicker=found.kicker,
        language=desk.language,
        date=found.date,
        written=found.written,
        updated=found.updated,
        contributors=tuple(found.contributors),
        source=found.source,
        url=found.url,
        rights=found.rights,
        credits=tuple(found.credits),
        subjects=desk.given.subjects,
    )
    publication = ImportedPublication(
        kind=PublicationKind.ARTICLE,
        title=found.title,
        subtitle=found.subtitle,
        language=desk.language,
        date=found.date,
        identifier=found.url,
        publisher=_publisher(desk),
        series=found.series,
        rights=found.rights,
    )
    account = desk.account
    return Imported(
        (article,),
        publication,
        (),
        tuple(account.recognised),
        tuple(account.dropped),
        tuple(account.findings),
        source,
        counts,
    )
