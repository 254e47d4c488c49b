"""Notes and their calls found and tied together, wherever and however the source keeps them.

A call is a link with a mark for its words (`1`, `[2]`, `*`) to what is a note: because it says so
by role, class or place, or because it leads back. Ways back and marks are taken off the note.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from packager.importers.markup.context import Notes
from packager.importers.markup.elements import BLOCKS, HEADINGS, name_of, words_of
from packager.importers.markup.marks import (
    holds_notes,
    is_arrow,
    is_mark,
    is_raised,
    mark_of,
    named_as_note,
    says_back,
    says_call,
    says_note,
)
from packager.importers.markup.tying import LINE, FoundNote, NoteLink, settle

Resolve = Callable[[str, str], str]

_CLIMBED = frozenset(("li", "div", "aside", "section", "p", "dd"))
_GOES_ON = frozenset(("p", "ul", "ol", "blockquote", "pre", "table", "figure", "div"))


def resolved(href: str, address: str) -> str:
    """Where a link in the file `address` leads, as `file#id`; empty when it leads out."""
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return ""
    if parts.scheme or parts.netloc or not parts.fragment:
        return ""
    path = unquote(parts.path)
    file = posixpath.normpath(posixpath.join(posixpath.dirname(address), path)) if path else address
    return f"{file}#{unquote(parts.fragment)}"


def find_notes(
    documents: Mapping[str, Element],
    resolve: Resolve = resolved,
    leave: frozenset[Element] = frozenset(),
) -> Notes:
    """The notes of some documents, by their addresses. `leave`: what is left out of them anyway."""
    finder = _Finder(resolve, leave)
    for address, root in documents.items():
        finder.read(address, root)
    return finder.notes()


class _Finder:
    def __init__(self, resolve: Resolve, leave: frozenset[Element]) -> None:
        self._resolve, self._leave = resolve, leave
        self._places: dict[str, Element] = {}  # by key
        self._parents: dict[Element, Element] = {}
        self._order: dict[Element, int] = {}
        self._links: list[NoteLink] = []
        self._roots: set[Element] = set()
        self._said: list[Element] = []  # what says that it is a note
        self._by_element: dict[Element, NoteLink] = {}
        self._inside: dict[Element, list[NoteLink]] = {}
        self._blocks: set[Element] = set()  # those that links with marks lead to
        self._numbers: dict[Element, int] = {}

    def read(self, address: str, root: Element) -> None:
        """Take note of a document's ids and links."""
        self._roots.add(root)
        for element in root.iter():
            self._order[element] = len(self._order)
            for child in element:
                self._parents[child] = element
        for element in root.iter():
            self._read_element(address, element)

    def _read_element(self, address: str, element: Element) -> None:
        for key in ("id", "name"):
            id_ = element.get(key)
            if id_ and (key == "id" or name_of(element) == "a"):
                self._places.setdefault(f"{address}#{id_}", element)
        if says_note(element):
            self._said.append(element)
        href = element.get("href") or ""
        if name_of(element) == "a" and "#" in href:
            key = self._resolve(href, address)
            if key:
                words = words_of(element)
                self._links.append(NoteLink(element, key, is_mark(words), self._order[element]))

    def notes(self) -> Notes:
        """Tie calls and notes together."""
        self._by_element = {link.element: link for link in self._links}
        led = [self._places[x.key] for x in self._links if x.mark and x.key in self._places]
        self._blocks = {self._block(place) for place in led}
        calls = [link for link in self._links if self._is_call(link)]
        by_body: dict[Element, FoundNote] = {}
        for link in calls:
            place = self._places.get(link.key)
            if place is None:
                continue
            elements = self._extent(place)
            if elements and not self._within(link.element, elements):
                note = by_body.setdefault(elements[0], FoundNote(link.key, elements))
                note.calls.append(link)
        return settle(list(by_body.values()), calls, self._said, self._parents, self._leave)

    # --- Calls ---------------------------------------------------------------------------------

    def _is_call(self, link: NoteLink) -> bool:
        if self._is_back(link):
            return False
        says = says_call(link.element, self._parents)
        place = self._places.get(link.key)
        if place is None:
            return link.mark and (says or is_raised(link.element, self._parents))
        if not link.mark and not (says and says_note(place)):
            return False
        return (
            says_note(place)
            or self._is_kept(place)
            or self._answers(place, link)
            or self._repeats(place, link)
            or (says and named_as_note(link.key.partition("#")[2]))
        )

    def _is_back(self, link: NoteLink) -> bool:
        """Is a link the way back from a note to its call?"""
        node: Element | None = link.element
        while node is not None and name_of(node) in LINE:
            if says_back(node):
                return True
            node = self._parents.get(node)
        place = self._places.get(link.key)
        inside = self._note_around(link.element)
        if inside is not None and (place is None or self._note_around(place) is None):
            return True
        if place is None or inside is not None or not is_arrow(words_of(link.element)):
            return False
        # two links that lead to each other: the way back is the later one, at its block's edge
        answer = self._answer(place, link)
        return answer is not None and answer.order < link.order and self._at_edge(link.element)

    def _note_around(self, element: Element) -> Element | None:
        """The note or the place for notes that an element is in."""
        node: Element | None = element
        while node is not None:
            if name_of(node) not in LINE and (says_note(node) or holds_notes(node)):
                return node
            node = self._parents.get(node)
        return None

    def _is_kept(self, place: Element) -> bool:
        return self._note_around(place) is not None

    def _answers(self, place: Element, link: NoteLink) -> bool:
        return self._answer(place, link) is not None

    def _answer(self, place: Element, link: NoteLink) -> NoteLink | None:
        """A link in or at `place` that leads to where `link` is."""
        block = self._block(place)
        for each in self._links_in(block):
            target = self._places.get(each.key)
            if target is None or each.element is link.element:
                continue
            if self._is_near(target, link.element) and is_arrow(words_of(each.element)):
                return each
        return None

    def _repeats(self, place: Element, link: NoteLink) -> bool:
        """Is `place` a later mark at its block's head that repeats the link's: `<a name>*</a>`?"""
        mark = mark_of(words_of(link.element))
        if name_of(place) not in LINE or self._order[place] < link.order:
            return False
        block = self._block(place)
        first = mark_of(words_of(block)[: len(mark) + 4]).startswith(mark)
        return first and name_of(block) not in HEADINGS and mark_of(words_of(place)) == mark

    def _links_in(self, block: Element) -> list[NoteLink]:
        if block not in self._inside:
            found = [self._by_element.get(each) for each in block.iter("a")]
            self._inside[block] = [link for link in found if link is not None]
        return self._inside[block]

    def _is_near(self, target: Element, link: Element) -> bool:
        """Is `target` the link, in it, wrapped around it, or just beside it?"""
        node: Element | None = link
        for _ in range(4):
            if node is None:
                return False
            if node is target or any(child is target for child in node):
                return True
            if name_of(node) not in LINE:
                return False
            node = self._parents.get(node)
        return False

    # --- Notes ---------------------------------------------------------------------------------

    def _block(self, element: Element) -> Element:
        node = element
        while name_of(node) not in BLOCKS and node in self._parents:
            node = self._parents[node]
        return node

    def _at_edge(self, element: Element) -> bool:
        """Does an element begin or end its block?"""
        block = self._block(element)
        words = words_of(block)
        own = mark_of(words_of(element))
        bare = mark_of(words[: len(own) + 4]), mark_of(words[-len(own) - 4 :])
        return bare[0].startswith(own) or bare[1].endswith(own)

    def _extent(self, place: Element) -> tuple[Element, ...]:
        """The elements a note consists of, from the one that links lead to."""
        block = self._block(place)
        name = name_of(block)
        if block in self._roots or name in ("body", "html", "main", "article") or name in HEADINGS:
            return ()
        if name == "dt":
            return self._following(block, ("dd",))
        while name_of(block) in _CLIMBED and self._is_first(block) and not says_note(block):
            parent = self._parents[block]
            if name_of(parent) not in ("li", "div", "aside", "dd") or holds_notes(parent):
                break
            if self._notes_in(parent) > 1:
                break
            block = parent
        if self._notes_in(block) > 1 and not says_note(block):
            return ()
        more = self._following(block, ()) if name_of(block) == "p" else ()
        return (block, *more)

    def _is_first(self, block: Element) -> bool:
        parent = self._parents.get(block)
        if parent is None or (parent.text or "").strip():
            return False
        for child in parent:
            if child is block:
                return True
            if words_of(child) or (child.tail or "").strip():
                return False
        return False

    def _notes_in(self, element: Element) -> int:
        """How many places in an element are led to by links with marks."""
        if element not in self._numbers:
            self._numbers[element] = sum(each in self._blocks for each in element.iter())
        return self._numbers[element]

    def _following(self, block: Element, names: tuple[str, ...]) -> tuple[Element, ...]:
        """What comes after a block and belongs to its note: up to the next note, and in a place
        for notes only."""
        parent = self._parents[block]
        found: list[Element] = []
        if not names and not holds_notes(parent):
            return ()
        siblings = list(parent)
        for each in siblings[siblings.index(block) + 1 :]:
            fits = name_of(each) in (names or _GOES_ON)
            if not fits or (not names and self._notes_in(each)):
                break
            found.append(each)
        return tuple(found)

    def _within(self, element: Element, elements: tuple[Element, ...]) -> bool:
        node: Element | None = element
        while node is not None:
            if node in elements:
                return True
            node = self._parents.get(node)
        return False
