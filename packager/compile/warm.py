"""Imported by the process that workers are forked from, so that they begin with all they need."""

from __future__ import annotations

import gc
from contextlib import suppress

from packager.compile import fragments, furniture, weasy
from packager.errors import MissingError

__all__ = ["fragments", "furniture"]

with suppress(MissingError):  # each worker will say so
    weasy.version()
gc.collect()
gc.freeze()  # what is there now is never garbage
