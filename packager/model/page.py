"""Page geometry. All lengths are PostScript points (1 pt = 1/72 inch = 25.4/72 mm)."""

from __future__ import annotations

from dataclasses import dataclass

MM = 72 / 25.4  # points in a millimetre
REACH = 8 * MM  # how far beyond its page a ground is drawn: no bleed is larger

PAGE_SIZES = {  # trimmed size in points, portrait (ISO 216; ANSI)
    "A4": (210 * MM, 297 * MM),
    "A5": (148 * MM, 210 * MM),
    "A6": (105 * MM, 148 * MM),
    "B5": (176 * MM, 250 * MM),
    "Letter": (612.0, 792.0),
    "Half-Letter": (396.0, 612.0),
}


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """A page and its margins, for both sides: `inner` is at the spine.

    Bodies are set side-neutral, with `side` at the left and at the right; the linker shifts a
    recto page by `shift` and a verso page by `-shift` (the other way round when bound right).
    """

    name: str
    width: float
    height: float
    top: float
    bottom: float
    inner: float
    outer: float

    @property
    def side(self) -> float:
        """The margin at each side of a body that is not yet on a recto or a verso."""
        return (self.inner + self.outer) / 2

    @property
    def shift(self) -> float:
        """How far to the right a recto's body moves (pt)."""
        return (self.inner - self.outer) / 2
