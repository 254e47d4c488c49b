"""Tables: which cells there are, what each is headed by, how far it reaches (14.8.5.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from packager.compile.content import Element
from packager.compile.tag_roles import TABLE_PARTS, classes, role


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: a heading has an `id` and a `scope`, the others name the headings they stand under.

    Ids are unique within the part.
    """

    id: str = ""
    scope: str = ""
    headers: tuple[str, ...] = ()
    columns: int = 1
    rows: int = 1


def cells(table: Element, number: int) -> Iterator[tuple[Element, Cell | None]]:
    """The caption of a table first, then its groups, rows and cells in order; `None` for no cell.

    `number` is the table's among those of the part.
    """
    elements = list(table.iter())
    yield from ((each, None) for each in elements if role(each) == "Caption")
    grid = _Grid(table, number)
    for element in elements:
        if role(element) in TABLE_PARTS:
            yield element, grid.cells.get(element)


class _Grid:
    """Where each cell stands, counted as HTML counts it: what reaches down pushes others aside."""

    def __init__(self, table: Element, number: int) -> None:
        self._table = number
        self._taken: set[tuple[int, int]] = set()
        self._down: dict[int, tuple[str, ...]] = {}  # the headings of each column
        self._across: dict[int, tuple[str, ...]] = {}  # and of each row
        self.cells: dict[Element, Cell] = {}
        rows = (element for element in table.iter() if role(element) == "TR")
        for index, row in enumerate(rows):
            self._row(index, row)

    def _row(self, number: int, row: Element) -> None:
        column = 0
        for element in (each for each in row if role(each) in ("TH", "TD")):
            while (number, column) in self._taken:
                column += 1
            columns = range(column, column + _span(element, "colspan"))
            rows = range(number, number + _span(element, "rowspan"))
            self._taken |= {(down, across) for down in rows for across in columns}
            self.cells[element] = self._cell(element, rows, columns)
            column = columns.stop

    def _cell(self, element: Element, rows: range, columns: range) -> Cell:
        across, down = len(columns), len(rows)
        if role(element) == "TD":
            heads = [head for row in rows for head in self._across.get(row, ())]
            heads += [head for column in columns for head in self._down.get(column, ())]
            return Cell("", "", tuple(dict.fromkeys(heads)), across, down)
        name = f"cell-{self._table}-{rows.start + 1}-{columns.start + 1}"
        scope = _scope(element)
        headed, reach = (self._across, rows) if scope == "Row" else (self._down, columns)
        headed |= {each: (*headed.get(each, ()), name) for each in reach}
        return Cell(name, scope, (), across, down)


def _span(element: Element, name: str) -> int:
    value = str(element.get(name) or "1")
    return max(int(value), 1) if value.isascii() and value.isdigit() else 1


def _scope(element: Element) -> str:
    named = "row" in (element.get("scope"), *classes(element))
    return "Row" if named else "Column"
