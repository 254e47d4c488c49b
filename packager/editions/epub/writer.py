"""A package becomes the bytes of an EPUB. The one module that knows EbookLib.

EbookLib writes the container, the package document and the zip. It is kept from what it does
badly: chapters, navigation and NCX come to it as finished bytes (its own classes parse them again
as HTML), metadata is written here in reading order (it sorts by namespace and drops what XML
cannot hold without a word), and its zip, dated by the clock, is packed again.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from ebooklib import epub
from lxml import etree

IDENTIFIER = "publication-id"  # the id of the unique identifier's element
FOLDER = "EPUB"

_DC = "http://purl.org/dc/elements/1.1/"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment a zip can name
_ORDINARY_FILE = 0o100644 << 16


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


def write(package: Package) -> bytes:
    """The EPUB, the same bytes for the same package (EPUB 3.3; OCF zip rules: §4.2)."""
    book = epub.EpubBook()
    book.IDENTIFIER_ID = IDENTIFIER
    book.FOLDER_NAME = FOLDER
    if package.direction == "rtl":
        book.set_direction(package.direction)
    for item in package.items:
        entry = epub.EpubItem(item.id, item.href, item.media_type, item.content)
        entry.properties = list(item.properties)
        book.add_item(entry)
    book.spine = list(package.spine)

    raw = io.BytesIO()
    writer = _Writer(raw, book, package)
    writer.process()
    writer.write()
    return _packed(raw)


class _Writer(epub.EpubWriter):  # type: ignore[misc]  # EbookLib has no types
    """EbookLib's writer with metadata of our own, and attributes that it cannot set."""

    def __init__(self, target: io.BytesIO, book: epub.EpubBook, package: Package) -> None:
        super().__init__(target, book, {"epub3_pages": False, "compresslevel": 0})
        self._package = package

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


def _packed(raw: io.BytesIO) -> bytes:
    """The same files in a zip that is always the same: `mimetype` first and stored, then by name.

    No date of the clock, no mode or system of this machine.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(packed, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "mimetype", name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 3  # Unix, wherever it is made
            entry.external_attr = _ORDINARY_FILE
            stored = name == "mimetype"
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name), compresslevel=9)
    return packed.getvalue()
