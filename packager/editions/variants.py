"""Variants of the editions on paper: any theme's page, set for other eyes or for a pencil.

What they look like beyond sizes and margins is in the themes' `large.css` and `draft.css`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import floor

from packager.model.page import MM, PageGeometry
from packager.model.publication import Publication
from packager.model.theme import PageDesign, Theme
from packager.render.labels import labels_for

_POINTS = re.compile(r"([\d.]+)pt")
_EM = re.compile(r"([\d.]+)em")
_USUAL = 11.0  # pt, where a theme's page does not tell its size in points
_WIDE = 165 * MM  # pages at least as wide take the larger type


@dataclass(frozen=True, slots=True)
class Variant:
    """How a variant sets a theme's page. Lengths in pt.

    `least`: the least size of the text, on a small and on a wide page; 0: the theme's own.
    `leading`: from line to line, in sizes of the text. `side`: each side margin, in widths of the
    page. `scale`: how much larger than the text titles stay, in parts of what the theme has;
    `smallest`: what small print is of the text, at least. `office`: set on the paper of the office,
    A4 or Letter.
    """

    name: str
    least: tuple[float, float]
    leading: float
    side: float
    scale: float = 1.0
    smallest: float = 0.0
    tokens: Mapping[str, str] = field(default_factory=dict)
    office: bool = False
    marked: bool = False  # its pages say what they are, and their lines have numbers

    def wanted_page(self, name: str, theme: Theme) -> str:
        """The name of the page it is set on, for an edition on this one."""
        office = "Letter" if name in ("Letter", "Half-Letter") else "A4"
        return office if self.office and office in theme.pages else name

    def page(self, design: PageDesign, theme: Theme) -> PageDesign:
        """A theme's page as this variant sets it: as many whole lines as there is room for."""
        tokens = {**theme.tokens, **design.tokens}
        size = max(_points(tokens, "--text-size"), self.least[design.geometry.width >= _WIDE])
        leading = round(size * self.leading, 1)
        return PageDesign(
            self._geometry(design.geometry, leading),
            {
                **design.tokens,
                **self._scaled(tokens),
                **self.tokens,
                "--text-size": f"{size:g}pt",
                "--leading": f"{leading:g}pt",
                "--space": f"{leading:g}pt",
                "--half-space": f"{leading / 2:g}pt",
            },
            theme.variants.get(self.name, ""),
            self.marked,
        )

    def _geometry(self, page: PageGeometry, leading: float) -> PageGeometry:
        side = round(page.width * self.side, 1)
        room = page.height - page.top - page.bottom
        block = floor(room / leading) * leading
        bottom = floor((page.height - page.top - block) * 100) / 100  # never a hair too little room
        return replace(page, inner=side, outer=side, bottom=bottom)

    def _scaled(self, tokens: Mapping[str, str]) -> dict[str, str]:
        """The theme's type scale, pressed together: titles would leave no room for themselves."""
        found = {}
        for name, value in tokens.items():
            size = _EM.fullmatch(value) if name.startswith("--size-") else None
            if size and float(size[1]) > 1:
                found[name] = f"{1 + (float(size[1]) - 1) * self.scale:.3g}em"
            elif size:
                found[name] = f"{max(float(size[1]), self.smallest):.3g}em"
        return found


LARGE = Variant(
    "large",
    least=(16.0, 18.0),
    leading=1.35,
    side=0.09,
    scale=0.5,
    smallest=0.88,
    tokens={"--text-align": "start"},
    office=True,
)
DRAFT = Variant(
    "draft",
    least=(0.0, 0.0),
    leading=2.0,
    side=0.21,
    tokens={"--text-align": "start", "--leading-tight": "1.5", "--leading-snug": "1.8"},
    office=True,
    marked=True,
)
VARIANTS: Mapping[str, Variant] = {each.name: each for each in (LARGE, DRAFT)}


def mark(publication: Publication) -> str:
    """What the pages of a draft say: "Draft, 17 June 2026", the date that of the content."""
    labels = labels_for(publication.language)
    return f"{labels.say('Draft')}, {labels.date(publication.updated)}"


def _points(tokens: Mapping[str, str], name: str) -> float:
    size = _POINTS.fullmatch(tokens.get(name, ""))
    return float(size[1]) if size else _USUAL
