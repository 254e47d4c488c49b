"""What is finished when it leaves this reader: tables, pictures, code, pull quotes, boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from packager.importers.flattened.lines import Line, Run
from packager.importers.flattened.whole_words import whole_words
from packager.importers.pdf.inlines import inlines, runs
from packager.importers.pdf.records import Box, Hyperlink
from packager.importers.pdf.rows import Row
from packager.importers.pdf.segments import Segment
from packager.importers.pdf.tables import Found, find_tables, table_of
from packager.importers.words import tokens
from packager.model.text import (
    Block,
    CodeBlock,
    Division,
    DivisionKind,
    Inline,
    Paragraph,
    Table,
)

_DASHES = re.compile(r"(?:[-–—_*·.•=~]\s*){6,}$")
_BULLET = re.compile(r"[•‣▪●○◦]")
_HYPHEN = re.compile(r"[-\u2010\u00ad]$")
_APART = 1.45  # times the usual distance of base lines
_LARGEST_QUOTE = 1.8  # times the size of the text
_FEWEST_QUOTED = 4  # words


@dataclass(frozen=True, slots=True)
class Setting:
    """What is the same for all of a document or page while its rows are looked at."""

    body: float  # size of the text
    leading: float
    language: str
    words: str  # all words of the text, one space between them: what pull quotes repeat
    gutter: float | None = None  # where most pages of two columns divide
    justified: bool = False
    links: tuple[Hyperlink, ...] = ()
    rules: tuple[Box, ...] = ()

    def inlined(self, lines: Sequence[Segment], plain_bold: bool = False) -> tuple[Inline, ...]:
        """Lines as the inlines of one paragraph."""
        made = [Line(runs(line, self.links)) for line in lines]
        if any(_HYPHEN.search(line.text) for line in made):
            known = Line((Run(self.words),), gap=True)  # the words that tell what a hyphen is
            made = whole_words([*made, known], range(len(made) + 1), self.language).lines[:-1]
        return inlines([line.runs for line in made if line.text], plain_bold)

    def step(self, row: Row) -> float:
        """The usual distance of base lines for a row's size."""
        return self.leading * max(row.size / self.body, 0.5) if row.size else self.leading


@dataclass(frozen=True, slots=True)
class Made:
    """A block made of rows."""

    block: Block
    rows: tuple[Row, ...]


def is_ornament(row: Row) -> bool:
    """Is it a line of dashes or dots, drawn with characters?"""
    return bool(row.parts) and bool(_DASHES.match(row.text))


def made(rows: Sequence[Row], setting: Setting) -> Iterator[Row | Made]:
    """Rows with the blocks among them put together; lines of dashes are gone."""
    tables = {table.first: table for table in find_tables(rows, setting.rules)}
    at = 0
    while at < len(rows):
        last = at + 1
        if at in tables:
            last = tables[at].last
            yield _table(rows, tables[at], setting)
        elif code := _code_until(rows, at, setting):
            last = code
            yield Made(code_block(rows[at:last]), tuple(rows[at:last]))
        elif quote := _quote_until(rows, at, setting):
            last = quote
            yield Made(_quote(rows[at:last], setting), tuple(rows[at:last]))
        elif not is_ornament(rows[at]):
            yield rows[at]
        at = last


def _table(rows: Sequence[Row], found: Found, setting: Setting) -> Made:
    table = table_of(rows, found, setting.rules, setting.inlined)
    return Made(table, tuple(rows[found.first : found.last]))


def captioned(table: Table, caption: Sequence[Row], setting: Setting) -> Table:
    """A table with its caption."""
    return replace(table, caption=setting.inlined([row.line for row in caption]))


