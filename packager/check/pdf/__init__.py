"""Is a finished PDF whole? Read from its bytes alone. The pikepdf door of this room."""

from __future__ import annotations

import gc
import io
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf

from packager.check.pdf.archive import CHECKS as ARCHIVE
from packager.check.pdf.folding import CHECKS as FOLDING
from packager.check.pdf.folding import is_for_folding
from packager.check.pdf.objects import Objects
from packager.check.pdf.preflight import preflight
from packager.check.pdf.press import CHECKS as PRESS
from packager.check.pdf.press import is_for_press
from packager.check.pdf.reading import CHECKS as READING
from packager.check.pdf.structure import CHECKS as STRUCTURE
from packager.findings import Finding, Place, finding

__all__ = ["check_pdf"]

_CHECKS = (*READING, *ARCHIVE, *STRUCTURE)


def check_pdf(path: str, content: bytes) -> tuple[Finding, ...]:
    """What is wrong with a PDF: each fault once, as `pdf-invalid`; and what a press would
    make of one that is for a press."""
    try:
        with _uncollected(), pikepdf.open(io.BytesIO(content)) as document:
            objects = Objects(document)
            pressed = is_for_press(objects)
            faults = [fault for check in PRESS if pressed for fault in check(objects)]
            read = FOLDING if is_for_folding(objects) else _CHECKS
            faults += [fault for check in read if not pressed for fault in check(objects)]
            seen = tuple(preflight(objects, path)) if pressed else ()
    except pikepdf.PdfError as error:
        faults, seen = [f"It cannot be read: {error}."], ()
    return (*(finding("pdf-invalid", each, Place(path)) for each in dict.fromkeys(faults)), *seen)


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for garbage meanwhile: nothing read here is any before the end, and nothing is left
    behind, but there is so much of it that looking through it takes a fifth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
