"""Sets of names, written in a row."""

from __future__ import annotations


def words_set(names: str) -> frozenset[str]:
    """The names in a row of them."""
    return frozenset(names.split())
