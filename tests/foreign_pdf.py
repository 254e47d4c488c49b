"""PDFs as they come from elsewhere, made on the spot; and where words stand on their pages."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

MM = 72 / 25.4
A5 = (148 * MM, 210 * MM)
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.+?)<')


@dataclass(frozen=True)
class Leaf:
    """A page with its word at (x, y) from its lower left corner, in pt."""

    word: str
    size: tuple[float, float] = A5
    x: float = 50.0
    y: float = 60.0
    more: dict[str, Any] = field(default_factory=dict)


def numbered(count: int, **given: Any) -> list[Leaf]:
    """Pages with the words w1, w2 …"""
    return [Leaf(f"w{index + 1}", **given) for index in range(count)]


def foreign(leaves: Sequence[Leaf], **saving: Any) -> bytes:
    """A PDF of these pages; its font and, where a page has no box, its box are inherited."""
    with pikepdf.new() as document:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        for leaf in leaves:
            text = f"BT /F 12 Tf {leaf.x:.4f} {leaf.y:.4f} Td ({leaf.word}) Tj ET"
            page = Dictionary(Type=Name.Page, MediaBox=Array([0, 0, *leaf.size]))
            page.Contents = document.make_stream(text.encode())
            for key, value in leaf.more.items():
                page[f"/{key}"] = Array(value) if isinstance(value, list) else value
            document.pages.append(pikepdf.Page(document.make_indirect(page)))
        document.Root.Pages.Resources = Dictionary(Font=Dictionary(F=font))
        for page in document.pages:
            if Name.Resources in page.obj:
                del page.obj[Name.Resources]
        out = BytesIO()
        document.save(out, deterministic_id="encryption" not in saving, **saving)
    return out.getvalue()


@dataclass(frozen=True)
class Word:
    """A word on a page (from 0): the middle of its box in pt from the lower left corner."""

    page: int
    text: str
    x: float
    y: float


def every_word(path: Path) -> list[Word]:
    """Every word of a PDF, as pdftotext finds it."""
    told = subprocess.run(
        ["pdftotext", "-bbox", path, "-"], check=True, capture_output=True, text=True
    ).stdout
    found = []
    for number, page in enumerate(told.split("<page ")[1:]):
        height = float(re.search(r'height="([\d.]+)"', page)[1])  # type: ignore[index]
        for left, top, right, foot, text in _WORD.findall(page):
            x = (float(left) + float(right)) / 2
            found.append(Word(number, text, x, height - (float(top) + float(foot)) / 2))
    return found


def words(path: Path) -> dict[str, Word]:
    """The words of a PDF in which each stands once."""
    found = every_word(path)
    assert len({word.text for word in found}) == len(found)
    return {word.text: word for word in found}
