"""An EPUB as the standard says to read it: container, package document, spine."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZipFile

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A document of the spine."""

    file: str
    root: Element

    @property
    def body(self) -> Element:
        """The `body` element."""
        body = self.root.find(f"{_XHTML}body")
        assert body is not None
        return body

    @property
    def is_article(self) -> bool:
        """Whether it holds an article, rather than a page of the publication itself."""
        return "article" in (self.body.get("class") or "").split()

    @property
    def is_credits(self) -> bool:
        """Whether it is the credits page."""
        return "credits" in (self.body.get("class") or "").split()


@dataclass(frozen=True, slots=True)
class Package:
    """The package document, and where it stands."""

    root: Element
    folder: str

    def hrefs(self) -> dict[str, str]:
        """Manifest item id: path in the archive."""
        return {
            item.get("id", ""): posixpath.join(self.folder, unquote(item.get("href", "")))
            for item in self.root.iter(f"{_OPF}item")
        }

    def metadata(self) -> list[Element]:
        """The elements of the metadata, in their order."""
        metadata = self.root.find(f"{_OPF}metadata")
        assert metadata is not None
        return list(metadata)


def package(archive: ZipFile) -> Package:
    """The package document that the container names."""
    container = ElementTree.fromstring(archive.read("META-INF/container.xml"))
    rootfile = container.find(f".//{_CONTAINER}rootfile")
    assert rootfile is not None
    path = rootfile.get("full-path", "")
    return Package(ElementTree.fromstring(archive.read(path)), posixpath.dirname(path))


def chapters(path: Path) -> list[Chapter]:
    """The documents of the spine, in its order."""
    with ZipFile(path) as archive:
        book = package(archive)
        hrefs = book.hrefs()
        files = [hrefs[item.get("idref", "")] for item in book.root.iter(f"{_OPF}itemref")]
        return [_chapter(archive, file) for file in files]


def navigation(path: Path) -> Chapter:
    """The navigation document."""
    with ZipFile(path) as archive:
        book = package(archive)
        items = book.root.iter(f"{_OPF}item")
        nav = next(item for item in items if "nav" in item.get("properties", "").split())
        return _chapter(archive, book.hrefs()[nav.get("id", "")])


def _chapter(archive: ZipFile, file: str) -> Chapter:
    return Chapter(file, ElementTree.fromstring(archive.read(file)))


def name(element: Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def epub_type(element: Element) -> str:
    """The element's `epub:type`."""
    return element.get(_EPUB_TYPE) or ""


def is_a(element: Element, role: str) -> bool:
    """Whether an element has this ARIA role, alone or among others."""
    return role in (element.get("role") or "").split()
