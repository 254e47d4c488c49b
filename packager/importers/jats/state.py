"""One article on its way: what it may call and link to, and what is noted down meanwhile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from packager.findings import Place, finding
from packager.importers.imported import Account, Certainty, Recognised
from packager.importers.jats.elements import line_of, within, words
from packager.importers.pictures import Shelf
from packager.importers.source import Source
from packager.importers.xml import Element, local

_PREFIXES = {"ref": "ref", "fig": "fig", "table-wrap": "table", "sec": "sec", "app": "sec"}


@dataclass(slots=True)
class State:
    """The conversion of one article. `anchors`: ids of the source that links lead to, and what
    they are called in our text. `called`: ids of notes with their
    numbers, in the order of their first calls."""

    source: Source
    account: Account
    shelf: Shelf
    language: str = ""
    notes: Mapping[str, Element] = field(default_factory=dict)
    note_ids: Mapping[Element, str] = field(default_factory=dict)  # the same, the other way round
    front_notes: frozenset[Element] = frozenset()  # what only the front matter calls
    anchors: Mapping[str, str] = field(default_factory=dict)
    called: dict[str, int] = field(default_factory=dict)
    in_note: bool = False
    depth: int = 0  # headings above
    in_parts: list[Element] = field(default_factory=list)  # references that are there in words
    simplified: Counter[str] = field(default_factory=Counter)
    first: dict[str, Place] = field(default_factory=dict)

    def place(self, element: Element) -> Place:
        """Where an element stands in the source."""
        return self.source.place(line_of(element))

    def simplify(self, what: str, element: Element) -> None:
        """Something is made simpler; one finding for each kind is given at the end."""
        self.simplified[what] += 1
        self.first.setdefault(what, self.place(element))

    def drop(self, element: Element, what: str, reason: str, text: str = "") -> None:
        """An element is left out, and said."""
        self.account.drop(what, reason, (text or words(element)).strip(), self.place(element))

    def recognise(self, what: str, element: Element, value: str = "", text: str = "") -> None:
        """Something the source says in as many tags became a field; `text` left the body."""
        value = value or words(element)
        place = self.place(element)
        self.account.recognised.append(Recognised(what, value, Certainty.STATED, place, text))

    def lose_link(self, element: Element, why: str) -> None:
        """A link leads nowhere: its words stay."""
        message = f"the link on “{words(element)[:60]}” is lost: {why}"
        hint = "its words stay in the text; link them by hand if you know where to"
        self.account.findings.append(
            finding("import-link-lost", message, self.place(element), hint)
        )

    def call(self, rid: str) -> int:
        """The number of a note that is called."""
        return self.called.setdefault(rid, len(self.called) + 1)

    def anchor(self, element: Element) -> str:
        """What an element is called in our text; empty when no link leads to it."""
        return self.anchors.get(element.get("id", ""), "")

    def report(self) -> None:
        """Tell what was simplified."""
        for what, number in self.simplified.items():
            times = f" ({number} times)" if number > 1 else ""
            self.account.findings.append(
                finding("import-simplified", f"{what}{times}", self.first[what])
            )


def anchors_of(parts: Iterable[Element], notes: Collection[str]) -> dict[str, str]:
    """Names for the places of some parts that cross-references lead to: `fig-2`, `ref-30`."""
    found = [each for part in parts for each in (part, *within(part))]
    crossing = (each.get("rid", "").split() for each in found if local(each) == "xref")
    wanted = {rid for rids in crossing for rid in rids}.difference(notes)
    numbers: Counter[str] = Counter()
    names: dict[str, str] = {}
    for each in found:
        prefix, id_ = _PREFIXES.get(local(each), "place"), each.get("id", "")
        if prefix != "place" or id_ in wanted:
            numbers[prefix] += 1
        if id_ in wanted and id_ not in names:
            names[id_] = f"{prefix}-{numbers[prefix]}"
    return names
