"""The fingerprint of a publication: whether an edition was made from what is there now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path

from packager.model.publication import Publication


def fingerprint(publication: Publication) -> str:
    """SHA-256 (hex) over all that a publication says, wherever its folder is.

    Pictures count by their content, a theme by its CSS, its tokens and its families' names.
    """
    canonical = json.dumps(_plain(publication), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(value: object) -> object:
    """The same as lists, strings and numbers, in an order that is always the same."""
    if is_dataclass(value):
        inside = [_plain(getattr(value, each.name)) for each in fields(value)]
        return [type(value).__name__, *inside]
    if isinstance(value, Mapping):
        return sorted([_plain(key), _plain(each)] for key, each in value.items())
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    return "" if isinstance(value, Path) else value  # where a file lies is no content
