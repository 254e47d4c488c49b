"""Which running head and which folio each page carries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from packager.compile.furniture import Sheet
from packager.link.job import LinkPart, Running
from packager.link.numbering import Leaf, is_recto
from packager.model.parts import PartKind

_BARE = {PartKind.COVER, PartKind.TITLE}


def hand(index: int, bound_right: bool) -> str:
    """The side of the spread that the page of this index lies on."""
    return "right" if is_recto(index) != bound_right else "left"


def dress(
    leaves: Sequence[Leaf], parts: Sequence[LinkPart], running: Running
) -> tuple[tuple[Sheet, ...], ...]:
    """The furniture of each page: none on blanks, covers and title pages; a folio alone where a
    part opens; else the publication's name on a verso, the part's title on a recto."""
    return tuple(tuple(_sheets(index, leaf, parts, running)) for index, leaf in enumerate(leaves))


def _sheets(index: int, leaf: Leaf, parts: Sequence[LinkPart], running: Running) -> Iterable[Sheet]:
    part = parts[leaf.part] if leaf.part is not None else None
    if part is None or part.plain or part.kind in _BARE:
        return
    side = "recto" if is_recto(index) else "verso"
    side_of_spread = hand(index, running.direction == "rtl")
    manifest = part.fragment.manifest
    words = manifest if is_recto(index) else running
    head = manifest.title if is_recto(index) else running.verso
    if leaf.page and head:
        yield Sheet("head", head, side, side_of_spread, words.language, words.direction)
    yield Sheet("folio", leaf.label, side, side_of_spread, running.language, running.direction)
