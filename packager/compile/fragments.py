"""Paper parts: each piece of markup set on its own, as a PDF with its manifest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from packager.compile import styles, weasy
from packager.compile.fragment_pdf import normalise
from packager.compile.manifest import Bookmark, Destination, LinkOut, Manifest
from packager.compile.mending import mended
from packager.compile.pictures import PictureSettings, prepare
from packager.compile.tag_links import Links, add_links
from packager.compile.type_files import portable
from packager.errors import BuildError
from packager.findings import Finding, finding
from packager.model.page import PageGeometry
from packager.model.theme import PageDesign, Theme
from packager.render.labels import labels_for
from packager.render.markup import Markup

_NOTE = re.compile(r"note-(?:\d+|[a-z]+)")  # the article's own, and addresses
_OF_NOTES = re.compile(r"(note|call)-[a-z\d-]+")  # nothing outside the part leads there
_NOTE_ID = re.compile(r'\bid="(note-(?:\d+|[a-z]+))"')
_LINES = 40.0  # pt that a note leaves to the text on its page, at least

# What notes and the outline need of the engine in any theme; looks are the theme's. The word joiner
# (U+2060) keeps a call on the line of its word.
_ENGINE_CSS = """
:where(.note) { float: footnote; footnote-display: block; footnote-policy: line }
:where(.note)::footnote-call { content: "\\2060" attr(data-number) }
:where(.note)::footnote-marker { content: attr(data-number) }
.of-note::footnote-call { content: none }
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
    """A part typeset for paper: pages that lie on neither side of a spread yet, without fonts.

    `fonts` are those that it uses and that are not the theme's, by SHA-256.
    """

    manifest: Manifest
    pdf: bytes
    findings: tuple[Finding, ...] = ()
    fonts: Mapping[str, bytes] = field(default_factory=dict)


def fragment(markup: Markup, theme: Theme, page: PageDesign, pictures: PictureSettings) -> Fragment:
    """Set one part.

    Raises `MissingError` without Pango, `UsageError` for a theme that cannot be used, `BuildError`
    when the engine fails.
    """
    images = {
        href: (prepare(asset, pictures.max_px, pictures.quality), asset.media_type)
        for href, asset in markup.pictures.items()
    }
    try:
        laid, moved = _laid(markup, paper_sheet(theme, page), images, page.geometry)
    except BuildError as fault:
        raise BuildError(f"“{markup.title}” cannot be typeset. {fault.message}") from fault
    links = _links(markup, laid)
    uses, fonts = portable(laid.fonts, laid.font_files, theme)
    return Fragment(
        replace(_manifest(markup, laid, links), fonts=uses, lines=_lines(laid, page)),
        normalise(
            laid.pdf,
            markup.key,
            laid.structure.document if laid.structure else None,
            _places(laid, links),
        ),
        (
            *_findings(markup.title, laid),
            *(_anchorless(markup.title, name) for name in dict.fromkeys(links.lost)),
            *moved,
        ),
        fonts,
    )


def _laid(
    markup: Markup,
    sheet: weasy.PaperSheet,
    images: Mapping[str, tuple[bytes, str]],
    page: PageGeometry,
) -> tuple[weasy.Typeset, tuple[Finding, ...]]:
    """The part on its pages, and which notes stand in its text instead of at a page's foot: those
    as long as a page, and those that the engine would put nowhere."""

    def setting(sheet: weasy.PaperSheet) -> weasy.Laid:
        return weasy.lay(markup.document, sheet, images)

    laid = setting(sheet)
    overlong = _overlong_notes(laid.pages, page)
    if overlong:
        sheet = _with_notes_in_text(sheet, overlong)
        laid = setting(sheet)
    laid = mended(laid, markup.document, sheet, setting)
    lost = _lost_notes(markup.document, laid.pages)
    if lost:
        sheet = _with_notes_in_text(sheet, lost)
        laid = mended(setting(sheet), markup.document, sheet, setting)
    return weasy.draw(laid), (
        *(_overlong(markup.title, name) for name in overlong),
        *(_homeless(markup.title, name) for name in lost),
    )


