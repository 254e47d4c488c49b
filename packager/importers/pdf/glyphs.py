"""A page's characters with where they stand and how they look, by pypdfium2's raw calls."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from packager.importers.pdf.frame import Frame
from packager.importers.pdf.records import Face, Glyph, Page, runs_from_right

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_BOLD = re.compile(r"bold|black|heavy|demi|(?:^|[-+_ ])(?:cmbx|sfbx|ecbx)", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obliq|slant|kursiv|(?:^|[-+_ ])(?:cmti|sfti|ecti|cmsl)", re.IGNORECASE)
_MONO = re.compile(r"mono|courier|consol|typewr|menlo|code|(?:^|[-+_ ])(?:cmtt|sftt|ectt)", re.I)
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_ITALIC_FLAG, _FIXED_FLAG, _FORCE_BOLD_FLAG = 1 << 6, 1, 1 << 18  # PDF 2.0, table 121
_UNREAD = re.compile("[\ufffd\ufffe\uffff\ue000-\uf8ff\x00\x01\x03-\x08\x0e-\x1f]")
_CIRCLE = "◯"
_CIRCLED = {"c": "©", "C": "©", "R": "®", "r": "®", "P": "℗"}
_ACCENTS = {
    "¨": "\u0308", "´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "˜": "\u0303", "˚": "\u030a",
    "¸": "\u0327", "ˇ": "\u030c", "˘": "\u0306", "¯": "\u0304", "˝": "\u030b", "˛": "\u0328",
}  # fmt: skip


class _Raw(NamedTuple):
    """A character in the PDF's own coordinates."""

    text: str
    x: float
    y: float
    box: tuple[float, float, float, float]  # left, bottom, right, top
    look: _Look


class _Look(NamedTuple):
    """What the characters of a text object share."""

    face: Face
    size: float
    angle: int  # in degrees


def read_glyphs(raw: Any, handle: PdfPage, text: PdfTextPage, page: Page) -> Frame:
    """Fill a page's glyphs, in the order that pypdfium2 reads them: that of the words, also where
    a line runs from right to left. The answer is how the page lies."""
    found = list(_Reader(raw, text).characters())
    angles = Counter(one.look.angle for one in found if one.text != " ")
    upright = next((angle for angle, _ in angles.most_common(1) if angle % 90 == 0), 0)
    frame = Frame(upright, *handle.get_cropbox())
    page.width, page.height = frame.size
    turned, outside = [], []
    for one in found:
        if one.look.angle != upright:
            turned.append(one.text)
            continue
        box, (_, y) = frame.box(*one.box), frame.point(one.x, one.y)
        if box.right < -1 or box.left > page.width + 1 or not -1 <= y <= page.height + 1:
            outside.append(one.text)
            continue
        page.unread += bool(_UNREAD.match(one.text))
        look = one.look
        page.glyphs.append(Glyph(one.text, box.left, box.right, y, look.size, look.face))
    page.turned, page.outside = "".join(turned).strip(), "".join(outside).strip()
    page.glyphs = _accented(_divided(page.glyphs))
    return frame


