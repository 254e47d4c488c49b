"""Segments ──▶ runs of characters that look the same, with links; and runs ──▶ inlines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from packager.importers.flattened.lines import Run
from packager.importers.pdf.records import Glyph, Hyperlink
from packager.importers.pdf.segments import Segment
from packager.model.text import Emphasis, Inline, Link, Strong, Words

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
        made.append(Run(_DOTS.sub("…", text), *look))
    return tuple(made)


_Look = tuple[bool, bool, bool, str]  # bold, italic, raised, url


def _signs_like_letters(looks: list[tuple[_Look, str]]) -> list[tuple[_Look, str]]:
    """Spaces and signs look as the letters on both sides of them: in what is bold or italic they
    often come from another font."""
    made = list(looks)
    for index, (look, text) in enumerate(looks):
        if text.isalnum() or (look[2] and text != " "):
            continue
        before = made[index - 1][0] if index else None
        after = next((one for one, other in looks[index + 1 :] if other.isalnum()), None)
        if text != " " and look[:2] in [one[:2] for one in (before, after) if one]:
            continue
        shared = _common(before or after or look, after or before or look)
        own = shared[3] if text == " " else look[3]
        inside = shared[:2] if before and after else (shared[0] and look[0], shared[1] and look[1])
        made[index] = ((*inside, False, own), text)
    return made


def _common(one: _Look, other: _Look) -> _Look:
    url = one[3] if one[3] == other[3] else ""
    return one[0] and other[0], one[1] and other[1], False, url


def _look(glyph: Glyph, size: float, y: float, links: Sequence[Hyperlink]) -> _Look:
    raised = glyph.size < _SMALLER * size and y - glyph.y > _RAISED * size
    raised = raised or unicodedata.normalize("NFKC", glyph.text) != glyph.text in "¹²³⁰⁴⁵⁶⁷⁸⁹"
    x, middle = (glyph.left + glyph.right) / 2, glyph.y - 0.3 * glyph.size
    url = next((link.url for link in links if link.box.holds(x, middle)), "")
    return glyph.face.bold, glyph.face.italic, raised, url if _WEB.match(url) else ""


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
            flat[-1] = Run(text, last.bold, last.italic, last.raised, last.url)
        flat += line
    return tuple(_inlines(flat, plain_bold))


def _inlines(flat: Sequence[Run], plain_bold: bool) -> Iterator[Inline]:
    for (bold, italic, url), group in groupby(
        flat, key=lambda run: (run.bold, run.italic, run.url)
    ):
        text = "".join(run.text for run in group)
        inner = text.strip()
        if not inner:
            yield Words(text)
            continue
        before, _, after = text.partition(inner)
        made: Inline = Words(inner)
        made = Emphasis((made,)) if italic else made
        made = Strong((made,)) if bold and not plain_bold else made
        made = Link((made,), url=url) if url else made
        yield from (one for one in (Words(before), made, Words(after)) if one != Words(""))
