"""Notes: definitions are gathered first, then numbered in the order in which they are called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from packager.load.markdown.reporter import Reporter
from packager.load.markdown.tree import Node
from packager.load.report import did_you_mean
from packager.model.text import NoteCall

_DEFINITION = "footnote_reference"


@dataclass(slots=True)
class Entry:
    """A note on its way: what defines it, and how often it was called."""

    label: str  # empty for an inline note
    node: Node
    language: str
    number: int = 0
    calls: int = 0


class Notes:
    """The notes of one body."""

    def __init__(self, root: Node, language: str, reporter: Reporter) -> None:
        self._reporter = reporter
        self._defined: dict[str, Entry] = {}
        self._called: list[Entry] = []
        self._misplaced: set[str] = set()
        for node in _definitions(root):
            self._define(Entry(_label(node), node, language))

    def _define(self, entry: Entry) -> None:
        first = self._defined.setdefault(entry.label, entry)
        place = self._reporter.place(entry.node.line)
        if first is not entry:
            message = f"the note [^{entry.label}] is defined twice"
            hint = f"the first is in line {first.node.line}; give this one another name"
            self._reporter.add("note-repeated", message, place, hint)
        elif all(child.type == _DEFINITION for child in entry.node.children):
            message = f"the note [^{entry.label}] has no text"
            self._reporter.add("note-undefined", message, place, "write it after the colon")

    def call(self, node: Node) -> NoteCall | None:
        """The call of a defined note; None when there is no such note."""
        label = _label(node)
        entry = self._defined.get(label)
        if entry is None:
            place = self._reporter.place(node.line, node.column)
            hint = did_you_mean(label, self._defined) or (
                f"define it in a paragraph of its own that begins `[^{label}]: `; "
                f"if no note is meant, write `\\[^{label}]`"
            )
            self._reporter.add("note-undefined", f"no note [^{label}] is defined", place, hint)
            return None
        return self._count(entry, node.line)

    def call_inline(self, node: Node, language: str) -> NoteCall:
        """The call of a note that is written where it is called."""
        if not node.children:
            place = self._reporter.place(node.line, node.column)
            self._reporter.add(
                "note-undefined", "this note has no text", place, "write it: ^[text]"
            )
        return self._count(Entry("", node, language), node.line)

    def _count(self, entry: Entry, line: int) -> NoteCall:
        if not entry.calls:
            self._called.append(entry)
            entry.number = len(self._called)
        entry.calls += 1
        return NoteCall(entry.number, entry.calls, line)

    def refuse(self, node: Node, where: str) -> None:
        """Report a call where none can stand."""
        self._misplaced.add(_label(node))
        place = self._reporter.place(node.line, node.column)
        message = f"{where} cannot call a note"
        self._reporter.add("note-in-note", message, place, "call it from the text")

    def entries(self) -> Iterator[Entry]:
        """The notes by number; those that nobody calls come last, and are reported."""
        yield from self._called
        idle = [entry for entry in self._defined.values() if not entry.calls]
        for number, entry in enumerate(idle, len(self._called) + 1):
            entry.number = number
            yield entry
            if entry.label not in self._misplaced:
                message = f"the note [^{entry.label}] is called nowhere"
                hint = (
                    f"call it with [^{entry.label}], or delete it; it is printed after the others"
                )
                place = self._reporter.place(entry.node.line)
                self._reporter.add("note-uncalled", message, place, hint)


def _label(node: Node) -> str:
    return str(node.token.meta.get("label", ""))


def _definitions(node: Node) -> Iterator[Node]:
    """The definitions below a node, wherever they stand; those inside another come after it."""
    for child in node.children:
        if child.type == _DEFINITION:
            yield child
        yield from _definitions(child)
