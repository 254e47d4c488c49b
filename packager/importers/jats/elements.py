"""Looking at JATS elements: children by name, words, languages, attributes of other namespaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packager.importers.xml import Element, local, text_of
from packager.model.languages import normal_tag

XLINK = "{http://www.w3.org/1999/xlink}"
XML = "{http://www.w3.org/XML/1998/namespace}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"

SUB_ARTICLES = ("sub-article", "response")
SILENT = frozenset({
    "object-id", "alt-text", "long-desc", "index-term", "index-term-range-end", "milestone-start",
    "milestone-end", "x-meta", "colgroup", "col", "contrib-id", "journal-id", "article-id",
    "issn-l",
})  # fmt: skip
INLINE = frozenset({
    "abbrev", "anchor", "bold", "break", "email",
    "ext-link", "fixed-case", "inline-formula", "fn", "inline-graphic", "inline-media",
    "inline-supplementary-material", "italic", "monospace", "named-content", "overline",
    "private-char", "chem-struct", "roman", "ruby", "rb", "rt", "rp", "sans-serif", "sc",
    "strike", "styled-content", "sub", "sup", "target", "tex-math", "underline", "uri", "xref",
    "x", "related-article", "related-object", "def-inline", "year", "surname",
    "given-names", "prefix", "suffix", "string-name", "name", "date-in-citation", "day", "month",
    "season", "source", "volume", "issue", "fpage", "lpage", "elocation-id", "article-title",
    "chapter-title", "trans-title", "collab", "etal", "comment", "publisher-name",
    "publisher-loc", "pub-id", "edition", "page-range", "person-group", "annotation",
    "institution", "country", "addr-line", "city", "state", "postal-code", "phone", "fax",
    "degrees", "role", "trans-source", "conf-name", "conf-date", "conf-loc", "series", "patent",
    "std", "isbn", "issn", "size", "supplement", "gov", "time-stamp", "version", "data-title",
    "part-title", "price", "object-name", "index-term", "alt-text", "math",
})  # fmt: skip
BLOCKS = frozenset({
    "p", "sec", "ack", "app", "app-group", "bio", "glossary", "notes", "ref-list", "ref",
    "abstract", "trans-abstract", "title", "disp-quote", "boxed-text", "statement", "speech",
    "preformat", "code", "hr", "verse-group", "verse-line", "disp-formula", "disp-formula-group",
    "fn-group", "supplementary-material", "media", "list", "list-item", "def-list", "def-item",
    "fig", "fig-group", "graphic", "alternatives", "table-wrap", "table-wrap-group", "table",
    "table-wrap-foot", "floats-group", "attrib", "caption", "question", "question-wrap", "answer",
    "answer-set", "explanation", "array", "chem-struct-wrap", "body", "back", "front-stub",
    "sig-block",
})  # fmt: skip


def elements(parent: Element) -> Iterator[Element]:
    """The elements right below one (not the references to entities)."""
    return (child for child in parent if isinstance(child.tag, str))


def children(parent: Element | None, *names: str) -> list[Element]:
    """The children of these names, in their order."""
    return [] if parent is None else [each for each in elements(parent) if local(each) in names]


def child(parent: Element | None, *path: str) -> Element | None:
    """The first child of a name, its first child of the next name …; None when there is none."""
    for name in path:
        parent = next(iter(children(parent, name)), None)
    return parent


def below(parent: Element | None, *names: str) -> list[Element]:
    """The elements of these names anywhere below, in their order; not those of sub-articles."""
    return [] if parent is None else [each for each in within(parent) if local(each) in names]


def within(parent: Element) -> Iterator[Element]:
    """All elements below one, in their order, without those of sub-articles."""
    for each in elements(parent):
        if local(each) not in SUB_ARTICLES:
            yield each
            yield from within(each)


def words(element: Element | None) -> str:
    """The words in an element, with single spaces; without notes, or what nobody is shown."""
    return "" if element is None else " ".join("".join(_pieces(element)).split())


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for each in element:
        name = local(each)
        if not name:
            yield each.text or ""  # a reference to an entity that is not known
        elif name not in SILENT and name != "fn" and not is_note_call(each):
            glued = name in INLINE
            yield "" if glued else " "
            yield from _pieces(each)
            yield "" if glued else " "
        yield each.tail or ""


def is_note_call(element: Element) -> bool:
    """A cross-reference to a note, or a superscript that is nothing but one."""
    if local(element) == "sup":
        inside = list(elements(element))
        return bool(inside) and all(map(is_note_call, inside)) and not _own_words(element)
    kind = element.get("ref-type", "")
    return local(element) == "xref" and kind in ("fn", "table-fn", "aff", "corresp", "author-notes")


def _own_words(element: Element) -> str:
    return "".join([element.text or "", *(each.tail or "" for each in element)]).strip(" \n\t,;")


def language_of(element: Element | None) -> str:
    """What `xml:lang` says of an element itself, as a tag; empty when it says nothing usable."""
    said = "" if element is None else element.get(f"{XML}lang", "")
    return normal_tag(said.replace("_", "-")) or ""


def href(element: Element) -> str:
    """Where `xlink:href` leads; empty when it leads nowhere."""
    return (element.get(f"{XLINK}href") or element.get("href") or "").strip()


def address(element: Element) -> str:
    """The web or mail address an element leads to or is; empty when there is none to follow."""
    said = href(element) or re.sub(r"\s", "", text_of(element))
    if local(element) == "email":
        said = said.removeprefix("mailto:")
        return f"mailto:{said}" if re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", said) else ""
    kind = element.get("ext-link-type", "") or element.get("pub-id-type", "")
    bare = re.sub(r"^(?:info:doi/|doi:\s*)", "", said, flags=re.IGNORECASE)
    if re.match(r"10\.\d{4,}/", bare) and (kind == "doi" or bare != said or not href(element)):
        return f"https://doi.org/{bare}"
    if said.lower().startswith("www."):
        said = f"https://{said}"
    return said if re.match(r"(?i)(?:https?://[^\s/]+|mailto:.+@)", said) else ""


def line_of(element: Element) -> int:
    """The line an element begins on; 0 when that is not known."""
    return int(str(element.sourceline)) if element.sourceline is not None else 0


def is_block(element: Element) -> bool:
    """Whether it stands by itself, between paragraphs. An element that is not known does unless
    there are words right beside it."""
    name = local(element)
    if name == "fn":
        return not is_in_text(element)
    if name in BLOCKS or name in INLINE or name in SILENT:
        return name in BLOCKS
    return any(local(each) in BLOCKS for each in element) or not _among_words(element)


def _among_words(element: Element) -> bool:
    before, parent = element.getprevious(), element.getparent()
    said = before.tail if before is not None else parent.text if parent is not None else ""
    return bool((said or "").strip() or (element.tail or "").strip())


def is_in_text(note: Element) -> bool:
    """Whether a note stands right where it is called, not in a group of notes."""
    parent = note.getparent()
    return parent is not None and local(parent) not in _NOTE_GROUPS


_NOTE_GROUPS = ("fn-group", "table-wrap-foot", "back", "author-notes", "floats-group", "fn")


def has_blocks(element: Element) -> bool:
    """Whether blocks are right below."""
    return any(is_block(each) and local(each) != "label" for each in elements(element))
