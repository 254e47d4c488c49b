"""Lists and definitions."""

from __future__ import annotations

import re
from collections.abc import Callable

from packager.importers.jats.elements import child, children, elements, line_of, words
from packager.importers.jats.inlines import line
from packager.importers.jats.state import State
from packager.importers.markup.spacing import is_blank
from packager.importers.xml import Element, local
from packager.model.text import (
    Attributes,
    Block,
    Definition,
    DefinitionList,
    ItemList,
    ListItem,
    Paragraph,
    Strong,
    Words,
)

Blocks = list[Block]
Inside = Callable[..., Blocks]

_NUMBERED = ("order", "ordered", "alpha-lower", "alpha-upper", "roman-lower", "roman-upper")
_MARK = re.compile(r"\W*(?:\d{1,4}|[A-Za-z]|[ivxlcIVXLC]+)?\W*")


def plain_list(element: Element, state: State, inside: Inside) -> Blocks:
    """A list; letters and Roman numerals become numbers, which is said."""
    kind = element.get("list-type", "")
    ordered = kind in _NUMBERED
    if ordered and kind not in ("order", "ordered"):
        state.simplify("a list by letters or Roman numerals has numbers now", element)
    items = [_item(each, state, inside, ordered) for each in children(element, "list-item")]
    kept = tuple(item for item in items if item.children)
    found = _head(element, state)
    if kept:
        line_, tight = line_of(element), all(len(item.children) < 2 for item in kept)
        attributes = Attributes(id=state.anchor(element))
        found.append(ItemList(kept, ordered, line_, 1, tight, attributes))
    known = ("list-item", "label", "title")
    others = [each for each in elements(element) if local(each) not in known]
    return found + [made for each in others for made in inside(each, state)]


def _head(element: Element, state: State) -> Blocks:
    titles = (line(each, state) for each in children(element, "label", "title"))
    return [
        Paragraph((Strong(title),), line_of(element)) for title in titles if not is_blank(title)
    ]


def _item(element: Element, state: State, inside: Inside, ordered: bool) -> ListItem:
    label = child(element, "label")
    blocks = inside(element, state, ("label",))
    mark = words(label)
    told = (ordered and _MARK.fullmatch(mark)) or re.fullmatch(r"[\W_]*", mark)
    if label is not None and not told:
        first = blocks[0] if blocks else Paragraph((), 0)
        said = (*line(label, state), Words(" "))
        if isinstance(first, Paragraph):
            blocks[:1] = [Paragraph((*said, *first.children), first.line, first.attributes)]
        else:
            blocks.insert(0, Paragraph(said, line_of(element)))
    return ListItem(tuple(blocks), line_of(element))


def definitions(element: Element, state: State, inside: Inside) -> Blocks:
    """A list of terms and what they mean."""
    found = _head(element, state)
    heads = [line(each, state) for each in children(element, "term-head", "def-head")]
    if heads := [head for head in heads if not is_blank(head)]:
        said = [node for head in heads for node in (*head, Words(" – "))][:-1]
        found.append(Paragraph((Strong(tuple(said)),), line_of(element)))
    items: list[Definition] = []
    for each in children(element, "def-item"):
        terms = tuple(line(term, state) for term in children(each, "term"))
        meanings = [inside(meaning, state) for meaning in children(each, "def")]
        blocks = tuple(tuple(meaning) for meaning in meanings if meaning)
        terms = tuple(term for term in terms if not is_blank(term))
        if terms and blocks:
            items.append(Definition(terms, blocks))
        else:
            found += [Paragraph(term, line_of(each)) for term in terms]
            found += [block for meaning in blocks for block in meaning]
    if items:
        found.append(DefinitionList(tuple(items), line_of(element)))
    for nested in children(element, "def-list"):
        found += definitions(nested, state, inside)
    return found
