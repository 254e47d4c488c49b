"""Where the keys and values of a TOML text stand. The text is known to be sound TOML."""

from __future__ import annotations

import tomllib

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

from packager.load.document import KeyPath, Position, Spot

_LANGUAGE = Language(tree_sitter_toml.language())
_KEYS = {"bare_key", "quoted_key", "dotted_key"}


def spots(text: str, data: dict[str, object]) -> dict[KeyPath, Spot]:
    """The spot of each key, table and list item, by its path in `data`."""
    finder = _Finder(text.encode(), data)
    for node in Parser(_LANGUAGE).parse(finder.source).root_node.named_children:
        if node.type == "pair":
            finder.pair((), node)
        elif node.type in {"table", "table_array_element"}:
            finder.table(node)
    return finder.found


class _Finder:
    def __init__(self, source: bytes, data: dict[str, object]) -> None:
        self.source = source
        self.lines = source.split(b"\n")
        self.data = data
        self.found: dict[KeyPath, Spot] = {}
        self._counts: dict[KeyPath, int] = {}  # of the arrays of tables, so far

    def table(self, node: Node) -> None:
        """`[a.b]` and `[[a.b]]`: the header, then its pairs."""
        header, *rest = [child for child in node.named_children if child.type != "comment"]
        keys = self._keys(header)
        base: KeyPath = ()
        for index, key in enumerate(keys):
            base += (key,)
            last = index == len(keys) - 1
            if last and node.type == "table_array_element":
                self.found.setdefault(base, self._spot(header))
                self._counts[base] = self._counts.get(base, -1) + 1
            if base in self._counts:
                base += (self._counts[base],)
            if last:
                self.found[base] = self._spot(header)
            else:
                self.found.setdefault(base, self._spot(header))
        for child in rest:
            if child.type == "pair":
                self.pair(base, child)

    def pair(self, base: KeyPath, node: Node) -> None:
        """`key = value`, also `a.b = value`."""
        parts = [child for child in node.named_children if child.type != "comment"]
        if len(parts) != 2:
            return
        key, value = parts
        names = self._keys(key)
        for name in names:
            base += (name,)
            self.found.setdefault(base, Spot(self._position(key), self._position(value)))
        if names:
            self._value(base, value)

    def _value(self, base: KeyPath, node: Node) -> None:
        children = [child for child in node.named_children if child.type != "comment"]
        if node.type == "inline_table":
            for child in children:
                if child.type == "pair":
                    self.pair(base, child)
        elif node.type == "array":
            for index, child in enumerate(children):
                self.found[(*base, index)] = self._spot(child)
                self._value((*base, index), child)

    def _keys(self, node: Node) -> list[str]:
        """A key's names; tomllib itself reads them, so that quotes and escapes are right."""
        names: list[str] = []
        try:
            table: object = tomllib.loads((node.text or b"").decode() + " = 0")
        except tomllib.TOMLDecodeError:  # tree-sitter saw another key than tomllib did
            return []
        while isinstance(table, dict):
            name = next(iter(table))
            names.append(name)
            table = table[name]
        return names

    def _spot(self, node: Node) -> Spot:
        return Spot(self._position(node), self._position(node))

    def _position(self, node: Node) -> Position:
        """tree-sitter counts bytes, people count characters."""
        row, column = node.start_point
        return row + 1, len(self.lines[row][:column].decode(errors="replace")) + 1
