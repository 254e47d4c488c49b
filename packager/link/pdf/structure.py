"""One structure tree over all parts (ISO 32000-1, 14.7), joined from theirs without a walk."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Pdf

_LINK = Name.OBJR


@dataclass(frozen=True, slots=True)
class Branch:
    """A part as it was copied: its pages, and the root of its structure tree."""

    pages: list[Object]
    root: Object | None


@dataclass(slots=True)
class Structure:
    """The tree of the edition. Each part has a leaf of the parent tree and one of the ID tree."""

    starts: list[int] = field(default_factory=list)  # the first key of each leaf
    leaves: list[Object] = field(default_factory=list)


def join(document: Pdf, branches: Iterable[Branch]) -> Structure:
    """Put the parts' trees under one `Document`, with keys that do not meet."""
    root = document.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    whole = document.make_indirect(Dictionary(S=Name.Document, P=root))
    structure = Structure()
    kids: list[Object] = []
    names: list[Object] = []
    key = 0
    for branch in branches:
        if branch.root is None:
            continue
        for kid in branch.root.K:
            kid.P = whole
            kids.append(kid)
        if Name.IDTree in branch.root:
            names.append(branch.root.IDTree)
        leaf = branch.root.ParentTree
        _renumber(branch.pages, leaf, key)
        structure.starts.append(key)
        structure.leaves.append(leaf)
        key += int(branch.root.ParentTreeNextKey)
    whole.K = Array(kids)
    root.K = whole
    root.ParentTree = Dictionary(Kids=Array(structure.leaves))
    root.ParentTreeNextKey = key
    if names:  # they begin with the keys of their parts: no two leaves overlap
        root.IDTree = Dictionary(Kids=Array(sorted(names, key=lambda leaf: bytes(leaf.Limits[0]))))
    document.Root.StructTreeRoot = root
    document.Root.MarkInfo = Dictionary(Marked=True)
    return structure


def _renumber(pages: Sequence[Object], leaf: Object, first: int) -> None:
    """Let the keys of a part, which are counted from 0, begin at `first`."""
    numbers = leaf.Nums
    count = len(numbers) // 2
    for index in range(count):
        numbers[2 * index] = first + index
    leaf.Limits = Array([first, first + count - 1])
    for index, page in enumerate(pages):
        page.StructParents = first + index
        for annotation in page.get(Name.Annots, ()):
            annotation.StructParent = first + int(annotation.StructParent)


def unlink(structure: Structure, links: Iterable[Object]) -> None:
    """Take links off the tree that are no longer on a page: what they led from is plain text."""
    for link in sorted(links, key=lambda link: -int(link.StructParent)):
        key = int(link.StructParent)
        at = bisect_right(structure.starts, key) - 1
        leaf = structure.leaves[at]
        index = 2 * (key - structure.starts[at])  # those before it are all there still
        element = leaf.Nums[index + 1]
        del leaf.Nums[index : index + 2]
        leaf.Limits = Array([leaf.Nums[0], leaf.Nums[-2]])
        kids = list(element.K) if isinstance(element.K, Array) else [element.K]
        kept = [kid for kid in kids if not _is_to(kid, link)]
        element.K = Array(kept)
        if not any(_is_link(kid) for kid in kept):
            element.S = Name.Span


def _is_link(kid: object) -> bool:
    return isinstance(kid, Dictionary) and kid.get(Name.Type) == _LINK


def _is_to(kid: object, link: Object) -> bool:
    return isinstance(kid, Dictionary) and _is_link(kid) and kid.Obj.objgen == link.objgen
