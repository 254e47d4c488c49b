"""What to do with the sheets, in words and drawings, made from the imposition itself.

The words are labels: they are said in the publication's language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from packager.impose import Binding, Blanks, Delivery, Duplex, Imposition, Run, name_of
from packager.impose.diagram import picture
from packager.impose.steps import (
    Cut,
    Fold,
    Gather,
    Glue,
    Pile,
    Push,
    Sew,
    Slit,
    Staple,
    Step,
    Trim,
    Wrap,
)
from packager.imposing.drawings import SMALL, Shown, drawn, pushed, ruler
from packager.model.languages import direction_of
from packager.render.directions import Direction, Directions, Group
from packager.render.labels import Labels
from packager.render.xhtml import Html

MOST = 4  # sheets that are drawn: the first of them, and the last

_FLIPS = {
    Duplex.SHORT: "Print on both sides, flipped on the short edge.",
    Duplex.LONG: "Print on both sides, flipped on the long edge.",
}
_BLANKS = {
    Blanks.END: "Blank pages at the end: {number}",
    Blanks.BEFORE_COVER: "Blank pages before the back cover: {number}",
}
_FED = {
    Delivery.FACE_DOWN: "Put the pile back as it came out, unprinted sides up,"
    " and print “{file}” on them.",
    Delivery.FACE_UP: "Turn the pile over about its short edge, unprinted sides up,"
    " and print “{file}” on them.",
}
_FOLDS = {  # whether it is opened again, whether the moving part goes behind
    (True, True): "Fold along the line and open it again.",
    (True, False): "Fold along the line and open it again.",
    (False, True): "Fold along the line, this side out.",
    (False, False): "Fold along the line, this side in.",
}
_STEPS = {
    Slit: "Cut the paper open along the line, no further.",
    Push: "Push both ends together until the slit opens and the leaves stand as a cross;"
    " close them round the front cover.",
    Gather: "Lay the folded gatherings on each other, the first on top.",
    Wrap: "Fold the cover sheet and lay it round the rest.",
    Staple: "Staple through the fold from outside, at the points.",
    Sew: "Sew through the fold of each gathering, at the points.",
    Glue: "Glue the stack along its spine.",
}


@dataclass(frozen=True, slots=True)
class Job:
    """What is printed: the sheets, what the copies take, the files in the order of printing."""

    imposition: Imposition
    run: Run
    files: tuple[str, ...]
    family: str = "sans-serif"  # CSS: of the numbers in drawings


def directions(labels: Labels, job: Job) -> Directions:
    """What to take, how to print, what to do by hand."""
    return Directions(
        title=labels.say("How to print and fold"),
        groups=(
            Group(labels.say("What you need"), tuple(needed(labels, job))),
            Group(labels.say("At the printer"), tuple(printing(labels, job)), ordered=True),
            Group(labels.say("By hand"), tuple(by_hand(labels, job)), ordered=True),
            Group(labels.say("The sheets"), tuple(sides(labels, job))),
        ),
    )


def needed(labels: Labels, job: Job) -> Iterator[Direction]:
    """How many sheets, reams and staples."""
    run, sheet = job.run, job.imposition.sheet
    name = name_of(sheet)
    size = one_way(labels, f"{name} ({sheet})" if name else str(sheet))
    if run.copies > 1:
        yield Direction(labels.say("Copies: {number}", number=str(run.copies)))
    yield Direction(labels.say("Sheets, {size}: {number}", size=size, number=str(run.sheets)))
    if run.covers:
        yield Direction(labels.say("Cover sheets: {number}", number=str(run.covers)))
    if run.copies > 1:
        yield Direction(labels.say("Reams of 500 sheets: {number}", number=str(run.reams)))
    if run.staples:
        yield Direction(labels.say("Staples: {number}", number=str(run.staples)))
    pages, blanks = str(job.imposition.pages), str(job.imposition.blanks)
    yield Direction(labels.say("Pages: {number}", number=pages))
    if job.imposition.blanks:
        yield Direction(labels.say(_BLANKS[job.imposition.options.blanks], number=blanks))


def one_way(labels: Labels, text: str) -> str:
    """What is read from the left, also among words from the right (Unicode, UAX 9: isolates)."""
    from_the_right = labels.known and direction_of(labels.language) == "rtl"
    return f"\u2066{text}\u2069" if from_the_right else text


def printing(labels: Labels, job: Job) -> Iterator[Direction]:
    """How to set the printer."""
    imposition, first = job.imposition, job.files[0]
    yield Direction(
        labels.say(
            "Print “{file}” at actual size (100 %), not fitted to the page.",
            file=one_way(labels, first),
        ),
    )
    if imposition.one_sided:
        yield Direction(labels.say("Print on one side only."))
    elif imposition.feed:
        fed = imposition.options.delivery
        yield Direction(labels.say(_FED[fed], file=one_way(labels, job.files[-1])))
    else:
        yield Direction(labels.say(_FLIPS[imposition.duplex]))
    if imposition.cover is not None:
        yield Direction(labels.say("Print the cover sheet on its own paper."))
        for file, pages in cover_pages(job):
            yield Direction(
                labels.say(
                    "Cover pages in “{file}”: {pages}",
                    file=one_way(labels, file),
                    pages=one_way(labels, pages),
                )
            )
    yield Direction(
        labels.say("This line is 100 mm long. If it is not, the printer has scaled the page."),
        (ruler(labels.say("A ruler of 100 mm"), job.family),),
        only="page",
    )
    yield Direction(labels.say("Make one copy first and look at it."))


def cover_pages(job: Job) -> Iterator[tuple[str, str]]:
    """Each file with the numbers of its pages that are the cover sheet's."""
    imposition = job.imposition
    cover, feed = imposition.cover, imposition.feed
    if cover is None:
        return
    if imposition.one_sided:
        yield job.files[0], str(cover + 1)
    elif feed is None:
        yield job.files[0], f"{2 * cover + 1}–{2 * cover + 2}"
    else:
        for file, order in zip(job.files, (feed.fronts, feed.backs), strict=True):
            yield file, str(order.index(cover) + 1)


