"""A publication's folder comes in, a checked Publication (+ findings) goes out.

Reading goes from the outside in: `publication.toml` (toml, schema_*, validate), the homes of the
listed articles, their front matter (manuscripts), pictures and links, the bodies (markdown), the
theme. Whatever is wrong becomes a finding; nothing outside the homes is ever read.

Its modules are imported when they are first asked for: to find a publication takes few of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from packager.load.folders import find

if TYPE_CHECKING:
    from packager.load.publication import Loaded, load
    from packager.load.schemas import schemas

__all__ = ["Loaded", "find", "load", "schemas"]

_LATE = {"Loaded": "publication", "load": "publication", "schemas": "schemas"}


def __getattr__(name: str) -> object:
    if name in _LATE:
        value = getattr(import_module(f"packager.load.{_LATE[name]}"), name)
        globals()[name] = value  # one of them has the name of its module
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
