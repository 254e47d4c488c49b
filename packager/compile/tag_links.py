"""Links of a part: from each call to its note, from a note's number back to each of its calls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from packager.compile.content import Area, Corners, Element, Piece
from packager.compile.tag_roles import classes
from packager.compile.tags import Jump, Node, Structure

Say = Callable[..., str]  # a message, with its values, in the language of the part


@dataclass(slots=True)
class Links:
    """The links of a part, where its notes are called, and the anchors that are not there."""

    jumps: list[Jump] = field(default_factory=list)
    calls: dict[str, tuple[int, float, float]] = field(default_factory=dict)  # page, left, top
    lost: list[str] = field(default_factory=list)


def add_links(structure: Structure, anchors: Collection[str], base: str, say: Say) -> Links:
    """Put links in place of the areas of a structure.

    `anchors` are the places that there are; links to others, and to addresses under `base`, lead
    nowhere: they become plain text.
    """
    return _Linker(structure, anchors, base, say).links


class _Linker:
    def __init__(self, structure: Structure, anchors: Collection[str], base: str, say: Say) -> None:
        self.links = Links()
        self._anchors, self._base, self._say = anchors, base, say
        self._later: Counter[str] = Counter()  # calls of each note
        nodes = list(structure.document.walk())
        for node in nodes:
            if not _is_back(node):
                node.kids = list(self._linked(node))
        for node in filter(_is_back, nodes):
            self._lead_back(node)
        for node in nodes:
            if node.kind == "Link" and not any(isinstance(kid, Jump) for kid in node.kids):
                node.kind = "Span"

    def _linked(self, node: Node) -> Iterator[Node | Piece | Jump]:
        """The kids of a node; a call is named where its first line begins."""
        named = False
        for kid in node.kids:
            if not isinstance(kid, Area):
                yield kid
                continue
            note = _called(kid)
            if note and not named:
                self._name(note, kid)
                named = True
            words = self._note_words(note) if note else _words(kid.element) or kid.target
            target = f"#{note}" if note else kid.target
            if self._leads(target):
                yield self._jump(kid.page, kid.corners, target, words)

    def _name(self, note: str, area: Area) -> None:
        self._later[note] += 1
        name = _call_name(note, self._later[note])
        left, _, _, top = area.corners
        self.links.calls[name] = (area.page, left, top)

    def _leads(self, target: str) -> bool:
        if target.startswith("#") and target[1:] not in self._anchors:
            self.links.lost.append(target[1:])
            return False
        return bool(target) and not target.startswith(self._base)

    def _jump(self, page: int, corners: Corners, target: str, words: str) -> Jump:
        jump = Jump(page, corners, target, words)
        self.links.jumps.append(jump)
        return jump

    def _note_words(self, note: str) -> str:
        return self._say("Note {number}", number=note.rpartition("-")[2])

    def _lead_back(self, node: Node) -> None:
        """A note's number leads to its call; to several, each from a part of it."""
        area = next(kid for kid in node.kids if isinstance(kid, Area))
        note = str(area.element.get("id") or "")
        calls = self._later[note]
        node.kids = [kid for kid in node.kids if not isinstance(kid, Area)]
        for ordinal, corners in enumerate(_sliced(area.corners, calls), 1):
            number = note.removeprefix("note-") + (f".{ordinal}" if calls > 1 else "")
            words = self._say("Back to text {number}", number=number)
            target = f"#{_call_name(note, ordinal)}"
            holder = node
            if ordinal > 1 and node.parent:
                holder = Node("Link", node.parent, node.language, node.element)
                node.parent.kids.append(holder)
            holder.kids.append(self._jump(area.page, corners, target, words))


def _is_back(node: Node) -> bool:
    return any(isinstance(kid, Area) and kid.pseudo == "footnote-marker" for kid in node.kids)


def _called(area: Area) -> str:
    """The id of the note that a link calls; empty: it is no call."""
    element = area.element
    if area.pseudo == "footnote-call":
        return str(element.get("id") or "")
    return area.target[1:] if "note-call" in classes(element) else ""


def _call_name(note: str, ordinal: int) -> str:
    """`call-1`; of the second call of the same note `call-1-2`."""
    name = f"call-{note.removeprefix('note-')}"
    return name if ordinal == 1 else f"{name}-{ordinal}"


def _words(element: Element) -> str:
    """What a link shows, pictures as their words."""
    parts = (
        str(each.get("alt") or "") if each.tag == "img" else each.text or ""
        for each in element.iter()
    )
    tails = "".join(element.itertext()).split()
    return " ".join(tails) or " ".join(" ".join(parts).split())


def _sliced(corners: Corners, count: int) -> Iterator[Corners]:
    left, bottom, right, top = corners
    width = (right - left) / max(count, 1)
    for index in range(count):
        start, end = left + index * width, left + (index + 1) * width
        yield round(start, 3), bottom, round(end, 3), top
