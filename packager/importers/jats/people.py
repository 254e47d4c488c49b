"""Contributors: their names, roles, affiliations, and what notes say of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from packager.importers.jats.elements import (
    below,
    child,
    children,
    elements,
    href,
    language_of,
    words,
)
from packager.importers.jats.roles import credit_role, role_of_kind
from packager.importers.xml import Element, local
from packager.load.names import web_address
from packager.model.article import Credit
from packager.model.people import Contributor
from packager.model.relators import code_of

_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
_KNOWN = frozenset({
    "name", "string-name", "name-alternatives", "collab", "collab-alternatives", "anonymous",
    "contrib-id", "role", "xref", "aff", "aff-alternatives", "uri", "ext-link", "email",
    "address", "bio", "degrees", "author-comment", "on-behalf-of",
})  # fmt: skip


@dataclass(slots=True)
class People:
    """Who took part. `kept`: notes of the front matter that became part of somebody's bio."""

    contributors: list[Contributor] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)
    unknown: list[tuple[Element, str]] = field(default_factory=list)  # roles nobody knows
    unsigned: bool = False


def people_of(meta: Element | None) -> People:
    """The contributors of an article's front matter, each once for each role."""
    people = People()
    notes = {each.get("id", ""): each for each in below(meta, "aff", "fn", "corresp")}
    for group in children(meta, "contrib-group"):
        for contrib in _contribs(group):
            _add(contrib, group, notes, people)
    if people.unsigned and people.contributors:
        people.unsigned = False
    return people


def _contribs(group: Element) -> Iterator[Element]:
    """People and groups, those in a group after it."""
    for each in below(group, "contrib"):
        if child(each, "contrib") is None:
            yield each


def _add(contrib: Element, group: Element, notes: dict[str, Element], people: People) -> None:
    language = language_of(next(contrib.iterancestors("article"), None))
    if child(contrib, "anonymous") is not None:
        people.unsigned = True
        return
    name, sort, kind = _name(contrib, language)
    if not name:
        return
    bio = _bio(contrib, group, notes, people)
    for number, role in enumerate(_roles(contrib, name, people)):
        made = Contributor(name, role, kind, sort, _url(contrib), "" if number else bio)
        if not any((m.name, m.role) == (name, role) for m in people.contributors):
            people.contributors.append(made)


Named = tuple[str, str, Literal["person", "organisation"]]


def _name(contrib: Element, language: str) -> Named:
    """Name, name to sort by, and kind."""
    group = child(contrib, "collab")
    if group is None:
        group = child(contrib, "collab-alternatives", "collab")
    if group is not None:
        return _group_name(group), "", "organisation"
    found = children(contrib, "name", "string-name")
    found += children(child(contrib, "name-alternatives"), "name", "string-name")
    if not found:
        return "", "", "person"
    own = [each for each in found if language_of(each) == language]
    return (*person_name((own or found)[0]), "person")


def _group_name(group: Element) -> str:
    """A group's name, without its members and addresses."""
    inside = [each for each in elements(group) if local(each) in ("contrib-group", "aff", "xref")]
    name = words(group)
    for each in inside:
        name = name.replace(words(each), "", 1) if words(each) else name
    return " ".join(name.split()).strip(" ,;:")


def person_name(element: Element) -> tuple[str, str]:
    """A name as it is said, and as it is sorted: “Jane Doe”, “Doe, Jane”."""
    parts = {
        key: words(child(element, key)) for key in ("surname", "given-names", "prefix", "suffix")
    }
    family, given, suffix = parts["surname"], parts["given-names"], parts["suffix"]
    if local(element) == "string-name":
        said = words(element) if (element.text or "").strip() or _has_tails(element) else ""
    else:
        said = ""
    eastern = element.get("name-style") == "eastern"
    order = [family, given] if eastern else [parts["prefix"], given, family, suffix]
    said = said or " ".join(part for part in order if part) or words(element)
    if eastern or not family or not given:
        return said, f"{family} {given}" if eastern and family and given else ""
    return said, ", ".join(part for part in (family, given, suffix) if part)


def _has_tails(element: Element) -> bool:
    return any((each.tail or "").strip() for each in element)


