"""What a reader knows of a document that is to be converted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from packager.findings import Place
from packager.importers.imported import Account, Dropped
from packager.model.text import DivisionKind


@dataclass(frozen=True, slots=True)
class Body:
    """A note's text: the elements it consists of, less what in them is mark or way back."""

    elements: tuple[Element, ...]
    marks: frozenset[Element] = frozenset()
    mark: str = ""  # the words of its first call, bare


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of some documents. A note's key is the address of its body, `chapter.xhtml#n1`.

    `calls`: the elements that call a note. `bodies`: what they call. `gone`: elements that are
    nothing but notes, and so are not converted where they stand. `headings`: those of the notes.
    `lone`: calls that lead to no body, and bodies that are never called.
    """

    calls: Mapping[Element, str] = field(default_factory=dict)
    bodies: Mapping[str, Body] = field(default_factory=dict)
    gone: frozenset[Element] = frozenset()
    headings: frozenset[Element] = frozenset()
    lone: tuple[Element, ...] = ()


NO_NOTES = Notes()


def nothing(_: Element) -> Dropped | None:
    """Leave nothing out."""
    return None


def no_part(_: Element) -> DivisionKind | None:
    """No element is a typed part by the reader's word."""
    return None


@dataclass(frozen=True, slots=True)
class Context:
    """What a reader knows. `picture` is asked for an address and its element, and gives the name
    in the publication, or nothing after it has reported why; `link` gives an address in our
    dialect, or nothing: then the words stay. `skip` tells what to leave out, top down.
    `targets` are the ids that become anchors. `part` tells which elements are a standfirst, a box
    … `strays`: notes that stand in the elements and are called from elsewhere stay as paragraphs.
    """

    account: Account
    place: Callable[[Element], Place]
    picture: Callable[[str, Element], str]
    link: Callable[[str, Element], str]
    notes: Notes = NO_NOTES
    skip: Callable[[Element], Dropped | None] = nothing
    language: str = ""
    targets: frozenset[str] = frozenset()
    part: Callable[[Element], DivisionKind | None] = no_part
    strays: bool = True
