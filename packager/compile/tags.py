"""The structure tree of a part (ISO 32000-1, 14.7 and 14.8), grown from its elements.

The engine would build it from boxes: a footnote would be a nameless `Span` that no call leads to,
a paragraph would become two at a page break, languages inside the text would be lost. Here each
*element* of the markup has one structure element, however many boxes and pages it covers; the
boxes only give the content in the order in which it is read. A note stands after the block that
calls it, so that it does not interrupt a sentence.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from packager.compile import tag_roles as roles
from packager.compile.content import Area, Content, Corners, Element, Piece, reading
from packager.compile.tag_tables import Cell, cells
from packager.compile.word_spaces import followed_by_space

_SVG_TITLE = "{http://www.w3.org/2000/svg}title"


@dataclass(frozen=True, slots=True)
class Jump:
    """A link on a page, as a rectangle. `target` is `#id` or an address; `words` say what it is."""

    page: int
    corners: Corners
    target: str
    words: str


@dataclass(slots=True, eq=False)
class Node:
    """A structure element. `language` is the one of its words; `tells` whether it has to say so."""

    kind: str
    parent: Node | None
    language: str = ""
    element: Element = None
    kids: list[Node | Piece | Area | Jump] = field(default_factory=list)
    alt: str = ""
    id: str = ""  # an anchor of the document
    cell: Cell | None = None
    numbering: str = ""
    box: Corners | None = None

    @property
    def tells(self) -> bool:
        """Whether its language differs from what is around it."""
        return bool(self.language) and (not self.parent or self.parent.language != self.language)

    def walk(self) -> Iterator[Node]:
        """The node and all below it, parents first."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()


