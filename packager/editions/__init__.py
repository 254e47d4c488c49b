"""Parts come in, editions go out as {path: bytes}. Editions never import each other."""

from __future__ import annotations

from packager.editions.edition import Edition, Made, Varied
from packager.editions.epub import EPUB
from packager.editions.pamphlet import PAMPHLET
from packager.editions.pdf import PDF
from packager.editions.press import PRINT
from packager.editions.variants import VARIANTS

__all__ = ["EDITIONS", "VARIANTS", "Edition", "Made", "Varied"]

EDITIONS: tuple[Edition, ...] = (EPUB, PDF, PRINT, PAMPHLET)
