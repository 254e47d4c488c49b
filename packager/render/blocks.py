"""Blocks: paragraphs, headings, lists, tables, figures, verse and the typed parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from packager.model.text import (
    Block,
    Cell,
    CodeBlock,
    DefinitionList,
    Division,
    DivisionKind,
    Figure,
    Gallery,
    Heading,
    ItemList,
    ListItem,
    Paragraph,
    Quote,
    Table,
    ThematicBreak,
    Verse,
    plain,
)
from packager.render.inlines import inlines
from packager.render.pictures import credit_line, image
from packager.render.scope import Scope
from packager.render.xhtml import Html, join, tag

_DEEPEST_INDENT = 8  # em: as far as the sheets have classes `indent-N`


def blocks(nodes: Iterable[Block], scope: Scope) -> Html:
    """Blocks one below the other."""
    return join((scope.lined(_WRITERS[type(node)](node, scope), node.line) for node in nodes), "\n")


def paragraph(node: Paragraph, scope: Scope, before: str = "", after: str = "") -> Html:
    """A paragraph, with markup at its beginning and its end."""
    content = join((before, inlines(node.children, scope), after))
    return scope.block("p", content, scope.attributes(node.attributes))


def _heading(node: Heading, scope: Scope) -> Html:
    attributes = scope.attributes(node.attributes)
    if scope.paper and not scope.flat:  # for bookmarks: the words without the notes called in them
        attributes["data-title"] = " ".join(plain(node).split())
    return scope.block(f"h{node.level}", inlines(node.children, scope), attributes)


def _list(node: ItemList, scope: Scope) -> Html:
    start = str(node.start) if node.ordered and node.start != 1 else None
    items = (
        _item(item, scope, node, str(node.start + index)) for index, item in enumerate(node.items)
    )
    attributes = scope.attributes(node.attributes) | {"start": start}
    return scope.block(
        "ol" if node.ordered else "ul", join(("\n", join(items, "\n"), "\n")), attributes
    )


def _item(item: ListItem, scope: Scope, whole: ItemList, number: str) -> Html:
    content = _within(item.children, scope, tight=whole.tight)
    shown = number if scope.flat and whole.ordered else None
    attributes = {"class": None if whole.tight else "loose", "data-number": shown}
    return scope.lined(scope.block("li", content, attributes), item.line)


def _within(children: tuple[Block, ...], scope: Scope, *, tight: bool) -> Html:
    """What an item holds. A tight one's words stand in it directly; paper knows no `<li><p>`."""
    written = []
    for child in children:
        if not isinstance(child, Paragraph):
            written.append(blocks((child,), scope))
        elif tight:
            written.append(inlines(child.children, scope))
        elif scope.paper:
            attributes = scope.attributes(child.attributes, "paragraph")
            words = scope.block("div", inlines(child.children, scope), attributes)
            written.append(scope.lined(words, child.line))
        else:
            written.append(paragraph(child, scope))
    return join(written, "\n")


def _definitions(node: DefinitionList, scope: Scope) -> Html:
    written = []
    for definition in node.items:
        written += [scope.block("dt", inlines(term, scope)) for term in definition.terms]
        written += [
            scope.block("dd", _within(meaning, scope, tight=len(meaning) == 1))
            for meaning in definition.meanings
        ]
    return scope.block("dl", join(written, "\n"))


def _quote(node: Quote, scope: Scope) -> Html:
    return scope.block(
        "blockquote", blocks(node.children, scope), scope.attributes(node.attributes)
    )


def _code(node: CodeBlock, scope: Scope) -> Html:
    language = f"language-{node.language}" if node.language else None
    rightwards = "ltr" if scope.article.direction == "rtl" else None
    attributes = {"class": "code", "dir": rightwards}  # code runs to the right in every language
    return scope.block("pre", tag("code", node.text, {"class": language}), attributes)


def _break(_node: ThematicBreak, scope: Scope) -> Html:
    return scope.block("hr", "", {"class": "break"})


def _table(node: Table, scope: Scope) -> Html:
    parts = []
    if node.caption:
        parts.append(scope.block("caption", inlines(node.caption, scope)))
    if any(cell.children for cell in node.head):
        cells = (_cell(cell, scope, head=True) for cell in node.head)
        parts.append(scope.block("thead", scope.block("tr", join(cells))))
    rows = (
        scope.block("tr", join(_cell(cell, scope, head=False) for cell in row)) for row in node.rows
    )
    parts.append(scope.block("tbody", join(rows, "\n")))
    attributes = scope.attributes(node.attributes, "table")
    return scope.block("div", scope.block("table", join(parts, "\n")), attributes)


def _cell(cell: Cell, scope: Scope, *, head: bool) -> Html:
    """A cell; an empty one of the head heads nothing and is an ordinary cell."""
    attributes = {"class": f"align-{cell.align}" if cell.align else None}
    if head and cell.children:
        attributes["scope"] = "col"
        return scope.block("th", inlines(cell.children, scope), attributes)
    return scope.block("td", inlines(cell.children, scope), attributes)


def _figure(node: Figure, scope: Scope) -> Html:
    caption, credit = inlines(node.caption, scope), credit_line(node.picture)
    lines = [
        tag("span", words, {"class": name})
        for words, name in ((caption, "caption"), (credit, "credit"))
        if words
    ]
    parts = [image(node.picture, scope, node.caption)]
    if lines:
        parts.append(scope.block("figcaption", join(lines, " ")))
    return scope.block("figure", join(parts), scope.attributes(node.attributes))


def _gallery(node: Gallery, scope: Scope) -> Html:
    attributes = scope.attributes(node.attributes, "gallery")
    return scope.block("div", blocks(node.figures, scope), attributes)


def _verse(node: Verse, scope: Scope) -> Html:
    stanzas = []
    for number, stanza in enumerate(node.stanzas):
        indents = node.indents[number] if number < len(node.indents) else ()
        lines = []
        for index, line in enumerate(stanza):
            indent = min(indents[index] if index < len(indents) else 0, _DEEPEST_INDENT)
            name = f"verse-line indent-{indent}" if indent else "verse-line"
            lines.append(tag("span", inlines(line, scope), {"class": name}))
        stanzas.append(scope.block("p", join(lines, "\n"), {"class": "stanza"}))
    return scope.block("div", join(stanzas, "\n"), scope.attributes(node.attributes, "verse"))


_ASIDES: dict[DivisionKind, dict[str, str | None]] = {
    DivisionKind.BOX: {"epub:type": "sidebar"},
    DivisionKind.PULLQUOTE: {"epub:type": "pullquote", "role": "doc-pullquote"},
}


def _division(node: Division, scope: Scope) -> Html:
    attributes = scope.attributes(node.attributes, node.kind.value)
    if node.kind in _ASIDES and not scope.paper:
        attributes |= _ASIDES[node.kind]
    name = "aside" if node.kind in _ASIDES else "div"
    return scope.block(name, blocks(node.children, scope), attributes)


_WRITERS: dict[type, Callable[[Any, Scope], Html]] = {
    Paragraph: paragraph,
    Heading: _heading,
    ItemList: _list,
    DefinitionList: _definitions,
    Quote: _quote,
    CodeBlock: _code,
    ThematicBreak: _break,
    Table: _table,
    Figure: _figure,
    Gallery: _gallery,
    Verse: _verse,
    Division: _division,
}
