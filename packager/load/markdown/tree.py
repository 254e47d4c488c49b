"""Tokens become a tree of nodes that know their place in the file.

A line of attributes goes to the block that follows it. The fences of typed parts are paired:
`:::` closes the innermost part whose fence is as long, else the innermost with a shorter one; a
part still open where the thing around it ends is reported at its opening line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate, islice, takewhile

from packager.load.markdown import tokens
from packager.load.markdown.attributes import Written
from packager.load.markdown.reporter import Reporter
from packager.load.markdown.tokens import Environment, Token

MAX_NESTING = 32

_CONTAINERS = ("blockquote", "bullet_list", "ordered_list", "dl", "part", "footnote_reference")
_ENCLOSING = ("em", "strong", "link", "span", "inline_note")
_NESTING = frozenset((*_CONTAINERS, *_ENCLOSING))
_NEWLINE = re.compile(r"\r\n?")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0, 2.2


@dataclass(slots=True)
class Node:
    """One thing of the text and what is in it. `type` is its token's, without `_open`."""

    type: str
    token: Token
    line: int  # in the file
    column: int = 0  # from 1; 0 is unknown
    text: str = ""
    attributes: Written = ()
    children: list[Node] = field(default_factory=list)


class Tree:
    """The nodes of one body: `root` at once, captions when they are asked for."""

    def __init__(self, source: str, first_line: int, reporter: Reporter) -> None:
        source = _NEWLINE.sub("\n", source)  # as markdown-it does, or its lines were not ours
        self._environment: Environment = {}
        self._reporter = reporter
        self._lines = source.split("\n")
        self._first = first_line
        self.root = self._plant(tokens.tokenize(_legal(source), self._environment))

    def inline(self, text: str, line: int) -> Node:
        """The nodes of a text that stands, somehow quoted, in a line of the file."""
        token = tokens.tokenize_inline(text, self._environment)
        token.map = [line - self._first, line - self._first + 1]
        return self._plant([token]).children[0]

    def source(self, line: int) -> str:
        """A line of the file as it stands."""
        return self._lines[line - self._first]

    def _plant(self, stream: list[Token]) -> Node:
        root = Node("root", Token("root", "", 0), self._first)
        _Planter(root, _Source(self._lines, self._first), self._reporter).plant(stream)
        return root


def _is_part(node: Node) -> bool:
    return node.type == "part"


def _legal(text: str) -> str:
    """The text without characters that no publication can hold (`load` reports them)."""
    return _ILLEGAL.sub("\ufffd", text)


@dataclass(frozen=True, slots=True)
class _Source:
    """Where things stand in the file."""

    lines: list[str]
    first: int

    def line(self, token: Token, parent: Node) -> int:
        """The line of a block's token; what has none stands where its parent does."""
        return self.first + token.map[0] if token.map else parent.line


class _Places:
    """Line and column of what stands in an inline token.

    What the parser took away before a line (a quotation's `>`, an indent) is found again by looking
    for the rest; a text that was spelled differently in the file has no column.
    """

    def __init__(self, inline: Token, source: _Source) -> None:
        self._source = source
        self._index = inline.map[0] if inline.map else 0
        self._lines = inline.content.split("\n")
        self._starts = list(accumulate((len(line) + 1 for line in self._lines), initial=0))
        self._margins: dict[int, int | None] = {}

    def find(self, at: int) -> tuple[int, int]:
        """Line and column of the character `at`; column 0 is unknown."""
        number = bisect_right(self._starts, at) - 1
        if number not in self._margins:
            self._margins[number] = self._margin(number)
        margin = self._margins[number]
        column = 0 if margin is None else margin + at - self._starts[number] + 1
        return self._source.first + self._index + number, column

    def _margin(self, number: int) -> int | None:
        """How many characters the file has before what is left of a line."""
        index, line = self._index + number, self._lines[number]
        if not 0 <= index < len(self._source.lines):
            return None
        found = self._source.lines[index].rfind(line.strip())
        return found - (len(line) - len(line.lstrip())) if found >= 0 else None


