"""Values of fields as their authors write them: lists, people, dates, truths, licences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from packager.importers.common import find_date, licence_of
from packager.load.names import web_address
from packager.model.dates import PartialDate
from packager.model.people import Contributor
from packager.model.relators import code_of

_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?!\d)")
_ALONE = re.compile(r"(\d{4})")
_YES = {"true", "yes", "on", "1"}
_NO = {"false", "no", "off", "0"}
_CC = re.compile(r"\bcc[ -]?(by(?:[ -](?:nc|sa|nd))*)\b|\bcc(0)\b", re.IGNORECASE)
_AND = re.compile(r"\s*(?:;|,\s+and\s+|\s+(?:and|und|et|y|e|&)\s+)\s*")
_COMMA = re.compile(r"\s*,\s*")
_ADDRESS = re.compile(r"\s*<[^<>]*@[^<>]*>|\s*\([^()]*@[^()]*\)")
_WIKI = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]")
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")


def text_of(value: object) -> str:
    """One text: of a list its first, of a table its name."""
    if isinstance(value, list):
        return text_of(value[0]) if value else ""
    if isinstance(value, Mapping):
        for key in ("name", "title", "text", "literal", "value", "main", "src", "path", "image"):
            if value.get(key):
                return text_of(value[key])
        return ""
    words = " ".join(str(value).split()) if value is not None else ""
    return _WIKI.sub(r"\1", words) if "[[" in words else words


def texts_of(value: object) -> list[str]:
    """Several texts: a list, or words with commas between them."""
    if isinstance(value, list):
        return [text for each in value if (text := text_of(each))]
    return [text for text in _COMMA.split(text_of(value).strip("[]")) if text]


def truth(value: object) -> bool | None:
    """Yes, no, or neither."""
    word = text_of(value).lower()
    return True if word in _YES else False if word in _NO else None


def date_of(value: object, language: str = "") -> PartialDate | None:
    """A date without its time; None when there is none in it."""
    text = text_of(value)
    try:
        if found := _ISO.match(text):
            parts = [found[1], *(f"{int(part):02}" for part in found.groups()[1:] if part)]
            return PartialDate.parse("-".join(parts))
        if _ALONE.fullmatch(text):
            return PartialDate.parse(text)
    except ValueError:
        return None
    return find_date(text, language)


def address_of(value: object) -> str:
    """A whole web address, or nothing."""
    try:
        return web_address(text_of(value))
    except ValueError:
        return ""


def licence_and_statement(value: object) -> tuple[str, str]:
    """A licence's id, or the words as a statement when no id can be told."""
    if isinstance(value, Mapping):
        value = value.get("id") or value.get("url") or value.get("link") or text_of(value)
    text = text_of(value)
    if found := licence_of(text):
        return found, ""
    if found := licence_of(re.sub(r"[\s_]+", "-", text)):
        return found, ""
    if short := _CC.fullmatch(text):
        name = "CC0" if short[2] else f"CC {re.sub('[ -]', '-', short[1]).upper()}"
        return licence_of(name), name
    return "", text


def people_of(value: object, role: str, known: Mapping[str, object]) -> Iterator[Contributor]:
    """People as strings, lists, or tables; `known` holds the site's own authors by their keys."""
    if isinstance(value, list):
        for each in value:
            yield from people_of(each, role, known)
    elif isinstance(value, Mapping):
        if isinstance(value.get("name"), Mapping | str) or value.get("literal"):
            yield _person(value, role)
        else:  # authors by their keys
            for key, each in value.items():
                named = {"name": key, **each} if isinstance(each, Mapping) else {"name": each}
                yield _person(named, role)
    elif text := text_of(value):
        for name in _names(text):
            told = known.get(name) or known.get(name.lower())
            if isinstance(told, Mapping):
                yield _person({"name": name, **told}, role)
            else:
                yield Contributor(name, role)


def _names(text: str) -> list[str]:
    """The names in a text: “Rosa Quiroga, Tariq Haddad and Mei Lin”; “Quiroga, Rosa” is one."""
    text = _ADDRESS.sub("", text).strip()
    text = re.sub(r"^(?:by|por|par|von)\s+", "", text, flags=re.IGNORECASE)
    names = [name.strip() for name in _AND.split(text) if name.strip()]
    pairs = [_COMMA.split(name) for name in names]
    turned = all(len(pair) == 2 and " " not in pair[0] for pair in pairs)
    if turned and (len(pairs) > 1 or " " not in pairs[0][1]):  # “Quiroga, Rosa”
        return [f"{given} {family}" for family, given in pairs]
    return [part for name in names for part in _COMMA.split(name) if part]


def _person(table: Mapping[str, object], role: str) -> Contributor:
    name, sort = table.get("name"), ""
    if isinstance(name, Mapping):
        given, family = text_of(name.get("given")), text_of(name.get("family"))
        literal = text_of(name.get("literal"))
        sort = f"{family}, {given}" if given and family else ""
        name = literal or f"{given} {family}".strip()
    stated = code_of(text_of(table.get("role"))) if table.get("role") else None
    return Contributor(
        text_of(name) or text_of(table.get("literal")),
        stated or role,
        "organisation" if text_of(table.get("kind")) == "organisation" else "person",
        sort=sort,
        url=_address(table),
        bio=_bio(table),
    )


def _address(table: Mapping[str, object]) -> str:
    for key in ("url", "website", "uri", "link", "homepage"):
        if address := address_of(table.get(key)):
            return address
    orcid = _ORCID.search(text_of(table.get("orcid")))
    return f"https://orcid.org/{orcid[0]}" if orcid else ""


def _bio(table: Mapping[str, object]) -> str:
    if bio := text_of(table.get("bio")):
        return bio
    places = table.get("affiliation") or table.get("affiliations")
    each = places if isinstance(places, list) else [places]
    return "; ".join(text for text in map(text_of, each) if text)
