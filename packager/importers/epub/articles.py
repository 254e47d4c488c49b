"""Units ──▶ articles: what the package and the document itself say of each, and the body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from packager.findings import finding
from packager.importers.common import Names
from packager.importers.epub.documents import OUTSIDE, TO, place_in
from packager.importers.epub.kinds import PageKind
from packager.importers.epub.metadata import plain_words, rights, written_date
from packager.importers.epub.openings import Known, Opening, opening_of
from packager.importers.epub.own import Colophon, part_of, read_colophon
from packager.importers.epub.package import Package
from packager.importers.epub.people import article_contributors
from packager.importers.epub.pictures import Pictures
from packager.importers.epub.units import Unit, Units, leaves
from packager.importers.imported import (
    Account,
    Counts,
    Dropped,
    ImportedArticle,
    ImportedPublication,
)
from packager.importers.markup import Context, Notes, anchor_of, classes, count, name_of, text
from packager.importers.markup.context import nothing
from packager.importers.markup.elements import (
    attribute,
    language_of_element,
    parents_of,
    words_of,
)
from packager.importers.packed import Packed
from packager.importers.words import tokens
from packager.importers.writing import markdown
from packager.load.names import is_file_name, slug_for, slugify
from packager.model.article import Role, Source
from packager.model.languages import direction_of
from packager.model.people import Contributor
from packager.model.rights import Rights
from packager.model.text import DivisionKind

_PARTS = {kind.value: kind for kind in DivisionKind}
_MAKERS = {"aut", "cre", "ivr", "ive", "rpt", "art", "cmp"}  # who an article can be by


@dataclass(slots=True, eq=False)
class Draft:
    """An article on its way."""

    unit: Unit
    opening: Opening
    colophon: Colophon
    name: str
    language: str
    section: str = ""
    aliases: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Room:
    """What all articles are made with."""

    packed: Packed
    package: Package
    head: ImportedPublication
    people: tuple[Contributor, ...]
    units: Units
    notes: Notes
    pictures: Pictures
    account: Account
    names: Names
    in_notes: frozenset[Element] = frozenset()  # all that stands in notes

    def left(self, unit: Unit) -> list[str]:
        """The words of a unit that are not those of notes."""
        return tokens(words_of(unit.body, self.notes.gone | self.notes.headings))

    def shows(self, unit: Unit) -> bool:
        """Whether a picture stands in a unit, other than in its notes."""
        shown = (each for each in unit.body.iter() if name_of(each) in ("img", "svg"))
        return any(each not in self.in_notes for each in shown)


def draft(unit: Unit, section: str, room: Room) -> Draft:
    """Take what is no body out of a unit, and give it a name."""
    place = place_in(room.packed, unit.document.member)
    language = language_of(unit, room.head.language)
    names = tuple(dict.fromkeys(who.name for who in room.people))
    names = tuple(sorted(names, key=len, reverse=True))
    known = Known(names, room.head.title, calls_of(room.notes))
    opening = opening_of(unit, known, room.account, place)
    colophon = read_colophon(unit, language, room.account, place(unit.body))
    name = _name(unit, opening.title, room)
    return Draft(unit, opening, colophon, name, language, section)


def _name(unit: Unit, title: str, room: Room) -> str:
    """A name from the title; the document's own where that is told from no Latin letters, or
    where this program made it: what readers have marked hangs on it."""
    stem = unit.document.member.rpartition("/")[2].rpartition(".")[0]
    latin = slug_for(title, "article") != f"article-{slug_for(title, 'article')[-8:]}"
    if (room.package.made_here or not latin) and is_file_name(stem) and slugify(stem) == stem:
        return room.names.name(stem)
    return room.names.name(title)


def calls_of(notes: Notes) -> frozenset[Element]:
    """The elements that call notes."""
    return frozenset(notes.calls)


def language_of(unit: Unit, otherwise: str) -> str:
    """The language that the unit's document states."""
    body = unit.body
    children = list(body)
    inner = children[0] if len(children) == 1 else body
    for element in (inner, body, unit.document.body, unit.document.html):
        if found := language_of_element(element):  # “en” in a book in “en-US” is that
            return otherwise if otherwise.startswith(f"{found}-") else found
    return otherwise


