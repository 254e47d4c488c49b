"""The text of a PDF by where it stands on the page: body, notes, margins. Read by PDFium.

Lines come in the order of the page's content stream, which is the reading order but for pictures
set at the side of the text. Lengths in pt, from the lower left corner.
"""

from __future__ import annotations

import ctypes
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, takewhile
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

STYLES = Path(__file__).resolve().parents[1] / "styles"
_PAPER = {(420, 595): "A5", (595, 842): "A4", (612, 792): "Letter", (499, 709): "B5"}
_LATIN = re.compile("[A-Za-z]")
_MARKER = re.compile(r"(?:[•◦▪‣○●■⁃\-–]|\w{1,4}\.)")


@dataclass(frozen=True, slots=True)
class Char:
    """A character with the start of its baseline, its right edge, size and font."""

    text: str
    x: float
    y: float
    right: float
    size: float
    font: str


@dataclass(slots=True)
class Line:
    """Characters on one baseline, raised ones among them.

    `text` is without the numbers of note calls, `shown` has them in brackets; `mark` is the number
    of the note that begins here, if one does, and is in neither.
    """

    chars: list[Char]
    text: str = ""
    shown: str = ""
    mark: int = 0

    @property
    def y(self) -> float:
        """The baseline: that of the largest character."""
        return max(self.chars, key=lambda char: char.size).y

    @property
    def size(self) -> float:
        """The size of most of its characters."""
        sizes = [round(char.size, 1) for char in self.chars if char.text.strip()]
        return max(sizes, key=sizes.count, default=0)

    @property
    def family(self) -> str:
        """The font family of most of its characters."""
        fonts = [re.split(r"[-,]", char.font.rpartition("+")[2])[0] for char in self.chars]
        return max(fonts, key=fonts.count, default="")


@dataclass(slots=True)
class Page:
    """A page's lines by what they are."""

    label: str
    body: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    head: list[Line] = field(default_factory=list)
    foot: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class PdfText:
    """The pages of a PDF."""

    pages: list[Page]

    @classmethod
    def read(cls, path: Path) -> PdfText:
        """Read a PDF of the packaged theme (whose margins say what is furniture)."""
        pages: list[Page] = []
        last: list[Line] = []  # the notes of the page before, which may go on here
        with pypdfium2.PdfDocument(path) as document:
            for number, leaf in enumerate(document):
                page = Page(document.get_page_label(number) or str(number + 1))
                low, high = _text_block(*leaf.get_size())
                for line in _lines(list(_chars(leaf.get_textpage()))):
                    place = page.foot if line.y < low else page.head if line.y > high else page.body
                    place.append(line)
                _take_out_markers(page)
                _take_out_notes(page, last)
                last = page.notes
                pages.append(page)
        return cls(pages)


def outline(path: Path) -> list[tuple[int, str, int]]:
    """The outline: level from 0, label, page from 0."""
    with pypdfium2.PdfDocument(path) as document:
        entries = []
        for item in document.get_toc():
            dest = item.get_dest()
            entries.append((item.level, item.get_title(), dest.get_index() if dest else -1))
        return entries


def joined(lines: Iterable[Line]) -> str:
    """Lines as one text; U+2010 at a line's end is a hyphenation."""
    text = ""
    for line in lines:
        content = line.text.strip()
        if text.endswith("\u2010"):
            text = text[:-1] + content
        else:
            text += "\n" + content
    return text


def _text_block(width: float, height: float) -> tuple[float, float]:
    """The lowest and the highest baseline that belongs to the text, by the theme's margins."""
    theme = tomllib.loads((STYLES / "_common/theme.toml").read_text("utf-8"))
    page = theme["pages"][_PAPER[round(width), round(height)]]
    top, bottom = (float(page[side].removesuffix("pt")) for side in ("top", "bottom"))
    return bottom - 1, height - top + 1


def _chars(text: pypdfium2.PdfTextPage) -> Iterator[Char]:
    """The characters that are printed; spaces and line ends that PDFium adds are left out."""
    x, y = ctypes.c_double(), ctypes.c_double()
    name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
    for index in range(text.count_chars()):
        if pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in (0x0D, 0x0A):
            continue
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        pdfium.FPDFText_GetFontInfo(text, index, name, 200, flags)
        right = text.get_charbox(index, loose=True)[2]
        char = "-" if code in (0x02, 0xFFFE) else chr(code)  # a hyphen at a line's end
        size = pdfium.FPDFText_GetFontSize(text, index)
        yield Char(char, x.value, y.value, right, size, name.value.decode("utf-8", "replace"))


def _lines(chars: list[Char]) -> list[Line]:
    """Characters by baseline; what is raised by less than half its neighbour's size belongs."""
    letters = [char.text for char in chars if char.text.isalpha()]
    leftwards = sum(map(_rtl, letters)) > len(letters) / 2
    lines: list[Line] = []
    for char in chars:
        if lines and _same_line(lines[-1].chars, char, leftwards):
            lines[-1].chars.append(char)
        else:
            lines.append(Line([char]))
    lines = [line for line in lines if "".join(char.text for char in line.chars).strip()]
    for line in lines:
        _spell(line, leftwards)
    return lines


