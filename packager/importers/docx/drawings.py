"""Pictures and text boxes: drawn in many ways, made one for mammoth.

A picture becomes a plain drawing whose relation names its number in `Shown`; a text box becomes
paragraphs after the one it hangs on.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from packager.findings import finding
from packager.importers.docx.leavings import Desk
from packager.importers.docx.names import (
    DRAWING,
    OFFICE,
    PICTURE,
    PLACED,
    RELATION,
    VML,
    above,
    all_of,
    made,
    ns,
    remove,
    w,
    words_in,
)
from packager.importers.docx.parts import Relation
from packager.importers.xml import Element, local, namespace

BOX = "box"  # an attribute: the paragraph stands in the text box of this number
CAPTION = "caption"  # an attribute: the paragraph stood in a box with a picture
RULE = "rule"  # an attribute: the paragraph is a line across the page
_LONGEST_CAPTION = 80  # words
_FOR_WINDOWS = (".emf", ".wmf", ".emz", ".wmz")


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as a Word file shows it. `member`: where its bytes are."""

    member: str
    alt: str
    decorative: bool


@dataclass(slots=True)
class Drawings:
    """What was drawn in all parts: pictures by their numbers; how many boxes."""

    desk: Desk
    shown: list[Shown] = field(default_factory=list)
    boxes: int = 0

    def settle(self, root: Element, member: str) -> None:
        """Make the drawings of a part plain."""
        _rules(root)
        for table in all_of(root, "tbl"):
            self._frame(table)
        for content in all_of(root, "txbxContent"):
            self._box(content)
        for holder in all_of(root, "drawing", "pict", "object"):
            if holder.getparent() is not None:
                self._holder(holder, member)

    def _frame(self, table: Element) -> None:
        """A table of one cell is a box that somebody drew."""
        cells = [cell for row in table.findall(w("tr")) for cell in row.findall(w("tc"))]
        parent = table.getparent()
        if len(cells) != 1 or parent is None or parent.tag == w("tc"):
            return
        self.boxes += 1
        at = parent.index(table)
        for number, each in enumerate(each for each in list(cells[0]) if each.tag != w("tcPr")):
            if not _is_picture(cells[0]):
                each.set(BOX, str(self.boxes))
            parent.insert(at + number, each)
        parent.remove(table)
        self.desk.simplified.add("tables of one cell", "became boxes")

    def _box(self, content: Element) -> None:
        """A text box: after the paragraph it hangs on, which may itself stand in a box."""
        host = above(content, "p")
        outer = content
        for each in content.iterancestors(w("drawing"), w("pict")):
            outer = each
            break
        if host is None or host.getparent() is None:
            return
        parent, self.boxes = host.getparent(), self.boxes + 1
        assert parent is not None
        at = parent.index(host) + 1
        while at < len(parent) and parent[at].get("hangs"):
            at += 1
        picture = _is_picture(content)
        for number, each in enumerate(list(content)):
            if each.tag in (w("p"), w("tbl")):
                if not picture:
                    each.set(BOX, str(self.boxes))
                elif words_in(each):
                    each.set(CAPTION, "1")
                each.set("hangs", "1")
                parent.insert(at + number, each)
        remove(content)
        if not list(outer.iter(ns(DRAWING, "blip"), ns(VML, "imagedata"), w("txbxContent"))):
            remove(outer)

    def _holder(self, holder: Element, member: str) -> None:
        """A drawing or an object: the pictures in it, each a drawing of its own."""
        plain = list(self._pictures(holder, member))
        other = _other(holder)
        if other and not plain:
            words = self._words_of_diagram(holder, member)
            self.desk.drop(other, "nothing here can show it: put a picture of it in", words, member)
        parent = holder.getparent()
        assert parent is not None
        at = parent.index(holder)
        for number, each in enumerate(plain):
            parent.insert(at + number, each)
        remove(holder)

    def _pictures(self, holder: Element, member: str) -> Iterator[Element]:
        relations = self.desk.package.relations(member)
        for blip in holder.iter(ns(DRAWING, "blip"), ns(VML, "imagedata")):
            relation = _best(blip, relations)
            if relation is None:
                continue
            if relation.outside:
                self._refuse(relation.target, member)
            elif relation.target not in self.desk.package.packed:
                self._missing(relation.target, member)
            else:
                if _is_cut(blip):
                    self.desk.simplified.add("cropped pictures", "are shown whole: look at them")
                self.shown.append(Shown(relation.target, *_described(holder, blip)))
                yield _plain(holder, len(self.shown) - 1)

    def _refuse(self, address: str, member: str) -> None:
        place = self.desk.package.source.place(inside=member)
        message = f"a picture that is not in the file was not fetched: {address[:200]}"
        hint = "save it, and put it into the article"
        self.desk.account.findings.append(finding("import-picture-remote", message, place, hint))
        self.desk.account.drop("remote picture", "it is not in the file", "", place)

    def _missing(self, target: str, member: str) -> None:
        place = self.desk.package.source.place(inside=member)
        message = f"a picture is missing from the file: {posixpath.basename(target)}"
        self.desk.account.findings.append(finding("import-picture-missing", message, place))

    def _words_of_diagram(self, holder: Element, member: str) -> str:
        """What a diagram says stands in a part of its own."""
        relations = self.desk.package.relations(member)
        for each in holder.iter():
            name = each.get(ns(RELATION, "dm")) if isinstance(each.tag, str) else None
            if name in relations and relations[name].target in self.desk.package.packed:
                return words_in(self.desk.package.tree(relations[name].target))
        return ""


