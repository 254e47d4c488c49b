"""What pandoc does not carry, carried by private characters that no text has.

Pandoc forgets the names of styles, languages, boxes and the names of bookmarks. So a mark stands
in the words before they go to it, and becomes what it means in the page that comes back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from xml.etree.ElementTree import Element as HtmlElement

from packager.importers.odt.names import Element
from packager.importers.office.divisions import Divisions
from packager.importers.office.styles import Kind

_FIRST = 0xF0000  # the private plane 15
_MOST = 60_000
_BLOCK, _OPEN, _CLOSE, _ANCHOR = "\ue000", "\ue001", "\ue002", "\ue003"
_PRIVATE = re.compile("[\ue000-\ue003\U000f0000-\U000fffff]")
_MARK = re.compile("([\ue001\ue003])([\U000f0000-\U000fffff])|\ue002")


@dataclass(frozen=True, slots=True)
class Block:
    """What a paragraph is in the page: its kind, which box it stands in, its language."""

    kind: Kind
    group: str = ""
    language: str = ""  # as attributes of HTML
    direction: str = ""


@dataclass(slots=True)
class Marks:
    """The marks of one text."""

    blocks: list[Block] = field(default_factory=list)
    inlines: list[str] = field(default_factory=list)

    def block(self, block: Block) -> str:
        """The mark of a paragraph: it stands first in it."""
        if len(self.blocks) >= _MOST:
            return ""
        self.blocks.append(block)
        return _BLOCK + chr(_FIRST + len(self.blocks) - 1)

    def language(self, tag: str, direction: str) -> tuple[str, str]:
        """The marks before and after words in another language."""
        said = f' dir="{direction}"' if direction else ""
        mark = self._inline(f'<span lang="{tag}"{said}>')
        return (_OPEN + mark, _CLOSE) if mark else ("", "")

    def anchor(self, name: str) -> str:
        """The mark of a place that links lead to."""
        mark = self._inline(f'<a id="{escape(name)}"></a>')
        return _ANCHOR + mark if mark else ""

    def _inline(self, meaning: str) -> str:
        if meaning in self.inlines:
            return chr(_FIRST + self.inlines.index(meaning))
        if len(self.inlines) >= _MOST:
            return ""
        self.inlines.append(meaning)
        return chr(_FIRST + len(self.inlines) - 1)

    def inlines_told(self, page: str) -> str:
        """The page with marks in the line as what they mean."""
        return _MARK.sub(
            lambda found: self.inlines[ord(found[2]) - _FIRST] if found[2] else "</span>", page
        )

    def blocks_told(self, body: HtmlElement, divisions: Divisions) -> None:
        """Put marked paragraphs into what holds them: quotations, boxes …"""
        for parent in list(body.iter()):
            self._children(parent, divisions)

    def _children(self, parent: HtmlElement, divisions: Divisions) -> None:
        holder: HtmlElement | None = None
        last = ""
        for child in list(parent):
            block = self._taken(child)
            if block is None:
                holder, last = None, ""
                continue
            if block.language:
                child.set("lang", block.language)
                if block.direction:
                    child.set("dir", block.direction)
            key = f"{block.kind.value}{block.group}"
            if block.kind is Kind.CAPTION:
                child.set("class", "office-caption")
            elif block.kind is not Kind.BODY:
                if holder is None or key != last or block.kind is Kind.QUESTION:
                    holder = _holder(block.kind, divisions)
                    parent.insert(list(parent).index(child), holder)
                    last = key
                parent.remove(child)
                holder.append(child)
                continue
            holder, last = None, ""

    def _taken(self, element: HtmlElement) -> Block | None:
        """The mark of a paragraph, which is taken off."""
        text = element.text or ""
        if not text.startswith(_BLOCK) or len(text) < 2:
            return None
        element.text = text[2:]
        return self.blocks[ord(text[1]) - _FIRST]


def _holder(kind: Kind, divisions: Divisions) -> HtmlElement:
    if kind is Kind.QUOTE:
        return HtmlElement("blockquote")
    if kind is Kind.VERSE:
        return HtmlElement("div", {"class": "verse"})
    return HtmlElement("aside", {"class": "box", "id": divisions.name(kind, True)})


def without_private(root: Element) -> None:
    """Take private characters out of a stranger's words, so that marks are ours."""
    for each in root.iter():
        each.text = _PRIVATE.sub("", each.text or "")
        each.tail = _PRIVATE.sub("", each.tail or "")
