"""Does a theme's CSS survive? Parts are set one by one, and an e-reader's page is its owner's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from packager.check.theme_reader import check_reader
from packager.check.theme_sheets import (
    PAPER,
    Declaration,
    Node,
    Rule,
    every,
    rules,
    significant,
    variable,
)
from packager.check.theme_sides import check_sides
from packager.findings import Finding, finding
from packager.model.publication import Publication
from packager.model.theme import Theme

_PAGE_LENGTHS = {
    *("--page-width", "--page-height", "--block-width", "--block-height"),
    *("--reach", "--picture-bleed", "--picture-fit", "--spine-size"),
}
_PAGE_COUNTERS = {"page", "pages"}
_COUNTING = {"counter", "counters", "target-counter", "target-counters"}
_SIDES = {"left", "right", "recto", "verso"}
_GEOMETRY = {"size", "margin", "margin-top", "margin-right", "margin-bottom", "margin-left"}


def check_theme(publication: Publication) -> Iterator[Finding]:
    """What is wrong with the publication's own sheets: its theme's, and the one laid over it."""
    yield from check_sheets(publication.theme, own=True)


def check_sheets(theme: Theme, *, own: bool = False) -> Iterator[Finding]:
    """What is wrong with a theme's sheets; of its `own` ones only, or with all of them."""
    if own and not any(sheet.own for sheet in theme.sheets):
        return
    every_rule = [rule for sheet in theme.sheets for rule in rules(sheet)]
    told = [rule for rule in every_rule if rule.sheet.own or not own]
    for rule in told:
        for check in _CHECKS:
            yield from check(rule, theme.tokens)
    yield from check_reader(told, every_rule, theme.tokens)
    yield from check_sides(told, every_rule)


# --- Whatever the medium -------------------------------------------------------------------------


def _syntax(rule: Rule, _: Mapping[str, str]) -> Iterator[Finding]:
    fault = rule.fault.rstrip(".")
    if any(node.type == "error" for node in rule.prelude):
        fault = f"“{rule.text}” is no selector"
    if fault:
        yield finding(
            "theme-syntax",
            f"This is no CSS, and is passed over: {fault}.",
            rule.place,
            "Look for a missing brace, colon or semicolon at this place or above it.",
        )


def _tokens(rule: Rule, tokens: Mapping[str, str]) -> Iterator[Finding]:
    """A `var()` is replaced when the sheet is read, whatever rule it stands in."""
    use = rule.sheet.use
    known = set(tokens) | (_PAGE_LENGTHS if use not in {"ereader", "overlay"} else set())
    for declaration in rule.declarations:
        for node in every(declaration.value):
            name = variable(node)
            if not name or name in known or _has_fallback(node):
                continue
            if name in _PAGE_LENGTHS:
                message = (
                    f"var({name}) is known on paper only, and this sheet is for e-readers too."
                )
                hint = f"Say what it is there: var({name}, 100%)."
            else:
                message = f"The theme has no token {name.removeprefix('--')}."
                hint = f"Add {name.removeprefix('--')} to [tokens] in theme.toml."
            yield finding("theme-invalid", message, declaration.place, hint)


def _has_fallback(node: Node) -> bool:
    return any(each == "," for each in significant(node.arguments)[1:2])


def _resources(rule: Rule, _: Mapping[str, str]) -> Iterator[Finding]:
    """Nothing is fetched, and no file of the theme goes with an edition, save its fonts."""
    if rule.kind == "import":
        yield finding(
            "theme-resource",
            f"@import {rule.text} is not followed: a sheet is read alone.",
            rule.place,
            "Copy its rules into this sheet.",
        )
    for declaration in rule.declarations:
        for address in _addresses(declaration.value):
            if not address or address.startswith(("data:", "#")):
                continue
            remote = re.match(r"(?:[a-z][a-z0-9+.-]*:)?//", address, re.IGNORECASE)
            what = "is on the network, which no build reaches" if remote else "is not put in"
            hint = "Put the picture into the sheet itself, as a data: address."
            if rule.kind == "font-face":
                hint = "Fonts are named under [[families]] in theme.toml; no @font-face is needed."
            yield finding("theme-resource", f"url({address}) {what}.", declaration.place, hint)


