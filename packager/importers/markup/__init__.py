"""HTML and XHTML ──▶ our text tree: what all readers of markup share.

In: bytes or elements, and a `Context` that says what the reader knows. Out: a `Text` with notes.

    parsing    bytes ──▶ elements of one form: the door to tinyhtml5
    elements   looking at them: names, classes, words, addresses
    marks      by what notes and their calls are known
    notes      which links call notes; `tying` makes them ready
    blocks     the flow of blocks; `lists` `tables` `figures` `verse` `media` make theirs
    inlines    what stands in a line; `spacing` its white space
    whole      a text as a whole: notes in order, levels of headings, anchors that hold
    counting   how much there is of what must survive
"""

from xml.etree.ElementTree import Element

from packager.importers.markup.context import NO_NOTES, Body, Context, Notes
from packager.importers.markup.counting import count
from packager.importers.markup.elements import (
    address,
    anchor_of,
    attribute,
    classes,
    hidden,
    language_of_element,
    line_of,
    name_of,
    parents_of,
    roles,
    sources,
    targets,
    words_of,
)
from packager.importers.markup.notes import find_notes, resolved
from packager.importers.markup.parsing import from_lxml, parse_html, parse_xhtml
from packager.importers.markup.whole import blocks, inlines, text

__all__ = [
    "NO_NOTES", "Body", "Context", "Element", "Notes", "address", "anchor_of", "attribute",
    "blocks", "classes", "count", "find_notes", "from_lxml", "hidden", "inlines",
    "language_of_element", "line_of", "name_of", "parents_of", "parse_html", "parse_xhtml",
    "resolved", "roles", "sources", "targets", "text", "words_of",
]  # fmt: skip
