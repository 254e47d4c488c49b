"""Paper, and what hands do with it: an independent model to fold impositions by.

A sheet is a body with two faces. What is printed on it is kept as the four corners of each page in
the sheet's own coordinates, seen from its front; a printer that turns the sheet about an edge puts
the back's corners where they come to lie. Piles are lists of layers, the upper first; each layer is
a rectangle of a sheet with the movement that took it where it lies on the table. Folding reflects
real coordinates in the crease and turns the order of what moved; nothing here knows page numbers,
signatures or schemes. The slit sheet of a mini-zine is folded in the room, panel by panel about its
hinges, and torn paper is an error.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from packager.impose import Binding, Delivery, Duplex, Imposition, Placement
from packager.impose.geometry import Box, Edge, Line
from packager.impose.steps import Cut, Fold, Gather, Glue, Pile, Push, Slit, Step, Wrap

Spot = tuple[float, float]
Spot3 = tuple[float, float, float]
Move = tuple[int, float, int, float]  # x to ±x + by, y to ±y + by
LOOSE = 0.283  # pt: a tenth of a millimetre


class TornError(AssertionError):
    """What was asked of the paper would tear it."""


@dataclass(frozen=True)
class Ink:
    """A printed page: its corners in the sheet's own coordinates, from its own lower left one
    anticlockwise as its reader sees it."""

    page: int | None
    corners: tuple[Spot, ...]

    @cached_property
    def middle(self) -> Spot:
        return (sum(x for x, _ in self.corners) / 4, sum(y for _, y in self.corners) / 4)


@dataclass(frozen=True)
class Paper:
    """A printed sheet: what is on its front and on its back, both seen through from the front."""

    number: int
    width: float
    height: float
    front: tuple[Ink, ...]
    back: tuple[Ink, ...]


@dataclass(frozen=True)
class Seen:
    """A page as its reader has it before them: corners on the table, seen from above or below."""

    page: int | None
    corners: tuple[Spot, ...]
    from_above: bool

    @property
    def upright(self) -> bool:
        """Head up, and not in mirror writing."""
        (x1, y1), (x2, y2), _, (x4, y4) = self.corners
        up = y4 - y1 > 0 and abs(x4 - x1) < LOOSE
        anticlockwise = (x2 - x1) * (y4 - y1) - (x4 - x1) * (y2 - y1) > 0
        return up and anticlockwise == self.from_above

    @property
    def box(self) -> tuple[float, float, float, float]:
        xs, ys = [x for x, _ in self.corners], [y for _, y in self.corners]
        return min(xs), min(ys), max(xs), max(ys)


def printed_corners(placement: Placement) -> tuple[Spot, ...]:
    """The page's corners on the side as printed: turned about the origin, then laid at (x, y)."""
    angle = math.radians(placement.rotation)
    wide = placement.size.width * placement.scale
    high = placement.size.height * placement.scale
    turned = [
        (x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle))
        for x, y in ((0, 0), (wide, 0), (wide, high), (0, high))
    ]
    left, foot = min(x for x, _ in turned), min(y for _, y in turned)
    return tuple((x - left + placement.x, y - foot + placement.y) for x, y in turned)


def print_sheet(imposition: Imposition, number: int, edge: Duplex) -> Paper:
    """A sheet out of a printer that turns sheets about that edge."""
    wide, high = imposition.sheet.width, imposition.sheet.height
    short_is_upright = high < wide
    about_upright = short_is_upright if edge is not Duplex.LONG else not short_is_upright
    sheet = imposition.sheets[number]

    def through(spot: Spot) -> Spot:
        return (wide - spot[0], spot[1]) if about_upright else (spot[0], high - spot[1])

    front = [Ink(page.page, printed_corners(page)) for page in sheet.front.placements]
    back = [
        Ink(page.page, tuple(through(corner) for corner in printed_corners(page)))
        for page in sheet.back.placements
    ]
    return Paper(number, wide, high, tuple(front), tuple(back))


