"""A PDF that is being imposed: its pages, and the sheets made of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

import packager
from packager.impose import Box, Duplex, Imposition, MarkKind, Placement, Side
from packager.imposing.marks import form_drawn, marks_drawn
from packager.imposing.pages import SourcePage, placed, then
from packager.imposing.pdf.forms import Forms
from packager.imposing.pdf.reading import damaged, open_pdf, source_page

KEPT = ("/Type", "/Pages", "/OCProperties", "/OutputIntents", "/Lang")  # layers stay hidden
TURNS = {Duplex.LONG: Name.DuplexFlipLongEdge, Duplex.SHORT: Name.DuplexFlipShortEdge}
SLACK = 0.01  # pt


@dataclass(frozen=True, slots=True)
class About:
    """What a PDF says of itself, as far as it does (ISO 32000-1, 7.7.2, 12.2 and 14.3.3)."""

    title: str = ""
    language: str = ""
    created: str = ""  # a PDF date: "D:20260617…"
    from_the_right: bool = False  # it is read from right to left


@dataclass(slots=True)
class Document:
    """An open PDF: what its pages say, and the sheets that can be made of them, one time."""

    pdf: Pdf
    pages: tuple[SourcePage, ...]
    about: About
    objects: Sequence[Object]
    forms: Forms

    def sheets(self, imposition: Imposition, sides: Sequence[Side], fill: bool = False) -> bytes:
        """These sides as the pages of a PDF. `fill`: pages are made as large as their frame."""
        drawn = [self._side(imposition, side, fill) for side in sides]
        tree = self.pdf.make_indirect(Dictionary(Type=Name.Pages, Count=len(drawn)))
        for page in drawn:
            page.Parent = tree
        tree.Kids = Array(drawn)
        self.pdf.Root.Pages = tree
        self._describe(Duplex.SINGLE if imposition.one_sided else imposition.duplex)
        out = BytesIO()
        self.pdf.save(
            out,
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=False,
        )
        return out.getvalue()

    def _side(self, imposition: Imposition, side: Side, fill: bool) -> Object:
        """A side of a sheet as a page."""
        bled = MarkKind.CROP in imposition.options.marks
        forms, content = Dictionary(), []
        for placement in side.placements:
            if placement.page is not None:
                name = f"/P{placement.page + 1}"
                forms[name] = self._form(placement.page, bled)
                content.append(self._drawn(name, placement, bled, fill))
        content.append(marks_drawn(side.marks))
        return self.pdf.make_indirect(
            Dictionary(
                Type=Name.Page,
                MediaBox=Array(
                    [0, 0, round(imposition.sheet.width, 4), round(imposition.sheet.height, 4)]
                ),
                Resources=Dictionary(XObject=forms),
                Contents=Stream(self.pdf, "".join(content).encode()),
            )
        )

    def _drawn(self, name: str, placement: Placement, bled: bool, fill: bool) -> str:
        """A page in its place; clipped where it would reach beyond its panel."""
        assert placement.page is not None
        page = self.pages[placement.page]
        matrix = then(page.framed(placement.size, fill), placement.matrix)
        covered = placed(page.bleed if bled else page.trim, matrix)
        clip = None if inside(covered, placement.cell) else placement.cell
        return form_drawn(name, matrix, clip)

    def _form(self, page: int, bled: bool) -> Object:
        """The form of a page (from 0), the same one wherever it stands."""
        source = self.pages[page]
        box = source.bleed if bled else source.trim
        return self.forms.of(self.objects[page], box, page + 1)

    def _describe(self, duplex: Duplex) -> None:
        """What the whole says of itself: nothing of pages that are no longer there."""
        root, trailer = self.pdf.Root, self.pdf.trailer
        for key in set(root.keys()) - set(KEPT):
            del root[key]
        wanted = Dictionary(PrintScaling=Name("/None"), PickTrayByPDFSize=True)
        wanted.Duplex = TURNS.get(duplex, Name.Simplex)
        root.ViewerPreferences = wanted
        info = Dictionary(Producer=String(f"packager {packager.__version__}"))
        if self.about.title:
            info.Title = String(self.about.title)
        trailer.Info = self.pdf.make_indirect(info)


def inside(box: Box, cell: Box) -> bool:
    """Whether a box (pt) does not reach out of a cell."""
    return (
        box.x >= cell.x - SLACK
        and box.y >= cell.y - SLACK
        and box.right <= cell.right + SLACK
        and box.top <= cell.top + SLACK
    )


@contextmanager
def opened(source: bytes | Path, name: str) -> Iterator[Document]:
    """Any PDF, ready to be imposed; `name` is what errors call it.

    `UsageError` for one that is encrypted, damaged, or that has a page without a size.
    """
    with open_pdf(source, name) as pdf:
        document = surveyed(pdf, name)
        try:
            yield document
        except (pikepdf.PdfError, pikepdf.DataDecodingError) as error:
            raise damaged(name, str(error)) from error  # told only when its objects are copied


def surveyed(pdf: Pdf, name: str) -> Document:
    """What the pages of an open PDF say. `UsageError` when they are not what they should be."""
    try:
        objects = [page.obj for page in pdf.pages]
        about = about_itself(pdf)
        said = pdf.Root.Pages.get(Name.Count)
    except (pikepdf.PdfError, RuntimeError, AttributeError, TypeError, ValueError) as error:
        raise damaged(name, str(error)) from error
    if said != len(objects):
        raise damaged(name, f"it should have {said} pages, {len(objects)} are found")
    pages = tuple(
        source_page(page, f"page {index + 1} of {name}") for index, page in enumerate(objects)
    )
    return Document(pdf, pages, about, objects, Forms(pdf, name))


def about_itself(pdf: Pdf) -> About:
    """What an open PDF says of itself."""
    info, shown = pdf.trailer.get(Name.Info), pdf.Root.get(Name.ViewerPreferences)
    direction = shown.get(Name.Direction) if isinstance(shown, Dictionary) else None
    return About(
        title=string(info, Name.Title),
        language=string(pdf.Root, Name.Lang),
        created=string(info, Name.CreationDate),
        from_the_right=direction == Name.R2L,
    )


def string(holder: Object | None, key: Name) -> str:
    """A text of a dictionary; empty when there is none."""
    value = holder.get(key) if isinstance(holder, Dictionary) else None
    try:
        return str(value) if isinstance(value, String) else ""
    except UnicodeError:  # it is in no encoding that PDF knows
        return ""
