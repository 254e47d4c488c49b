"""What a reader of flattened text hands to the repair: lines, and what is known of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from packager.findings import Place
from packager.model.dates import PartialDate
from packager.model.text import Block

LOST = "#"  # `Run.url` of a link that was flattened away: its words are there, its target is not


class Mark(Enum):
    """What a line is when the source says so by a sign of its own. Nearly all are `TEXT`."""

    TEXT = "text"
    HEADING = "heading"  # `## Words`, with `level`
    RULE = "rule"  # `---`, or a line drawn over the page
    BLOCK = "block"  # something finished that stands here: `Line.block`


class Edge(Enum):
    """Is a line where running heads and folios are? `NONE` also where that is not known."""

    NONE = ""
    TOP = "top"
    FOOT = "foot"


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that look the same."""

    text: str
    bold: bool = False
    italic: bool = False
    raised: bool = False  # superscript: may call a note
    url: str = ""  # where it links to; `LOST` when that is not known any more
    note: int = 0  # set by the repair: this is a call of the note of this number
    code: bool = False  # set in typewriter letters


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands in the source, without the white space at its ends.

    `runs` in reading order, their spaces as in the source (the space that the line's end stands
    for is not there). What is not known is left at its default; nothing here is required but
    `runs` and one of `number` and `page`.
    """

    runs: tuple[Run, ...]
    number: int = 0  # of the source's line, from 1
    page: int = 0  # from 1; 0: pages are not known
    gap: bool = False  # more room above it than between the lines of a paragraph; an empty line
    indent: bool = False  # its first word is set in, as where a paragraph begins
    short: bool = False  # it ends well before the right edge: a paragraph may end here
    size: float = 0.0  # of its letters, pt; 0: not known
    edge: Edge = Edge.NONE  # it stands apart at the top or foot of its page
    note: bool = False  # it stands in the notes at the foot of its page
    mark: Mark = Mark.TEXT
    level: int = 0  # of a HEADING
    block: Block | None = None  # of a BLOCK: a picture or table that was made already
    broken: bool = False  # set by the repair: a page ended right before it

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(run.text for run in self.runs)

    def with_runs(self, runs: Sequence[Run]) -> Line:
        """The same line with other characters."""
        return replace(self, runs=tuple(runs))


def plain_line(text: str, number: int = 0, page: int = 0) -> Line:
    """A line without any marks."""
    return Line((Run(text),), number, page)


@dataclass(frozen=True, slots=True)
class Join:
    """A word that was in two lines (`wood-` `work`, a drop capital) and is whole again.

    `first` and `second` are the places of the two lines in the sequence that was handed over.
    """

    first: int
    second: int
    halves: tuple[str, str]  # as they stand there
    whole: str  # `woodwork`; `wood-work` where the hyphen is the word's own
    capital: bool = False  # a drop capital: the whole word is where its second half was


@dataclass(frozen=True, slots=True)
class Given:
    """What is known besides the lines."""

    place: Callable[[int, int], Place]  # (page, line) ──▶ a place in the source
    stem: str = ""  # of the file's name: the title, when there is none
    language: str = ""  # as the editor said; it goes before what is found
    title: str = ""  # from the file's own metadata; they help where the text does not say
    authors: tuple[str, ...] = ()
    date: PartialDate | None = None
    language_told: str = ""
    subjects: tuple[str, ...] = field(default=())
