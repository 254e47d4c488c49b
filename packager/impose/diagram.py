"""A picture of each side of each sheet in characters, as it comes off the printer.

`12` a page (from 1), `12↓` head down, `12←` and `12→` head to the left or right, `·` a blank;
`┊ ┄` are folds, `║ ═` cuts.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, product

from packager.impose.geometry import Line
from packager.impose.imposition import Imposition, Placement, Side
from packager.impose.layout import on_back
from packager.impose.steps import Cut, Fold, Slit, Wrap

TURNS = {0: "", 90: "←", 180: "↓", 270: "→"}  # where the page's head is
BLANK, UNPRINTED = "·", "unprinted"
WIDE = 8  # characters in a panel
TERMINAL = 80  # characters in a line
BETWEEN = 3  # characters between a front and a back
NEAR = 0.5  # pt
JOINTS = " ╵╶└╷│┌├╴┘─┴┐┤┬┼"  # a line upwards 1, to the right 2, downwards 4, to the left 8
PLAIN = str.maketrans("╵╶└╷│┌├╴┘─┴┐┤┬┼┊┄║═←↓→·×", "|-+||++-+-+++++:~#=<v>.x")


@dataclass(frozen=True, slots=True)
class Lattice:
    """The lines of a side: edges of panels from left to right, from top to bottom (pt)."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owners: tuple[tuple[int, ...], ...]  # which placement each field belongs to, row by row
    folds: tuple[Line, ...]
    cuts: tuple[Line, ...]

    def owner(self, row: int, col: int) -> int:
        """The placement of a field; -1 where none is, -2 outside the sheet."""
        inside = 0 <= row < len(self.ys) - 1 and 0 <= col < len(self.xs) - 1
        return self.owners[row][col] if inside else -2


def diagram(imposition: Imposition, plain: bool = False, scale: float | None = None) -> str:
    """Every side of every sheet, the back beside its front or under it; `plain`: in ASCII only.

    `scale`: of the pages, where they were made larger or smaller before.
    """
    blocks = []
    for index, sheet in enumerate(imposition.sheets):
        name = f"sheet {index + 1}{' (cover)' * sheet.cover}"
        front = titled(f"{name}, front", picture(imposition, index, False))
        back = titled(f"{name}, back", picture(imposition, index, True))
        blocks.append("\n".join(row.rstrip() for row in beside(front, back)))
    text = "\n\n".join([*blocks, legend(imposition, scale)])
    return text.translate(PLAIN) if plain else text


def titled(title: str, rows: list[str]) -> list[str]:
    """Rows of one length under a title."""
    wide = max(len(title), *(len(row) for row in rows))
    return [row.ljust(wide) for row in (title, *rows)]


def beside(left: list[str], right: list[str]) -> list[str]:
    """Two pictures in rows of characters: side by side where a terminal is wide enough."""
    if len(left[0]) + BETWEEN + len(right[0]) > TERMINAL:
        return left + right
    return [f"{one}{' ' * BETWEEN}{two}" for one, two in zip(left, right, strict=True)]


def legend(imposition: Imposition, scale: float | None = None) -> str:
    """What the signs mean, and how the printer is set."""
    duplex = {
        "short": "turned about the short edge",
        "long": "turned about the long edge",
        "single": "one side at a time",
    }
    scale = imposition.scale if scale is None else scale
    turning = "one side only" if imposition.one_sided else duplex[imposition.duplex]
    return (
        f"{BLANK} blank   ↓ head down   ┊ ┄ fold   ║ ═ cut\n"
        f"{imposition.sheet}, {turning}, pages at {scale:.0%}"
    )


def picture(imposition: Imposition, index: int, back: bool) -> list[str]:
    """The lines of text that show one side of a sheet (from 0)."""
    sheet = imposition.sheets[index]
    side = sheet.back if back else sheet.front
    lattice = lattice_of(imposition, index, back)
    cols, rows = len(lattice.xs) - 1, len(lattice.ys) - 1
    canvas = [[" "] * ((WIDE + 1) * cols + 1) for _ in range(2 * rows + 1)]
    for row, col in product(range(rows + 1), range(cols + 1)):
        canvas[2 * row][(WIDE + 1) * col] = joint(lattice, row, col)
        draw_edges(canvas, lattice, row, col)
    for owner in sorted({owner for line in lattice.owners for owner in line}):
        text = UNPRINTED if owner < 0 else label(side.placements[owner])
        fields = [at for at in product(range(rows), range(cols)) if lattice.owner(*at) == owner]
        middle = sum(row for row, _ in fields) * 2 // len(fields) + 1
        centre = sum((WIDE + 1) * col for _, col in fields) / len(fields) + (WIDE + 1) / 2
        start = round(centre - len(text) / 2 + 0.25)
        canvas[middle][start : start + len(text)] = text
    return ["".join(line) for line in canvas]


