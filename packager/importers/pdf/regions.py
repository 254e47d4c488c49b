"""What is set in a frame or is a picture: taken out of the columns as one thing each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from packager.importers.pdf.columns import Item
from packager.importers.pdf.records import Box, Page, Raster
from packager.importers.pdf.segments import Segment

_SMALLEST = 24.0  # pt: a frame
_MOST_OF_PAGE = 0.6
_RAISED = 6.0  # pt: how far below its frame's top a base line stands at least


@dataclass(slots=True)
class Region:
    """A frame with what is in it, or a picture without a frame."""

    box: Box
    framed: bool = False
    segments: list[Segment] = field(default_factory=list)
    rasters: list[Raster] = field(default_factory=list)


def regions(page: Page, segments: Sequence[Segment]) -> tuple[list[Region], list[Segment]]:
    """The regions of a page, and the segments that are in none."""
    area = page.width * page.height
    frames = [
        box
        for box in page.boxes
        if min(box.width, box.height) > _SMALLEST
        and box.width * box.height < _MOST_OF_PAGE * area
        and 2 * sum(_in(part, box) for part in segments) < max(len(segments), 8)
    ]
    found = [Region(box, framed=True) for box in _outermost(frames)]
    rest: list[Segment] = []
    for part in segments:
        home = next((one for one in found if _in(part, one.box)), None)
        (rest if home is None else home.segments).append(part)
    for raster in page.rasters:
        x, y = _middle(raster.box)
        home = next((one for one in found if one.box.holds(x, y)), None)
        if home is None:
            found.append(Region(raster.box, rasters=[raster]))
        else:
            home.rasters.append(raster)
    kept = [one for one in found if one.segments or one.rasters]
    loners = [one for one in kept if not _worth_keeping(one)]
    rest += [part for one in loners for part in one.segments]
    return [one for one in kept if _worth_keeping(one)], rest


def items(found: Sequence[Region], segments: Sequence[Segment]) -> list[Item]:
    """All that the reading order is made of."""
    wholes = [Item(_box(one), whole=one) for one in found]
    return [*wholes, *(Item(part.box, part) for part in segments)]


def _box(region: Region) -> Box:
    return region.box


def _worth_keeping(region: Region) -> bool:
    """A drop capital's ground is no frame."""
    return bool(region.rasters) or len(region.segments) > 1 or len(region.segments[0].text) > 2


def _in(part: Segment, box: Box) -> bool:
    x, y = _middle(part.box)
    return box.holds(x, y)


def _middle(box: Box) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.top + box.foot) / 2


def _outermost(frames: Sequence[Box]) -> list[Box]:
    """Frames that are in no other one; equal ones once."""
    found: list[Box] = []
    for box in sorted(frames, key=lambda box: -box.width * box.height):
        x, y = _middle(box)
        if not any(other.holds(x, y) for other in found):
            found.append(box)
    return sorted(found, key=lambda box: (box.top, box.left))
