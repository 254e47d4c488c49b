"""The structure tree of a PDF, read once: its elements, what they hold, what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, String

from packager.check.pdf.objects import DIRECT, Objects, Ref, Said, Value, ref_of


@dataclass(slots=True, eq=False)
class Element:
    """A structure element. What it stands in and the elements in it are told by their kinds."""

    ref: Ref
    kind: str
    above: str
    said: Said
    kids: tuple[str, ...] = ()
    has_content: bool = False
    has_objects: bool = False


@dataclass(slots=True)
class Tree:
    """The elements in the order of reading, what they hold, and the root's own tables."""

    pdf: Objects
    root: Said
    elements: list[Element] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    content: dict[Ref, dict[int, Ref]] = field(default_factory=dict)  # by page or form, and MCID
    objects: dict[Ref, list[Element]] = field(default_factory=dict)  # by annotation
    parents: dict[int, Value] = field(default_factory=dict)  # the parent tree
    ids: dict[bytes, Ref] = field(default_factory=dict)  # the ID tree

    @classmethod
    def read(cls, pdf: Objects) -> Tree:
        """The tree of a document; of one that has none, an empty one."""
        tree = cls(pdf, pdf.dictionary(pdf.root.get("/StructTreeRoot")))
        tree.elements = list(_elements(tree))
        for key, value in pdf.entries(tree.root.get("/ParentTree"), "/Nums"):
            if isinstance(key, int):
                tree.parents[key] = value
        if "/IDTree" in tree.root:
            tree.ids = dict(_names(pdf.document.Root.StructTreeRoot.IDTree))
        return tree

    def parents_of(self, holder: Ref) -> list[Value]:
        """The elements that the content of a page or form belongs to, by MCID."""
        key = self.pdf.number(self.pdf.dictionary(holder).get("/StructParents"))
        return [] if key is None else self.pdf.array(self.parents.get(key))

    def parent_of(self, annotation: Said) -> Value:
        """The element that an annotation belongs to."""
        key = self.pdf.number(annotation.get("/StructParent"))
        return None if key is None else self.parents.get(key)

    def text(self, element: Element, key: str) -> str:
        """What an element says under this key, or nothing."""
        return self.pdf.text(element.said.get(key))

    def name(self, element: Element) -> bytes:
        """The ID of an element, or nothing. IDs are bytes, whatever text they may stand for."""
        said = self._source(element).get(Name.ID)
        return b"" if said is None else _bytes(said)

    def attribute(self, element: Element, name: str) -> Object | None:
        """The value of an attribute (14.7.5), whoever owns it."""
        said = self._source(element).get(Name.A)
        for each in said if isinstance(said, Array) else [said]:
            if isinstance(each, Dictionary) and name in each:
                value: Object = each[name]
                return value
        return None

    def values(self, element: Element, name: str) -> list[Object]:
        """The values of an attribute that may have several."""
        said = self.attribute(element, name)
        if said is None:
            return []
        return list(said) if isinstance(said, Array) else [said]

    def _source(self, element: Element) -> Object:
        return self.pdf.object(element.ref)


def _names(node: Object, depth: int = 16) -> Iterator[tuple[bytes, Ref]]:
    """What the ID tree maps (7.9.6)."""
    if not isinstance(node, Dictionary):
        return
    flat = _list(node.get(Name.Names))
    for name, element in zip(flat[::2], flat[1::2], strict=False):
        yield _bytes(name), ref_of(element) if isinstance(element, Object) else DIRECT
    if depth:
        for kid in _list(node.get(Name.Kids)):
            yield from _names(kid, depth - 1)


def _bytes(name: object) -> bytes:
    return bytes(name) if isinstance(name, String) else b"(no string)"


def _list(array: Object | None) -> list[Object]:
    return list(array) if isinstance(array, Array) else []


# --- The elements --------------------------------------------------------------------------------


def _elements(tree: Tree) -> Iterator[Element]:
    """Parents first. Each is met once, whatever a broken tree leads to."""
    seen: set[Ref] = set()
    top = Element(_ref(tree.pdf.root.get("/StructTreeRoot")), "", "", tree.root)
    waiting = [(ref, top) for ref in reversed(_kids(tree, top))]
    while waiting:
        ref, parent = waiting.pop()
        if ref in seen:
            tree.faults.append("An element stands in the structure twice.")
            continue
        seen.add(ref)
        said = tree.pdf.dictionary(ref)
        element = Element(ref, _kind(tree.pdf, said), parent.kind, said)
        if said.get("/P") != parent.ref:
            tree.faults.append(f"An element {element.kind} does not know what it stands in.")
        for kid in reversed(_kids(tree, element)):
            waiting.append((kid, element))
        yield element


def _kids(tree: Tree, element: Element) -> list[Ref]:
    """The elements in an element; its content and its annotations are noted in the tree."""
    pdf, held = tree.pdf, element.said.get("/K")
    found = pdf.follow(held)
    kids, kinds = [], []
    for kid in found if isinstance(found, list) else [held]:
        said = pdf.follow(kid)
        if isinstance(said, dict) and isinstance(kid, str) and "/S" in said:
            kids.append(kid)
            kinds.append(_kind(pdf, said))
        elif said is not None and not _leaf(tree, element, said):
            tree.faults.append(f"An element {element.kind} holds what is none.")
    element.kids = tuple(kinds)
    return kids


def _leaf(tree: Tree, element: Element, said: Value) -> bool:
    """Note content or an annotation of an element; False: it is neither."""
    page = element.said.get("/Pg")
    if isinstance(said, dict):
        kind = tree.pdf.follow(said.get("/Type"))
        if kind == "/OBJR":
            tree.objects.setdefault(_ref(said.get("/Obj")), []).append(element)
            element.has_objects = True
            return True
        page = said.get("/Stm", said.get("/Pg", page))
        said = tree.pdf.number(said.get("/MCID")) if kind == "/MCR" else None
    if not isinstance(said, int) or isinstance(said, bool):
        return False
    known = tree.content.setdefault(_ref(page), {})
    if said in known:
        tree.faults.append(f"Content {said} of a page is in two elements.")
    known[said] = element.ref
    element.has_content = True
    return True


def _kind(pdf: Objects, said: Said) -> str:
    kind = pdf.follow(said.get("/S"))
    return kind[1:] if isinstance(kind, str) else ""


def _ref(value: Value) -> Ref:
    return value if isinstance(value, str) else DIRECT
