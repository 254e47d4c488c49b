"""The door to lxml: XML of strangers, read without entities, document types or network."""

from __future__ import annotations

import html
import re
from html.entities import html5

from lxml import etree
from lxml.etree import _Element as Element

from packager.errors import ContentError
from packager.findings import Place, finding
from packager.importers.source import refusal

__all__ = ["Element", "local", "namespace", "parse_xml", "text_of", "xml_bytes"]

_ENTITY_DEFINED = re.compile(rb"<!ENTITY\s")
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]*);")
_XML_OWN = {b"amp", b"lt", b"gt", b"quot", b"apos"}
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def parse_xml(data: bytes, name: str) -> Element:
    """The root of a document; `name` is what messages call it. `ContentError` when it is no XML,
    when it defines entities (never expanded: they are how XML bombs are made and files are read),
    or is nested too deep (libxml2 stops at 256 elements in each other).

    The named characters of HTML (`&nbsp;`) are known, as in XHTML 1.0 and JATS.
    """
    if data.startswith(_UTF16):
        data = data.decode("utf-16").encode()
        data = re.sub(rb'^(<\?xml[^>]*?)\sencoding=("|\')[^"\']*\2', rb"\1", data)
    if found := _ENTITY_DEFINED.search(data):
        line = data.count(b"\n", 0, found.start()) + 1
        message = "defines entities of its own, which are never expanded"
        raise _refused(name, message, line, "take the <!ENTITY …> lines and their uses out")
    data = _NAMED.sub(_character, data)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, dtd_validation=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 0
        raise _refused(name, f"is no XML: {error.msg}", line, "is it whole?") from None
    except ValueError as error:
        raise refusal(name, f"is no XML: {error}") from None


def local(element: object) -> str:
    """An element's name without its namespace; empty for what is no element."""
    tag = getattr(element, "tag", "")
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: Element) -> str:
    """An element's namespace, or nothing."""
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def text_of(element: Element) -> str:
    """All the words in an element, with single spaces."""
    words = (part for part in element.itertext() if isinstance(part, str))
    return " ".join("".join(words).split())


def xml_bytes(element: Element) -> bytes:
    """A document as it is written to a file, in UTF-8."""
    return etree.tostring(element, encoding="UTF-8", xml_declaration=True)


def _character(found: re.Match[bytes]) -> bytes:
    if found[1] in _XML_OWN or f"{found[1].decode()};" not in html5:
        return found[0]
    characters = html.unescape(found[0].decode())
    return "".join(f"&#{ord(character)};" for character in characters).encode()


def _refused(name: str, message: str, line: int, hint: str) -> ContentError:
    return ContentError((finding("import-unreadable", message, Place(name, line), hint),))
