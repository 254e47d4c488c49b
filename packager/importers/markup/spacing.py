"""White space and note calls in a line of inlines, as they are shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from packager.importers.markup.elements import collapsed
from packager.model.text import (
    Code,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    NoteCall,
    Picture,
    Span,
    Strong,
    Words,
)

_AROUND_CALL = (("[", "]"), ("(", ")"))
_SPACES = " \n\t\u00a0\u202f\u2009"


def settled(nodes: Sequence[Inline]) -> tuple[Inline, ...]:
    """A line with single spaces and none at its ends or beside line breaks; what is empty is
    gone, and the brackets around calls of notes with it."""
    line = _Line()
    inside = line.settle(_bare_calls(_joined(nodes)))
    while inside and isinstance(inside[-1], LineBreak):
        inside.pop()
    return tuple(_without_last_space(inside))


def is_blank(nodes: Sequence[Inline]) -> bool:
    """Whether a settled line shows nothing."""
    return all(
        not node.text.strip() if isinstance(node, Words) else isinstance(node, LineBreak)
        for node in nodes
    )


class _Line:
    def __init__(self) -> None:
        self._at_space = True  # a space here would show nothing

    def settle(self, nodes: Sequence[Inline]) -> list[Inline]:
        found: list[Inline] = []
        for node in nodes:
            if isinstance(node, LineBreak):
                found = _without_last_space(found)
                if found and not isinstance(found[-1], LineBreak):
                    found.append(node)
                self._at_space = True
            elif (one := self._node(node)) is not None:
                found.append(one)
        return found

    def _node(self, node: Inline) -> Inline | None:
        if isinstance(node, Words):
            return self._words(node)
        if isinstance(node, Emphasis | Strong | Span | Link):
            inside = tuple(self.settle(node.children))
            return replace(node, children=inside) if inside else None
        if isinstance(node, Code):
            if not node.text.strip():
                return None
            node = Code(collapsed(node.text).strip())
        self._at_space = False
        return node

    def _words(self, node: Words) -> Words | None:
        text = collapsed(node.text)
        text = text.lstrip(" ") if self._at_space else text
        if not text:
            return None
        self._at_space = text.endswith(" ")
        return Words(text)


def _joined(nodes: Sequence[Inline]) -> list[Inline]:
    found: list[Inline] = []
    for node in nodes:
        last = found[-1] if found else None
        if isinstance(node, Words) and isinstance(last, Words):
            found[-1] = Words(last.text + node.text)
        else:
            found.append(node)
    return found


def _without_last_space(nodes: Sequence[Inline]) -> list[Inline]:
    found = list(nodes)
    while found:
        last = found[-1]
        if isinstance(last, Words):
            text = last.text.rstrip(" ")
            if text:
                found[-1] = Words(text)
                return found
            found.pop()
        elif isinstance(last, Emphasis | Strong | Span | Link):
            inside = tuple(_without_last_space(last.children))
            if inside:
                found[-1] = replace(last, children=inside)
                return found
            found.pop()
        else:
            return found
    return found


def _bare_calls(nodes: list[Inline]) -> list[Inline]:
    """Take off what stood around the calls: brackets, commas between them, spaces before."""
    found = list(nodes)
    for place, node in enumerate(found):
        if not isinstance(node, NoteCall):
            continue
        before = found[place - 1] if place else None
        after = found[place + 1] if place + 1 < len(found) else None
        if isinstance(before, Words) and isinstance(after, Words):
            for opening, closing in _AROUND_CALL:
                if before.text.endswith(opening) and after.text.startswith(closing):
                    before = found[place - 1] = Words(before.text[:-1])
                    found[place + 1] = Words(after.text[1:])
        if isinstance(before, Words):
            text = before.text.rstrip(_SPACES)
            between = place > 1 and isinstance(found[place - 2], NoteCall)
            if between and re.fullmatch(r"[\s,;\u00a0]*", text):
                text = ""
            found[place - 1] = Words(text)
    return found


def pictures_alone(nodes: Sequence[Inline]) -> tuple[Picture, ...]:
    """The pictures of a line that shows nothing else."""
    pictures = tuple(node for node in nodes if isinstance(node, Picture))
    others = [node for node in nodes if not isinstance(node, Picture)]
    return pictures if pictures and is_blank(others) else ()
