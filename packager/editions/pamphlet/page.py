"""The page that a pamphlet is set on: one that fills its part of the sheet. Lengths in pt.

Where the theme has no page of that size, one is made from the nearest that it has. It is set larger
than its part of the sheet and printed smaller, so that a theme's type, rules and spaces stay in
proportion; but never as much smaller as the paper is, for eyes do not shrink.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import floor

from packager.errors import UsageError
from packager.impose import SHEETS, Options, Scale, Size
from packager.impose.checks import scheme_of
from packager.impose.fitting import fittings
from packager.imposing.asked import american, scheme_asked, size
from packager.model.page import MM, PAGE_SIZES, PageGeometry
from packager.model.pamphlet import PamphletSettings
from packager.model.theme import PageDesign, Theme

HALF_A4, HALF_LETTER = "A5", "Half-Letter"
OFFICE = "A4"  # the sheet that nobody has to name
KEPT = ("stacks",)  # as many pages on a sheet as it holds: the page says how many, not the sheet
PAGES_A_SHEET = 4
FILLED = 0.85  # of the width and the height: a page of the theme's own is large enough
NEAR = 1.0  # pt: sizes are rounded
LEAST_TEXT = 6.5  # pt, as printed
LEAST_MARGIN = 6 * MM  # as printed: many printers leave 4 to 5 mm white
SMALL = 0.85 * PAGE_SIZES[HALF_LETTER][0]
LEAST_WIDE = 8.0  # sizes of the text: nothing can be set in less
NARROW = 24.0  # sizes of the text: in a narrower block lines are ragged, and titles smaller
_POINTS = re.compile(r"([\d.]+)pt")
_EM = re.compile(r"([\d.]+)em")


@dataclass(frozen=True, slots=True)
class Fitted:
    """A page, and at what scale it is printed. `made`: for its part of the sheet."""

    design: PageDesign
    scale: float = 1.0
    made: bool = False

    @property
    def size(self) -> Size:
        """As it is printed."""
        page = self.design.geometry
        return Size(page.width * self.scale, page.height * self.scale)

    @property
    def small(self) -> bool:
        """Whether it was made for less than half the usual sheet."""
        return self.made and self.size.width < SMALL

    @property
    def text(self) -> float:
        """The size of its text as it is printed."""
        return self.scale * points(self.design.tokens, "--text-size")


def fitted_page(asked: PamphletSettings, theme: Theme, keep: bool = False) -> Fitted | None:
    """The page for what is asked; None where the editor chose page or scale, or the scheme has no
    parts of a given size. `keep`: set as large as it is printed."""
    if asked.page or asked.scale or scheme_asked(asked) in KEPT or not theme.pages:
        return None
    panel = panel_of(asked, theme)
    for name in (usual_page(asked), *theme.pages):
        if name in theme.pages and fills(theme.pages[name].geometry, panel):
            return Fitted(theme.pages[name])
    return made_for(Size(panel.width - asked.gutter * MM, panel.height), theme, keep)


def usual_page(asked: PamphletSettings) -> str:
    """Half the usual sheet."""
    return HALF_LETTER if american(asked.sheet) else HALF_A4


def panel_of(asked: PamphletSettings, theme: Theme) -> Size:
    """A page's part of the sheet, upright pages taking as much of it as they can."""
    scheme = scheme_of(scheme_asked(asked))
    usual = theme.pages.get(usual_page(asked)) or next(iter(theme.pages.values()))
    page = Size(usual.geometry.width, usual.geometry.height)
    options = Options(page=page, scale=Scale.FIT, panels=asked.panels)
    plan = scheme.plan(scheme.most or PAGES_A_SHEET, options)
    return fittings(sheet_of(asked), (plan.cols, plan.rows), scheme.copies, options)[0].panel


def sheet_of(asked: PamphletSettings) -> Size:
    """The sheet that is asked for, else the usual one."""
    return size(asked.sheet, "sheet") if asked.sheet else SHEETS[OFFICE]


def fills(page: PageGeometry, panel: Size) -> bool:
    """Whether a page lies in a panel without leaving much of it empty."""
    pairs = ((page.width, panel.width), (page.height, panel.height))
    return all(FILLED * room <= length <= room + NEAR for length, room in pairs)


def made_for(panel: Size, theme: Theme, keep: bool) -> Fitted:
    """A page as large as a panel, as the theme's page that is nearest to it in width has it."""
    nearest = min(theme.pages.values(), key=lambda it: abs(it.geometry.width - panel.width))
    base, tokens = nearest.geometry, {**theme.tokens, **nearest.tokens}
    ratio = max(panel.width, 1.0) / base.width
    text = points(tokens, "--text-size")
    scale = 1.0 if keep else min(1.0, max(ratio ** (1 / 3), LEAST_TEXT / text))
    margins = {
        side: max(getattr(base, side) * ratio, LEAST_MARGIN) / scale
        for side in ("top", "bottom", "inner", "outer")
    }
    page = PageGeometry("", panel.width / scale, panel.height / scale, **margins)
    wide = (page.width - page.inner - page.outer) / text
    if wide < LEAST_WIDE or page.height - page.top - page.bottom < LEAST_WIDE * text:
        raise UsageError(
            f"pages of {panel} are too small to be set",
            hint='take a larger sheet, or name the page, and say scale = "fit"',
        )
    narrow = min(1.0, wide / NARROW)
    if narrow < 1:
        changed = {"--text-align": "start", **pressed(tokens, narrow)}
        nearest = replace(nearest, tokens={**nearest.tokens, **changed})
    return Fitted(replace(nearest, geometry=whole_lines(page, tokens)), scale, made=True)


def whole_lines(page: PageGeometry, tokens: Mapping[str, str]) -> PageGeometry:
    """The page with as many whole lines as there is room for."""
    leading = points(tokens, "--leading", 14.0)
    block = floor((page.height - page.top - page.bottom) / leading) * leading
    return replace(page, bottom=floor((page.height - page.top - block) * 100) / 100)


def pressed(tokens: Mapping[str, str], by: float) -> dict[str, str]:
    """What is larger than the text, by so much less: a title needs room for its longest word."""
    sizes = {name: _EM.fullmatch(value) for name, value in tokens.items() if "--size-" in name}
    return {
        name: f"{1 + (float(found[1]) - 1) * by:.3g}em"
        for name, found in sizes.items()
        if found and float(found[1]) > 1
    }


def points(tokens: Mapping[str, str], name: str, usual: float = 11.0) -> float:
    """A length that a theme gives in points."""
    found = _POINTS.fullmatch(tokens.get(name, ""))
    return float(found[1]) if found else usual
