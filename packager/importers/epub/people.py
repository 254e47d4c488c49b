"""Who made a book: creators and contributors with their roles, names to sort by and all."""

from __future__ import annotations

import re

from packager.findings import Place
from packager.importers.epub.package import Meta, Package
from packager.importers.imported import Account
from packager.model.people import Contributor
from packager.model.relators import code_of

_TOOLS = re.compile(r"calibre|sigil|pandoc|\bepub\b.*(?:maker|creator|export)", re.IGNORECASE)
_DEFAULT = {"creator": "aut", "contributor": "ctb"}
MARC = "marcrel:"


def contributors(package: Package, account: Account, place: Place) -> tuple[Contributor, ...]:
    """The people of the book, in the order of the file."""
    found: list[Contributor] = []
    for meta in package.all("creator", "contributor"):
        if not meta.value:
            continue
        roles = _roles(package, meta)
        if "bkp" in roles and _TOOLS.search(meta.value):
            reason = f"“{meta.value}” is the program that made the file"
            account.drop("contributor", reason, place=place)
            continue
        sort = _sort(package, meta)
        found += [_person(meta.value, role, sort, package) for role in roles]
    return tuple(dict.fromkeys(found))


def article_contributors(
    package: Package, about: str, known: tuple[Contributor, ...]
) -> tuple[Contributor, ...]:
    """The people of one document of the book, as refinements of its item tell them."""
    same = {who.name: who for who in known}
    pairs: list[tuple[str, str]] = []
    by_role = [m for m in package.metas if m.refines == about and m.name.startswith(MARC)]
    for meta in package.of(about, "dcterms:creator", "dcterms:contributor", "creator"):
        told = [m.name.removeprefix(MARC) for m in by_role if m.value == meta.value]
        if not meta.name.endswith("contributor"):
            told.insert(0, "aut")
        pairs += [(meta.value, code) for code in told or ["ctb"] if code_of(code)]
    pairs += [(m.value, m.name.removeprefix(MARC)) for m in by_role]
    return tuple(
        Contributor(name, code, same[name].kind, same[name].sort)
        if name in same
        else Contributor(name, code)
        for name, code in dict.fromkeys(pairs)
        if name and code_of(code)
    )


def _roles(package: Package, meta: Meta) -> list[str]:
    said = [meta.get("role")]
    said += [each.value for each in package.of(meta.id, "role")]
    codes = [code_of(each.rpartition("/")[2].rpartition(":")[2]) for each in said if each]
    return list(dict.fromkeys(code for code in codes if code)) or [_DEFAULT[meta.name]]


def _sort(package: Package, meta: Meta) -> str:
    said = [meta.get("file-as"), *(each.value for each in package.of(meta.id, "file-as"))]
    return next((each for each in said if each), "")


def _person(name: str, role: str, sort: str, package: Package) -> Contributor:
    """A name that publishes the book, or that this program sorted as it is written, is that of an
    organisation; a name to sort by that would be made up the same is not repeated."""
    published_by = name in {meta.value for meta in package.all("publisher")}
    if " " in name and (published_by or (package.made_here and sort == name)):
        return Contributor(name, role, "organisation")
    person = Contributor(name, role)
    return person if sort in ("", person.file_as) else Contributor(name, role, sort=sort)
