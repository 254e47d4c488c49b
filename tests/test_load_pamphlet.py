"""What `[editions.pamphlet]` may say: every wrong value is told with its place and a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from packager.impose import PAPERS, SHEETS
from packager.impose.checks import COVERED
from packager.imposing.asked import size, thickness
from packager.load import load
from packager.load.papers import _COVERED
from packager.load.publication import Loaded
from packager.model.pamphlet import PAPER_NAMES, SHEET_NAMES, PamphletSettings
from tests.small import SETTINGS, publication

WRONG = [
    ('sheet = "A44"', 'is no sheet: "A44"', '"A4"'),
    ('sheet = "3x3mm"', "is no size of a sheet", "210x297mm"),
    ('paper = "office-81"', "is no paper", "office-80"),
    ('paper = "5000gsm"', "is no paper", "80gsm"),
    ('paper = "3mm"', "is no paper", "0.1mm"),
    ("signature = 10", "cannot be 10", "8 or 12"),
    ("signature = true", "must be a number of pages", "auto"),
    ('signature = "many"', "must be a number of pages", "auto"),
    ('scheme = "saddle"\nsignature = 16', "is of no use", "signatures"),
    ("panels = 4", "is of no use", "accordion"),
    ('creep = "shift"', "needs to know the paper", 'paper = "80gsm"'),
    ('scheme = "mini-zine"\ncover = "separate"', "cannot be separate", "saddle"),
    ('cover_paper = "160gsm"', "without a cover of its own", 'cover = "separate"'),
    ('shett = "A4"', "unknown key", '"sheet"'),
    ('scheme = "mini-zin"', "must be one of", '"mini-zine"'),
]
RIGHT = [
    ('sheet = "letter"', {"sheet": "letter"}),
    ('sheet = "21 x 29.7 cm"', {"sheet": "21 x 29.7 cm"}),
    ('signature = "auto"', {"scheme": "signatures", "signature": 0}),
    ("signature = 16", {"scheme": "signatures", "signature": 16}),
    ('cover = "separate"\ncover_paper = "0.2 mm"', {"cover_paper": "0.2 mm"}),
    ('paper = "90 g/m²"\ncreep = "gutter"', {"creep": "gutter"}),
    ('creep = "none"', {"creep": "none"}),
]


def loaded(folder: Path, lines: str) -> Loaded:
    text = f"{SETTINGS}\n[editions.pamphlet]\n{lines}\n"
    return load(publication(folder, {"publication.toml": text}))


@pytest.mark.parametrize(("lines", "message", "remedy"), WRONG)
def test_wrong_values_are_told_where_they_stand(
    tmp_path: Path, lines: str, message: str, remedy: str
) -> None:
    (found,) = loaded(tmp_path, lines).findings
    assert found.place
    assert message in found.message
    assert remedy in found.hint
    last = lines.splitlines()[-1]
    spot = 1 if "unknown key" in message else last.index("=") + 3
    line = len(f"{SETTINGS}\n[editions.pamphlet]\n{lines}".splitlines())
    assert (found.place.file, found.place.line, found.place.column) == (
        "publication.toml", line, spot,
    )  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), RIGHT)
def test_what_may_be_said(tmp_path: Path, lines: str, expected: dict[str, object]) -> None:
    result = loaded(tmp_path, lines)
    assert not result.findings
    assert result.publication
    settings = result.publication.editions["pamphlet"]
    assert isinstance(settings, PamphletSettings)
    assert {name: getattr(settings, name) for name in expected} == expected


def test_what_is_let_through_is_understood() -> None:
    assert tuple(SHEETS) == SHEET_NAMES
    assert tuple(PAPERS) == PAPER_NAMES
    assert COVERED == _COVERED
    assert all(size(name, "sheet") for name in SHEET_NAMES)
    assert all(thickness(word) for word in (*PAPER_NAMES, "80gsm", "80 g", "0.1mm", "0.2 mm"))