@dataclass(frozen=True)
class Layer:
    """A rectangle (x1, y1, x2, y2) of a sheet, and where it lies on the table."""

    paper: Paper
    area: tuple[float, float, float, float]
    moved_by: Move = (1, 0.0, 1, 0.0)
    front_up: bool = True

    def put(self, spot: Spot) -> Spot:
        flip_x, by_x, flip_y, by_y = self.moved_by
        return flip_x * spot[0] + by_x, flip_y * spot[1] + by_y

    @cached_property
    def lies(self) -> tuple[float, float, float, float]:
        """Its rectangle on the table."""
        (x1, y1), (x2, y2) = self.put(self.area[:2]), self.put(self.area[2:])
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)

    def moved(self, move: Move, over: bool) -> Layer:
        one, two = self.moved_by, move
        both = (
            two[0] * one[0], two[0] * one[1] + two[1],
            two[2] * one[2], two[2] * one[3] + two[3],
        )  # fmt: skip
        return Layer(self.paper, self.area, both, self.front_up != over)

    def split(self, upright: bool, at: float) -> tuple[Layer | None, Layer | None]:
        """What lies left of (below) a line on the table, and what lies right of (above) it."""
        lies = self.lies
        low, high = (lies[0], lies[2]) if upright else (lies[1], lies[3])
        if high <= at + LOOSE:
            return self, None
        if low >= at - LOOSE:
            return None, self
        # Where the line runs on the sheet itself: as far from the edge as on the table.
        near = self.put(self.area[:2])[0 if upright else 1]
        along = self.area[0 if upright else 1] + abs(at - near)
        x1, y1, x2, y2 = self.area
        lower = (x1, y1, along, y2) if upright else (x1, y1, x2, along)
        upper = (along, y1, x2, y2) if upright else (x1, along, x2, y2)
        parts = [Layer(self.paper, part, self.moved_by, self.front_up) for part in (lower, upper)]
        parts.sort(key=lambda part: part.lies[0 if upright else 1])
        return parts[0], parts[1]

    def face(self, above: bool) -> Seen | None:
        """What is printed on its upper or lower face; None: nothing ever was."""
        inks = self.paper.front if above == self.front_up else self.paper.back
        x1, y1, x2, y2 = self.area
        here = [ink for ink in inks if x1 < ink.middle[0] < x2 and y1 < ink.middle[1] < y2]
        if not here:
            return None
        if len(here) > 1:
            raise TornError(f"{len(here)} pages are printed over each other")
        return Seen(here[0].page, tuple(self.put(spot) for spot in here[0].corners), above)


Layers = list[Layer]


def whole(paper: Paper) -> Layers:
    return [Layer(paper, (0.0, 0.0, paper.width, paper.height))]


def fold(pile: Layers, crease: Line, moves: Edge, behind: bool) -> Layers:
    """A pile folded along a crease: what lies towards `moves` goes under or over the rest."""
    upright = crease.x1 == crease.x2
    at = crease.x1 if upright else crease.y1
    stays: Layers = []
    goes: Layers = []
    for layer in pile:
        lower, upper = layer.split(upright, at)
        going, staying = (lower, upper) if moves in (Edge.LEFT, Edge.BOTTOM) else (upper, lower)
        if staying is not None:
            stays.append(staying)
        if going is not None:
            goes.append(going.moved(mirror(upright, at), over=True))
    goes.reverse()
    return stays + goes if behind else goes + stays


def mirror(upright: bool, at: float) -> Move:
    return (-1, 2 * at, 1, 0.0) if upright else (1, 0.0, -1, 2 * at)


def shift(right: float, up: float) -> Move:
    return (1, right, 1, up)


def cut_out(pile: Layers, box: Box) -> Layers:
    """What of a pile lies in a box when it is cut along its edges."""
    right, top = box.x + box.width, box.y + box.height
    edges = ((True, box.x, True), (True, right, False), (False, box.y, True), (False, top, False))
    for upright, at, upper in edges:
        kept = [layer.split(upright, at)[1 if upper else 0] for layer in pile]
        pile = [layer for layer in kept if layer is not None]
    return pile


