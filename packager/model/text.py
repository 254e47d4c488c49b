"""An article's text: our own tree of blocks and inlines, with source lines.

Every block has `line`, the line of the Markdown file where it begins (1 is the first line of the
file, front matter included). HTML never appears here: `render` alone makes markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from typing import Any

from packager.model.assets import Asset


@dataclass(frozen=True, slots=True)
class Attributes:
    """`{#id .class lang=fr dir=rtl key="value"}` on a block or a span."""

    id: str = ""
    classes: tuple[str, ...] = ()
    language: str = ""  # BCP 47
    direction: str = ""  # "", "ltr" or "rtl"
    extra: tuple[tuple[str, str], ...] = ()


NO_ATTRIBUTES = Attributes()

# --- Inlines -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Words:
    """Plain characters. A line break of the source inside a paragraph is a newline here."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """`*words*`."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """`**words**`."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """`` `code` ``."""

    text: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A hard line break."""


@dataclass(frozen=True, slots=True)
class Span:
    """`[words]{lang=fr}`: words in another language, or with a class."""

    children: tuple[Inline, ...]
    attributes: Attributes


@dataclass(frozen=True, slots=True)
class Link:
    """A link. Exactly one of `url`, `article` and `anchor` alone says where it leads.

    `url`: outside. `article`: the key of another article (`Article.key`), with `anchor` a place in
    it or empty. `anchor` alone: a place in this article.
    """

    children: tuple[Inline, ...]
    url: str = ""
    article: str = ""
    anchor: str = ""
    title: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class NoteCall:
    """A call of note `number`; `ordinal` counts the calls of that note (1 is the first)."""

    number: int
    ordinal: int
    line: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture where it stands. What is said here goes before what the asset says of itself."""

    asset: Asset
    alt: str
    decorative: bool = False  # `alt` is empty on purpose ({.decorative})
    credit: str = ""
    licence: str = ""
    source: str = ""
    line: int = 0


Inline = Words | Emphasis | Strong | Code | LineBreak | Span | Link | NoteCall | Picture

# --- Blocks ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    children: tuple[Inline, ...]
    line: int
    attributes: Attributes = NO_ATTRIBUTES


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. `level` is 2–6 and never skips one (the title is level 1); it has an id."""

    level: int
    children: tuple[Inline, ...]
    line: int
    attributes: Attributes


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list."""

    children: tuple[Block, ...]
    line: int


@dataclass(frozen=True, slots=True)
class ItemList:
    """A bulleted or numbered list. `tight`: its items are not set as paragraphs apart."""

    items: tuple[ListItem, ...]
    ordered: bool
    line: int
    start: int = 1
    tight: bool = True
    attributes: Attributes = NO_ATTRIBUTES


@dataclass(frozen=True, slots=True)
class Definition:
    """Terms and what they mean."""

    terms: tuple[tuple[Inline, ...], ...]
    meanings: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """A list of definitions."""

    items: tuple[Definition, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation."""

    children: tuple[Block, ...]
    line: int
    attributes: Attributes = NO_ATTRIBUTES


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Preformatted text; `language` is the first word after the fence."""

    text: str
    line: int
    language: str = ""


@dataclass(frozen=True, slots=True)
class ThematicBreak:
    """A break in the text (`***`)."""

    line: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; `align` is "", "left", "center" or "right"."""

    children: tuple[Inline, ...]
    align: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as the head. `caption` may be empty."""

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    line: int
    caption: tuple[Inline, ...] = ()
    attributes: Attributes = NO_ATTRIBUTES


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture that stands alone, with its caption (maybe empty).

    Classes: wide, full, half, left, right.
    """

    picture: Picture
    caption: tuple[Inline, ...]
    line: int
    attributes: Attributes = NO_ATTRIBUTES


@dataclass(frozen=True, slots=True)
class Gallery:
    """Figures that belong side by side."""

    figures: tuple[Figure, ...]
    line: int
    attributes: Attributes = NO_ATTRIBUTES


@dataclass(frozen=True, slots=True)
class Verse:
    """Poetry: stanzas of lines. A line's leading spaces are its indent, in `indents` (em)."""

    stanzas: tuple[tuple[tuple[Inline, ...], ...], ...]
    line: int
    attributes: Attributes = NO_ATTRIBUTES
    indents: tuple[tuple[int, ...], ...] = ()


class DivisionKind(Enum):
    """The typed parts that hold blocks (`::: box`)."""

    STANDFIRST = "standfirst"
    DATELINE = "dateline"
    POSTSCRIPT = "postscript"
    PULLQUOTE = "pullquote"
    BOX = "box"
    QUESTION = "question"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Division:
    """A typed part of the text."""

    kind: DivisionKind
    children: tuple[Block, ...]
    line: int
    attributes: Attributes = NO_ATTRIBUTES


Block = (
    Paragraph
    | Heading
    | ItemList
    | DefinitionList
    | Quote
    | CodeBlock
    | ThematicBreak
    | Table
    | Figure
    | Gallery
    | Verse
    | Division
)


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote. Numbered 1, 2 … in the order of the first calls; `calls` is how many it has."""

    number: int
    label: str  # as written: the `x` of [^x]; empty for ^[inline]
    children: tuple[Block, ...]
    calls: int
    line: int


@dataclass(frozen=True, slots=True)
class Text:
    """The body of an article and its notes."""

    blocks: tuple[Block, ...] = ()
    notes: tuple[Note, ...] = field(default=())


_CHILDREN = (
    "children",
    "items",
    "figures",
    "blocks",
    "notes",
    "terms",
    "meanings",
    "caption",
    "head",
    "rows",
    "stanzas",
    "picture",
)


def walk(node: object) -> Iterator[object]:
    """Every node below and including `node`, in reading order (a `Text`: body, then notes)."""
    waiting = [node]  # the next one last: much quicker than generators in generators
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple):
            waiting += node[::-1]
        else:
            yield node
            kind: Any = type(node)
            waiting += [getattr(node, name) for name in _below(kind)]


@cache
def _below(kind: Any) -> tuple[str, ...]:
    """The fields of a kind of node that hold other nodes, the last one first."""
    return tuple(name for name in reversed(_CHILDREN) if hasattr(kind, name))


def plain(node: object) -> str:
    """The words of a node without markup and without note calls."""
    return "".join(
        part.text if isinstance(part, Words | Code) else " "
        for part in walk(node)
        if isinstance(part, Words | Code | LineBreak)
    )