def article(it: Draft, links: Links, room: Room) -> tuple[ImportedArticle, Counts]:
    """The article, and what its source counts."""
    unit, package = it.unit, room.package
    about = unit.document.item.id
    context = Context(
        account=room.account,
        place=(place := place_in(room.packed, unit.document.member)),
        picture=lambda address, element: room.pictures.named(address, element, place(element)),
        link=lambda href, element: links.address(href, element, it),
        notes=room.notes,
        language=it.language,
        targets=links.targets.get(unit.address, frozenset()),
        part=part_told if package.made_here else _no_part,
        strays=False,
    )
    counts = count([unit.body], replace(context, skip=_credit if package.made_here else nothing))
    made = text([unit.body], context, it.aliases)
    of = {
        name: next((m.value for m in package.of(about, f"dcterms:{name}")), "")
        for name in ("date", "modified", "description", "identifier")
    }
    own = rights(package, about)
    part = Role.IMPRINT if unit.kind is PageKind.IMPRINT else part_of(unit)
    people = _people(it, part, room)
    stated = _direction(unit)
    return ImportedArticle(
        name=it.name,
        title=it.opening.title,
        body=markdown(made),
        subtitle=it.opening.subtitle,
        kicker=it.opening.kicker,
        language=it.language,
        direction=stated if stated and stated != direction_of(it.language) else "",
        date=written_date(of["date"]) if of["date"] else None,
        written=it.colophon.written,
        updated=written_date(of["modified"]) if of["modified"] else None,
        contributors=people,
        unsigned=package.made_here and not people and part in (Role.ARTICLE, Role.EDITORIAL),
        source=it.colophon.source or _source(package, about),
        url=of["identifier"] if re.match(r"https?://", of["identifier"]) else "",
        rights=own if own != room.head.rights else Rights(),
        credits=tuple(it.colophon.credits),
        subjects=tuple(m.value for m in package.of(about, "dcterms:subject")),
        description=plain_words(of["description"]),
        part=part,
        section=it.section if part is Role.ARTICLE else "",
    ), counts


def part_told(element: Element) -> DivisionKind | None:
    """The typed parts of this program's own EPUB, by their classes."""
    said = classes(element) if name_of(element) in ("div", "aside") else ()
    return next((_PARTS[name] for name in said if name in _PARTS), None)


def _credit(element: Element) -> Dropped | None:
    """Credits of pictures become fields: their links are not counted as the text's."""
    return Dropped("credit", "") if "credit" in classes(element) else None


def _no_part(_: Element) -> DivisionKind | None:
    return None


def _people(it: Draft, part: Role, room: Room) -> tuple[Contributor, ...]:
    """Those the package names for the document, or who stand below its title; else the authors
    of the book."""
    same = {who.name: who for who in room.people}
    told = article_contributors(room.package, it.unit.document.item.id, room.people)
    below = tuple(
        Contributor(name, role, same[name].kind, same[name].sort)
        if name in same
        else Contributor(name, role)
        for name, role in dict.fromkeys(it.opening.names)
    )
    if told or below or room.package.made_here:
        rest = [who for who in told if who not in below]
        return (*(who for who in below if who in told or not told), *rest)
    if part is not Role.ARTICLE:
        return ()
    return tuple(who for who in room.head.contributors if who.role in _MAKERS)


def _source(package: Package, about: str) -> Source | None:
    said = [m.value for m in package.of(about, "dcterms:source")]
    urls = [each for each in said if re.match(r"https?://", each)]
    titles = [each for each in said if each not in urls]
    return Source((*titles, "")[0], (*urls, "")[0]) if said else None


def _direction(unit: Unit) -> str:
    for element in (unit.body, unit.document.body, unit.document.html):
        if (said := attribute(element, "dir").lower()) in ("rtl", "ltr"):
            return said
    return ""


