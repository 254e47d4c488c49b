"""Tables, with the caption that may follow them."""

from __future__ import annotations

import re

from packager.load.markdown.inlines import inlines
from packager.load.markdown.scope import Scope
from packager.load.markdown.tree import Node
from packager.model.text import Cell, Table

_PIPE = re.compile(r"(?<!\\)\|")
_ALIGN = re.compile(r"text-align:(\w+)")


def table(node: Node, scope: Scope) -> Table:
    """A table. Its caption is read first: notes called there come before those of the cells."""
    attributes = scope.attributes(node)
    scope = scope.in_language(attributes)
    parts = {child.type: child for child in node.children}
    caption = inlines(parts["caption"].children[0].children, scope) if "caption" in parts else ()
    head = _row(parts["thead"].children[0], scope)
    rows = parts["tbody"].children if "tbody" in parts else []
    for row in rows:
        _report_surplus(row, len(head), scope)
    return Table(
        head=head,
        rows=tuple(_row(row, scope) for row in rows),
        line=node.line,
        caption=caption,
        attributes=attributes,
    )


def _row(row: Node, scope: Scope) -> tuple[Cell, ...]:
    return tuple(
        Cell(inlines(cell.children[0].children, scope), _align(cell)) for cell in row.children
    )


def _align(cell: Node) -> str:
    found = _ALIGN.search(str(cell.token.attrs.get("style", "")))
    return found[1] if found else ""


def _report_surplus(row: Node, width: int, scope: Scope) -> None:
    """Report cells beyond those of the head, which Markdown passes over in silence."""
    before, *cells = _PIPE.split(scope.tree.source(row.line).strip())
    if before.strip(" \t>"):
        cells.insert(0, before)
    if cells and not cells[-1]:
        cells.pop()
    if len(cells) > width:
        message = f"this row has {len(cells)} cells, the head of the table {width}"
        hint = "give the head as many cells; a | that is no border is written \\|"
        scope.report("table-ragged", row, message, hint)
