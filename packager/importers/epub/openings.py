"""How an article opens: its title, kicker, subtitle and people, which leave the body."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice
from xml.etree.ElementTree import Element

from packager.findings import Place, finding
from packager.importers.common import Guess, guess
from packager.importers.epub.documents import remove
from packager.importers.epub.units import Unit, leaves
from packager.importers.imported import Account, Certainty, Recognised
from packager.importers.markup import attribute, classes, name_of, words_of
from packager.importers.markup.elements import HEADINGS, parents_of, roles
from packager.importers.words import tokens

_LOOKED_AT = 12  # blocks
_LABEL = re.compile(
    r"(?:(?:chapter|part|book|section|letter|chapitre|partie|livre|kapitel|teil|buch|cap[ií]tulo"
    r"|parte|libro|capitolo|hoofdstuk|глава|часть|rozdział|פרק|الفصل|第)\b[\s.:]*)?"
    r"(?:[ivxlcdm]+|\d+|[\w-]+)?[.:)]?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[\W\d]*|[\W_]*[ivxlcdm]+[\W_]*", re.IGNORECASE)
_KICKERS = {
    "kicker", "surtitre", "overline", "eyebrow", "rubric", "rubrique", "chapter-number",
    "chapternumber", "chapnum", "chapter-label", "label", "ordinal", "bridgehead",
}  # fmt: skip
_SUBTITLES = {
    "subtitle",
    "sous-titre",
    "soustitre",
    "untertitel",
    "doc-subtitle",
    "chapter-subtitle",
}
_BYLINES = {"byline", "author", "aut", "auteur", "autor", "chapter-author", "chapauthor", "authors"}
_BY = re.compile(r"^\s*(?:(?:written |texte? )?by|par|von|por|di|door|av|af)\s+", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|;|&|\b(?:and|et|und|y|e|en|och|og)\b)\s*", re.IGNORECASE)
_FEW = 8  # words


@dataclass(slots=True)
class Opening:
    """What an article's beginning says. `names`: (name, role) in the order of the bylines."""

    title: str = ""
    kicker: str = ""
    subtitle: str = ""
    names: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the document: names of people, the book's title."""

    names: tuple[str, ...]
    title: str
    calls: frozenset[Element] = frozenset()  # elements that call a note


@dataclass(slots=True)
class _Taker:
    """Takes elements out of a body and writes down what they were."""

    unit: Unit
    account: Account
    place: Callable[[Element], Place]
    parents: dict[Element, Element]
    calls: frozenset[Element]

    def said(self, element: Element) -> str:
        """Words as a field says them: a line break is a space, a call of a note is nothing."""
        return words_of(element, self.calls)

    def take(self, element: Element, what: str, certainty: Certainty = Certainty.STATED) -> str:
        """The words of an element, which leaves the body; calls of notes in it stay behind."""
        text = self.said(element)
        self.account.recognised.append(
            Recognised(what, text, certainty, self.place(element), words_of(element))
        )
        calls = [each for each in element.iter() if each in self.calls]
        follows = _after(self.unit.body, element) if calls else None
        remove(element, self.parents)
        if calls and follows is not None:
            message = f"a note called in the {what} is called at the end of the first paragraph now"
            self.account.findings.append(finding("import-simplified", message, self.place(element)))
            for call in calls:
                call.tail = ""
                follows.append(call)
        return text


def _after(body: Element, element: Element) -> Element | None:
    """The first paragraph after an element."""
    seen = False
    for leaf in leaves(body):
        if seen and words_of(leaf) and name_of(leaf) not in HEADINGS:
            return leaf
        seen = seen or leaf is element
    return None


def opening_of(
    unit: Unit, known: Known, account: Account, place: Callable[[Element], Place]
) -> Opening:
    """Read the opening and take it out of the unit's body."""
    found = Opening()
    taker = _Taker(unit, account, place, parents_of([unit.body]), known.calls)
    header = next((e for e in unit.body.iter("header") if "opening" in classes(e)), None)
    if header is not None:
        _own(header, found, taker, known)
    else:
        _headings(unit, found, taker)
        _around(unit, found, taker, known)
    if not found.title:
        found.title = _title_told(unit, known, account, place)
    return found


# --- Our own form ------------------------------------------------------------------------------


def _own(header: Element, found: Opening, taker: _Taker, known: Known) -> None:
    """The opening that this program writes."""
    for each in list(header.iter()):
        name = classes(each)
        if "kicker" in name:
            found.kicker = taker.take(each, "kicker")
        elif name_of(each) == "h1":
            found.title = taker.take(each, "title")
        elif "subtitle" in name:
            found.subtitle = taker.take(each, "subtitle")
        elif "byline" in name:
            role = next((n.removeprefix("byline-") for n in name if n.startswith("byline-")), "aut")
            words = words_of(each)
            names = [who for who in known.names if who in words]
            found.names += [(who, role) for who in names]
            taker.take(each, f"contributor ({role})")
    if header in taker.parents and not words_of(header):
        remove(header, taker.parents)


# --- Anybody's ---------------------------------------------------------------------------------


