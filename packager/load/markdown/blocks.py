"""Block nodes become blocks: one function for each type, in `_BUILDERS`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from packager.load.markdown.figures import figures, gallery, pictures_only
from packager.load.markdown.inlines import inlines
from packager.load.markdown.notes import Entry
from packager.load.markdown.scope import Scope
from packager.load.markdown.tables import table
from packager.load.markdown.tree import Node
from packager.load.markdown.verse import verse
from packager.load.report import did_you_mean, listing
from packager.model.text import (
    Block,
    CodeBlock,
    Definition,
    DefinitionList,
    Division,
    DivisionKind,
    Heading,
    ItemList,
    ListItem,
    Note,
    Paragraph,
    Quote,
    ThematicBreak,
    plain,
)

Blocks = tuple[Block, ...]


def blocks(nodes: Iterable[Node], scope: Scope) -> Blocks:
    """The blocks of a body, a list item, a part …"""
    return tuple(block for node in nodes for block in _BUILDERS[node.type](node, scope))


def note(entry: Entry, scope: Scope) -> Note:
    """A note with its text; what is in it cannot call another."""
    scope = replace(scope, in_note=True, language=entry.language)
    node = entry.node
    if entry.label:
        children = blocks(node.children, scope)
    else:
        children = (Paragraph(inlines(node.children, scope), node.line),)
    return Note(entry.number, entry.label, children, entry.calls, node.line)


# --- One function for each type ----------------------------------------------------------------


def _paragraph(node: Node, scope: Scope) -> Blocks:
    if len(pictures_only(node)) == 1:
        return figures(node, scope)
    attributes = scope.attributes(node)
    children = inlines(node.children[0].children, scope.in_language(attributes))
    return (Paragraph(children, node.line, attributes),) if children else ()


def _heading(node: Node, scope: Scope) -> Blocks:
    attributes = scope.attributes(node)
    children = inlines(node.children[0].children, scope.in_language(attributes))
    if not children:
        scope.report("heading-level", node, "a heading has no words", "write them after the #")
        return ()
    if scope.in_note:
        scope.report("heading-level", node, "a note has no headings", "make it a paragraph")
        return (Paragraph(children, node.line, attributes),)
    name = attributes.id or scope.anchors.make(plain(children))
    level = _level(node, scope)
    return (Heading(level, children, node.line, replace(attributes, id=name)),)


def _level(node: Node, scope: Scope) -> int:
    written = int(node.token.tag[1:])
    level = scope.levels.next(written)
    if written == 1:
        hint = "the title of the article is level 1; begin with ##"
        scope.report("heading-level", node, "a heading of level 1 was lowered to 2", hint)
    elif level < written:
        message = f"a heading of level {written} was raised to {level}"
        hint = f"no heading of level {written - 1} stands above it; write {'#' * level}"
        scope.report("heading-level", node, message, hint)
    return level


def _list(node: Node, scope: Scope) -> Blocks:
    attributes = scope.attributes(node)
    scope = scope.in_language(attributes)
    return (
        ItemList(
            items=tuple(
                ListItem(blocks(item.children, scope), item.line) for item in node.children
            ),
            ordered=node.type == "ordered_list",
            line=node.line,
            start=int(node.token.attrs.get("start", 1)),
            tight=all(
                child.token.hidden
                for item in node.children
                for child in item.children
                if child.type == "paragraph"
            ),
            attributes=attributes,
        ),
    )


def _definitions(node: Node, scope: Scope) -> Blocks:
    scope.refuse_attributes(node, "a list of definitions")
    items: list[Definition] = []
    for child in node.children:
        if child.type == "dt":
            items.append(Definition((inlines(child.children[0].children, scope),), ()))
        else:
            meanings = (*items[-1].meanings, blocks(child.children, scope))
            items[-1] = replace(items[-1], meanings=meanings)
    return (DefinitionList(tuple(items), node.line),)


def _quote(node: Node, scope: Scope) -> Blocks:
    attributes = scope.attributes(node)
    children = blocks(node.children, scope.in_language(attributes))
    return (Quote(children, node.line, attributes),) if children else ()


def _code(node: Node, scope: Scope) -> Blocks:
    scope.refuse_attributes(node, "a block of code")
    language = (node.token.info.split() or [""])[0]
    return (CodeBlock(node.text.removesuffix("\n"), node.line, language),)


def _break(node: Node, scope: Scope) -> Blocks:
    scope.refuse_attributes(node, "a break in the text")
    return (ThematicBreak(node.line),)


def _table(node: Node, scope: Scope) -> Blocks:
    return (table(node, scope),)


def _nothing(node: Node, scope: Scope) -> Blocks:
    """A note's definition: what it says comes after the body."""
    return ()


# --- Typed parts -------------------------------------------------------------------------------


def _part(node: Node, scope: Scope) -> Blocks:
    name = node.token.info
    _report_surplus(node, scope)
    if name == "verse":
        poem = verse(node, scope)
        return (poem,) if poem else ()
    if name == "gallery":
        pictures = gallery(node, scope)
        return (pictures,) if pictures else ()
    if name not in _DIVISIONS:
        names = sorted((*_DIVISIONS, "verse", "gallery"))
        hint = did_you_mean(name, names) or f"the parts are {listing(names)}"
        scope.report("container-unknown", node, f'there is no part "{name}"', hint)
        return blocks(node.children, scope)
    attributes = scope.attributes(node)
    children = blocks(node.children, scope.in_language(attributes))
    return (Division(_DIVISIONS[name], children, node.line, attributes),) if children else ()


def _report_surplus(node: Node, scope: Scope) -> None:
    surplus = node.token.meta.get("surplus", "")
    if surplus:
        message = f"the words after {node.token.info} are not shown: {surplus[:80]}"
        hint = "put them into the part; only attributes in braces follow the name"
        scope.report("container-content", node, message, hint)


_DIVISIONS = {kind.value: kind for kind in DivisionKind}

_BUILDERS: dict[str, Callable[[Node, Scope], Blocks]] = {
    "blockquote": _quote,
    "bullet_list": _list,
    "code_block": _code,
    "dl": _definitions,
    "fence": _code,
    "footnote_reference": _nothing,
    "heading": _heading,
    "hr": _break,
    "ordered_list": _list,
    "paragraph": _paragraph,
    "part": _part,
    "table": _table,
    "verse": _part,
}
