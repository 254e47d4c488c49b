"""How much there is in a source of what must survive, counted without the conversion."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from packager.importers.imported import Counts
from packager.importers.markup.context import Context
from packager.importers.markup.elements import HEADINGS, SILENT, attribute, name_of, words_of
from packager.importers.markup.figures import is_captioned, is_gallery
from packager.importers.markup.tables import is_layout, rows_of


def count(elements: Iterable[Element], context: Context) -> Counts:
    """Headings, notes, calls, pictures, tables, lists and links in elements, less what the reader
    skips. Pictures are those with an address; links those that show words and that the reader
    has an address for, ways to notes and back not among them."""
    counts = Counts()
    waiting = list(elements)
    marks = {each for body in context.notes.bodies.values() for each in body.marks}
    called: set[str] = set()
    while waiting:
        element = waiting.pop()
        if _is_left(element, context) or element in marks:
            continue
        if (key := context.notes.calls.get(element)) is not None:
            called.add(key)
            counts += Counts(calls=1)
            continue
        counts += _one(element, context)
        waiting += list(element)
    return counts + Counts(notes=len(called))


def _is_left(element: Element, context: Context) -> bool:
    silent = name_of(element) in SILENT or element in context.notes.headings
    return silent or context.skip(element) is not None


def _one(element: Element, context: Context) -> Counts:
    name = name_of(element)
    if name in HEADINGS:
        return Counts(headings=bool(words_of(element)))
    if name == "table":
        return Counts(tables=not is_layout(element, list(rows_of(element))))
    if name in ("ul", "ol", "menu", "dl"):
        return Counts(lists=_is_list(element, context))
    if name == "img":
        return Counts(pictures=bool(attribute(element, "src")))
    if name == "a" and attribute(element, "href") and words_of(element):
        return Counts(links=bool(context.link(attribute(element, "href"), element)))
    return Counts()


def _is_list(element: Element, context: Context) -> bool:
    if is_gallery(element) or is_captioned(element) or element in context.notes.gone:
        return False
    return any(words_of(child) for child in element)
