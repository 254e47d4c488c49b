"""Is a finished EPUB whole? Read from its bytes alone: container, package, links, notes.

EPUBCheck says more, where there is a Java to run it; this says what must hold before a file is
handed over (EPUB 3.3; the numbers are its sections).
"""

from __future__ import annotations

import io
import lzma
import posixpath
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit

from lxml import etree

from packager.findings import Finding, Place, finding

Element = etree._Element

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MARKUP = {"application/xhtml+xml", "image/svg+xml", "application/x-dtbncx+xml"}
_LOADED = {"src", "poster", "data", "srcset"}  # attributes whose address is fetched to show a page
_ADDRESSES = ("href", *sorted(_LOADED), _XLINK)
_ZIP_ERRORS = (  # all that a damaged zip makes zipfile raise
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)
_PLACE = re.compile(r"#([\w.:-]+)")  # an address in the same file that need not be taken apart
_DIRECTION = re.compile(r"[{;\s](direction|unicode-bidi)\s*:")
_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")


@dataclass(frozen=True, slots=True)
class _Trouble:
    """What is wrong, in which file of the EPUB, on which line."""

    message: str
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class _Book:
    """An opened EPUB. Paths are those of the zip."""

    files: Mapping[str, bytes]
    opf: str
    package: Element
    media_types: Mapping[str, str]  # of each path in the manifest
    documents: Mapping[str, Element]  # the markup among them, parsed
    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)  # of each document
    typed: Mapping[str, tuple[Element, ...]] = field(default_factory=dict)  # with an `epub:type`


def check_epub(name: str, data: bytes) -> tuple[Finding, ...]:
    """What is wrong with an EPUB, each with the file inside it and the line."""
    return tuple(
        finding(
            "epub-invalid",
            f"{trouble.message}.",
            Place(f"{name}/{trouble.file}" if trouble.file else name, trouble.line),
            "Please report this: the program should not have made such a file.",
        )
        for trouble in _troubles(data)
    )


def _troubles(data: bytes) -> Iterator[_Trouble]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            files = {entry.filename: archive.read(entry) for entry in entries}
    except _ZIP_ERRORS as error:
        yield _Trouble(f"It is no zip that can be read: {error}")
        return
    yield from _zip(entries, files)
    try:
        book, broken = _open(files)
    except _UnreadableError as unreadable:
        yield unreadable.trouble
        return
    yield from broken
    for rule in RULES:
        yield from rule(book)