def draw_edges(canvas: list[list[str]], lattice: Lattice, row: int, col: int) -> None:
    """The line of a lattice to the right of a joint, and the one below it."""
    left = (WIDE + 1) * col
    if col < len(lattice.xs) - 1 and lattice.owner(row - 1, col) != lattice.owner(row, col):
        x = (lattice.xs[col] + lattice.xs[col + 1]) / 2
        canvas[2 * row][left + 1 : left + 1 + WIDE] = WIDE * style(
            lattice, x, lattice.ys[row], "─┄═"
        )
    if row < len(lattice.ys) - 1 and lattice.owner(row, col - 1) != lattice.owner(row, col):
        y = (lattice.ys[row] + lattice.ys[row + 1]) / 2
        canvas[2 * row + 1][left] = style(lattice, lattice.xs[col], y, "│┊║")


def joint(lattice: Lattice, row: int, col: int) -> str:
    """The character where lines of a lattice meet."""
    up = lattice.owner(row - 1, col - 1) != lattice.owner(row - 1, col)
    down = lattice.owner(row, col - 1) != lattice.owner(row, col)
    left = lattice.owner(row - 1, col - 1) != lattice.owner(row, col - 1)
    right = lattice.owner(row - 1, col) != lattice.owner(row, col)
    return JOINTS[up + 2 * right + 4 * down + 8 * left]


def lattice_of(imposition: Imposition, index: int, back: bool) -> Lattice:
    """The panels of a sheet (from 0) and its lines, on its front or its back as printed (pt)."""
    sheet = imposition.sheets[index]
    folds, cuts = lines_of(imposition, index)
    upright, level = panel_edges(sheet.front)
    if back:
        every = (folds, cuts, upright, level)
        folds, cuts, upright, level = (
            [on_back(line, imposition.sheet, imposition.duplex) for line in lines]
            for lines in every
        )
    xs = distinct([x for line in upright for x in (line.x1, line.x2)])
    ys = distinct([y for line in level for y in (line.y1, line.y2)])[::-1]
    placements = (sheet.back if back else sheet.front).placements
    owners = tuple(
        tuple(
            owner_at(placements, (left + right) / 2, (top + foot) / 2)
            for left, right in pairwise(xs)
        )
        for top, foot in pairwise(ys)
    )
    return Lattice(tuple(xs), tuple(ys), owners, tuple(folds), tuple(cuts))


def panel_edges(side: Side) -> tuple[list[Line], list[Line]]:
    """The panels of a side (pt): lines as wide as they are, and lines as high."""
    cells = [page.cell for page in side.placements]
    wide = [Line(cell.x, cell.y, cell.right, cell.y) for cell in cells]
    return wide, [Line(cell.x, cell.y, cell.x, cell.top) for cell in cells]


def lines_of(imposition: Imposition, index: int) -> tuple[list[Line], list[Line]]:
    """The creases and the cuts of a sheet (from 0), on its front (pt)."""
    folds: list[Line] = []
    cuts: list[Line] = []
    for step in imposition.work:
        if isinstance(step, Fold):
            folds += step.creases
        elif isinstance(step, Wrap) and step.sheet == index:
            folds += [middle_of(copy) for copy in step.creases]  # a spine is too narrow to show
        elif isinstance(step, Cut | Slit):
            cuts += step.lines
    return folds, cuts


def middle_of(creases: tuple[Line, ...]) -> Line:
    """The line (pt) midway between the first and the last of upright creases."""
    first, last = creases[0], creases[-1]
    x = (first.x1 + last.x1) / 2
    return Line(x, first.y1, x, first.y2)


def distinct(values: list[float]) -> list[float]:
    """The values in order, those that are nearly the same (pt) once."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > NEAR:
            kept.append(value)
    return kept


def owner_at(placements: tuple[Placement, ...], x: float, y: float) -> int:
    """Which of the placements has the spot (pt) in its panel; -1: none."""
    for index, page in enumerate(placements):
        if page.cell.x < x < page.cell.right and page.cell.y < y < page.cell.top:
            return index
    return -1


def label(page: Placement) -> str:
    """A page's number (from 1) and where its head is, or the sign of a blank."""
    return BLANK if page.page is None else f"{page.page + 1}{TURNS[page.rotation]}"


def style(lattice: Lattice, x: float, y: float, signs: str) -> str:
    """The sign of a line through a spot (pt): an edge, a fold or a cut."""
    if any(through(line, x, y) for line in lattice.cuts):
        return signs[2]
    return signs[1] if any(through(line, x, y) for line in lattice.folds) else signs[0]


def through(line: Line, x: float, y: float) -> bool:
    """Whether a level or upright line (pt) passes a spot."""
    return (
        min(line.x1, line.x2) - NEAR <= x <= max(line.x1, line.x2) + NEAR
        and min(line.y1, line.y2) - NEAR <= y <= max(line.y1, line.y2) + NEAR
    )
