"""Which structure type an element of the markup has (ISO 32000-1, 14.8.4: PDF 1.7 knows these)."""

from __future__ import annotations

import re
from typing import Any

Element = Any  # of the engine's own tree; it has no types

_SVG = "{http://www.w3.org/2000/svg}"

_BY_TAG = {
    "article": "Art",
    "section": "Sect",
    "figure": "Div",
    "aside": "Div",
    "blockquote": "BlockQuote",
    "p": "P",
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "li": "LI",
    "dt": "Lbl",
    "dd": "LBody",
    "table": "Table",
    "caption": "Caption",
    "figcaption": "Caption",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "img": "Figure",
    f"{_SVG}svg": "Figure",
    "pre": "P",
    "code": "Code",
    "a": "Link",
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
}

# The blocks of a note are spans; the words of a heading in it are no heading of the article.
_BY_CLASS = {
    "note": "Note",
    "endnote": "Note",
    "note-number": "Lbl",
    "note-quote": "BlockQuote",
    "note-list": "L",
    "note-item": "LI",
    "note-p": "P",
    "note-pre": "P",
    "note-figure": "Div",
    "note-figcaption": "Caption",
    "note-dl": "L",
    "note-dt": "Lbl",
    "note-dd": "LBody",
    **{f"note-{tag}": _BY_TAG[tag] for tag in ("table", "caption", "thead", "tbody", "tr")},
    **{f"note-{tag}": _BY_TAG[tag] for tag in ("th", "td")},
    **{f"note-h{level}": "P" for level in range(1, 7)},
    "paragraph": "P",
    "stanza": "P",
    "pullquote": "BlockQuote",
}

# The list of the contents.
_CONTENTS = {"contents": "TOC", "section-entries": "TOC", "entry": "TOCI", "section": "TOCI"}

_INLINE = set(
    re.findall(
        r"\w+",
        "a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup u"
        " var time img",
    )
)

# Types that hold others, never text itself.
GROUPING = frozenset(
    {"Document", "Art", "Sect", "Div", "BlockQuote", "Note", "TOC", "TOCI", "L", "LI", "Table"}
)
# Types that stand in a line of text.
IN_TEXT = frozenset({"Link", "Reference", "Span", "Code"})
# Types that a note can stand in, after the block of its call.
HOLDS_NOTES = frozenset({"Document", "Art", "Sect", "Div", "BlockQuote", "LBody", "TD", "TH"})
TABLE_PARTS = frozenset({"THead", "TBody", "TFoot", "TR", "TH", "TD"})


def classes(element: Element) -> list[str]:
    """The classes of an element."""
    return str(element.get("class") or "").split()


def role(element: Element) -> str:
    """The structure type of an element; empty: it has none of its own."""
    if not isinstance(element.tag, str):  # a comment
        return ""
    known = _CONTENTS if element.tag in ("ol", "li") else _BY_CLASS
    for name in classes(element):
        kind = known.get(name, "")
        if kind and (kind != "Note" or str(element.get("id")).startswith("note-")):
            return kind
    return _BY_TAG.get(element.tag, "")


def in_line(element: Element) -> bool:
    """Whether an element stands in a line of text."""
    return element.tag in _INLINE and not any(name in _BY_CLASS for name in classes(element))


def numbering(element: Element) -> str:
    """How the items of a list are numbered (14.8.5.5)."""
    return {"ol": "Decimal", "dl": "None"}.get(element.tag, "Disc")
