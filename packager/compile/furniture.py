"""Running heads and folios: each distinct one is set once, as a page that holds nothing else.

The theme's `furniture.css` styles a document of one `section.sheet` a page: on the page `left` or
`right` (the side of the spread it lies on; the margins are those of the finished page), with the
running elements `head` and `folio`, one of which is empty:

    <section class="sheet right recto"><p class="head" lang="en" dir="ltr">…</p>
                                       <p class="folio"></p></section>

The head of a verso may tell the section after the publication: `… <span class="section">…</span>`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from packager.compile import styles, weasy
from packager.compile.fragment_pdf import normalise
from packager.compile.fragments import themed_sheet
from packager.compile.manifest import TypeUse
from packager.compile.type_files import portable
from packager.findings import Finding, finding
from packager.model.theme import PageDesign, Theme

_ENGINE_CSS = """
section.sheet { break-after: page; height: 0 }
.left { page: left } .right { page: right }
body { margin: 0 }
section.numbered { position: relative }
.line-number { position: absolute; line-height: 0 }
.head { position: running(head) } .folio { position: running(folio) }
"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One running head or one folio. The words are plain; `hand` is the side of the spread.

    Or the numbers of a page's lines: the text gives each with how far below the top of the block
    its line stands, in pt: `5@120.5 10@247.2`.

    `section` is what the head tells besides: the section of the contents, maybe none.
    """

    kind: str  # "head", "folio" or "lines"
    text: str
    side: str  # "recto" or "verso"
    hand: str  # "left" or "right"
    language: str
    direction: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class Furniture:
    """Sheets as the pages of one PDF, in order; without fonts, as a fragment is."""

    sheets: tuple[Sheet, ...] = ()
    pdf: bytes = b""
    findings: tuple[Finding, ...] = ()
    uses: tuple[TypeUse, ...] = ()
    fonts: Mapping[str, bytes] = field(default_factory=dict)  # as a fragment's


def furniture(sheets: Sequence[Sheet], theme: Theme, page: PageDesign) -> Furniture:
    """Set each distinct sheet once. Raises `MissingError` without Pango."""
    distinct = tuple(dict.fromkeys(sheets))
    if not distinct:
        return Furniture()
    laid = weasy.typeset(_document(distinct), furniture_sheet(theme, page), {}, tagged=False)
    said = [
        finding("style-ignored", f"The theme's CSS for running heads: {complaint}")
        for complaint in (*laid.ignored, *laid.complaints)
    ]
    return Furniture(
        distinct,
        normalise(laid.pdf, "furniture"),
        tuple(said),
        *portable(laid.fonts, laid.font_files, theme),
    )


def furniture_sheet(theme: Theme, page: PageDesign) -> weasy.PaperSheet:
    """All CSS that running heads and folios on this page are set with."""
    rules = styles.resolve(theme.furniture_css, styles.page_tokens(theme, page))
    return themed_sheet(theme, rules, _ENGINE_CSS, styles.sided_pages(page.geometry))


def _document(sheets: Sequence[Sheet]) -> str:
    return (
        '<!DOCTYPE html><html lang="en"><head><title>Furniture</title></head><body>'
        + "".join(_section(sheet) for sheet in sheets)
        + "</body></html>"
    )


def _section(sheet: Sheet) -> str:
    if sheet.kind == "lines":
        return f'<section class="sheet numbered {sheet.hand}">{_numbers(sheet)}</section>'
    words = escape(sheet.text)
    if sheet.section:
        words += f' <span class="section">{escape(sheet.section)}</span>'
    texts = {sheet.kind: words}
    inside = "".join(
        f'<p class="{kind}" lang="{escape(sheet.language)}" dir="{escape(sheet.direction)}">'
        f"{texts.get(kind, '')}</p>"
        for kind in ("head", "folio")
    )
    return f'<section class="sheet {sheet.hand} {sheet.side}">{inside}</section>'


def _numbers(sheet: Sheet) -> str:
    pairs = (each.partition("@") for each in sheet.text.split())
    start = "left" if sheet.direction == "ltr" else "right"
    return "".join(
        f'<span class="line-number at-{start}" style="top:{place}pt">{escape(number)}</span>'
        for number, _, place in pairs
    )
