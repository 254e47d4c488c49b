"""What is known of a typeset part without opening its PDF. Lengths in pt, from the lower left."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote

FORMAT = 4  # goes up when fragments made before can no longer be linked


def destination_name(key: str, anchor: str = "") -> str:
    """The name of a place among all parts: `home/article#anchor`, in ASCII; without an anchor the
    part's beginning."""
    name = f"{key}#{anchor}" if anchor else key
    return quote(name, safe="/!#$&'*+,:;=@~-._")


@dataclass(frozen=True, slots=True)
class Destination:
    """A place that other articles may name: `name` is an id of the document; `page` counts from 0
    within the part."""

    name: str
    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline; a part's own title has level 1."""

    level: int
    label: str
    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class LinkOut:
    """A link that leaves the part: a web address, or `packager:KEY#anchor` of another article."""

    page: int
    rectangle: tuple[float, float, float, float]  # left, bottom, right, top
    target: str


@dataclass(frozen=True, slots=True)
class PageStart:
    """Where a page begins on the part's running text (see `page_starts`), and the text around it.

    `at` counts from 0; `before` and `after` are what stands there, to find the place in markup for
    another medium.
    """

    at: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that went wrong on a page of the part: what finding it makes, and where.

    `line` is that of the article's file, 0 if it is unknown; `words` are those of the place;
    `details` are what the finding's message names beside them.
    """

    code: str
    page: int
    line: int
    words: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TypeUse:
    """A font as a part uses it: what the linker needs to embed it. Widths in thousandths of an em.

    `texts` are what each glyph stands for, None for a glyph that stands for nothing. `missing` are
    the glyph numbers, beyond the font's own, of characters that no font could show.
    """

    resource: str  # its name in the part's font dictionary, which is empty until it is linked
    file: str  # SHA-256 of the font file
    index: int  # of the face in the file
    axes: tuple[tuple[str, float], ...]  # where a variable font is fixed
    name: str  # "Literata-Semi-Bold"
    family: str
    flags: int
    ascent: int
    descent: int
    glyphs: tuple[int, ...]
    widths: tuple[float, ...]
    texts: tuple[str | None, ...]
    missing: tuple[int, ...] = ()

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> TypeUse:
        """From what `asdict` and JSON make of it."""
        lists = {name: tuple(data[name]) for name in ("glyphs", "widths", "texts", "missing")}
        return cls(**{**data, **lists, "axes": tuple((tag, value) for tag, value in data["axes"])})


@dataclass(frozen=True, slots=True)
class Manifest:
    """A part on paper: how long it is, what can be reached in it, where it leads."""

    key: str
    title: str
    language: str
    direction: str
    pages: int
    destinations: tuple[Destination, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    links: tuple[LinkOut, ...] = ()
    fonts: tuple[TypeUse, ...] = ()
    text_starts: tuple[PageStart, ...] = ()  # of each page; none where it is not known
    text_digest: str = ""  # of the running text that they count in
    faults: tuple[Fault, ...] = ()
    lines: tuple[tuple[float, ...], ...] = ()  # of each page where they are numbered: how far
    # below the top of its block the lines of the text stand, in pt
    plates: tuple[int, ...] = ()  # pages without margins, whose picture goes beyond the cut

    def to_json(self) -> str:
        """The manifest as JSON, the same text for the same manifest."""
        return json.dumps(
            {"format": FORMAT, **asdict(self)}, ensure_ascii=False, separators=(",", ":")
        )

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """Read what `to_json` wrote; raises `ValueError` for another format."""
        data: dict[str, Any] = json.loads(text)
        if data.pop("format", None) != FORMAT:
            raise ValueError("a manifest of another format")
        return cls(
            **{
                **data,
                "destinations": tuple(Destination(**entry) for entry in data["destinations"]),
                "bookmarks": tuple(Bookmark(**entry) for entry in data["bookmarks"]),
                "links": tuple(
                    LinkOut(entry["page"], tuple(entry["rectangle"]), entry["target"])
                    for entry in data["links"]
                ),
                "fonts": tuple(TypeUse.from_data(entry) for entry in data["fonts"]),
                "text_starts": tuple(PageStart(**entry) for entry in data["text_starts"]),
                "lines": tuple(tuple(page) for page in data["lines"]),
                "plates": tuple(data["plates"]),
                "faults": tuple(
                    Fault(**{**entry, "details": tuple(entry["details"])})
                    for entry in data["faults"]
                ),
            }
        )
