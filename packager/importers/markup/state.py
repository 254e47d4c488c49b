"""One conversion on its way: what it has called, simplified and left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from packager.findings import Place, finding
from packager.importers.imported import Certainty, Recognised
from packager.importers.markup.context import Context
from packager.importers.markup.elements import BLOCKS, anchor_of, name_of, words_of
from packager.model.text import Block, NoteCall

DEEPEST = 20  # quotations, lists, emphasis … in each other; what is below gives its content alone


@dataclass(slots=True)
class State:
    """What the converters share. `flow` makes blocks of an element's content, `these` of elements
    themselves, without what follows them."""

    context: Context
    flow: Callable[[Element, State], list[Block]]
    these: Callable[[Iterable[Element], State], list[Block]]
    parents: dict[Element, Element]
    holders: frozenset[Element]
    with_notes: bool = True
    off: frozenset[Element] = frozenset()  # marks and ways back in the note that is made now
    taken: set[Element] = field(default_factory=set)  # read already: captions and credits
    called: dict[str, int] = field(default_factory=dict)  # keys of notes, with their calls so far
    marks: list[str] = field(default_factory=list)
    aliases: dict[str, str] = field(default_factory=dict)  # anchors, by the names they were asked
    orphans: list[Block] = field(default_factory=list)  # captions of pictures that are not there
    depth: int = 0
    open_lists: bool = False  # lists give their items' content: those of galleries
    language: str = ""
    link_places: dict[str, Place] = field(default_factory=dict)  # by anchor
    _pending: list[str] = field(default_factory=list)
    _simplified: Counter[str] = field(default_factory=Counter)
    _first: dict[str, Place] = field(default_factory=dict)
    _skipped: dict[Element, bool] = field(default_factory=dict)

    # --- What is left out ----------------------------------------------------------------------

    def skips(self, element: Element) -> bool:
        """Whether the reader wants an element left out; asked and said once."""
        if element not in self._skipped:
            dropped = self.context.skip(element)
            self._skipped[element] = dropped is not None
            if dropped is not None:
                self.drop(element, dropped.what, dropped.reason, dropped.text)
        return self._skipped[element]

    def drop(self, element: Element, what: str, reason: str, text: str = "") -> None:
        """Say that an element is left out."""
        words = text or words_of(element)
        self.context.account.drop(what, reason, words, self.context.place(element))

    def simplify(self, what: str, element: Element) -> None:
        """Something is made simpler: one finding for each kind is given at the end."""
        self._simplified[what] += 1
        self._first.setdefault(what, self.context.place(element))

    # --- Notes ---------------------------------------------------------------------------------

    def call(self, element: Element) -> NoteCall | None:
        """The call that an element is; None when it is none, or notes are not wanted here."""
        key = self.context.notes.calls.get(element) if self.with_notes else None
        if key is None:
            return None
        self.called[key] = self.called.get(key, 0) + 1
        self.marks.append(words_of(element))
        return NoteCall(list(self.called).index(key) + 1, self.called[key], 0)

    def is_gone(self, element: Element) -> bool:
        """Whether an element is nothing but notes, which stand elsewhere now."""
        notes = self.context.notes
        if element in self.taken or not self.with_notes:
            return element in self.taken
        if element in notes.headings or element in self.off:
            self.marks.append(words_of(element))
            return True
        if element in notes.gone and element not in self.taken:
            self.marks += [words_of(each) for each in element.iter() if each in notes.headings]
            self.taken.add(element)
        return element in notes.gone

    # --- Anchors -------------------------------------------------------------------------------

    def meet(self, element: Element) -> None:
        """Take note of an element that links lead to: the next block gets its id."""
        for key in ("id", "name"):
            id_ = element.get(key, "")
            if id_ in self.context.targets and (key == "id" or name_of(element) == "a"):
                self._pending.append(anchor_of(id_))

    def anchor(self) -> str:
        """The id for the block that is made now; other names of it become aliases."""
        if not self._pending:
            return ""
        first = self._pending[0]
        self.aliases |= dict.fromkeys(self._pending, first)
        self._pending.clear()
        return first

    # --- Depth ---------------------------------------------------------------------------------

    @contextmanager
    def deeper(self) -> Iterator[bool]:
        """Go into what nests; False when it is too deep to go on nesting."""
        self.depth += 1
        try:
            yield self.depth <= DEEPEST
        finally:
            self.depth -= 1

    # --- The end -------------------------------------------------------------------------------

    def report(self) -> None:
        """Write down what was simplified and which words notes and their calls have left."""
        account = self.context.account
        for what, number in self._simplified.items():
            times = f" ({number} times)" if number > 1 else ""
            account.findings.append(finding("import-simplified", what + times, self._first[what]))
        if self.called:
            calls = sum(self.called.values())
            value = f"{len(self.called)} with {calls} call{'' if calls == 1 else 's'}"
            text = " ".join(self.marks)
            account.recognised.append(Recognised("notes", value, Certainty.STATED, None, text))


def holders_of(roots: Iterable[Element]) -> frozenset[Element]:
    """The elements that hold blocks, however deep."""
    found: set[Element] = set()
    for root in roots:
        for element in reversed(list(root.iter())):  # children before their parents
            if any(child in found or name_of(child) in BLOCKS for child in element):
                found.add(element)
    return frozenset(found)