class Links:
    """Where links lead, in our dialect; and which places of each unit are led to."""

    def __init__(self, drafts: Sequence[Draft], room: Room) -> None:
        units, notes = room.units, room.notes
        self._packed, self._account = room.packed, room.account
        self._said: set[Element] = set()
        self._names = {each.unit.address: each.name for each in drafts}
        self._kinds = {unit.document.member: unit.kind for unit in units.units}
        self._back = _ways_back(units, notes)
        self._starts = {each.unit.address: _first_ids(each.unit.body) for each in drafts}
        off = {e for call in notes.calls for e in call.iter()}
        off |= self._back | {
            e for body in notes.bodies.values() for mark in body.marks for e in mark.iter()
        }
        led: dict[str, set[str]] = {}
        for each in drafts:
            for link in each.unit.body.iter("a"):
                address, _, id_ = link.get(TO, "").partition("#")
                if id_ and link not in off and id_ not in self._starts.get(address, ()):
                    led.setdefault(address, set()).add(id_)
        # a note's links are converted where the note is called
        self.targets = {address: frozenset(ids) for address, ids in led.items()}

    def address(self, href: str, element: Element, it: Draft) -> str:
        """The answer for one link; empty, with a finding, when it leads nowhere."""
        to = element.get(TO)
        if element in self._back:
            return ""
        if to is None:
            return href if re.match(r"(?i)(?:https?://[^/]|mailto:\S|tel:\S)", href) else ""
        address, _, id_ = to.partition("#")
        if address in self._names:
            if not id_ or id_ in self._starts[address]:
                return f"{self._names[address]}.md"
            anchor = f"#{anchor_of(id_)}"
            return anchor if address == it.unit.address else f"{self._names[address]}.md{anchor}"
        self._lost(href, address, element, it)
        return ""

    def _lost(self, href: str, address: str, element: Element, it: Draft) -> None:
        kind = self._kinds.get(address)
        why = (
            f"leads to the {kind.value}, which is left out"
            if kind and kind.value
            else (
                "leads to a document that is left out" if kind else "leads to nothing in the file"
            )
        )
        message = f"the link of “{words_of(element)[:60]}” {why}: its words stay"
        place = place_in(self._packed, it.unit.document.member)(element)
        if not OUTSIDE.match(href) and element not in self._said:
            self._said.add(element)
            self._account.findings.append(finding("import-link-lost", message, place))


def _ways_back(units: Units, notes: Notes) -> set[Element]:
    """Links in a note to the line it is called from, whatever their words."""
    parents = parents_of([unit.body for unit in units.units])
    near: dict[str, set[str]] = {}
    for call, key in notes.calls.items():
        node: Element | None = call
        for _ in range(4):
            if node is not None:
                near.setdefault(key, set()).add(node.get("id", ""))
                node = parents.get(node)
    found: set[Element] = set()
    for key, body in notes.bodies.items():
        links = (e for element in body.elements for e in element.iter("a"))
        for link in links:
            id_ = link.get(TO, "").partition("#")[2]
            if id_ and id_ in near.get(key, ()):
                found.add(link)
    return found


def _first_ids(body: Element) -> frozenset[str]:
    """The ids that stand before all words: who links to them means the whole."""
    first = next((e for e in leaves(body) if words_of(e) or any(True for _ in e.iter("img"))), None)
    found: set[str] = set()
    for each in body.iter():
        if each is first:
            break
        found |= {each.get(key, "") for key in ("id", "name") if each.get(key)}
    return frozenset(found)


def settle_anchors(articles: Sequence[ImportedArticle], drafts: Sequence[Draft]) -> dict[str, str]:
    """Bodies by name, in which links to other articles lead to anchors that are there."""
    aliases = {it.name: it.aliases for it in drafts}
    there = {each.name: _anchors(each.body) for each in articles}

    def led(found: re.Match[str]) -> str:
        name, anchor = found[1], found[2]
        if name not in there:
            return found[0]
        anchor = aliases[name].get(anchor, anchor)
        return f"]({name}.md#{anchor}" if anchor in there[name] else f"]({name}.md"

    pattern = re.compile(r"\]\(([A-Za-z0-9._-]+)\.md#([^\s)>]+)")
    return {each.name: pattern.sub(led, each.body) for each in articles}


def _anchors(body: str) -> frozenset[str]:
    return frozenset(re.findall(r"\{#([^\s}]+)", body))