class _Reader:
    """Asks for characters. What is the same for a whole text object is asked once."""

    def __init__(self, raw: Any, text: PdfTextPage) -> None:
        self._raw = raw
        self._text = text
        self._looks: dict[int, _Look] = {}
        self._faces: dict[str, Face] = {}

    def characters(self) -> Iterator[_Raw]:
        """Those that are drawn, and the spaces that pypdfium2 sees between them."""
        raw, text = self._raw, self._text.raw
        x, y, rect = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
        last: _Look | None = None
        for index in range(raw.FPDFText_CountChars(text)):
            code = raw.FPDFText_GetUnicode(text, index)
            owner = raw.FPDFText_GetTextObject(text, index)
            if code in (0x0D, 0x0A):
                if not owner:
                    continue
                code = ord(_CIRCLE)  # what TeX draws around the c of ©
            if owner:
                last = self._look(owner, index)
            elif last is None:
                continue
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            raw.FPDFText_GetLooseCharBox(text, index, rect)
            box = (rect.left, rect.bottom, rect.right, rect.top)
            # 2 stands for the hyphen at a line's end, whatever it is in the file
            drawn = "-" if code == 2 else chr(code)
            yield _Raw(" " if drawn in "\t\xa0" else drawn, x.value, y.value, box, last)

    def _look(self, owner: Any, index: int) -> _Look:
        address = ctypes.cast(owner, ctypes.c_void_p).value or 0
        if address not in self._looks:
            raw, matrix, size = self._raw, self._raw.FS_MATRIX(), ctypes.c_float()
            raw.FPDFText_GetMatrix(self._text.raw, index, matrix)
            raw.FPDFTextObj_GetFontSize(owner, size)
            scale = math.hypot(matrix.c, matrix.d) or 1.0
            angle = round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360
            face = self._face(raw.FPDFTextObj_GetFont(owner))
            self._looks[address] = _Look(face, round(size.value * scale, 1), angle)
        return self._looks[address]

    def _face(self, font: Any) -> Face:
        raw, buffer = self._raw, ctypes.create_string_buffer(256)
        raw.FPDFFont_GetBaseFontName(font, buffer, 256)
        name = _SUBSET.sub("", buffer.value.decode("utf-8", "replace"))
        flags = max(raw.FPDFFont_GetFlags(font), 0)
        key = f"{name} {flags}"
        if key not in self._faces:
            bold = bool(_BOLD.search(name) or flags & _FORCE_BOLD_FLAG)
            italic = bool(_ITALIC.search(name) or flags & _ITALIC_FLAG)
            mono = bool(_MONO.search(name) or flags & _FIXED_FLAG)
            self._faces[key] = Face(name, bold, italic, mono)
        return self._faces[key]


def _same_room(one: Glyph, other: Glyph) -> bool:
    return (one.left, one.right, one.y) == (other.left, other.right, other.y) and one.text != " "


def _divided(glyphs: list[Glyph]) -> list[Glyph]:
    """The letters of a ligature, which share its room, with a part of it each."""
    at = 0
    while at < len(glyphs):
        last = at + 1
        while last < len(glyphs) and _same_room(glyphs[at], glyphs[last]):
            last += 1
        if last - at > 1:
            glyphs[at:last] = _shared(glyphs[at:last])
        at = last
    return glyphs


def _shared(letters: list[Glyph]) -> list[Glyph]:
    """The letters of one ligature. Those of Arabic and Hebrew come with the last one first, since
    pypdfium2 turns the line around, and not what is inside its glyphs."""
    left, step = letters[0].left, (letters[0].right - letters[0].left) / len(letters)
    made = [
        letter._replace(left=left + number * step, right=left + (number + 1) * step)
        for number, letter in enumerate(letters)
    ]
    if runs_from_right("".join(letter.text for letter in letters)):
        return made[::-1]
    return made


def _accented(glyphs: list[Glyph]) -> list[Glyph]:
    """Accents that are drawn over a letter by themselves (TeX's older fonts) put on it, and the
    circles of signs."""
    for accent in [one for one in glyphs if one.text in _ACCENTS or one.text == _CIRCLE]:
        middle = (accent.left + accent.right) / 2
        for index, base in enumerate(glyphs):
            near = abs(base.y - accent.y) < 0.5 * base.size and base.text.isalpha()
            if near and base.left <= middle <= base.right:
                composed = unicodedata.normalize("NFC", base.text + _ACCENTS.get(accent.text, ""))
                letter = _CIRCLED.get(base.text, "") if accent.text == _CIRCLE else composed
                if len(letter) == 1:
                    glyphs[index] = base._replace(text=letter)
                    glyphs.remove(accent)
                break
    return glyphs
