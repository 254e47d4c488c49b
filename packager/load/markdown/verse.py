"""Verse: stanzas of lines, each line with its indent."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, islice, repeat

from packager.load.markdown.inlines import Inlines, inlines
from packager.load.markdown.scope import Scope
from packager.load.markdown.tree import Node
from packager.model.text import Emphasis, Inline, LineBreak, Link, Span, Strong, Verse, Words


def verse(node: Node, scope: Scope) -> Verse | None:
    """The poem of a part; None when it holds no line."""
    attributes = scope.attributes(node)
    scope = scope.in_language(attributes)
    stanzas, indents = [], []
    for stanza in node.children:
        lines = _lines(inlines(stanza.children, scope))
        # Code that runs over the end of a line joins it with the next: then indents run short.
        known = chain(stanza.token.meta["indents"], repeat(0))
        stanzas.append(tuple(lines))
        indents.append(tuple(islice(known, len(lines))))
    return Verse(tuple(stanzas), node.line, attributes, tuple(indents)) if stanzas else None


def _lines(children: Inlines) -> list[Inlines]:
    """Inlines cut at the ends of lines; what runs over an end goes on in the next line."""
    lines: list[Inlines] = [()]
    for child in children:
        first, *others = _cut(child)
        lines[-1] += first
        lines += others
    return lines


def _cut(child: Inline) -> list[Inlines]:
    match child:
        case Words(text):
            return [(Words(line),) if line else () for line in text.split("\n")]
        case LineBreak():
            return [(), ()]
        case Emphasis() | Strong() | Span() | Link():
            return [(replace(child, children=line),) for line in _lines(child.children)]
    return [(child,)]
