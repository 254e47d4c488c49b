"""Notes: on paper each stands where it is first called; on an e-reader all follow the text."""

from __future__ import annotations

from dataclasses import replace

from packager.model.text import Note, Paragraph
from packager.render.blocks import blocks, paragraph
from packager.render.citing import waiting
from packager.render.inlines import call_id
from packager.render.scope import Scope
from packager.render.xhtml import Html, join, tag


def footnote(note: Note, scope: Scope) -> Html:
    """A note on paper, at its first call; the sheet floats it to the foot of the page.

    It says its language: the words around the call may be in another.
    """
    inside = replace(scope, flat=True, href="", linked=False)
    attributes = {
        "class": "note",
        "id": f"note-{note.number}",
        "data-number": str(note.number),
        "lang": scope.article.language,
        "xml:lang": scope.article.language,
        "dir": scope.article.direction,
    }
    return tag("span", blocks(note.children, inside), attributes) + waiting(scope)


def notes_section(scope: Scope) -> Html:
    """The notes that follow the text: on an e-reader all, on paper those that are never called."""
    notes = [note for note in scope.notes.values() if not (scope.paper and note.calls)]
    if not notes:
        return Html("")
    labels = scope.labels
    heading = tag("h2", labels.say("Notes"), {"id": "notes", **labels.attributes})
    semantics = {} if scope.paper else {"epub:type": "endnotes", "role": "doc-endnotes"}
    written = join((heading, *(_endnote(note, scope) for note in notes)), "\n")
    return tag("section", written, {"class": "notes", **semantics, "aria-labelledby": "notes"})


def _endnote(note: Note, scope: Scope) -> Html:
    number = tag("span", str(note.number), {"class": "note-number"}) + " "
    backs = join(_back(note, ordinal, scope) for ordinal in range(1, note.calls + 1))
    written = []
    # The number stands in the first paragraph and the ways back in the last; where the note does
    # not begin or end with a paragraph, in one of their own.
    children = note.children or (Paragraph((), note.line),)
    for index, child in enumerate(children):
        before = number if index == 0 else ""
        after = backs if index == len(children) - 1 else ""
        if isinstance(child, Paragraph):
            written.append(paragraph(child, scope, before, after))
        else:
            parts = (tag("p", before), blocks((child,), scope), tag("p", after))
            written += [part for part in parts if part != _EMPTY]
    semantics = {} if scope.paper else {"epub:type": "footnote", "role": "doc-footnote"}
    attributes = {"class": "endnote", **semantics, "id": f"note-{note.number}"}
    return tag("div", join(written, "\n"), attributes)


_EMPTY = tag("p")


def _back(note: Note, ordinal: int, scope: Scope) -> Html:
    number = str(note.number if note.calls == 1 else f"{note.number}.{ordinal}")
    attributes = {
        "class": "note-back",
        "epub:type": "backlink",
        "role": "doc-backlink",
        "href": f"#{call_id(note.number, ordinal)}",
        "aria-label": str(scope.labels.say("Back to text {number}", number=number)),
    }
    return " " + tag("a", "↩\ufe0e", attributes)
