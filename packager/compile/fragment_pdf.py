"""The pikepdf door of this room: an engine's PDF is made fit to be linked with others."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from packager.compile.content import Piece
from packager.compile.manifest import destination_name
from packager.compile.tags import Jump, Node

_OF_THE_WHOLE = ("/Names", "/Outlines", "/Metadata", "/Lang")  # the linker writes these anew
_PRINT = 4  # a flag of annotations: shown on paper as on the screen


Place = tuple[int, float, float]  # page, x, y


def normalise(
    pdf: bytes, key: str, document: Node | None = None, places: Mapping[str, Place] | None = None
) -> bytes:
    """A fragment: pages and their structure alone, each name in it begun with the part's key.

    Links to its own `places` lead there without a name: the linker has nothing to do for them.
    Keys of the parent tree are counted from 0: pages first, then links, as in the fragment's
    `/ParentTreeNextKey`. The same input gives the same bytes.
    """
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for name in _OF_THE_WHOLE:
            if name in file.Root:
                del file.Root[name]
        del file.docinfo
        if document:
            _Writer(file, key, places or {}).write(document)
        out = io.BytesIO()
        file.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=False,
        )
    return out.getvalue()


class _Writer:
    """Writes the links and the structure tree of a part (ISO 32000-1, 12.5.6.5 and 14.7)."""

    def __init__(self, file: Pdf, key: str, places: Mapping[str, Place]) -> None:
        self._file, self._key, self._places = file, key, places
        self._pages = [page.obj for page in file.pages]
        self._annotations: list[list[Object]] = [[] for _ in self._pages]
        self._content: list[list[Object]] = [[] for _ in self._pages]  # the element of each MCID
        self._links: list[Object] = []  # the element of each link
        self._ids: dict[str, Object] = {}

    def write(self, document: Node) -> None:
        """The tree below a document, whose own element is the linker's."""
        root = self._file.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = Array([self._element(kid, root) for kid in document.kids if isinstance(kid, Node)])
        leaves = [Array(content) for content in self._content]
        numbered = [
            item for number, entry in enumerate((*leaves, *self._links)) for item in (number, entry)
        ]
        root.ParentTree = self._file.make_indirect(Dictionary(Nums=Array(numbered)))
        root.ParentTreeNextKey = len(leaves) + len(self._links)
        if self._ids:
            names = sorted(self._ids)
            root.IDTree = self._file.make_indirect(
                Dictionary(
                    Limits=Array([String(names[0]), String(names[-1])]),
                    Names=Array([item for n in names for item in (String(n), self._ids[n])]),
                )
            )
        self._file.Root.StructTreeRoot = root
        for number, (page, links) in enumerate(zip(self._pages, self._annotations, strict=True)):
            page.StructParents = number
            if links:
                page.Annots = Array(links)

    def _element(self, node: Node, parent: Object) -> Object:
        element = self._file.make_indirect(Dictionary(S=Name(f"/{node.kind}"), P=parent))
        pages = [kid.page for kid in node.kids if not isinstance(kid, Node)]
        if pages:
            element.Pg = self._pages[pages[0]]
        if node.tells:
            element.Lang = String(node.language)
        if node.alt:
            element.Alt = String(node.alt)
        self._identify(node, element)
        attributes = self._attributes(node)
        if attributes:
            element.A = Dictionary(attributes)
        kids = self._kids(node, element, pages)
        if kids:
            element.K = kids[0] if len(kids) == 1 else Array(kids)
        return element

    def _identify(self, node: Node, element: Object) -> None:
        name = node.id or (node.cell.id if node.cell else "")
        if name:
            whole = destination_name(self._key, name)
            element.ID = String(whole)
            self._ids[whole] = element

    def _attributes(self, node: Node) -> Mapping[str, object]:
        """What the standard owners say of an element (14.8.5)."""
        if node.numbering:
            return {"/O": Name.List, "/ListNumbering": Name(f"/{node.numbering}")}
        if node.box:
            return {"/O": Name.Layout, "/BBox": Array(node.box)}
        if not node.cell:
            return {}
        cell, said = node.cell, dict[str, object]()
        if cell.scope:
            said["/Scope"] = Name(f"/{cell.scope}")
        if cell.headers:
            names = (destination_name(self._key, name) for name in cell.headers)
            said["/Headers"] = Array([String(name) for name in names])
        if cell.columns > 1:
            said["/ColSpan"] = cell.columns
        if cell.rows > 1:
            said["/RowSpan"] = cell.rows
        return {"/O": Name.Table, **said} if said else {}

    def _kids(self, node: Node, element: Object, pages: list[int]) -> list[object]:
        kids: list[object] = []
        for kid in node.kids:
            if isinstance(kid, Node):
                kids.append(self._element(kid, element))
            elif isinstance(kid, Piece):
                kids += self._marked(kid, element, pages[0])
            elif isinstance(kid, Jump):
                kids.append(self._linked(kid, element, pages[0]))
        return kids

    def _marked(self, piece: Piece, element: Object, first: int) -> list[object]:
        """The reference to a piece's content; none for pieces joined with the one before."""
        content = self._content[piece.page]
        if piece.mcid < len(content) and content[piece.mcid] is not None:
            return []
        content += [None] * (piece.mcid + 1 - len(content))  # type: ignore[list-item]
        content[piece.mcid] = element
        if piece.page == first:
            return [piece.mcid]
        page = self._pages[piece.page]
        return [Dictionary(Type=Name.MCR, Pg=page, MCID=piece.mcid)]

    def _linked(self, jump: Jump, element: Object, first: int) -> object:
        """A link annotation, and the reference to it."""
        annotation = self._file.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=Array(jump.corners),
                F=_PRINT,
                Border=Array([0, 0, 0]),
                Contents=String(jump.words),
                StructParent=len(self._pages) + len(self._links),
            )
        )
        if jump.target.startswith("#"):
            page, x, y = self._places[jump.target[1:]]
            annotation.Dest = Array([self._pages[page], Name.XYZ, x, y, None])
        else:
            annotation.A = Dictionary(Type=Name.Action, S=Name.URI, URI=String(jump.target))
        self._annotations[jump.page].append(annotation)
        self._links.append(element)
        reference = Dictionary(Type=Name.OBJR, Obj=annotation)
        if jump.page != first:
            reference.Pg = self._pages[jump.page]
        return reference
