"""The only door to WeasyPrint: a document and a style sheet go in, a layout and a PDF come out.

WeasyPrint needs Pango, which pip cannot bring. It is imported when the first page is set, so that
everything else works without it.
"""

from __future__ import annotations

import contextlib
import ctypes.util
import functools
import importlib
import io
import logging
import multiprocessing.util
import os
import re
import shutil
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote

from packager.compile.layout_boxes import Layout, baselines, is_plate
from packager.compile.layout_checks import glyph_faults, layout_faults
from packager.compile.line_memory import remembering_lines
from packager.compile.line_repairs import repaired_lines
from packager.compile.manifest import Fault, TypeUse
from packager.compile.note_keeping import keeping_notes
from packager.compile.page_starts import TextOnPages, page_starts
from packager.compile.tags import Structure, tagging
from packager.compile.type_record import recording
from packager.errors import BuildError, MissingError

BASE = "https://packager.invalid/"  # documents stand here; the name never resolves (RFC 2606)
_PT = 0.75  # points in a CSS pixel
_LOCK = threading.Lock()  # the engine's fonts and its logger are one for all threads
_ENGINE_FAULTS = (  # what it lets fall on input it cannot lay out
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
_NOTDEF = re.compile(r"\.notdef glyph .*\(U\+([0-9A-F]+)\)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """CSS for paper, without `var()`, and the font file behind each address in it."""

    css: str
    fonts: tuple[tuple[str, Path], ...]


@dataclass(frozen=True, slots=True)
class LaidPage:
    """What stands where on a page. Positions in pt from its lower left corner."""

    anchors: tuple[tuple[str, float, float], ...]  # name, x, y
    bookmarks: tuple[tuple[int, str, float, float], ...]  # level, label, x, y
    links: tuple[tuple[str, tuple[float, float, float, float]], ...]  # target, rectangle
    plate: bool = False  # it has no margins, and goes beyond the cut


@dataclass(frozen=True, slots=True)
class Typeset:
    """A document on pages, and what the engine had to say.

    `faults` is what is wrong on the pages, characters without a glyph among it; `ignored` is what
    the engine did not understand or find in the sheet, `complaints` what else it met.
    """

    pdf: bytes
    pages: tuple[LaidPage, ...]
    text: TextOnPages
    faults: tuple[Fault, ...]
    ignored: tuple[str, ...]
    complaints: tuple[str, ...]
    fonts: tuple[TypeUse, ...] = ()  # as the PDF uses them; they are not in it
    font_files: Mapping[str, bytes] = field(default_factory=dict)  # by SHA-256
    lines: tuple[tuple[float, ...], ...] = ()  # of each page: how far below its top, in pt
    structure: Structure | None = None  # of its text, whose links are not in the PDF yet


@dataclass(frozen=True, slots=True)
class Laid:
    """A document on pages that are not drawn yet. `faults` is what is wrong with their layout."""

    pages: tuple[LaidPage, ...]
    faults: tuple[Fault, ...]
    _press: _Press
    _document: Any  # the engine's
    _layout: Layout
    _messages: tuple[str, ...]


def typeset(
    document: str,
    sheet: PaperSheet,
    pictures: Mapping[str, tuple[bytes, str]],
    *,
    tagged: bool = True,
) -> Typeset:
    """Set a document and draw it: `lay` and `draw` in one."""
    return draw(lay(document, sheet, pictures), tagged=tagged)


def lay(document: str, sheet: PaperSheet, pictures: Mapping[str, tuple[bytes, str]]) -> Laid:
    """Set a document on pages. `pictures` gives the bytes and media type of each `src` in it.

    Nothing but these pictures, the sheet's fonts and `data:` addresses is ever opened.
    Raises `MissingError` without Pango, `BuildError` when the engine fails.
    """
    resources = {BASE + href: picture for href, picture in pictures.items()}
    with _LOCK:
        press = _press(sheet)
    with _LOCK, _listening() as messages, _naming_faults():
        html = press.weasyprint.HTML(
            string=document, base_url=BASE, url_fetcher=_fetcher(resources, {})
        )
        with (
            remembering_lines(*press.layouts),
            keeping_notes(press.block, press.context),
            repaired_lines(press.layouts[0]),
        ):
            laid = html.render(stylesheets=[press.css], font_config=press.fonts)
        pages = tuple(_page(page) for page in laid.pages)
        layout = Layout([page._page_box for page in laid.pages])
        return Laid(pages, layout_faults(layout), press, laid, layout, tuple(messages))


def draw(laid: Laid, *, tagged: bool = True) -> Typeset:
    """Draw pages.

    When `tagged`, their content is marked and has a structure; the PDF has neither that nor links.
    Raises `BuildError` when the engine fails.
    """
    document, writer = laid._document, laid._press.weasyprint.pdf
    with _LOCK, _listening() as said, _naming_faults():
        with _no_clock(), recording(writer) as fonts, tagging(writer) as tags:
            for page in document.pages if tagged else ():
                page.links.clear()
            pdf = document.write_pdf(pdf_tags=tagged)
        text = page_starts([page._page_box for page in document.pages])
        messages = dict.fromkeys((*laid._messages, *said))
        faults = (*laid.faults, *glyph_faults(laid._layout, _missing(messages)))
    return Typeset(
        pdf,
        laid.pages,
        text,
        faults,
        laid._press.ignored,
        tuple(each for each in messages if not _NOTDEF.match(each)),
        fonts.uses,
        fonts.files,
        baselines(laid._layout, len(laid.pages)),
        tags.structure,
    )


@contextlib.contextmanager
def _naming_faults() -> Iterator[None]:
    """Say whose fault it is."""
    try:
        yield
    except _ENGINE_FAULTS as fault:
        raise BuildError(f"WeasyPrint failed: {type(fault).__name__}: {fault}") from fault


def _missing(messages: Iterable[str]) -> tuple[str, ...]:
    """The characters that no font has."""
    found = (chr(int(match[1], 16)) for m in messages if (match := _NOTDEF.match(m)))
    return tuple(dict.fromkeys(found))


def version() -> str:
    """The engine's version. Raises `MissingError` without Pango."""
    return str(_weasyprint().__version__)


@dataclass(frozen=True, slots=True)
class _Press:
    """The engine with a sheet read and its fonts at hand: half the cost of a short document."""

    weasyprint: ModuleType
    css: Any
    fonts: Any
    layouts: tuple[ModuleType, ...]  # the modules that break lines
    block: ModuleType  # the one that lays blocks out
    context: type[Any]  # what it lays them out in
    ignored: tuple[str, ...]


@functools.lru_cache(maxsize=8)
def _press(sheet: PaperSheet) -> _Press:
    weasyprint = _weasyprint()
    _tidy_at_the_end()
    from weasyprint.layout import (  # noqa: PLC0415 - needs Pango
        LayoutContext,
        block,
        inline,
        preferred,
    )
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    fonts = FontConfiguration()
    with _listening() as messages:
        css = weasyprint.CSS(
            string=sheet.css,
            base_url=BASE,
            font_config=fonts,
            url_fetcher=_fetcher({}, dict(sheet.fonts)),
        )
    ignored = tuple(dict.fromkeys(messages))
    return _Press(weasyprint, css, fonts, (inline, preferred), block, LayoutContext, ignored)


@functools.cache
def _tidy_at_the_end() -> None:
    """The engine keeps fonts in temporary folders and removes them with their owners, which workers
    never do by themselves: they leave at once."""
    multiprocessing.util.Finalize(None, _press.cache_clear, exitpriority=0)


@functools.cache
def _weasyprint() -> ModuleType:
    """WeasyPrint; where a library is missing it prints a page of advice, which ours replaces."""
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            with contextlib.suppress(OSError), _by_file_name():
                return importlib.import_module("weasyprint")
            return importlib.import_module("weasyprint")
        except OSError as error:
            raise MissingError(
                "PDF editions need the Pango library, which is not on this system.",
                _how_to_install(),
            ) from error


@contextlib.contextmanager
def _by_file_name() -> Iterator[None]:
    """On Linux the engine knows its libraries by their files' names, too. Told that there is no
    other way, it saves itself a compiler and a linker: half the time that its import takes."""
    found = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = found


def _how_to_install() -> str:
    commands = {
        "apt-get": "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        "dnf": "dnf install pango",
        "brew": "brew install pango",
    }
    for program, command in commands.items():
        if shutil.which(program):
            return f"Install it with: {command}"
    return "Install it with one of: " + "; ".join(commands.values())


def _fetcher(pictures: Mapping[str, tuple[bytes, str]], fonts: Mapping[str, Path]) -> Any:
    """A URL fetcher that knows these addresses and `data:`, and no other."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 - needs Pango

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            known = {unquote(url), url}
            for name in known & pictures.keys():
                data, media_type = pictures[name]
                return URLFetcherResponse(url, data, {"Content-Type": media_type})
            for name in known & fonts.keys():
                return URLFetcherResponse(url, fonts[name].read_bytes())
            raise ValueError("this address is not part of the publication")

    return Fetcher(allowed_protocols={"data"})


@contextlib.contextmanager
def _listening() -> Iterator[list[str]]:
    """Collect what the engine says instead of letting it reach the terminal."""
    messages: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            messages.append(record.getMessage())

    logger, listener = logging.getLogger("weasyprint"), Listener(logging.WARNING)
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(listener)
    try:
        yield messages
    finally:
        logger.removeHandler(listener)
        logger.propagate = propagate


@contextlib.contextmanager
def _no_clock() -> Iterator[None]:
    """Font files are cut by fontTools, which stamps them with the time of day unless told one."""
    name = "SOURCE_DATE_EPOCH"
    before = os.environ.get(name)
    os.environ[name] = "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


def _page(page: Any) -> LaidPage:
    """A page's layout, turned from CSS pixels below its top to points above its bottom."""

    def place(x: float, y: float) -> tuple[float, float]:
        return round(x * _PT, 3), round((page.height - y) * _PT, 3)

    def corners(
        left: float, top: float, right: float, bottom: float
    ) -> tuple[float, float, float, float]:
        return (*place(left, bottom), *place(right, top))

    return LaidPage(
        tuple((name, *place(at[0], at[1])) for name, at in sorted(page.anchors.items())),
        tuple((level, label, *place(*at)) for level, label, at, _ in page.bookmarks),
        tuple(
            (f"#{target}" if kind == "internal" else target, corners(*box))
            for kind, target, box, _ in page.links
            if kind in {"internal", "external"}
        ),
        is_plate(page._page_box),
    )
