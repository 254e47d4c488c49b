"""The structure tree of a PDF, read once: its elements, what they hold, what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Pdf

Id = tuple[int, int]  # number and generation of an object
_NOTHING: Id = (0, 0)


@dataclass(slots=True, eq=False)
class Element:
    """A structure element. `marked` are its MCIDs with the page or form they stand on; `objects`
    the annotations it refers to."""

    id: Id
    kind: str
    parent: Element | None
    source: Object
    kids: list[Element] = field(default_factory=list)
    marked: list[tuple[Id, int]] = field(default_factory=list)
    objects: list[Id] = field(default_factory=list)

    def text(self, name: str) -> str:
        """What it says under this key, or nothing."""
        return str(self.source.get(name, ""))

    def attribute(self, name: str) -> Object | None:
        """The value of an attribute (14.7.5), whoever owns it."""
        said = self.source.get("/A")
        if said is None:
            return None
        for each in said if isinstance(said, Array) else [said]:
            if isinstance(each, Dictionary) and name in each:
                value: Object = each[name]
                return value
        return None


@dataclass(slots=True)
class Tree:
    """The elements in the order of reading, and the root's own tables."""

    root: Object | None
    elements: list[Element] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    parents: dict[int, Object] = field(default_factory=dict)  # the parent tree
    ids: dict[bytes, Id] = field(default_factory=dict)  # the ID tree

    @classmethod
    def read(cls, document: Pdf) -> Tree:
        """The tree of a document; of one that has none, an empty one."""
        tree = cls(document.Root.get(Name.StructTreeRoot))
        if tree.root is None:
            return tree
        tree.elements = list(_elements(tree))
        if Name.ParentTree in tree.root:
            tree.parents = dict(_entries(tree.root.ParentTree, "/Nums"))  # type: ignore[arg-type]
        if Name.IDTree in tree.root:
            named = _entries(tree.root.IDTree, "/Names")
            tree.ids = {bytes(name): element.objgen for name, element in named}
        return tree


def _entries(node: Object, name: str, depth: int = 16) -> Iterator[tuple[Object, Object]]:
    """What a name or number tree maps (7.9.6, 7.9.7)."""
    flat = list(node.get(name, ()))
    yield from zip(flat[::2], flat[1::2], strict=False)
    if depth:
        for kid in node.get(Name.Kids, ()):
            yield from _entries(kid, name, depth - 1)


def _elements(tree: Tree) -> Iterator[Element]:
    """Parents first. Each is met once, whatever a broken tree leads to."""
    seen: set[Id] = set()
    waiting: list[tuple[Object, Element | None, Id]] = [
        (kid, None, tree.root.objgen)  # type: ignore[union-attr]
        for kid in reversed(_list(tree.root.get(Name.K)))  # type: ignore[union-attr]
    ]
    while waiting:
        found, parent, above = waiting.pop()
        own = found.objgen
        if own in seen:
            tree.faults.append("An element stands in the structure twice.")
            continue
        seen.add(own)
        element = Element(own, str(found.get("/S", ""))[1:], parent, found)
        if _id(found.get("/P")) != above:
            tree.faults.append(f"An element {element.kind} does not know what it stands in.")
        if parent is not None:
            parent.kids.append(element)
        page = _id(found.get("/Pg"))
        inner = [kid for kid in _list(found.get("/K")) if not _leaf(element, kid, page)]
        waiting += [(kid, element, own) for kid in reversed(inner)]
        yield element


def _id(found: Object | None) -> Id:
    return _NOTHING if found is None else found.objgen


def _list(kids: Object | None) -> list[Object]:
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def _leaf(element: Element, kid: Object, page: Id) -> bool:
    """Note content or an annotation of an element; False: the kid is an element."""
    if isinstance(kid, int):
        element.marked.append((page, kid))
        return True
    if kid.is_indirect and "/S" in kid:
        return False
    kind = kid.get(Name.Type)
    if kind == Name.MCR:
        holder = kid.get("/Stm", kid.get("/Pg"))
        element.marked.append((holder.objgen if holder is not None else page, int(kid.MCID)))
        return True
    if kind == Name.OBJR:
        element.objects.append(kid.Obj.objgen)
        return True
    return False
