"""A finished EPUB taken apart for the tests, and put together again with something changed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from lxml import etree

NS = {
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "x": "http://www.w3.org/1999/xhtml",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
    "epub": "http://www.idpf.org/2007/ops",
}
OPF = "EPUB/content.opf"


def files(data: bytes) -> dict[str, bytes]:
    """The files in it, by name, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(data: bytes, changes: Mapping[str, Callable[[bytes], bytes | None]]) -> bytes:
    """The same EPUB with files changed, added, or (None) left out."""
    content: dict[str, bytes | None] = dict(files(data))
    for name, change in changes.items():
        content[name] = change(content.get(name) or b"")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, each in content.items():
            if each is not None:
                archive.writestr(name, each)
    return out.getvalue()


class Package:
    """The package document."""

    def __init__(self, data: bytes) -> None:
        self.root = etree.fromstring(files(data)[OPF])

    def all(self, path: str) -> list[etree._Element]:
        found = self.root.xpath(path, namespaces=NS)
        assert isinstance(found, list)
        return [each for each in found if isinstance(each, etree._Element)]

    def texts(self, path: str) -> list[str]:
        return [each.text or "" for each in self.all(path)]

    def dc(self, name: str) -> list[str]:
        return self.texts(f"//dc:{name}")

    def meta(self, name: str) -> list[str]:
        """What is said by metas of a property that refine nothing."""
        return self.texts(f"//opf:meta[@property='{name}'][not(@refines)]")

    def refined(self, about: str, name: str) -> list[str]:
        """What is said of the element or item with an id."""
        return self.texts(f"//opf:meta[@property='{name}'][@refines='#{about}']")

    def links(self, rel: str, about: str = "") -> list[str]:
        which = f"@refines='#{about}'" if about else "not(@refines)"
        return [str(each.get("href")) for each in self.all(f"//opf:link[@rel='{rel}'][{which}]")]

    def items(self) -> dict[str, etree._Element]:
        return {str(each.get("href")): each for each in self.all("//opf:item")}

    def spine(self) -> list[str]:
        names = {str(each.get("id")): href for href, each in self.items().items()}
        return [names[str(each.get("idref"))] for each in self.all("//opf:itemref")]
