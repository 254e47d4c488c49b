"""Poetry: stanzas of lines, told by class or role."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from xml.etree.ElementTree import Element

from packager.importers.markup.elements import BLOCKS, classes, collapsed, name_of, roles
from packager.importers.markup.inlines import content, is_left_out
from packager.importers.markup.naming import words_set
from packager.importers.markup.spacing import is_blank, settled
from packager.importers.markup.state import State
from packager.model.text import (
    Attributes,
    Block,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    Span,
    Strong,
    Verse,
    Words,
)

_VERSE = words_set("verse wp-block-verse poem poetry poesie spip_poesie poeme poème")
_ROLES = frozenset(("z3998:verse", "z3998:poem", "verse"))
_STANZA = "stanza"

Line = tuple[Inline, ...]


def is_verse(element: Element) -> bool:
    """Does it say that it is poetry?"""
    said = classes(element)
    marked = not _VERSE.isdisjoint(said) or not _ROLES.isdisjoint(roles(element)) or _STANZA in said
    return marked and name_of(element) in BLOCKS and name_of(element) not in ("li", "td", "th")


def verse(element: Element, state: State) -> list[Block]:
    """A poem. What holds lines of its own is a stanza; an empty line divides stanzas."""
    anchor = state.anchor()
    keep = name_of(element) == "pre"
    stanzas: list[list[tuple[int, Line]]] = [[]]
    for unit in _units(element):
        parts = _units(unit) if isinstance(unit, Element) else []
        own = len([part for part in parts if isinstance(part, Element)]) > 0
        lines = [line for part in parts for line in _lines(part, state, keep)] if own else []
        lines = lines or _lines(unit, state, keep)
        apart = isinstance(unit, Element) and (own or len(lines) > 1)
        if apart:
            stanzas.append([])
        for line in lines:
            if is_blank(line[1]):
                stanzas.append([])
            else:
                stanzas[-1].append(line)
        if apart:
            stanzas.append([])
    whole = [stanza for stanza in stanzas if stanza]
    if not whole:
        return []
    text = tuple(tuple(line for _, line in stanza) for stanza in whole)
    indents = tuple(tuple(step for step, _ in stanza) for stanza in whole)
    return [Verse(text, 0, Attributes(id=anchor), indents)]


def _units(element: Element) -> list[Element | list[Element | str]]:
    """What a block holds: the blocks in it, and between them runs of what stands in a line."""
    found: list[Element | list[Element | str]] = []
    run: list[Element | str] = [element.text or ""]
    for child in element:
        if name_of(child) in BLOCKS:
            found += [run, child]
            run = []
        else:
            run.append(child)
        run.append(child.tail or "")
    found.append(run)
    return [unit for unit in found if isinstance(unit, Element) or _shows(unit)]


def _shows(run: Iterable[Element | str]) -> bool:
    return any(not isinstance(part, str) or part.strip() for part in run)


def _lines(unit: Element | list[Element | str], state: State, keep: bool) -> list[tuple[int, Line]]:
    holder = unit
    if isinstance(unit, list):
        nodes: list[Inline] = []
        for part in unit:
            if isinstance(part, str):
                nodes.append(Words(part))
            else:
                nodes += _of(part, state)
    else:
        assert isinstance(holder, Element)
        if is_left_out(holder, state):
            return []
        state.meet(holder)
        nodes = content(holder, state)
    rows = _divided(_broken(nodes) if keep else nodes)
    return [_line(row, keep) for row in rows]


def _of(part: Element, state: State) -> list[Inline]:
    holder = Element("span")
    tail, part.tail = part.tail, None
    holder.append(part)
    nodes = content(holder, state)
    part.tail = tail
    return nodes


def _broken(nodes: Iterable[Inline]) -> list[Inline]:
    """Ends of lines in preformatted words made line breaks."""
    found: list[Inline] = []
    for node in nodes:
        if isinstance(node, Words):
            for place, row in enumerate(node.text.replace("\r\n", "\n").split("\n")):
                found += [LineBreak(), Words(row)] if place else [Words(row)]
        else:
            found.append(node)
    return found


def _divided(nodes: Iterable[Inline]) -> list[list[Inline]]:
    """Lines, also where a line break stands in emphasis."""
    rows: list[list[Inline]] = [[]]
    for node in nodes:
        if isinstance(node, LineBreak):
            rows.append([])
        elif isinstance(node, Emphasis | Strong | Span | Link):
            first, *others = _divided(node.children)
            rows[-1].append(replace(node, children=tuple(first)))
            rows += [[replace(node, children=tuple(row))] for row in others]
        else:
            rows[-1].append(node)
    return rows


def _line(row: list[Inline], keep: bool) -> tuple[int, Line]:
    first = row[0].text if row and isinstance(row[0], Words) else ""
    text = first if keep else collapsed(first).lstrip(" ")
    bare = text.lstrip(" \t\u00a0\u2003")
    step = len(text[: len(text) - len(bare)].expandtabs(4)) if bare or len(row) > 1 else 0
    nodes = [Words(bare), *row[1:]] if first else row
    return step, settled(nodes)
