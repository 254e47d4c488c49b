"""The door to tinyhtml5, and HTML or XHTML as trees of one form.

The form: names of HTML in lower case without a namespace, those of SVG and MathML with theirs;
`epub:type` and `xml:lang` by these names; no comments; the line in the attribute `LINE`.
"""

from __future__ import annotations

import codecs
import io
import re
from typing import Any
from xml.etree.ElementTree import Element

from tinyhtml5.parser import HTMLParser

from packager.errors import ContentError
from packager.findings import Place, finding
from packager.importers.imported import Account
from packager.importers.source import refusal
from packager.importers.xml import Element as XmlElement
from packager.importers.xml import parse_xml

MAX_DEPTH = 200  # elements in each other
LINE = ":line"  # no attribute of HTML can be called so
XHTML = "http://www.w3.org/1999/xhtml"
SVG = "http://www.w3.org/2000/svg"
MATHML = "http://www.w3.org/1998/Math/MathML"

_PREFIXES = {
    "http://www.w3.org/XML/1998/namespace": "xml",
    "http://www.idpf.org/2007/ops": "epub",
}
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What tinyhtml5 lets out when markup is beyond it.
_BEYOND_IT = (TypeError, AttributeError, AssertionError, ValueError, LookupError, RecursionError)
_SURROGATE = re.compile("[\ud800-\udfff]")


class _TooDeepError(Exception):
    """Elements nested beyond `MAX_DEPTH`; `line` is where."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def parse_html(data: bytes | str, name: str = "") -> Element:
    """The `html` element of a page, however broken; `name` is what messages call it.

    Encoding: that of a byte order mark, UTF-8 when the bytes are, else what the page says (HTML
    §13.2.3). `ContentError` when elements are nested more than `MAX_DEPTH` deep.
    """
    text = _SURROGATE.sub("\ufffd", data) if isinstance(data, str) else ""
    raw = data if isinstance(data, bytes) else text.encode()
    encoding = "utf-8" if isinstance(data, str) or _is_utf8(raw) else None
    lines: dict[Element, int] = {}
    parser = HTMLParser(namespace_html_elements=False)
    _watch(parser, lines)
    try:
        root: Element | None = parser.parse(io.BytesIO(raw), override_encoding=encoding)
    except _TooDeepError as error:
        raise _too_deep(name, error.line) from None
    except _BEYOND_IT as error:
        raise refusal(name, f"cannot be read as HTML: {error}", "save the page again") from error
    if root is None:
        raise refusal(name, "cannot be read as HTML", "save the page again")
    for element, line in lines.items():
        element.set(LINE, str(line))
    _tidy(root, name)
    return root


def parse_xhtml(data: bytes, name: str, account: Account) -> Element:
    """The root of an XHTML document. One that is no sound XML is read as HTML, with a finding."""
    try:
        return from_lxml(parse_xml(data, name), name)
    except ContentError as error:
        root = parse_html(data, name)
        fault = error.findings[0]
        message = f"it {fault.message}; it was read as HTML"
        hint = "compare it with the source"
        account.findings.append(finding("import-simplified", message, fault.place, hint))
        return root


def from_lxml(element: XmlElement, name: str = "") -> Element:
    """An element of lxml in the form of this room; what is below it likewise."""
    root = _copied(element)
    waiting = [(element, root, 1)]
    while waiting:
        old, new, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise _too_deep(name, _line(old))
        last: Element | None = None
        for child in old:
            if isinstance(child.tag, str):
                last = _copied(child)
                last.tail = child.tail
                new.append(last)
                waiting.append((child, last, depth + 1))
            elif last is None:
                new.text = (new.text or "") + (child.tail or "")
            else:
                last.tail = (last.tail or "") + (child.tail or "")
    return root


def _copied(element: XmlElement) -> Element:
    tag = str(element.tag)
    foreign = tag.startswith("{") and not tag.startswith(f"{{{XHTML}}}")
    kept = foreign and tag[1:].partition("}")[0] in (SVG, MATHML)
    new = Element(tag if kept else tag.rpartition("}")[2].lower())
    new.text = element.text
    for key, value in element.attrib.items():
        new.set(str(key) if kept else _attribute_name(str(key)), str(value))
    if line := _line(element):
        new.set(LINE, str(line))
    return new


def _line(element: XmlElement) -> int:
    return int(str(element.sourceline or 0))


def _attribute_name(key: str) -> str:
    if not key.startswith("{"):
        return key.lower()
    namespace, _, local = key[1:].partition("}")
    prefix = _PREFIXES.get(namespace, "")
    return f"{prefix}:{local}" if prefix else local


def _is_utf8(data: bytes) -> bool:
    """Bytes beyond ASCII that are sound UTF-8 are UTF-8, whatever the page says."""
    if data.startswith(_BOMS) or data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _watch(parser: Any, lines: dict[Element, int]) -> None:
    """Have tinyhtml5 note each element's line, and stop where nesting is too deep.

    It has no public way for either; ten thousand open elements would take it seconds.
    """
    tree = parser.tree
    insert = tree.insert_element_normal

    def insert_and_note(token: dict[str, Any]) -> Any:
        node = insert(token)
        line = parser.tokenizer.stream.position()[0]
        lines[node._element] = line
        if len(tree.open_elements) > MAX_DEPTH:
            raise _TooDeepError(line)
        return node

    tree.insert_element_normal = insert_and_note


def _tidy(root: Element, name: str) -> None:
    """Take comments out, and see that nothing is too deep after all."""
    waiting = [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise _too_deep(name, int(element.get(LINE, "0")))
        if any(not isinstance(child.tag, str) for child in element):
            _without_comments(element)
        waiting += [(child, depth + 1) for child in element]


def _without_comments(element: Element) -> None:
    children = list(element)
    kept: list[Element] = []
    for child in children:
        if isinstance(child.tag, str):
            kept.append(child)
        elif kept:
            kept[-1].tail = (kept[-1].tail or "") + (child.tail or "")
        else:
            element.text = (element.text or "") + (child.tail or "")
    element[:] = kept


def _too_deep(name: str, line: int) -> ContentError:
    message = f"nests elements more than {MAX_DEPTH} deep: this is no text that people wrote"
    return ContentError((finding("import-unreadable", message, Place(name, line)),))
