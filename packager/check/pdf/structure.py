"""Is all of a PDF's content in its structure, once, and is the structure worth having?

The clauses are those of ISO 32000-1 (14.7, 14.8) and ISO 14289-1 (PDF/UA-1).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from pikepdf import String

from packager.check.pdf.content import Marks, forms_of, marks_of
from packager.check.pdf.objects import Objects, Ref, ref_of
from packager.check.pdf.tree import Tree

_STANDARD = set(  # 14.8.4
    re.findall(
        r"\w+",
        "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private"
        " P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot"
        " Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP"
        " Figure Formula Form",
    )
)
_MAY_BE_EMPTY = {"TD", "TH", "TR"}
_INSIDE = {  # what may stand in these, and nothing else (ISO 14289-1, 7.2)
    "L": {"L", "LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOC", "TOCI", "Caption"},
    "TOCI": {"Lbl", "Reference", "NonStruct", "P", "TOC"},
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
}
_ONLY_IN = {
    "LI": {"L"},
    "LBody": {"LI"},
    "TOCI": {"TOC"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
}
_LANGUAGE_PARTS = 8  # characters of a subtag, at most (BCP 47)


def _tagged(pdf: Objects) -> Iterator[str]:
    """It is tagged, each piece of content once, and nothing is drawn that is not."""
    tree = Tree.read(pdf)
    if not tree.root:
        yield "It has no structure: it is not tagged."
        return
    yield from tree.faults
    for rule in _RULES:
        yield from rule(tree)
    yield from _content(tree)
    yield from _annotations(tree)


# --- Content and annotations -------------------------------------------------------------------


def _content(tree: Tree) -> Iterator[str]:
    """Every MCID is in exactly one element, which the parent tree knows (14.7.4.4)."""
    for number, page in enumerate(tree.pdf.document.pages, 1):
        marks = marks_of(page.obj)
        for holder, each in ((page.obj, marks), *forms_of(marks)):
            where = f"On page {number}"
            yield from (f"{where} {fault}." for fault in each.faults)
            yield from (f"{where} the content {mcid} is empty." for mcid in each.empty)
            yield from (f"{where} {fault}." for fault in _owned(ref_of(holder), each, tree))
    left = sum(map(len, tree.content.values()))
    if left:
        yield f"{left} pieces of content are in the structure but on no page."


def _owned(holder: Ref, marks: Marks, tree: Tree) -> Iterator[str]:
    """Faults of one page or form; what it finds is taken out of the tree's content."""
    mcids = dict.fromkeys(marks.mcids)
    if not mcids:
        return
    if len(mcids) < len(marks.mcids):
        yield "two marks have the same MCID"
    parents = tree.parents_of(holder)
    if not parents:
        yield "nothing tells which elements the content belongs to"
        return
    owners = tree.content.get(holder, {})
    for mcid in mcids:
        owner = owners.pop(mcid, None)
        if owner is None:
            yield f"the content {mcid} is in no element"
        elif mcid >= len(parents) or parents[mcid] != owner:
            yield f"the parent tree does not lead from the content {mcid} to its element"


def _annotations(tree: Tree) -> Iterator[str]:
    """Every annotation is in one element, which the parent tree knows; links are in a `Link`."""
    for number, ref, said in tree.pdf.annotations:
        found = tree.objects.pop(ref, [])
        if len(found) != 1:
            yield f"An annotation on page {number} is in {len(found)} elements, not in one."
            continue
        element = found[0]
        if tree.parent_of(said) != element.ref:
            yield f"The parent tree does not lead from an annotation on page {number}."
        if tree.pdf.follow(said.get("/Subtype")) == "/Link" and element.kind != "Link":
            yield f"A link on page {number} is in an element {element.kind}."
    if tree.objects:
        yield f"{len(tree.objects)} annotations are in the structure but on no page."


# --- What the elements say -----------------------------------------------------------------------


