"""The documents of a book, in reading order, tidied: what is no text is taken out and told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from packager.findings import Place, finding
from packager.importers.epub.container import inside
from packager.importers.epub.lines import verses
from packager.importers.epub.package import DOCUMENTS, Item, Package, locate
from packager.importers.imported import Account
from packager.importers.markup import attribute, classes, line_of, name_of, parse_xhtml, words_of
from packager.importers.markup.elements import parents_of, roles
from packager.importers.packed import Packed

TO = ":to"  # on a link or picture: the member it leads to, with the fragment
OUTSIDE = re.compile(r"(?i)[a-z][a-z0-9+.-]*:|//")
_PAGE = {"pagebreak", "doc-pagebreak"}
_LINE_NUMBERS = {"lnum", "linenum", "linenumber", "line-number", "lineno", "linenr", "line-num"}


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the spine. `body`: its content, changed in place by who reads it."""

    item: Item
    linear: bool
    html: Element
    body: Element

    @property
    def member(self) -> str:
        """Its path in the archive."""
        return self.item.member

    def types(self) -> frozenset[str]:
        """What `epub:type`, `role` and calibre say that the whole of it is."""
        said = [m for m in self.html.iter("meta") if attribute(m, "name") == "calibre-content"]
        found = {attribute(meta, "content") for meta in said}
        element: Element | None = self.body
        while element is not None:
            found |= set(roles(element))
            children = [child for child in element if name_of(child) != "script"]
            alone = len(children) == 1 and not (element.text or "").strip()
            element = children[0] if alone and not (children[0].tail or "").strip() else None
        return frozenset(found)


def read_documents(packed: Packed, package: Package, account: Account) -> list[Document]:
    """The spine's documents, those outside the reading order last; then those that no spine
    names but a link leads to: some programs leave the notes out of it."""
    order = sorted(package.spine, key=lambda pair: not pair[1])
    found = [_read(packed, item, account, linear) for item, linear in order]
    known = {document.member for document in found} | {
        item.member for item in package.items.values() if "nav" in item.properties
    }
    waiting = list(found)
    while waiting:
        document = waiting.pop(0)
        for target in _targets(document.body):
            item = package.item_of(target)
            if item and item.media in DOCUMENTS and target not in known:
                known.add(target)
                found.append(_read(packed, item, account, linear=False))
                waiting.append(found[-1])
    return found


def place_in(packed: Packed, member: str) -> Callable[[Element], Place]:
    """Where an element of a member stands."""
    return lambda element: Place(inside(packed, member), line_of(element))


def _read(packed: Packed, item: Item, account: Account, linear: bool) -> Document:
    html = _parsed(packed, item, account)
    body = html if name_of(html) == "body" else html.find("body")
    body = body if body is not None else html
    document = Document(item, linear, html, body)
    _tidy(packed, document, account)
    return document


def _parsed(packed: Packed, item: Item, account: Account) -> Element:
    name = inside(packed, item.member)
    if item.media in DOCUMENTS or re.search(r"\.x?html?$", item.member, re.IGNORECASE):
        return parse_xhtml(packed.read(item.member), name, account)
    html = Element("html")  # a picture in the spine
    body = SubElement(html, "body")
    if item.media.startswith("image/"):
        SubElement(body, "img", {"src": item.member.rpartition("/")[2], "alt": ""})
    else:
        message = f"the spine holds {item.member}, which is {item.media or 'of an unknown type'}"
        account.findings.append(finding("import-link-lost", message, Place(name)))
    return html


def _targets(body: Element) -> Iterator[str]:
    for link in body.iter("a"):
        if to := link.get(TO, "").partition("#")[0]:
            yield to


# --- Tidying -----------------------------------------------------------------------------------