def _with_notes_in_text(sheet: weasy.PaperSheet, names: Iterable[str]) -> weasy.PaperSheet:
    in_text = "".join(_IN_TEXT.format(id=name) for name in names)
    return weasy.PaperSheet(sheet.css + in_text, sheet.fonts)


def paper_sheet(theme: Theme, page: PageDesign) -> weasy.PaperSheet:
    """All CSS that a body on this page is set with."""
    rules = styles.resolve(theme.paper_css + page.css, styles.page_tokens(theme, page))
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


def _lost_notes(document: str, pages: Sequence[weasy.LaidPage]) -> tuple[str, ...]:
    """The notes of a document that stand on none of its pages."""
    there = {name for page in pages for name, _, _ in page.anchors}
    return tuple(name for name in _NOTE_ID.findall(document) if name not in there)


def _homeless(title: str, name: str) -> Finding:
    return finding(
        "note-in-text",
        f"Note {name.removeprefix('note-')} of “{title}” found no room at the foot of a page; it"
        " stands in the text where it is called.",
        hint="Move its call by a few words, or shorten the note.",
    )


def _overlong(title: str, name: str) -> Finding:
    return finding(
        "note-too-long",
        f"Note {name.removeprefix('note-')} of “{title}” is longer than a page of this size;"
        " it stands in the text where it is called.",
        hint="Move part of it into the text, or choose a larger page.",
    )


def _links(markup: Markup, laid: weasy.Typeset) -> Links:
    """The links of a part, which take their places in its structure."""
    anchors = {name for page in laid.pages for name, _, _ in page.anchors}
    if not laid.structure:
        return Links()
    return add_links(laid.structure, anchors, weasy.BASE, labels_for(markup.language).say)


def _anchorless(title: str, name: str) -> Finding:
    if _NOTE.fullmatch(name):  # the engine loses a note now and then
        number = name.removeprefix("note-")
        return finding(
            "note-lost",
            f"Note {number} of “{title}” is called, but stands on none of its pages.",
            hint="Move its call by a few words, or shorten the note.",
        )
    return finding(
        "layout-fault", f"A link of “{title}” leads to “{name}”, which is on none of its pages."
    )


def _places(laid: weasy.Typeset, links: Links) -> dict[str, tuple[int, float, float]]:
    """Where the part's own links may lead, calls of notes among it: page, x, y."""
    found: dict[str, tuple[int, float, float]] = {}
    for number, page in enumerate(laid.pages):
        for name, x, y in page.anchors:
            found.setdefault(name, (number, x, y))
    return found | links.calls


def _manifest(markup: Markup, laid: weasy.Typeset, links: Links) -> Manifest:
    pages = laid.pages
    return Manifest(
        key=markup.key,
        title=markup.title,
        language=markup.language,
        direction=markup.direction,
        pages=len(pages),
        destinations=tuple(
            Destination(name, *place)
            for name, place in _places(laid, links).items()
            if not _OF_NOTES.fullmatch(name)
        ),
        bookmarks=tuple(
            Bookmark(level, label, number, x, y)
            for number, page in enumerate(pages)
            for level, label, x, y in page.bookmarks
        ),
        links=tuple(
            LinkOut(jump.page, jump.corners, jump.target)
            for jump in links.jumps
            if not jump.target.startswith("#")
        ),
        plates=tuple(number for number, page in enumerate(pages) if page.plate),
        text_starts=laid.text.starts,
        text_digest=laid.text.digest,
        faults=laid.faults,
    )


def _lines(laid: weasy.Typeset, page: PageDesign) -> tuple[tuple[float, ...], ...]:
    top = page.geometry.top
    return tuple(tuple(round(y - top, 2) for y in ys) for ys in laid.lines if page.numbered)


def _findings(title: str, laid: weasy.Typeset) -> tuple[Finding, ...]:
    ignored = [
        finding("style-ignored", f"The theme's CSS for paper: {complaint}")
        for complaint in laid.ignored
    ]
    faults = [
        finding("layout-fault", f"While “{title}” was set on pages: {complaint}")
        for complaint in laid.complaints
    ]
    return (*ignored, *faults)