class Structure:
    """The tree of one part, while it grows and when it has grown."""

    def __init__(self, content: Content) -> None:
        root = content.root
        self._parents = {child: parent for parent in root.iter() for child in parent}
        self._nodes: dict[tuple[Element, str], Node] = {}
        self._heads: dict[Element, int] = {}  # the page that each head of a table begins on
        self._under: dict[Element, Element] = {}  # the head that an element stands in, if any
        self._tables = 0
        self.document = Node("Document", None)
        for item in content.items:
            self._add(item)
        _prune(self.document)
        pieces = (item for item in content.items if isinstance(item, Piece) and item.owner)
        for piece in followed_by_space(pieces, self._parents):
            piece.spaced = True

    def runs(self) -> Iterator[list[Piece]]:
        """Pieces on one page that follow one another in one element."""
        for node in self.document.walk():
            run: list[Piece] = []
            for kid in (*node.kids, None):
                if isinstance(kid, Piece) and (not run or run[-1].page == kid.page):
                    run.append(kid)
                    continue
                if run:
                    yield run
                run = [kid] if isinstance(kid, Piece) else []

    # --- Content ---------------------------------------------------------------------------------

    def _add(self, item: Piece | Area) -> None:
        if item.element is None or self._is_artifact(item):
            return
        owner = self._owner(item)
        if isinstance(item, Piece):
            item.owner = owner
            if owner.kind == "Figure":
                owner.box = item.corners
        _put(owner, item)

    def _is_artifact(self, item: Piece | Area) -> bool:
        """Ornaments, pictures that say nothing, the heads of tables on their later pages."""
        element = item.element
        if element.tag == "hr" or (roles.role(element) == "Figure" and not _alternative(element)):
            return True
        if element not in self._under:
            found = (each for each in self._up(element) if roles.role(each) == "THead")
            self._under[element] = next(found, None)
        head = self._under[element]
        return head is not None and self._heads.setdefault(head, item.page) != item.page

    def _owner(self, item: Piece | Area) -> Node:
        """The structure element that content belongs to."""
        element = item.element
        if item.pseudo == "footnote-call":
            return self._call(element)
        if item.pseudo == "footnote-marker":
            label = self._part(element, "label", "Lbl", self._node(element))
            return self._part(element, "back", "Link", label)
        kind = roles.role(element)
        if item.pseudo == "marker" or (item.pseudo == "before" and kind in ("LI", "Note")):
            return self._part(element, "label", "Lbl", self._node(element))
        return self._holder(self._node(element), element)

    def _call(self, note: Element) -> Node:
        """The call of a note; the note itself takes its place after the block it is called in."""
        around = self._parents[note]
        block = self._holder(self._node(around), note)
        reference = self._part(note, "reference", "Reference", block)
        call = self._part(note, "call", "Link", reference)
        self._node(note)
        return call

    # --- Elements --------------------------------------------------------------------------------

    def _up(self, element: Element) -> Iterator[Element]:
        while element is not None:
            yield element
            element = self._parents.get(element)

    def _language(self, element: Element) -> str:
        """The language of an element's words."""
        return next((str(each.get("lang")) for each in self._up(element) if each.get("lang")), "")

    def _make(self, kind: str, parent: Node, element: Element) -> Node:
        node = Node(kind, parent, self._language(element), element)
        _put(parent, node)
        return node

    def _part(self, element: Element, part: str, kind: str, parent: Node) -> Node:
        """A node that an element has besides its own: made where it is first needed."""
        if (element, part) not in self._nodes:
            self._nodes[element, part] = self._make(kind, parent, element)
        return self._nodes[element, part]

    def _node(self, element: Element) -> Node:
        """The structure element of an element of the markup, or the nearest above it."""
        if (element, "") not in self._nodes:
            self._nodes[element, ""] = self._begin(element)
        return self._nodes[element, ""]

    def _begin(self, element: Element) -> Node:
        above = self._parents.get(element)
        if above is None:
            return self.document
        parent, kind = self._node(above), roles.role(element)
        if (element, "") in self._nodes:  # a table begins with all its cells
            return self._nodes[element, ""]
        if not kind:
            differs = element.get("lang") and self._language(element) != self._language(above)
            if not differs or element.tag == "body":
                return parent
            kind = "Span" if roles.in_line(element) else "Div"
        node = self._make(kind, self._place(element, kind, parent), element)
        if kind == "Lbl" and node.parent and node.parent.kind == "Note":
            node.parent.kids.insert(0, node.parent.kids.pop())
        self._nodes[element, ""] = node
        self._describe(node, element)
        return node

    def _place(self, element: Element, kind: str, parent: Node) -> Node:
        """The node that one of this kind is put in, for an element below `parent`."""
        if kind == "Note":
            parent = self._body(parent) if parent.kind == "LI" else parent
            while parent.kind not in roles.HOLDS_NOTES and parent.parent:
                parent = parent.parent
        elif kind == "Lbl" and roles.role(element) == "Lbl" and parent.kind != "L":
            while parent.kind != "Note" and parent.parent:  # the number of an uncalled note
                parent = parent.parent
        elif parent.kind == "L" and kind in ("Lbl", "LBody"):
            parent = self._item(parent, kind, element)
        elif kind in roles.IN_TEXT:
            parent = self._holder(parent, element)
            if kind == "Link" and parent.kind != "Reference" and _is_inner(element):
                parent = self._part(element, "reference", "Reference", parent)
        elif parent.kind == "LI":
            parent = self._body(parent)
        return parent

    def _item(self, parent: Node, kind: str, element: Element) -> Node:
        """The item of a list of definitions: terms begin one, unless they follow a term."""
        last = parent.kids[-1] if parent.kids else None
        if isinstance(last, Node):
            ended = any(isinstance(kid, Node) and kid.kind == "LBody" for kid in last.kids)
            if kind == "LBody" or not ended:
                return last
        return self._make("LI", parent, element)

    def _body(self, item: Node) -> Node:
        return self._part(item.element, "body", "LBody", item)

    def _holder(self, node: Node, element: Element) -> Node:
        """Where text of an element goes that stands in this node: never into a grouping one."""
        if node.kind == "LI":
            return self._body(node)
        if node.kind not in roles.GROUPING:
            return node
        kind = "Reference" if node.kind == "TOCI" else "P"
        block = next(each for each in self._up(element) if not roles.in_line(each))
        last = node.kids[-1] if node.kids else None
        if isinstance(last, Node) and last.kind == kind and last.element is block:
            return last
        return self._make(kind, node, block)

    def _describe(self, node: Node, element: Element) -> None:
        """What a node says of itself besides its content."""
        if node.kind == "Note":
            node.id = str(element.get("id") or "")
        elif node.kind == "Figure":
            node.alt = _alternative(element)
        elif node.kind == "L":
            node.numbering = roles.numbering(element)
        elif node.kind == "Table":
            self._table(element)

    def _table(self, table: Element) -> None:
        """All rows and cells, the empty ones too."""
        self._tables += 1
        for element, cell in cells(table, self._tables):
            self._node(element).cell = cell


def _put(node: Node, kid: Node | Piece | Area) -> None:
    """Append to a node; but text that goes on after a call goes before the note that is called."""
    end = len(node.kids)
    if not isinstance(kid, Node) or kid.kind in roles.IN_TEXT:
        while end and isinstance(last := node.kids[end - 1], Node) and last.kind == "Note":
            end -= 1
    node.kids.insert(end, kid)


def _prune(node: Node) -> None:
    """Take off what holds nothing, but for the rows and cells of tables."""
    for kid in node.kids:
        if isinstance(kid, Node):
            _prune(kid)
    node.kids = [
        kid
        for kid in node.kids
        if not isinstance(kid, Node) or kid.kids or kid.kind in roles.TABLE_PARTS
    ]


def _alternative(element: Element) -> str:
    """The words in place of a picture."""
    if element.tag == "img":
        return str(element.get("alt") or "").strip()
    title = element.find(_SVG_TITLE)
    return str(title.text or "").strip() if title is not None else ""


def _is_inner(link: Element) -> bool:
    """Whether a link leads to a place in the publication."""
    return str(link.get("href") or "").startswith(("#", "packager:"))


@dataclass(slots=True)
class Tags:
    """The structure of a document, once it is written."""

    structure: Structure | None = None


@contextlib.contextmanager
def tagging(writer: Any) -> Iterator[Tags]:
    """While open, a tagged document written by this module of the engine grows a structure."""
    tags = Tags()

    def arrange(content: Content) -> Iterator[list[Piece]]:
        tags.structure = Structure(content)
        return tags.structure.runs()

    with reading(writer, arrange):
        yield tags
