"""What a JATS source says and holds, read from its elements alone: the judge of an import."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packager.importers.imported import Counts
from packager.importers.jats.elements import SUB_ARTICLES, address, below, child, children, words
from packager.importers.jats.formulas import math_words, tex_of
from packager.importers.xml import Element, local

_HIDDEN = frozenset({
    "object-id", "alt-text", "long-desc", "index-term", "contrib-id", "colgroup", "col",
    "annotation", "annotation-xml",
})  # fmt: skip
_GLUED = frozenset({
    "italic", "bold", "sc", "sub", "sup", "underline", "overline", "strike", "monospace", "roman",
    "sans-serif", "styled-content", "named-content", "xref", "ext-link", "uri", "email", "target",
    "abbrev", "fixed-case", "private-char",
})  # fmt: skip
_COUNTERS = ("ref", "fn", "list-item", "mixed-citation", "element-citation")
_MARK = re.compile(r"[\W_]*(?:\d{1,4}|\w{1,3}|[ivxlc]+)?[\W_]*", re.IGNORECASE)
_WRAPS = ("table-wrap", "alternatives")
_FORMULAS = ("inline-formula", "disp-formula", "alternatives")
_NOTE_LIKE = ("fn", "table-fn")


def parts_of(article: Element) -> list[Element]:
    """The parts of an article that readers see as its text."""
    front = child(article, "front")
    meta = child(front, "article-meta") if front is not None else child(article, "front-stub")
    found = [child(meta, "title-group"), *children(meta, "abstract", "trans-abstract", "product")]
    found += [
        each
        for name in ("body", "floats-group", "floats-wrap", "back")
        for each in children(article, name)
    ]
    return [each for each in found if each is not None]


def text_of_article(article: Element) -> str:
    """The words of an article: title, abstracts, body, notes, captions, references."""
    return "\n".join("".join(_words(part)) for part in parts_of(article))


def _words(element: Element) -> Iterator[str]:
    yield element.text or ""
    for each in element:
        name = local(each)
        if not name:
            yield each.text or ""
        elif name in ("tex-math", "math"):
            yield "\n"
        elif not (name in _HIDDEN or _is_counter(each) or name == "alt-title"):
            yield "" if name in _GLUED else "\n"
            yield from _words(each)
            yield "" if name in _GLUED else "\n"
        yield each.tail or ""
    yield from _formulas(element)


def _formulas(element: Element) -> Iterator[str]:
    """TeX without the frame of a document; MathML beside TeX says the same once more."""
    tex = children(element, "tex-math")
    math = [] if tex and local(element) in _FORMULAS else children(element, "math")
    for text in (*map(tex_of, tex), *map(math_words, math)):
        yield f"\n{text}\n"


def _is_counter(element: Element) -> bool:
    """A number or mark that counts: of a reference, a note, an item, a call."""
    if local(element) == "xref" and element.get("ref-type") in _NOTE_LIKE:
        return bool(_MARK.fullmatch(words(element)))
    parent = element.getparent()
    counted = local(element) == "label" and parent is not None and local(parent) in _COUNTERS
    return counted and bool(_MARK.fullmatch(words(element)))


# --- Counts ------------------------------------------------------------------------------------


def counts_of(article: Element) -> Counts:
    """How many notes, calls, pictures … there are in an article's text."""
    parts = parts_of(article)
    found = [each for part in parts for each in (part, *_all(part))]
    called, calls = _notes([each for each in found if not _in_title(each)])
    return Counts(
        headings=sum(_is_heading(each) for each in found),
        notes=called,
        calls=calls,
        pictures=_pictures(found),
        tables=sum(local(each) == "table" for each in found),
        lists=sum(_is_list(each) for each in found),
        links=sum(_is_link(each) for each in found) + _crossings(found),
    )


def _all(element: Element) -> Iterator[Element]:
    for each in element:
        if local(each) and local(each) not in SUB_ARTICLES:
            yield each
            yield from _all(each)


def _notes(found: list[Element]) -> tuple[int, int]:
    """Notes that are called from the text, and their calls; a note calls none."""
    notes = {each.get("id"): each for each in found if local(each) == "fn"}
    inside = {inner for note in notes.values() for inner in _all(note)}
    rids = [
        rid
        for each in found
        if local(each) == "xref" and each not in inside
        for rid in each.get("rid", "").split()
        if rid in notes
    ]
    placed = [each for each in found if _stands_in_text(each)]
    return len({*rids, *(each.get("id") or id(each) for each in placed)}), len(rids) + len(placed)


def _in_title(element: Element) -> bool:
    """In the article's own title, which can call no note."""
    return any(local(up) in ("title-group", "article-title") for up in element.iterancestors())


def _stands_in_text(element: Element) -> bool:
    parent = element.getparent()
    if local(element) != "fn" or parent is None:
        return False
    return local(parent) not in ("fn-group", "table-wrap-foot", "back", "author-notes", "fn")


def _is_heading(element: Element) -> bool:
    parent = element.getparent()
    if local(element) != "title" or parent is None or not words(element):
        return False
    return local(parent) in ("sec", "app", "ack", "ref-list", "fn-group", "glossary", "notes")


def _pictures(found: list[Element]) -> int:
    """Pictures, alternatives of one counted as one; not those of formulas."""
    shown = [each for each in found if local(each) in ("graphic", "inline-graphic")]
    places = {}
    for each in shown:
        parent = each.getparent()
        formula = any("formula" in local(up) for up in each.iterancestors())
        together = parent is not None and local(parent) in _WRAPS
        place = parent if together and parent is not None else each
        if place not in places:
            places[place] = not formula and not (together and below(place, "table"))
    return sum(places.values())


def _is_list(element: Element) -> bool:
    name = local(element)
    items = {"list": "list-item", "def-list": "def-item", "ref-list": "ref"}.get(name)
    return items is not None and any(words(each) for each in children(element, items))


def _is_link(element: Element) -> bool:
    if local(element) not in ("ext-link", "uri", "email") or _repeated(element):
        return False
    return bool(address(element))


def _crossings(found: list[Element]) -> int:
    """Cross-references that have words, to what is there and is no note."""
    ids = {each.get("id") for each in found if local(each) != "fn"} - {None}
    crossing = [each for each in found if local(each) == "xref" and words(each)]
    return sum(any(rid in ids for rid in each.get("rid", "").split()) for each in crossing)


def _repeated(element: Element) -> bool:
    """In a reference's parts that stand there in words, too."""
    for each in element.iterancestors():
        if local(each) == "element-citation":
            ref = each.getparent()
            return ref is not None and bool(below(ref, "mixed-citation"))
    return False
