"""Sheets as line drawings (SVG): pages with their numbers, folds, cuts, stitches. Lengths in pt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from packager.impose import Box, Imposition, Line, Placement, Point
from packager.imposing.marks import number, numbers
from packager.render.xhtml import Html, join, tag

LONGEST = 120.0  # pt: the longer side of a sheet on which something is done
SMALL = 76.0  # pt: the same of one that only shows its pages
ROOM = 4.0  # pt around it
INK, PALE, FOLD, CUT = "#222222", "#8a8a8a", "#1f4e9a", "#b3261e"


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown on a side of a sheet (from 0), in pt on its front."""

    sheet: int
    back: bool = False
    folds: tuple[Line, ...] = ()
    cuts: tuple[Line, ...] = ()
    points: tuple[Point, ...] = ()
    boxes: tuple[Box, ...] = ()
    longest: float = LONGEST  # pt: the longer side as it is drawn


def drawn(imposition: Imposition, shown: Shown, title: Html, family: str) -> Html:
    """A side of a sheet with what is done to it."""
    sheet = imposition.sheets[shown.sheet]
    side, size = (sheet.back if shown.back else sheet.front), imposition.sheet
    scale = shown.longest / max(size.width, size.height)
    parts = [rectangle(Box(0, 0, size.width, size.height), scale, size.height, INK)]
    for page in side.placements:
        parts.append(rectangle(page.cell, scale, size.height, PALE))
        parts += numbered(page, scale, size.height, family)
    parts += lines(shown, scale, size.height)
    width, height = size.width * scale + 2 * ROOM, size.height * scale + 2 * ROOM
    inner = tag("g", join(parts), {"transform": f"translate({number(ROOM)} {number(ROOM)})"})
    return framed(title, width, height, inner)


def pushed(title: Html, mirrored: bool) -> Html:
    """A sheet folded lengthways, from above: pushed together, its slit opens, and four leaves stand
    as a cross. It is read from the left; `mirrored`: from the right."""
    width, height, middle = LONGEST, 44.0, 22.0
    opened = ((0, 0), (14, 0), (25, 11), (36, 0), (50, 0), (36, 0), (25, -11), (14, 0))
    parts = [_path(opened, (0, middle), INK)]
    for tip, tail in ((12, 0), (38, 50)):
        parts += _arrow(Line(tail, middle + 18, tip, middle + 18))
    parts += _arrow(Line(58, middle, 70, middle))
    for arm in (((-20, 0), (20, 0)), ((0, -20), (0, 20))):
        parts.append(_path(arm, (98, middle), INK))
    turn = f"translate({number(width + ROOM)} {number(ROOM)}) scale(-1 1)"
    shift = f"translate({number(ROOM)} {number(ROOM)})"
    inner = tag("g", join(parts), {"transform": turn if mirrored else shift})
    return framed(title, width + 2 * ROOM, height + 2 * ROOM, inner)


def _path(spots: Sequence[tuple[float, float]], at: tuple[float, float], colour: str) -> Html:
    """A line through spots, counted from one of them."""
    points = " ".join(numbers((at[0] + x, at[1] + y)) for x, y in spots)
    return tag(
        "polyline", "", {"points": points, "fill": "none", "stroke": colour, "stroke-width": "1.5"}
    )


def _arrow(line: Line) -> tuple[Html, Html]:
    """A level arrow along a line, to its end."""
    back = -4 if line.x2 > line.x1 else 4
    head = ((back, -3), (0, 0), (back, 3))
    return stroke(line, FOLD, None, "1.5"), _path(head, (line.x2, line.y2), FOLD)


def framed(title: Html, width: float, height: float, inner: Html) -> Html:
    """A drawing of this size (pt), which its title tells to those who do not see it."""
    return tag(
        "svg",
        join((tag("title", title), inner)),
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": f"{number(width)}pt",
            "height": f"{number(height)}pt",
            "viewBox": numbers((0, 0, width, height)),
            "role": "img",
        },
    )


def rectangle(box: Box, scale: float, top: float, colour: str, dashes: str | None = None) -> Html:
    """An empty box; `top` is the height of the sheet (pt): drawings count downwards."""
    at = {
        "x": number(box.x * scale),
        "y": number((top - box.top) * scale),
        "width": number(box.width * scale),
        "height": number(box.height * scale),
    }
    look = {"fill": "none", "stroke": colour, "stroke-width": "0.75", "stroke-dasharray": dashes}
    return tag("rect", "", {**at, **look})


def numbered(page: Placement, scale: float, top: float, family: str) -> Iterator[Html]:
    """A page's number (from 1) in the middle of its panel, its head where the page has it; a line
    below it tells a 6 from a 9. A blank has none."""
    if page.page is None:
        return
    cell = page.cell
    x, y = (cell.x + cell.width / 2) * scale, (top - cell.y - cell.height / 2) * scale
    size = min(22.0, 0.4 * min(cell.width, cell.height) * scale)
    half = 0.32 * size * len(str(page.page + 1))
    words = tag(
        "text",
        str(page.page + 1),
        {
            "x": "0",
            "y": number(0.35 * size),
            "text-anchor": "middle",
            "font-family": family,
            "font-size": number(size),
            "fill": INK,
        },
    )
    foot = stroke(Line(-half, 0.5 * size, half, 0.5 * size), INK, None, "0.75")
    turn = f"translate({number(x)} {number(y)}) rotate({-page.rotation})"
    yield tag("g", join((words, foot)), {"transform": turn})


def lines(shown: Shown, scale: float, top: float) -> Iterator[Html]:
    """Folds dashed, cuts solid, stitches as points, what is trimmed as dotted boxes."""
    for colour, dashes, those in ((FOLD, "5 3", shown.folds), (CUT, None, shown.cuts)):
        for line in those:
            flipped = Line(
                line.x1 * scale, (top - line.y1) * scale, line.x2 * scale, (top - line.y2) * scale
            )
            yield stroke(flipped, colour, dashes, "1.5")
    for box in shown.boxes:
        yield rectangle(box, scale, top, CUT, "1.5 1.5")
    for point in shown.points:
        x, y = number(point.x * scale), number((top - point.y) * scale)
        yield tag("circle", "", {"cx": x, "cy": y, "r": "2.5", "fill": CUT})


def stroke(line: Line, colour: str, dashes: str | None, width: str) -> Html:
    """A line as it is in the drawing."""
    ends = {"x1": line.x1, "y1": line.y1, "x2": line.x2, "y2": line.y2}
    look = {"stroke": colour, "stroke-width": width, "stroke-dasharray": dashes}
    return tag("line", "", {**{key: number(at) for key, at in ends.items()}, **look})


def ruler(title: Html, family: str) -> Html:
    """A hundred millimetres, in tens."""
    in_pt = 72 / 25.4
    parts = [stroke(Line(ROOM, 12, ROOM + 100 * in_pt, 12), INK, None, "0.5")]
    for tenth in range(11):
        x = ROOM + tenth * 10 * in_pt
        parts.append(stroke(Line(x, 4 if tenth % 5 == 0 else 8, x, 12), INK, None, "0.5"))
    for at in (0, 50, 100):
        attributes = {
            "x": number(ROOM + at * in_pt),
            "y": "20",
            "text-anchor": "start" if at == 0 else "middle" if at == 50 else "end",
            "font-family": family,
            "font-size": "7",
            "fill": INK,
        }
        parts.append(tag("text", str(at), attributes))
    return framed(title, 100 * in_pt + 2 * ROOM, 24, join(parts))
