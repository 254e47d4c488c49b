"""What an OpenDocument text holds, counted in its own XML: the judge of the conversion."""

from __future__ import annotations

from packager.importers.imported import Counts
from packager.importers.odt.names import Element, all_of, n, pieces, within, words_in

_APART = frozenset(
    map(n, ("text:tracked-changes", "office:annotation", "text:note-citation", "office:forms",
            "svg:title", "svg:desc", "text:sequence-decls", "text:variable-decls",
            "text:user-field-decls", "office:event-listeners", "text:index-title-template"))
)  # fmt: skip


def text_in(body: Element) -> str:
    """The words that the body shows; notes stand where they are called."""
    return "".join(pieces(body, _APART))


def count(body: Element) -> Counts:
    """How many there are of what must survive."""
    notes = all_of(body, "text:note")
    frames = [each for each in all_of(body, "draw:image") if _is_shown(each)]
    links = [each for each in all_of(body, "text:a") if each.get(n("xlink:href"))]
    return Counts(
        headings=sum(bool(words_in(each)) for each in all_of(body, "text:h") if _counts(each)),
        notes=len(notes),
        calls=len(notes),
        pictures=len(frames),
        tables=sum(_is_table(each) for each in all_of(body, "table:table")),
        lists=sum(bool(words_in(each)) for each in all_of(body, "text:list") if _counts(each)),
        links=sum(_counts(each) for each in links),
    )


_INDEXES = ("text:table-of-content", "text:illustration-index", "text:table-index",
            "text:object-index", "text:user-index", "text:alphabetical-index")  # fmt: skip


def _counts(element: Element) -> bool:
    """Not in a table, an index, or what was deleted."""
    return within(element, "table:table", "text:tracked-changes", *_INDEXES) is None


def _is_shown(image: Element) -> bool:
    """A picture in the file; not the likeness of an object that stands beside it."""
    href = image.get(n("xlink:href"), "")
    frame = image.getparent()
    first = frame is None or next(iter(frame.iterchildren(n("draw:image")))) is image
    alone = frame is None or frame.find(n("draw:object")) is None
    return first and alone and bool(href) and "://" not in href


def _is_table(table: Element) -> bool:
    cells = [len(row.findall(n("table:table-cell"))) for row in all_of(table, "table:table-row")]
    return max(cells, default=0) > 1 and len(all_of(table, "table:table")) == 1
