"""The rules of a theme's CSS: what each says, where, and on which medium."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

import tinycss2

from packager.findings import Place
from packager.model.theme import StyleSheet

Node = Any  # tinycss2's tokens have no types

PAPER, EREADER = "paper", "ereader"
_MEDIA = {
    **dict.fromkeys(("paper", "large", "draft"), frozenset({PAPER})),
    "furniture": frozenset({PAPER}),
    "ereader": frozenset({EREADER}),
    "overlay": frozenset({PAPER, EREADER}),
}
_COMBINATORS = (">", "+", "~")
_CIRCLE = 16  # tokens within tokens


@dataclass(frozen=True)
class Declaration:
    """`name: value`. The value is as it was written; `tokens` has no white space in it."""

    name: str
    value: Sequence[Node]
    place: Place

    @cached_property
    def text(self) -> str:
        """The value as text."""
        return str(tinycss2.serialize(self.value)).strip()


@dataclass(frozen=True)
class Rule:
    """A rule: "style" with its selectors, "page", "error", or an at-rule by its keyword.

    `prelude` is what stands before the brace; a page's margin box has that of its page before it.
    `dark`: it counts on a dark page only. `nested`: it stands inside another rule.
    """

    kind: str
    prelude: Sequence[Node]
    declarations: tuple[Declaration, ...]
    place: Place
    media: frozenset[str]
    sheet: StyleSheet
    dark: bool = False
    nested: bool = False
    fault: str = ""  # of an "error": what is wrong

    @cached_property
    def selectors(self) -> tuple[tuple[Node, ...], ...]:
        """The selectors of a list, without white space at their ends."""
        found: list[list[Node]] = [[]]
        for node in self.prelude:
            if node == ",":
                found.append([])
            else:
                found[-1].append(node)
        return tuple(trimmed(each) for each in found)

    @cached_property
    def text(self) -> str:
        """The prelude as it was written, on one line."""
        return " ".join(str(tinycss2.serialize(self.prelude)).split())


@dataclass(frozen=True)
class _Around:
    """Where rules stand."""

    sheet: StyleSheet
    media: frozenset[str]
    dark: bool = False
    page: Sequence[Node] | None = None
    nested: bool = field(default=False)

    def place(self, node: Node) -> Place:
        return Place(self.sheet.file.as_posix(), node.source_line, node.source_column)


@lru_cache(maxsize=32)
def rules(sheet: StyleSheet) -> tuple[Rule, ...]:
    """The rules of a sheet in order, those inside others after them. Never raises."""
    nodes = tinycss2.parse_stylesheet(sheet.css, skip_comments=True, skip_whitespace=True)
    return tuple(_rules(nodes, _Around(sheet, _MEDIA[sheet.use])))


def _rules(nodes: Sequence[Node], around: _Around) -> Iterator[Rule]:
    for node in nodes:
        if node.type == "error":
            rule = _rule("error", node, (), around, prelude=())
            yield replace(rule, fault=node.message)
        elif node.type == "qualified-rule":
            yield from _block("style", node, around)
        elif node.type == "at-rule":
            yield from _at_rule(node, around)


def _at_rule(node: Node, around: _Around) -> Iterator[Rule]:
    keyword = node.lower_at_keyword
    if keyword == "media":
        yield _rule("media", node, (), around)
        yield from _inside(node, _conditioned(node, around))
    elif keyword in {"supports", "layer", "container", "scope"}:
        yield _rule(keyword, node, (), around)
        yield from _inside(node, around)
    elif keyword == "page" or around.page is not None:
        kind = "page" if keyword == "page" else "margin-box"
        inside = replace(around, page=node.prelude if keyword == "page" else around.page)
        yield from _block(kind, node, inside)
    else:
        yield from _block(keyword, node, around)


def _inside(node: Node, around: _Around) -> Iterator[Rule]:
    if node.content is not None:
        nodes = tinycss2.parse_blocks_contents(
            node.content, skip_comments=True, skip_whitespace=True
        )
        yield from _rules(nodes, around)


def _block(kind: str, node: Node, around: _Around) -> Iterator[Rule]:
    """A rule with declarations, and the rules in it."""
    nodes = tinycss2.parse_blocks_contents(
        node.content or (), skip_comments=True, skip_whitespace=True
    )
    declarations = tuple(
        Declaration(each.lower_name, each.value, around.place(each))
        for each in nodes
        if each.type == "declaration"
    )
    prelude = around.page if kind == "margin-box" and around.page is not None else node.prelude
    yield _rule(kind, node, declarations, around, prelude=prelude)
    inside = replace(around, nested=kind == "style")
    yield from _rules([each for each in nodes if each.type != "declaration"], inside)


def _rule(
    kind: str,
    node: Node,
    declarations: tuple[Declaration, ...],
    around: _Around,
    *,
    prelude: Sequence[Node] | None = None,
) -> Rule:
    return Rule(
        kind=kind,
        prelude=trimmed(node.prelude if prelude is None else prelude),
        declarations=declarations,
        place=around.place(node),
        media=around.media,
        sheet=around.sheet,
        dark=around.dark,
        nested=around.nested,
    )


def _conditioned(node: Node, around: _Around) -> _Around:
    """What a `@media` rule leaves of the media. The print engine knows types and no features."""
    queries: list[list[str]] = [[]]
    features = ""
    for each in node.prelude:
        if each == ",":
            queries.append([])
        elif each.type == "ident":
            queries[-1].append(each.lower_value)
        elif each.type == "() block":
            queries[-1].append("(")
            features += str(tinycss2.serialize([each])).lower()
    media = frozenset().union(*(_meant(words) for words in queries))
    dark = "prefers-color-scheme" in features and "dark" in features
    return replace(around, media=around.media & media, dark=around.dark or dark)


def _meant(words: Sequence[str]) -> frozenset[str]:
    """The media that one query speaks of."""
    both = frozenset({PAPER, EREADER})
    paper = "print" in words or "all" in words or not words
    if "(" in words:
        paper = False
    screen = "print" not in words
    media = frozenset({PAPER} if paper else ()) | frozenset({EREADER} if screen else ())
    return both - media if "not" in words else media


def subject(selector: Sequence[Node]) -> str:
    """The last compound of a selector, as it is written: what it styles."""
    at = len(selector)
    while at and selector[at - 1].type != "whitespace" and selector[at - 1] not in _COMBINATORS:
        at -= 1
    return "".join(str(node.serialize()) for node in selector[at:])


# --- Values ------------------------------------------------------------------------------------


def trimmed(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Nodes without comments, and without white space at both ends."""
    kept = [node for node in nodes if node.type != "comment"]
    while kept and kept[0].type == "whitespace":
        kept.pop(0)
    while kept and kept[-1].type == "whitespace":
        kept.pop()
    return tuple(kept)


def significant(nodes: Sequence[Node]) -> list[Node]:
    """Nodes without white space and comments."""
    return [node for node in nodes if node.type not in ("whitespace", "comment")]


def every(nodes: Sequence[Node]) -> Iterator[Node]:
    """All nodes, those inside functions and brackets too."""
    for node in nodes:
        yield node
        if node.type == "function":
            yield from every(node.arguments)
        elif node.type in ("() block", "[] block", "{} block"):
            yield from every(node.content)


def resolved(value: Sequence[Node], tokens: Mapping[str, str], depth: int = 0) -> list[Node]:
    """A value with the theme's tokens put in; what is not known stays as it is."""
    found: list[Node] = []
    for node in value:
        name = variable(node)
        if name in tokens and depth < _CIRCLE:
            inner = tinycss2.parse_component_value_list(tokens[name])
            found += resolved(inner, tokens, depth + 1)
        else:
            found.append(node)
    return found


def variable(node: Node) -> str:
    """The name in a `var(--name)`, else an empty text."""
    if node.type != "function" or node.lower_name != "var":
        return ""
    inside = significant(node.arguments)
    return str(inside[0].value) if inside and inside[0].type == "ident" else ""