def _tidy(packed: Packed, document: Document, account: Account) -> None:
    place = Place(inside(packed, document.member))
    scripts = [each for each in document.html.iter() if name_of(each) in ("script", "svg:script")]
    if scripts:
        number = f"{len(scripts)} scripts" if len(scripts) > 1 else "a script"
        account.drop("script", f"{number}: nothing runs in an edition", place=place)
    parents = parents_of([document.body])
    _take(document.body, parents, lambda e: name_of(e) in ("script", "style", "svg:script"))
    pages = _take(document.body, parents, _is_page_number)
    numbers = _take(document.body, parents, _is_line_number)
    if pages:
        reason = "pages are counted anew in every edition"
        account.drop("page number", reason, " ".join(pages), place)
    if numbers:
        reason = "it stands in the margin: lines are not numbered here"
        account.drop("line number", reason, " ".join(numbers), place)
    _flatten_drawn_pictures(document.body)
    verses(document.body)
    for each in document.body.iter():
        if name_of(each) == "q" and words_of(each)[:1] in "\"'“„«‘‹”":
            each.tag = "span"  # it has its quotation marks already
        for name in classes(each) if name_of(each) in ("td", "th") else ():
            if name.startswith("align-"):
                each.set("align", name.removeprefix("align-"))
        if {"epigraph", "doc-epigraph"} & set(roles(each)) and name_of(each) in ("div", "section"):
            each.tag = "blockquote"
    for element in document.body.iter():
        _lead(packed, document.member, element)


def _is_page_number(element: Element) -> bool:
    """A mark of a page's beginning; its words are the page's number at most."""
    return bool(_PAGE & set(roles(element))) and len(words_of(element)) <= 12


def _is_line_number(element: Element) -> bool:
    numbered = not _LINE_NUMBERS.isdisjoint(classes(element))
    return numbered and bool(re.fullmatch(r"\d*", words_of(element)))


def _take(
    body: Element, parents: dict[Element, Element], wanted: Callable[[Element], bool]
) -> list[str]:
    """Take elements out, their ids to the element around them; the answer is their words."""
    words = []
    for element in [each for each in body.iter() if each is not body and wanted(each)]:
        if words_of(element):
            words.append(words_of(element))
        remove(element, parents)
    return words


def remove(element: Element, parents: dict[Element, Element]) -> None:
    """Take an element out of the tree, not what follows it."""
    parent = parents[element]
    place = list(parent).index(element)
    tail = element.tail or ""
    if id_ := element.get("id", ""):
        _keep_id(parent, place, id_, tail)
    elif place:
        parent[place - 1].tail = (parent[place - 1].tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _keep_id(parent: Element, place: int, id_: str, tail: str) -> None:
    """An empty anchor where something was taken out: links may lead there."""
    anchor = Element("a", {"id": id_})
    anchor.tail = tail
    parent.insert(place, anchor)


def _flatten_drawn_pictures(body: Element) -> None:
    """A drawing that only holds a picture, as covers do, is that picture."""
    for svg in [each for each in body.iter() if name_of(each) == "svg"]:
        inside_it = [each for each in svg.iter() if each is not svg]
        shown = [
            each for each in inside_it if name_of(each) not in ("svg:title", "svg:desc", "svg:g")
        ]
        if len(shown) != 1 or name_of(shown[0]) != "svg:image":
            continue
        href = next((v for k, v in shown[0].attrib.items() if k.rpartition("}")[2] == "href"), "")
        alt = next((words_of(each) for each in inside_it if name_of(each) == "svg:title"), "")
        tail = svg.tail
        svg.clear()
        svg.tag, svg.tail = "img", tail
        svg.set("src", href or shown[0].get("xlink:href", ""))
        svg.set("alt", alt)


def _lead(packed: Packed, member: str, element: Element) -> None:
    """Note where links and pictures lead in the archive."""
    key = {"a": "href", "img": "src"}.get(name_of(element), "")
    said = attribute(element, key) if key else ""
    if not said or OUTSIDE.match(said):
        return
    target, fragment = locate(packed, member, said)
    element.set(TO, f"{target}#{fragment}" if fragment and target else target)
