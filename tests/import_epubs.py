"""Small EPUBs made by the tests of the importer, and folders packed as EPUBs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from packager.errors import ContentError
from packager.importers import words
from packager.importers.epub import read
from packager.importers.imported import Imported, ImportedArticle
from packager.importers.source import Source

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""
DOT = bytes.fromhex(  # a PNG of one pixel
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)
TITLE = "<dc:title>The Harbour Book</dc:title><dc:language>en</dc:language>"


def page(body: str, head: str = "", attributes: str = "") -> str:
    """An XHTML document."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops" {attributes}><head><title>x</title>{head}'
        f"</head><body>{body}</body></html>"
    )


def nav(entries: str, rest: str = "") -> str:
    """A nav document."""
    return page(f'<nav epub:type="toc"><ol>{entries}</ol></nav>{rest}')


def entry(href: str, title: str, below: str = "") -> str:
    """An entry of the contents."""
    inside = f"<ol>{below}</ol>" if below else ""
    return f'<li><a href="{href}">{title}</a>{inside}</li>'


@dataclass
class Book:
    """A book to be packed: documents by name in reading order."""

    pages: Mapping[str, str] = field(default_factory=dict)
    metadata: str = TITLE
    nav: str = ""
    ncx: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    items: str = ""
    spine: str = ""
    aside: tuple[str, ...] = ()  # linear="no"
    package: str = 'version="3.0"'
    guide: str = ""

    def packed(self) -> bytes:
        """The file's bytes."""
        items = [f'<item id="i-{n}" href="{n}" media-type="application/xhtml+xml"/>'
                 for n in self.pages]  # fmt: skip
        order = [
            f'<itemref idref="i-{n}"' + (' linear="no"/>' if n in self.aside else "/>")
            for n in self.pages
        ]
        if self.nav:
            items.append('<item id="nav" href="nav.xhtml" properties="nav" '
                         'media-type="application/xhtml+xml"/>')  # fmt: skip
        if self.ncx:
            items.append('<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>')
        opf = (
            f'<package xmlns="http://www.idpf.org/2007/opf" unique-identifier="uid" {self.package}>'
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" '
            f'xmlns:opf="http://www.idpf.org/2007/opf">{self.metadata}</metadata>'
            f"<manifest>{''.join(items)}{self.items}</manifest>"
            f'<spine toc="ncx" {self.spine}>{"".join(order)}</spine>{self.guide}</package>'
        )
        content = {"META-INF/container.xml": CONTAINER.encode(), "OPS/book.opf": opf.encode()}
        content |= {f"OPS/{name}": text.encode() for name, text in self.pages.items()}
        content |= {"OPS/nav.xhtml": self.nav.encode()} if self.nav else {}
        content |= {"OPS/toc.ncx": self.ncx.encode()} if self.ncx else {}
        return zipped(content | dict(self.files))


def zipped(content: Mapping[str, bytes]) -> bytes:
    """An EPUB's container: `mimetype` first and stored."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, data in content.items():
            archive.writestr(name, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def folder_packed(folder: Path) -> bytes:
    """An unpacked EPUB, packed again."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in paths}
    return zipped({name: p.read_bytes() for name, p in named.items() if name != "mimetype"})


def imported(data: bytes | Book, folder: Path) -> Imported:
    """What the reader makes of an EPUB; every word of it is accounted for."""
    path = folder / "book.epub"
    path.write_bytes(data.packed() if isinstance(data, Book) else data)
    found = read(Source(path, path.name))
    lost = missing(found)
    assert sum(lost.values()) <= 1, lost
    return found


def missing(found: Imported) -> Mapping[str, int]:
    """Words of the source that are neither in the bodies nor explained."""
    told = [each.text for each in (*found.recognised, *found.dropped)]
    return words.missing(found.source_text, [each.body for each in found.articles], told)


def refused(data: bytes | Book, folder: Path) -> str:
    """Why the reader will have none of a file: its findings as lines."""
    path = folder / "book.epub"
    path.write_bytes(data.packed() if isinstance(data, Book) else data)
    try:
        read(Source(path, path.name))
    except ContentError as error:
        return "\n".join(f"{each} | {each.hint}" for each in error.findings)
    raise AssertionError("it was read")


def named(found: Imported, name: str) -> ImportedArticle:
    """An article by its name."""
    return next(each for each in found.articles if each.name == name)


def dropped(found: Imported) -> list[str]:
    """What was dropped, by its kinds."""
    return [each.what for each in found.dropped]


def told(found: Imported, code: str) -> list[str]:
    """The messages of the findings of a kind."""
    return [each.message for each in found.findings if each.code == code]
