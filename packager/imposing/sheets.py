"""The files: both sides in one, or fronts and backs for a printer of single sides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from packager.impose import Imposition, Side, Size
from packager.imposing.pages import SourcePage, frame_of
from packager.imposing.pdf import Document


@dataclass(frozen=True, slots=True)
class Printed:
    """What is sent to the printer: PDFs by what is added to the name, in the order of printing."""

    files: Mapping[str, bytes]


def print_sheets(document: Document, imposition: Imposition, fill: bool = False) -> Printed:
    """The sheets as PDFs. `fill`: pages are made as large as the frame they stand in.

    With a feed, the backs are in the order in which the pile is fed again.
    """
    sheets, feed = imposition.sheets, imposition.feed
    if imposition.one_sided:
        return Printed({"": document.sheets(imposition, [each.front for each in sheets], fill)})
    if feed is None:
        both = [side for each in sheets for side in (each.front, each.back)]
        return Printed({"": document.sheets(imposition, both, fill)})
    fronts: list[Side] = [sheets[index].front for index in feed.fronts]
    backs: list[Side] = [sheets[index].back for index in feed.backs]
    return Printed(
        {
            "-fronts": document.sheets(imposition, fronts, fill),
            "-backs": document.sheets(imposition, backs, fill),
        }
    )


def single_sizes(pages: tuple[SourcePage, ...], poster: bool) -> tuple[Size, Size | None]:
    """The size (pt) that pages are counted with, and that of a poster, the last one."""
    if poster and len(pages) > 1:
        return frame_of(pages[:-1]), pages[-1].size
    return frame_of(pages), None


def side_names(imposition: Imposition) -> dict[str, list[str]]:
    """What each page of each file is, by what is added to the file's name."""
    sheets, feed = imposition.sheets, imposition.feed
    names = ["cover" if each.cover else f"sheet {index + 1}" for index, each in enumerate(sheets)]
    if imposition.one_sided:
        return {"": names}
    if feed is None:
        return {"": [f"{name}, {side}" for name in names for side in ("front", "back")]}
    return {
        "-fronts": [f"{names[index]}, front" for index in feed.fronts],
        "-backs": [f"{names[index]}, back" for index in feed.backs],
    }
