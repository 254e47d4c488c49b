"""Small edits of a TOML text that leave everything else, comments and layout too, as it was."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from itertools import dropwhile
from typing import Any

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

from packager.errors import UsageError

Keys = tuple[str, ...]  # the keys that lead to a value: ("publication", "series", "number")


def quoted(text: str) -> str:
    """A TOML string; what JSON escapes, TOML reads the same."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


class TomlText:
    """A TOML document as written. Each edit is made in the text and seen to mean what it should."""

    def __init__(self, source: bytes, name: str = "publication.toml") -> None:
        self.name = name
        self._bom = source[:3] if source.startswith(b"\xef\xbb\xbf") else b""
        self._source = source.removeprefix(self._bom)
        self._newline = b"\r\n" if b"\r\n" in self._source else b"\n"
        self.data = self._read()

    @property
    def source(self) -> bytes:
        """The document as it is now."""
        return self._bom + self._source

    def get(self, path: Keys) -> Any:
        """A value, or None."""
        value: Any = self.data
        for key in path:
            value = value.get(key) if isinstance(value, dict) else None
        return value

    def set(self, path: Keys, literal: str) -> None:
        """Give a key of a table that is there another value, or a value at all."""
        if pair := self._pair(path):
            value = _value(pair)
            self._splice(value.start_byte, value.end_byte, literal.encode())
            return
        for node in self._root().children:
            if node.type == "table" and _keys(node.children[1]) == path[:-1]:
                after = self._line_end(node.children[2].end_byte)
                line = f"{path[-1]} = {literal}".encode()
                self._splice(after, after, self._newline + line)
                return
        raise self._unclear(path)

    def append(self, path: Keys, literal: str) -> None:
        """Add one value at the end of a list, laid out as its other values are."""
        array = self._array(path)
        before = list(self.get(path))
        if array.start_point.row == array.end_point.row:
            self._append_in_line(array, literal.encode())
        else:
            self._append_line(path, literal.encode())
        if self.get(path) != [*before, tomllib.loads(f"x = {literal}")["x"]]:
            raise self._unclear(path)

    def remove(self, path: Keys) -> None:
        """Take a key out, if it is there."""
        if not (pair := self._pair(path)):
            return
        if pair.parent and pair.parent.type == "inline_table":
            self._splice(*_with_comma(pair, pair.parent))
        else:
            start = self._source.rfind(b"\n", 0, pair.start_byte) + 1
            self._splice(start, self._line_end(_value(pair).end_byte) + len(self._newline), b"")

    def remove_tables(self, name: str) -> None:
        """Take all `[[name]]` out."""
        while node := next(
            (
                each
                for each in self._root().children
                if each.type == "table_array_element" and _keys(each.children[1]) == (name,)
            ),
            None,
        ):
            last = [child for child in node.children if child.type != "comment"][-1]
            end = self._line_end(last.end_byte)
            while self._source.startswith(self._newline, end):  # and the empty lines after it
                end += len(self._newline)
            self._splice(node.start_byte, end, b"")

    # --- finding and splicing ------------------------------------------------------------------

    def _read(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self._source.decode())
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise UsageError(
                f"{self.name} cannot be read: {error}", hint="“packager build” tells where"
            ) from error

    def _root(self) -> Node:
        return Parser(Language(tree_sitter_toml.language())).parse(self._source).root_node

    def _pair(self, path: Keys) -> Node | None:
        return next((node for keys, node in _pairs(self._root(), ()) if keys == path), None)

    def _array(self, path: Keys) -> Node:
        pair = self._pair(path)
        if not pair or _value(pair).type != "array":
            raise self._unclear(path)
        return _value(pair)

    def _append_in_line(self, array: Node, literal: bytes) -> None:
        """`["a"]` becomes `["a", "b"]`."""
        close = array.end_byte - 1
        if items := _items(array):
            space = self._source[items[-1].end_byte : close].replace(b",", b"")
            self._splice(items[-1].end_byte, close, b", " + literal + space)
        else:
            self._splice(array.start_byte + 1, close, literal)

    def _append_line(self, path: Keys, literal: bytes) -> None:
        """A line of its own before the closing bracket."""
        array = self._array(path)
        if (items := _items(array)) and not _has_comma(array, items[-1]):
            self._splice(items[-1].end_byte, items[-1].end_byte, b",")
            array = self._array(path)
        close = array.end_byte - 1
        line = self._source.rfind(b"\n", 0, close) + 1
        if self._source[line:close].strip():  # the bracket shares its line with a value
            self._splice(close, close, self._newline)
            line = close + len(self._newline)
        indent = self._indent(items[-1].start_byte if items else array.start_byte)
        indent = indent if items else indent + b"    "
        self._splice(line, line, indent + literal + b"," + self._newline)

    def _splice(self, start: int, end: int, text: bytes) -> None:
        self._source = self._source[:start] + text + self._source[end:]
        self.data = self._read()

    def _line_end(self, offset: int) -> int:
        """Where the line of an offset ends, before its newline."""
        end = self._source.find(self._newline, offset)
        return len(self._source) if end < 0 else end

    def _indent(self, offset: int) -> bytes:
        """The white space that the line of an offset begins with."""
        line = self._source[self._source.rfind(b"\n", 0, offset) + 1 : offset]
        return line[: len(line) - len(line.lstrip())]

    def _unclear(self, path: Keys) -> UsageError:
        return UsageError(
            f"{self.name} has no [{'.'.join(path[:-1])}] {path[-1]} that packager can change",
            hint="nothing was changed; please make this change by hand",
        )


def _pairs(node: Node, prefix: Keys) -> Iterator[tuple[Keys, Node]]:
    """All `key = value` below a node with their whole paths, those in `[[lists]]` excepted."""
    for child in node.children:
        if child.type == "table":
            yield from _pairs(child, _keys(child.children[1]))
        elif child.type == "pair":
            keys = prefix + _keys(child.children[0])
            yield keys, child
            if _value(child).type == "inline_table":
                yield from _pairs(_value(child), keys)


def _keys(node: Node) -> Keys:
    """The keys of `a`, `"a b"` or `a.b`, read as TOML reads them."""
    value: Any = tomllib.loads((node.text or b"").decode() + " = 1")
    keys: list[str] = []
    while isinstance(value, dict):
        key, value = next(iter(value.items()))
        keys.append(key)
    return tuple(keys)


def _value(pair: Node) -> Node:
    equals = next(dropwhile(lambda child: child.type != "=", pair.children))
    value = equals.next_sibling
    assert value is not None  # the document was read, so it is well-formed
    return value


def _items(array: Node) -> list[Node]:
    return [child for child in array.children[1:-1] if child.type not in {",", "comment"}]


def _has_comma(array: Node, item: Node) -> bool:
    return any(each.type == "," and each.start_byte >= item.end_byte for each in array.children)


def _with_comma(pair: Node, table: Node) -> tuple[int, int, bytes]:
    """What to cut so that an inline table stays one without this pair."""
    pairs = [child for child in table.children if child.type == "pair"]
    index = pairs.index(pair)
    if index + 1 < len(pairs):
        return pair.start_byte, pairs[index + 1].start_byte, b""
    if index:
        return pairs[index - 1].end_byte, pair.end_byte, b""
    return pair.start_byte, pair.end_byte, b""
