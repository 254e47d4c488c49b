"""Notes that the engine sends to another page than their call are brought back."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from packager.compile.manifest import Fault
from packager.compile.mending import mended
from packager.compile.weasy import PaperSheet


@dataclass(frozen=True)
class Laid:
    """As much of a typeset part as mending looks at."""

    faults: tuple[Fault, ...]


SHEET = PaperSheet("p { color: black }\n", ())
DOCUMENT = '<p data-line="3">One</p><h2 data-line="5">Two</h2>\n<p data-line="7">Three</p>'


def astray(line: int, last: int) -> Laid:
    return Laid((Fault("note-astray", 0, line, "words", ("1", "1", str(last))),))


@pytest.mark.parametrize(
    ("helps", "last"),
    [
        ('[data-line="5"] { break-before: page }', 7),  # the last block, with its heading
        ('[data-line="3"] { break-after: page }', 7),
        ('[data-line="3"] { break-before: page }', 3),
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
