"""Findings: what the editor should know, each with a stable code, a place and a remedy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """`ERROR`: nothing is written. `WARNING`: an error under --strict. `NOTICE`: neither."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Place:
    """Where: a file (posix, relative to the publication's folder), line and column from 1.

    0 means unknown: a file that cannot be read has no line, Markdown has not always a column.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        numbers = [str(number) for number in (self.line, self.column) if number]
        return ":".join([self.file, *numbers])


@dataclass(frozen=True, slots=True)
class Finding:
    """Something worth telling the editor. Make one with `finding(code, …)`."""

    code: str
    severity: Severity
    message: str
    place: Place | None = None
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place else ""
        return f"{place}{self.severity.value}[{self.code}]: {self.message}"


E_, W_, N_ = Severity.ERROR, Severity.WARNING, Severity.NOTICE

CODES: dict[str, Severity] = {
    # files and folders
    "file-missing": E_,
    "file-unreadable": E_,
    "file-not-utf8": E_,
    "file-too-large": E_,
    "path-outside": E_,  # climbs out of the homes
    # publication.toml, credits.toml, theme.toml
    "toml-syntax": E_,
    "key-unknown": E_,
    "key-missing": E_,
    "value-invalid": E_,  # wrong type or not one of the allowed values
    "date-invalid": E_,
    "language-invalid": E_,
    "role-unknown": E_,
    "licence-unknown": E_,
    "contributor-nameless": E_,
    "contents-empty": E_,
    "selection-empty": E_,  # a selection of the contents finds no article
    "selection-unread": W_,  # of an article it cannot be said whether a selection takes it
    "schema-version": E_,
    "theme-missing": E_,
    "theme-invalid": E_,
    "asset-unused": N_,  # credits.toml speaks of a picture that no article shows
    # articles
    "front-matter-missing": E_,
    "front-matter-syntax": E_,
    "title-missing": E_,
    "id-repeated": E_,
    "id-invalid": E_,
    "article-repeated": E_,  # listed twice
    "article-empty": W_,
    "article-draft": N_,  # left out: it is a draft
    # body
    "note-undefined": E_,
    "note-repeated": E_,
    "note-uncalled": W_,
    "note-in-note": E_,
    "link-broken": E_,
    "anchor-missing": E_,
    "anchor-repeated": E_,
    "raw-html": W_,
    "container-unknown": E_,
    "container-unclosed": E_,
    "container-content": E_,  # a part holds something that it cannot hold
    "attribute-unknown": W_,
    "table-ragged": E_,  # a row has more cells than the head
    "heading-level": W_,
    "nesting-too-deep": E_,
    # pictures
    "picture-missing": E_,
    "picture-corrupt": E_,
    "picture-format": E_,
    "picture-too-large": E_,
    "picture-unsafe": E_,  # an SVG with a script, an outside reference …
    "picture-remote": E_,
    "picture-first-only": W_,  # an animation, or several pages: the rest is not shown
    "picture-colours": N_,  # they are a guess: CMYK without a profile
    # credits (check)
    "alt-missing": W_,
    "picture-uncredited": W_,
    "picture-unlicensed": W_,
    "article-authorless": W_,
    "article-rightless": W_,
    "reprint-uncredited": W_,  # from another publication, and there is no credits page to say so
    "translation-without-translator": W_,
    "translation-without-source": W_,
    # a theme's CSS (check)
    "theme-not-linkable": W_,  # on paper: it does not survive that each part is set by itself
    "theme-not-portable": W_,  # on an e-reader: it takes the page from its owner, or is not known
    "theme-one-sided": N_,  # left or right is meant, and nothing is said for right-to-left text
    "theme-resource": E_,  # it asks for a file: nothing but data: addresses is ever opened
    "theme-syntax": W_,  # a rule that cannot be read is passed over
    # making
    "font-missing": W_,
    "glyph-missing": W_,
    "style-ignored": W_,  # the theme's CSS asks for something that the print engine does not know
    "note-too-long": W_,  # for the foot of a page
    "layout-fault": W_,  # the print engine met something it could not set as asked
    "note-lost": E_,  # it stands on no page
    "note-in-text": W_,  # there was no room for it at the foot of any page
    "note-astray": W_,  # it does not begin on the page of its call
    "layout-overflow": W_,  # something sticks out of its page's text block, or is cut off
    "layout-overlap": W_,  # a figure is drawn over notes or over the text at its side
    "layout-widow": W_,  # a paragraph's last line stands alone at the top of a page
    "layout-orphan": W_,  # a paragraph's first line stands alone at the foot of one
    "layout-runt": N_,  # an article's last page holds but a line or two
    "heading-stranded": W_,  # a heading ends a page, what it heads is on the next
    "caption-torn": W_,  # a figure and its caption are on different pages
    "table-head-alone": W_,  # a table's head or caption is on a page without a row
    "hyphens-in-a-row": W_,  # more than two lines in a row end with a hyphen
    "page-list-absent": N_,
    "page-mark-missing": W_,  # where a page of the PDF begins is not known in the EPUB
    "worker-died": E_,
    "cache-unusable": N_,  # it cannot be written: builds are slow
    "cache-damaged": N_,  # entries of it were; they are made again
    "edition-large": N_,
    "link-outside-edition": W_,  # to an article that is not in this edition and has no address
    # for a print shop
    "profile-invalid": E_,  # a file that is to be the colour profile of a press is none
    "print-no-profile": N_,  # without one it is no PDF/X-4
    "print-picture-coarse": W_,  # drawn at fewer than 72 dots an inch
    "print-picture-soft": N_,  # drawn at fewer than 150 dots an inch
    "print-transparency": N_,  # a picture that lets what is behind it show
    "print-line-thin": W_,  # thinner than a press can print
    "print-black-rich": W_,  # dark text that several inks would print
    "print-bleed-missing": W_,  # it reaches the cut, but not beyond
    "print-back-full": W_,  # the back cover is too long for one page, or for the bar code on it
    "print-spine-narrow": N_,  # nothing is written on the spine
    "print-spine-changed": N_,  # it is not as wide as in the build before
    # sheets of a pamphlet
    "sheet-pages-mixed": N_,  # pages of another size than most
    "sheet-pages-scaled": N_,
    "sheet-annotations": N_,  # links, notes and form fields of a foreign PDF
    "sheet-pages-made": N_,  # for their part of the sheet: the theme has none of that size
    "sheet-poster": N_,  # what the poster of a mini-zine is, where it is hardly meant to be one
    "sheet-gathering-thick": N_,  # more sheets in each other than fold flat
    "sheet-marks-missing": N_,  # asked for, but there is no room beside the pages
    "sheet-blanks": N_,  # pages of a pamphlet that stay blank
    "sheet-instructions-plain": N_,  # there is no page of instructions: Pango is missing
    "sheet-cut-off": W_,  # by the printer's margins, or beyond a page's own panel
    # importing
    "import-unreadable": E_,  # a source is damaged, encrypted, or not what its name says
    "import-failed": E_,  # its reader failed, or took too long or too much, and was stopped
    "import-no-text": E_,  # a PDF of pictures only
    "import-words-lost": E_,  # more than one word in a hundred is missing without being named
    "import-guessed": W_,  # something was told from little: look at it
    "import-count-differs": W_,  # fewer notes, pictures, tables … arrived than the source has
    "import-note-unmatched": W_,  # a note without a call, or a call without a note
    "import-link-lost": W_,  # a link whose target the source does not hold
    "import-picture-missing": W_,  # it is not beside the source
    "import-picture-remote": W_,  # it is on the web: nothing is ever fetched
    "import-picture-refused": W_,  # it is of a format that no edition can show
    "import-directive": W_,  # another tool's instruction, kept as text
    "import-unsettled": W_,  # the result does not build before this is settled
    "import-simplified": N_,  # something that our format does not have was made simpler
    # finished editions (check)
    "epub-invalid": E_,
    "pdf-invalid": E_,
}


def finding(code: str, message: str, place: Place | None = None, hint: str = "") -> Finding:
    """A finding of a known code, with that code's severity; an unknown code is a `KeyError`."""
    return Finding(code, CODES[code], message, place, hint)


def worst(findings: Iterable[Finding]) -> Severity | None:
    """The gravest severity among findings, or None."""
    order = list(Severity)
    return min((f.severity for f in findings), key=order.index, default=None)
