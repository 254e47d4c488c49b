"""A settings file as read: plain data, and where each key and value of it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from packager.findings import Place

KeyPath = tuple[str | int, ...]  # ("contributors", 0, "role"): keys and list indexes from the top
Position = tuple[int, int]  # line and column, from 1

MAX_NESTING = 32


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a key and its value begin. An item of a list has no key: both are the same."""

    key: Position
    value: Position


@dataclass(frozen=True, slots=True)
class Document:
    """What a settings file says. `data` is always a table, of str, int, float, bool, dates, None,
    lists and tables."""

    file: str
    data: dict[str, object]
    spots: Mapping[KeyPath, Spot]

    def place_of_key(self, path: KeyPath) -> Place:
        """The place of the key at `path`, or of the nearest table above that was written."""
        spot = self._nearest(path)
        return Place(self.file, *spot.key)

    def place_of(self, path: KeyPath) -> Place:
        """The place of the value at `path`, or of the nearest table above that was written."""
        spot = self._nearest(path)
        return Place(self.file, *(spot.value if path in self.spots else spot.key))

    def text_of(self, path: KeyPath) -> str:
        """The text at `path` as it was written; empty when there is none."""
        found: object = self.data
        for key in path:
            found = found.get(key) if isinstance(found, dict) else None
        return found if isinstance(found, str) else ""

    def table(self, key: str) -> Document | None:
        """The table under a key of the top as a document of its own, or None if it is no table."""
        data = self.data[key]
        if not isinstance(data, dict):
            return None
        spots = {path[1:]: spot for path, spot in self.spots.items() if path[0] == key}
        return Document(self.file, data, spots)

    def _nearest(self, path: KeyPath) -> Spot:
        for length in range(len(path), 0, -1):
            if path[:length] in self.spots:
                return self.spots[path[:length]]
        return self.spots.get((), Spot((1, 1), (1, 1)))


def nesting(data: object) -> int:
    """How deep tables and lists stand in each other; without recursion, so any depth will do."""
    deepest = 0
    waiting = [(data, 0)]
    while waiting:
        value, depth = waiting.pop()
        deepest = max(deepest, depth)
        if isinstance(value, dict):
            waiting += [(child, depth + 1) for child in value.values()]
        elif isinstance(value, list):
            waiting += [(child, depth + 1) for child in value]
    return deepest
