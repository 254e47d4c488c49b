"""The room on one screen: a plan, its place on the sheet, sheets, work, marks, losses."""

from __future__ import annotations

from dataclasses import replace

from packager.impose.checks import check_asked, check_creep, check_printer, cut_off, scheme_of
from packager.impose.fitting import fitted
from packager.impose.imposition import Feed, Imposition, Sheet, Side
from packager.impose.layout import Layout, backs, fronts, laid_out, shifts
from packager.impose.marks import marked, outermost
from packager.impose.options import Delivery, Duplex, Options
from packager.impose.work import finished, placed_work, trim_boxes


def impose(pages: int, options: Options) -> Imposition:
    """So many pages on sheets (pt). `UsageError` for what cannot be imposed, with a remedy."""
    scheme = scheme_of(options.scheme)
    check_asked(pages, options, scheme)
    plan = scheme.plan(pages, replace(options, repeats=scheme.copies * options.repeats))
    layout = laid_out(plan, fitted(plan, scheme.copies * options.repeats, options), options)
    check_printer(layout)
    moved = shifts(layout)
    creep = creep_of(layout, moved)
    check_creep(layout, creep)
    sheets = printed(layout, moved)
    outer = sheets[outermost(layout)].front
    work = placed_work(layout, outer)
    imposition = Imposition(
        pages=pages,
        page=options.page,
        trimmed=finished(layout, trim_boxes(layout, outer)[0]),
        sheet=layout.fitting.sheet,
        sheets=marked(layout, sheets, work),
        gatherings=plan.gatherings,
        cover=plan.cover,
        copies=scheme.copies * options.repeats,
        blanks=plan.sequence.count(None),
        scale=layout.scale,
        duplex=layout.duplex,
        feed=fed(len(sheets), options.delivery) if layout.duplex is Duplex.SINGLE else None,
        work=work,
        creep=creep,
        spine=layout.spine,
        cut_off=(),
        options=options,
    )
    return replace(imposition, cut_off=cut_off(imposition))


def printed(layout: Layout, moved: tuple[float, ...]) -> tuple[Sheet, ...]:
    """The sheets of a plan with the pages on both sides; `moved`: pt away from the spine, each."""
    return tuple(
        Sheet(
            Side(tuple(fronts(layout, leaves, shift))),
            Side(tuple(backs(layout, leaves, shift))),
            cover=index == layout.plan.cover,
        )
        for index, (leaves, shift) in enumerate(zip(layout.plan.sheets, moved, strict=True))
    )


def creep_of(layout: Layout, moved: tuple[float, ...]) -> float:
    """The largest shift (pt) between the sheets of one gathering."""
    nested = [[moved[sheet] for sheet in sheets] for sheets in layout.plan.gatherings]
    return max((max(shifts) - min(shifts) for shifts in nested), default=0.0)


def fed(sheets: int, delivery: Delivery) -> Feed:
    """The order in which both sides are printed one after the other.

    Face down, the last sheet lies on top with its unprinted side up: it is the first to be fed.
    Face up, the pile is turned over and the first sheet is on top again.
    """
    order = tuple(range(sheets))
    return Feed(order, order[::-1] if delivery is Delivery.FACE_DOWN else order)