def edges_are_cut(box: Box, cut: Cut, paper: Paper) -> bool:
    """Whether each edge of a piece is an edge of the sheet or lies on a cut through all of it."""
    xs = [0.0, paper.width, *(line.x1 for line in cut.lines if line.x1 == line.x2)]
    ys = [0.0, paper.height, *(line.y1 for line in cut.lines if line.y1 == line.y2)]
    near_x = all(any(abs(x - it) < LOOSE for it in xs) for x in (box.x, box.x + box.width))
    return near_x and all(
        any(abs(y - it) < LOOSE for it in ys) for y in (box.y, box.y + box.height)
    )


@dataclass
class Copy:
    """One copy in the making: its piles, a cover not yet laid round it, where it is bound."""

    piles: list[Layers]
    loose: dict[int, Layers] = field(default_factory=dict)
    spine: float | None = None
    glued: Edge | None = None
    zine: Zine | None = None
    creases: list[Line] = field(default_factory=list)
    slits: list[Line] = field(default_factory=list)

    def holds(self, line: Line) -> bool:
        """Whether a line lies on this copy."""
        x, y = (line.x1 + line.x2) / 2, (line.y1 + line.y2) / 2
        boxes = [layer.lies for pile in [*self.piles, *self.loose.values()] for layer in pile]
        return any(x1 <= x <= x2 and y1 <= y <= y2 for x1, y1, x2, y2 in boxes)

    @property
    def layers(self) -> Layers:
        """All of it in one pile."""
        if len(self.piles) != 1:
            raise TornError(f"there are {len(self.piles)} piles, nobody has gathered them")
        return self.piles[0]


def make(imposition: Imposition) -> list[Copy]:
    """The copies that come of one set of sheets, made as the work says."""
    papers = [
        print_sheet(imposition, number, imposition.duplex)
        for number in range(len(imposition.sheets))
    ]
    copies = [Copy([], {paper.number: whole(paper) for paper in papers})]
    for step in imposition.work:
        if isinstance(step, Cut):
            copies = [cut_copy(copies[0], step, boxes) for boxes in step.copies]
        else:
            for number, copy in enumerate(copies):
                hand_work(copy, step, number, imposition.binding)
    for copy in copies:
        if copy.loose:
            raise TornError(f"sheets are left over: {sorted(copy.loose)}")
    return copies


def hand_work(copy: Copy, step: Step, number: int, binding: Binding) -> None:
    """One step on one copy; stitching and trimming change nothing of what is read."""
    match step:
        case Pile():
            pile_up(copy, step)
        case Fold():
            fold_copy(copy, step)
        case Slit():
            copy.slits += [line for line in step.lines if copy.holds(line)]
        case Push():
            copy.zine = Zine(copy, step, binding)
        case Gather():
            copy.piles = [[layer for pile in copy.piles for layer in pile]]
        case Wrap():
            wrap(copy, step.sheet, step.creases[number], binding)
        case Glue():
            copy.glued = step.edge


def pile_up(copy: Copy, step: Pile) -> None:
    for gathering in step.gatherings:
        copy.piles.append([layer for sheet in gathering for layer in copy.loose.pop(sheet)])


def cut_copy(copy: Copy, step: Cut, boxes: Iterable[Box]) -> Copy:
    """The pieces of one copy, each laid exactly under the one before."""
    boxes = list(boxes)
    paper = next(layer.paper for pile in [*copy.piles, *copy.loose.values()] for layer in pile)
    for box in boxes:
        if not edges_are_cut(box, step, paper):
            raise TornError("a piece was taken out that nobody has cut")
    return Copy(
        [piled(pile, boxes) for pile in copy.piles],
        {sheet: piled(pile, boxes) for sheet, pile in copy.loose.items()},
    )


def piled(pile: Layers, boxes: list[Box]) -> Layers:
    first = boxes[0]
    return [
        layer.moved(shift(first.x - box.x, first.y - box.y), over=False)
        for box in boxes
        for layer in cut_out(pile, box)
    ]


