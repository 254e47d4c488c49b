"""Blocks as Markdown: one function for each type of node."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, pairwise, repeat

from packager.importers.writing.escapes import line_start
from packager.importers.writing.inlines import (
    attributes_markdown,
    inline_markdown,
    picture_markdown,
)
from packager.model.text import (
    NO_ATTRIBUTES,
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
    Note,
    Paragraph,
    Quote,
    Table,
    Text,
    ThematicBreak,
    Verse,
)


def markdown(text: Text) -> str:
    """The body of an article: its blocks, then its notes; ends with a newline unless empty."""
    parts = [_blocks(text.blocks), *(_note(note) for note in text.notes)]
    body = "\n\n".join(part for part in parts if part)
    return body + "\n" if body else ""


def _blocks(blocks: Sequence[Block], gap: str = "\n\n") -> str:
    """Blocks with an empty line between; a list right after a list takes the other mark."""
    parts: list[str] = []
    before: Block | None = None
    other = False
    for block in blocks:
        twin = isinstance(block, ItemList) and isinstance(before, ItemList)
        other = twin and not other and _same_kind(block, before)
        parts.append(_block(block, other))
        before = block
    return gap.join(part for part in parts if part)


def _same_kind(one: Block, other: Block | None) -> bool:
    return (
        isinstance(one, ItemList) and isinstance(other, ItemList) and one.ordered == other.ordered
    )


def _note(note: Note) -> str:
    return _indented(_blocks(note.children), f"[^{note.number}]: ", "    ")


def _block(block: Block, other: bool) -> str:  # noqa: PLR0911, C901  (a line a type)
    match block:
        case Paragraph():
            return _with(block.attributes, _paragraph(block.children))
        case Heading():
            words = re.sub(r"(#+)$", r"\\\1", inline_markdown(block.children, breaks=" "))
            words = re.sub(r"(?<!\\)\{([^{}]*\})$", r"\\{\1", words)
            return f"{'#' * block.level} {words} {attributes_markdown(block.attributes)}".rstrip()
        case ItemList():
            return _with(block.attributes, _list(block, other))
        case DefinitionList():
            return "\n\n".join(_definition(item.terms, item.meanings) for item in block.items)
        case Quote():
            return _with(block.attributes, _prefixed(_blocks(block.children), "> "))
        case CodeBlock():
            fence = "`" * max(3, 1 + max(map(len, re.findall("`+", block.text)), default=0))
            return f"{fence}{block.language}\n{block.text}\n{fence}"
        case ThematicBreak():
            return "***"
        case Table():
            return _with(block.attributes, _table(block))
        case Figure():
            return _figure(block)
        case Gallery():
            return _fenced("gallery", block.attributes, "\n\n".join(map(_figure, block.figures)))
        case Verse():
            return _fenced("verse", block.attributes, _verse(block))
        case Division():
            return _fenced(block.kind.value, block.attributes, _blocks(block.children))


def _paragraph(children: Sequence[Inline]) -> str:
    text = inline_markdown(children)
    return "\n".join(line_start(line) for line in text.split("\n"))


def _with(attributes: Attributes, text: str) -> str:
    """Attributes stand in a line of their own before their block."""
    said = attributes_markdown(attributes) if attributes != NO_ATTRIBUTES else ""
    return f"{said}\n{text}" if said and text else text


def _list(block: ItemList, other: bool) -> str:
    tight = block.tight and all(_clings(item.children) for item in block.items)
    gap = "\n" if tight else "\n\n"
    items = []
    for number, item in enumerate(block.items, block.start):
        mark = f"{number}{')' if other else '.'} " if block.ordered else ("* " if other else "- ")
        items.append(_indented(_blocks(item.children, gap), mark, " " * len(mark)))
    return gap.join(items)


_WHOLE = (Heading, ThematicBreak, CodeBlock, Division)  # whatever follows is not taken for theirs
_BEGIN = (*_WHOLE, ItemList, Quote)  # what needs no empty line before it


def _clings(children: Sequence[Block]) -> bool:
    """Can these stand below each other without empty lines, as in a tight list?"""
    pairs = pairwise(children)
    return all(
        type(before) is not type(after)
        and (isinstance(before, _WHOLE) or isinstance(after, _BEGIN))
        and not (isinstance(after, ItemList) and after.ordered and after.start != 1)
        for before, after in pairs
    )


def _definition(terms: Sequence[Sequence[Inline]], meanings: Sequence[Sequence[Block]]) -> str:
    lines = [line_start(inline_markdown(term, breaks=" ")) for term in terms]
    lines += [_indented(_blocks(meaning), ": ", "  ") for meaning in meanings]
    return "\n".join(lines)


def _figure(figure: Figure) -> str:
    caption = inline_markdown(figure.caption, breaks=" ")
    return picture_markdown(figure.picture, caption, figure.attributes)


def _table(table: Table) -> str:
    rows = [_row(table.head), _rule(table.head), *(_row(row) for row in table.rows)]
    caption = inline_markdown(table.caption, breaks=" ")
    return "\n".join(rows) + (f"\n\n: {caption}" if caption else "")


def _row(cells: Sequence[Cell]) -> str:
    words = (inline_markdown(cell.children, breaks=" ") for cell in cells)
    return "| " + " | ".join(text.replace("|", "\\|") for text in words) + " |"


def _rule(cells: Sequence[Cell]) -> str:
    marks = {"left": ":---", "center": ":---:", "right": "---:"}
    return "| " + " | ".join(marks.get(cell.align, "---") for cell in cells) + " |"


def _verse(verse: Verse) -> str:
    stanzas = []
    for number, stanza in enumerate(verse.stanzas):
        indents = verse.indents[number] if number < len(verse.indents) else ()
        lines = (inline_markdown(line, breaks=" ") for line in stanza)
        steps = chain(indents, repeat(0))
        stanzas.append("\n".join(" " * next(steps) + line for line in lines))
    return "\n\n".join(stanzas)


def _fenced(name: str, attributes: Attributes, inside: str) -> str:
    longest = max((len(run) for run in re.findall("(?m)^:{3,}", inside)), default=2)
    fence = ":" * (longest + 1)
    said = attributes_markdown(attributes)
    return f"{fence} {name} {said}".rstrip() + f"\n{inside}\n{fence}" if inside else ""


def _prefixed(text: str, prefix: str) -> str:
    return "\n".join((prefix + line).rstrip() for line in text.split("\n")) if text else ""


def _indented(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    others = ((rest + line) if line else "" for line in lines[1:])
    return "\n".join([(first + lines[0]).rstrip() if not lines[0] else first + lines[0], *others])
