"""Flattened text ──▶ an article: what the readers of plain text and of PDF share.

In: lines, and what is known of each (`lines`). Out: an `Imported`. The steps, in their order:

    furniture     running heads, folios and footers go
    whole_words   halves of words are joined, drop capitals put back
    pieces        lines ──▶ paragraphs, headings, items, rules, over pages
    lists         dashes that are bullets, and those that are speech
    notes         notes at page feet or at the end, tied to their calls
    masthead      address, kicker, title, series, dates, rights, people, standfirst
    headings      subheads that only their form tells
    tail          dateline, translation, postscript, credits
    tree          pieces ──▶ our text tree
    repair        all of it, and the account
"""

from packager.importers.flattened.lines import LOST, Edge, Given, Line, Mark, Run, plain_line
from packager.importers.flattened.repair import imported, source_text

__all__ = [
    "LOST",
    "Edge",
    "Given",
    "Line",
    "Mark",
    "Run",
    "imported",
    "plain_line",
    "source_text",
]
