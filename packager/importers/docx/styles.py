"""The styles of a Word file: what a paragraph is, and what its words look like by its style."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packager.importers.docx.names import all_of, child, is_on, value, w
from packager.importers.office.styles import BODY, Kind, Part, part_of
from packager.importers.xml import Element

_BODY_LEVEL = 9  # the outline level of what is no heading (§17.3.1.20)


class Styles:
    """Looked up by id; a style takes over from the one it is based on."""

    def __init__(self, root: Element | None) -> None:
        self._by_id: dict[str, Element] = {}
        self._usual: dict[str, str] = {}
        self.defaults = child(root, "docDefaults", "rPrDefault", "rPr")
        for style in all_of(root, "style") if root is not None else ():
            name = style.get(w("styleId"), "")
            self._by_id.setdefault(name, style)
            if is_on_attribute(style, "default"):
                self._usual.setdefault(style.get(w("type"), ""), name)

    def chain(self, name: str) -> Iterator[Element]:
        """A style, then the one it is based on, and so on."""
        seen: set[str] = set()
        while name and name in self._by_id and name not in seen:
            seen.add(name)
            yield self._by_id[name]
            name = value(self._by_id[name], "basedOn")

    def of_paragraph(self, paragraph: Element) -> list[Element]:
        """The styles of a paragraph, the nearest first."""
        name = value(paragraph, "pPr", "pStyle") or self._usual.get("paragraph", "")
        return list(self.chain(name))

    def of_run(self, run: Element) -> list[Element]:
        """The character styles of a run, the nearest first."""
        return list(self.chain(value(run, "rPr", "rStyle")))

    def part(self, paragraph: Element) -> Part:
        """What a paragraph is: by its outline level, the names of its styles, or their levels."""
        styles = self.of_paragraph(paragraph)
        written = value(paragraph, "pPr", "pStyle")
        for style in styles:
            found = part_of(value(style, "name")) or part_of(style.get(w("styleId"), ""))
            if found:
                return found
        if not styles and (found := part_of(written)):
            return found
        for holder in (paragraph, *styles):
            level = value(holder, "pPr", "outlineLvl")
            if level.isdecimal():
                return Part(Kind.HEADING, int(level) + 1) if int(level) < _BODY_LEVEL else BODY
        return BODY

    def has_first_row(self, table: Element) -> bool:
        """Does a table use a look that its style has for first rows (§17.7.6)?"""
        look = child(table, "tblPr", "tblLook")
        if look is None or not _first_row(look):
            return False
        styles = self.chain(value(table, "tblPr", "tblStyle"))
        return any(each.get(w("type")) == "firstRow"
                   for style in styles for each in all_of(style, "tblStylePr"))  # fmt: skip

    def look(self, run: Element, name: str) -> bool:
        """Is a property (`b`, `i`, `u` …) on, by the run itself or its character style?"""
        for holder in (run, *self.of_run(run)):
            told = is_on(child(holder, "rPr", name))
            if told is not None:
                return told
        return False


def is_on_attribute(element: Element, name: str) -> bool:
    """An attribute that is a switch: off when it is not there."""
    return element.get(w(name), "false").lower() not in ("0", "false", "off")


def _first_row(look: Element) -> bool:
    """The switch for first rows: an attribute now, a bit of a number once."""
    if look.get(w("firstRow")) is not None:
        return is_on_attribute(look, "firstRow")
    bits = look.get(w("val"), "0")
    return bool(re.fullmatch("[0-9A-Fa-f]{1,8}", bits)) and bool(int(bits, 16) & 0x20)