class _Planter:
    """Builds nodes below a root with a stack of its own, so that no input is too deep for it."""

    def __init__(self, root: Node, source: _Source, reporter: Reporter, depth: int = 0) -> None:
        self._stack = [root]
        self._source = source
        self._reporter = reporter
        self._depth = depth
        self._written: Written = ()  # attributes that wait for their block

    def plant(self, stream: list[Token]) -> None:
        """Add the nodes of block tokens, and close the parts that were left open."""
        for token in stream:
            line = self._source.line(token, self._stack[-1])
            if token.type == "attributes":
                self._written += token.meta["attributes"]
            elif token.type == "part_fence" and not token.info:
                self._close_part(token, line)
            elif token.nesting == -1:
                self._close()
            else:
                node = self._open(token, line)
                if token.type == "inline":
                    self._below(node)._plant_inline(token)
        while len(self._stack) > 1:
            self._pop(unclosed=True)
        self._report_idle_attributes()

    def _plant_inline(self, inline: Token) -> None:
        places = _Places(inline, self._source)
        for token in inline.children or ():
            line, column = self._stack[-1].line, self._stack[-1].column
            if "at" in token.meta:
                line, column = places.find(token.meta["at"])
            if token.nesting == -1:
                self._close()
            else:
                node = self._open(token, line, column)
                self._below(node)._plant_description(token)

    def _plant_description(self, picture: Token) -> None:
        """What a picture shows: words, which stand where the picture does."""
        for token in picture.children or ():
            if token.nesting == -1:
                self._close()
            else:
                node = self._open(token, self._stack[0].line, self._stack[0].column)
                self._below(node)._plant_description(token)

    def _below(self, node: Node) -> _Planter:
        return _Planter(node, self._source, self._reporter, self._depth)

    # --- Opening and closing

    def _open(self, token: Token, line: int, column: int = 0) -> Node:
        kind = token.type.removesuffix("_open").removesuffix("_fence")
        written = (*self._written, *token.meta.get("attributes", ()))
        self._written = ()
        node = Node(kind, token, line, column, _legal(token.content), written)
        if kind in _NESTING and self._depth == MAX_NESTING:
            self._report_depth(node)  # and leave it, with all that is in it, out of the tree
        else:
            self._stack[-1].children.append(node)
        if token.nesting == 1 or kind == "part":
            self._stack.append(node)
            self._depth += kind in _NESTING
        return node

    def _close(self) -> None:
        while _is_part(self._stack[-1]):
            self._pop(unclosed=True)
        self._pop(unclosed=not self._stack[-1].token.meta.get("closed", True))

    def _close_part(self, token: Token, line: int) -> None:
        length = len(token.markup)
        # Deeper than the limit nothing is paired any more: that is an error already.
        near = islice(reversed(self._stack), MAX_NESTING)
        lengths = [len(node.token.markup) for node in takewhile(_is_part, near)]
        fitting = [n for n, other in enumerate(lengths) if other == length]
        fitting += [n for n, other in enumerate(lengths) if other < length]
        if not fitting:
            self._report_stray(line, token.markup)
            return
        for _ in range(fitting[0]):
            self._pop(unclosed=True)
        self._pop()

    def _pop(self, *, unclosed: bool = False) -> None:
        self._report_idle_attributes()
        node = self._stack.pop()
        self._depth -= node.type in _NESTING
        if unclosed:
            self._report_unclosed(node)

    # --- Findings

    def _report_depth(self, node: Node) -> None:
        message = f"lists, quotations and the like are nested more than {MAX_NESTING} deep"
        place = self._reporter.place(node.line, node.column)
        self._reporter.add("nesting-too-deep", message, place, "take this out of what it is in")

    def _report_unclosed(self, node: Node) -> None:
        markup, name = node.token.markup, (node.token.info.split() or ["part"])[0]
        message = f'the part "{name}" is not closed'
        hint = f"write a line `{markup}` where it ends; a part in another has the shorter fence"
        self._reporter.add("container-unclosed", message, self._reporter.place(node.line), hint)

    def _report_stray(self, line: int, markup: str) -> None:
        message = f"`{markup}` closes nothing: no part with so short a fence is open here"
        hint = f"delete it, or open the part with a line such as `{markup} box`"
        self._reporter.add("container-unclosed", message, self._reporter.place(line), hint)

    def _report_idle_attributes(self) -> None:
        if self._written:
            message = "no block follows these attributes"
            place = self._reporter.place(self._stack[-1].line)
            hint = "a line of attributes stands before the block it belongs to"
            self._reporter.add("attribute-unknown", message, place, hint)
            self._written = ()
