"""Themes come in, pictures of them go out: a sheet of telling pages for each, and a page of all.

The publication that they are shown by is the editor's own, or the specimen that lies here.
"""

from __future__ import annotations

from packager.themes.portfolio import Portfolio, portfolio, specimen

__all__ = ["Portfolio", "portfolio", "specimen"]
