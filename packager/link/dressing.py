"""Which running head and which folio each page carries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from packager.compile.furniture import Sheet
from packager.compile.manifest import Manifest
from packager.link.job import LinkPart, Running
from packager.link.numbering import Leaf, is_recto, label
from packager.model.parts import PartKind

_BARE = {PartKind.COVER, PartKind.TITLE}
_EVERY = 5  # lines that have a number
_A_BLOCK = 20  # folios: fewer cost more each, more are set in vain
_OTHER = {"recto": "verso", "verso": "recto", "left": "right", "right": "left"}


def hand(index: int, bound_right: bool) -> str:
    """The side of the spread that the page of this index lies on."""
    return "right" if is_recto(index) != bound_right else "left"


def dress(
    leaves: Sequence[Leaf], parts: Sequence[LinkPart], running: Running
) -> tuple[tuple[Sheet, ...], ...]:
    """The furniture of each page: none on blanks, covers, title pages and plates; a folio alone
    where a part opens; else the publication's name and the section on a verso, the part's title on
    a recto."""
    return tuple(tuple(_sheets(index, leaf, parts, running)) for index, leaf in enumerate(leaves))


def _sheets(index: int, leaf: Leaf, parts: Sequence[LinkPart], running: Running) -> Iterable[Sheet]:
    part = parts[leaf.part] if leaf.part is not None else None
    if part is None or part.plain or part.kind in _BARE:
        return
    side = "recto" if is_recto(index) else "verso"
    side_of_spread = hand(index, running.direction == "rtl")
    manifest = part.fragment.manifest
    if leaf.page in manifest.plates:
        return
    words = manifest if is_recto(index) else running
    head = (manifest.title if is_recto(index) else running.verso) if running.heads else ""
    if running.mark:
        head = f"{running.mark} · {head}" if leaf.page and head else running.mark
    section = "" if is_recto(index) else part.section
    if head and (leaf.page or running.mark):
        yield Sheet("head", head, side, side_of_spread, words.language, words.direction, section)
    yield Sheet("folio", leaf.label, side, side_of_spread, running.language, running.direction)
    if manifest.lines and part.kind is PartKind.ARTICLE:
        yield from _numbers(manifest, leaf.page, side, side_of_spread)


def _numbers(manifest: Manifest, page: int, side: str, hand: str) -> Iterable[Sheet]:
    """The numbers of every fifth line of a page, counted on each page anew."""
    lines = manifest.lines[page]
    wanted = range(_EVERY, len(lines) + 1, _EVERY)
    text = " ".join(f"{number}@{lines[number - 1]:g}" for number in wanted)
    if text:
        yield Sheet("lines", text, side, hand, manifest.language, manifest.direction)


def blocks(
    leaves: Sequence[Leaf], dressed: Sequence[Sequence[Sheet]]
) -> tuple[tuple[Sheet, ...], ...]:
    """The furniture of an edition in blocks that stay the same when pages are added to it.

    A head is a block of its own, and so are the numbers of a part's lines; folios come in twenties
    (1 to 20, 21 to 40 …), with those that no page carries yet. `dressed` is what `dress` says of
    the leaves.
    """
    found: dict[object, tuple[Sheet, ...]] = {}
    for leaf, sheets in zip(leaves, dressed, strict=True):
        for sheet in sheets:
            if sheet.kind == "lines":
                key = ("lines", leaf.part)
                found[key] = (*found.get(key, ()), sheet)
                continue
            if sheet.kind != "folio":
                found.setdefault(sheet, (sheet,))
                continue
            first = (leaf.number - 1) // _A_BLOCK * _A_BLOCK + 1
            beginning = _folio(sheet, leaf, first)
            if beginning not in found:
                numbers = range(first, first + _A_BLOCK)
                found[beginning] = tuple(_folio(sheet, leaf, number) for number in numbers)
    return tuple(found.values())


def _folio(sheet: Sheet, leaf: Leaf, number: int) -> Sheet:
    """The folio of another page of the same counting: on the other side of the leaf if it is odd
    pages away."""
    turned = (number - leaf.number) % 2
    return replace(
        sheet,
        text=label(leaf.style, number),
        side=_OTHER[sheet.side] if turned else sheet.side,
        hand=_OTHER[sheet.hand] if turned else sheet.hand,
    )