def _headings(unit: Unit, found: Opening, taker: _Taker) -> None:
    """The title among the headings that a unit begins with, by what the contents call it."""
    run, before = _run(unit.body)
    named = tokens(unit.entry.title) if unit.entry else []
    if not run:
        _titled_paragraph(unit, named, found, taker)
        return
    texts = [tokens(taker.said(each)) for each in run]
    place = next((i for i, words in enumerate(texts) if words == named), -1)
    if place < 0 and len(run) > 1:
        joined = [t for words in texts for t in words] == named
        place = 1 if (joined and _is_label(run[0])) or _is_label(run[0]) else 0
    place = max(place, 0)
    if _NUMBER.fullmatch(taker.said(run[place])) and len(named) > len(texts[place]) and unit.entry:
        found.title = unit.entry.title  # “3”, where the contents say “3. The harbour”
        taker.take(run[place], "title")
    else:
        found.title = taker.take(run[place], "title")
    above = [*before, *run[:place]]
    if above and sum(len(tokens(words_of(each))) for each in above) <= _FEW:
        words = [taker.take(each, "kicker", Certainty.INFERRED) for each in above]
        found.kicker = " · ".join(words)
    if place + 1 < len(run) and _is_subtitle(run[place], run[place + 1], unit.body):
        found.subtitle = taker.take(run[place + 1], "subtitle", Certainty.INFERRED)


def _run(body: Element) -> tuple[list[Element], list[Element]]:
    """The headings in a row that a body begins with, and a few words before them."""
    run: list[Element] = []
    before: list[Element] = []
    for leaf in islice(leaves(body), _LOOKED_AT):
        if not words_of(leaf):
            continue
        if name_of(leaf) in HEADINGS:
            run.append(leaf)
        elif not run and not before and _is_kicker(leaf):
            before.append(leaf)
        elif not run or not set(roles(leaf)) & _SUBTITLES:
            break
    return run, before if run else []


def _is_kicker(leaf: Element) -> bool:
    if name_of(leaf) not in ("p", "div", "header"):
        return False
    marked = not _KICKERS.isdisjoint({*classes(leaf), *roles(leaf)})
    return len(tokens(words_of(leaf))) <= _FEW and (
        marked or bool(_NUMBER.fullmatch(words_of(leaf)))
    )


def _is_label(heading: Element) -> bool:
    return len(tokens(words_of(heading))) <= 3 and bool(_LABEL.fullmatch(words_of(heading)))


def _is_subtitle(title: Element, next_: Element, body: Element) -> bool:
    """A heading right after the title, the only one of its level, or said to be one."""
    if not _SUBTITLES.isdisjoint({*classes(next_), *roles(next_)}):
        return True
    same = [each for each in body.iter(name_of(next_)) if words_of(each)]
    below = [e for e in body.iter() if name_of(e) in HEADINGS and words_of(e)]
    return len(same) == 1 and name_of(next_) > name_of(title) and len(below) > 1


def _titled_paragraph(unit: Unit, named: list[str], found: Opening, taker: _Taker) -> None:
    """A paragraph that says what the contents call the document is its title."""
    for leaf in islice(leaves(unit.body), 3):
        words = words_of(leaf)
        if words and named and tokens(taker.said(leaf)) == named:
            found.title = taker.take(leaf, "title", Certainty.INFERRED)
            return
        if len(tokens(words)) > _FEW:
            return


def _around(unit: Unit, found: Opening, taker: _Taker, known: Known) -> None:
    """Subtitle and people, where elements say that this is what they are."""
    for leaf in list(islice(leaves(unit.body), 4)):
        marks = {*classes(leaf), *roles(leaf)}
        words = taker.said(leaf)
        if not words or len(tokens(words)) > 3 * _FEW:
            continue
        if not _SUBTITLES.isdisjoint(marks) and not found.subtitle and found.title:
            found.subtitle = taker.take(leaf, "subtitle")
        elif not _BYLINES.isdisjoint(marks) and len(tokens(words)) <= 2 * _FEW:
            names = _names(words, known.names)
            if names:
                found.names += [(name, "aut") for name in names]
                taker.take(leaf, "contributor (aut)", Certainty.INFERRED)


def _names(words: str, known: Iterable[str]) -> list[str]:
    bare = _BY.sub("", words).strip(" .:")
    if bare in known:
        return [bare]
    parts = [part.strip() for part in _AND.split(bare) if part.strip()]
    if all(1 <= len(part.split()) <= 5 and part[:1] == part[:1].upper() for part in parts):
        return parts
    return []


# --- Without a heading -------------------------------------------------------------------------


def _title_told(
    unit: Unit, known: Known, account: Account, place: Callable[[Element], Place]
) -> str:
    """The title that the contents give, else the document's head, else its first words."""
    if unit.entry and unit.entry.title:
        title = unit.entry.title
        account.recognised.append(Recognised("title", title, Certainty.STATED, place(unit.body)))
        return title
    head = " ".join(words_of(each) for each in unit.document.html.iter("title")).strip()
    stem = unit.document.member.rpartition("/")[2].rpartition(".")[0]
    useless = {"", known.title.casefold(), stem.casefold(), "unknown", "untitled"}
    if head.casefold() not in useless:
        title, why = head, "no heading says it; it is what the document's head says"
    else:
        words = words_of(unit.body).split()
        alts = [attribute(each, "alt") for each in unit.body.iter("img")]
        title = " ".join(words[:6]) + ("…" if len(words) > 6 else "")
        title = title or next(filter(None, alts), "") or stem
        why = "no heading and no entry of the contents names it"
    guess(account, Guess("title", title, why, place(unit.body)))
    return title
