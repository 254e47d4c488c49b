"""The door to segno: an address as a QR code (ISO/IEC 18004)."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from itertools import groupby

import segno

from packager.render.xhtml import Html, tag

_MODULE = 0.5  # mm: six dots of a printer of 300 dpi; read from a hand's breadth away
_QUIET = 4  # modules of white around it (clause 9.1)


@dataclass(frozen=True, slots=True)
class Code:
    """A code as a picture; `side` is its width and height, white and all, in mm."""

    picture: Html
    side: float


def code_image(href: str, words: str) -> Code | None:
    """The code as a picture with these words in its place; None for what no code can hold.

    Level M: about a seventh of it may be soiled. Its size follows from the length of the address.
    """
    try:
        code = segno.make_qr(href, error="m", boost_error=False)
    except segno.DataOverflowError:
        return None
    drawing = b64encode(_svg([list(row) for row in code.matrix]).encode()).decode()
    side = (len(code.matrix) + 2 * _QUIET) * _MODULE
    attributes = {
        "class": "qr",
        "src": f"data:image/svg+xml;base64,{drawing}",
        "alt": words,
        "style": f"width:{side:.2f}mm",
    }
    return Code(tag("img", "", attributes), side)


def _svg(matrix: list[list[int]]) -> str:
    """The dark modules as one path of runs, so that no line shows between them."""
    side = len(matrix) + 2 * _QUIET
    path = []
    for y, row in enumerate(matrix, _QUIET):
        x = _QUIET
        for dark, run in groupby(row):
            width = len(list(run))
            if dark:
                path.append(f"M{x} {y}h{width}v1h-{width}z")
            x += width
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}"'
        f' viewBox="0 0 {side} {side}"><path d="{"".join(path)}"/></svg>'
    )
