"""Every paragraph gets its place in the page that mammoth makes: a path of HTML elements.

Mammoth goes by styles, so each path becomes a style of its own, and what Word knew of styles,
lists and boxes is in the path.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from packager.importers.docx.drawings import BOX, CAPTION, RULE
from packager.importers.docx.lists import Lists, Numbering
from packager.importers.docx.names import all_of, child, made, remove, w, words_in
from packager.importers.docx.runs import Looks
from packager.importers.office.divisions import Divisions
from packager.importers.office.styles import Kind, Part
from packager.importers.xml import Element

CAPTION_CLASS = "office-caption"
_DIVISIONS = {
    Kind.KICKER, Kind.STANDFIRST, Kind.DATELINE, Kind.POSTSCRIPT, Kind.PULLQUOTE, Kind.QUESTION,
    Kind.ANSWER, Kind.BOX,
}  # fmt: skip
_HELD = {Kind.QUOTE: "blockquote > ", Kind.VERSE: "div.verse > "}
_LINES = {Kind.CODE: "pre:separator('\\n')"}


@dataclass(slots=True)
class Paths:
    """The paths of all paragraphs, by the names of the styles that stand for them."""

    looks: Looks
    numbering: Numbering
    divisions: Divisions
    lists: Lists = field(default_factory=Lists)
    _names: dict[str, str] = field(default_factory=dict)
    _tables: dict[str, str] = field(default_factory=dict)
    _before: str = ""  # the container that the last block stood in

    def rules(self) -> list[str]:
        """What mammoth is to make of each style."""
        found = [f"p.{name} => {path}" for path, name in self._names.items()]
        return found + [f"table.{name} => {path}" for path, name in self._tables.items()]

    def settle(self, holder: Element) -> None:
        """Give all paragraphs and tables in a body, a note or a cell their paths."""
        self.lists.close()
        for block in list(holder):
            if block.tag == w("p"):
                for picture in _floating(block):
                    holder.insert(holder.index(block) + 1, picture)
        for block in list(holder):
            if block.tag == w("p") and (_holds_more(block) or _is_rule(block)):
                self._paragraph(block)
            elif block.tag == w("tbl"):
                self._table(block)
        self.lists.close()

    def _table(self, table: Element) -> None:
        path = self._container(table, Part()) + "table:fresh"
        self._mark_head(table)
        properties = child(table, "tblPr")
        if properties is not None:
            remove(properties)
        properties = made(table, "tblPr")
        name = self._tables.setdefault(path, f"t{len(self._tables) + 1}")
        properties.append(made(table, "tblStyle", val=name))
        table.insert(0, properties)
        before = self._before
        for row in table.findall(w("tr")):
            for cell in row.findall(w("tc")):
                self.settle(cell)
        self._before = before

    def _mark_head(self, table: Element) -> None:
        """The first row is a head when its look says so: by the table's style, or all in bold."""
        rows = table.findall(w("tr"))
        if len(rows) < 2 or any(child(row, "trPr", "tblHeader") is not None for row in rows):
            return
        runs = [run for run in all_of(rows[0], "r") if words_in(run)]
        bold = bool(runs) and all(self.looks.desk.styles.look(run, "b") for run in runs)
        if bold or self.looks.desk.styles.has_first_row(table):
            properties = child(rows[0], "trPr")
            if properties is None:
                properties = made(table, "trPr")
                rows[0].insert(0, properties)
            properties.append(made(table, "tblHeader"))

    def _paragraph(self, paragraph: Element) -> None:
        path = self._path(paragraph)
        properties = child(paragraph, "pPr")
        gone = child(properties, "rPr", "del")
        if properties is not None:
            remove(properties)
        properties = made(paragraph, "pPr")
        name = self._names.setdefault(path, f"p{len(self._names) + 1}")
        properties.append(made(paragraph, "pStyle", val=name))
        if gone is not None:  # its words go on in the next paragraph
            mark = made(paragraph, "rPr")
            mark.append(made(paragraph, "del"))
            properties.append(mark)
        paragraph.insert(0, properties)

    def _path(self, paragraph: Element) -> str:
        if paragraph.get(RULE) or _is_rule(paragraph):
            return self._container(paragraph, Part()) + "hr:fresh"
        part = self.looks.desk.styles.part(paragraph)
        level = self.numbering.level(paragraph)
        container = self._container(paragraph, part)
        if part.kind in (Kind.HEADING, Kind.TITLE):
            return container + self._heading(paragraph, part, level is not None)
        if level is not None:
            self.looks.spans(paragraph)
            return container + self.lists.item(level)
        if self.lists.is_open and (part.kind is Kind.CONTINUED or self._belongs(paragraph)):
            self.looks.spans(paragraph)
            return container + self.lists.more()
        self.lists.close()
        said = self.looks.paragraph(paragraph)
        if part.kind is Kind.CAPTION or paragraph.get(CAPTION):
            return f"{container}p.{CAPTION_CLASS}{said}:fresh"
        return container + _LINES.get(part.kind, f"p{said}:fresh")

    def _heading(self, paragraph: Element, part: Part, numbered: bool) -> str:
        self.lists.close()
        if numbered:
            self.looks.desk.simplified.add("numbers of headings", "are not carried over")
        level = min(part.level, 6) if part.kind is Kind.HEADING else 1
        return f"h{level}{self.looks.paragraph(paragraph)}:fresh"

    def _belongs(self, paragraph: Element) -> bool:
        """Is it written in the style of list items, without a mark of its own?"""
        names = [
            style.get(w("styleId"), "") for style in self.looks.desk.styles.of_paragraph(paragraph)
        ]
        return bool(names) and names[0] == "ListParagraph"

    def _container(self, block: Element, part: Part) -> str:
        """What holds a block: a quotation, a box … Neighbours in the same one stand together."""
        box = block.get(BOX, "")
        kind = Kind.BOX if box else part.kind
        key = f"{kind.value}{box}" if box or kind in _HELD or kind in _DIVISIONS else ""
        fresh = kind is Kind.QUESTION or key != self._before
        if fresh:
            self.lists.close()
        self._before = key
        if kind in _DIVISIONS:
            return f"aside.box[id='{self.divisions.name(kind, fresh)}'] > "
        return _HELD.get(kind, "")


def _holds_more(paragraph: Element) -> bool:
    """Is there anything in it but properties?"""
    return any(each.tag not in (w("pPr"), w("bookmarkEnd")) for each in paragraph)


def _floating(paragraph: Element) -> list[Element]:
    """Pictures that float beside a paragraph's words: each a paragraph of its own, after it."""
    found: list[Element] = []
    if words_in(paragraph):
        for drawing in all_of(paragraph, "drawing"):
            if drawing.get("floats"):
                own, run = made(paragraph, "p"), made(paragraph, "r")
                if box := paragraph.get(BOX):
                    own.set(BOX, box)
                run.append(drawing)
                own.append(run)
                found.insert(0, own)
    return found


def _is_rule(paragraph: Element) -> bool:
    """An empty paragraph with a line below or above it."""
    borders = child(paragraph, "pPr", "pBdr")
    if borders is None or words_in(paragraph) or all_of(paragraph, "drawing"):
        return False
    lines = [
        each for name in ("top", "bottom", "between") if (each := child(borders, name)) is not None
    ]
    return any(each.get(w("val"), "none") not in ("none", "nil") for each in lines)
