"""Tables (the XHTML table model, as JATS has it)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from packager.importers.jats.elements import (
    SILENT,
    below,
    children,
    elements,
    has_blocks,
    line_of,
    words,
)
from packager.importers.jats.figures import absent, caption, figure
from packager.importers.jats.inlines import content, line
from packager.importers.jats.pictures import graphics
from packager.importers.jats.state import State
from packager.importers.markup.spacing import is_blank, settled
from packager.importers.xml import Element, local
from packager.model.text import (
    Attributes,
    Block,
    Cell,
    Inline,
    Paragraph,
    Table,
    Words,
    plain,
)

Blocks = list[Block]
Inside = Callable[..., Blocks]
Row = list[Cell]

_WIDEST = 60  # columns
_BLOCKS = ("p", "list-item", "disp-formula", "def-item", "break", "list", "disp-quote")
_SHOWN = ("label", "caption", "table", "alternatives", "graphic", *SILENT)


def wrapped(element: Element, state: State, inside: Inside) -> Blocks:
    """A table with its label and caption, and what stands at its foot."""
    inner = [each for each in below(element, "table") if not _in_table(each, element)]
    if not inner and graphics(element):
        state.simplify("a table is a picture in the source: its words are not there", element)
        return figure(element, state, inside)
    said = caption(element, state)
    found: Blocks = []
    for number, each in enumerate(inner):
        anchor = state.anchor(element) if not number else ""
        found += _table(each, said if not number else (), anchor, state)
    if not found:
        found = absent(element, said, state)
    return found + [made for each in _others(element) for made in inside(each, state)]


def _in_table(table: Element, wrap: Element) -> bool:
    for each in table.iterancestors():
        if each is wrap:
            return False
        if local(each) == "table":
            return True
    return False


def _others(element: Element) -> list[Element]:
    return [each for each in elements(element) if local(each) not in _SHOWN]


def lone(element: Element, state: State) -> Blocks:
    """A table without a wrapping."""
    return _table(element, (), "", state)


def _table(element: Element, said: tuple[Inline, ...], anchor: str, state: State) -> Blocks:
    grid = _Grid(state)
    head_rows = [row for part in children(element, "thead") for row in children(part, "tr")]
    parts = [part for part in elements(element) if local(part) in ("tbody", "tfoot", "tr")]
    parts.sort(key=lambda part: local(part) == "tfoot")
    rows = [
        row for part in parts for row in ([part] if local(part) == "tr" else children(part, "tr"))
    ]
    head, body = grid.laid(head_rows), grid.laid(rows)
    width = max([len(row) for row in (*head, *body)], default=0)
    if not width:
        return [Paragraph(said, line_of(element))] if not is_blank(said) else []
    head, body = _filled(head, width), _filled(body, width)
    if not head:
        if not _all_heads(rows[0]):
            state.simplify("a table has no head: its first row became it", element)
        head, body = body[:1], body[1:]
    if len(head) > 1:
        state.simplify("a table's head of several rows became one row", element)
    table = Table(
        tuple(_merged(head, column) for column in range(width)),
        tuple(tuple(row) for row in body),
        line_of(element),
        said,
        Attributes(id=anchor),
    )
    others = [each for each in elements(element) if local(each) not in _LAID]
    return [table, *(made for each in others for made in _lines(each, state))]


_LAID = ("thead", "tbody", "tfoot", "tr", *SILENT)


def _lines(element: Element, state: State) -> Blocks:
    nodes = line(element, state)
    return [] if is_blank(nodes) else [Paragraph(nodes, line_of(element))]


def _all_heads(row: Element) -> bool:
    cells = children(row, "td", "th")
    return all(
        local(cell) == "th" or words(cell) == " ".join(map(words, children(cell, "bold")))
        for cell in cells
    )


def _filled(rows: list[Row], width: int) -> list[Row]:
    return [[*row, *(Cell(()) for _ in range(width - len(row)))] for row in rows]


def _merged(head: list[Row], column: int) -> Cell:
    """The cells of a column of the head as one; what is said twice is said once."""
    said: list[Inline] = []
    seen: set[str] = set()
    for row in head:
        cell = row[column]
        text = plain(cell.children)
        if cell.children and text not in seen:
            said += [Words(" – ") if said else Words(""), *cell.children]
            seen.add(text)
    return Cell(settled(said), head[-1][column].align if head else "")


@dataclass(slots=True)
class _Grid:
    """Cells in their columns: what spans columns leaves empty cells, what spans rows is said
    again in each, so that a row can be read by itself."""

    state: State

    def laid(self, rows: list[Element]) -> list[Row]:
        """Rows of cells."""
        found: list[Row] = []
        hanging: dict[int, tuple[int, Cell]] = {}
        for number, row in enumerate(rows):
            made: Row = []
            for cell in children(row, "td", "th"):
                self._hang(made, hanging)
                if len(made) < _WIDEST:
                    self._add(cell, made, hanging, len(rows) - number)
                elif made:
                    more = _cell(cell, self.state)
                    made[-1] = Cell((*made[-1].children, Words(" "), *more), made[-1].align)
            self._hang(made, hanging)
            if made:
                found.append(made)
        return [row for row in found if any(cell.children for cell in row)]

    def _add(
        self, cell: Element, made: Row, hanging: dict[int, tuple[int, Cell]], rows: int
    ) -> None:
        across = min(_span(cell, "colspan"), _WIDEST - len(made))
        down = min(_span(cell, "rowspan"), rows)
        if across > 1 or down > 1:
            self.state.simplify("cells over several columns or rows became single ones", cell)
        first = Cell(_cell(cell, self.state), _align(cell))
        again = Cell(_bare(first.children), first.align)
        for column in range(across):
            if down > 1:
                hanging[len(made)] = (down - 1, Cell(()) if column else again)
            made.append(Cell((), first.align) if column else first)

    @staticmethod
    def _hang(made: Row, hanging: dict[int, tuple[int, Cell]]) -> None:
        while len(made) in hanging:
            left, cell = hanging.pop(len(made))
            if left > 1:
                hanging[len(made)] = (left - 1, cell)
            made.append(cell)


def _span(cell: Element, name: str) -> int:
    said = cell.get(name, "")
    return max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 6 else 1


def _align(cell: Element) -> str:
    said = cell.get("align", "")
    return said if said in ("left", "center", "right") else ""


def _bare(nodes: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Words to be said again: without calls, links and pictures."""
    return (Words(plain(nodes)),) if plain(nodes).strip() else ()


def _cell(cell: Element, state: State) -> tuple[Inline, ...]:
    """A cell's content on one line: Markdown has no other cells."""
    if has_blocks(cell) and len([each for each in elements(cell) if local(each) in _BLOCKS]) > 1:
        state.simplify("paragraphs and lists in a cell stand on one line now", cell)
    return settled(content(cell, state))