def _rules(root: Element) -> None:
    """A line across the page is drawn as a rectangle, or as the border of an empty paragraph."""
    for each in list(root.iter(ns(VML, "rect"))):
        host = above(each, "p")
        if each.get(ns(OFFICE, "hr")) and host is not None:
            host.set(RULE, "1")


def _is_picture(box: Element) -> bool:
    """Does a box hold a picture, and at most its caption?"""
    pictures = list(box.iter(ns(DRAWING, "blip"), ns(VML, "imagedata")))
    return bool(pictures) and len(words_in(box).split()) <= _LONGEST_CAPTION


def _best(blip: Element, relations: dict[str, Relation]) -> Relation | None:
    """Where a picture is: a drawing beside its likeness in a format of Windows goes first."""
    embedded = relations.get(
        blip.get(ns(RELATION, "embed"), "") or blip.get(ns(RELATION, "id"), "")
    )
    found = embedded or relations.get(blip.get(ns(RELATION, "link"), ""))
    if found and found.target.lower().endswith(_FOR_WINDOWS):
        for each in blip.iter():
            if local(each) == "svgBlip":
                return relations.get(each.get(ns(RELATION, "embed"), "")) or found
    return found


def _described(holder: Element, blip: Element) -> tuple[str, bool]:
    """What a picture shows, in the words of whoever put it in; whether it is decoration."""
    if namespace(blip) == VML:
        shape = blip.getparent()
        alt = "" if shape is None else shape.get("alt", "")
        return alt or blip.get(ns(OFFICE, "title"), ""), False
    for each in holder.iter(ns(PLACED, "docPr"), ns(PICTURE, "cNvPr")):
        decorative = any(local(part) == "decorative" and part.get("val") in ("1", "true")
                         for part in each.iter())  # fmt: skip
        alt = each.get("descr", "").strip() or each.get("title", "").strip()
        if alt or decorative:
            return ("" if decorative else " ".join(alt.split())), decorative
    return "", False


def _is_cut(blip: Element) -> bool:
    parent = blip.getparent()
    cut = None if parent is None else parent.find(ns(DRAWING, "srcRect"))
    return cut is not None and any(str(each).strip("-0") for each in cut.attrib.values())


def _other(holder: Element) -> str:
    names = {local(each) for each in holder.iter()}
    spaces = {namespace(each).rpartition("/")[2] for each in holder.iter()}
    if "chart" in names or "chart" in spaces:
        return "chart"
    if "relIds" in names:
        return "diagram"
    return "embedded object" if "OLEObject" in names else ""


def _plain(like: Element, number: int) -> Element:
    """A drawing that shows the picture of a number, and says no more."""
    drawing = made(like, "drawing")
    at = drawing
    for space, name in ((PLACED, "inline"), (DRAWING, "graphic"), (DRAWING, "graphicData"),
                        (PICTURE, "pic"), (PICTURE, "blipFill"), (DRAWING, "blip")):  # fmt: skip
        inner = like.makeelement(ns(space, name))
        at.append(inner)
        at = inner
    at.set(ns(RELATION, "embed"), f"shown{number}")
    if any(local(each) == "anchor" for each in like):
        drawing.set("floats", "1")
    return drawing
