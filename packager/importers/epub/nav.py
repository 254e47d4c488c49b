"""The table of contents of a book: its nav document (EPUB 3) or its NCX (EPUB 2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from packager.errors import ContentError
from packager.importers.epub.container import inside
from packager.importers.epub.package import Package, locate
from packager.importers.imported import Account
from packager.importers.markup import attribute, name_of, parse_xhtml, words_of
from packager.importers.markup.elements import roles
from packager.importers.packed import Packed
from packager.importers.xml import Element as XmlElement
from packager.importers.xml import local, parse_xml, text_of

_DEEPEST = 12  # entries in each other that are looked at


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: where it leads (`member` empty: nowhere), and those below it."""

    title: str
    member: str = ""
    fragment: str = ""
    children: tuple[Entry, ...] = ()

    def all(self, above: tuple[Entry, ...] = ()) -> Iterator[tuple[Entry, tuple[Entry, ...]]]:
        """It and all below it, each with those above it."""
        yield self, above
        for child in self.children:
            yield from child.all((*above, self))


@dataclass(frozen=True, slots=True)
class Contents:
    """The entries, and what landmarks say that documents or places in them are (`member`, or
    `member#fragment`). `member`: the nav document itself."""

    entries: tuple[Entry, ...] = ()
    landmarks: tuple[tuple[str, str], ...] = ()
    member: str = ""

    def all(self) -> list[tuple[Entry, tuple[Entry, ...]]]:
        """All entries, each with those above it, in their order."""
        return [pair for entry in self.entries for pair in entry.all()]


def read_contents(packed: Packed, package: Package, account: Account) -> Contents:
    """The nav document's entries; the NCX's when it has none."""
    contents = Contents()
    nav = next((item for item in package.items.values() if "nav" in item.properties), None)
    if nav and nav.member:
        contents = _nav(packed, nav.member, account)
    if contents.entries:
        return contents
    return Contents(_ncx(packed, package, account), contents.landmarks, contents.member)


def _nav(packed: Packed, member: str, account: Account) -> Contents:
    root = parse_xhtml(packed.read(member), inside(packed, member), account)
    navs = list(root.iter("nav"))
    tocs = [nav for nav in navs if {"toc", "doc-toc"} & set(roles(nav))]
    plain = [nav for nav in navs if not roles(nav)]
    marks = [nav for nav in navs if "landmarks" in roles(nav)]
    entries = _entries((tocs or plain)[0], packed, member, 0) if tocs or plain else ()
    landmarks = []
    for link in (each for nav in marks for each in nav.iter("a")):
        target, fragment = locate(packed, member, attribute(link, "href"))
        at = f"{target}#{fragment}" if fragment else target
        landmarks += [(at, kind) for kind in roles(link) if target]
    return Contents(entries, tuple(landmarks), member)


def _entries(element: Element, packed: Packed, member: str, depth: int) -> tuple[Entry, ...]:
    """The entries of the first list in an element."""
    listed = next(
        (
            each
            for each in element.iter(
                "ol",
            )
        ),
        None,
    )
    if listed is None:
        listed = next(iter(element.iter("ul")), None)
    if listed is None or depth > _DEEPEST:
        return ()
    return tuple(_entry(item, packed, member, depth) for item in listed if name_of(item) == "li")


def _entry(item: Element, packed: Packed, member: str, depth: int) -> Entry:
    label = next((each for each in item if name_of(each) not in ("ol", "ul")), None)
    link = label if label is not None and name_of(label) == "a" else None
    if label is not None and link is None:
        link = next(iter(label.iter("a")), None)
    title = words_of(label) if label is not None else " ".join((item.text or "").split())
    target, fragment = "", ""
    if link is not None:
        target, fragment = locate(packed, member, attribute(link, "href"))
    return Entry(title, target, fragment, _entries(item, packed, member, depth + 1))


def _ncx(packed: Packed, package: Package, account: Account) -> tuple[Entry, ...]:
    item = package.items.get(package.toc)
    if item is None or not item.member:
        kinds = (each for each in package.items.values() if each.media.endswith("dtbncx+xml"))
        item = next(kinds, None)
    if item is None or not item.member:
        return ()
    try:
        root = parse_xml(packed.read(item.member), inside(packed, item.member))
    except ContentError as error:
        fault = error.findings[0]
        account.drop("table of contents", f"the NCX {fault.message}", place=fault.place)
        return ()
    whole = next((each for each in root.iter() if local(each) == "navMap"), None)
    return _points(whole, packed, item.member, 0) if whole is not None else ()


def _points(element: XmlElement, packed: Packed, member: str, depth: int) -> tuple[Entry, ...]:
    points = [child for child in element if local(child) == "navPoint"]
    return tuple(_point(point, packed, member, depth) for point in points if depth <= _DEEPEST)


def _point(point: XmlElement, packed: Packed, member: str, depth: int) -> Entry:
    parts = {local(child): child for child in point}
    title = text_of(parts["navLabel"]) if "navLabel" in parts else ""
    href = parts["content"].get("src") or "" if "content" in parts else ""
    target, fragment = locate(packed, member, href) if href else ("", "")
    return Entry(title, target, fragment, _points(point, packed, member, depth + 1))
