"""The package document: what it says of the book, its files, their order (OPF 2.0.1, EPUB 3.3)."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from packager.importers.epub.container import inside
from packager.importers.packed import Packed
from packager.importers.source import refusal
from packager.importers.xml import Element, local, parse_xml, text_of

DOCUMENTS = ("application/xhtml+xml", "text/html", "text/x-oeb1-document", "application/html+xml")


@dataclass(frozen=True, slots=True)
class Meta:
    """Something said: `title` of Dublin Core, `dcterms:modified`, `calibre:series`, a link's rel.

    `refines`: the id of what it is said of, empty for the book. `given`: its other attributes, by
    local name (`role`, `file-as`, `event`, `scheme`, `lang`).
    """

    name: str
    value: str
    id: str = ""
    refines: str = ""
    given: tuple[tuple[str, str], ...] = ()
    line: int = 0

    def get(self, key: str) -> str:
        """An attribute, or nothing."""
        return next((value for name, value in self.given if name == key), "")


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the book; `member` is its path in the archive, empty when it is elsewhere."""

    id: str
    href: str
    member: str
    media: str
    properties: frozenset[str]
    fallback: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """The package document. `spine`: items with whether they stand in the reading order.
    `guide`: what EPUB 2 says a file is, by member, in lower case."""

    member: str
    version: str
    language: str
    direction: str  # of its pages: "rtl", "ltr" or ""
    metas: tuple[Meta, ...]
    items: dict[str, Item]
    spine: tuple[tuple[Item, bool], ...]
    toc: str  # the id of the NCX
    guide: dict[str, str]
    identified_by: str
    lost: tuple[str, ...] = ()  # what the spine names and the archive does not hold

    def all(self, *names: str) -> list[Meta]:
        """All that is said of the book under these names."""
        return [meta for meta in self.metas if meta.name in names and not meta.refines]

    def first(self, *names: str) -> str:
        """The first value said under these names, the first name first; or nothing."""
        return next((m.value for n in names for m in self.all(n) if m.value), "")

    def of(self, about: str, *names: str) -> list[Meta]:
        """All that is said of something with an id, under these names."""
        if not about:
            return []
        return [meta for meta in self.metas if meta.refines == about and meta.name in names]

    @property
    def made_here(self) -> bool:
        """Did this program make it? Only it speaks of each article's title as of its item's."""
        return any(m.refines.startswith("text-") and m.name == "dcterms:title" for m in self.metas)

    def item_of(self, member: str) -> Item | None:
        """The item of a member."""
        return next((item for item in self.items.values() if item.member == member), None)


def read_package(packed: Packed, member: str) -> Package:
    """Read the package document; `ContentError` when it is none or lists nothing to read."""
    root = parse_xml(packed.read(member), inside(packed, member))
    if local(root) != "package":
        raise refusal(packed.name, f"is not an EPUB: {member} is no package document")
    parts = {local(child): child for child in root}
    items = {item.id: item for item in _items(parts.get("manifest"), member, packed)}
    spine = parts.get("spine")
    order = tuple(_order(spine, items))
    if not order:
        message = f"has nothing to read: the spine in {member} names no document it holds"
        raise refusal(packed.name, message, "is it whole?")
    return Package(
        member=member,
        version=root.get("version") or "",
        language=_given(root).get("lang", ""),
        direction=_direction(root, spine),
        metas=tuple(_metas(parts.get("metadata"))),
        items=items,
        spine=order,
        toc=(spine.get("toc") or "") if spine is not None else "",
        guide=_guide(parts.get("guide"), member, packed),
        lost=tuple(_lost(spine, items)),
        identified_by=root.get("unique-identifier") or "",
    )


def locate(packed: Packed, member: str, href: str) -> tuple[str, str]:
    """The member and the fragment that an address in a member leads to; the member is empty when
    the archive does not hold it or the address leads elsewhere."""
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return "", ""
    fragment = unquote(parts.fragment)
    if parts.scheme or parts.netloc:
        return "", fragment
    if not parts.path:
        return member, fragment
    for path in (unquote(parts.path), parts.path):
        if found := packed.beside(member, path):
            return found, fragment
    folded = posixpath.normpath(posixpath.join(posixpath.dirname(member), unquote(parts.path)))
    same = [name for name in packed.names if name.casefold() == folded.casefold()]
    return (same[0] if same else ""), fragment


def _given(element: Element) -> dict[str, str]:
    return {str(key).rpartition("}")[2]: str(value) for key, value in element.attrib.items()}


def _direction(root: Element, spine: Element | None) -> str:
    said = (spine.get("page-progression-direction") or "") if spine is not None else ""
    said = said if said in ("rtl", "ltr") else root.get("dir") or ""
    return said if said in ("rtl", "ltr") else ""


def _metas(metadata: Element | None) -> list[Meta]:
    if metadata is None:
        return []
    return [_meta(each) for each in metadata.iter() if each is not metadata and local(each)]


def _meta(element: Element) -> Meta:
    given = _given(element)
    name, value = local(element), text_of(element)
    if name == "meta":
        name = given.get("property") or given.get("name") or "meta"
        value = value or given.get("content", "").strip()
    elif name == "link":
        name, value = f"link {given.get('rel', '')}", given.get("href", "").strip()
    return Meta(
        name=name,
        value=value,
        id=given.get("id", ""),
        refines=given.get("refines", "").removeprefix("#"),
        given=tuple(sorted(given.items())),
        line=element.sourceline if isinstance(element.sourceline, int) else 0,
    )


def _items(manifest: Element | None, member: str, packed: Packed) -> list[Item]:
    found = []
    for each in manifest if manifest is not None else ():
        if local(each) == "item" and each.get("id"):
            href = each.get("href") or ""
            found.append(
                Item(
                    id=each.get("id") or "",
                    href=href,
                    member=locate(packed, member, href)[0] if href else "",
                    media=(each.get("media-type") or "").lower(),
                    properties=frozenset((each.get("properties") or "").split()),
                    fallback=each.get("fallback") or "",
                )
            )
    return found


def _order(spine: Element | None, items: dict[str, Item]) -> list[tuple[Item, bool]]:
    """The documents of the spine, each once; a foreign one through its fallback."""
    found: dict[str, tuple[Item, bool]] = {}
    for each in spine if spine is not None else ():
        item = items.get(each.get("idref") or "") if local(each) == "itemref" else None
        seen: set[str] = set()
        while item and item.media not in DOCUMENTS and item.fallback and item.id not in seen:
            seen.add(item.id)
            item = items.get(item.fallback)
        if item and item.member and item.member not in found:
            found[item.member] = (item, (each.get("linear") or "").strip().lower() != "no")
    return list(found.values())


def _lost(spine: Element | None, items: dict[str, Item]) -> list[str]:
    named = [each.get("idref") or "" for each in (spine if spine is not None else ())]
    gone = [each for each in named if each and each not in items]
    return gone + [items[each].href for each in named if each in items and not items[each].member]


def _guide(guide: Element | None, member: str, packed: Packed) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in guide if guide is not None else ():
        target, _ = locate(packed, member, each.get("href") or "")
        if target and each.get("type"):
            found.setdefault(target, (each.get("type") or "").lower())
    return found
