"""What markup is made for."""

from __future__ import annotations

from enum import Enum


class Medium(Enum):
    """The three places where a publication is read."""

    EREADER = "ereader"
    PAPER = "paper"
    WEB = "web"
