"""The names of OpenDocument (ISO/IEC 26300-3), and how its trees are changed."""

from __future__ import annotations

from packager.importers.xml import Element, text_of

_ODF = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_SPACES = {
    "office": _ODF.format("office"), "style": _ODF.format("style"), "text": _ODF.format("text"),
    "table": _ODF.format("table"), "draw": _ODF.format("drawing"), "meta": _ODF.format("meta"),
    "fo": _ODF.format("xsl-fo-compatible"), "svg": _ODF.format("svg-compatible"),
    "manifest": _ODF.format("manifest"), "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}  # fmt: skip


def n(name: str) -> str:
    """`text:p` as lxml spells it."""
    prefix, _, local = name.partition(":")
    return f"{{{_SPACES[prefix]}}}{local}"


def all_of(root: Element, *names: str) -> list[Element]:
    """All elements of these names below another, in order: a list, so that the tree may change."""
    return list(root.iter(*map(n, names)))


def within(element: Element, *names: str) -> Element | None:
    """The nearest element of these names that holds another."""
    return next(element.iterancestors(*map(n, names)), None)


def made(like: Element, name: str, **attributes: str) -> Element:
    """A new element; in attributes an underscore stands for the colon, the next for a hyphen."""
    keys = (key.replace("_", ":", 1).replace("_", "-") for key in attributes)
    return like.makeelement(n(name), dict(zip(map(n, keys), attributes.values(), strict=True)))


def remove(element: Element) -> None:
    """Take an element out; the words after it stay."""
    parent = element.getparent()
    if parent is not None:
        _add_before(element, element.tail or "")
        parent.remove(element)


def unwrap(element: Element) -> None:
    """Put an element's content where it stands."""
    parent = element.getparent()
    if parent is None:
        return
    _add_before(element, element.text or "")
    at, tail = parent.index(element), element.tail or ""
    children = list(element)
    for number, each in enumerate(children):
        parent.insert(at + number, each)
    if children:
        children[-1].tail = (children[-1].tail or "") + tail
    else:
        _add_before(element, tail)
    parent.remove(element)


def replace_by_text(element: Element, text: str) -> None:
    """Words in the place of an element."""
    for each in list(element):
        element.remove(each)
    element.text = text
    unwrap(element)


def words_in(element: Element) -> str:
    """The words of an element; spaces and breaks that are elements count as spaces."""
    return " ".join("".join(pieces(element)).split())


_GAPS = {n("text:s"), n("text:tab"), n("text:line-break")}
_BLOCKS = {n("text:p"), n("text:h")}


def pieces(element: Element, leave: frozenset[str] = frozenset()) -> list[str]:
    """The text in an element piece by piece, without the elements named in `leave`."""
    found: list[str] = []
    waiting: list[Element | str] = [element]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            found.append(node)
            continue
        if node is not element:
            waiting.append(node.tail or "")
        if node.tag in leave:
            continue
        if node.tag in _BLOCKS:
            waiting.append("\n")
        waiting += reversed(list(node))
        waiting.append(" " if node.tag in _GAPS else ("\n" if node.tag in _BLOCKS else ""))
        waiting.append(node.text or "")
        if node.tag in _BLOCKS:
            waiting.append("\n")
    return found


def _add_before(element: Element, text: str) -> None:
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        before.tail = (before.tail or "") + text
    elif parent is not None:
        parent.text = (parent.text or "") + text


__all__ = ["Element", "all_of", "made", "n", "pieces", "remove", "replace_by_text", "text_of",
           "unwrap", "within", "words_in"]  # fmt: skip
