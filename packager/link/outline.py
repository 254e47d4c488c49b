"""The outline of an edition: sections of the contents, articles in them, headings in those."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from packager.compile.manifest import Bookmark
from packager.link.job import LinkPart
from packager.model.parts import PartKind

_UNLISTED = {PartKind.COVER, PartKind.TITLE}


@dataclass(slots=True)
class Entry:
    """An entry of the outline. It leads to a bookmark of a part, or to where the part begins."""

    label: str
    part: int
    bookmark: Bookmark | None = None
    children: list[Entry] = field(default_factory=list)


def outline(parts: Sequence[LinkPart]) -> list[Entry]:
    """The outline as a tree. Consecutive parts of one section stand under its title."""
    entries: list[Entry] = []
    section: Entry | None = None
    for index, part in enumerate(parts):
        if part.kind in _UNLISTED or not part.fragment.manifest.title:
            section = None
            continue
        if not part.section:
            section = None
        elif section is None or section.label != part.section:
            section = Entry(part.section, index)
            entries.append(section)
        (section.children if section else entries).append(_part(index, part))
    return entries


def _part(index: int, part: LinkPart) -> Entry:
    """A part with its headings nested by their levels; its own title (level 1) is the part."""
    manifest = part.fragment.manifest
    top = Entry(manifest.title, index)
    open_entries: list[tuple[int, Entry]] = [(1, top)]
    for bookmark in manifest.bookmarks:
        if bookmark.level == 1:
            continue
        while open_entries[-1][0] >= bookmark.level:
            open_entries.pop()
        entry = Entry(bookmark.label, index, bookmark)
        open_entries[-1][1].children.append(entry)
        open_entries.append((bookmark.level, entry))
    return top
