"""The pikepdf door of this room: pages are copied and put in order, nothing is set anew."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Pdf, Stream, String

from packager.compile.furniture import Furniture, Sheet
from packager.link.dressing import dress, hand
from packager.link.job import LinkJob, LinkPart, Metadata
from packager.link.numbering import Leaf
from packager.link.outline import Entry, outline
from packager.link.targets import Spot, resolve, spots
from packager.link.xmp import xmp
from packager.model.page import PageGeometry
from packager.model.parts import PartKind

_Pages = list[Object]  # of one part
_Copies = list[_Pages]
_NAMES_A_LEAF = 64  # of the name tree
_ARTIFACTS = {"head": "Header", "folio": "Footer"}


def assemble(job: LinkJob, leaves: Sequence[Leaf]) -> bytes:
    """The edition: its pages as numbered in `leaves`, furnished, and all that leads about them."""
    with pikepdf.new() as document:
        copies = [_copy_pages(document, part) for part in job.parts]
        forms = _forms(document, job.furniture, job.geometry)
        dressed = dress(leaves, job.parts, job.running)
        pages = []
        for index, leaf in enumerate(leaves):
            page = _blank(document) if leaf.part is None else copies[leaf.part][leaf.page]
            _place(page, job.geometry, _offset(job, leaf, index))
            _furnish(document, page, [(sheet, forms[sheet]) for sheet in dressed[index]])
            pages.append(page)
        _page_tree(document, pages)
        places = spots(job.parts)
        _resolve_links(pages, places, job)
        _name_destinations(
            document,
            {name: _destination(copies[at.part][at.page], at.at) for name, at in places.items()},
        )
        _write_outline(document, outline(job.parts), copies)
        _label_pages(document, leaves)
        _describe(document, job.metadata)
        return _save(document)


def _copy_pages(document: Pdf, part: LinkPart) -> _Pages:
    with pikepdf.open(io.BytesIO(part.fragment.pdf)) as source:
        return [document.copy_foreign(page.obj) for page in source.pages]


def _blank(document: Pdf) -> Object:
    return document.make_indirect(Dictionary(Type=Name.Page, Resources=Dictionary()))


def _offset(job: LinkJob, leaf: Leaf, index: int) -> float:
    """How far to the right a body moves on its page (pt): a cover covers the page as it is."""
    if leaf.part is None or job.parts[leaf.part].kind is PartKind.COVER:
        return 0.0
    right = hand(index, job.bound_right) == "right"
    return job.geometry.shift if right else -job.geometry.shift


def _place(page: Object, geometry: PageGeometry, offset: float) -> None:
    """Move the page under its content: so links, destinations and patterns move along."""
    box = Array([round(x, 3) for x in (-offset, 0, geometry.width - offset, geometry.height)])
    for name in ("/MediaBox", "/TrimBox", "/BleedBox"):
        page[name] = box


# --- Furniture -----------------------------------------------------------------------------------


def _forms(document: Pdf, furniture: Furniture, geometry: PageGeometry) -> dict[Sheet, Object]:
    """Each sheet as a form XObject (ISO 32000-2, 8.10)."""
    if not furniture.sheets:
        return {}
    forms = {}
    with pikepdf.open(io.BytesIO(furniture.pdf)) as source:
        for sheet, page in zip(furniture.sheets, source.pages, strict=True):
            form = document.copy_foreign(page.obj.Contents)
            form.Type, form.Subtype = Name.XObject, Name.Form
            form.BBox = Array([0, 0, round(geometry.width, 3), round(geometry.height, 3)])
            form.Resources = document.copy_foreign(page.obj.Resources)
            forms[sheet] = form
    return forms


def _furnish(document: Pdf, page: Object, sheets: Iterable[tuple[Sheet, Object]]) -> None:
    """Draw sheets over a page's content, as artifacts: no part of the text (14.8.2.2)."""
    drawing = b""
    for sheet, form in sheets:
        name = f"/Sheet{form.objgen[0]}"
        if Name.XObject not in page.Resources:
            page.Resources.XObject = Dictionary()
        page.Resources.XObject[name] = form  # a fragment's pages share their resources
        left = float(page.MediaBox[0])
        subtype = _ARTIFACTS[sheet.kind]
        drawing += (
            f"/Artifact <</Type /Pagination /Subtype /{subtype}>> BDC"
            f" q 1 0 0 1 {left:g} 0 cm {name} Do Q EMC\n"
        ).encode()
    if drawing:
        page.Contents = Array(
            [Stream(document, b"q\n"), page.Contents, Stream(document, b"\nQ\n" + drawing)]
        )


