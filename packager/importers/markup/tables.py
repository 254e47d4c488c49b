"""Tables: a head, rows of equal length, a caption. Merged cells are filled out; a table that only
lays out a page gives what is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from packager.importers.markup.elements import attribute, classes, name_of
from packager.importers.markup.inlines import is_left_out, line
from packager.importers.markup.spacing import is_blank, settled
from packager.importers.markup.state import State
from packager.model.text import (
    Attributes,
    Block,
    Cell,
    CodeBlock,
    DefinitionList,
    Division,
    Figure,
    Gallery,
    Heading,
    Inline,
    ItemList,
    Paragraph,
    Quote,
    Strong,
    Table,
    ThematicBreak,
    Verse,
    Words,
)

_ALIGN = re.compile(r"text-align\s*:\s*(left|right|center|start|end)", re.IGNORECASE)
_MAX_CELLS = 20_000  # of one table, merged cells filled out
_MAX_SPAN = 1_000


@dataclass(frozen=True, slots=True)
class _Cell:
    children: tuple[Inline, ...]
    align: str
    is_head: bool


Row = list[_Cell | None]


def table(element: Element, state: State) -> list[Block]:
    """A table, or the blocks of one that is no table but a page's layout."""
    rows = list(rows_of(element))
    if is_layout(element, rows):
        return _laid_out(element, rows, state)
    anchor = state.anchor()
    caption = _caption(element, state)
    head_rows, grid = _grid(rows, state, element)
    if not grid:
        return [Paragraph(caption, 0)] if caption else []
    head, body = _divided(head_rows, grid, state, element)
    width = max(len(row) for row in grid)
    filled = tuple(tuple(_bold(cell) for cell in _row(row, width)) for row in body)
    top = tuple(Cell(cell.children, cell.align) for cell in _row(head, width))
    return [Table(top, filled, 0, caption, Attributes(id=anchor)), *_between(element, state)]


def is_layout(element: Element, rows: list[Element]) -> bool:
    """Is it there for the looks of the page? By role; by tables in it; by having one cell or one
    column without any head or caption."""
    if attribute(element, "role").lower() in ("presentation", "none"):
        return True
    if any(name_of(each) == "table" for each in element.iter() if each is not element):
        return True
    has_head = any(name_of(each) in ("th", "caption", "thead") for each in element.iter())
    return not has_head and all(len(_cells(row)) <= 1 for row in rows)


def _laid_out(element: Element, rows: list[Element], state: State) -> list[Block]:
    found: list[Block] = []
    if caption := _caption(element, state):
        found.append(Paragraph(caption, 0))
    for row in rows:
        for cell in _cells(row):
            if not is_left_out(cell, state):
                state.meet(cell)
                found += state.flow(cell, state)
    return [*found, *_between(element, state)]


def _between(element: Element, state: State) -> list[Block]:
    """What stands in a table outside its cells: nothing in sound HTML, but no word may be lost."""
    found: list[Block] = []
    parts = [element, *(e for e in element if name_of(e) in _GROUPS), *rows_of(element)]
    for part in parts:
        for child in part:
            known = name_of(child) in (*_GROUPS, "tr", "td", "th", "caption", "colgroup", "col")
            if not known and not is_left_out(child, state):
                found += state.these([child], state)
        texts = [part.text or "", *(child.tail or "" for child in part)]
        if words := " ".join(" ".join(texts).split()):
            found.append(Paragraph((Words(words),), 0))
    return found


_GROUPS = ("thead", "tbody", "tfoot")


def rows_of(element: Element) -> Iterator[Element]:
    """The rows of this table, those of the foot last."""
    feet: list[Element] = []
    for child in element:
        name = name_of(child)
        if name == "tr":
            yield child
        elif name in _GROUPS:
            inside = [row for row in child if name_of(row) == "tr"]
            if name == "tfoot":
                feet += inside
            else:
                yield from inside
    yield from feet


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row if name_of(cell) in ("td", "th")]


def _caption(element: Element, state: State) -> tuple[Inline, ...]:
    for child in element:
        if name_of(child) == "caption" and not is_left_out(child, state):
            return line(child, state)
    return ()


def _grid(rows: list[Element], state: State, element: Element) -> tuple[int, list[Row]]:
    """How many rows are the head's, and all rows with merged cells filled out."""
    heads = {row for group in element if name_of(group) == "thead" for row in group}
    grid: list[Row] = []
    head_rows = 0
    filled: dict[tuple[int, int], _Cell] = {}
    rows = [row for row in rows if not is_left_out(row, state)]
    for number, row in enumerate(rows):
        cells: Row = []
        for cell in _cells(row):
            while (number, len(cells)) in filled:
                cells.append(filled.pop((number, len(cells))))
            if is_left_out(cell, state):
                continue
            made = _cell(cell, state)
            across, down = _span(cell, "colspan"), min(_span(cell, "rowspan"), len(rows) - number)
            if across > 1 or down > 1:
                state.simplify("merged cells of a table are filled out, each for itself", cell)
            if len(grid) * len(cells) + across * down > _MAX_CELLS:
                across = down = 1
            filled |= {
                (number + y, len(cells) + x): made for y in range(1, down) for x in range(across)
            }
            cells += [made] * across
        while (number, len(cells)) in filled:
            cells.append(filled.pop((number, len(cells))))
        head_rows += row in heads
        if cells:
            grid.append(cells)
    return head_rows, grid


