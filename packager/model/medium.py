"""What markup is made for, and what of it is a matter of choice on paper."""

from __future__ import annotations

from enum import Enum


class Medium(Enum):
    """The three places where a publication is read."""

    EREADER = "ereader"
    PAPER = "paper"
    WEB = "web"


class WebLinks(Enum):
    """What paper makes of a link to the outside, which nobody can click there."""

    NONE = "none"
    NOTES = "notes"  # its address stands at the foot of the page
    LIST = "list"  # its address stands in a list after the article
    QR = "qr"  # there with a code to be read by a telephone
