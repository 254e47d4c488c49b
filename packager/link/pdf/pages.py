"""Pages: copied from fragments, moved to their side of the spread, put in order."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from packager.link.dressing import hand
from packager.link.job import LinkJob, LinkPart
from packager.link.numbering import Leaf
from packager.link.pdf.structure import Branch
from packager.model.page import PageGeometry
from packager.model.parts import PartKind


def copy_part(document: Pdf, part: LinkPart) -> Branch:
    """The pages of a part with all that they hold; and its tree, which so finds them copied."""
    with pikepdf.open(io.BytesIO(part.fragment.pdf)) as source:
        pages = [document.copy_foreign(page.obj) for page in source.pages]
        root = source.Root.get(Name.StructTreeRoot)
        return Branch(pages, None if root is None else document.copy_foreign(root))


def blank(document: Pdf) -> Object:
    """A page with nothing on it."""
    return document.make_indirect(Dictionary(Type=Name.Page, Resources=Dictionary()))


def offset(job: LinkJob, leaf: Leaf, index: int) -> float:
    """How far to the right a body moves on its page (pt): a cover covers the page as it is."""
    if leaf.part is None or job.parts[leaf.part].kind is PartKind.COVER:
        return 0.0
    right = hand(index, job.bound_right) == "right"
    return job.geometry.shift if right else -job.geometry.shift


def place(page: Object, geometry: PageGeometry, offset: float) -> None:
    """Move the page under its content: so links, destinations and patterns move along."""
    box = Array([round(x, 3) for x in (-offset, 0, geometry.width - offset, geometry.height)])
    for name in ("/MediaBox", "/TrimBox", "/BleedBox"):
        page[name] = box


def page_tree(document: Pdf, pages: Sequence[Object]) -> None:
    """Hang the pages into the document, in order."""
    tree = document.Root.Pages
    for page in pages:
        page.Parent = tree
        page.Tabs = Name.S  # from link to link in the order of the text
    tree.Kids = Array(pages)  # in one go: adding pages one by one takes quadratic time
    tree.Count = len(pages)
