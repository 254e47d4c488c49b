"""What the engine (WeasyPrint 70) gets wrong in lines, put right while it lays out.

It takes the space off a line's end and, where the line runs from right to left, moves its words to
the left by as much, since they are drawn with it. If the line is then justified they are set anew
without it, and stick out by a space: so it is wherever such a line ends before an element.

It takes the first word of an element for the first of the line, and breaks it anywhere, if all else
in the line is in one element around it, as it is in a note.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterator
from typing import Any


@contextlib.contextmanager
def repaired_lines(inline: Any) -> Iterator[None]:
    """While open, this module of the engine leaves words whole and lines in their place."""
    justify, split, split_text = inline.justify_line, inline.split_inline_box, inline.split_text_box
    begins = [math.inf]  # where the line begins that is being filled, innermost last

    def justify_line(context: Any, line: Any, extra_width: float) -> None:
        justify(context, line, extra_width)
        last = line
        while last.children:
            last = last.children[-1]
        if line.style["direction"] == "rtl" and last.position_x < line.position_x:
            last.translate(dx=line.position_x - last.position_x)

    def split_inline_box(context: Any, box: Any, position_x: float, *rest: Any) -> Any:
        begins.append(position_x if hasattr(box, "block_ellipsis") else begins[-1])
        try:
            return split(context, box, position_x, *rest)
        finally:
            begins.pop()

    def split_text_box(
        context: Any, box: Any, width: Any, skip: Any, is_line_start: bool = True
    ) -> Any:
        edge = begins[-1] + box.style["font_size"]  # room for what an element has before its words
        placed = getattr(box, "position_x", -math.inf)  # it may only be measured
        return split_text(context, box, width, skip, is_line_start=is_line_start and placed <= edge)

    ours = justify_line, split_inline_box, split_text_box
    inline.justify_line, inline.split_inline_box, inline.split_text_box = ours
    try:
        yield
    finally:
        inline.justify_line, inline.split_inline_box = justify, split
        inline.split_text_box = split_text
