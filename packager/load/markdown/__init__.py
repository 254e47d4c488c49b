"""Markdown ──▶ the article's text: our own tree, with findings for what cannot be.

In: the body of an article (without front matter) and a `BodyContext`. Out: a `Text`.
`tokens` is the door to markdown-it, `tree` gives its tokens their place in the file and pairs the
fences of typed parts, `blocks` and `inlines` build the text, one function for each type of node.

The dialect is CommonMark with
- notes `[^name]`, defined anywhere by `[^name]: text`, and `^[notes in place]`;
- tables; a paragraph after one that begins `: ` or `Table: ` is its caption;
- definition lists (`Term`, below it `: meaning`);
- attributes `{#id .class lang=fr dir=rtl key="value"}` after a heading, picture, link or
  `[span of words]`, after the name of a part, or in a line of their own before any block;
- figures: a picture alone in its paragraph, its title the caption (Markdown once more);
- typed parts: `::: name {attributes}` … `:::`, one in another with the longer fence outside;
- smart punctuation by language;
and without HTML, which is shown as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from packager.load.markdown.anchors import Anchors
from packager.load.markdown.blocks import blocks, note
from packager.load.markdown.context import BodyContext
from packager.load.markdown.levels import Levels
from packager.load.markdown.notes import Notes
from packager.load.markdown.quotes import smarten
from packager.load.markdown.reporter import Reporter
from packager.load.markdown.scope import Scope
from packager.load.markdown.tree import Node, Tree
from packager.model.text import Text

__all__ = ["BodyContext", "parse", "smarten"]

_MAX_OPEN_BRACKETS = 500


def parse(source: str, first_line: int, context: BodyContext) -> Text:
    """The text of a body whose first line is line `first_line` of the file.

    `source` has newlines normalised. Whatever it is, the answer is a text; what is wrong with it
    goes to `context.report`.
    """
    reporter = Reporter(context)
    if line := _tangled_line(source):
        message = f"a paragraph opens more than {_MAX_OPEN_BRACKETS} brackets without closing them"
        place = reporter.place(first_line + line - 1, 0)
        reporter.add("nesting-too-deep", message, place, "close them, or write \\[ for a bracket")
        return Text()
    tree = Tree(source, first_line, reporter)
    scope = Scope(
        context=context,
        reporter=reporter,
        tree=tree,
        anchors=Anchors(_given_ids(tree.root), reporter),
        notes=Notes(tree.root, context.language, reporter),
        levels=Levels(),
        language=context.language,
    )
    body = blocks(tree.root.children, scope)
    notes = tuple(note(entry, scope) for entry in scope.notes.entries())
    scope.anchors.settle()
    return Text(body, notes)


def _tangled_line(source: str) -> int:
    """The first line of a paragraph that would take markdown-it forever; 0 when there is none.

    It looks for the end of each bracket anew: the time grows with the square of those left open.
    """
    start, open_brackets = 1, 0
    for number, line in enumerate(source.split("\n"), 1):
        if not line.strip():
            start, open_brackets = number + 1, 0
        open_brackets += line.count("[") - line.count("]")
        if open_brackets > _MAX_OPEN_BRACKETS:
            return start
    return 0


def _given_ids(node: Node) -> Iterator[str]:
    for key, value in node.attributes:
        if key in ("#", "id"):
            yield value
    for child in node.children:
        yield from _given_ids(child)
