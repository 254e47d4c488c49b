"""The pictures of a book: from the archive or the text itself, never from anywhere else."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import unquote_to_bytes
from xml.etree.ElementTree import Element

from packager.errors import ContentError
from packager.findings import Place, finding
from packager.importers.common import licence_of
from packager.importers.epub.documents import OUTSIDE, TO, Document
from packager.importers.epub.kinds import PageKind
from packager.importers.epub.package import Package, locate
from packager.importers.imported import Account
from packager.importers.markup import attribute
from packager.importers.packed import Packed
from packager.importers.pictures import Said, Shelf

_NO_WORDS = re.compile(r"(?i)\W*(?:front |book )?cover(?: image| page| picture)?\W*")


class Pictures:
    """Answers where a picture is in the publication, and keeps it on the shelf."""

    def __init__(self, packed: Packed, account: Account) -> None:
        self._packed, self._account = packed, account
        self.shelf = Shelf(account)

    def named(self, address: str, element: Element, place: Place) -> str:
        """The name of the picture that an element shows; empty when it cannot be had: said."""
        if address.startswith("data:"):
            return self._written_out(address, place)
        member = element.get(TO, "").partition("#")[0]
        if member:
            return self.member(member, place)
        if OUTSIDE.match(address):
            message = f"the picture “{address[:200]}” is not in the file, and nothing is fetched"
            hint = "save it yourself and put it in the article"
            self._account.findings.append(finding("import-picture-remote", message, place, hint))
        else:
            message = f"the file has no picture “{address[:200]}”"
            self._account.findings.append(finding("import-picture-missing", message, place))
        return ""

    def member(self, member: str, place: Place) -> str:
        """The name of a picture in the archive."""
        try:
            data = self._packed.read(member)
        except ContentError as error:
            message = f"the picture {member} {error.findings[0].message}"
            self._account.findings.append(finding("import-picture-missing", message, place))
            return ""
        return self.shelf.add(data, member, place)

    def _written_out(self, address: str, place: Place) -> str:
        head, _, body = address.partition(",")
        try:
            data = unquote_to_bytes(body)
            if head.endswith(";base64"):
                data = base64.b64decode(data, validate=False)
        except (binascii.Error, ValueError):
            data = b""
        kind = re.match(r"data:image/([a-z]+)", head)
        return self.shelf.add(data, f"picture.{kind[1]}" if kind else "", place)


def cover_member(package: Package, packed: Packed) -> str:
    """The member that is the cover's picture: by its properties, else by EPUB 2's meta."""
    for item in package.items.values():
        if "cover-image" in item.properties:
            return item.member
    said = next((meta.get("content") for meta in package.all("cover")), "")
    if said in package.items:
        item = package.items[said]
        return item.member if item.media.startswith("image/") else ""
    return locate(packed, package.member, said)[0] if said else ""


def cover_shown(documents: list[tuple[Document, PageKind]]) -> tuple[str, str]:
    """The picture of the cover page and its description."""
    for document, kind in documents:
        pictures = [each for each in document.body.iter("img") if each.get(TO)]
        if kind is PageKind.COVER and pictures:
            alt = attribute(pictures[0], "alt")
            return pictures[0].get(TO, ""), "" if _NO_WORDS.fullmatch(alt) else alt
    return "", ""


def picture_rights(package: Package, pictures: Pictures, place: Place) -> None:
    """What the package says of the rights in single pictures."""
    for item in package.items.values():
        if not (item.member and item.media.startswith("image/")):
            continue
        said = [meta for meta in package.metas if meta.refines == item.id]
        licence = next((x for m in said if (x := licence_of(m.value))), "")
        names = ("creator", "dcterms:creator", "dcterms:rightsHolder", "link cc:attributionName")
        credit = next((m.value for m in said if m.name in names), "")
        where = ("link cc:attributionURL", "cc:attributionURL", "dcterms:source")
        source = next((m.value for m in said if m.name in where), "")
        if (licence or credit or source) and (name := pictures.member(item.member, place)):
            pictures.shelf.describe(name, Said(credit=credit, licence=licence, source=source))
