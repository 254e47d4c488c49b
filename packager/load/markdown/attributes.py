"""Attributes in braces: `{#id .class lang=fr dir=rtl key="value"}`.

One or more of `#id`, `.class`, `key=value` and `key="some value"`, with white space between them.
What does not follow that form exactly is no attribute list and stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from packager.findings import Place
from packager.load.markdown.identifiers import is_reserved, is_xml_name
from packager.load.markdown.reporter import Reporter
from packager.load.report import did_you_mean, listing
from packager.model.text import Attributes

Written = tuple[tuple[str, str], ...]
"""Attributes as they stand in the source: `("#", id)`, `(".", class)`, `(key, value)`."""

_SPACE = re.compile(r"\s*")
_ITEM = re.compile(
    r"""(?: \# (?P<id> [^\s\#{}"'=]+)
          | \. (?P<class> [^\s\#.{}"'=]+)
          | (?P<key> [A-Za-z][\w:.-]*) =
            (?: "(?P<double> (?:\\.|[^"\\])* )"
              | '(?P<single> (?:\\.|[^'\\])* )'
              | (?P<bare> [^\s"'{}=]+ ) )
        ) (?=[\s}])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_LANGUAGE = re.compile(r"(?:[A-Za-z]{2,8}|x)(?:-[A-Za-z0-9]{1,8})*")
_DIRECTIONS = ("ltr", "rtl")
_COMMON_KEYS = ("id", "class", "lang", "dir")


def read(text: str, start: int, end: int | None = None) -> tuple[Written, int] | None:
    """The attribute list that begins at `start`, and where it ends; None when there is none."""
    end = len(text) if end is None else end
    if not text.startswith("{", start, end):
        return None
    items: list[tuple[str, str]] = []
    at = _skip(text, start + 1)
    while at < end and text[at] != "}":
        item = _ITEM.match(text, at, end)
        if item is None:
            return None
        items.append(_pair(item))
        at = _skip(text, item.end())
    return (tuple(items), at + 1) if items and at < end else None


def _skip(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at


def _pair(item: re.Match[str]) -> tuple[str, str]:
    if item["id"]:
        return "#", item["id"]
    if item["class"]:
        return ".", item["class"]
    quoted = item["double"] if item["double"] is not None else item["single"]
    if quoted is None:
        return item["key"], item["bare"]
    return item["key"], " ".join(_ESCAPED.sub(r"\1", quoted).split())


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may be said of one kind of thing besides id, class, language and direction."""

    keys: tuple[str, ...] = ()
    classes: tuple[str, ...] | None = None  # None: any, since a theme may know it


ANYTHING = Allowed()


def interpret(
    written: Written, place: Place, reporter: Reporter, allowed: Allowed = ANYTHING
) -> Attributes:
    """What an attribute list means; an unknown key or class is kept and reported."""
    ids, classes, pairs = _sorted(written)
    values = {key: value for key, value in pairs if key in ("lang", "dir")}
    extra = tuple((key, value) for key, value in pairs if key not in values)
    _report_unknown("key", (key for key, _ in extra), allowed.keys, place, reporter)
    if allowed.classes is not None:
        _report_unknown("class", classes, allowed.classes, place, reporter)
    return Attributes(
        id=_id(ids[-1], place, reporter) if ids else "",
        classes=tuple(dict.fromkeys(classes)),
        language=_language(values.get("lang", ""), place, reporter),
        direction=_direction(values.get("dir", ""), place, reporter),
        extra=extra,
    )


def _sorted(written: Written) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    ids = [value for key, value in written if key in ("#", "id")]
    classes = [word for key, value in written if key in (".", "class") for word in value.split()]
    pairs = [(key, value) for key, value in written if key not in ("#", "id", ".", "class")]
    return ids, classes, pairs


def _report_unknown(
    what: str, found: Iterable[str], known: tuple[str, ...], place: Place, reporter: Reporter
) -> None:
    choices = (*known, *_COMMON_KEYS) if what == "key" else known
    for name in dict.fromkeys(found):
        if name not in choices:
            hint = did_you_mean(name, choices) or f"known here: {listing(choices)}"
            reporter.add("attribute-unknown", f'unknown {what} "{name}"', place, hint)


def _id(name: str, place: Place, reporter: Reporter) -> str:
    if not is_xml_name(name):
        hint = "begin with a letter; go on with letters, figures, hyphens and full stops"
        reporter.add("id-invalid", f'"{name}" cannot be an id', place, hint)
        return ""
    if is_reserved(name):
        hint = 'ids such as "title", "note-1", "call-1" and "page-1" are given by the packager'
        reporter.add("id-invalid", f'the id "{name}" is taken', place, hint)
        return ""
    return name


def _language(tag: str, place: Place, reporter: Reporter) -> str:
    if tag and not _LANGUAGE.fullmatch(tag):
        hint = 'write a language tag such as "fr", "pt-BR" or "ar"'
        reporter.add("language-invalid", f'"{tag}" is no language tag', place, hint)
        return ""
    return tag


def _direction(direction: str, place: Place, reporter: Reporter) -> str:
    if direction and direction not in _DIRECTIONS:
        hint = "write dir=ltr or dir=rtl"
        reporter.add("value-invalid", f'"{direction}" is no direction', place, hint)
        return ""
    return direction
