"""The pikepdf door of this room: pages are copied and put in order, nothing is set anew."""

from __future__ import annotations

from packager.link.pdf.assembly import assemble

__all__ = ["assemble"]
