"""How an edition is put together, step by step."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pikepdf
from pikepdf import Object, Pdf

from packager.compile.furniture import Sheet
from packager.link.dressing import dress
from packager.link.job import LinkJob
from packager.link.numbering import Leaf
from packager.link.outline import outline
from packager.link.pdf.fonts import embed_fonts
from packager.link.pdf.furnishing import Drawing, Furnisher, drawings
from packager.link.pdf.metadata import describe
from packager.link.pdf.navigation import (
    destination,
    label_pages,
    name_destinations,
    resolve_links,
    write_outline,
)
from packager.link.pdf.pages import blank, copy_part, offset, page_tree, place
from packager.link.pdf.sharing import Shared
from packager.link.pdf.structure import join, unlink
from packager.link.targets import spots


def assemble(job: LinkJob, leaves: Sequence[Leaf]) -> bytes:
    """The edition: its pages as numbered in `leaves`, furnished, and all that leads about them."""
    with pikepdf.new() as document:
        branches = [copy_part(document, part) for part in job.parts]
        copies = [branch.pages for branch in branches]
        dressed = dress(leaves, job.parts, job.running)
        wanted = {sheet for each in dressed for sheet in each}
        blocks = [drawings(document, block, wanted) for block in job.furniture]
        drawn = {sheet: drawing for block in blocks for sheet, drawing in block.items()}
        _share(copies, blocks)
        embed_fonts(document, job, copies, blocks)
        pages = []
        furnisher = Furnisher(document, drawn, dressed, job.geometry)
        for index, leaf in enumerate(leaves):
            page = blank(document) if leaf.part is None else copies[leaf.part][leaf.page]
            place(page, job.geometry, offset(job, leaf, index))
            furnisher.furnish(page, dressed[index])
            pages.append(page)
        page_tree(document, pages)
        places = spots(job.parts)
        structure = join(document, branches)
        unlink(structure, resolve_links(_leading_out(job, copies), places, job))
        name_destinations(
            document,
            {name: destination(copies[at.part][at.page], at.at) for name, at in places.items()},
        )
        write_outline(document, outline(job.parts), copies)
        label_pages(document, leaves)
        describe(document, job.metadata)
        return _save(document)


def _leading_out(job: LinkJob, copies: Iterable[Sequence[Object]]) -> Iterator[Object]:
    """The pages of the parts that have links out of them."""
    for part, pages in zip(job.parts, copies, strict=True):
        if part.fragment.manifest.links:
            yield from pages


def _share(copies: Iterable[Sequence[Object]], blocks: Iterable[Mapping[Sheet, Drawing]]) -> None:
    shared = Shared()
    for pages in copies:
        for page in pages:
            shared.settle(page.Resources)
    for block in blocks:
        for drawing in block.values():
            shared.settle(drawing.resources)


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
