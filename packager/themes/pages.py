"""Which pages of a publication tell most of a theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from packager.editions.paper import Paginated
from packager.model.article import Role
from packager.model.parts import PartKind


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of the edition, counted from 0, and what it shows."""

    name: str
    page: int


def telling_pages(paged: Paginated, notes: Sequence[int]) -> tuple[Shown, ...]:
    """Cover, contents, the opening of an article, a page inside it, and the one with most notes.

    `notes` says how many notes each page of the edition has. What there is not is left out; no page
    is shown twice.
    """
    where = {(leaf.part, leaf.page): index for index, leaf in enumerate(paged.leaves)}
    found: dict[int, str] = {}

    def show(name: str, part: int | None, page: int) -> None:
        index = where.get((part, page))
        if index is not None:
            found.setdefault(index, name)

    show("Cover", _part(paged, PartKind.COVER), 0)
    show("Contents", _part(paged, PartKind.CONTENTS), 0)
    article = _article(paged)
    show("Opening", article, 0)
    show("Notes", *_noted(paged, notes))
    if article is not None:
        for page in range(1, paged.typeset[article].manifest.pages):
            if where.get((article, page)) not in found:
                show("Inside", article, page)
                break
    return tuple(Shown(found[index], index) for index in sorted(found))


def _part(paged: Paginated, kind: PartKind) -> int | None:
    return next((at for at, part in enumerate(paged.parts) if part.kind is kind), None)


def _article(paged: Paginated) -> int | None:
    """The first ordinary article of three pages or more, else the longest."""
    plain = [
        at
        for at, part in enumerate(paged.parts)
        if part.article and part.article.part is Role.ARTICLE
    ] or [at for at, part in enumerate(paged.parts) if part.article]
    pages = {at: paged.typeset[at].manifest.pages for at in plain}
    long = next((at for at in plain if pages[at] >= 3), None)
    return long if long is not None else max(plain, key=pages.__getitem__, default=None)


def _noted(paged: Paginated, notes: Sequence[int]) -> tuple[int | None, int]:
    """The part and the page in it with the most notes, rather not one where a part opens."""
    leaves = [
        (count, leaf.page > 0, -at, leaf)
        for at, (leaf, count) in enumerate(zip(paged.leaves, notes, strict=True))
        if count and leaf.part is not None and paged.parts[leaf.part].article
    ]
    inside = [each for each in leaves if each[1]] or leaves
    best = max(inside, key=lambda each: each[:3], default=None)
    return (best[3].part, best[3].page) if best else (None, 0)
