"""Can a PDF be read by people and programs? The clauses are those of ISO 32000-2."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from packager.check.pdf.objects import Objects, Ref, Said, Value

_FONT_FILES = {"/FontFile", "/FontFile2", "/FontFile3"}
_CLOSED = {"packager", "file", "javascript"}  # addresses that lead out of no document
_SHORT = 64  # pages


def _sound(pdf: Objects) -> Iterator[str]:
    """Its objects can be read; of a short file, all that is in them too: of a long one that would
    take longer than to link it, and the check of its structure goes through its pages anyway."""
    if len(pdf.pages) <= _SHORT:
        faults = pdf.document.check_pdf_syntax()
    else:
        faults = [str(warning) for warning in pdf.document.get_warnings()]
    for fault in faults:
        yield f"Its syntax is damaged: {fault}."


def _pages(pdf: Objects) -> Iterator[str]:
    if not pdf.pages:
        yield "It has no pages."


def _leads(pdf: Objects) -> Iterator[str]:
    """Links, names and entries of the outline lead to a page (12.6.4.2, 12.3.2, 12.3.3)."""
    reach = _Reach(pdf)
    for number, _, said in pdf.annotations:
        fault = reach.fault(said) if pdf.follow(said.get("/Subtype")) == "/Link" else ""
        if fault:
            yield f"A link on page {number} {fault}."
    for name, place in reach.names.items():
        if not reach.on_a_page(place):
            yield f"The name “{pdf.text(name)}” stands for no page."
    for entry in _entries(pdf):
        fault = reach.fault(entry)
        if fault:
            yield f"The outline's entry “{pdf.text(entry.get('/Title'))}” {fault}."


def _entries(pdf: Objects) -> Iterator[Said]:
    """The entries of the outline, each once."""
    seen: set[Ref] = set()
    waiting = [pdf.dictionary(pdf.root.get("/Outlines")).get("/First")]
    while waiting:
        place = waiting.pop()
        if isinstance(place, str):
            if place in seen:
                continue
            seen.add(place)
        if pdf.follow(place) is None:
            continue
        entry = pdf.dictionary(place)
        yield entry
        waiting += (entry.get("/Next"), entry.get("/First"))


class _Reach:
    """Where the document's names and destinations lead."""

    def __init__(self, pdf: Objects) -> None:
        self._pdf = pdf
        self._pages = set(pdf.pages)
        tree = pdf.dictionary(pdf.root.get("/Names")).get("/Dests")
        self.names = {
            name: place for name, place in pdf.entries(tree, "/Names") if isinstance(name, str)
        }

    def on_a_page(self, place: Value) -> bool:
        """Whether an explicit destination begins with a page of this document."""
        found = self._pdf.follow(place)
        if isinstance(found, dict):
            found = self._pdf.follow(found.get("/D"))
        page = found[0] if isinstance(found, list) and found else None
        return isinstance(page, str) and page in self._pages

    def fault(self, holder: Said) -> str:
        """What is wrong with where a link or an entry leads; empty: nothing."""
        pdf = self._pdf
        action = pdf.dictionary(holder.get("/A"))
        if pdf.follow(action.get("/S")) == "/URI":
            address = pdf.text(action.get("/URI"))
            scheme, colon, _ = address.partition(":")
            if not colon or scheme.lower() in _CLOSED:
                return f"leads to the address “{address}”, which no reader can open"
            return ""
        place = pdf.follow(holder.get("/Dest", action.get("/D")))
        if place is None:
            return "leads nowhere"
        if isinstance(place, str):
            return "" if place in self.names else f"leads to “{place[2:]}”, which is not there"
        return "" if self.on_a_page(place) else "leads to a page that is not there"


def _fonts(pdf: Objects) -> Iterator[str]:
    """Every font is inside the file (9.9)."""
    for font in fonts_of(pdf):
        if not _embedded(pdf, font):
            yield f"The font {font_name(pdf, font)} is not embedded."


def fonts_of(pdf: Objects) -> Iterator[Said]:
    """The fonts of a document."""
    for resources in resources_of(pdf):
        for font in pdf.dictionary(resources.get("/Font")).values():
            yield pdf.dictionary(font)


def font_name(pdf: Objects, font: Said) -> str:
    """What a font is called."""
    return str(pdf.follow(font.get("/BaseFont", "/")))[1:]


def resources_of(pdf: Objects) -> Iterator[Said]:
    """The resources of pages, and of the forms and patterns in them, each once if shared."""
    seen: set[Ref] = set()
    waiting: list[Value] = list(pdf.pages)
    while waiting:
        holder = waiting.pop()
        place = pdf.dictionary(holder).get("/Resources")
        shared = {each for each in (holder, place) if isinstance(each, str)}
        if shared & seen:
            continue
        seen |= shared
        resources = pdf.dictionary(place)
        yield resources
        for kind in ("/XObject", "/Pattern"):
            waiting += pdf.dictionary(resources.get(kind)).values()


def _embedded(pdf: Objects, font: Said) -> bool:
    if pdf.follow(font.get("/Subtype")) == "/Type3":  # its letters are drawn in the file itself
        return True
    inner = next((pdf.dictionary(each) for each in pdf.array(font.get("/DescendantFonts"))), font)
    return not _FONT_FILES.isdisjoint(pdf.dictionary(inner.get("/FontDescriptor")))


def _labels(pdf: Objects) -> Iterator[str]:
    """Pages have labels from the first page on (12.4.2)."""
    if 0 not in (key for key, _ in pdf.entries(pdf.root.get("/PageLabels"), "/Nums")):
        yield "Its pages have no labels."


def _metadata(pdf: Objects) -> Iterator[str]:
    """Title and language are told, to people and to machines (14.3, 14.9.2)."""
    if not pdf.text(pdf.dictionary(pdf.trailer.get("/Info")).get("/Title")):
        yield "It has no title."
    if not pdf.text(pdf.root.get("/Lang")):
        yield "It does not say its language."
    if b"<dc:title>" not in pdf.data(pdf.root.get("/Metadata")):
        yield "It has no XMP metadata with a title."


CHECKS: tuple[Callable[[Objects], Iterable[str]], ...] = (
    _sound,
    _pages,
    _leads,
    _fonts,
    _labels,
    _metadata,
)

FOR_PRESS: tuple[Callable[[Objects], Iterable[str]], ...] = (_sound, _pages, _fonts, _metadata)

FOR_SHEETS: tuple[Callable[[Objects], Iterable[str]], ...] = (_sound, _pages, _fonts)
