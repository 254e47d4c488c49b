"""Documents put together and cut apart: what becomes one article is one unit.

A document is a unit as a rule. Those that a program has split by size are one; one that holds
several entries of the contents is cut where they begin.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from packager.importers.epub.documents import TO, Document
from packager.importers.epub.kinds import PageKind
from packager.importers.epub.nav import Contents, Entry
from packager.importers.markup import name_of, words_of
from packager.importers.markup.elements import HEADINGS

_OWN = {  # what has a place of its own even where no entry names it
    "dedication", "epigraph", "foreword", "preface", "prologue", "introduction", "preamble",
    "epilogue", "afterword", "conclusion", "appendix", "glossary", "bibliography", "index",
    "acknowledgments", "acknowledgements", "contributors", "other-credits", "errata", "part",
    "chapter", "volume", "doc-dedication", "doc-epigraph", "doc-foreword", "doc-preface",
    "doc-prologue", "doc-introduction", "doc-epilogue", "doc-afterword", "doc-conclusion",
    "doc-appendix", "doc-chapter", "doc-part", "doc-acknowledgments", "endnotes", "footnotes",
    "rearnotes", "doc-endnotes",
}  # fmt: skip


@dataclass(slots=True, eq=False)
class Unit:
    """What may become an article. `body` is its content; `address` names it in this import."""

    address: str
    body: Element
    document: Document
    kind: PageKind = PageKind.CHAPTER
    entry: Entry | None = None
    above: tuple[Entry, ...] = ()
    joined: list[Document] = field(default_factory=list)


@dataclass(slots=True)
class Units:
    """All units, and where each place of the source has gone: (member, id) ──▶ (address, id)."""

    units: list[Unit] = field(default_factory=list)
    places: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)


def assemble(documents: Sequence[tuple[Document, PageKind]], contents: Contents) -> Units:
    """Units in reading order, with links set anew: `#id` in a unit, `ADDRESS#id` to another."""
    named: dict[str, list[tuple[Entry, tuple[Entry, ...]]]] = {}
    for entry, above in contents.all():
        named.setdefault(entry.member, []).append((entry, above))
    units: list[Unit] = []
    before: Unit | None = None
    for document, kind in documents:
        entries = named.get(document.member, [])
        goes_on = not entries and before is not None and before.entry is not None
        if goes_on and before and kind is PageKind.CHAPTER and _goes_on(document):
            _join(before, document)
            continue
        made = _cut(document, kind, entries)
        units += made
        before = made[-1] if kind is PageKind.CHAPTER and document.linear else None
    found = Units(units, _places(units))
    _lead(found)
    return found


def first_heading(element: Element) -> Element | None:
    """The heading that an element begins with; None when words or pictures stand before it."""
    for each in leaves(element):
        if name_of(each) in HEADINGS and words_of(each):
            return each
        if words_of(each):
            return None
    return None


def leaves(element: Element) -> Iterator[Element]:
    """The blocks in an element that hold no blocks, in reading order; an element itself if so."""
    waiting = [element]
    while waiting:
        node = waiting.pop()
        if name_of(node) not in HEADINGS and _holds_blocks(node):
            waiting += list(node)[::-1]
        else:
            yield node


def _holds_blocks(node: Element) -> bool:
    return any(name_of(each) in _LEAVES for each in node.iter() if each is not node)


_LEAVES = {*HEADINGS, "p", "div", "section", "article", "header", "li", "table", "blockquote",
           "figure", "hgroup", "ul", "ol", "dl", "pre", "aside", "main", "body"}  # fmt: skip


# --- Joining -----------------------------------------------------------------------------------


def _goes_on(document: Document) -> bool:
    """Whether a document that no entry names continues the one before: it has no heading of its
    own to begin with, and does not say that it is something else."""
    return document.linear and not document.types() & _OWN and first_heading(document.body) is None


def _join(unit: Unit, document: Document) -> None:
    taken = {each.get("id", "") for each in unit.body.iter()}
    for each in document.body.iter():
        id_ = each.get("id", "")
        if id_ and id_ in taken:
            each.set(":was", id_)
            each.set("id", _free(id_, taken))
    holder = SubElement(unit.body, "div", {":from": document.member})
    holder.text = document.body.text
    holder.extend(list(document.body))
    unit.joined.append(document)


def _free(id_: str, taken: set[str]) -> str:
    number = 2
    while f"{id_}-{number}" in taken:
        number += 1
    taken.add(f"{id_}-{number}")
    return f"{id_}-{number}"


# --- Cutting -----------------------------------------------------------------------------------


def _cut(
    document: Document, kind: PageKind, entries: list[tuple[Entry, tuple[Entry, ...]]]
) -> list[Unit]:
    member, body = document.member, document.body
    top = min((len(above) for _, above in entries), default=0)
    level = [(entry, above) for entry, above in entries if len(above) == top]
    points = _points(body, [entry for entry, _ in level]) if len(level) > 1 else {}
    if len(points) < 2 or kind is not PageKind.CHAPTER:
        whole = next((pair for pair in level if not pair[0].fragment), level[0] if level else None)
        entry, above = whole or (None, ())
        return [Unit(member, body, document, kind, entry, above)]
    parts = _split(body, set(points))
    told = {id(point): pair for point, pair in zip(points, level, strict=True)}
    units: list[Unit] = []
    if words_of(parts[0]) or any(name_of(each) == "img" for each in parts[0].iter()):
        units.append(Unit(member, parts[0], document))
    for part in parts[1:]:
        entry, above = next(told[id(each)] for each in part.iter() if id(each) in told)
        address = f"{member}:{len(units) + 1}" if units else member
        units.append(Unit(address, part, document, kind, entry, above))
    return units


def _points(body: Element, entries: list[Entry]) -> dict[Element, Entry]:
    """Where to cut, by the elements that begin what the entries name; nothing when they do not
    all begin with a heading of one level."""
    by_id = {each.get("id", ""): each for each in body.iter() if each.get("id")}
    parents = {child: parent for parent in body.iter() for child in parent}
    found: dict[Element, Entry] = {}
    levels: set[str] = set()
    for entry in entries:
        target = by_id.get(entry.fragment) if entry.fragment else None
        heading = _heading_at(target if target is not None else body, body, parents)
        if heading is None or (entry.fragment and target is None):
            return {}
        levels.add(name_of(heading))
        found[_outermost(heading, body, parents)] = entry
    return found if len(levels) == 1 and len(found) == len(entries) else {}


def _heading_at(target: Element, body: Element, parents: dict[Element, Element]) -> Element | None:
    """The heading that a target is, is in, begins with, or stands right before."""
    node: Element | None = target
    while node is not None:
        if name_of(node) in HEADINGS:
            return node
        node = parents.get(node)
    if words_of(target):
        return first_heading(target)
    seen = False
    for each in body.iter():
        seen = seen or each is target
        if seen and name_of(each) in HEADINGS and words_of(each):
            return each
        if seen and each is not target and (each.text or "").strip():
            return None
    return None


def _outermost(heading: Element, body: Element, parents: dict[Element, Element]) -> Element:
    """The largest element that begins with a heading."""
    node = heading
    while (parent := parents.get(node)) is not None and parent is not body:
        if first_heading(parent) is not heading:
            break
        others = [each for each in parent.iter(name_of(heading)) if each is not heading]
        if others:
            break
        node = parent
    return node


def _split(element: Element, points: set[Element]) -> list[Element]:
    """An element in pieces, each beginning with a point, but for the first."""
    pieces = [_shell(element, again=False)]
    pieces[0].text = element.text
    for child in element:
        if child in points:
            pieces.append(_shell(element, again=True))
        inside = [child]
        if child not in points and any(each in points for each in child.iter()):
            tail = child.tail
            inside = _split(child, points)
            inside[-1].tail = tail
        pieces[-1].append(inside[0])
        for each in inside[1:]:
            pieces.append(_shell(element, again=True))
            pieces[-1].append(each)
    return pieces


def _shell(element: Element, *, again: bool) -> Element:
    kept = {key: value for key, value in element.attrib.items() if not (again and key == "id")}
    return Element(element.tag, kept)


# --- Places and links --------------------------------------------------------------------------


def _places(units: list[Unit]) -> dict[tuple[str, str], tuple[str, str]]:
    places: dict[tuple[str, str], tuple[str, str]] = {}
    for unit in units:
        members = [unit.document.member, *(each.member for each in unit.joined)]
        for member in members:
            places.setdefault((member, ""), (unit.address, ""))
        for element, member in _members(unit):
            for key in ("id", "name") if name_of(element) == "a" else ("id",):
                if id_ := element.get(key, ""):
                    was = element.get(":was", id_) if key == "id" else id_
                    places.setdefault((member, was), (unit.address, id_))
    return places


def _members(unit: Unit) -> Iterator[tuple[Element, str]]:
    """Each element with the member that it comes from."""
    waiting = [(unit.body, unit.document.member)]
    while waiting:
        element, member = waiting.pop()
        member = element.get(":from", member)
        yield element, member
        waiting += [(child, member) for child in list(element)[::-1]]


def _lead(found: Units) -> None:
    """Set the links between places of the book anew. What leads nowhere keeps `TO`."""
    for unit in found.units:
        for link in unit.body.iter("a"):
            member, _, fragment = link.get(TO, "").partition("#")
            place = found.places.get((member, fragment)) if member else None
            if place is None and member and fragment and (member, "") in found.places:
                place = found.places[(member, "")]  # a place that is not there: its document is
            if place is None:
                continue
            address, id_ = place
            same = address == unit.address
            link.set("href", f"#{id_}" if same else f"{address}#{id_}" if id_ else address)
            link.set(TO, address if not id_ else f"{address}#{id_}")
