"""Every imposition is printed, folded, cut and read by a model of paper that knows nothing of how
it was made (`tests/folding.py`)."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packager.errors import UsageError
from packager.impose import (
    SCHEMES,
    SHEETS,
    Binding,
    Blanks,
    Creep,
    Delivery,
    Duplex,
    Imposition,
    Options,
    Scale,
    Size,
    impose,
)
from packager.impose.steps import Slit
from packager.model.page import MM
from tests import folding
from tests.folding import Copy, Seen, TornError

MOST = 200
HOLDS = {"mini-zine": 8, "mini-zine-poster": 9, "french-fold": 4, "accordion": 16}
NAMES = [scheme.name for scheme in SCHEMES]
COPIES = {"two-up": 2, "four-up": 4}
A7 = Size(74 * MM, 105 * MM)


def expected(pages: int, places: int, blanks: Blanks) -> list[int | None]:
    """What a reader is promised."""
    order: list[int | None] = list(range(pages))
    at = pages if blanks is Blanks.END or pages == 1 else pages - 1
    return order[:at] + [None] * (places - pages) + order[at:]


def pages_and_uprightness(copy: Copy, imposition: Imposition) -> list[tuple[int | None, bool]]:
    """What a reader finds, in the order of reading."""
    scheme = imposition.options.scheme
    if scheme in ("mini-zine", "mini-zine-poster"):
        assert copy.zine is not None
        return copy.zine.read()
    seen: list[Seen]
    if scheme == "accordion":
        cover = copy.layers[0].face(True)
        assert cover is not None
        assert cover.page == 0
        assert cover.upright
        seen = folding.pulled_apart(copy, imposition.binding)
        return [(it.page, it.upright) for it in seen]
    assert folding.bound_at(copy) == imposition.binding.value
    return [(it.page, it.upright) for it in folding.read(copy)]


def check(imposition: Imposition) -> None:
    """Each copy reads through in order, every page upright, every blank where it was promised."""
    copies = folding.make(imposition)
    assert len(copies) == imposition.copies
    options = imposition.options
    pages = imposition.pages - (options.scheme == "mini-zine-poster")
    for copy in copies:
        found = pages_and_uprightness(copy, imposition)
        assert [page for page, _ in found] == expected(
            pages, pages + imposition.blanks, options.blanks
        )
        assert all(upright for _, upright in found)
        for above, below in [] if copy.zine else folding.partners(copy):
            assert not folding.off(above.box, below.box), (above.page, below.page)


def options_for(scheme: str, binding: Binding, duplex: Duplex) -> Options:
    return Options(scheme=scheme, binding=binding, duplex=duplex, scale=Scale.FIT)


@pytest.mark.parametrize("duplex", [Duplex.SHORT, Duplex.LONG])
@pytest.mark.parametrize("binding", Binding)
@pytest.mark.parametrize("scheme", NAMES)
def test_folding_gives_the_reading_order_back(
    scheme: str, binding: Binding, duplex: Duplex
) -> None:
    options = options_for(scheme, binding, duplex)
    least = 2 if scheme == "mini-zine-poster" else 1
    for pages in range(least, HOLDS.get(scheme, MOST) + 1):
        imposition = impose(pages, options)
        assert imposition.copies == COPIES.get(scheme, 1)
        check(imposition)


@pytest.mark.parametrize("scheme", HOLDS)
def test_more_pages_than_a_sheet_holds_are_refused(scheme: str) -> None:
    for pages in range(HOLDS[scheme] + 1, MOST + 1):
        with pytest.raises(UsageError, match=f"{HOLDS[scheme]} pages at most, these are {pages}"):
            impose(pages, options_for(scheme, Binding.LEFT, Duplex.SHORT))


@pytest.mark.parametrize("signature", [4, 8, 12, 16, 20, 24])
@pytest.mark.parametrize("cover", [False, True])
def test_signatures_of_every_size(signature: int, cover: bool) -> None:
    for pages in range(1, MOST + 1):
        binding = (Binding.LEFT, Binding.RIGHT)[pages // 3 % 2]
        options = Options(scheme="signatures", binding=binding, signature=signature, cover=cover)
        imposition = impose(pages, options)
        check(imposition)
        outside = 4 if cover else 0
        inside = max(pages - outside, 0)
        assert imposition.pages + imposition.blanks == -(-inside // signature) * signature + outside
        assert {len(sheets) * 4 for sheets in imposition.gatherings} <= {signature}


@pytest.mark.parametrize("panels", [4, 6, 8])
@pytest.mark.parametrize("duplex", Duplex)
def test_accordions_of_every_width(panels: int, duplex: Duplex) -> None:
    for pages, binding in product(range(1, 2 * panels + 1), Binding):
        options = replace(options_for("accordion", binding, duplex), panels=panels)
        imposition = impose(pages, options)
        check(imposition)
        assert imposition.one_sided == (pages <= panels)


@pytest.mark.parametrize("leaves", [1, 2, 3, 4, 6, 8])
def test_stacks_of_every_number_of_leaves(leaves: int) -> None:
    for pages, duplex in product(range(1, 61), Duplex):
        options = replace(options_for("stacks", Binding.RIGHT, duplex), leaves=leaves)
        imposition = impose(pages, options)
        check(imposition)
        assert (imposition.pages + imposition.blanks) % (2 * leaves) == 0


def test_a_sheet_to_be_stacked_holds_as_many_leaves_as_it_can() -> None:
    a6 = Size(105 * MM, 148 * MM)
    imposition = impose(40, Options(scheme="stacks", page=a6, sheet=SHEETS["A3"]))
    assert len(imposition.sheets) == 3  # eight leaves, sixteen pages on a sheet
    check(imposition)


SIZES = st.sampled_from([*SHEETS.values(), None])


@st.composite
def asked(draw: st.DrawFn) -> tuple[int, Options]:
    scheme = draw(st.sampled_from(NAMES))
    least = 2 if scheme == "mini-zine-poster" else 1
    pages = draw(st.integers(least, HOLDS.get(scheme, 60)))
    covered = scheme in ("saddle", "signatures", "two-up", "four-up")
    caliper = draw(st.floats(0.05, 0.2))
    options = Options(
        scheme=scheme,
        page=draw(st.builds(Size, st.floats(150, 900), st.floats(150, 900))),
        sheet=draw(SIZES),
        binding=draw(st.sampled_from(Binding)),
        duplex=draw(st.sampled_from([*Duplex, None])),
        scale=Scale.FIT,
        gutter=draw(st.floats(0, 12)),
        creep=draw(st.sampled_from(Creep)),
        caliper=caliper,
        cover_caliper=draw(st.sampled_from([0.0, 0.3])),
        cover=covered and draw(st.booleans()),
        blanks=draw(st.sampled_from(Blanks)),
        signature=4 * draw(st.integers(0, 8)),
        repeats=draw(st.sampled_from([1, 1, 2, 3, 4])),
    )
    return pages, options


@settings(max_examples=400, deadline=None)
@given(asked())
def test_whatever_is_asked_for_reads_through(request: tuple[int, Options]) -> None:
    refused = ""
    try:
        imposition = impose(*request)
    except UsageError as error:
        refused = error.message
    if refused:
        assert "pages creep by" in refused or "gutter is wider" in refused
        return
    check(imposition)
    printed = [
        page.page
        for sheet in imposition.sheets
        for side in (sheet.front, sheet.back)
        for page in side.placements
        if page.page is not None
    ]
    wanted = [page for page in range(imposition.pages) for _ in range(imposition.copies)]
    assert sorted(printed) == wanted


@pytest.mark.parametrize("scheme", ["saddle", "two-up"])
@pytest.mark.parametrize("creep", [Creep.SHIFT, Creep.GUTTER])
@pytest.mark.parametrize("binding", Binding)
def test_nested_pages_stand_alike_at_the_fore_edge(
    scheme: str, creep: Creep, binding: Binding
) -> None:
    """Folded, an inner sheet sticks out by the thickness of those around it."""
    options = Options(scheme=scheme, binding=binding, creep=creep, caliper=0.1, cover_caliper=0.25)
    imposition = impose(80, replace(options, cover=True))
    assert imposition.creep == pytest.approx((0.25 + 18 * 0.1) * MM)
    check(imposition)
    for copy in folding.make(imposition):
        layers = copy.layers
        outwards = 1 if binding is Binding.LEFT else -1
        edges = []
        for depth, layer in enumerate(layers):
            around = min(depth, len(layers) - 1 - depth)
            stuck_out = (0.25 + 0.1 * (around - 1) if around else 0.0) * MM
            seen = layer.face(True)
            assert seen is not None
            fore = seen.box[2] if binding is Binding.LEFT else seen.box[0]
            edges.append(fore + outwards * stuck_out)
        assert max(edges) - min(edges) < 0.1 * MM


@pytest.mark.parametrize("delivery", Delivery)
def test_backs_fed_later_meet_their_fronts(delivery: Delivery) -> None:
    options = Options(duplex=Duplex.SINGLE, delivery=delivery)
    imposition = impose(50, options)
    met = folding.fed_twice(imposition, delivery)
    assert all(front == back for front, back in met)
    assert sorted(front for front, _ in met) == list(range(13))


def test_a_poster_covers_the_reverse() -> None:
    for duplex, binding in product(Duplex, Binding):
        imposition = impose(9, Options("mini-zine-poster", A7, duplex=duplex, binding=binding))
        (poster,) = imposition.sheets[0].back.placements
        assert poster.page == 8
        assert poster.rotation in (90, 270)
        box = poster.box
        assert box.width * box.height > 0.98 * imposition.sheet.area
        paper = folding.print_sheet(imposition, 0, duplex)
        (ink,) = paper.back
        feet = [x for x, _ in ink.corners[:2]]
        heads = [x for x, _ in ink.corners[2:]]
        assert min(heads) > max(feet)  # whichever edge it was turned about


class TestTheModel:
    """The paper itself: wrong work is found out."""

    def test_wrong_duplex_edge(self) -> None:
        imposition = replace(impose(8, Options(duplex=Duplex.SHORT)), duplex=Duplex.LONG)
        seen = folding.read(folding.make(imposition)[0])
        assert not all(it.upright for it in seen)

    def test_fold_over_instead_of_behind(self) -> None:
        imposition = impose(8, Options())
        pile, fold, staple = imposition.work
        wrong = replace(imposition, work=(pile, replace(fold, behind=False), staple))
        assert [it.page for it in folding.read(folding.make(wrong)[0])] != list(range(8))

    def test_a_slit_that_is_too_short_tears(self) -> None:
        imposition = impose(8, Options("mini-zine", A7))
        work = tuple(step for step in imposition.work if not isinstance(step, Slit))
        with pytest.raises(TornError, match="tears"):
            folding.make(replace(imposition, work=work))

    def test_what_is_not_cut_cannot_be_taken_apart(self) -> None:
        imposition = impose(8, Options("two-up", A7))
        work = list(imposition.work)
        work[1] = replace(work[1], lines=())
        with pytest.raises(TornError, match="nobody has cut"):
            folding.make(replace(imposition, work=tuple(work)))

    def test_gatherings_that_nobody_gathers(self) -> None:
        imposition = impose(64, Options("signatures"))
        work = (imposition.work[0], imposition.work[1])
        with pytest.raises(TornError, match="4 piles"):
            folding.read(folding.make(replace(imposition, work=work))[0])
