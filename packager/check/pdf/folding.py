"""Sheets that are printed and folded: nobody reads on in this file."""

from __future__ import annotations

from packager.check.pdf.objects import Objects
from packager.check.pdf.reading import FOR_SHEETS as CHECKS

__all__ = ["CHECKS", "is_for_folding"]


def is_for_folding(pdf: Objects) -> bool:
    """Whether it asks to be printed as large as it is (ISO 32000-2, table 147) and has no tags."""
    wishes = pdf.dictionary(pdf.root.get("/ViewerPreferences"))
    actual = pdf.follow(wishes.get("/PrintScaling")) == "/None"
    return actual and "/StructTreeRoot" not in pdf.root and "/MarkInfo" not in pdf.root
