"""The print edition: pages for a press (`making`), and the cover round them (`wrapping`)."""

from __future__ import annotations

from packager.editions.press.making import PRINT

__all__ = ["PRINT"]
