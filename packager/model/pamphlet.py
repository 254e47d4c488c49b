"""What the editor asks of a pamphlet, as it is written; `imposing.asked` reads the words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from packager.model.publication import EditionSettings

SHEET_NAMES = ("A5", "A4", "A3", "SRA4", "SRA3", "Letter", "Legal", "Tabloid")  # `impose.SHEETS`
PAPER_NAMES = (  # those of `impose.PAPERS`
    "office-80",
    "office-90",
    "office-100",
    "office-120",
    "office-160",
    "book-80",
    "book-90",
    "novel-80",
    "gloss-115",
    "gloss-135",
    "gloss-170",
    "silk-115",
    "silk-150",
    "silk-250",
    "offset-50lb",
    "offset-60lb",
    "offset-70lb",
)
SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)?", re.IGNORECASE)
WEIGHT = re.compile(r"(\d+(?:\.\d+)?)\s*(?:gsm|g/m²|g/m2|g)", re.IGNORECASE)
THICKNESS = re.compile(r"(\d*\.?\d+)\s*mm", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PamphletSettings(EditionSettings):
    """`[editions.pamphlet]`, or the options of `packager pamphlet`. Lengths in mm.

    Empty: as the pages and the language of the publication have it.
    """

    scheme: str = ""  # a name of `impose.SCHEMES`; absent: saddle, or signatures with a signature
    sheet: str = ""  # a name of `impose.SHEETS`, or "210x297"
    scale: str = ""  # "keep" or "fit"; absent: an edition chooses a page that fits
    binding: str = ""  # "left" or "right"
    duplex: str = ""  # "short", "long" or "none"
    delivery: str = "face-down"  # of a printer of single sides; or "face-up"
    signature: int = 0  # pages in a gathering; 0: even ones
    panels: int = 0  # of an accordion
    creep: str = ""  # "none", "shift" or "gutter"; absent: shift when the paper is known
    paper: str = ""  # a name of `impose.PAPERS`, "80gsm" or "0.1mm"
    cover_paper: str = ""  # the same of a separate cover
    separate_cover: bool = False
    blanks: str = ""  # "end" or "before-cover"; absent: an edition looks for a back cover
    gutter: float = 0.0
    printer_margin: float = 0.0
    marks: tuple[str, ...] = ()
    copies: int = 1
    parts: tuple[str, ...] | None = None  # of the publication's own pages: "cover", "contents" …
