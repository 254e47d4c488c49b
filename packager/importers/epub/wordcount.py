"""The words of a book as its documents hold them: read apart from the conversion."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from packager.errors import ContentError
from packager.importers.markup import parse_html
from packager.importers.packed import Packed
from packager.importers.xml import Element, local, parse_xml

_SILENT = {"script", "style", "template", "head", "annotation"}
_IN_WORDS = {  # what may stand in the middle of a word
    "b", "i", "em", "strong", "span", "small", "big", "u", "font", "cite", "sup", "sub", "abbr",
    "bdi", "bdo", "ins", "mark", "q", "var", "wbr", "code",
}  # fmt: skip


def source_text(packed: Packed, members: Iterable[str]) -> str:
    """All the words in the bodies of some documents."""
    return "\n".join(_words(packed.read(member), packed.name) for member in members)


def _words(data: bytes, name: str) -> str:
    try:
        root = parse_xml(data, name)
    except ContentError:
        html = parse_html(data, name)
        parts = _parts(html)  # type: ignore[arg-type]  # elements of both kinds are read alike
    else:
        parts = _parts(root)
    return "".join(parts)


def _parts(root: Element) -> Iterator[str]:
    """Text piece by piece; a space where an element that ends words begins or ends, and around
    marks of notes and numbers."""
    waiting: list[Element | str] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            yield node
            continue
        name = local(node)
        inside = "".join(str(part) for part in node.itertext()) if name in _IN_WORDS else ""
        joins = name in _IN_WORDS and not re.fullmatch(r"[\s\d*†‡\[\]()]*", inside)
        edge = "" if joins else " "
        if node is not root:
            waiting.append(edge + (node.tail or ""))
        if name and name not in _SILENT:
            waiting += list(node)[::-1]
            waiting.append(edge + (node.text or ""))
        elif not name:  # a comment
            continue
