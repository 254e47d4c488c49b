"""A theme on an e-reader: the page is its owner's, and the programs that show it are old."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from tinycss2.color3 import parse_color

from packager.check.theme_sheets import (
    EREADER,
    Declaration,
    Node,
    Rule,
    every,
    resolved,
    significant,
    subject,
)
from packager.findings import Finding, finding

_SIZED = {"font", "font-size", "line-height"}
_FIXED = {"px", "pt", "pc", "cm", "mm", "in", "q", "vw", "vh", "vmin", "vmax"}
_TEXT, _GROUND = "color", "background"
_SEEN_THROUGH = 0.5  # a ground that lets the page shine through is one on a dark page as well

# What CSS 2.1 and the selectors of EPUB 2 readers know: for any other they drop the whole rule.
_PSEUDO = {
    "active", "after", "before", "empty", "first-child", "first-letter", "first-line",
    "first-of-type", "focus", "hover", "lang", "last-child", "last-of-type", "link", "not",
    "nth-child", "nth-last-child", "nth-last-of-type", "nth-of-type", "only-child",
    "only-of-type", "root", "target", "visited",
}  # fmt: skip
_PICTURE = re.compile(r"(?:img|svg|video|object)\b")  # may keep a ground of its own
_UNKNOWN_RULES = {"layer", "container", "scope", "property", "starting-style"}
_LOGICAL = ("-inline", "-block", "inset")
_ENDS = {"start", "end"}


def check_reader(
    told: Sequence[Rule], every_rule: Sequence[Rule], tokens: Mapping[str, str]
) -> Iterator[Finding]:
    """What in these rules takes the page from its owner, or is not known to older readers.

    `every_rule` of the theme may hold the dark counterparts.
    """
    dark = {
        (_family(each.name), subject(selector))
        for rule in every_rule
        if rule.dark
        for each in rule.declarations
        for selector in rule.selectors
    }
    for rule in told:
        if EREADER not in rule.media:
            continue
        yield from _known(rule)
        if rule.kind == "style":
            yield from _sizes(rule, tokens)
            yield from _sides(rule)
            if not rule.dark:
                yield from _colours(rule, tokens, dark)


def _hint(rule: Rule, advice: str) -> str:
    """In a sheet for both media there is a way out."""
    if rule.sheet.use == "overlay":
        return f"{advice} If it is meant for paper, put it into @media print {{ … }}."
    return advice


# --- Sizes and colours ---------------------------------------------------------------------------


def _sizes(rule: Rule, tokens: Mapping[str, str]) -> Iterator[Finding]:
    for each in rule.declarations:
        if each.name not in _SIZED:
            continue
        for node in resolved(each.value, tokens):
            if node.type == "dimension" and node.lower_unit in _FIXED:
                yield finding(
                    "theme-not-portable",
                    f"{each.name}: {each.text} fixes the size of text, which is the owner’s.",
                    each.place,
                    _hint(rule, "Give it in em, or as a number without a unit."),
                )
                break


def _colours(
    rule: Rule, tokens: Mapping[str, str], dark: set[tuple[str, str]]
) -> Iterator[Finding]:
    """A text without its ground, or a ground without its text, is not seen on a dark page."""
    fixed = {
        _family(each.name): each
        for each in rule.declarations
        if each.name in {_TEXT, _GROUND, "background-color"} and _fixes(each, tokens)
    }
    if len(fixed) != 1:
        return
    ((family, each),) = fixed.items()
    lacking = [
        one
        for one in rule.selectors
        if (family, subject(one)) not in dark and not _PICTURE.match(subject(one))
    ]
    if lacking:
        whose = "text" if family == _TEXT else "ground"
        yield finding(
            "theme-not-portable",
            f"{each.name}: {each.text} fixes the colour of the {whose}, also on a dark page.",
            each.place,
            _hint(rule, "Leave it out, or give it another in @media (prefers-color-scheme: dark)."),
        )


def _family(name: str) -> str:
    return _GROUND if name.startswith(_GROUND) else name


def _fixes(declaration: Declaration, tokens: Mapping[str, str]) -> bool:
    for node in every(resolved(declaration.value, tokens)):
        colour = parse_color(node) if node.type in {"ident", "hash", "function"} else None
        if colour is None or colour == "currentColor":
            continue
        seen_through = _SEEN_THROUGH if declaration.name != _TEXT else 0
        if colour.alpha > seen_through:
            return True
    return False


# --- What older readers know ---------------------------------------------------------------------


def _known(rule: Rule) -> Iterator[Finding]:
    told = ""
    if rule.kind in _UNKNOWN_RULES:
        told = f"@{rule.kind} is"
    elif rule.kind == "style" and rule.nested:
        told = "Rules within rules are"
    elif rule.kind == "style":
        told = next((f"{each} in “{rule.text}” is" for each in _unknown(rule.prelude)), "")
    if told:
        yield finding(
            "theme-not-portable",
            f"{told} not known to older readers, which then pass over the rule or the whole sheet.",
            rule.place,
            _hint(rule, "Write it out with plain selectors, each rule by itself."),
        )


def _unknown(prelude: Sequence[Node]) -> Iterator[str]:
    """The pseudo-classes in a selector list that older readers do not know, as they are written."""
    words = list(prelude)
    for at, node in enumerate(words):
        if node == "&":
            yield "&"
        if node.type == "[] block" and _flagged(node):
            yield node.serialize()
        if node != ":" or at + 1 == len(words):
            continue
        pseudo = words[at + 1]
        if pseudo.type == "ident" and pseudo.lower_value not in _PSEUDO:
            yield f":{pseudo.value}"
        if pseudo.type == "function":
            inside = significant(pseudo.arguments)
            known = pseudo.lower_name in _PSEUDO and not _is_list(pseudo.lower_name, inside)
            if not known:
                yield f":{pseudo.name}()"


def _is_list(name: str, inside: Sequence[Node]) -> bool:
    """`:not(a, b)`, `:lang(a, b)` and `:nth-child(2 of b)` came later than the plain forms."""
    if name.startswith("nth-"):
        return any(node.type == "ident" and node.lower_value == "of" for node in inside)
    return any(node == "," for node in inside)


def _flagged(block: Node) -> bool:
    """`[name="value" i]`"""
    inside = significant(block.content)
    return len(inside) > 2 and inside[-1].type == "ident" and inside[-2].type == "string"


def _sides(rule: Rule) -> Iterator[Finding]:
    for each in rule.declarations:
        logical = any(part in each.name for part in _LOGICAL)
        words = significant(each.value)
        end = each.name in {"text-align", "float", "clear"} and any(
            word.type == "ident" and (word.lower_value in _ENDS or "inline-" in word.lower_value)
            for word in words
        )
        if logical or end:
            yield finding(
                "theme-not-portable",
                f"{each.name}: {each.text} is not known to older readers.",
                each.place,
                _hint(rule, 'Write left or right, and a rule for [dir="rtl"] beside it.'),
            )
