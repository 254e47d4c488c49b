"""The pikepdf door of this room: a foreign PDF is read, its pages become forms on sheets."""

from __future__ import annotations

from packager.imposing.pdf.document import About, Document, opened

__all__ = ["About", "Document", "opened"]