def _addresses(value: Sequence[Node]) -> Iterator[str]:
    for node in every(value):
        if node.type == "url":
            yield node.value
        elif node.type == "function" and node.lower_name in {"url", "src"}:
            yield from (each.value for each in node.arguments if each.type == "string")


# --- On paper ------------------------------------------------------------------------------------


def _pages(rule: Rule, _: Mapping[str, str]) -> Iterator[Finding]:
    """A part does not know which of the edition's pages it will be."""
    if rule.kind != "page" or PAPER not in rule.media:
        return
    for selector in rule.selectors:
        words = significant(selector)
        named = bool(words) and words[0].type == "ident"
        pseudo = [
            one.lower_value
            for colon, one in pairwise(words)
            if colon == ":" and one.type == "ident"
        ]
        for word in pseudo:
            if hint := _why_not(word, named=named, furniture=rule.sheet.use == "furniture"):
                told = f"@page {rule.text} does not survive linking: {hint[0]}."
                yield finding("theme-not-linkable", told, rule.place, hint[1])
        sides = rule.sheet.use == "furniture" and named and words[0].lower_value in _SIDES
        if not pseudo and (not named or sides):
            yield from _geometry(rule)


def _why_not(word: str, *, named: bool, furniture: bool) -> tuple[str, str] | None:
    if word in _SIDES:
        if furniture:
            hint = "Furniture has pages of these names: write @page left, @page right."
        else:
            hint = "Set running heads and folios in furniture.css, margins in theme.toml."
        return "a part is set before it is known on which side its pages lie", hint
    if word == "first" and not named:
        hint = "The cover has a page of its own, @page cover; an article begins with .opening."
        return "each part is set by itself, so that its first page is one", hint
    if word == "blank":
        return "blank pages are put in when the parts are linked", "Leave it out."
    return None


def _geometry(rule: Rule) -> Iterator[Finding]:
    written = [each for each in rule.declarations if each.name in _GEOMETRY]
    if written:
        names = " and ".join(dict.fromkeys(each.name for each in written))
        yield finding(
            "theme-not-linkable",
            f"{names} of @page {rule.text}".rstrip()
            + " counts for nothing: theme.toml decides it.",
            written[0].place,
            "Set size and margins under [pages.A5] in theme.toml.",
        )


def _counters(rule: Rule, _: Mapping[str, str]) -> Iterator[Finding]:
    """Page numbers and running texts are the linker's."""
    if PAPER not in rule.media:
        return
    for declaration in rule.declarations:
        for told, hint in _uncountable(declaration):
            message = f"{told} does not survive linking: each part is set by itself."
            yield finding("theme-not-linkable", message, declaration.place, hint)


def _uncountable(declaration: Declaration) -> Iterator[tuple[str, str]]:
    folios = "Folios are laid on when the parts are linked: style .folio in furniture.css."
    heads = "Running heads are laid on when the parts are linked: style .head in furniture.css."
    if declaration.name == "string-set":
        yield "string-set", heads
    if declaration.name in {"counter-reset", "counter-increment", "counter-set"}:
        if any(each.type == "ident" and each.lower_value in _PAGE_COUNTERS
               for each in declaration.value):  # fmt: skip
            yield f"{declaration.name}: {declaration.text}", folios
        return
    for node in every(declaration.value):
        if node.type != "function":
            continue
        if node.lower_name == "string":
            yield f"string({_inside(node)})", heads
        elif node.lower_name in _COUNTING:
            words = [each.lower_value for each in node.arguments if each.type == "ident"]
            if _PAGE_COUNTERS & set(words):
                yield f"{node.lower_name}({_inside(node)})", folios


def _inside(node: Node) -> str:
    return "".join(each.serialize() for each in node.arguments).strip()


_CHECKS: tuple[Callable[[Rule, Mapping[str, str]], Iterator[Finding]], ...] = (
    _syntax,
    _tokens,
    _resources,
    _pages,
    _counters,
)
