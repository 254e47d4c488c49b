"""The only door to WeasyPrint: a document and a style sheet go in, a PDF and its layout come out.

WeasyPrint needs Pango, which pip cannot bring. It is imported when the first page is set, so that
everything else works without it.
"""

from __future__ import annotations

import contextlib
import functools
import io
import logging
import os
import re
import shutil
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote

from packager.compile.layout_checks import layout_faults
from packager.compile.line_memory import remembering_lines
from packager.compile.manifest import Fault, TypeUse
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
    structure: Structure | None = None  # of its text, whose links are not in the PDF yet


def typeset(
    document: str,
    sheet: PaperSheet,
    pictures: Mapping[str, tuple[bytes, str]],
    *,
    tagged: bool = True,
) -> Typeset:
    """Set a document. `pictures` gives the bytes and media type of each `src` in it.

    When `tagged`, its content is marked and has a structure; the PDF has neither that nor links.
    Nothing but these pictures, the sheet's fonts and `data:` addresses is ever opened.
    Raises `MissingError` without Pango, `BuildError` when the engine fails.
    """
    resources = {BASE + href: picture for href, picture in pictures.items()}
    with _LOCK:
        press = _press(sheet)
    with _LOCK, _listening() as messages:
        try:
            html = press.weasyprint.HTML(
                string=document, base_url=BASE, url_fetcher=_fetcher(resources, {})
            )
            with remembering_lines(*press.layouts):
                laid = html.render(stylesheets=[press.css], font_config=press.fonts)
            pages = tuple(_page(page) for page in laid.pages)
            writer = press.weasyprint.pdf
            with _no_clock(), recording(writer) as fonts, tagging(writer) as tags:
                for page in laid.pages if tagged else ():
                    page.links.clear()
                pdf = laid.write_pdf(pdf_tags=tagged)
            boxes = [page._page_box for page in laid.pages]
            text = page_starts(boxes)
            faults = layout_faults(boxes, _missing(messages))
        except _ENGINE_FAULTS as fault:
            raise BuildError(f"WeasyPrint failed: {type(fault).__name__}: {fault}") from fault
    return Typeset(
        pdf,
        pages,
        text,
        faults,
        press.ignored,
        tuple(dict.fromkeys(m for m in messages if not _NOTDEF.match(m))),
        fonts.uses,
        fonts.files,
        tags.structure,
    )


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
    ignored: tuple[str, ...]


@functools.lru_cache(maxsize=8)
def _press(sheet: PaperSheet) -> _Press:
    weasyprint = _weasyprint()
    from weasyprint.layout import inline, preferred  # noqa: PLC0415 - needs Pango
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    fonts = FontConfiguration()
    with _listening() as messages:
        css = weasyprint.CSS(
            string=sheet.css,
            base_url=BASE,
            font_config=fonts,
            url_fetcher=_fetcher({}, dict(sheet.fonts)),
        )
    return _Press(weasyprint, css, fonts, (inline, preferred), tuple(dict.fromkeys(messages)))


@functools.cache
def _weasyprint() -> ModuleType:
    """WeasyPrint; where a library is missing it prints a page of advice, which ours replaces."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            import weasyprint  # noqa: PLC0415 - needs Pango
    except OSError as error:
        raise MissingError(
            "PDF editions need the Pango library, which is not on this system.", _how_to_install()
        ) from error
    module: ModuleType = weasyprint
    return module


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
    )
