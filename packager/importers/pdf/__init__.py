"""A PDF ──▶ an article, or several: columns and lines are read, then repaired like flattened text.

How it is done, from the first step to the last:

    document   the door to pypdfium2; `glyphs`, `objects`, `frame`: what is on a page ──▶ `records`
    segments   glyphs ──▶ words side by side
    margins    running heads, folios and footers
    regions    frames and pictures
    columns    the reading order of it all
    rows       columns ──▶ lines, top down
    blocks     rows ──▶ tables (`tables`), code, pull quotes; `figures`: pictures with captions
    layout     rows ──▶ the lines that `importers.flattened` repairs; `inlines`: how they look
    outline    where the articles of a publication begin; `publication`: what they have in common
    capitals   drop capitals; `links`: addresses over two lines; `headings`: title and subheads
    tidy       licence, date, headings with nothing left under them
    accounts   what is told of it all
    reader     the whole way
"""

from packager.importers.pdf.reader import read

__all__ = ["read"]
