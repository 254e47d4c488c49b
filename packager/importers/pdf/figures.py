"""Pictures and their captions, and what stands in frames."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from packager.findings import finding
from packager.importers.imported import Account
from packager.importers.pdf.blocks import Made, Setting, captioned
from packager.importers.pdf.records import Page, Raster
from packager.importers.pdf.regions import Region
from packager.importers.pdf.rows import Row
from packager.importers.pdf.segments import Segment
from packager.importers.pictures import Shelf, picture
from packager.importers.source import Source
from packager.model.text import (
    Block,
    CodeBlock,
    Division,
    DivisionKind,
    Figure,
    Inline,
    Paragraph,
    Strong,
    Table,
)

_LABEL = re.compile(
    r"(?:fig(?:ure|ura)?|abb(?:ildung)?|photos?|images?|ill(?:ustration)?|plate|bild|foto|карт|рис"
    r"|شكل|צילום|איור)\b\.?\s*[\dIVXivx]*",
    re.IGNORECASE,
)
_TABLE_LABEL = re.compile(
    r"(?:tab(?:le|elle|leau|la|ela)?|cuadro|таблица|جدول)\b\.?", re.IGNORECASE
)
_NEAR = 2.2  # times the distance of base lines
_MOST_CAPTION = 6  # rows


@dataclass(slots=True)
class Figures:
    """The pictures of an import, on their way into the publication."""

    source: Source
    account: Account
    shelf: Shelf
    repeated: frozenset[bytes] = frozenset()  # pictures that most pages show: a logo, a ground
    count: int = 0
    shown: int = 0

    def kept(self, found: Sequence[Region], page: Page, text: Sequence[Segment]) -> list[Region]:
        """Regions whose pictures belong to the text; grounds and ornaments are dropped, by name."""
        made = []
        for region in found:
            rasters = [r for r in region.rasters if not self._is_ornament(r, region, page, text)]
            if rasters or region.segments:
                made.append(replace(region, rasters=rasters))
        return made

    def _is_ornament(
        self, raster: Raster, region: Region, page: Page, text: Sequence[Segment]
    ) -> bool:
        place = self.source.place(inside=f"p. {page.number}")
        box = raster.box
        over = sum(box.holds((p.box.left + p.box.right) / 2, p.y) for p in text)
        if over > 1 and not region.framed:
            self.account.drop("background picture", "text is printed over it", "", place)
            return True
        if raster.data in self.repeated:
            self.account.drop("repeated picture", "it stands on most pages", "", place)
            return True
        return False

    def figures(self, region: Region, page: Page, setting: Setting) -> list[Block]:
        """A frame with pictures: the words in it are the caption of the last one."""
        lines = sorted(region.segments, key=lambda part: (round(part.y), part.box.left))
        caption = setting.inlined(lines)
        made: list[Block] = []
        for number, raster in enumerate(region.rasters, 1):
            name = self._name(raster, page)
            last = number == len(region.rasters)
            if name:
                made.append(Figure(picture(name), caption if last else (), 0))
        if not made and caption:
            return [Paragraph(caption, 0)]
        return made

    def _name(self, raster: Raster, page: Page) -> str:
        place = self.source.place(inside=f"p. {page.number}")
        self.count += 1
        name = self.shelf.add(raster.data, f"{self.source.stem}-{self.count}.jpg", place)
        self.shown += bool(name)
        return name

    def captioned(
        self, entries: Sequence[Row | Made], page: Page, setting: Setting
    ) -> list[Row | Made]:
        """Captions joined with their pictures and tables, when they are clearly theirs."""
        found = list(entries)
        for at, entry in enumerate(entries):
            lone = isinstance(entry, Row) and isinstance(entry.whole, Region)
            if lone and isinstance(entry, Row) and _unframed_picture(entry.whole):
                self._caption_picture(found, entry, page, setting)
            elif isinstance(entry, Made) and isinstance(entry.block, Table):
                rows = _caption(entries, at, setting, _TABLE_LABEL)
                if rows:
                    _replace(
                        found, entry, rows, Made(_told(entry.block, rows, setting), entry.rows)
                    )
        return found

    def _caption_picture(
        self, found: list[Row | Made], entry: Row, page: Page, setting: Setting
    ) -> None:
        region = entry.whole
        if not isinstance(region, Region):
            return
        rows = _caption(found, found.index(entry), setting, _LABEL)
        text = " ".join(row.text for row in rows)
        if rows and not _LABEL.match(text):
            place = self.source.place(inside=f"p. {page.number}")
            message = f"“{text[:60]}” is taken for the caption of the picture next to it"
            hint = "see whether it is right"
            self.account.findings.append(finding("import-guessed", message, place, hint))
        segments = [row.line for row in rows]
        around = Row((), replace(region, segments=segments), entry.box)
        _replace(found, entry, rows, around)

    def boxed(self, entries: Sequence[Row | Made], setting: Setting) -> Block | None:
        """A frame that holds one table or piece of code, with a line or two of heading."""
        blocks = [entry for entry in entries if isinstance(entry, Made)]
        others = [entry for entry in entries if isinstance(entry, Row)]
        if len(blocks) != 1 or len(others) > 2 or entries[-1] is not blocks[0]:
            return None
        block = blocks[0].block
        if isinstance(block, Table):
            return captioned(block, others, setting)
        if not isinstance(block, CodeBlock) or not others:
            return block
        words: tuple[Inline, ...] = setting.inlined([row.line for row in others], plain_bold=True)
        return Division(DivisionKind.BOX, (Paragraph((Strong(words),), 0), block), 0)


def _told(table: Table, rows: Sequence[Row], setting: Setting) -> Table:
    return captioned(table, rows, setting)


def _unframed_picture(whole: object) -> bool:
    return isinstance(whole, Region) and bool(whole.rasters) and not whole.segments


def _replace(
    found: list[Row | Made], entry: Row | Made, gone: Sequence[Row], made: Row | Made
) -> None:
    found[found.index(entry)] = made
    for row in gone:
        found.remove(row)


def _caption(
    entries: Sequence[Row | Made], at: int, setting: Setting, label: re.Pattern[str]
) -> list[Row]:
    """The rows right below (or above) that are a caption: they say so, or are smaller."""
    entry = entries[at]
    box = entry.rows[-1].box if isinstance(entry, Made) else entry.box
    top = entry.rows[0].box.top if isinstance(entry, Made) else entry.box.top
    below = _group(entries[at + 1 :], setting)
    above = _group(entries[:at][::-1], setting)[::-1]
    if below and below[0].box.top - box.foot > _NEAR * setting.leading:
        below = []
    if above and top - above[-1].box.foot > _NEAR * setting.leading:
        above = []
    for rows in (below, above):
        if rows and label.match(rows[0].text):
            return rows
    small = below and below[0].size < 0.93 * setting.body and len(below) <= _MOST_CAPTION
    return below if small and label is _LABEL else []


def _group(entries: Sequence[Row | Made], setting: Setting) -> list[Row]:
    """The first paragraph of some entries: rows of one size, close to each other."""
    found: list[Row] = []
    for entry in entries[: _MOST_CAPTION + 1]:
        if not isinstance(entry, Row) or not entry.parts:
            break
        if found:
            apart = abs(entry.y - found[-1].y) > 1.25 * setting.step(entry)
            if apart or abs(entry.size - found[0].size) > 0.3:
                break
        found.append(entry)
    return found
