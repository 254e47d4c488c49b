"""What is known of a typeset part without opening its PDF. Lengths in pt, from the lower left."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote

FORMAT = 1  # goes up when fragments made before can no longer be linked


def destination_name(key: str, anchor: str = "") -> str:
    """The name of a place among all parts: `home/article#anchor`, in ASCII; without an anchor the
    part's beginning."""
    name = f"{key}#{anchor}" if anchor else key
    return quote(name, safe="/!#$&'*+,:;=@~-._")


@dataclass(frozen=True, slots=True)
class Destination:
    """A named place: `name` is an id of the document; `page` counts from 0 within the part."""

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
            }
        )
