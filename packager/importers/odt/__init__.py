"""OpenDocument texts, through pandoc.

names      the names of OpenDocument
styles     what a paragraph or a span is, by its styles
counting   the words and counts of the file, by its own XML: the judge
leavings   changes, comments, indexes, hidden words: left out and said
drawings   pictures and text boxes
marks      what pandoc does not carry, carried by private characters
paragraphs each paragraph's mark, each span's look
hand       the door: what pandoc gets, and the page it makes
reading    all of it in order
"""

from packager.importers.odt.reading import read

__all__ = ["read"]
