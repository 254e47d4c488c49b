"""Inlines: words, emphasis, links, calls of notes, pictures within a line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import zip_longest
from typing import Any

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
    walk,
)
from packager.render.citing import address_in_text, between, cited
from packager.render.pictures import image
from packager.render.scope import Scope
from packager.render.xhtml import Html, address, join, tag

_SHORT = 20  # characters of code that can well stand on one line: `--strict` is not to be broken


def inlines(nodes: Iterable[Inline], scope: Scope) -> Html:
    """Inlines in a row."""
    row = tuple(nodes)
    return join(
        _WRITERS[type(node)](node, scope) + between(node, following, scope)
        for node, following in zip_longest(row, row[1:])
    )


def _words(node: Words, scope: Scope) -> Html:
    # The engine takes the end of a line for a line break in what is set as a footnote.
    text = node.text.replace("\n", " ") if scope.flat else node.text
    return address_in_text(text, scope) or _linked(Html.escape(text), scope)


def _emphasis(node: Emphasis, scope: Scope) -> Html:
    return tag("em", inlines(node.children, scope))


def _strong(node: Strong, scope: Scope) -> Html:
    return tag("strong", inlines(node.children, scope))


def _code(node: Code, scope: Scope) -> Html:
    short = {"class": "short"} if len(node.text) <= _SHORT else {}
    return tag("code", _linked(Html.escape(node.text), scope), short)


def _line_break(_node: LineBreak, _scope: Scope) -> Html:
    return tag("br")


def _span(node: Span, scope: Scope) -> Html:
    return tag("span", inlines(node.children, scope), scope.attributes(node.attributes))


def _picture(node: Picture, scope: Scope) -> Html:
    return image(node, scope)


def _link(node: Link, scope: Scope) -> Html:
    href = address(node.url) if node.url else scope.destination(node.article, node.anchor)
    if not href or scope.linked:
        return inlines(node.children, scope)
    if scope.paper:
        # A tagged PDF wants a link around plain words only, not around emphasis or a note.
        words = inlines(node.children, replace(scope, href=href, linked=True))
        return words + cited(node, scope)
    words = inlines(node.children, replace(scope, linked=True))
    calls = (call for call in walk(node.children) if isinstance(call, NoteCall))
    link = tag("a", words, {"href": href, "title": node.title or None})
    return link + join(_call(call, scope) for call in calls)


def _linked(words: Html, scope: Scope) -> Html:
    return tag("a", words, {"href": scope.href}) if scope.href and words.strip() else words


def _call(node: NoteCall, scope: Scope) -> Html:
    number = str(node.number)
    note = scope.notes.get(node.number)
    if note is None:
        return Html("")
    if scope.paper:
        if node.ordinal == 1 and not scope.flat:
            return scope.lined(scope.footnote(note, scope), node.line)
        return tag("a", number, {"class": "note-call", "href": f"#note-{number}"})
    if scope.linked:
        return Html("")  # no link in a link: the call is written after it
    attributes: dict[str, str | None] = {
        "class": "note-call",
        "epub:type": "noteref",
        "role": "doc-noteref",
        "id": call_id(node.number, node.ordinal),
        "href": f"#note-{number}",
        # Kept apart, else the figure draws the full stop before it into Latin words: ".MB 12" 1
        "dir": "ltr" if scope.article.direction == "rtl" else None,
    }
    return tag("a", number, attributes)


def call_id(number: int, ordinal: int) -> str:
    """The id of a call: `call-1`; of the second call of the same note: `call-1-2`."""
    return f"call-{number}" if ordinal == 1 else f"call-{number}-{ordinal}"


_WRITERS: dict[type, Callable[[Any, Scope], Html]] = {
    Words: _words,
    Emphasis: _emphasis,
    Strong: _strong,
    Code: _code,
    LineBreak: _line_break,
    Span: _span,
    Link: _link,
    NoteCall: _call,
    Picture: _picture,
}