class _UnreadableError(Exception):
    """There is nothing further to check."""

    def __init__(self, message: str, file: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.trouble = _Trouble(message, file, line)


def _parse(files: Mapping[str, bytes], path: str) -> Element:
    if path not in files:
        raise _UnreadableError(f"{path} is missing")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(files[path], parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 0
        raise _UnreadableError(f"It is not well-formed: {error.msg}", path, line) from error


def _open(files: Mapping[str, bytes]) -> tuple[_Book, list[_Trouble]]:
    """The book as far as it can be read, and the documents that cannot (§4.2.6.3.1, §5)."""
    rootfile = _parse(files, "META-INF/container.xml").find(f".//{_CONTAINER}rootfile")
    if rootfile is None:
        raise _UnreadableError("It names no package document", "META-INF/container.xml")
    opf = rootfile.get("full-path", "")
    package = _parse(files, opf)
    media_types = {
        _path(opf, item.get("href", "")): item.get("media-type", "")
        for item in package.iter(f"{_OPF}item")
    }
    documents: dict[str, Element] = {}
    broken = []
    for path in (path for path, kind in media_types.items() if kind in _MARKUP and path in files):
        try:
            documents[path] = _parse(files, path)
        except _UnreadableError as unreadable:
            broken.append(unreadable.trouble)
    ids = {path: frozenset(_ids_of(root)) for path, root in documents.items()}
    typed = {
        path: tuple(each for each in _elements(root) if _TYPE in each.attrib)
        for path, root in documents.items()
    }
    return _Book(files, opf, package, media_types, documents, ids, typed), broken


def _ids_of(root: Element) -> Iterator[str]:
    return (str(element.get("id")) for element in _elements(root) if "id" in element.attrib)


def _elements(root: Element) -> Iterator[Element]:
    """All elements, without comments and processing instructions."""
    return root.iter(etree.Element)


def _path(base: str, href: str) -> str:
    """The path in the zip of an address relative to a file of it."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(href)))


def _zip(entries: list[zipfile.ZipInfo], files: Mapping[str, bytes]) -> Iterator[_Trouble]:
    """`mimetype` comes first, as it is; no name comes twice (§4.2.3, §4.3.3)."""
    first = entries[0] if entries else zipfile.ZipInfo("nothing")
    if first.filename != "mimetype" or files["mimetype"] != b"application/epub+zip":
        yield _Trouble("Its first file is not “mimetype” with “application/epub+zip” in it")
    elif first.compress_type != zipfile.ZIP_STORED or first.extra:
        yield _Trouble("Its “mimetype” is compressed or has an extra field")
    names = Counter(entry.filename.casefold() for entry in entries)
    yield from (_Trouble(f"“{name}” is in it {n} times") for name, n in names.items() if n > 1)


def _metadata(book: _Book) -> Iterator[_Trouble]:
    """Identifier, title, language, time stamp; what is refined is there (§5.4, §5.5)."""
    package, opf = book.package, book.opf
    ids = frozenset(_ids_of(package))
    unique = package.get("unique-identifier", "")
    if not any(
        element.get("id") == unique and (element.text or "").strip()
        for element in package.iter(f"{_DC}identifier")
    ):
        yield _Trouble("It has no unique identifier", opf)
    for name in ("title", "language"):
        if not any((element.text or "").strip() for element in package.iter(f"{_DC}{name}")):
            yield _Trouble(f"It has no dc:{name}", opf)
    stamps = [
        meta
        for meta in package.iter(f"{_OPF}meta")
        if meta.get("property") == "dcterms:modified" and not meta.get("refines")
    ]
    if len(stamps) != 1:
        yield _Trouble(f"It says {len(stamps)} times when it was modified, not once", opf)
    for element in package.iter():
        target = element.get("refines", "")
        if target and target.removeprefix("#") not in ids:
            yield _Trouble(f"“{target}” is refined but not there", opf, _line(element))


def _manifest(book: _Book) -> Iterator[_Trouble]:
    """What is listed is there, what is there is listed, each once (§5.6)."""
    paths = Counter(
        _path(book.opf, item.get("href", "")) for item in book.package.iter(f"{_OPF}item")
    )
    yield from (_Trouble(f"“{p}” is listed {n} times", book.opf) for p, n in paths.items() if n > 1)
    for path in paths:
        if path not in book.files:
            yield _Trouble(f"“{path}” is listed but not there", book.opf)
    for path in book.files:
        if path not in paths and path not in ("mimetype", book.opf) and path[:9] != "META-INF/":
            yield _Trouble("It is not listed in the manifest", path)


def _spine(book: _Book) -> Iterator[_Trouble]:
    """The spine names items, each once; one of all items is the navigation (§5.7, §7.2)."""
    items = {item.get("id", ""): item for item in book.package.iter(f"{_OPF}item")}
    spine = [itemref.get("idref", "") for itemref in book.package.iter(f"{_OPF}itemref")]
    if not spine:
        yield _Trouble("Its spine is empty", book.opf)
    for name, times in Counter(spine).items():
        if name not in items:
            yield _Trouble(f"The spine names “{name}”, which is no item", book.opf)
        if times > 1:
            yield _Trouble(f"The spine names “{name}” {times} times", book.opf)
    navs = [item for item in items.values() if "nav" in item.get("properties", "").split()]
    if len(navs) != 1:
        yield _Trouble(f"It has {len(navs)} navigation documents, not one", book.opf)
    for path in (_path(book.opf, item.get("href", "")) for item in navs):
        root = book.documents.get(path)
        lists = [] if root is None else [nav.get(_TYPE) for nav in root.iter(f"{_XHTML}nav")]
        if lists.count("toc") != 1:
            yield _Trouble("It has no table of contents", path)


def _ids(book: _Book) -> Iterator[_Trouble]:
    """An id is there once in a document."""
    for path, root in [(book.opf, book.package), *book.documents.items()]:
        for name, times in Counter(_ids_of(root)).items():
            if times > 1:
                yield _Trouble(f"The id “{name}” is there {times} times", path)


def _links(book: _Book) -> Iterator[_Trouble]:
    """Each address inside the book leads to something; nothing shown is fetched from outside."""
    for path, root in book.documents.items():
        for element, attribute, address in _addresses(root):
            shown = attribute in _LOADED or element.tag == f"{_XHTML}link"
            message = _astray(book, path, address, shown)
            if message:
                yield _Trouble(message, path, _line(element))
    for path in (path for path, kind in book.media_types.items() if kind == "text/css"):
        for address in _CSS_URL.findall(book.files.get(path, b"").decode(errors="replace")):
            message = _astray(book, path, address, True)
            if message:
                yield _Trouble(message, path)


def _styles(book: _Book) -> Iterator[_Trouble]:
    """Stylesheets leave the direction of writing to the markup (§6.3.1.2)."""
    for path in (path for path, kind in book.media_types.items() if kind == "text/css"):
        css = book.files.get(path, b"").decode(errors="replace")
        for match in _DIRECTION.finditer(css):
            line = css.count("\n", 0, match.start(1)) + 1
            yield _Trouble(f"It sets the CSS property “{match[1]}”, which must not be", path, line)


def _addresses(root: Element) -> Iterator[tuple[Element, str, str]]:
    for element in _elements(root):
        for attribute in element.attrib:
            if attribute in _ADDRESSES:
                yield element, str(attribute), str(element.get(attribute, ""))


def _astray(book: _Book, path: str, address: str, shown: bool) -> str:
    """What is wrong with an address in a file, or nothing."""
    own = _PLACE.fullmatch(address)
    if own and own[1] in book.ids.get(path, ()):
        return ""
    try:
        scheme = urlsplit(address).scheme
    except ValueError:
        return f"“{address}” is no address"
    if scheme:
        outside = shown and scheme != "data"
        return f"“{address}” would be fetched from outside" if outside else ""
    file, place = urldefrag(address)
    target = _path(path, file) if file else path
    if target not in book.media_types or target not in book.files:
        return f"The link to “{address}” leads to no file of the EPUB"
    if place and target in book.ids and unquote(place) not in book.ids[target]:
        return f"The link to “{address}” leads to no place in that file"
    return ""


def _pages(book: _Book) -> Iterator[_Trouble]:
    """Each page says its language, each picture has an alternative text; there are no scripts."""
    for path, root in book.documents.items():
        if root.tag == f"{_XHTML}html" and not (root.get(_LANG) and root.get("lang")):
            yield _Trouble("It does not say its language", path)
        for picture in root.iter(f"{_XHTML}img"):
            if picture.get("alt") is None:
                yield _Trouble("A picture has no alternative text", path, _line(picture))
        for element in root.iter("{*}script"):
            yield _Trouble("It holds a script", path, _line(element))


def _notes(book: _Book) -> Iterator[_Trouble]:
    """A call leads to a note of the same file, a note back to each of its calls."""
    for path in book.documents:
        notes = {each.get("id", ""): each for each in _typed(book, path, "footnote")}
        calls: dict[str, list[str]] = {name: [] for name in notes}
        for call in _typed(book, path, "noteref"):
            name = call.get("href", "").removeprefix("#")
            if name in calls:
                calls[name].append(call.get("id", ""))
            else:
                yield _Trouble(f"The note call “{name}” leads to no note", path, _line(call))
        for name, note in notes.items():
            back = [
                link.get("href", "").removeprefix("#")
                for link in note.iter(f"{_XHTML}a")
                if link.get("role") == "doc-backlink"
            ]
            if not calls[name] or Counter(back) != Counter(calls[name]):
                told = f"The note “{name}” has {len(calls[name])} calls and the way back to {back}"
                yield _Trouble(told, path, _line(note))


def _typed(book: _Book, path: str, kind: str) -> Iterator[Element]:
    return (each for each in book.typed[path] if kind in str(each.get(_TYPE)).split())


def _navigation(book: _Book) -> Iterator[_Trouble]:
    """An entry has words; contents and NCX lead through the same places in the same order."""
    orders = []
    for path, root in book.documents.items():
        if root.tag == f"{_NCX}ncx":
            entries = (e for point in root.iter(f"{_NCX}navPoint") for e in point)
            contents = (e for e in entries if e.tag == f"{_NCX}content")
            orders.append([_path(path, e.get("src", "")) for e in contents])
        for nav in root.iter(f"{_XHTML}nav"):
            for entry in nav.iter(f"{_XHTML}a", f"{_XHTML}span"):
                if not "".join(map(str, entry.itertext())).strip():
                    yield _Trouble("An entry of the navigation has no words", path, _line(entry))
            if nav.get(_TYPE) == "toc":
                orders.append([_path(path, a.get("href", "")) for a in nav.iter(f"{_XHTML}a")])
    if any(list(dict.fromkeys(order)) != list(dict.fromkeys(orders[0])) for order in orders):
        yield _Trouble("Its NCX leads through other places than its contents", book.opf)


def _page_list(book: _Book) -> Iterator[_Trouble]:
    """The list of pages leads to each mark in the order of the text, and says whose they are."""
    spine = [item.get("idref") for item in book.package.iter(f"{_OPF}itemref")]
    items = {item.get("id"): item.get("href", "") for item in book.package.iter(f"{_OPF}item")}
    marks = [
        (f"{path}#{mark.get('id')}", mark.get("aria-label") or mark.get("title"))
        for path in (_path(book.opf, items.get(name, "")) for name in spine)
        if path in book.documents
        for mark in _typed(book, path, "pagebreak")
    ]
    listed = [
        (_path(path, entry.get("href", "")), entry.text)
        for path in book.documents
        for nav in _typed(book, path, "page-list")
        for entry in nav.iter(f"{_XHTML}a")
    ]
    if listed != marks:
        yield _Trouble("Its list of pages is not that of the page breaks in its text", book.opf)
    if len({label for _, label in listed}) < len(listed):
        yield _Trouble("Two pages of its list of pages have the same number", book.opf)
    properties = [meta.get("property") for meta in book.package.iter(f"{_OPF}meta")]
    if listed and "pageBreakSource" not in properties:
        yield _Trouble("It does not say whose pages its list of pages has", book.opf)


def _line(element: Element) -> int:
    line: Any = element.sourceline
    return int(line or 0)


RULES: tuple[Callable[[_Book], Iterator[_Trouble]], ...] = (
    _metadata,
    _manifest,
    _spine,
    _ids,
    _links,
    _styles,
    _pages,
    _notes,
    _navigation,
    _page_list,
)