def _roles(contrib: Element, name: str, people: People) -> list[str]:
    """MARC codes: of the kind of contribution, then of each role that is named."""
    kind = contrib.get("contrib-type") or ""
    parent = contrib.getparent()
    kind = kind or (parent.get("content-type", "") if parent is not None else "")
    first = role_of_kind(kind) if kind else "aut"
    roles = [first] if first else []
    for each in children(contrib, "role"):
        text = words(each)
        credit = credit_role(each.get("vocab-term") or text)
        credit = credit_role(text) if credit is None else credit
        code = (code_of(text) or "") if credit is None else credit
        if code and code not in roles:
            roles.append(code)
        elif credit == "":
            people.credits.append(Credit(text, name))
    if not roles:
        people.unknown.append((contrib, kind))
    return roles or ["ctb"]


def _url(contrib: Element) -> str:
    for each in below(contrib, "contrib-id", "uri", "ext-link"):
        if local(each) == "contrib-id":
            found = _ORCID.search(words_of_id(each))
            if found and (each.get("contrib-id-type") == "orcid" or "orcid" in words_of_id(each)):
                return f"https://orcid.org/{found[0]}"
            continue
        try:
            return web_address(href(each) or words(each))
        except ValueError:
            continue
    return ""


def words_of_id(element: Element) -> str:
    """An id as it stands."""
    return (element.text or "").strip()


# --- Bio ---------------------------------------------------------------------------------------


def _bio(contrib: Element, group: Element, notes: dict[str, Element], people: People) -> str:
    said = [text for each in children(contrib, "role") if (text := _position(each))]
    said += [words(each) for each in children(contrib, "degrees")]
    said += [affiliation(each) for each in _affiliations(contrib, group, notes)]
    for each in children(contrib, "xref"):
        note = notes.get(each.get("rid", ""))
        if note is not None and local(note) in ("fn", "corresp"):
            said.append(note_words(note))
            people.kept.add(note.get("id", ""))
    for each in children(contrib, "bio", "author-comment", "on-behalf-of", "address"):
        said.append(words(each))
    said += [words(each) for each in children(contrib, "email")]
    said += [words(each) for each in elements(contrib) if local(each) not in _KNOWN]
    return _sentences(dict.fromkeys(each for each in said if each))


def _position(role: Element) -> str:
    """A role that is no MARC term and none of CRediT: “Professor of History”."""
    text = words(role)
    known = credit_role(role.get("vocab-term") or text) is not None or credit_role(text) is not None
    return "" if known or code_of(text) else text


def _affiliations(contrib: Element, group: Element, notes: dict[str, Element]) -> Sequence[Element]:
    """Where somebody works: named by reference, right there, or the same for all of a group."""
    wanted = [rid for each in children(contrib, "xref") for rid in each.get("rid", "").split()]
    found = [notes[rid] for rid in wanted if rid in notes and local(notes[rid]) == "aff"]
    found += children(contrib, "aff") + children(child(contrib, "aff-alternatives"), "aff")[:1]
    if found or any(x.get("ref-type") == "aff" for x in below(group, "xref")):
        return found
    shared = children(group, "aff")
    outside = [aff for aff in children(group.getparent(), "aff") if not aff.get("id")]
    return shared or outside


def affiliation(aff: Element) -> str:
    """An affiliation in words; as it was printed where that is kept beside its parts."""
    for each in below(aff, "institution", "named-content"):
        if each.get("content-type") in ("original", "aff-text"):
            return words(each)
    parts = [each for each in elements(aff) if local(each) not in ("label", "institution-id")]
    own = "".join([aff.text or "", *(each.tail or "" for each in aff)])
    if re.search(r"\w|,", own):
        label = words(child(aff, "label"))
        said = words(aff)
        return said.removeprefix(label).strip() if label else said
    return ", ".join(text for each in parts if (text := _part(each)))


def _part(element: Element) -> str:
    inside = [each for each in elements(element) if local(each) != "institution-id"]
    if local(element) == "institution-wrap" and inside:
        return ", ".join(words(each) for each in inside)
    return words(element)


def note_words(note: Element) -> str:
    """What a note says, without its mark."""
    label, said = words(child(note, "label")), words(note)
    return said.removeprefix(label).strip() if label else said


def _sentences(said: Sequence[str] | dict[str, None]) -> str:
    """Pieces as one text, each ended with a full stop unless it ends itself."""
    pieces = list(said)
    ended = [each if re.search(r"[.!?;:]$", each) else f"{each}." for each in pieces[:-1]]
    return " ".join([*ended, *pieces[-1:]])
