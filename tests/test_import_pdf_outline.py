"""PDF of several articles ──▶ several articles: what the outline and the pages say together."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest

from packager.importers.imported import Imported
from packager.importers.pdf import read
from packager.importers.source import Source
from packager.importers.words import missing
from tests import pdf_made


def imported(path: Path) -> Imported:
    return read(Source(path, path.name))


@pytest.fixture(scope="module")
def magazine(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    return imported(pdf_made.magazine(tmp_path_factory.mktemp("pdf") / "harbour.pdf"))


def test_each_article_of_the_outline_is_one(magazine: Imported) -> None:
    assert [one.title for one in magazine.articles] == list(pdf_made.MAGAZINE)
    assert [one.section for one in magazine.articles] == ["", "Reports", "Reports", ""]
    assert len({one.name for one in magazine.articles}) == 4
    heads = [re.findall(r"(?m)^#+ (.+)$", one.body) for one in magazine.articles]
    assert heads == [[], ["Afterwards"], [], []]


def test_each_article_has_its_own_people_and_notes(magazine: Imported) -> None:
    people = [[person.name for person in one.contributors] for one in magazine.articles]
    assert people == [["Ida Kern"], [], [], []]
    notes = [re.findall(r"(?m)^\[\^\d+\]: (.+)$", one.body) for one in magazine.articles]
    assert notes == [[pdf_made.NOTES[0]], [pdf_made.NOTES[1]], [], []]
    assert (magazine.counts.notes, magazine.counts.calls, magazine.counts.headings) == (2, 2, 1)


def test_cover_and_contents_are_left_out_by_name(magazine: Imported) -> None:
    named = {one.what: one.text for one in magazine.dropped if one.what != "running head"}
    assert named["cover and title page"].startswith("Harbour Review")
    assert all(title in named["list of the articles"] for title in pdf_made.MAGAZINE)
    said = [one.message for one in magazine.findings]
    assert any("(Contents) are left out" in message for message in said)
    explained = [one.text for one in (*magazine.recognised, *magazine.dropped)]
    lost = missing(magazine.source_text, [one.body for one in magazine.articles], explained)
    assert not lost


def test_an_outline_of_subheads_divides_nothing(tmp_path: Path) -> None:
    made = imported(pdf_made.pdf(pdf_made.article("single"), tmp_path / "salt.pdf"))
    assert len(made.articles) == 1


def test_an_outline_that_the_pages_gainsay_divides_nothing(tmp_path: Path) -> None:
    path = pdf_made.magazine(tmp_path / "harbour.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        with document.open_outline() as outline:
            outline.root[:] = [
                pikepdf.OutlineItem(title, at) for at, title in enumerate(pdf_made.MAGAZINE, 1)
            ]
        document.save(path)
    assert len(imported(path).articles) == 1
