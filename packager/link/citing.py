"""Where on each part's text the pages of an edition begin, by the numbers they are cited with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from packager.compile.fragments import Fragment
from packager.compile.manifest import PageStart
from packager.link.numbering import Leaf

_TOP = PageStart(0, "", "")


@dataclass(frozen=True, slots=True)
class CitedPage:
    """A page by its label, and where it begins on the running text; None where that is unknown."""

    label: str
    start: PageStart | None


@dataclass(frozen=True, slots=True)
class CitedPart:
    """The pages of a part in order; `digest` is that of the running text they are places in."""

    pages: tuple[CitedPage, ...]
    digest: str


def cited_parts(typeset: Sequence[Fragment], leaves: Sequence[Leaf]) -> tuple[CitedPart, ...]:
    """The pages of each part. A blank page begins where the part after it does."""
    pages: list[list[CitedPage]] = [[] for _ in typeset]
    blanks: list[CitedPage] = []
    for leaf in leaves:
        if leaf.part is None:
            blanks.append(CitedPage(leaf.label, _TOP))
        else:
            start = _start(typeset[leaf.part], leaf.page)
            pages[leaf.part] += [*blanks, CitedPage(leaf.label, start)]
            blanks = []
    return tuple(
        CitedPart(tuple(cited), fragment.manifest.text_digest)
        for cited, fragment in zip(pages, typeset, strict=True)
    )


def _start(fragment: Fragment, page: int) -> PageStart | None:
    if page == 0:
        return _TOP
    starts = fragment.manifest.text_starts
    return starts[page] if page < len(starts) else None
