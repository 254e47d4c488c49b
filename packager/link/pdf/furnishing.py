"""Furniture: running heads and folios drawn over pages, as artifacts (ISO 32000-2, 14.8.2.2)."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from packager.compile.furniture import Furniture, Sheet
from packager.model.page import PageGeometry

_ARTIFACTS = {"head": "Header", "folio": "Footer", "lines": "LineNum"}
_LENT = (Name.Font, Name.ExtGState)
_OTHERS = (Name.XObject, Name.Pattern, Name.Shading)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a sheet draws, and the resources it needs, which it shares with those set with it."""

    content: bytes
    resources: Object


def drawings(document: Pdf, furniture: Furniture, wanted: Container[Sheet]) -> dict[Sheet, Drawing]:
    """What each wanted sheet draws. Most stand on one page alone: no object is made of them yet."""
    found = {}
    with pikepdf.open(io.BytesIO(furniture.pdf)) as source:
        copied: dict[tuple[int, int], Object] = {}
        for sheet, page in zip(furniture.sheets, source.pages, strict=True):
            if sheet in wanted:
                own = page.obj.Resources
                if own.objgen not in copied:
                    copied[own.objgen] = document.copy_foreign(own)
                found[sheet] = Drawing(page.obj.Contents.read_bytes(), copied[own.objgen])
    return found


class Furnisher:
    """Draws sheets on pages. What stands on one page alone is drawn in its content, where a form
    would take more room than its drawing."""

    def __init__(
        self,
        document: Pdf,
        drawings: Mapping[Sheet, Drawing],
        dressed: Iterable[Sequence[Sheet]],
        geometry: PageGeometry,
    ) -> None:
        self._document, self._drawings, self._geometry = document, drawings, geometry
        self._uses = Counter(sheet for sheets in dressed for sheet in sheets)
        self._opening = Stream(document, b"q\n")  # the same one for all pages
        self._forms: dict[Sheet, Object] = {}
        self._fitting: dict[tuple[tuple[int, int], tuple[int, int]], bool] = {}

    def furnish(self, page: Object, sheets: Iterable[Sheet]) -> None:
        """Draw sheets over a page's content."""
        resources, left = page.Resources, float(page.MediaBox[0])
        drawing = b"".join(
            b"/Artifact <</Type /Pagination /Subtype /%b>> BDC q 1 0 0 1 %b 0 cm %b Q EMC\n"
            % (_ARTIFACTS[sheet.kind].encode(), f"{left:g}".encode(), self._draw(sheet, resources))
            for sheet in sheets
        )
        if drawing:
            closing = Stream(self._document, b"\nQ\n" + drawing)
            page.Contents = Array([self._opening, page.Contents, closing])

    def _draw(self, sheet: Sheet, resources: Object) -> bytes:
        drawing = self._drawings[sheet]
        if self._uses[sheet] == 1 and self._fits(drawing.resources, resources):
            return drawing.content
        form = self._form(sheet)
        name = f"/Sheet{form.objgen[0]}"
        if Name.XObject not in resources:
            resources.XObject = Dictionary()
        resources.XObject[name] = form  # a fragment's pages share their resources
        return f"{name} Do".encode()

    def _form(self, sheet: Sheet) -> Object:
        """A sheet as a form XObject (8.10)."""
        if sheet not in self._forms:
            drawing, page = self._drawings[sheet], self._geometry
            self._forms[sheet] = Stream(
                self._document,
                drawing.content,
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=Array([0, 0, round(page.width, 3), round(page.height, 3)]),
                Resources=drawing.resources,
            )
        return self._forms[sheet]

    def _fits(self, inner: Object, resources: Object) -> bool:
        """Whether a form needs but fonts and states of graphics, of which none has a name that the
        page has for another; then the page has them too."""
        pair = inner.objgen, resources.objgen
        if pair not in self._fitting:
            kinds = [kind for kind in _LENT if kind in inner]
            self._fitting[pair] = not any(len(inner.get(kind, ())) for kind in _OTHERS) and all(
                kind in resources and _agree(inner[kind], resources[kind]) for kind in kinds
            )
            for kind in kinds if self._fitting[pair] else ():
                held = resources[kind]
                for name, each in inner[kind].items():
                    held[name] = each
        return self._fitting[pair]


def _agree(one: Object, other: Object) -> bool:
    """Whether no name stands for two things."""
    return all(
        name not in other or other[name].unparse() == each.unparse() for name, each in one.items()
    )
