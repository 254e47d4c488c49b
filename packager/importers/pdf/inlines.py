"""Segments ──▶ runs of characters that look the same, with links; and runs ──▶ inlines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from packager.importers.flattened.lines import Run
from packager.importers.pdf.records import Glyph, Hyperlink
from packager.importers.pdf.segments import Segment
from packager.model.text import Code, Emphasis, Inline, Link, Strong, Words

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_DOTS = re.compile(r"\. \. \.(?! ?\.)(?: (?=[”’»)\]]))?")  # how TeX sets an ellipsis
_RAISED = 0.15  # of the size: above the base line
_SMALLER = 0.86
_WEB = re.compile(r"(?:https?|mailto|ftp):", re.IGNORECASE)


def runs(segment: Segment, links: Sequence[Hyperlink]) -> tuple[Run, ...]:
    """A line's characters, by how they look and where they lead."""
    size, y = segment.size, segment.y
    looks = [(_look(glyph, size, y, links), glyph.text) for glyph in segment.glyphs]
    plain = [look for look, text in looks if text.isalnum()]
    looks = _signs_like_letters(looks) if plain else looks
    made = []
    for look, group in groupby(looks, key=lambda one: one[0]):
        text = "".join(_LIGATURES.get(letter, letter) for _, letter in group)
        text = unicodedata.normalize("NFC", text)
        if not look.code:
            text = _DOTS.sub("…", text)
        made.append(Run(text, look.bold, look.italic, look.raised, url=look.url, code=look.code))
    return tuple(made)


class _Look(NamedTuple):
    """How a character looks, and where it leads."""

    bold: bool
    italic: bool
    raised: bool
    url: str
    code: bool


def _signs_like_letters(looks: list[tuple[_Look, str]]) -> list[tuple[_Look, str]]:
    """Spaces and signs look as the letters on both sides of them: in what is bold or italic they
    often come from another font."""
    made = list(looks)
    for index, (look, text) in enumerate(looks):
        if text.isalnum() or (look.raised and text != " "):
            continue
        before = made[index - 1][0] if index else None
        after = next((one for one, other in looks[index + 1 :] if other.isalnum()), None)
        if text != " " and look[:2] in [one[:2] for one in (before, after) if one]:
            continue
        shared = _common(before or after or look, after or before or look)
        if not (before and after):
            shared = shared._replace(
                bold=shared.bold and look.bold, italic=shared.italic and look.italic
            )
        if text != " ":
            shared = shared._replace(url=look.url, code=look.code)
        made[index] = (shared, text)
    return made


def _common(one: _Look, other: _Look) -> _Look:
    url = one.url if one.url == other.url else ""
    both = [mine and theirs for mine, theirs in zip(one[:2], other[:2], strict=True)]
    return _Look(both[0], both[1], False, url, one.code and other.code)


def _look(glyph: Glyph, size: float, y: float, links: Sequence[Hyperlink]) -> _Look:
    raised = glyph.size < _SMALLER * size and y - glyph.y > _RAISED * size
    raised = raised or unicodedata.normalize("NFKC", glyph.text) != glyph.text in "¹²³⁰⁴⁵⁶⁷⁸⁹"
    x, middle = (glyph.left + glyph.right) / 2, glyph.y - 0.3 * glyph.size
    url = next((link.url for link in links if link.box.holds(x, middle)), "")
    face = glyph.face
    return _Look(face.bold, face.italic, raised, url if _WEB.match(url) else "", face.mono)


def inlines(lines: Sequence[Sequence[Run]], plain_bold: bool = False) -> tuple[Inline, ...]:
    """Lines of runs as the inlines of one paragraph; words that a line's end divides made whole.

    `plain_bold`: all of it is bold, which says nothing then (a heading, a table's head).
    """
    flat: list[Run] = []
    for line in lines:
        if flat and line:
            last, first = flat[-1], line[0]
            whole = re.search(r"[^\W\d_][-\u2010\u00ad]$", last.text) and first.text[:1].islower()
            text = last.text[:-1] if whole else f"{last.text} "
            flat[-1] = replace(last, text=text)
        flat += line
    return tuple(_inlines(flat, plain_bold))


def _inlines(flat: Sequence[Run], plain_bold: bool) -> Iterator[Inline]:
    for (bold, italic, url, code), group in groupby(
        flat, key=lambda run: (run.bold, run.italic, run.url, run.code)
    ):
        text = "".join(run.text for run in group)
        inner = text.strip()
        if not inner:
            yield Words(text)
            continue
        before, _, after = text.partition(inner)
        made: Inline = Code(inner) if code else Words(inner)
        made = Emphasis((made,)) if italic else made
        made = Strong((made,)) if bold and not plain_bold else made
        made = Link((made,), url=url) if url else made
        yield from (one for one in (Words(before), made, Words(after)) if one != Words(""))
