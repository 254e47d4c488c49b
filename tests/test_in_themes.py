"""The sample and the manual in every theme: valid, open to all, and on pages that hold together."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import ROOT, SAMPLE, Built
from tests.in_themes import THEMES, themed
from tests.looks import LOOKS, Look, difference, drawn
from tests.validators import ace, epubcheck

PUBLICATIONS = {"sample": SAMPLE, "manual": ROOT / "content/manual"}
_ALIKE = 6.0  # of 255 levels of grey, on average: other versions of a font make about 2
every_theme = pytest.mark.parametrize("theme", THEMES)
each = pytest.mark.parametrize("name", PUBLICATIONS)


@pytest.fixture
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where all workers of a test run build."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if base.name.startswith("popen-") else base) / "themed"
    folder.mkdir(exist_ok=True)
    return folder


def publication(shelf: Path, name: str, theme: str) -> Built:
    return themed(PUBLICATIONS[name], theme, shelf / f"{name}-{theme}")


@each
@every_theme
def test_the_judges_have_nothing_to_say(shelf: Path, name: str, theme: str) -> None:
    made = publication(shelf, name, theme)
    assert epubcheck(made.epub) == []
    assert ace(made.epub) == []


@each
@every_theme
def test_nothing_is_found_wrong(shelf: Path, name: str, theme: str) -> None:
    assert publication(shelf, name, theme).findings == []


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_pages_look_as_they_did_when_somebody_looked(shelf: Path, look: Look) -> None:
    """`python -m tests.looks --write` takes the pages as they are; look at them first."""
    made = publication(shelf, "sample", look.theme)
    assert difference(drawn(made.pdf, look), look) < _ALIKE
