"""JSON-LD: what a page says of its article in schema.org's words."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from packager.importers.markup import attribute

MAX_SCRIPT = 500_000  # characters of one script
MAX_SCRIPTS = 20
MAX_NODES = 5_000
_ARTICLES = re.compile(
    r"(?:\w*Article|BlogPosting|Report|Review|CreativeWork|\w*Posting|Chapter|Essay|Book)"
)
_ROLES = (
    ("author", "aut"), ("translator", "trl"), ("editor", "edt"), ("illustrator", "ill"),
    ("contributor", "ctb"), ("creator", "aut"), ("photographer", "pht"),
)  # fmt: skip
_ORGANISATIONS = re.compile(r"\w*(?:Organization|Corporation|NGO|Library|LocalBusiness)")


@dataclass(frozen=True, slots=True)
class Who:
    """A person or organisation."""

    name: str
    role: str
    organisation: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """An article as JSON-LD describes it."""

    title: str = ""
    people: tuple[Who, ...] = ()
    published: str = ""
    updated: str = ""
    description: str = ""
    subjects: tuple[str, ...] = ()
    publisher: str = ""
    publisher_url: str = ""
    language: str = ""
    url: str = ""
    licence: str = ""


def articles_in(root: Element) -> list[Thing]:
    """The articles that a page describes; those of a listing are not this page's."""
    found: list[Thing] = []
    for number, script in enumerate(_scripts(root)):
        if number >= MAX_SCRIPTS:
            break
        nodes = list(_nodes(_read(script)))
        by_id = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
        found += [_thing(node, by_id) for node in nodes if _is_article(node)]
    return found


def _scripts(root: Element) -> Iterator[str]:
    for script in root.iter("script"):
        text = "".join(script.itertext())
        if "ld+json" in attribute(script, "type").lower() and len(text) <= MAX_SCRIPT:
            yield text


def _read(text: str) -> Any:
    """JSON, or nothing: scripts are often wrapped in comments, and often broken."""
    text = re.sub(
        r"^\s*(?://)?\s*(?:<!\[CDATA\[|<!--)|(?://)?\s*(?:\]\]>|-->)\s*$", "", text
    ).strip()
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Objects at the top, in arrays, in `@graph` and under `mainEntity`."""
    waiting, seen = [data], 0
    while waiting and seen < MAX_NODES:
        node = waiting.pop()
        seen += 1
        if isinstance(node, list):
            waiting += reversed(node)
        elif isinstance(node, dict):
            yield node
            waiting += [node[key] for key in ("mainEntity", "@graph") if key in node]


def _is_article(node: dict[str, Any]) -> bool:
    return any(_ARTICLES.fullmatch(str(each)) for each in _listed(node.get("@type")))


def _thing(node: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> Thing:
    publisher = next((_resolved(each, by_id) for each in _listed(node.get("publisher"))), {})
    keywords = [part for each in _listed(node.get("keywords")) for part in _text(each).split(",")]
    page = _listed(node.get("mainEntityOfPage"))
    url = _text(node.get("url")) or next((_address(each) for each in page), "")
    language = next((_text(each) for each in _listed(node.get("inLanguage"))), "")
    licence = next((_address(each) for each in _listed(node.get("license"))), "")
    return Thing(
        title=_text(node.get("headline")) or _text(node.get("name")),
        people=tuple(_people(node, by_id)),
        published=_text(node.get("datePublished")),
        updated=_text(node.get("dateModified")),
        description=_text(node.get("description")),
        subjects=tuple(dict.fromkeys(word.strip() for word in keywords if word.strip())),
        publisher=_text(publisher.get("name")),
        publisher_url=_text(publisher.get("url")),
        language=language,
        url=url,
        licence=licence,
    )


def _people(node: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> Iterator[Who]:
    seen: set[tuple[str, str]] = set()
    for key, role in _ROLES:
        for each in _listed(node.get(key)):
            who = _resolved(each, by_id)
            name = _text(who.get("name"))
            if name and (name, role) not in seen and not name.startswith(("http:", "https:")):
                seen.add((name, role))
                types = _listed(who.get("@type"))
                organised = any(_ORGANISATIONS.fullmatch(str(kind)) for kind in types)
                yield Who(name, role, organised, _text(who.get("url")))


def _resolved(node: Any, by_id: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if isinstance(node, str):
        return {"name": node}
    if not isinstance(node, dict):
        return {}
    if "name" not in node and str(node.get("@id")) in by_id:
        return by_id[str(node["@id"])]
    return node


def _listed(value: Any) -> list[Any]:
    return value[:100] if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value", value.get("name", ""))
    text = html.unescape(value) if isinstance(value, str) else ""
    return " ".join(text.split())[:2_000]


def _address(value: Any) -> str:
    return _text(value.get("@id") or value.get("url")) if isinstance(value, dict) else _text(value)