def by_hand(labels: Labels, job: Job) -> Iterator[Direction]:
    """Piling, cutting, folding, binding, in their order."""
    for step in job.imposition.work:
        gathered = isinstance(step, Gather) and len(job.imposition.gatherings) == 1
        if gathered or (isinstance(step, Pile) and alone(step)):
            continue
        words = told(labels, job.imposition, step)
        shown = shown_for(job.imposition, step)
        if isinstance(step, Push):
            yield Direction(words, (pushed(words, job.imposition.binding is Binding.RIGHT),))
            continue
        if shown is None:
            yield Direction(words)
            continue
        drawing = drawn(job.imposition, shown, words, job.family)
        lines = shown.folds or shown.cuts
        plain = picture(replace(job.imposition, work=(step,)), shown.sheet, False) if lines else ()
        yield Direction(words, (drawing,), tuple(plain))


def alone(pile: Pile) -> bool:
    """Whether there is nothing to lay on anything: one sheet in one gathering."""
    return len(pile.gatherings) == 1 and len(pile.gatherings[0]) <= 1


def told(labels: Labels, imposition: Imposition, step: Step) -> Html:
    """What is done in one step."""
    match step:
        case Pile():
            return piled(labels, step)
        case Cut():
            several = len(step.copies[0]) > 1 if step.copies else False
            if several:
                return labels.say(
                    "Cut the pile along the lines and lay the pieces on each other,"
                    " the one with page 1 on top."
                )
            return labels.say("Cut the pile along the lines: each piece is a copy.")
        case Fold():
            return labels.say(_FOLDS[step.opened, step.behind])
        case Trim():
            return labels.say("Trim it to {size}.", size=one_way(labels, str(step.to)))
        case _:
            return labels.say(_STEPS[type(step)])


def piled(labels: Labels, step: Pile) -> Html:
    """How sheets lie on each other, and which of them in each gathering."""
    if len(step.gatherings) == 1 and 0 in step.gatherings[0]:
        return labels.say("Lay the sheets on each other, fronts up, sheet 1 on top.")
    groups = ["–".join(dict.fromkeys((str(each[0] + 1), str(each[-1] + 1)))) if each else ""
              for each in step.gatherings]  # fmt: skip
    return labels.say(
        "Make a pile of each gathering, fronts up, the first sheet on top: {sheets}.",
        sheets=" · ".join(groups),
    )


def shown_for(imposition: Imposition, step: Step) -> Shown | None:
    """What a step is shown with; None: words are enough."""
    sheet = imposition.gatherings[0][0] if imposition.gatherings else 0
    match step:
        case Cut() | Slit():
            return Shown(sheet, cuts=step.lines)
        case Fold():
            return Shown(sheet, folds=step.creases)
        case Wrap():
            return Shown(step.sheet, folds=tuple(line for copy in step.creases for line in copy))
        case Staple() | Sew():
            return Shown(sheet, points=tuple(point for copy in step.points for point in copy))
        case Trim():
            return Shown(sheet, boxes=step.boxes)
    return None


def sides(labels: Labels, job: Job) -> Iterator[Direction]:
    """Fronts and backs of the sheets that are shown, with the numbers of their pages."""
    imposition = job.imposition
    signs = labels.say("Signs: ┊ ┄ fold, ║ ═ cut, · blank page, ↓ head down")
    yield Direction(signs, only="text")
    drawn_before = imposition.one_sided and len(imposition.sheets) == 1  # with what is done to it
    for index in shown_sheets(len(imposition.sheets)):
        both = names(labels, imposition, index)[: 1 if imposition.one_sided else 2]
        for back, name in enumerate(() if drawn_before else both):
            shown = Shown(index, back=bool(back), longest=SMALL)
            yield Direction(name, (drawn(imposition, shown, name, job.family),), only="page")
        said = Html(" · ").join(both)
        yield Direction(said, plain=tuple(as_text(imposition, index)), only="text")


def shown_sheets(count: int) -> Sequence[int]:
    """All of so many sheets (from 0), or the first ones and the last: how it begins and ends."""
    return range(count) if count <= MOST else (*range(MOST - 1), count - 1)


def names(labels: Labels, imposition: Imposition, index: int) -> tuple[Html, Html]:
    """What the two sides of a sheet (from 0) are called."""
    if imposition.sheets[index].cover:
        return labels.say("Cover, front"), labels.say("Cover, back")
    number = str(index + 1)
    return (
        labels.say("Sheet {number}, front", number=number),
        labels.say("Sheet {number}, back", number=number),
    )


def as_text(imposition: Imposition, index: int) -> Sequence[str]:
    """Both sides of a sheet (from 0) in characters; of one that is not printed none."""
    front = picture(imposition, index, False)
    if imposition.one_sided:
        return front
    back = picture(imposition, index, True)
    return [f"{left}   {right}" for left, right in zip(front, back, strict=True)]
