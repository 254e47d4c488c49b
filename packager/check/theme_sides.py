"""Left and right in a theme: where a side is named, right-to-left text wants a rule beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from packager.check.theme_sheets import PAPER, Declaration, Node, Rule, significant, subject
from packager.findings import Finding, finding

_NAMED = re.compile(r"(margin|padding|border|inset)-(left|right)(-.*)?")
_FOUR = {"margin", "padding", "border-width", "border-style", "border-color", "inset"}
_WORDED = {"float", "clear", "text-align"}
_WHOLE = {"100%", "var(--page-width)", "var(--block-width)"}  # has no sides to lie on
_TURNED = re.compile(r"\[\s*dir\b|:dir\(|:lang\(|\.rtl\b")
# Named for a side by the editor, or set from left to right in any language.
_MEANT = re.compile(r"left|right|verso|recto|\b(?:pre|code|kbd|samp)\b")


def check_sides(told: Sequence[Rule], every_rule: Sequence[Rule]) -> Iterator[Finding]:
    """Notices for rules that name a side, where no rule of the theme turns it."""
    turned = {
        (family, subject(selector), medium)
        for rule in every_rule
        for selector in rule.selectors
        if _TURNED.search(_text(selector))
        for each in rule.declarations
        for family in [_group(each.name)]
        for medium in rule.media
    }
    for rule in told:
        if rule.kind != "style" or rule.sheet.use == "furniture":
            continue
        for family, each in _one_sided(rule).items():
            lacking = [
                _text(selector)
                for selector in rule.selectors
                if not _TURNED.search(_text(selector)) and not _MEANT.search(_text(selector))
                if any((family, subject(selector), medium) not in turned for medium in rule.media)
            ]
            if lacking:
                yield _finding(rule, each, lacking)


def _finding(rule: Rule, each: Declaration, lacking: Sequence[str]) -> Finding:
    paper = PAPER in rule.media and rule.sheet.use == "paper"
    logical = "inline-start and inline-end, text-align: start"
    hint = f'Give [dir="rtl"] {lacking[0]} the other side.'
    return finding(
        "theme-one-sided",
        f"{each.name}: {each.text} of “{', '.join(lacking)}” is the same in right-to-left text.",
        each.place,
        f"Say it with {logical}, or: {hint}" if paper else hint,
    )


def _one_sided(rule: Rule) -> dict[str, Declaration]:
    """The declarations that name one side only, by what they move."""
    found: dict[str, Declaration] = {}
    sides: dict[tuple[str, str], dict[str, Declaration]] = {}
    for each in rule.declarations:
        named = _NAMED.fullmatch(each.name)
        if named:
            sides.setdefault((named[1], named[3] or ""), {})[named[2]] = each
        elif each.name in {"left", "right"}:
            sides.setdefault(("position", ""), {})[each.name] = each
        elif (each.name in _FOUR and _uneven(each)) or (each.name in _WORDED and _worded(each)):
            found.setdefault(_group(each.name), each)
    for (family, _), both in sides.items():
        if len({each.text for each in both.values()}) > 1 or len(both) == 1:
            found.setdefault(family, next(iter(both.values())))
    for each in rule.declarations:
        if "-inline" in each.name:  # what it says of both sides goes before
            found.pop(_group(each.name), None)
    wide = any(each.name == "width" and each.text in _WHOLE for each in rule.declarations)
    return {name: each for name, each in found.items() if not (wide and name == "position")}


def _group(name: str) -> str:
    if name in {"left", "right", "inset"}:
        return "position"
    return name if name in _WORDED else name.split("-", maxsplit=1)[0]


def _uneven(declaration: Declaration) -> bool:
    """`1em 2em 1em 0`: left and right are not the same."""
    values = [node.serialize() for node in significant(declaration.value)]
    return len(values) == 4 and values[1] != values[3]


def _worded(declaration: Declaration) -> bool:
    return any(
        node.type == "ident" and node.lower_value in {"left", "right"} for node in declaration.value
    )


def _text(selector: Sequence[Node]) -> str:
    return " ".join("".join(node.serialize() for node in selector).split())
