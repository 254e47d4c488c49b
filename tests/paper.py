"""What the tests of the paper side share: the review theme read by hand, pages, small documents."""

from __future__ import annotations

import datetime
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from concurrent.futures import Executor
from functools import cache
from itertools import repeat
from pathlib import Path

from packager.compile.fragments import Fragment, fragment
from packager.compile.furniture import Furniture
from packager.compile.manifest import Manifest
from packager.compile.pictures import PictureSettings
from packager.compile.type_files import type_files
from packager.link import LinkJob, LinkPart, Metadata, Running, link
from packager.model.medium import Medium
from packager.model.parts import PartKind
from packager.model.theme import PageDesign, Theme
from packager.render.markup import Markup
from tests.loading import SETTINGS, loaded, write


def fragments(
    markups: Sequence[Markup],
    theme: Theme,
    page: PageDesign,
    pictures: PictureSettings | None = None,
    executor: Executor | None = None,
) -> tuple[Fragment, ...]:
    """Set each part, in the given order; by the executor's workers if there is one."""
    apply = executor.map if executor else map
    settings = pictures or PictureSettings()
    return tuple(apply(fragment, markups, repeat(theme), repeat(page), repeat(settings)))


@cache
def packaged(name: str) -> Theme:
    """A theme of packager's own."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), {"publication.toml": f'{SETTINGS}\n[theme]\nname = "{name}"\n'})
        shutil.rmtree(Path(folder, "styles"))
        return loaded(Path(folder)).theme


def review() -> Theme:
    """The theme that is used unless another is chosen."""
    return packaged("review")


def markup(
    body: str,
    key: str = "home/one",
    kind: PartKind = PartKind.ARTICLE,
    language: str = "en",
    title: str = "One",
) -> Markup:
    """A part as `render` makes it, from the inside of its `<body>`."""
    direction = "rtl" if language in {"ar", "he"} else "ltr"
    shape = (
        "article role-article"
        if kind is PartKind.ARTICLE
        else {PartKind.TITLE: "title-page"}.get(kind, kind.value)
    )
    document = (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>'
        f'<html xmlns="http://www.w3.org/1999/xhtml" lang="{language}" xml:lang="{language}"'
        f' dir="{direction}"><head><title>{title}</title></head>'
        f'<body class="{shape}">{body}</body></html>'
    )
    return Markup(
        key.rpartition("/")[2], key, kind, Medium.PAPER, title, language, direction, document
    )


def note(number: int, text: str, *more: str) -> str:
    """A note at its first call."""
    paragraphs = "".join(f'<span class="note-p">{words}</span>' for words in (text, *more))
    return f'<span class="note" id="note-{number}" data-number="{number}">{paragraphs}</span>'


def with_fonts(made: Fragment | Furniture, theme: Theme, page: PageDesign) -> bytes:
    """The pages of a part, or of furniture, as they are, with the fonts that they are set in."""
    if isinstance(made, Furniture):
        manifest = Manifest("sheets", "", "en", "ltr", len(made.sheets), fonts=made.uses)
        made = Fragment(manifest, made.pdf, fonts=made.fonts)
    day = datetime.date(2026, 6, 17)
    return link(
        LinkJob(
            parts=(LinkPart(made, PartKind.COVER),),  # which has no furniture, and is not moved
            geometry=page.geometry,
            metadata=Metadata("Part", "en", "ltr", "urn:isbn:9780000000002", day, day),
            running=Running("", "en", "ltr"),
            fonts=type_files(theme),
        )
    )


def text_of(pdf: bytes, *options: str) -> str:
    """The text of a PDF as poppler reads it; pages end with a form feed."""
    command = ["pdftotext", "-enc", "UTF-8", *options, "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def pages_of(pdf: bytes, *options: str) -> list[str]:
    """The text of each page."""
    return text_of(pdf, *options).split("\f")[:-1]