def _same_line(line: list[Char], char: Char, leftwards: bool) -> bool:
    first, before = line[0], line[-1]
    size = max(before.size, char.size)
    level = min(abs(before.y - char.y), abs(first.y - char.y)) < 0.5 * size
    onwards = char.x > before.x - 2 * size or _rtl(char.text) or _rtl(before.text)
    return level and (onwards or leftwards)


def _rtl(text: str) -> bool:
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)


def _spell(line: Line, leftwards: bool) -> None:
    """Set a line's words from its characters."""
    mixed = leftwards or any(_rtl(char.text) for char in line.chars)
    turned = leftwards or sum(_rtl(char.text) for char in line.chars) > len(line.chars) / 2
    chars = _visual(line.chars, turned) if mixed else line.chars
    chars = _without_mark(line, chars)
    largest = max(char.size for char in chars)
    before: Char | None = None
    for number, char in enumerate(chars):
        gap = before and _gap(before, char) > 0.12 * largest
        space = " " if gap and char.text != " " and not line.text.endswith(" ") else ""
        before = char
        if char.text.isdigit() and _raised(char, chars, number):
            line.shown += f"{space}[{char.text}]"
        else:
            line.text += space + char.text
            line.shown += space + char.text
    line.text = line.text.strip()
    line.shown = line.shown.strip().replace("][", "")
    if leftwards:
        line.text, line.shown = _phrases(line.text), _phrases(line.shown)


def _phrases(text: str) -> str:
    """A line from right to left, with the words of each Latin phrase in their own order."""
    ordered: list[str] = []
    for latin, group in groupby(text.split(" "), lambda word: _LATIN.search(word) is not None):
        found = list(group)
        ordered += found[::-1] if latin else found
    return " ".join(ordered)


def _gap(one: Char, other: Char) -> float:
    return max(other.x - one.right, one.x - other.right)


def _without_mark(line: Line, chars: list[Char]) -> list[Char]:
    """Take the note number off a line that begins a note: figures smaller than the text.

    Before the entries of contents stand figures of their size.
    """
    figures = list(takewhile(lambda char: char.text.isdigit(), chars))
    rest = [char for char in chars[len(figures) :] if char.text.strip()]
    if figures and rest and figures[0].size < rest[0].size:
        line.mark = int("".join(char.text for char in figures))
        return chars[len(figures) :]
    return chars


def _raised(char: Char, chars: list[Char], number: int) -> bool:
    """Whether a figure is a note's number: small and above the line of what it stands beside."""
    beside = (*reversed(chars[:number]), *chars[number:])
    others = (other for other in beside if other.text.strip() and other.size != char.size)
    nearest = next(others, char)
    return char.size < 0.9 * nearest.size and char.y > nearest.y + 0.1 * nearest.size


def _visual(chars: list[Char], leftwards: bool) -> list[Char]:
    """Characters of a line that holds right-to-left letters, in the order of reading.

    They are sorted by where they stand; then each run of the other direction is turned: in a line
    from right to left each word or number of Latin letters and figures.
    """
    plain = [char for char in chars if not unicodedata.combining(char.text)]
    plain = [char for char in plain if char.text != " " or char.right - char.x > 0.1 * char.size]
    ordered = sorted(plain, key=lambda char: -char.x if leftwards else char.x)
    turned: list[Char] = []
    run: list[Char] = []
    for number, char in enumerate(ordered):
        inside = _rtl(char.text) != leftwards and (not leftwards or _joins(ordered, number))
        if run and (not inside or _gap(run[-1], char) > 0.2 * char.size):
            turned += reversed(run)
            run = []
        (run if inside else turned).append(char)
    return turned + run[::-1]


def _joins(chars: list[Char], number: int) -> bool:
    """Whether a character belongs to a Latin word, a number or a web address."""
    char = chars[number]
    if char.text.isalnum():
        return True
    near = chars[max(0, number - 1) : number + 2]
    return (
        char.text in ".,/:-"
        and len(near) == 3
        and all(
            other.text.isalnum() and not _rtl(other.text) and _gap(char, other) < 0.2 * char.size
            for other in (near[0], near[2])
        )
    )


def _take_out_markers(page: Page) -> None:
    """Leave out the bullets and numbers of lists: they hang beside a line that is there already."""
    others = [line for line in page.body if not _MARKER.fullmatch(line.text.strip())]
    levels = [line.y for line in others]
    page.body = [
        line
        for line in page.body
        if line in others or not any(abs(line.y - level) < 2 for level in levels)
    ]


def _take_out_notes(page: Page, before: list[Line]) -> None:
    """Move the notes from the body to the notes: the last lines of the page, from the first of an
    unbroken row of numbers, or from what looks like the note that the page before left unfinished.
    """
    start, wanted = len(page.body), 0
    for number in range(len(page.body) - 1, -1, -1):
        mark = page.body[number].mark
        if mark and wanted in (0, mark):
            start, wanted = number, mark - 1
    if before:
        while start > 0 and _like(page.body[start - 1], before[-1]):
            start -= 1
    page.notes = page.body[start:]
    del page.body[start:]


def _like(line: Line, note: Line) -> bool:
    return line.size == note.size and line.family == note.family
