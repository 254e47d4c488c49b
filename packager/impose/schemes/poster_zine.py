"""The mini-zine with a poster on its reverse: the last page covers all of the back."""

from __future__ import annotations

from dataclasses import replace

from packager.errors import UsageError
from packager.impose.options import Options
from packager.impose.plan import Leaf, Plan, Scheme
from packager.impose.schemes import mini_zine


def plan(pages: int, options: Options) -> Plan:
    """Up to eight pages on the front, the one after them on the back."""
    if pages == 1:
        raise UsageError(
            "a mini-zine with a poster on its reverse needs two pages at least, this has one",
            hint='the last page is the poster; without one choose "mini-zine"',
        )
    zine = mini_zine.plan(pages - 1, options)
    poster = len(zine.sequence)
    return replace(
        zine,
        sequence=(*zine.sequence, pages - 1),
        sheets=((*mini_zine.PANELS, Leaf(0, 0, None, poster, whole=True)),),
    )


POSTER_ZINE = Scheme(
    "mini-zine-poster",
    "a mini-zine with its last page as a poster on the reverse",
    plan,
    most=mini_zine.PAGES + 1,
)
