"""Lists: bulleted, numbered, of definitions."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from packager.importers.markup.elements import attribute, cleaned, collapsed, name_of
from packager.importers.markup.inlines import is_left_out, line
from packager.importers.markup.spacing import is_blank
from packager.importers.markup.state import State
from packager.model.text import (
    Attributes,
    Block,
    Definition,
    DefinitionList,
    Inline,
    ItemList,
    ListItem,
    Paragraph,
    Words,
)


def item_list(element: Element, state: State) -> list[Block]:
    """`ul`, `ol`, `menu`: what stands in them outside an item belongs to the item before."""
    anchor = state.anchor()
    items: list[list[Block]] = [_loose(element.text)]
    for child in element:
        if not is_left_out(child, state):
            if name_of(child) == "li":
                state.meet(child)
                items.append(state.flow(child, state))
                _check_number(child, state)
            else:
                items[-1] += state.these([child], state)
        items[-1] += _loose(child.tail)
    items = [item for item in items if item]
    if not items:
        return []
    ordered = name_of(element) == "ol"
    start = attribute(element, "start")
    first = int(start) if ordered and re.fullmatch(r"\d{1,6}", start) else 1
    backwards = element.get("reversed") is not None
    if ordered and (backwards or attribute(element, "type") not in ("", "1")):
        what = "a list counted in letters, Roman figures or backwards counts 1, 2, 3 now"
        state.simplify(what, element)
    made = tuple(ListItem(tuple(item), 0) for item in items)
    tight = all(_is_tight(item) for item in items)
    return [ItemList(made, ordered, 0, first, tight, Attributes(id=anchor))]


def _loose(text: str | None) -> list[Block]:
    """Words that stand between items."""
    words = collapsed(cleaned(text)).strip()
    return [Paragraph((Words(words),), 0)] if words else []


def _check_number(item: Element, state: State) -> None:
    if attribute(item, "value"):
        state.simplify("an item with a number of its own is counted on now", item)


def _is_tight(item: list[Block]) -> bool:
    """One paragraph, and lists below it."""
    return isinstance(item[0], Paragraph) and all(isinstance(each, ItemList) for each in item[1:])


def definitions(element: Element, state: State) -> list[Block]:
    """`dl`: terms and meanings, also where `div` groups them (HTML §4.4.9). Meanings without a
    term and terms without a meaning stand before the list."""
    found: list[Block] = []
    items: list[Definition] = []
    terms: list[tuple[Inline, ...]] = []
    meanings: list[tuple[Block, ...]] = []
    for member in _members(element):
        if not isinstance(member, str) and is_left_out(member, state):
            continue
        if not isinstance(member, str) and name_of(member) == "dt":
            if meanings:
                items.append(Definition(tuple(terms), tuple(meanings)))
                terms, meanings = [], []
            if not is_blank(words := line(member, state)):
                terms.append(words)
        elif made := _meaning(member, state):
            if terms:
                meanings.append(made)
            else:
                found += made
    if meanings:
        items.append(Definition(tuple(terms), tuple(meanings)))
    else:
        found += [Paragraph(term, 0) for term in terms]
    return [*found, DefinitionList(tuple(items), 0)] if items else found


def _meaning(member: Element | str, state: State) -> tuple[Block, ...]:
    if isinstance(member, str):
        return tuple(_loose(member))
    if name_of(member) == "dd":
        return tuple(state.flow(member, state))
    return tuple(state.these([member], state))


def _members(element: Element) -> list[Element | str]:
    """Terms, meanings and what stands between them, `div` around them undone."""
    found: list[Element | str] = [element.text or ""]
    for child in element:
        found += _members(child) if name_of(child) == "div" else [child]
        found.append(child.tail or "")
    return found
