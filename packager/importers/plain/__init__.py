"""Plain text ──▶ an article: text flattened out of PDFs or pages, maybe with bits of Markdown.

    encoding   bytes ──▶ characters
    marks      bits of Markdown ──▶ runs that look alike
    layout     characters ──▶ lines, and what is known of each

The repair itself is `flattened`, which the reader of PDF uses as well.
"""

from packager.importers.plain.reader import read

__all__ = ["read"]
