"""Which reader a source is for, told by its bytes. Another reader: one module, one line here."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from packager.importers.imported import Imported
from packager.importers.source import MAX_FILE, Source, read_file, refusal

_HEAD = 4096  # bytes that tell a format


@dataclass(frozen=True, slots=True)
class Importer:
    """A kind of source. `module` has `read(source: Source) -> Imported`, imported when needed.

    What not everybody needs is behind an extra: `needs` is the package that it brings.
    """

    name: str
    title: str  # as people call it
    endings: tuple[str, ...]
    module: str
    needs: str = ""
    extra: str = ""

    def read(self, source: Source) -> Imported:
        """Read a source; `ContentError` when it cannot be, `MissingError` for want of an extra."""
        reader: Callable[[Source], Imported] = import_module(self.module).read
        return reader(source)


_ROOM = "packager.importers"

IMPORTERS = (  # the order of the README
    Importer("text", "plain text", (".txt", ".text"), f"{_ROOM}.plain"),
    Importer("html", "a web page", (".html", ".htm", ".xhtml"), f"{_ROOM}.page"),
    Importer("docx", "a Word file", (".docx",), f"{_ROOM}.docx", "mammoth", "import"),
    Importer("odt", "an OpenDocument text", (".odt",), f"{_ROOM}.odt", "pypandoc", "pandoc"),
    Importer("jats", "a JATS article", (".xml", ".nxml"), f"{_ROOM}.jats"),
    Importer("epub", "an EPUB", (".epub",), f"{_ROOM}.epub"),
    Importer("markdown", "Markdown", (".md", ".markdown", ".qmd"), f"{_ROOM}.site"),
    Importer("pdf", "a PDF", (".pdf",), f"{_ROOM}.pdf"),
)
BY_NAME = {importer.name: importer for importer in IMPORTERS}
ENDINGS = {ending: importer for importer in IMPORTERS for ending in importer.endings}

_MAGIC: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"%PDF-"), "pdf"),
    (re.compile(rb"PK\x03\x04.{26}mimetypeapplication/epub\+zip", re.DOTALL), "epub"),
    (re.compile(rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument", re.DOTALL), "odt"),
)
_OLE = b"\xd0\xcf\x11\xe0"
_OTHERS: tuple[tuple[re.Pattern[bytes], str, str], ...] = (
    (re.compile(rb"\xd0\xcf\x11\xe0"), "an old Word file (.doc)", "save it as .docx"),
    (re.compile(rb"\{\\rtf"), "an RTF file", "open it in a word processor and save it as .docx"),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP"), "a picture", "import what shows it"),
    (re.compile(rb"\x1f\x8b|7z\xbc\xaf|Rar!"), "a packed archive", "unpack it first"),
)
_BINARY = {"pdf": b"%PDF-", "docx": b"PK", "odt": b"PK", "epub": b"PK"}


def importer_of(source: Source) -> Importer:
    """The reader for a source; `ContentError` when there is none, or its ending is another's."""
    if source.is_folder:
        return _of_folder(source)
    ending = source.path.suffix.lower()
    head = read_file(source.path, source.name, MAX_FILE)[:_HEAD]
    told = _told(head)
    if head.startswith(_OLE) and _is_encrypted(source):
        hint = "open it, take the password off, save it and import it again"
        raise refusal(source.name, "is protected with a password", hint)
    if other := next((each for each in _OTHERS if each[0].match(head)), None):
        raise refusal(source.name, f"is {other[1]}", other[2])
    if ending not in ENDINGS:
        hint = f"endings that are known: {', '.join(ENDINGS)}"
        if told:
            hint = f"it looks like {told.title}: give it the ending {told.endings[0]}"
        raise refusal(source.name, f"has an ending that is not known: “{ending}”", hint)
    importer = ENDINGS[ending]
    if told and told is not importer:
        hint = f"give it the ending {told.endings[0]}"
        raise refusal(source.name, f"is not {importer.title} but {told.title}", hint)
    if head.startswith(b"PK\x03\x04") and importer.name not in _BINARY:
        hint = "give it the ending of what it is: .docx, .odt, .epub; or unpack it first"
        raise refusal(source.name, f"is not {importer.title} but a packed file", hint)
    if importer.name in _BINARY and not told and not head.startswith(_BINARY[importer.name]):
        raise refusal(source.name, f"is not {importer.title}", "is it whole, and the right file?")
    return importer


def _of_folder(source: Source) -> Importer:
    if (source.path / "META-INF" / "container.xml").is_file():
        hint = "pack it, `mimetype` first: zip -X0 book.epub mimetype; zip -Xr9 book.epub ."
        raise refusal(source.name, "is an EPUB that was unpacked", hint)
    if (source.path / "publication.toml").is_file():
        hint = 'list its articles where you want them: contents = ["../other/articles/one.md"]'
        raise refusal(source.name, "is a publication already", hint)
    return BY_NAME["markdown"]


def _is_encrypted(source: Source) -> bool:
    """An encrypted Office file is one of the old kind on the outside (MS-OFFCRYPTO §2.3.2)."""
    data = read_file(source.path, source.name, MAX_FILE)
    return "EncryptedPackage".encode("utf-16-le") in data


def _told(head: bytes) -> Importer | None:
    """What the first bytes tell, when they tell it for sure."""
    return next((BY_NAME[name] for magic, name in _MAGIC if magic.match(head)), None)