# --- What leads about ----------------------------------------------------------------------------


def _page_tree(document: Pdf, pages: Sequence[Object]) -> None:
    tree = document.Root.Pages
    for page in pages:
        page.Parent = tree
    tree.Kids = Array(pages)  # in one go: adding pages one by one takes quadratic time
    tree.Count = len(pages)


def _resolve_links(pages: Iterable[Object], places: Mapping[str, Spot], job: LinkJob) -> None:
    """Links between articles lead to their place here, or to the web, or are taken off."""
    for page in pages:
        if Name.Annots not in page:
            continue
        kept = [link for link in page.Annots if _resolve_link(link, places, job)]
        if kept:
            page.Annots = Array(kept)
        else:
            del page[Name.Annots]


def _resolve_link(link: Object, places: Mapping[str, Spot], job: LinkJob) -> bool:
    action = link.get(Name.A)
    if action is None:
        return True
    target = resolve(str(action.URI), places, job.elsewhere)
    if target.destination:
        del link[Name.A]
        link.Dest = String(target.destination)
    elif target.address:
        action.URI = String(target.address)
    return bool(target.destination or target.address)


def _name_destinations(document: Pdf, places: Mapping[str, Array]) -> None:
    """The name tree of destinations (7.9.6): sorted, in leaves of a size that is quick to read."""
    names = sorted(places)
    leaves = [names[at : at + _NAMES_A_LEAF] for at in range(0, len(names), _NAMES_A_LEAF)]
    kids = [
        document.make_indirect(
            Dictionary(
                Limits=Array([String(leaf[0]), String(leaf[-1])]),
                Names=Array([item for name in leaf for item in (String(name), places[name])]),
            )
        )
        for leaf in leaves
    ]
    document.Root.Names = Dictionary(Dests=Dictionary(Kids=Array(kids)))


def _destination(page: Object, at: tuple[float, float] | None) -> Array:
    """A place on a page, in whatever magnification the reader has (12.3.2.2)."""
    x, y = at or (0, float(page.MediaBox[3]))
    return Array([page, Name.XYZ, x, y, None])


def _write_outline(document: Pdf, entries: Iterable[Entry], copies: _Copies) -> None:
    def item(entry: Entry) -> OutlineItem:
        mark = entry.bookmark
        page = copies[entry.part][mark.page if mark else 0]
        place = _destination(page, (mark.x, mark.y) if mark else None)
        made = OutlineItem(entry.label, place)
        made.children.extend(item(child) for child in entry.children)
        made.is_closed = mark is None and all(child.bookmark for child in entry.children)
        return made

    with document.open_outline(max_depth=9) as tree:
        tree.root.extend(item(entry) for entry in entries)


def _label_pages(document: Pdf, leaves: Sequence[Leaf]) -> None:
    """Page labels (12.4.2): a range begins where the way of counting changes."""
    ranges: list[object] = []
    style = None
    for index, leaf in enumerate(leaves):
        if leaf.style is not style:
            style = leaf.style
            ranges += [index, Dictionary(S=Name(f"/{style.value}"), St=leaf.number)]
    document.Root.PageLabels = Dictionary(Nums=Array(ranges))


# --- What it is --------------------------------------------------------------------------------


def _describe(document: Pdf, metadata: Metadata) -> None:
    root = document.Root
    root.Lang = String(metadata.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if metadata.direction == "rtl":
        root.ViewerPreferences.Direction = Name.R2L
    root.Metadata = Stream(document, xmp(metadata), Type=Name.Metadata, Subtype=Name.XML)
    information = {
        Name.Title: metadata.title,
        Name.Author: ", ".join(metadata.authors),
        Name.Subject: metadata.description,
        Name.Keywords: ", ".join(metadata.subjects),
        Name.Creator: metadata.producer,
        Name.Producer: metadata.producer,
        Name.CreationDate: f"D:{metadata.created:%Y%m%d}000000Z",
        Name.ModDate: f"D:{metadata.modified:%Y%m%d}000000Z",
    }
    for name, value in information.items():
        if value:
            document.docinfo[name] = String(value)


def _save(document: Pdf) -> bytes:
    out = io.BytesIO()
    document.save(
        out,
        min_version="1.7",
        fix_metadata_version=False,  # else pikepdf writes the XMP anew, in its own words
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        recompress_flate=False,
    )
    return out.getvalue()
