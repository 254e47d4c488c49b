"""Pages by their numbers, in words."""

from __future__ import annotations

from collections.abc import Iterator

FEW = 8  # page numbers that are told


def stretches(pages: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """The first and last of pages that follow each other; two alone stand for themselves."""
    start = 0
    for at in range(1, len(pages) + 1):
        if at < len(pages) and pages[at] == pages[at - 1] + 1:
            continue
        if at - start == 2:
            yield from ((page, page) for page in pages[start:at])
        else:
            yield pages[start], pages[at - 1]
        start = at


def listed(pages: tuple[int, ...], verb: str = "be") -> str:
    """Pages (from 0) by their numbers: “pages 3, 5–9 and 12 are”."""
    numbers = [
        f"{first + 1}–{last + 1}" if last > first + 1 else f"{first + 1}"
        for first, last in stretches(pages)
    ]
    if len(numbers) > FEW + 1:
        numbers = [*numbers[:FEW], "others"]
    text = " and ".join(filter(None, (", ".join(numbers[:-1]), numbers[-1])))
    many = len(pages) > 1
    said = {"be": " are" if many else " is", "": ""}[verb]
    return f"page{'s' if many else ''} {text}{said}"
