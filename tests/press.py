"""What the tests of the print edition share: profiles of presses, publications for them, pixels."""

from __future__ import annotations

import io
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from PIL import Image

from packager.compile.compiler import Compiler
from packager.editions.edition import Made
from packager.editions.press import PRINT
from packager.load import load
from packager.model.publication import Publication

MM = 72 / 25.4

ARTICLE = """\
---
title: One
contributors:
  - name: Ana López
    role: author
---

Some words with [a link](https://example.org/somewhere).
"""


def profile(
    colours: bytes = b"CMYK", kind: bytes = b"prtr", name: str = "Press of the tests"
) -> bytes:
    """An ICC profile of version 4 with nothing in it but its name (ISO 15076-1, 7.2 and 10.13)."""
    words = name.encode("utf-16-be")
    tag = b"mluc" + bytes(4) + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(words), 28) + words
    tag += bytes(-len(tag) % 4)
    size = 128 + 4 + 12 + len(tag)
    head = struct.pack(">I4sI4s4s4s", size, bytes(4), 0x04200000, kind, colours, b"Lab ")
    head += struct.pack(">6H", 2020, 1, 1, 0, 0, 0) + b"acsp" + bytes(88)
    return head + struct.pack(">I4sII", 1, b"desc", 144, len(tag)) + tag


def settings(
    editions: str = "", theme: str = "review", more: str = "", language: str = "en"
) -> str:
    """A publication.toml with these settings of the print edition."""
    return (
        "schema_version = 1\n[publication]\n"
        f'kind = "issue"\nslug = "small"\ntitle = "Small Things"\nlanguage = "{language}"\n'
        "date = 2026-06-17\n"
        'identifier = "urn:isbn:9780306406157"\n'
        'rights = { statement = "All rights reserved.", licence = "all-rights-reserved" }\n'
        'contents = ["one.md"]\n'
        f'{more}\n[theme]\nname = "{theme}"\n[editions.print]\n{editions}\n'
    )


def publication(
    folder: Path, toml: str, files: dict[str, str | bytes] | None = None
) -> Publication:
    """A small publication with these settings, written and loaded without an error."""
    for name, content in ({"publication.toml": toml, "one.md": ARTICLE} | (files or {})).items():
        data = content.encode() if isinstance(content, str) else content
        (folder / name).write_bytes(data)
    loaded = load(folder)
    assert loaded.publication, loaded.findings
    return loaded.publication


def printed(folder: Path, toml: str, files: dict[str, str | bytes] | None = None) -> Made:
    """The print edition of such a publication."""
    return PRINT.make(publication(folder, toml, files), Compiler())


def codes(made: Made) -> list[str]:
    """The codes of what its editor is told."""
    return [finding.code for finding in made.findings]


def box(page: pikepdf.Page, name: str) -> tuple[float, ...]:
    """A box of a page, which must say it itself."""
    return tuple(float(each) for each in page.obj[name])


def picture(pdf: bytes, page: int = 1, dpi: int = 72) -> Image.Image:
    """A page as poppler draws it, all of the sheet."""
    command = ["pdftoppm", "-r", str(dpi), "-f", str(page), "-l", str(page), "-png", "-"]
    drawn = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout
    return Image.open(io.BytesIO(drawn)).convert("RGB")


def dark(drawn: Image.Image, x: int, y: int) -> bool:
    """Is a pixel of a picture in grey nearer to black than to white?"""
    found = drawn.getpixel((x, y))
    assert isinstance(found, int)
    return found < 160


def streams(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """The pages, and all forms and patterns of a document: whatever draws."""
    yield from (page.obj for page in pdf.pages)
    for each in pdf.objects:
        drawing = isinstance(each, pikepdf.Stream) and (
            each.get("/Subtype") == "/Form" or each.get("/PatternType") == 1
        )
        if drawing:
            yield each


def opened(pdf: bytes) -> pikepdf.Pdf:
    """The document in these bytes."""
    return pikepdf.open(io.BytesIO(pdf))


def pixel(
    drawn: Image.Image, pdf: bytes, right: float, down: float, number: int = 1
) -> tuple[int, ...]:
    """The colour so far (pt) from the upper left corner of the trimmed page of that number."""
    with opened(pdf) as document:
        page = document.pages[number - 1]
        media, trim = box(page, "/MediaBox"), box(page, "/TrimBox")
    scale = drawn.width / (media[2] - media[0])
    x, y = trim[0] - media[0] + right, media[3] - trim[3] + down
    found = drawn.getpixel((round(x * scale), round(y * scale)))
    assert isinstance(found, tuple)
    return found
