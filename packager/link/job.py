"""What the linker is given: parts in order and what the whole is called."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from packager.compile.fragments import Fragment
from packager.compile.furniture import Furniture
from packager.model.page import PageGeometry
from packager.model.parts import PartKind


@dataclass(frozen=True, slots=True)
class LinkPart:
    """A part in its place. `section` is the titled group of the contents it belongs to."""

    fragment: Fragment
    kind: PartKind
    section: str = ""
    plain: bool = False  # carries neither running head nor folio, though its kind would


@dataclass(frozen=True, slots=True)
class Metadata:
    """What an edition says of itself, in its document information and in XMP."""

    title: str
    language: str
    direction: str
    identifier: str
    created: datetime.date
    modified: datetime.date
    authors: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    publisher: str = ""
    description: str = ""
    subjects: tuple[str, ...] = ()
    rights: str = ""
    licence_url: str = ""
    producer: str = ""


@dataclass(frozen=True, slots=True)
class Running:
    """The words of running heads: `verso` names the publication, and the section of the part goes
    with it; a recto names its part. A `mark` stands before either, on pages that have no other head
    too. Without `heads` there is nothing but that mark: small pages have no room."""

    verso: str
    language: str
    direction: str
    mark: str = ""
    heads: bool = True


@dataclass(frozen=True, slots=True)
class LinkJob:
    """Everything one edition on paper is linked from."""

    parts: tuple[LinkPart, ...]
    geometry: PageGeometry
    metadata: Metadata
    running: Running
    opening: str = "page"  # "recto": every part opens on a right-hand page; or "anywhere"
    furniture: tuple[Furniture, ...] = ()
    elsewhere: Mapping[str, str] = field(default_factory=dict)  # article key -> web address
    fonts: Mapping[str, Path] = field(default_factory=dict)  # the theme's files by SHA-256

    @property
    def bound_right(self) -> bool:
        """Whether the spine of the first page is at its right: right-to-left publications."""
        return self.metadata.direction == "rtl"
