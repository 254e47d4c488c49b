"""Figures: a picture beside the source with its label and caption, or these alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from packager.importers.jats.elements import SILENT, child, elements, line_of
from packager.importers.jats.inlines import inline, line, with_anchor
from packager.importers.jats.pictures import graphics, picture_of
from packager.importers.jats.state import State
from packager.importers.markup.spacing import is_blank, settled
from packager.importers.xml import Element, local
from packager.model.text import (
    Attributes,
    Block,
    Figure,
    Gallery,
    Inline,
    Paragraph,
    Strong,
    Words,
    plain,
)

Blocks = list[Block]
Inside = Callable[..., Blocks]

_SHOWN = ("graphic", "alternatives", "label", "caption", "attrib", "permissions", *SILENT)


def figure(element: Element, state: State, inside: Inside) -> Blocks:
    """A figure; one of several pictures is a gallery, whose caption follows it."""
    said = caption(element, state)
    pictures = [(each[0], picture_of(each, element, state)) for each in graphics(element)]
    found = [(place, shown) for place, shown in pictures if shown is not None]
    number = line_of(element)
    others = [each for each in elements(element) if local(each) not in _SHOWN]
    rest = [made for each in others for made in inside(each, state)]
    attributes = Attributes(id=state.anchor(element))
    if len(found) == 1:
        return [Figure(found[0][1], said, number, attributes), *rest]
    if found:
        figures = tuple(Figure(shown, (), number) for _, shown in found)
        rest = _paragraph(said, element) + rest
        return [Gallery(figures, number, attributes), *rest]
    return [*absent(element, said, state), *rest]


def absent(element: Element, said: Sequence[Inline], state: State) -> Blocks:
    """What stands in a figure's place when there is no picture: its label, caption and credit."""
    owed = [
        node
        for each in elements(element)
        if local(each) in ("attrib", "permissions")
        for node in (Words(" "), *line(each, state))
    ]
    return _paragraph(with_anchor(settled([*said, *owed]), state.anchor(element)), element)


def group(element: Element, state: State, inside: Inside) -> Blocks:
    """Figures that belong together."""
    said = caption(element, state)
    found = [made for each in elements(element) for made in _member(each, state, inside)]
    shown = tuple(each for each in found if isinstance(each, Figure))
    head = _paragraph(with_anchor(said, state.anchor(element)), element)
    if len(shown) > 1 and len(shown) == len(found):
        return [Gallery(shown, line_of(element)), *head]
    return [*head, *found]


def _member(element: Element, state: State, inside: Inside) -> Blocks:
    if local(element) in ("fig", "graphic", "alternatives"):
        return figure(element, state, inside)
    if local(element) in ("label", "caption", *SILENT):
        return []
    return inside(element, state)


def caption(element: Element, state: State) -> tuple[Inline, ...]:
    """Label, title and text of a caption on one line."""
    parts: list[Sequence[Inline]] = []
    label = child(element, "label")
    if label is not None and not is_blank(said := line(label, state)):
        parts.append((Strong(said),))
    words = child(element, "caption")
    for each in [] if words is None else elements(words):
        if local(each) not in SILENT:
            parts.append(settled(inline(each, state)))
    found: list[Inline] = []
    for part in parts:
        if not is_blank(part):
            found = [*_ended(found), *part]
    return settled(found)


def _ended(nodes: list[Inline]) -> list[Inline]:
    """What goes before more words, with a full stop unless it ends itself."""
    text = plain(tuple(nodes)).rstrip()
    if not text:
        return nodes
    if re.search(r"[.:!?…;–—]['\"”’»)]*$", text):
        return [*nodes, Words(" ")]
    last = nodes[-1]
    if isinstance(last, Strong):
        return [*nodes[:-1], Strong((*last.children, Words("."))), Words(" ")]
    return [*nodes, Words(". ")]


def _paragraph(nodes: Sequence[Inline], element: Element) -> Blocks:
    return [] if is_blank(nodes) else [Paragraph(tuple(nodes), line_of(element))]
