"""Our text tree ──▶ Markdown in our dialect, so that reading it gives the same tree again.

In: a `model.text.Text` (lines and the numbers of notes count for nothing but telling notes apart).
Out: the body of an article, as an editor would write it: a paragraph a line, escapes only where
they are needed.
"""

from packager.importers.writing.blocks import markdown
from packager.importers.writing.inlines import inline_markdown

__all__ = ["inline_markdown", "markdown"]
