"""What the editor asks of a pamphlet, as it is written; `imposing.asked` reads the words."""

from __future__ import annotations

from dataclasses import dataclass

from packager.model.publication import EditionSettings

SCHEME_NAMES = (  # those of `impose.SCHEMES`
    "saddle",
    "signatures",
    "stacks",
    "two-up",
    "four-up",
    "mini-zine",
    "mini-zine-poster",
    "french-fold",
    "accordion",
)


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
