"""The PDF edition: pages to be read on a screen or printed at home."""

from __future__ import annotations

from packager.editions.paper import CITED

PDF = CITED
