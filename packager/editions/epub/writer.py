"""A package becomes the bytes of an EPUB. The one module that knows EbookLib.

EbookLib writes the container and the package document. It is kept from what it does badly:
chapters, navigation and NCX are finished bytes that never come to it (its own classes parse them
again as HTML), metadata is written here in reading order (it sorts by namespace and drops what XML
cannot hold without a word), and its zip, dated by the clock, is packed again.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from ebooklib import epub
from lxml import etree

from packager.editions.epub.zipped import Deflate, deflate, stored, zipped

IDENTIFIER = "publication-id"  # the id of the unique identifier's element
FOLDER = "EPUB"

_DC = "http://purl.org/dc/elements/1.1/"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Meta:
    """An element of the package's metadata: `dc:title`, `meta` or `link`, text and attributes."""

    name: str
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the package and its entry in the manifest."""

    id: str
    href: str  # from the package document; ASCII, so name and address are the same
    media_type: str
    content: bytes
    properties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Package:
    """All that an EPUB is made of. `spine`: ids of items in reading order."""

    language: str
    direction: str
    metadata: tuple[Meta, ...]
    prefixes: tuple[str, ...]  # "marcrel: http://…", for vocabularies EPUB does not reserve
    items: tuple[Item, ...]
    spine: tuple[str, ...]


def write(package: Package, deflate: Deflate = deflate) -> bytes:
    """The EPUB, the same bytes for the same package: `mimetype` first and stored, then by name."""
    files = {f"{FOLDER}/{item.href}": deflate(item.content) for item in package.items}
    framed = _frame(package)
    files |= {name: deflate(content) for name, content in framed.items()}
    files["mimetype"] = stored(framed["mimetype"])
    order = sorted(files, key=lambda name: (name != "mimetype", name))
    return zipped((name, files[name]) for name in order)


def _frame(package: Package) -> dict[str, bytes]:
    """The files around the items: `mimetype`, the container and the package document."""
    book = epub.EpubBook()
    book.IDENTIFIER_ID = IDENTIFIER
    book.FOLDER_NAME = FOLDER
    if package.direction == "rtl":
        book.set_direction(package.direction)
    for item in package.items:
        entry = epub.EpubItem(item.id, item.href, item.media_type)
        entry.properties = list(item.properties)
        book.add_item(entry)
    entries = {entry.id: entry for entry in book.items}
    book.spine = [entries[name] for name in package.spine]  # by its name, it searches for each

    raw = io.BytesIO()
    writer = _Writer(raw, book, package)
    writer.process()
    writer.write()
    with zipfile.ZipFile(raw) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class _Writer(epub.EpubWriter):  # type: ignore[misc]  # EbookLib has no types
    """EbookLib's writer with metadata of our own, and attributes that it cannot set."""

    def __init__(self, target: io.BytesIO, book: epub.EpubBook, package: Package) -> None:
        super().__init__(target, book, {"epub3_pages": False, "compresslevel": 0})
        self._package = package

    def _write_items(self) -> None:
        """They have been written by others."""

    def _write_opf_metadata(self, root: etree._Element) -> None:
        metadata = etree.SubElement(root, "metadata", nsmap={"dc": _DC})
        for meta in self._package.metadata:
            prefix, _, name = meta.name.rpartition(":")
            tag = f"{{{_DC}}}{name}" if prefix == "dc" else name
            element = etree.SubElement(metadata, tag)
            for attribute, value in meta.attributes:
                element.set(_XML_LANG if attribute == "xml:lang" else attribute, value)
            element.text = meta.text or None

    def _write_opf_file(self, root: etree._Element) -> None:
        package = self._package
        root.set(_XML_LANG, package.language)
        root.set("dir", package.direction)
        del root.attrib["prefix"]
        if package.prefixes:
            root.set("prefix", " ".join(package.prefixes))
        super()._write_opf_file(root)
