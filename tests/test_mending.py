"""What does not hold together on the pages is set again, with rules for the blocks concerned."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from packager.compile.manifest import Fault
from packager.compile.mending import mended
from packager.compile.weasy import LaidPage, PaperSheet


@dataclass(frozen=True)
class Laid:
    """As much of a typeset part as mending looks at."""

    faults: tuple[Fault, ...]
    pages: tuple[LaidPage, ...] = ()


SHEET = PaperSheet("p { color: black }\n", ())
DOCUMENT = '<p data-line="3">One</p><h2 data-line="5">Two</h2>\n<p data-line="7">Three</p>'


def astray(line: int, last: int) -> Laid:
    return Laid((Fault("note-astray", 0, line, "words", ("1", "1", str(last))),))


@pytest.mark.parametrize(
    ("helps", "last"),
    [
        (
            '[data-line="5"] { break-before: page !important }',
            7,
        ),  # the last block, with its heading
        ('[data-line="3"] { break-after: page }', 7),
        ('[data-line="3"] { break-before: page !important }', 3),
    ],
)
def test_the_break_that_helps_is_found(helps: str, last: int) -> None:
    def setting(sheet: PaperSheet) -> Laid:
        assert sheet.css.startswith(SHEET.css)
        return Laid(()) if helps in sheet.css else astray(3, last)

    assert mended(astray(3, last), DOCUMENT, SHEET, setting).faults == ()


def test_a_layout_that_nothing_helps_stays_as_it_was() -> None:
    tries = []

    def setting(sheet: PaperSheet) -> Laid:
        tries.append(sheet.css)
        return astray(3, 7)

    laid = astray(3, 7)
    assert mended(laid, DOCUMENT, SHEET, setting) is laid
    assert len(tries) == len(set(tries)) == 3


def test_a_part_without_strays_is_set_once() -> None:
    laid = Laid((Fault("layout-overflow", 0, 3, "words", ("2",)),))
    assert mended(laid, DOCUMENT, SHEET, lambda sheet: pytest.fail("set again")) is laid


QUESTION = (
    '<div data-line="3" class="question"><p data-line="4">Who?</p></div>\n'
    '<div data-line="7" class="answer"><p data-line="8">They.</p></div>'
)


@pytest.mark.parametrize(
    ("code", "line", "document", "helps"),
    [
        ("heading-stranded", 5, DOCUMENT, '[data-line="5"] { break-before: page !important }'),
        ("layout-orphan", 7, DOCUMENT, '[data-line="5"] { break-before: page !important }'),
        ("layout-orphan", 8, QUESTION, '[data-line="3"] { break-before: page !important }'),
        ("layout-widow", 7, DOCUMENT, '[data-line="7"] { widows: 3 !important }'),
        ("table-head-alone", 3, DOCUMENT, '[data-line="3"] { break-before: page !important }'),
        ("caption-torn", 3, DOCUMENT, '[data-line="3"] { float: none !important }'),
        ("layout-overlap", 3, DOCUMENT, '[data-line="3"] { width: 34% !important }'),
        ("layout-overlap", 3, DOCUMENT, '[data-line="3"] { float: none !important }'),
        ("hyphens-in-a-row", 7, DOCUMENT, '[data-line="7"] { hyphens: manual !important }'),
    ],
)
def test_each_fault_has_its_remedy(code: str, line: int, document: str, helps: str) -> None:
    """The one that helps is found among those that do not."""
    ill = Laid((Fault(code, 0, line, "words", ("text",)),))

    def setting(sheet: PaperSheet) -> Laid:
        return Laid(()) if helps in sheet.css else ill

    assert mended(ill, document, SHEET, setting).faults == ()


def test_a_remedy_is_not_worth_a_graver_fault() -> None:
    ladder = Laid((Fault("hyphens-in-a-row", 0, 7, "words", ("3",)),))
    worse = Laid((Fault("layout-widow", 1, 7, "words"),))
    assert mended(ladder, DOCUMENT, SHEET, lambda sheet: worse) is ladder


def test_no_note_is_lost_for_a_remedy() -> None:
    """Where it is gone, it has no fault any more either."""
    there = Laid((Fault("layout-orphan", 0, 7, "words"),), (noted("note-1", "call-1"),))
    gone = Laid((), (noted("call-1"),))
    assert mended(there, DOCUMENT, SHEET, lambda sheet: gone) is there
    assert mended(there, DOCUMENT, SHEET, lambda sheet: replace(there, faults=())).faults == ()


def noted(*names: str) -> LaidPage:
    return LaidPage(tuple((name, 0.0, 0.0) for name in names), (), ())


def test_hyphens_are_seen_to_together_and_before_what_moves_lines() -> None:
    ladders = [Fault("hyphens-in-a-row", 1, line, "words", ("3",)) for line in (3, 7)]
    orphan = Fault("layout-orphan", 0, 7, "words")
    sheets: list[str] = []

    def setting(sheet: PaperSheet) -> Laid:
        sheets.append(sheet.css)
        return Laid((orphan,)) if len(sheets) == 1 else Laid(())

    assert mended(Laid((orphan, *ladders)), DOCUMENT, SHEET, setting).faults == ()
    assert sheets[0].count("hyphenate-limit-chars") == 2
    assert "break-before" not in sheets[0]
    assert sheets[1].startswith(sheets[0])  # what has helped stays
    assert len(sheets) == 2


def test_what_has_no_line_is_left_alone() -> None:
    """A block of the publication's own pages cannot be named in a rule."""
    laid = Laid((Fault("layout-orphan", 0, 0, "words"),))
    assert mended(laid, DOCUMENT, SHEET, lambda sheet: pytest.fail("set again")) is laid


def test_tries_are_few() -> None:
    tries = []

    def setting(sheet: PaperSheet) -> Laid:
        tries.append(sheet.css)
        return faults

    faults = Laid(tuple(Fault("layout-widow", 0, line, "words") for line in range(1, 90)))
    assert mended(faults, DOCUMENT, SHEET, setting) is faults
    assert len(tries) <= 8
