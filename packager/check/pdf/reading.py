"""Can a PDF be read by people and programs? The clauses are those of ISO 32000-2."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf

_FONT_FILES = (Name.FontFile, Name.FontFile2, Name.FontFile3)
_CLOSED = {"packager", "file", "javascript"}  # addresses that lead out of no document
_DEPTH = 16  # of forms within forms
_SHORT = 64  # pages


def _sound(document: Pdf) -> Iterator[str]:
    """Its objects can be read; of a short file, all that is in them too: of a long one that would
    take longer than to link it, and the check of its structure goes through its pages anyway."""
    if len(document.pages) <= _SHORT:
        faults = document.check_pdf_syntax()
    else:
        _ = [each.objgen for each in document.objects]  # each is read, and complained of
        faults = [str(warning) for warning in document.get_warnings()]
    for fault in faults:
        yield f"Its syntax is damaged: {fault}."


def _pages(document: Pdf) -> Iterator[str]:
    if not document.pages:
        yield "It has no pages."


def _links(document: Pdf) -> Iterator[str]:
    """Links inside the document lead to a page of it (12.6.4.2, 12.3.2)."""
    reach = _Reach(document)
    for number, page in enumerate(document.pages, 1):
        for annotation in page.obj.get(Name.Annots, ()):
            if annotation.get(Name.Subtype) != Name.Link:
                continue
            fault = reach.fault(annotation)
            if fault:
                yield f"A link on page {number} {fault}."


def _names(document: Pdf) -> Iterator[str]:
    reach = _Reach(document)
    for name, place in reach.names.items():
        if not reach.on_a_page(place):
            yield f"The name “{name}” stands for no page."


def _outline(document: Pdf) -> Iterator[str]:
    """Entries of the outline lead to a page (12.3.3)."""
    reach = _Reach(document)
    for entry in _entries(document.Root.get(Name.Outlines), set()):
        fault = reach.fault(entry)
        if fault:
            yield f"The outline's entry “{entry.get(Name.Title, '')}” {fault}."


def _entries(parent: Object | None, seen: set[tuple[int, int]]) -> Iterator[Object]:
    entry = parent.get(Name.First) if parent is not None else None
    while entry is not None and entry.objgen not in seen:
        seen.add(entry.objgen)
        yield entry
        yield from _entries(entry, seen)
        entry = entry.get(Name.Next)


class _Reach:
    """Where the document's names and destinations lead."""

    def __init__(self, document: Pdf) -> None:
        self._pages = {page.obj.objgen for page in document.pages}
        tree = document.Root.get(Name.Names, Dictionary()).get(Name.Dests)
        self.names: dict[str, Object] = (
            {str(name): place for name, place in pikepdf.NameTree(tree).items()}
            if tree is not None
            else {}
        )

    def on_a_page(self, place: Object) -> bool:
        """Whether an explicit destination begins with a page of this document."""
        if isinstance(place, pikepdf.Dictionary):
            place = place.get(Name.D, pikepdf.Array())
        return bool(
            isinstance(place, pikepdf.Array) and len(place) and place[0].objgen in self._pages
        )

    def fault(self, holder: Object) -> str:
        """What is wrong with where a link or an entry leads; empty: nothing."""
        action = holder.get(Name.A)
        if action is not None and action.get(Name.S) == Name.URI:
            address = str(action.get(Name.URI, ""))
            scheme, colon, _ = address.partition(":")
            if not colon or scheme.lower() in _CLOSED:
                return f"leads to the address “{address}”, which no reader can open"
            return ""
        place = holder.get(Name.Dest, action.get(Name.D) if action is not None else None)
        if place is None:
            return "leads nowhere"
        if isinstance(place, pikepdf.String | pikepdf.Name):
            name = str(place)
            return "" if name in self.names else f"leads to “{name}”, which is not there"
        return "" if self.on_a_page(place) else "leads to a page that is not there"


def _fonts(document: Pdf) -> Iterator[str]:
    """Every font is inside the file (9.9)."""
    for font in fonts_of(document):
        if not _embedded(font):
            yield f"The font {str(font.get(Name.BaseFont, ''))[1:]} is not embedded."


def fonts_of(document: Pdf) -> Iterator[Object]:
    """The fonts of a document, each once."""
    seen: set[tuple[int, int]] = set()
    for page in document.pages:
        resources = page.obj.get(Name.Resources, Dictionary())
        if resources.objgen == (0, 0) or resources.objgen not in seen:  # pages share them
            seen.add(resources.objgen)
            yield from _fonts_of(resources, seen, _DEPTH)


def _fonts_of(resources: Object, seen: set[tuple[int, int]], depth: int) -> Iterator[Object]:
    """The fonts of a resource dictionary and of the forms and patterns in it, each once."""
    holders = [resources.get(Name.Font, Dictionary())]
    for font in (font for holder in holders for font in holder.as_dict().values()):
        if font.objgen == (0, 0) or font.objgen not in seen:
            seen.add(font.objgen)
            yield font
    for kind in (Name.XObject, Name.Pattern):
        for inner in resources.get(kind, Dictionary()).as_dict().values():
            if depth and inner.objgen not in seen and Name.Resources in inner:
                seen.add(inner.objgen)
                yield from _fonts_of(inner.Resources, seen, depth - 1)


def _embedded(font: Object) -> bool:
    if font.get(Name.Subtype) == Name.Type3:  # its letters are drawn in the file itself
        return True
    inner = font.get(Name.DescendantFonts, [font])[0]
    descriptor = inner.get(Name.FontDescriptor, Dictionary())
    return any(name in descriptor for name in _FONT_FILES)


def _labels(document: Pdf) -> Iterator[str]:
    """Pages have labels from the first page on (12.4.2)."""
    tree = document.Root.get(Name.PageLabels)
    if tree is None or 0 not in pikepdf.NumberTree(tree):
        yield "Its pages have no labels."


def _metadata(document: Pdf) -> Iterator[str]:
    """Title and language are told, to people and to machines (14.3, 14.9.2)."""
    if not str(document.docinfo.get(Name.Title, "")):
        yield "It has no title."
    if not str(document.Root.get(Name.Lang, "")):
        yield "It does not say its language."
    packet = document.Root.get(Name.Metadata)
    if packet is None or b"<dc:title>" not in packet.read_bytes():
        yield "It has no XMP metadata with a title."


CHECKS: tuple[Callable[[Pdf], Iterable[str]], ...] = (
    _sound,
    _pages,
    _links,
    _names,
    _outline,
    _fonts,
    _labels,
    _metadata,
)
