"""Parts come in, editions go out as {path: bytes}. Editions never import each other."""

from __future__ import annotations

from packager.editions.edition import Edition, Made
from packager.editions.epub import EPUB
from packager.editions.pdf import PDF

__all__ = ["EDITIONS", "Edition", "Made"]

EDITIONS: tuple[Edition, ...] = (EPUB, PDF)
