"""Word files, through mammoth.

    parts       the archive: which part is what, what leads where
    names       WordprocessingML's names and values
    styles      what a paragraph is by its style
    counting    the words and counts of the file, by its own XML: the judge
    leavings    changes, comments, hidden words, contents: left out and said
    fields      fields and wrappers made plain
    drawings    pictures, text boxes
    notes       notes and links that hold
    lists       which paragraphs are items of which list
    runs        languages and emphasis of words
    paragraphs  each paragraph's place in the page
    hand        the door: what mammoth gets, and the page it makes
    reading     all of it in order

The file is read into its XML, which is settled step by step; what mammoth gets is written anew.
"""

from packager.importers.docx.reading import read

__all__ = ["read"]
