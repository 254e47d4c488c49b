"""The places of an article that links may lead to: each has one id, and each link its place."""

from __future__ import annotations

from collections.abc import Iterable

from packager.findings import Place
from packager.load.markdown.identifiers import is_reserved, slug
from packager.load.markdown.reporter import Reporter
from packager.load.report import did_you_mean


class Anchors:
    """Gives out ids. `given` are all that the author wrote: no id made here takes one of them."""

    def __init__(self, given: Iterable[str], reporter: Reporter) -> None:
        self._given = frozenset(given)
        self._reporter = reporter
        self._places: dict[str, Place] = {}
        self._made: dict[str, int] = {}  # and the number that the next of this name may get
        self._wanted: list[tuple[str, Place]] = []

    def claim(self, name: str, place: Place) -> str:
        """The id that the author gave to something; "" when something else has it."""
        first = self._places.setdefault(name, place)
        if first is place:
            return name
        hint = f"it is given in line {first.line} already; choose another"
        self._reporter.add("anchor-repeated", f'the id "{name}" is here twice', place, hint)
        return ""

    def make(self, words: str) -> str:
        """An id for a heading, from its words: `words`, then `words-2`, `words-3` …"""
        base = slug(words)
        if is_reserved(f"{base}-2"):  # a heading "Note": the second would be `note-2`
            base = f"section-{base}"
        name = base
        number = self._made.get(base, 2)
        while name in self._made or name in self._given or is_reserved(name):
            name = f"{base}-{number}"
            number += 1
        self._made[base] = number
        self._made.setdefault(name, 2)
        return name

    def want(self, name: str, place: Place) -> None:
        """Remember a link within the article, until all ids are known."""
        self._wanted.append((name, place))

    def settle(self) -> None:
        """Report the links that lead to no place of the article."""
        known = {*self._places, *self._made, "title"}
        for name, place in self._wanted:
            if name not in known:
                hint = did_you_mean(name, known) or "give the place an id: {#" + name + "}"
                message = f'no place of this article has the id "{name}"'
                self._reporter.add("anchor-missing", message, place, hint)
