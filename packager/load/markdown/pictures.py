"""Pictures where they stand, with what is said of them there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import unquote

from packager.load.markdown.attributes import Allowed
from packager.load.markdown.quotes import smarten
from packager.load.markdown.scope import Scope
from packager.load.markdown.tree import Node
from packager.model.assets import Asset
from packager.model.text import Attributes, Picture

_KEYS = ("credit", "licence", "source")
_DECORATIVE = "decorative"
_ALLOWED = Allowed(
    keys=_KEYS, classes=("wide", "full", "bleed", "half", "left", "right", _DECORATIVE)
)
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


def picture(node: Node, scope: Scope) -> tuple[Picture | None, Attributes]:
    """The picture of an image node (None when it cannot be had) and its other attributes."""
    attributes = scope.attributes(node, _ALLOWED)
    asset = _asset(node, scope)
    _report_calls(node.children, scope)
    if asset is None:
        return None, attributes
    said = dict(attributes.extra)
    decorative = _DECORATIVE in attributes.classes
    found = Picture(
        asset,
        alt="" if decorative else smarten(description(node), scope.language),
        decorative=decorative,
        credit=smarten(said.get("credit", ""), scope.language),
        licence=said.get("licence", ""),
        source=said.get("source", ""),
        line=node.line,
    )
    return found, replace(
        attributes,
        classes=tuple(name for name in attributes.classes if name != _DECORATIVE),
        extra=tuple((key, value) for key, value in attributes.extra if key not in _KEYS),
    )


def description(node: Node) -> str:
    """The words between the brackets of an image."""
    return "".join(_texts(node.children))


def _texts(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        yield " " if node.type in ("softbreak", "hardbreak") else node.text
        # The text of a picture inside is its whole description, the nodes below it once more.
        yield from () if node.type == "image" else _texts(node.children)


def _asset(node: Node, scope: Scope) -> Asset | None:
    path = str(node.token.attrs.get("src", ""))
    if _ELSEWHERE.match(path):
        hint = "put the file beside the article, into images/, and name it there"
        scope.report("picture-remote", node, f"the picture is not a file here: {path[:80]}", hint)
        return None
    if not path:
        hint = "write it between the parentheses: ![what it shows](images/file.jpg)"
        scope.report("picture-missing", node, "a picture names no file", hint)
        return None
    return scope.context.picture(unquote(path), scope.place(node))


def _report_calls(nodes: Iterable[Node], scope: Scope) -> None:
    for node in nodes:
        if node.type in ("footnote_ref", "inline_note"):
            scope.notes.refuse(node, "the description of a picture")
        _report_calls(node.children, scope)
