"""Which characters are set in which typeface: the cascade of a stylesheet, as far as fonts go.

A font is cut down to what is set in it. So this follows CSS where it chooses a font (family,
style, weight), turns letters into others (capitals) or puts in text of its own (`content`).
Conditional rules (`@media`, `@supports`) count as if they applied.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

import cssselect2
import tinycss2
from tinycss2.ast import Node


@dataclass(frozen=True, slots=True)
class Setting:
    """How words are set. `families`: the stack, in lower case; `weight`: 1–1000."""

    families: tuple[str, ...] = ()
    italic: bool = False
    weight: int = 400
    transform: str = "none"  # CSS text-transform


_READING_SYSTEM = """
    em, i, cite, dfn, var, address { font-style: italic }
    b, strong, th, h1, h2, h3, h4, h5, h6 { font-weight: bold }
    code, kbd, samp, pre { font-family: monospace }
"""
_PROPERTIES = {"font", "font-family", "font-style", "font-weight", "text-transform", "content"}
_KEPT = {"inherit", "unset", "initial", "revert"}
_UNSEEN = {
    "{http://www.w3.org/1999/xhtml}head",
    "{http://www.w3.org/2000/svg}title",
    "{http://www.w3.org/2000/svg}desc",
}

_Declared = dict[str, Sequence[Node]]  # property -> its value


class Cascade:
    """A stylesheet that says how the words of a document are set."""

    def __init__(self, css: str) -> None:
        self._matcher = cssselect2.Matcher()
        for rule in _rules(tinycss2.parse_stylesheet(_READING_SYSTEM + css, True, True)):
            declared = _declared(rule.content)
            if not declared:
                continue
            try:
                selectors = cssselect2.compile_selector_list(rule.prelude)
            except cssselect2.SelectorError:
                continue  # as a reading system does
            for selector in selectors:
                self._matcher.add_selector(selector, declared)

    def characters(self, document: Element) -> Mapping[Setting, frozenset[str]]:
        """The characters that an XHTML or SVG document sets in each setting."""
        found: dict[Setting, set[str]] = defaultdict(set)
        root = cssselect2.ElementWrapper.from_xml_root(document)
        for setting, text in self._runs(root, Setting()):
            found[setting].update(_shown(text, setting.transform))
        return {setting: frozenset(characters) for setting, characters in found.items()}

    def _runs(
        self, element: cssselect2.ElementWrapper, inherited: Setting
    ) -> Iterator[tuple[Setting, str]]:
        if element.etree_element.tag in _UNSEEN:
            return
        declared: dict[str | None, _Declared] = {None: _attributes(element.etree_element)}
        for _specificity, _order, pseudo, values in self._matcher.match(element):
            declared.setdefault(pseudo, {}).update(values)
        setting = _set(inherited, declared.pop(None))
        for pseudo, values in declared.items():
            # ::first-line and ::first-letter set words of the element, the others their own
            text = "".join(token.value for token in values.get("content", ()) if _is_text(token))
            if str(pseudo).startswith("first-"):
                text = "".join(element.etree_element.itertext())
            yield _set(setting, values), text
        yield setting, element.etree_element.text or ""
        for child in element.iter_children():
            yield from self._runs(child, setting)
            yield setting, child.etree_element.tail or ""


def _shown(text: str, transform: str) -> str:
    """The letters that a `text-transform` can make of a text."""
    if transform == "uppercase":
        return text.upper()
    if transform == "lowercase":
        return text.lower()
    return text + text.upper() if transform == "capitalize" else text


def _rules(nodes: Sequence[Node]) -> Iterator[Node]:
    """The style rules of a stylesheet, those inside conditional rules as well."""
    for node in nodes:
        if node.type == "qualified-rule":
            yield node
        elif node.type == "at-rule" and node.lower_at_keyword in ("media", "supports"):
            yield from _rules(tinycss2.parse_rule_list(node.content, True, True))


def _declared(content: Sequence[Node]) -> _Declared:
    """The declarations of a rule that matter here; a `font` shorthand is taken apart."""
    declared: _Declared = {}
    for each in tinycss2.parse_blocks_contents(content, True, True):
        if each.type != "declaration" or each.lower_name not in _PROPERTIES:
            continue
        value = _significant(each.value)
        if each.lower_name == "font":
            declared.update(_shorthand(value))
        else:
            declared[each.lower_name] = value
    return declared


def _attributes(element: Element) -> _Declared:
    """Presentation attributes of SVG: as declarations that any rule overrides (SVG 2, §6.6)."""
    return {
        name: _significant(tinycss2.parse_component_value_list(element.attrib[name]))
        for name in sorted(_PROPERTIES & element.attrib.keys())
        if name.startswith("font-")
    }


def _significant(value: Sequence[Node]) -> list[Node]:
    return [token for token in value if token.type not in ("whitespace", "comment")]


def _shorthand(value: Sequence[Node]) -> _Declared:
    """`font: italic 600 1em/1.2 "Literata", serif` as its long forms (CSS Fonts 4, §2.7)."""
    sizes = [at for at, token in enumerate(value) if token.type in ("dimension", "percentage")]
    if not sizes:
        return {}  # inherit, or a system font
    before, after = value[: sizes[0]], value[sizes[-1] + 1 :]
    slash = [at for at, token in enumerate(after) if token == "/"]
    after = after[slash[0] + 2 :] if slash else after  # a line height without a unit
    weights = [token for token in before if token.type == "number" or _word(token) == "bold"]
    styles = [token for token in before if _word(token) in ("italic", "oblique")]
    return {
        "font-family": after,
        "font-style": styles or tinycss2.parse_component_value_list("normal"),
        "font-weight": weights or tinycss2.parse_component_value_list("normal"),
    }


def _set(inherited: Setting, declared: _Declared) -> Setting:
    """The setting of an element with these declarations."""
    setting = inherited
    for name, value in declared.items():
        word = _word(value[0]) if value else ""
        if word in _KEPT or not value:
            continue
        if name == "font-family":
            setting = replace(setting, families=_families(value))
        elif name == "font-style":
            setting = replace(setting, italic=word in ("italic", "oblique"))
        elif name == "font-weight":
            setting = replace(setting, weight=_weight(value[0], inherited.weight))
        elif name == "text-transform":
            setting = replace(setting, transform=word)
    return setting


def _families(value: Sequence[Node]) -> tuple[str, ...]:
    """The names of a font stack, in lower case."""
    names: list[list[str]] = [[]]
    for token in value:
        if token == ",":
            names.append([])
        elif _is_text(token) or token.type == "ident":
            names[-1].append(token.value.lower())
    return tuple(" ".join(words) for words in names if words)


def _weight(token: Node, inherited: int) -> int:
    """A weight as a number (CSS Fonts 4, §2.2: `bolder` and `lighter` go by the inherited one)."""
    if token.type == "number":
        return int(token.value)
    if _word(token) == "bolder":
        return 400 if inherited < 350 else 700 if inherited < 550 else 900
    if _word(token) == "lighter":
        return 100 if inherited < 550 else 400 if inherited < 750 else 700
    return 700 if _word(token) == "bold" else 400


def _word(token: Node) -> str:
    return str(token.lower_value) if token.type == "ident" else ""


def _is_text(token: Node) -> bool:
    return bool(token.type == "string")
