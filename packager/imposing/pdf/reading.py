"""Opening any PDF, and what its pages say of themselves (ISO 32000-1, 7.7.3.3 and 14.11.2)."""

from __future__ import annotations

import logging
import math
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from packager.errors import UsageError
from packager.impose import Box
from packager.imposing.pages import SourcePage

logging.getLogger("pikepdf").addHandler(logging.NullHandler())  # it would warn on the terminal

DEEPEST = 64  # levels of a page tree
SMALLEST, LARGEST = 3.0, 14_400.0 * 100  # pt


def open_pdf(source: bytes | Path, name: str) -> Pdf:
    """A PDF (`name`: as it is told) whose pages can all be read; `UsageError` says why not."""
    try:
        document = pikepdf.open(
            BytesIO(source) if isinstance(source, bytes) else source,
            attempt_recovery=False,
            suppress_warnings=True,
        )
    except OSError as error:
        raise UsageError(
            f"{name} cannot be read: {error.strerror or error}", hint="look at its path"
        ) from error
    except pikepdf.PasswordError as error:
        raise encrypted(name) from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:  # qpdf has errors of its own
        raise damaged(name, str(error)) from error
    if document.is_encrypted:
        raise encrypted(name)
    if any("Pages tree" in warning for warning in document.get_warnings()):
        raise damaged(name, "there is something else among its pages")  # qpdf leaves that out
    return document


def encrypted(name: str) -> UsageError:
    """A PDF that its owner has locked."""
    return UsageError(
        f"{name} is encrypted", hint="save a copy without password and restrictions, impose that"
    )


def damaged(name: str, why: str = "") -> UsageError:
    """A PDF that cannot be read as it should be."""
    reason = why.replace("\n", " ").rpartition(": ")[2].strip(" .")
    return UsageError(
        f"{name} is damaged or no PDF{f': {reason}' if reason else ''}",
        hint="open it in a viewer, save it anew as a PDF, impose that",
    )


def inherited(page: Object, key: Name) -> Object | None:
    """A page's own value, else that of the nearest node above it (ISO 32000-1, 7.7.3.4)."""
    node: Object | None = page
    for _ in range(DEEPEST):
        if not isinstance(node, Dictionary):
            return None
        value = node.get(key)
        if value is not None:
            return value
        node = node.get(Name.Parent)
    return None


def source_page(page: Object, place: str) -> SourcePage:
    """What a page says of itself; `place` names it. `UsageError` when it has no size."""
    media = box_of(inherited(page, Name.MediaBox)) or Box(0, 0, 612, 792)
    shown = media.common(box_of(inherited(page, Name.CropBox)) or media)
    shown = shown if extended(shown) else media
    trim = shown.common(box_of(page.get(Name.TrimBox)) or shown)
    trim = trim if extended(trim) else shown
    bleed = media.common(box_of(page.get(Name.BleedBox)) or trim).joined(trim)
    found = SourcePage(trim, bleed, rotation(page), unit(page), len(notes_over(page)))
    size = found.size
    if not all(SMALLEST <= length <= LARGEST for length in (size.width, size.height)):
        raise UsageError(
            f"{place} has no size that could be printed: {size}",
            hint="open it in a viewer, print it to a PDF of an ordinary size, impose that",
        )
    return found


def box_of(value: Object | None) -> Box | None:
    """A rectangle, its corners in whatever order; None when it is none."""
    if not isinstance(value, Array) or len(value) != 4:
        return None
    try:
        x1, y1, x2, y2 = (float(each) for each in value)
    except (TypeError, ValueError):
        return None
    if not all(map(math.isfinite, (x1, y1, x2, y2))):
        return None
    box = Box(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
    return box if extended(box) else None


def extended(box: Box) -> bool:
    """Whether it covers anything."""
    return box.width > 0 and box.height > 0


def rotation(page: Object) -> int:
    """How far a viewer turns a page clockwise, in degrees; quarters only."""
    value = inherited(page, Name.Rotate)
    turn = int(value) if isinstance(value, int) else 0
    return turn % 360 if turn % 90 == 0 else 0


def unit(page: Object) -> float:
    """What one unit of a page is in pt (ISO 32000-1, table 30: UserUnit)."""
    value = page.get(Name.UserUnit)
    try:
        size = float(value) if value is not None else 1.0
    except (TypeError, ValueError):
        return 1.0
    return size if 0 < size < math.inf else 1.0


def notes_over(page: Object) -> list[Object]:
    """What lies over a page: links, forms, notes."""
    value = page.get(Name.Annots)
    return list(value) if isinstance(value, Array) else []