def _span(cell: Element, key: str) -> int:
    said = attribute(cell, key)
    number = int(said) if re.fullmatch(r"\d{1,6}", said) else 1
    return max(1, min(number, _MAX_SPAN)) if number or key == "colspan" else _MAX_SPAN


def _divided(
    head_rows: int, grid: list[Row], state: State, element: Element
) -> tuple[Row, list[Row]]:
    """The head, one row, and the others. Without a head the first row of `th` is one; a table
    that has none at all gets an empty one."""
    if not head_rows:
        while head_rows < len(grid) - 1 and all(cell and cell.is_head for cell in grid[head_rows]):
            head_rows += 1
    head_rows = min(head_rows, len(grid) - 1) if len(grid) > 1 else 0
    if not head_rows:
        return [], grid
    if head_rows > 1:
        state.simplify("a table's head of several rows is one row now", element)
    return _merged(grid[:head_rows]), grid[head_rows:]


def _merged(rows: list[Row]) -> Row:
    width = max(len(row) for row in rows)
    merged: Row = []
    for column in range(width):
        cells = [row[column] for row in rows if column < len(row)]
        different: list[_Cell] = []
        for cell in cells:
            if cell and not is_blank(cell.children) and cell not in different:
                different.append(cell)
        inside: list[Inline] = []
        for cell in different:
            inside += [Words(" – "), *cell.children] if inside else cell.children
        align = different[-1].align if different else ""
        merged.append(_Cell(settled(inside), align, True))
    return merged


def _row(row: Row, width: int) -> list[_Cell]:
    empty = _Cell((), "", False)
    return [cell or empty for cell in row] + [empty] * (width - len(row))


def _bold(cell: _Cell) -> Cell:
    """A head of a row is bold: our tables have heads of columns only."""
    bold = cell.is_head and not is_blank(cell.children)
    return Cell((Strong(cell.children),) if bold else cell.children, cell.align)


def _cell(cell: Element, state: State) -> _Cell:
    made = state.flow(cell, state)
    if any(not isinstance(block, Paragraph) for block in made) or len(made) > 1:
        simple = all(isinstance(block, Paragraph | Figure | Heading) for block in made)
        if not simple:
            state.simplify("lists and the like in cells of tables are plain words now", cell)
    head = name_of(cell) == "th"
    children = flattened(made)
    if head and len(children) == 1 and isinstance(children[0], Strong):
        children = children[0].children
    return _Cell(children, _align(cell), head)


def _align(cell: Element) -> str:
    found = _ALIGN.search(attribute(cell, "style"))
    said = found[1].lower() if found else attribute(cell, "align").lower()
    for each in classes(cell):
        if each.startswith("has-text-align-"):
            said = each.removeprefix("has-text-align-")
    return {"right": "right", "end": "right", "center": "center"}.get(said, "")


def flattened(blocks: Sequence[Block]) -> tuple[Inline, ...]:
    """Blocks as one line: nothing but their inlines, with spaces, and semicolons in lists."""
    found: list[Inline] = []
    for block in blocks:
        inside = _inlines_of(block)
        if inside:
            found += [Words(" "), *inside] if found else inside
    return settled(found)


def _inlines_of(block: Block) -> list[Inline]:  # noqa: PLR0911, C901  (one line a kind)
    match block:
        case Paragraph() | Heading():
            return list(block.children)
        case Figure():
            return [block.picture, *([Words(" "), *block.caption] if block.caption else [])]
        case Gallery():
            return [node for each in block.figures for node in (*_inlines_of(each), Words(" "))]
        case ItemList():
            return _listed([flattened(item.children) for item in block.items])
        case DefinitionList():
            pairs = [
                settled(
                    [
                        *_listed(list(item.terms)),
                        Words(": "),
                        *_listed([flattened(m) for m in item.meanings]),
                    ]
                )
                for item in block.items
            ]
            return _listed(pairs)
        case Quote() | Division():
            return list(flattened(block.children))
        case CodeBlock():
            return [Words(" ".join(block.text.split()))]
        case Verse():
            return _listed([row for stanza in block.stanzas for row in stanza], " / ")
        case Table():
            rows = [block.caption, *(_joined(row) for row in (block.head, *block.rows))]
            return _listed([row for row in rows if row])
        case ThematicBreak():
            return []


def _joined(row: tuple[Cell, ...]) -> tuple[Inline, ...]:
    return tuple(_listed([cell.children for cell in row if not is_blank(cell.children)], ", "))


def _listed(parts: Sequence[Sequence[Inline]], between: str = "; ") -> list[Inline]:
    found: list[Inline] = []
    for part in parts:
        found += [Words(between), *part] if found else part
    return found


__all__ = ["flattened", "is_layout", "table"]