def fold_copy(copy: Copy, step: Fold) -> None:
    for crease in step.creases:
        if not copy.holds(crease):
            continue
        copy.creases.append(crease)
        if not step.opened:
            copy.piles = [fold(pile, crease, step.moves, step.behind) for pile in copy.piles]
            copy.spine = crease.x1 if crease.x1 == crease.x2 else copy.spine


def wrap(copy: Copy, sheet: int, creases: tuple[Line, ...], binding: Binding) -> None:
    """The cover folded backwards, its front on top, and the block laid into it."""
    leftwards = binding is Binding.LEFT
    nearest = max(creases, key=lambda line: line.x1 if leftwards else -line.x1)
    cover = fold(copy.loose.pop(sheet), nearest, Edge.LEFT if leftwards else Edge.RIGHT, True)
    block = [layer for pile in copy.piles for layer in pile]
    if block and copy.spine is not None:  # its spine lies against the crease of the front cover
        cover = [layer.moved(shift(copy.spine - nearest.x1, 0), over=False) for layer in cover]
    top = [layer for layer in cover if layer.front_up]
    copy.piles = [[*top, *block, *(layer for layer in cover if not layer.front_up)]]
    copy.spine = nearest.x1 if not block else copy.spine


def read(copy: Copy) -> list[Seen]:
    """The pages in the order in which a reader turns the leaves, the front cover up."""
    faces = [layer.face(above) for layer in copy.layers for above in (True, False)]
    return [face for face in faces if face is not None]


def partners(copy: Copy) -> list[tuple[Seen, Seen]]:
    """Pages that share a leaf, the upper one first."""
    pairs = [(layer.face(True), layer.face(False)) for layer in copy.layers]
    return [(above, below) for above, below in pairs if above and below]


def bound_at(copy: Copy) -> Edge | None:
    """The edge at which all layers hang together; None when they do not."""
    if copy.glued is not None:
        return copy.glued
    if copy.spine is None:
        return None
    boxes = [layer.lies for layer in copy.layers]
    if all(abs(x1 - copy.spine) < LOOSE for x1, _, _, _ in boxes):
        return Edge.LEFT
    return Edge.RIGHT if all(abs(x2 - copy.spine) < LOOSE for _, _, x2, _ in boxes) else None


def pulled_apart(copy: Copy, binding: Binding) -> list[Seen]:
    """A folded strip pulled out and read along its front, then turned over and read again."""
    layers = copy.layers
    for one, next_one in pairwise(layers):
        joined = {one.area[0], one.area[2]} & {next_one.area[0], next_one.area[2]}
        if one.front_up == next_one.front_up or not joined or off(one.lies, next_one.lies):
            raise TornError("the panels do not lie to and fro on each other")
    flat = [Layer(layer.paper, layer.area) for layer in layers]
    forwards = sorted(flat, key=lambda layer: layer.lies[0], reverse=binding is Binding.RIGHT)
    front = [layer.face(True) for layer in forwards]
    back = [layer.face(False) for layer in reversed(forwards)]
    return [seen for seen in front + back if seen is not None]


