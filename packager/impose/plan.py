"""What a scheme decides: which page stands in which panel. No lengths; a plan reads left to right.

A form is what one copy takes of a sheet: columns and rows of equal panels, counted from 0 at the
lower left of its front. Lines and boxes of the work are fractions of the form. Bound at the right,
a plan is mirrored as a whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from packager.impose.geometry import Box, Line
from packager.impose.options import Options
from packager.impose.steps import Step

Sequence = tuple[int | None, ...]

WHOLE = Box(0, 0, 1, 1)
MIDDLE = Line(0.5, 0, 0.5, 1)  # the fold of a spread


@dataclass(frozen=True, slots=True)
class Leaf:
    """A panel: the place in the reading order (from 0) on its front and on its back.

    None: nothing is printed there. `turned`: head down. `whole`: it covers all of the form.
    """

    col: int
    row: int
    front: int | None
    back: int | None = None
    turned: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """How one copy is made. `sequence`: the page (from 0; None: a blank) at each place."""

    cols: int
    rows: int
    sequence: Sequence
    sheets: tuple[tuple[Leaf, ...], ...]
    gatherings: tuple[tuple[int, ...], ...]
    work: tuple[Step, ...] = ()
    pieces: tuple[Box, ...] = (WHOLE,)  # what a form is cut into, in the order of their pile
    bound: bool = True  # pages lie at their spine; else in the middle of their panels
    strip: bool = False  # panels in a row that nothing binds: what is above and below is cut off
    spined: bool = True  # there is a spine
    nests: bool = True  # sheets of a gathering lie in each other: inner ones creep
    cover: int | None = None
    wrapped: bool = False  # the cover goes round all gatherings


@dataclass(frozen=True, slots=True)
class Scheme:
    """A way to impose: its name, what it is, what plans it, and how often it stands on a sheet."""

    name: str
    about: str
    plan: Callable[[int, Options], Plan]
    copies: int = 1
    most: int = 0  # pages that it holds; 0: any number
