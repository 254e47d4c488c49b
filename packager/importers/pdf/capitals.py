"""Drop capitals, which stand in a line of their own: put before the word that they begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from packager.importers.flattened.lines import Line, Mark
from packager.importers.imported import Account, Certainty, Recognised
from packager.importers.pdf.blocks import Setting
from packager.importers.pdf.rows import CAP

_CAPITAL = re.compile(r"[“«\"'‘„¿¡]?[^\W\d_]")
_REST = re.compile(r"['’]?[^\W\d_]+")
# Letters that are a word of their own.
_ALONE = {"en": "AIO", "fr": "AÀYÔO", "es": "AYEOU", "it": "AEIO", "pt": "AÀEÉO", "sv": "IÅÖ"}


def with_capitals(lines: Sequence[Line], setting: Setting, account: Account) -> list[Line]:
    """Each drop capital with the line behind it."""
    made: list[Line] = []
    at = 0
    while at < len(lines):
        line, after = lines[at], lines[at + 1] if at + 1 < len(lines) else None
        rest = _REST.match(after.text) if after is not None and after.mark is Mark.TEXT else None
        big = line.mark is Mark.TEXT and line.size >= CAP * setting.body
        if after is None or not rest or not big or not _CAPITAL.fullmatch(line.text):
            made.append(line)
            at += 1
            continue
        space = " " if _is_word(line.text[-1], rest[0], setting.words, setting.language) else ""
        first, *others = after.runs
        whole = replace(first, text=f"{line.text}{space}{first.text}")
        joined = after.with_runs((whole, *others))
        halves = f"{line.text} {rest[0]}"
        value = f"{line.text}{space}{rest[0]}"
        account.recognised.append(
            Recognised("drop capital", value, Certainty.INFERRED, None, halves)
        )
        made.append(replace(joined, gap=line.gap, indent=False, broken=line.broken))
        at += 2
    return made


def _is_word(letter: str, rest: str, words: str, language: str) -> bool:
    """Is the capital a word by itself? When it can be, and what follows is a word elsewhere."""
    if letter.upper() not in _ALONE.get(language.partition("-")[0], "AIO"):
        return False
    whole, alone = f" {letter}{rest} ".casefold(), f" {rest} ".casefold()
    return whole not in words and words.count(alone) > 1