def _kinds(tree: Tree) -> Iterator[str]:
    """Types are standard ones, and stand where they may."""
    mapped = {name[1:] for name in tree.pdf.dictionary(tree.root.get("/RoleMap"))}
    for element in tree.elements:
        kind, above = element.kind, element.above
        if kind not in _STANDARD and kind not in mapped:
            yield f"{kind} is no type of element that PDF 1.7 knows."
        if kind in _ONLY_IN and above not in _ONLY_IN[kind]:
            yield f"An element {kind} stands in {above or 'nothing'}."
        if above in _INSIDE and kind not in _INSIDE[above]:
            yield f"An element {above} holds an element {kind}."
        if kind in _INSIDE and element.has_content:
            yield f"An element {kind} holds content itself."
        full = element.kids or element.has_content or element.has_objects
        if not full and kind not in _MAY_BE_EMPTY:
            yield f"An element {kind} is empty."


def _headings(tree: Tree) -> Iterator[str]:
    """Headings begin at the first level and skip none (ISO 14289-1, 7.4.2)."""
    last = 0
    for element in tree.elements:
        if element.kind[:1] == "H" and element.kind[1:].isdigit():
            level = int(element.kind[1:])
            if level > last + 1:
                yield f"A heading of level {level} follows one of level {last}."
            last = level


def _tables(tree: Tree) -> Iterator[str]:
    """Headings of tables say what they head; cells name headings that there are (7.5)."""
    for element in tree.elements:
        said = "/A" in element.said
        if element.kind == "TH" and not (said and tree.attribute(element, "/Scope") is not None):
            yield "The heading of a table does not say what it heads."
        for name in tree.values(element, "/Headers") if said else ():
            if not isinstance(name, String) or bytes(name) not in tree.ids:
                yield f"A cell names the heading “{name}”, which is not there."
        if element.kind == "Table":
            captions = [at for at, kid in enumerate(element.kids) if kid == "Caption"]
            if captions not in ([], [0], [len(element.kids) - 1]):
                yield "The caption of a table stands within it."


def _figures(tree: Tree) -> Iterator[str]:
    """Pictures have words in their place (7.3)."""
    for element in tree.elements:
        if element.kind in ("Figure", "Formula") and not (
            tree.text(element, "/Alt").strip() or tree.text(element, "/ActualText").strip()
        ):
            yield "A picture has no text in its place."


def _ids(tree: Tree) -> Iterator[str]:
    """IDs are unique and in the ID tree, and every note has one (7.9)."""
    named: set[bytes] = set()
    for element in tree.elements:
        name = tree.name(element) if "/ID" in element.said else b""
        if element.kind == "Note" and not name:
            yield "A note has no ID."
        if not name:
            continue
        shown = name.decode("utf-8", "replace")
        if name in named:
            yield f"Two elements have the ID “{shown}”."
        elif tree.ids.get(name) != element.ref:
            yield f"The ID “{shown}” is not in the tree of IDs, or leads elsewhere."
        named.add(name)
    for name in tree.ids.keys() - named:
        yield f"The tree of IDs has “{name.decode('utf-8', 'replace')}”, which no element has."


def _notes(tree: Tree) -> Iterator[str]:
    """A note begins with its label."""
    for element in tree.elements:
        if element.kind == "Note" and element.kids[:1] != ("Lbl",):
            yield "A note does not begin with its number."


def _languages(tree: Tree) -> Iterator[str]:
    """Each part says its language, and languages are well-formed tags (7.2)."""
    for element in tree.elements:
        said = tree.text(element, "/Lang") if "/Lang" in element.said else ""
        if "/Lang" in element.said and not _is_language(said):
            yield f"“{said}” is no language."
        if element.above == "Document" and not said:
            yield f"A part of the document ({element.kind}) does not say its language."


def _is_language(tag: str) -> bool:
    first, *others = tag.split("-")
    return (
        first.isascii()
        and first.isalpha()
        and 2 <= len(first) <= _LANGUAGE_PARTS
        and all(each.isascii() and each.isalnum() for each in others)
        and all(len(each) <= _LANGUAGE_PARTS for each in others)
    )


_RULES: tuple[Callable[[Tree], Iterable[str]], ...] = (
    _kinds,
    _headings,
    _tables,
    _figures,
    _ids,
    _notes,
    _languages,
)

CHECKS: tuple[Callable[[Objects], Iterable[str]], ...] = (_tagged,)
