"""How forms and panels lie on a sheet: which way round, how many side by side. Lengths in pt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from packager.errors import UsageError
from packager.impose.geometry import Box, Size
from packager.impose.options import Options, Scale
from packager.impose.papers import AMERICAN, NEAR, SHEETS
from packager.impose.plan import Plan

DEFAULT = "A4"  # when pages are scaled to fit a sheet that nobody has named
FOLDED = 3  # times: a page is an eighth of a sheet at least
MOST = 8  # panels in a row of a sheet that is cut and stacked


@dataclass(frozen=True, slots=True)
class Fitting:
    """A sheet (pt, as printed) with columns and rows of equal forms of columns and rows of panels.

    `scale`: at what scale a page just fills its panel.
    """

    sheet: Size
    cols: int
    rows: int
    panel: Size
    scale: float

    def forms(self) -> tuple[Box, ...]:
        """The forms (pt) on the front, from left to right, from top to bottom."""
        width, height = self.sheet.width / self.cols, self.sheet.height / self.rows
        return tuple(
            Box(col * width, row * height, width, height)
            for row in reversed(range(self.rows))
            for col in range(self.cols)
        )


def pairs(count: int) -> Iterator[tuple[int, int]]:
    """All columns and rows that make up a count."""
    return ((cols, count // cols) for cols in range(1, count + 1) if count % cols == 0)


def fittings(sheet: Size, grid: tuple[int, int], copies: int, options: Options) -> list[Fitting]:
    """Every way to lay forms of a grid of panels on a sheet, the roomiest first."""
    gutter = options.gutter if options.scale is Scale.FIT else 0.0
    found = []
    for lying in (sheet.landscape, sheet.portrait):
        for cols, rows in pairs(copies):
            panel = Size(lying.width / (cols * grid[0]), lying.height / (rows * grid[1]))
            across = (panel.width - gutter) / options.page.width
            scale = min(across, panel.height / options.page.height)
            found.append(Fitting(lying, cols, rows, panel, scale))
    return sorted(found, key=lambda fitting: -fitting.scale)  # stable: lying before standing


def holds(fitting: Fitting, page: Size) -> bool:
    """Whether a panel holds a page of that size (pt) as it is, to within a point."""
    panel = fitting.panel
    return page.width <= panel.width + NEAR and page.height <= panel.height + NEAR


def smallest_sheet(grid: tuple[int, int], copies: int, options: Options) -> str:
    """The name of the smallest known sheet that holds the pages as they are; "" if none does.

    American sheets come first for pages of an American size, and last for all others.
    """
    own = is_american(options.page)
    order = sorted(SHEETS.items(), key=lambda it: ((it[0] in AMERICAN) != own, it[1].area))
    for name, size in order:
        if holds(fittings(size, grid, copies, options)[0], options.page):
            return name
    return ""


def is_american(page: Size) -> bool:
    """Whether a page (pt) is an American sheet, or one that was folded some times."""
    for name in AMERICAN:
        size = SHEETS[name].portrait
        for _ in range(FOLDED + 1):
            it = page.portrait
            if abs(it.width - size.width) <= NEAR and abs(it.height - size.height) <= NEAR:
                return True
            size = Size(size.height / 2, size.width).portrait
    return False


def leaf_grid(options: Options) -> tuple[int, int]:
    """Columns and rows of leaves on a sheet to be cut and stacked: as asked, else all it holds."""
    sheet = options.sheet
    if options.leaves or sheet is None or options.scale is Scale.FIT:
        grids = list(pairs(options.leaves or 2))
        if sheet is None:
            return grids[-1]
        return max(grids, key=lambda grid: fittings(sheet, grid, options.repeats, options)[0].scale)
    every = [(cols, rows) for cols in range(1, MOST + 1) for rows in range(1, MOST + 1)]
    good = [
        grid
        for grid in every
        if holds(fittings(sheet, grid, options.repeats, options)[0], options.page)
    ]
    return max(good, key=lambda grid: grid[0] * grid[1], default=(1, 1))


def fitted(plan: Plan, copies: int, options: Options) -> Fitting:
    """The roomiest way to lay a plan's forms on the sheet; `UsageError` when pages do not go."""
    grid = (plan.cols, plan.rows)
    name = smallest_sheet(grid, copies, options)
    sheet = options.sheet or SHEETS[name or DEFAULT]
    best = fittings(sheet, grid, copies, options)[0]
    if best.scale <= 0:
        raise UsageError("the gutter is wider than the panel of a page", hint="take a smaller one")
    if options.scale is Scale.KEEP and not holds(best, options.page):
        larger = f"take a larger sheet ({name} holds them), or " if name else ""
        many = plan.cols * plan.rows * copies
        small = f"a sheet of {sheet} is" if options.sheet else "all common sheets are"
        raise UsageError(
            f"{small} too small for {many} page{'s' * (many > 1)} of {options.page} on a side",
            hint=f"{larger}have the pages scaled to {best.scale:.0%}: “scale fit”",
        )
    return best
