"""Calls and notes that belong together made ready for the conversion: what of them is mark, what
is way back, what is left standing alone and what is left empty."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from packager.importers.markup.context import Body, Notes
from packager.importers.markup.elements import HEADINGS, name_of, words_of
from packager.importers.markup.marks import is_arrow, mark_of, says_back
from packager.importers.markup.naming import words_set

LINE = words_set("a sup sub span b i em strong small cite ins font u")
_AROUND = re.compile(r"[\s\u00a0\[\]()⁽⁾,;.:|*^↑&]*(?:(?:et|and|und|y|e)[\s\u00a0]*)?")
_ROOTS = frozenset(("html", "body", "main", "article"))


@dataclass(frozen=True, slots=True)
class NoteLink:
    """A link to a place in a document: `key` is where it leads."""

    element: Element
    key: str
    mark: bool  # its words are those of a call
    order: int


@dataclass(slots=True)
class FoundNote:
    """A note with its calls."""

    key: str
    elements: tuple[Element, ...]
    calls: list[NoteLink] = field(default_factory=list)


def settle(
    found: Sequence[FoundNote],
    calls: Sequence[NoteLink],
    said: Iterable[Element],
    parents: Mapping[Element, Element],
    leave: frozenset[Element],
) -> Notes:
    """The notes as the conversion wants them. `said`: elements that say they are notes."""
    tied = {link.element for note in found for link in note.calls}
    wrapped = {link.element: _wrapped(link.element, tied, parents) for link in calls}
    called = {wrapped[link.element]: note.key for note in found for link in note.calls}
    bodies = {}
    for note in found:
        wraps = {wrapped[link.element] for link in note.calls}
        marks = _marks(note, wraps, parents)
        mark = mark_of(words_of(note.calls[0].element))
        bodies[note.key] = Body(note.elements, marks, mark)
    gone, headings = _emptied([e for note in found for e in note.elements], parents, leave)
    lone = [wrapped[link.element] for link in calls if link.element not in tied]
    in_notes = {each for element in gone for each in element.iter()}
    lone += [element for element in said if element not in in_notes]
    return Notes(called, bodies, frozenset(gone), frozenset(headings), tuple(lone))


def _wrapped(link: Element, tied: set[Element], parents: Mapping[Element, Element]) -> Element:
    """The largest element that is nothing but this call."""
    node = link
    own = words_of(link)
    while (parent := parents.get(node)) is not None and name_of(parent) in LINE:
        others = sum(each in tied for each in parent.iter("a"))
        rest = words_of(parent).replace(own, "", 1)
        if others > 1 or not _AROUND.fullmatch(rest):
            break
        node = parent
    return node


def _marks(
    note: FoundNote, wraps: set[Element], parents: Mapping[Element, Element]
) -> frozenset[Element]:
    """What in a note is its mark or leads back to its calls."""
    marks: set[Element] = set()
    around = {each for wrap in wraps for each in _around(wrap, parents)}
    for element in note.elements:
        for each in element.iter():
            if each is element:
                continue
            if says_back(each) and name_of(each) in LINE and is_back_words(each):
                marks.add(each)
            elif name_of(each) == "a" and _leads_back(each, around):
                marks.add(_widened(each, element, parents))
            elif name_of(each) == "sup" and _is_first_mark(each, element, note):
                marks.add(each)
    return frozenset(marks)


def is_back_words(element: Element) -> bool:
    """Are an element's words nothing but ways back: `↑ a b`?"""
    words = words_of(element)
    return is_arrow(words) or all(
        is_arrow(word) or word in ("et", "and", "und", "y", "e") for word in words.split()
    )


def _around(wrap: Element, parents: Mapping[Element, Element]) -> list[Element]:
    """A call, what is in it, and what is near enough for a way back to lead to."""
    found = list(wrap.iter())
    node: Element | None = wrap
    for _ in range(3):
        node = parents.get(node) if node is not None else None
        if node is None or name_of(node) in _ROOTS or name_of(node) in ("div", "section"):
            break
        found += [node, *(child for child in node if name_of(child) == "a" and not words_of(child))]
        if name_of(node) not in LINE:
            break
    return found


def _leads_back(link: Element, around: set[Element]) -> bool:
    href = link.get("href") or ""
    id_ = href.partition("#")[2]
    if not id_ or not is_arrow(words_of(link)):
        return False
    return any(element.get("id") == id_ or element.get("name") == id_ for element in around)


def _widened(link: Element, body: Element, parents: Mapping[Element, Element]) -> Element:
    """A way back with the brackets and signs that are wrapped around it."""
    node = link
    while (parent := parents.get(node)) is not None and parent is not body:
        if name_of(parent) not in LINE and name_of(parent) != "p":
            break
        rest = words_of(parent, (node,))
        if not _AROUND.fullmatch(rest):
            break
        node = parent
    return node


def _is_first_mark(sup: Element, body: Element, note: FoundNote) -> bool:
    """A raised mark at the head of a note that repeats the call's."""
    mark = mark_of(words_of(note.calls[0].element))
    return mark_of(words_of(sup)) == mark and mark_of(words_of(body)).startswith(mark)


def _emptied(
    bodies: list[Element], parents: Mapping[Element, Element], leave: frozenset[Element]
) -> tuple[set[Element], set[Element]]:
    """The notes, and what held nothing but notes; the headings of that. The deepest come first:
    each element is looked at once, when all that it holds is known."""
    gone, headings, off = set(bodies), set[Element](), set(leave).union(bodies)
    waiting: dict[int, dict[Element, None]] = defaultdict(dict)
    for parent in dict.fromkeys(parents[body] for body in bodies if body in parents):
        waiting[_depth(parent, parents)][parent] = None
    while waiting:
        depth = max(waiting)
        for parent in waiting.pop(depth):
            left = [child for child in parent if _shows(child, off)]
            heads = [child for child in left if _heading_in(child) is not None]
            loose = [parent.text or "", *(child.tail or "" for child in parent)]
            emptied = len(heads) == len(left) <= 1 and not "".join(loose).strip()
            if emptied and name_of(parent) not in _ROOTS:
                headings |= set(heads)
                gone.add(parent)
                off.add(parent)
                if parent in parents:
                    waiting[depth - 1][parents[parent]] = None
            elif heads:
                headings |= set(_before(set(heads), list(parent), gone, set(left)))
    return gone, headings


def _depth(element: Element, parents: Mapping[Element, Element]) -> int:
    depth = 0
    while (above := parents.get(element)) is not None:
        element, depth = above, depth + 1
    return depth


def _shows(element: Element, gone: Collection[Element]) -> bool:
    pictures = any(name_of(each) in ("img", "svg") for each in element.iter() if each not in gone)
    return element not in gone and (bool(words_of(element, gone)) or pictures)


def _heading_in(element: Element) -> Element | None:
    """An element's heading, when it is one or holds nothing else."""
    for each in element.iter():
        if name_of(each) in HEADINGS:
            rest = words_of(element, (each,)).strip("[]| ")
            return each if len(rest.split()) <= 2 else None
    return None


def _before(
    heads: set[Element], siblings: list[Element], gone: set[Element], left: set[Element]
) -> Iterator[Element]:
    """The headings that have nothing below them any more. `left`: what of the siblings shows."""
    after: Element | None = None  # what comes next, notes counted
    rest: Element | None = None  # what comes next, notes not counted
    for each in reversed(siblings):
        over_notes = after is not None and after in gone
        if each in heads and over_notes and (rest is None or _heading_in(rest) is not None):
            yield each
        if each in gone:
            after = each
        elif each in left:
            after = rest = each
