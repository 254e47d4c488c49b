"""Bits of Markdown that flattening left in a text ──▶ runs: `**bold**`, `*italic*`, `[x](y)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from packager.importers.flattened import LOST, Run

# A link: words, and a target that may be empty, an anchor alone, or an address without spaces.
LINK = re.compile(
    r"(?<!!)\[(?P<words>[^\[\]]+(?:\[[^\[\]]*\][^\[\]]*)?)\]"
    r"\((?P<target>#|<?(?:https?://|mailto:|/|\./|\.\./|#)[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)?>?|)\)"
)
_AUTOLINK = re.compile(r"<(https?://[^\s<>]+|[\w.+-]+@[\w-]+\.[\w.-]+)>")
_MARK = re.compile(r"\*{1,3}|_{1,2}")


def runs(text: str) -> list[Run]:
    """The characters of a paragraph (its lines with their newlines), by how they look."""
    return [run for run in _linked(text) if run.text]


def _linked(text: str) -> Iterator[Run]:
    """Emphasis goes over links, so marks are paired first, and links found within."""
    for piece in _emphasised(text):
        yield from _split(piece)


def _split(run: Run) -> Iterator[Run]:
    at = 0
    found = sorted(
        [*LINK.finditer(run.text), *_AUTOLINK.finditer(run.text)], key=lambda match: match.start()
    )
    for match in found:
        if match.start() < at:
            continue
        yield replace(run, text=run.text[at : match.start()])
        yield from _link(run, match)
        at = match.end()
    yield replace(run, text=run.text[at:])


def _link(run: Run, match: re.Match[str]) -> Iterator[Run]:
    if match.re is _AUTOLINK:
        address = match[1]
        yield replace(run, text=address, url=address if "://" in address else f"mailto:{address}")
        return
    target = match["target"].strip("<>")
    known = target.startswith(("http://", "https://", "mailto:"))
    yield replace(run, text=match["words"], url=target if known else LOST)


def _emphasised(text: str) -> Iterator[Run]:
    """Pairs of marks around words; a mark that has no other stays a character."""
    pairs = _pairs(text)
    edges = sorted(
        [(*pair[0], 1, pair[2]) for pair in pairs] + [(*pair[1], -1, pair[2]) for pair in pairs]
    )
    at = bold = italic = 0
    for start, end, step, stars in edges:
        yield Run(text[at:start], bold > 0, italic > 0)
        bold += step * (stars >= 2)
        italic += step * (stars != 2)
        at = end
    yield Run(text[at:])


_Pair = tuple[tuple[int, int], tuple[int, int], int]  # opening mark, closing mark, how many stars


def _pairs(text: str) -> list[_Pair]:
    pairs: list[_Pair] = []
    opened: list[re.Match[str]] = []  # each sort of mark at most once: it is in reach only then
    for mark in _MARK.finditer(text):
        before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
        closes = bool(before.strip()) and not (mark[0][0] == "_" and after.isalnum())
        opens = bool(after.strip()) and not (mark[0][0] == "_" and before.isalnum())
        same = next((each for each in reversed(opened) if each[0] == mark[0]), None)
        if closes and same and same.end() < mark.start():
            pairs.append((same.span(), mark.span(), len(mark[0])))
            del opened[opened.index(same) :]
        elif opens and not same:
            opened.append(mark)
    return pairs
