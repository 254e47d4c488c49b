"""Pictures and text boxes of an OpenDocument text, made plain for pandoc."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

from packager.findings import finding
from packager.importers.odt.leavings import Desk
from packager.importers.odt.names import Element, all_of, made, n, remove, within, words_in

BOX, CAPTION = "box", "caption"  # attributes: the number of the box that a paragraph stood in
PICTURE = "shown:"
_LONGEST_CAPTION = 80  # words
_BLOCKS = ("text:p", "text:h", "text:list", "table:table")


@dataclass(slots=True)
class Drawings:
    """What was drawn: for each picture, what HTML says of it, and the member it is in."""

    desk: Desk
    said: list[dict[str, str]] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    boxes: int = 0

    def settle(self, body: Element) -> None:
        """Make the drawings plain."""
        for table in all_of(body, "table:table"):
            self._cell_box(table)
        space = n("draw:frame").removesuffix("frame")
        for holder in [each for each in body.iter(f"{space}*") if _has_text(each)]:
            self._box(holder)
        for frame in all_of(body, "draw:frame"):
            self._frame(frame)

    def _box(self, holder: Element) -> None:
        """A text box: after the paragraph it hangs on."""
        blocks = [each for each in list(holder) if each.tag in map(n, _BLOCKS)]
        host: Element = holder
        for each in holder.iterancestors(n("text:p"), n("text:h")):
            host = each
            break
        while (parent := host.getparent()) is not None and parent.tag.startswith(_DRAWN):
            host = parent
        self._place(blocks, host, list(all_of(holder, "draw:image")) != [])

    def _place(self, blocks: list[Element], host: Element, pictured: bool) -> None:
        parent = host.getparent()
        if parent is None:
            return
        self.boxes += 1
        words = sum(len(words_in(each).split()) for each in blocks)
        framed = not (pictured and words <= _LONGEST_CAPTION)
        at = parent.index(host) + 1
        while at < len(parent) and parent[at].get("hangs"):
            at += 1
        for block in [part for each in blocks for part in _divided(each)]:
            if framed:
                block.set(BOX, str(self.boxes))
            elif words_in(block):
                block.set(CAPTION, "1")
            block.set("hangs", "1")
            if (before := block.getparent()) is not None:
                before.remove(block)
            block.tail = ""
            parent.insert(at, block)
            at += 1

    def _cell_box(self, table: Element) -> None:
        """A table of one cell is a box that somebody drew."""
        cells = all_of(table, "table:table-cell")
        if len(cells) != 1 or within(table, "table:table") is not None:
            return
        self._place(list(cells[0]), table, bool(all_of(table, "draw:image")))
        remove(table)
        self.desk.simplified.add("tables of one cell", "became boxes")

    def _frame(self, frame: Element) -> None:
        image, made_of = frame.find(n("draw:image")), frame.find(n("draw:object"))
        href = "" if image is None else image.get(n("xlink:href"), "")
        member = posixpath.normpath(href.removeprefix("./")) if href else ""
        place = self.desk.source.place(inside="content.xml")
        if image is None or made_of is not None:
            if made_of is not None or frame.find(n("draw:object-ole")) is not None:
                self.desk.drop("embedded object", "nothing here can show it: put a picture in", "")
        elif "://" in href:
            message = f"a picture that is not in the file was not fetched: {href[:200]}"
            hint = "save it, and put it into the article"
            found = finding("import-picture-remote", message, place, hint)
            self.desk.account.findings.append(found)
            self.desk.drop("remote picture", "it is not in the file", "")
        elif member not in self.desk.packed:
            message = f"a picture is missing from the file: {posixpath.basename(member)}"
            self.desk.account.findings.append(finding("import-picture-missing", message, place))
        else:
            self._picture(frame, member)
            return
        remove(frame)

    def _picture(self, frame: Element, member: str) -> None:
        alt = ""
        for name in ("svg:desc", "svg:title"):
            told = frame.find(n(name))
            alt = alt or ("" if told is None else words_in(told))
        decorative = frame.get(n("loext:decorative")) == "true"
        said = {"role": "presentation"} if decorative else ({"alt": alt} if alt else {})
        for each in list(frame):
            frame.remove(each)
        frame.attrib.clear()
        image = made(frame, "draw:image", xlink_href=f"{PICTURE}{len(self.said)}")
        frame.append(image)
        self.said.append(said)
        self.members.append(member)


_DRAWN = n("draw:frame").removesuffix("frame")


def _has_text(element: Element) -> bool:
    return any(each.tag in map(n, _BLOCKS) for each in element)


def _divided(block: Element) -> list[Element]:
    """A paragraph of a picture and words: the picture first, then the words."""
    frames = block.findall(n("draw:frame"))
    if block.tag != n("text:p") or not frames or not words_in(block):
        return [block]
    own = made(block, "text:p")
    for frame in frames:
        remove(frame)
        frame.tail = ""
        own.append(frame)
    return [own, block]
