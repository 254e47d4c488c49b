"""The pikepdf door of this room: pages are copied and put in order, nothing is set anew."""

from __future__ import annotations

from packager.link.pdf.assembly import assemble
from packager.link.pdf.pressing import for_press
from packager.link.pdf.wrapping import wrap_cover

__all__ = ["assemble", "for_press", "wrap_cover"]
