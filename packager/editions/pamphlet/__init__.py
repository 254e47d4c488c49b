"""The pamphlet: a publication on sheets that come off an office printer ready to fold."""

from __future__ import annotations

from packager.editions.pamphlet.making import PamphletEdition

__all__ = ["PAMPHLET", "PamphletEdition"]

PAMPHLET = PamphletEdition(
    "pamphlet", "Sheets for an office printer, to fold and staple", "-pamphlet", folded=True
)
