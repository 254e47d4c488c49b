"""A Word file's parts and what leads from one to another: a package by ECMA-376, part 2."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from packager.importers.docx.names import DOCUMENT_PARTS, w
from packager.importers.packed import Packed
from packager.importers.source import MB, Source, refusal
from packager.importers.xml import Element, local, parse_xml

MAX_PART = 20 * MB  # of XML: some 6,000 pages
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLD = b"\xd0\xcf\x11\xe0"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")  # the strict format's own names
_OTHERS = (  # what else a ZIP may be, by a member of it
    ("xl/workbook.xml", "a spreadsheet", "save its table as a Word file"),
    ("ppt/presentation.xml", "a presentation", "save its text as a Word file"),
    ("META-INF/container.xml", "an EPUB", "give it the ending .epub"),
    ("content.xml", "an OpenDocument file", "give it the ending .odt"),
)


@dataclass(frozen=True, slots=True)
class Relation:
    """Where something in a part leads: to a member of the archive, or out of it."""

    kind: str  # the last word of its type: image, hyperlink, footnotes …
    target: str
    outside: bool


@dataclass(slots=True)
class Package:
    """An opened Word file. `main`: the member that holds the text."""

    source: Source
    packed: Packed
    main: str = ""
    _relations: dict[str, dict[str, Relation]] = field(default_factory=dict)

    @classmethod
    def open(cls, source: Source) -> Package:
        """Open a file; `ContentError` when it is no Word file, or has a password."""
        data = source.read()
        if data.startswith(_OLD):
            if _ENCRYPTED in data:
                hint = "open it with the password, take the password off and import it again"
                raise refusal(source.name, "is protected by a password", hint)
            raise refusal(source.name, "is an old Word file (.doc)", "save it as .docx")
        package = cls(source, Packed.open(data, source.name))
        package.main = package._main()
        return package

    def relations(self, member: str) -> dict[str, Relation]:
        """What a part leads to, by the ids that it uses."""
        if member not in self._relations:
            self._relations[member] = dict(self._read_relations(member))
        return self._relations[member]

    def parts(self, kind: str) -> list[str]:
        """The members of a kind that the main part leads to; a lone one also by its usual name."""
        listed = self.relations(self.main).values()
        targets = [each.target for each in listed if each.kind == kind and not each.outside]
        members = [target for target in targets if target in self.packed]
        usual = f"word/{kind}.xml"
        if not members and kind in DOCUMENT_PARTS and usual in self.packed:
            members = [usual]
        return members

    def tree(self, member: str) -> Element:
        """A part as XML, in the names of the transitional format."""
        data = self.packed.read(member)
        name = f"{self.source.name}({member})"
        if len(data) > MAX_PART:
            message = f"has {len(data) / MB:,.1f} MB; the limit is {MAX_PART // MB} MB"
            raise refusal(name, message, "split the document", "file-too-large")
        return parse_xml(_STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data), name)

    def only(self, kind: str) -> Element | None:
        """The part of a kind, None when there is none."""
        members = self.parts(kind)
        return self.tree(members[0]) if members else None

    def core(self) -> Element | None:
        """What the file says of itself: title, creator …"""
        for each in self.relations("").values():
            if each.kind == "core-properties" and each.target in self.packed:
                return self.tree(each.target)
        return self.tree("docProps/core.xml") if "docProps/core.xml" in self.packed else None

    def _main(self) -> str:
        found = [each.target for each in self.relations("").values()
                 if each.kind == "officeDocument"]  # fmt: skip
        main = next((each for each in [*found, "word/document.xml"] if each in self.packed), "")
        if main and self.tree(main).tag == w("document"):
            return main
        for member, what, hint in _OTHERS:
            if member in self.packed or member == main:
                raise refusal(self.source.name, f"is no Word file but {what}", hint)
        hint = "open it in a word processor and save it again as .docx"
        raise refusal(self.source.name, "holds no Word document (word/document.xml)", hint)

    def _read_relations(self, member: str) -> Iterator[tuple[str, Relation]]:
        folder, name = posixpath.split(member)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        if listed not in self.packed:
            return
        for each in self.tree(listed):
            if local(each) == "Relationship":
                outside = each.get("TargetMode") == "External"
                target = each.get("Target", "")
                kind = each.get("Type", "").rstrip("/").rpartition("/")[2]
                where = target if outside else _resolved(folder, target)
                yield each.get("Id", ""), Relation(kind, where, outside)


def _resolved(folder: str, target: str) -> str:
    """The member that a target names; targets begin at the part's folder, or with / at the top."""
    path = target.partition("#")[0].replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")
