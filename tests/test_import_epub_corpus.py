"""The two real EPUBs: a poem in one file with its fifty notes, and a Hebrew book with pictures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from packager.importers.imported import Imported
from packager.model.article import Role
from packager.model.dates import PartialDate
from packager.model.publication import Kind
from tests.import_epubs import (
    dropped,
    folder_packed,
    imported,
    named,
    told,
)


@pytest.fixture(scope="module")
def wasteland(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Imported:
    data = folder_packed(shared / "corpus/epub/wasteland")
    return imported(data, tmp_path_factory.mktemp("wasteland"))


@pytest.fixture(scope="module")
def hebrew(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Imported:
    data = folder_packed(shared / "corpus/epub/israelsailing")
    return imported(data, tmp_path_factory.mktemp("hebrew"))


LINES = 434  # elements `div` without another in them, in the five parts of the poem

# --- The Waste Land: one file, notes at its end ------------------------------------------------


def test_a_book_in_one_file_is_cut_where_its_contents_say(wasteland: Imported) -> None:
    titles = [each.title for each in wasteland.articles]
    assert titles == [
        "The Waste Land", "I. THE BURIAL OF THE DEAD", "II. A GAME OF CHESS",
        "III. THE FIRE SERMON", "IV. DEATH BY WATER", "V. WHAT THE THUNDER SAID",
        'NOTES ON "THE WASTE LAND"',
    ]  # fmt: skip
    assert all(each.language == "en-US" for each in wasteland.articles)
    assert all([who.name for who in each.contributors] == ["T.S. Eliot"]
               for each in wasteland.articles)  # fmt: skip


def test_the_fifty_notes_stand_with_their_fifty_calls(wasteland: Imported) -> None:
    bodies = [each.body for each in wasteland.articles]
    calls = [len(re.findall(r"\[\^\d+\](?!:)", body)) for body in bodies]
    notes = [len(re.findall(r"(?m)^\[\^\d+\]:", body)) for body in bodies]
    assert sum(calls) == sum(notes) == 50  # as many `noteref` and `rearnote` as the file has
    assert calls == notes == [0, 11, 9, 18, 0, 12, 0]
    assert (wasteland.counts.notes, wasteland.counts.calls) == (50, 50)
    assert "[^9]: A phenomenon which I have often noticed." in bodies[1]
    assert "the final stroke of nine.[^9]" in bodies[1]


def test_verse_is_verse_with_its_indents_and_languages(wasteland: Imported) -> None:
    first = named(wasteland, "i-the-burial-of-the-dead").body
    assert first.startswith("::: verse\nApril is the cruellest month, breeding\nLilacs out")
    assert first.count("::: verse") == 1
    assert "\nAnd went on in sunlight, into the Hofgarten,\n" in first  # without the line's number
    assert "[Der Heimat zu]{lang=de}" in first
    death = named(wasteland, "iv-death-by-water").body
    assert "And the profit and loss.\n\n    A current under sea\nPicked his bones" in death
    lines = [line for each in wasteland.articles for line in _verse(each.body)]
    assert len(lines) == LINES


def test_what_is_lost_of_the_poem_is_named(wasteland: Imported) -> None:
    numbers = next(each for each in wasteland.dropped if each.what == "line number")
    assert numbers.text.split() == [str(number) for number in range(10, 440, 10)]
    assert "is no ISBN" in next(d.reason for d in wasteland.dropped if d.what == "identifier")
    assert not told(wasteland, "import-link-lost")


def test_the_head_of_the_poem(wasteland: Imported) -> None:
    head = wasteland.publication
    assert (head.kind, head.title, head.language) == (Kind.BOOK, "The Waste Land", "en-US")
    assert head.date == PartialDate(2011, 9, 1)  # not 2012, when the file was modified
    assert head.rights.licence == "CC-BY-SA-3.0"
    cover = next(each for each in wasteland.pictures if each.name == head.cover)
    assert (cover.name, cover.licence) == ("images/wasteland-cover.jpg", "CC-BY-SA-3.0")
    assert cover.source == "http://en.wikipedia.org/wiki/Simon_Fieldhouse"
    front = wasteland.articles[0].body
    assert front.startswith('> ["Nam Sibyllam quidem')
    assert "For Ezra Pound: [il miglior fabbro]{lang=it}" in front


def _verse(body: str) -> list[str]:
    poems = re.findall(r"(?ms)^::: verse\n(.*?)\n:::$", body)
    return [line for poem in poems for line in poem.split("\n") if line.strip()]


# --- A Hebrew book ------------------------------------------------------------------------------


def test_a_hebrew_book_keeps_order_direction_and_pictures(hebrew: Imported) -> None:
    head = hebrew.publication
    assert (head.language, head.direction, head.kind) == ("he", "rtl", Kind.BOOK)
    assert head.publisher
    assert head.publisher.name == "הליקון ספרים"
    assert (head.rights.licence, head.date) == ("CC-BY-SA-2.5", PartialDate(2013, 1, 25))
    assert [who.name for who in head.contributors] == ["אורי עידן"]
    names = [each.name for each in hebrew.articles]
    assert names == ["copyright", *(f"chapter{number}" for number in range(1, 11))]
    assert hebrew.articles[1].title == "הפלגת קצרה עם רונית"
    assert hebrew.articles[1].kicker == "פרק ראשון"
    assert hebrew.articles[0].part is Role.IMPRINT
    shown = [name for each in hebrew.articles for name in re.findall(r"images/[\w.-]+", each.body)]
    assert shown == ["images/logo-ccbysa.png", "images/pic65.jpg", "images/c2.jpg",
                     "images/p2.jpg", "images/dsc-0645.jpg", "images/p7.jpg"]  # fmt: skip
    assert "![מרינה הרצליה](../images/pic65.jpg)" in hebrew.articles[1].body
    assert head.cover == "images/israelsailing.jpg"
    assert dropped(hebrew) == ["identifier", "cover page"]


def test_speech_divided_by_line_breaks_becomes_paragraphs(hebrew: Imported) -> None:
    assert all("\\\n" not in each.body for each in hebrew.articles if each.part is Role.ARTICLE)
    assert any("are paragraphs now" in each for each in told(hebrew, "import-simplified"))
    assert '"יש לך מושג מי זו?" שאל אבישי.\n\n"לא, אמרתי' in hebrew.articles[1].body