def _code_until(rows: Sequence[Row], at: int, setting: Setting) -> int:
    """Where rows of typewriter letters that are set apart from the text end; 0: there are none."""
    last = at
    while last < len(rows) and rows[last].mono:
        if last > at and abs(rows[last].size - rows[at].size) > 0.3:
            break
        last += 1
    if last == at or _BULLET.match(rows[at].text):
        return 0
    smaller = rows[at].size < 0.93 * setting.body
    above = at == 0 or _set_apart(rows[at - 1], rows[at], setting)
    below = last == len(rows) or _set_apart(rows[last - 1], rows[last], setting)
    ended = at > 0 and _ended(rows[at - 1], rows) and _ends_early(rows[last - 1], rows)
    return last if smaller or (above and below and at > 0) or ended else 0


def _ended(row: Row, rows: Sequence[Row]) -> bool:
    """Is a sentence, and with it its paragraph, at its end?"""
    return row.text.rstrip().endswith((".", ":", "?", "!")) and _ends_early(row, rows)


def _ends_early(row: Row, rows: Sequence[Row]) -> bool:
    return max(one.box.right for one in rows) - row.box.right > 1.5 * row.size


def _set_apart(row: Row, after: Row, setting: Setting) -> bool:
    if not row.parts or not after.parts or is_ornament(row):
        return True
    return after.y - row.y > 1.15 * max(setting.step(row), setting.step(after))


def code_block(rows: Sequence[Row]) -> CodeBlock:
    """Rows of typewriter letters, their indents counted in letters."""
    glyphs = [glyph for row in rows for glyph in row.line.glyphs if glyph.text != " "]
    widths = sorted(glyph.right - glyph.left for glyph in glyphs)
    width = widths[len(widths) // 2] or 1.0
    left = min(glyph.left for glyph in glyphs)
    lines: list[str] = []
    before: Row | None = None
    for row in rows:
        if before is not None and row.y - before.y > 1.7 * 1.2 * row.size:
            lines.append("")
        lines.append(_typed(row, left, width))
        before = row
    return CodeBlock("\n".join(lines), 0)


def _typed(row: Row, left: float, width: float) -> str:
    text = ""
    for glyph in row.line.glyphs:
        if glyph.text == " ":
            continue
        text = text.ljust(round((glyph.left - left) / width)) + glyph.text
    return text


def _quote_until(rows: Sequence[Row], at: int, setting: Setting) -> int:
    """Where a pull quote ends: lines set apart, of another size, whose words the text has once
    more; 0: there is none."""
    first = rows[at]
    larger = first.size / setting.body if first.parts else 1.0
    if is_ornament(first) or not 1.04 < larger < _LARGEST_QUOTE:
        return 0
    last = at + 1
    while last < len(rows) and rows[last].parts and not is_ornament(rows[last]):
        near = rows[last].y - rows[last - 1].y < _APART * setting.step(first)
        if not near or abs(rows[last].size - first.size) > 0.3:
            break
        last += 1
    said = _folded(rows[at:last])
    between = at > 0 and last < len(rows) and is_ornament(rows[at - 1]) and is_ornament(rows[last])
    again = len(said.split()) >= _FEWEST_QUOTED and setting.words.count(f" {said} ") > 1
    return last if between or again else 0


def _folded(rows: Sequence[Row]) -> str:
    return folded("\n".join(row.text for row in rows))


def folded(text: str) -> str:
    """Words alone, those that a line's end divides joined, one space between them."""
    whole = re.sub(r"[\u0002\ufffe]|(?<=[^\W\d_])[-\u2010\u00ad]\r?\n(?=[^\W\d_])", "", text)
    return " ".join(tokens(whole))


def _quote(rows: Sequence[Row], setting: Setting) -> Division:
    children = setting.inlined([row.line for row in rows], _all_bold(rows))
    return Division(DivisionKind.PULLQUOTE, (Paragraph(children, 0),), 0)


def _all_bold(rows: Sequence[Row]) -> bool:
    return all(glyph.face.bold for row in rows for glyph in row.line.glyphs if glyph.text != " ")


def plain_runs(row: Row, setting: Setting) -> tuple[Run, ...]:
    """A row's characters as runs."""
    return runs(row.line, setting.links)
