"""Inline nodes become inlines: one function for each type, in `_BUILDERS`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from packager.load.markdown import pictures
from packager.load.markdown.links import target
from packager.load.markdown.quotes import PICTURE, Run, smarten, typeset
from packager.load.markdown.scope import Scope
from packager.load.markdown.tree import Node
from packager.model.text import (
    NO_ATTRIBUTES,
    Attributes,
    Code,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    Span,
    Strong,
    Words,
)

Inlines = tuple[Inline, ...]

_CALLS = ("footnote_ref", "inline_note")


def inlines(nodes: list[Node], scope: Scope) -> Inlines:
    """The inlines of a paragraph, a heading, a cell …, with the punctuation of their language."""
    _report_markup(nodes, scope)
    _punctuate(nodes, scope.language)
    return _build(nodes, scope)


def _build(nodes: Iterable[Node], scope: Scope) -> Inlines:
    built: list[Inline] = []
    for node in nodes:
        for inline in _BUILDERS[node.type](node, scope):
            if isinstance(inline, Words) and built and isinstance(built[-1], Words):
                built[-1] = Words(built[-1].text + inline.text)
            elif inline != Words(""):
                built.append(inline)
    return tuple(built)


# --- Before building ---------------------------------------------------------------------------


def _punctuate(nodes: list[Node], language: str) -> None:
    """Set the punctuation of all words together, so that marks pair across markup."""
    pieces = list(_pieces(nodes, language))
    for (node, _), text in zip(pieces, typeset([run for _, run in pieces]), strict=True):
        if node.type == "text":
            node.text = text


def _pieces(
    nodes: Iterable[Node], language: str, frozen: bool = False
) -> Iterator[tuple[Node, Run]]:
    for node in nodes:
        if node.type in ("softbreak", "hardbreak"):
            yield node, Run("\n", language, frozen=True)
        elif node.type == "image":
            yield node, Run(PICTURE, language, frozen=True)
        elif node.type == "span":
            yield from _pieces(node.children, dict(node.attributes).get("lang", language), frozen)
        elif node.type == "link":
            yield from _pieces(node.children, language, node.token.markup == "autolink")
        elif node.type not in _CALLS:  # a note is a text of its own
            yield node, Run(node.text, language, frozen or node.type != "text")
            yield from _pieces(node.children, language, frozen)


def _report_markup(nodes: list[Node], scope: Scope) -> None:
    """Report what looks like markup and is none: HTML (once), attributes nobody can read."""
    html = next(filter(_is_html, _all(nodes)), None)
    if html:
        hint = "use Markdown or a typed part (`::: box`); to show a tag, put it in `backticks`"
        scope.report("raw-html", html, "HTML is shown as it stands, not used as markup", hint)
    for before, after in pairwise(nodes):
        if before.type in ("image", "span") and after.text.startswith("{"):
            hint = 'write {.class key="value"}, with straight quotation marks'
            scope.report("attribute-unknown", before, "these attributes cannot be read", hint)


def _is_html(node: Node) -> bool:
    return node.type == "html_inline" or (node.type == "text" and "<!--" in node.text)


def _all(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        if node.type not in _CALLS:
            yield from _all(node.children)


# --- One function for each type ----------------------------------------------------------------


def _words(node: Node, scope: Scope) -> Inlines:
    return (Words(node.text),)


def _soft_break(node: Node, scope: Scope) -> Inlines:
    return (Words("\n"),)


def _hard_break(node: Node, scope: Scope) -> Inlines:
    return (LineBreak(),)


def _code(node: Node, scope: Scope) -> Inlines:
    return (Code(node.text),)


def _emphasis(node: Node, scope: Scope) -> Inlines:
    return (Emphasis(_build(node.children, scope)),)


def _strong(node: Node, scope: Scope) -> Inlines:
    return (Strong(_build(node.children, scope)),)


def _span(node: Node, scope: Scope) -> Inlines:
    attributes = scope.attributes(node)
    return (Span(_build(node.children, scope.in_language(attributes)), attributes),)


def _link(node: Node, scope: Scope) -> Inlines:
    """A link; the notes called in its words are called after it, since a call is a link too."""
    calls = list(_lift_calls(node))
    children = _build(node.children, replace(scope, in_link=True))
    leads = target(str(node.token.attrs.get("href", "")), node, scope)
    if not children:
        hint = "write them between the brackets: [words](address)"
        scope.report("link-broken", node, "a link has no words", hint)
    if leads and children and not scope.in_link:
        title = smarten(str(node.token.attrs.get("title", "")), scope.language)
        children = (Link(children, leads.url, leads.article, leads.anchor, title, node.line),)
    return (*_wrapped(children, scope.attributes(node)), *_build(calls, scope))


def _lift_calls(node: Node) -> Iterator[Node]:
    for child in node.children:
        if child.type in _CALLS:
            yield child
        else:
            yield from _lift_calls(child)
    node.children = [child for child in node.children if child.type not in _CALLS]


def _picture(node: Node, scope: Scope) -> Inlines:
    if node.token.attrs.get("title"):
        hint = "put the picture into a paragraph of its own"
        scope.report("attribute-unknown", node, "a picture among words has no caption", hint)
    picture, attributes = pictures.picture(node, scope)
    return _wrapped((picture,), attributes) if picture else (Words(pictures.description(node)),)


def _wrapped(children: Inlines, attributes: Attributes) -> Inlines:
    return children if attributes == NO_ATTRIBUTES else (Span(children, attributes),)


def _call(node: Node, scope: Scope) -> Inlines:
    as_written = Words(f"[^{node.token.meta['label']}]")
    if scope.in_note:
        scope.notes.refuse(node, "a note")
        return (as_written,)
    return (scope.notes.call(node) or as_written,)


def _inline_note(node: Node, scope: Scope) -> Inlines:
    if scope.in_note:
        scope.notes.refuse(node, "a note")
        return _build(node.children, scope)
    return (scope.notes.call_inline(node, scope.language),)


_BUILDERS: dict[str, Callable[[Node, Scope], Inlines]] = {
    "code_inline": _code,
    "em": _emphasis,
    "footnote_ref": _call,
    "hardbreak": _hard_break,
    "html_inline": _words,
    "image": _picture,
    "inline_note": _inline_note,
    "link": _link,
    "softbreak": _soft_break,
    "span": _span,
    "strong": _strong,
    "text": _words,
    "text_special": _words,
}
