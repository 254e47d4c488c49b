"""Notes stay with their calls, and an article with many notes is laid out once, not twice.

When a line of text does not fit above the notes of a page and its paragraph must not break there,
the engine (WeasyPrint 70) sends notes that are on the page already to the next one, until the line
fits. Their calls stay behind. Here the notes stay, and what breaks is the page: before the
paragraph, as if there were no notes.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any


@contextlib.contextmanager
def keeping_notes(block: Any, context: Any) -> Iterator[None]:
    """While open, the engine's module that lays blocks out, and its class of layout contexts, send
    no note away but one that has just been met and finds no room."""
    lay, overflows, send = context.layout_footnote, context.overflows_page, context.report_footnote
    break_line = block._break_line

    def layout_footnote(self: Any, note: Any) -> Any:
        self.note_is_new = True
        return lay(self, note)

    def overflows_page(self: Any, *place: Any) -> Any:
        over = overflows(self, *place)
        if not over:
            self.note_is_new = False  # it has its room; what comes next is another line
        return over

    def report_footnote(self: Any, note: Any) -> Any:
        if getattr(self, "note_is_new", True):
            return send(self, note)
        # Off the list, so that the engine sees an end; the area stays as high as it is.
        self.current_page_footnotes.remove(note)
        self.__dict__.setdefault("notes_kept", []).insert(0, note)
        return None

    def breaking(self: Any, *rest: Any) -> Any:
        self.current_page_footnotes += self.__dict__.pop("notes_kept", [])
        return break_line(self, *rest)

    context.layout_footnote, context.overflows_page = layout_footnote, overflows_page
    context.report_footnote, block._break_line = report_footnote, breaking
    try:
        yield
    finally:
        context.layout_footnote, context.overflows_page = lay, overflows
        context.report_footnote, block._break_line = send, break_line
