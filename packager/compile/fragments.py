"""Paper parts: each piece of markup set on its own, as a PDF with its manifest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import repeat

from packager.compile import styles, weasy
from packager.compile.fragment_pdf import normalise
from packager.compile.manifest import Bookmark, Destination, LinkOut, Manifest
from packager.compile.pictures import PictureSettings, prepare
from packager.errors import BuildError
from packager.findings import Finding, finding
from packager.model.page import PageGeometry
from packager.model.theme import PageDesign, Theme
from packager.render.markup import Markup

_NOTE = re.compile(r"note-\d+")
_LINES = 40.0  # pt that a note leaves to the text on its page, at least

# What notes and the outline need of the engine in any theme; looks are the theme's. The word joiner
# (U+2060) keeps a call on the line of its word.
_ENGINE_CSS = """
:where(.note) { float: footnote; footnote-display: block; footnote-policy: line }
:where(.note)::footnote-call { content: "\\2060" attr(data-number) }
:where(.note)::footnote-marker { content: attr(data-number) }
:where(.note-call)::before { content: "\\2060" }
[data-title] { bookmark-label: attr(data-title) }
"""

# A note that is longer than a page stands where it is called.
_IN_TEXT = """
#{id} {{ float: none; display: block; margin-block: 0.5em }}
#{id}::before {{ content: attr(data-number) "\\2002"; font-weight: bold }}
"""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A part typeset for paper: pages that lie on neither side of a spread yet."""

    manifest: Manifest
    pdf: bytes
    findings: tuple[Finding, ...] = ()


def fragments(
    markups: Sequence[Markup],
    theme: Theme,
    page: PageDesign,
    pictures: PictureSettings | None = None,
    executor: Executor | None = None,
) -> tuple[Fragment, ...]:
    """Set each part, in the given order; by the executor's workers if there is one.

    Raises `MissingError` without Pango, `UsageError` for a theme that cannot be used.
    """
    apply = executor.map if executor else map
    settings = pictures or PictureSettings()
    return tuple(apply(fragment, markups, repeat(theme), repeat(page), repeat(settings)))


def fragment(markup: Markup, theme: Theme, page: PageDesign, pictures: PictureSettings) -> Fragment:
    """Set one part."""
    images = {
        href: (prepare(asset, pictures.max_px, pictures.quality), asset.media_type)
        for href, asset in markup.pictures.items()
    }
    sheet = paper_sheet(theme, page)
    try:
        laid = weasy.typeset(markup.document, sheet, images)
        overlong = _overlong_notes(laid.pages, page.geometry)
        if overlong:
            in_text = "".join(_IN_TEXT.format(id=name) for name in overlong)
            sheet = weasy.PaperSheet(sheet.css + in_text, sheet.fonts)
            laid = weasy.typeset(markup.document, sheet, images)
    except BuildError as fault:
        raise BuildError(f"“{markup.title}” cannot be typeset. {fault.message}") from fault
    return Fragment(
        _manifest(markup, laid.pages),
        normalise(laid.pdf, markup.key, weasy.BASE),
        (*_findings(markup.title, laid), *(_overlong(markup.title, name) for name in overlong)),
    )


def paper_sheet(theme: Theme, page: PageDesign) -> weasy.PaperSheet:
    """All CSS that a body on this page is set with."""
    rules = styles.resolve(theme.paper_css, styles.page_tokens(theme, page))
    return themed_sheet(theme, rules, _ENGINE_CSS, styles.body_page(page.geometry))


def themed_sheet(theme: Theme, *css: str) -> weasy.PaperSheet:
    """A sheet of these rules with the theme's fonts. Complaints count lines from the first rule."""

    faces = [face for family in theme.families for face in family.faces]
    addresses = {
        face: f"{weasy.BASE}fonts/{index}-{face.path.name}" for index, face in enumerate(faces)
    }
    return weasy.PaperSheet(
        "\n".join((*css, styles.font_faces(theme, addresses.__getitem__, ranges=False))),
        tuple((address, face.path) for face, address in addresses.items()),
    )


def _overlong_notes(pages: Sequence[weasy.LaidPage], page: PageGeometry) -> tuple[str, ...]:
    """The notes as long as a page or longer: the engine breaks none, they run off the page."""
    ceiling = page.height - page.top - _LINES
    return tuple(
        name
        for each in pages
        for name, _, y in each.anchors
        if _NOTE.fullmatch(name) and y > ceiling
    )


def _overlong(title: str, name: str) -> Finding:
    return finding(
        "note-too-long",
        f"Note {name.removeprefix('note-')} of “{title}” is longer than a page of this size;"
        " it stands in the text where it is called.",
        hint="Move part of it into the text, or choose a larger page.",
    )


def _manifest(markup: Markup, pages: Sequence[weasy.LaidPage]) -> Manifest:
    found: dict[str, Destination] = {}
    for number, page in enumerate(pages):
        for name, x, y in page.anchors:
            found.setdefault(name, Destination(name, number, x, y))
    return Manifest(
        key=markup.key,
        title=markup.title,
        language=markup.language,
        direction=markup.direction,
        pages=len(pages),
        destinations=tuple(found.values()),
        bookmarks=tuple(
            Bookmark(level, label, number, x, y)
            for number, page in enumerate(pages)
            for level, label, x, y in page.bookmarks
        ),
        links=tuple(
            LinkOut(number, rectangle, target)
            for number, page in enumerate(pages)
            for target, rectangle in page.links
            if not target.startswith(("#", weasy.BASE))
        ),
    )


def _findings(title: str, laid: weasy.Typeset) -> tuple[Finding, ...]:
    missing = [
        finding(
            "glyph-missing",
            f"“{title}” has the character {character} (U+{ord(character):04X}),"
            " which no font of the theme or of this system can show.",
            hint="Add a font for its script to the theme, or install one.",
        )
        for character in laid.missing
    ]
    ignored = [
        finding("style-ignored", f"The theme's CSS for paper: {complaint}")
        for complaint in laid.ignored
    ]
    faults = [
        finding("layout-fault", f"While “{title}” was set on pages: {complaint}")
        for complaint in laid.complaints
    ]
    return (*ignored, *missing, *faults)
