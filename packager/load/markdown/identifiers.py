"""Ids: what is a valid one, which the editions keep for themselves, and one made from words."""

from __future__ import annotations

import re
import unicodedata

# XML 1.0 (fifth edition) section 2.3, without the colon: an NCName, as EPUB asks of every id.
_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = re.compile(f"[{_START}][{_START}.0-9\u00b7\u0300-\u036f\u203f-\u2040-]*")
_NOT_NAME = re.compile(f"[^{_START}0-9\u00b7\u0300-\u036f]+")

# The editions give these to the title, to notes and their calls, and to the beginnings of pages.
_RESERVED = re.compile(r"title|(?:note|call|page)-\d+(?:-\d+)?")

_APOSTROPHES = str.maketrans("", "", "'\u2019\u02bc\u05f3\u05f4\u200c\u200d")


def is_xml_name(text: str) -> bool:
    """Whether `text` may be an id in XML."""
    return _NAME.fullmatch(text) is not None


def is_reserved(text: str) -> bool:
    """Whether the editions make this id themselves."""
    return _RESERVED.fullmatch(text) is not None


def slug(words: str) -> str:
    """An id made from words: letters of any script in lower case, joined by hyphens.

    "What’s next?" gives `whats-next`, "Что делать?" gives `что-делать`; words that begin with a
    figure, or hold no letter at all, get the prefix `section`.
    """
    folded = unicodedata.normalize("NFKC", words.translate(_APOSTROPHES)).lower()
    kept = "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in folded)
    name = "-".join(_NOT_NAME.sub(" ", kept).split())
    return name if is_xml_name(name) else f"section-{name}".rstrip("-")