def off(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether two boxes do not lie on each other to within a tenth of a millimetre."""
    return any(abs(a - b) > LOOSE for a, b in zip(one, other, strict=True))


# Hinges in the room: x to the right, y away from the viewer, z upwards.
OPEN = 1e-4  # rad: how far from flat a closed fold stays, to tell which layer is which


@dataclass(frozen=True)
class Motion:
    """A movement of stiff paper in the room: turning (three rows), then shifting."""

    rows: tuple[Spot3, Spot3, Spot3] = ((1, 0, 0), (0, 1, 0), (0, 0, 1))
    by: Spot3 = (0, 0, 0)

    def turn(self, way: Spot3) -> Spot3:
        x, y, z = (sum(a * b for a, b in zip(row, way, strict=True)) for row in self.rows)
        return x, y, z

    def put(self, spot: Spot) -> Spot3:
        x, y, z = self.turn((spot[0], 0, spot[1]))
        return x + self.by[0], y + self.by[1], z + self.by[2]

    def then(self, about: Spot3, axis: Spot3, angle: float) -> Motion:
        """Afterwards turned about an axis through a spot (right-handed)."""
        size = math.sqrt(sum(it * it for it in axis))
        x, y, z = (it / size for it in axis)
        c, s, k = math.cos(angle), math.sin(angle), 1 - math.cos(angle)
        spin = Motion((
            (c + x * x * k, x * y * k - z * s, x * z * k + y * s),
            (y * x * k + z * s, c + y * y * k, y * z * k - x * s),
            (z * x * k - y * s, z * y * k + x * s, c + z * z * k),
        ))  # fmt: skip
        columns = [spin.turn(column) for column in zip(*self.rows, strict=True)]
        offset = (self.by[0] - about[0], self.by[1] - about[1], self.by[2] - about[2])
        by = tuple(a + b for a, b in zip(spin.turn(offset), about, strict=True))
        return Motion(tuple(zip(*columns, strict=True)), by)  # type: ignore[arg-type]


class Zine:
    """A sheet of four by two panels with a slit, pushed together to a cross of four leaves."""

    def __init__(self, copy: Copy, push: Push, binding: Binding) -> None:
        layers = copy.layers
        self.paper, self.binding, self.slits = layers[0].paper, binding, copy.slits
        self.backwards = layers[0].front_up  # the upper half went behind: the print is outside
        areas = [layer.area for layer in layers]
        x1, y1 = min(a[0] for a in areas), min(a[1] for a in areas)
        x2, y2 = max(a[2] for a in areas), max(a[3] for a in areas)
        self.xs = sorted({x1, x2, *(c.x1 for c in copy.creases if c.x1 == c.x2)})
        self.ys = sorted({y1, y2, *(c.y1 for c in copy.creases if c.y1 == c.y2)})
        if (len(self.xs), len(self.ys)) != (5, 3):
            raise TornError("the sheet is not creased into eight panels")
        self.places = self.folded()
        self.check_not_torn()
        box = next(b for b in push.covers if x1 <= b.x + b.width / 2 <= x2 and y1 <= b.y + 1 <= y2)
        middle = (box.x + box.width / 2, box.y + box.height / 2)
        self.cover = next(panel for panel in self.places if self.within(panel, middle))

    def within(self, panel: tuple[int, int], spot: Spot) -> bool:
        col, row = panel
        inside = self.xs[col] < spot[0] < self.xs[col + 1]
        return inside and self.ys[row] < spot[1] < self.ys[row + 1]

    def folded(self) -> dict[tuple[int, int], Motion]:
        """Where each panel (column, row) comes to stand, from the lower left one on."""
        quarter, half = math.pi / 2, math.pi - OPEN
        lower = {0: Motion()}
        for col, angle in ((1, -quarter), (2, half), (3, -quarter + OPEN)):
            lower[col] = self.hinged(lower[col - 1], col, angle)
        upper = {0: self.over_the_top(lower[0])}
        for col, angle in ((1, quarter), (2, -half), (3, quarter - OPEN)):
            upper[col] = self.hinged(upper[col - 1], col, angle)
        rows = ((0, lower), (1, upper))
        return {(col, row): motion for row, line in rows for col, motion in line.items()}

    def hinged(self, before: Motion, col: int, angle: float) -> Motion:
        """The next panel, turned about the upright crease it shares with the one before."""
        about = before.put((self.xs[col], self.ys[1]))
        return before.then(about, (0, 0, 1), angle)

    def over_the_top(self, before: Motion) -> Motion:
        """The upper panel folded behind the lower one, or over its front."""
        angle = -(math.pi - OPEN) if self.backwards else math.pi - OPEN
        return before.then(before.put((self.xs[0], self.ys[1])), (1, 0, 0), angle)

    def check_not_torn(self) -> None:
        """Every crease that is not slit still holds two panels together, at both its ends."""
        for col in range(4):
            a, b = (self.xs[col], self.ys[1]), (self.xs[col + 1], self.ys[1])
            middle = (a[0] + b[0]) / 2
            if any(min(s.x1, s.x2) < middle < max(s.x1, s.x2) for s in self.slits):
                continue
            lower, upper = self.places[col, 0], self.places[col, 1]
            for spot in (a, b):
                if math.dist(lower.put(spot), upper.put(spot)) > LOOSE:
                    raise TornError("the sheet tears: the slit is too short")

    def centre(self, panel: tuple[int, int]) -> Spot3:
        col, row = panel
        x, y = (self.xs[col] + self.xs[col + 1]) / 2, (self.ys[row] + self.ys[row + 1]) / 2
        return self.places[panel].put((x, y))

    def arms(self) -> list[list[tuple[int, int]]]:
        """The four leaves of the cross, anticlockwise seen from above, from the right one."""
        found: list[list[tuple[int, int]]] = [[], [], [], []]
        spine = self.places[0, 0].put((self.xs[1], self.ys[0]))
        for panel in self.places:
            x, y, _ = self.centre(panel)
            angle = math.atan2(y - spine[1], x - spine[0])
            found[round(angle / (math.pi / 2)) % 4].append(panel)
        if [len(arm) for arm in found] != [2, 2, 2, 2]:
            raise TornError("the panels do not stand as a cross of four leaves")
        return found

    def spreads(self) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Left and right panel as seen by who looks into each corner of the cross."""
        arms, found = self.arms(), []
        for corner in range(4):
            left = max(arms[corner], key=lambda panel: self.towards(panel, corner + 1))
            right = max(arms[(corner + 1) % 4], key=lambda panel: self.towards(panel, corner))
            found.append((left, right))
        return found

    def towards(self, panel: tuple[int, int], quarter: int) -> float:
        """How far a panel stands in a direction, in quarter turns from the right."""
        x, y, _ = self.centre(panel)
        return x * math.cos(quarter * math.pi / 2) + y * math.sin(quarter * math.pi / 2)

    def read(self) -> list[tuple[int | None, bool]]:
        """Page and whether it stands upright, from the front cover, leaf by leaf."""
        spreads = self.spreads()
        left_to_right = self.binding is Binding.LEFT
        side = 1 if left_to_right else 0
        corner = next(n for n, spread in enumerate(spreads) if spread[side] == self.cover)
        seen = [self.seen(spreads[corner][side], corner)]
        for turned in (1, 2, 3, 4):
            here = (corner + turned if left_to_right else corner - turned) % 4
            seen.append(self.seen(spreads[here][1 - side], here))
            if turned < 4:
                seen.append(self.seen(spreads[here][side], here))
        return seen

    def seen(self, panel: tuple[int, int], corner: int) -> tuple[int | None, bool]:
        """What the viewer in a corner reads on a panel."""
        angle = (corner + 0.5) * math.pi / 2
        viewer = (math.cos(angle), math.sin(angle), 0.0)
        motion = self.places[panel]
        faces = sum(a * b for a, b in zip(motion.turn((0, -1, 0)), viewer, strict=True)) > 0
        inks = self.paper.front if faces else self.paper.back
        ink = next((ink for ink in inks if self.within(panel, ink.middle)), None)
        if ink is None:
            raise TornError("the reader looks at a side that is not printed")
        corners = [motion.put(spot) for spot in ink.corners]
        right = tuple(b - a for a, b in zip(corners[0], corners[1], strict=True))
        up = corners[3][2] - corners[0][2]
        viewers_right = (-viewer[1], viewer[0])
        upright = up > 0 and right[0] * viewers_right[0] + right[1] * viewers_right[1] > 0
        return ink.page, upright


def fed_twice(imposition: Imposition, delivery: Delivery) -> list[tuple[int, int]]:
    """Which back a printer of single sides puts on which front, as its trays hand sheets on."""
    assert imposition.feed is not None
    tray: list[int] = []
    for sheet in imposition.feed.fronts:
        tray.insert(0, sheet)  # each comes to lie on the one before
    if delivery is Delivery.FACE_UP:
        tray.reverse()  # the printed sides must go down: the pile is turned over as a whole
    return list(zip(tray, imposition.feed.backs, strict=True))
