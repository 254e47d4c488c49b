"""Front matter's YAML: a small part of the language, and the one door of PyYAML.

Lists, mappings and text: every plain scalar stays the text that was typed (`no`, `1.10`, `12:30`).
There are no anchors, aliases, tags, merge keys or repeated keys, so a document cannot be larger
than it looks. An empty value is None.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    StreamEndEvent,
)

from packager.findings import Place
from packager.load.document import MAX_NESTING, Document, KeyPath, Position, Spot
from packager.load.report import Report

READER = f"PyYAML {yaml.__version__}"  # what reads it

_SYNTAX = "front-matter-syntax"


def read_yaml(text: str, file: str, first_line: int, report: Report) -> Document | None:
    """The document whose first line is line `first_line` of its file; None if it is none."""
    composer = _Composer(text, file, first_line, report)
    try:
        data = composer.document()
    except _CannotGoOnError:
        return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = composer.place(mark.index) if mark else Place(file, first_line)
        hint = 'a text with ": ", "#" or quotes in it goes in quotes: title: "One: two"'
        report.add(_SYNTAX, f"this is not YAML: {error.problem}", place, hint)
        return None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # PyYAML lets chr()'s own errors through for an escape such as "\UFFFFFFFF".
        position = getattr(error, "position", 0)
        message = "a character or an escape here cannot stand in YAML"
        report.add(_SYNTAX, message, composer.place(position if position >= 0 else 0))
        return None
    return Document(file, data, composer.spots) if data is not None else None


class _CannotGoOnError(Exception):
    """A finding was reported that leaves nothing to read."""


class _Composer:
    def __init__(self, text: str, file: str, first_line: int, report: Report) -> None:
        self.text, self.file, self.first_line, self.report = text, file, first_line, report
        self.spots: dict[KeyPath, Spot] = {}
        self._events: Iterator[Event] = iter(())

    def document(self) -> dict[str, object]:
        """The top mapping. An empty text is an empty mapping."""
        self._events = yaml.parse(self.text, Loader=yaml.SafeLoader)
        next(self._events)  # the start of the stream
        event = next(self._events)
        if isinstance(event, StreamEndEvent):
            return {}
        if not isinstance(event, DocumentStartEvent) or event.explicit:
            self._stop(event, "directives and several documents have no place in front matter")
        event = next(self._events)
        if not isinstance(event, MappingStartEvent):
            self._stop(event, 'front matter is lines of "key: value"')
        self._check(event)
        data = self._mapping((), 1)
        next(self._events)  # the end of the document
        event = next(self._events)
        if not isinstance(event, StreamEndEvent):
            self._stop(event, "directives and several documents have no place in front matter")
        return data

    def place(self, index: int) -> Place:
        """The place of a character of the text."""
        return Place(self.file, *self._position(index))

    def _node(self, event: Event, path: KeyPath, depth: int) -> object:
        self._check(event)
        if isinstance(event, ScalarEvent):
            return None if event.style is None and not event.value else event.value
        if not isinstance(event, CollectionStartEvent):
            return None  # an alias, reported
        if depth > MAX_NESTING:
            message = f"lists and mappings stand more than {MAX_NESTING} deep in each other"
            self._stop(event, message, "nesting-too-deep")
        if isinstance(event, MappingStartEvent):
            return self._mapping(path, depth)
        return self._sequence(path, depth)

    def _mapping(self, path: KeyPath, depth: int) -> dict[str, object]:
        data: dict[str, object] = {}
        while not isinstance(event := next(self._events), CollectionEndEvent):
            self._check(event)
            if not isinstance(event, ScalarEvent):
                self._stop(event, "a key is a plain word")
            key = event.value
            value = next(self._events)
            here = (*path, key)
            if key in data:
                first = self.spots[here].key[0]
                self.report.add(
                    _SYNTAX, f'key "{key}" is here twice', self._at(event), f"first in line {first}"
                )
                self._node(value, (*here, "again"), depth + 1)
                continue
            self.spots[here] = Spot(self._mark(event), self._mark(value))
            data[key] = self._node(value, here, depth + 1)
        return data

    def _sequence(self, path: KeyPath, depth: int) -> list[object]:
        items: list[object] = []
        while not isinstance(event := next(self._events), CollectionEndEvent):
            here = (*path, len(items))
            self.spots[here] = Spot(self._mark(event), self._mark(event))
            items.append(self._node(event, here, depth + 1))
        return items

    def _check(self, event: Event) -> None:
        """Report what this part of YAML leaves out; reading goes on without it."""
        if isinstance(event, AliasEvent):
            name = f"*{event.anchor}"
            hint = f'text that begins with * goes in quotes: "{name}"'
            self.report.add(_SYNTAX, f"aliases are not read here: {name}", self._at(event), hint)
        elif isinstance(event, NodeEvent) and event.anchor:
            name = f"&{event.anchor}"
            hint = f'text that begins with & goes in quotes: "{name}"'
            self.report.add(_SYNTAX, f"anchors are not read here: {name}", self._at(event), hint)
        tag = getattr(event, "tag", None)
        if tag:
            hint = 'text that begins with ! goes in quotes: "!"'
            self.report.add(_SYNTAX, "tags are not read here", self._at(event), hint)

    def _stop(self, event: Event, message: str, code: str = _SYNTAX) -> NoReturn:
        self.report.add(code, message, self._at(event))
        raise _CannotGoOnError

    def _at(self, event: Event) -> Place:
        return Place(self.file, *self._mark(event))

    def _mark(self, event: Event) -> Position:
        mark = event.start_mark
        return self._position(mark.index if mark else 0)

    def _position(self, index: int) -> Position:
        """PyYAML takes other characters for line ends too; an editor's line ends in a newline."""
        before = self.text[:index]
        return self.first_line + before.count("\n"), index - before.rfind("\n")
