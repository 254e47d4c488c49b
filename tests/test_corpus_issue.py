"""Articles by others, in four languages, as one issue in each theme."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from tests.building import Built, built
from tests.corpus_issue import GUIDES, MAGAZINE, write_issue
from tests.epub_reading import chapters
from tests.in_themes import THEMES
from tests.validators import epubcheck


@pytest.fixture(scope="module", params=THEMES)
def issue(
    request: pytest.FixtureRequest, shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> Built:
    """The issue in a theme."""
    folder = tmp_path_factory.mktemp(request.param)
    write_issue(shared, folder / "source", request.param)
    return built(folder / "source", folder / "out")


def test_all_is_there_in_both_editions(issue: Built) -> None:
    articles = [chapter for chapter in chapters(issue.epub) if chapter.is_article]
    assert len(articles) == len(GUIDES) + len(MAGAZINE)
    assert [each.root.get("lang") for each in articles][:4] == ["en", "fr", "ja", "ar"]
    with pikepdf.open(issue.pdf) as document:
        parts = document.Root.StructTreeRoot.K.K
        assert [str(part.Lang) for part in parts if part.S == "/Art"][:4] == [
            "en",
            "fr",
            "ja",
            "ar",
        ]


def test_epubcheck_has_nothing_to_say(issue: Built) -> None:
    assert epubcheck(issue.epub) == []


def test_its_pages_hold_together(issue: Built) -> None:
    assert [found for found in issue.findings if "[layout-" in found] == []


def test_what_no_font_shows_is_named_with_the_remedy(issue: Built) -> None:
    """Japanese and emoji need fonts of the system: a theme brings none."""
    for found in (found for found in issue.findings if "[glyph-missing]" in found):
        assert "metrics-" in found or "Contents" in found or "Credits" in found
