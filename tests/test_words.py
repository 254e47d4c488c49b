"""The comparison of two editions sees what it is there to see."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.building import BOOKS, Built, built
from tests.pdf_reading import PdfText, joined
from tests.words import differences, words


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A book with notes, one of them long."""
    return built(BOOKS / "notes", tmp_path_factory.mktemp("words") / "notes")


def changed(epub: Path, target: Path, old: str, new: str) -> Path:
    """The EPUB with one passage of its chapters replaced."""
    count = 0
    with ZipFile(epub) as before, ZipFile(target, "w") as after:
        for info in before.infolist():
            content = before.read(info)
            if info.filename.endswith(".xhtml"):
                count += content.count(old.encode())
                content = content.replace(old.encode(), new.encode())
            after.writestr(info, content)
    assert count == 1, f"{old!r} is there {count} times"
    return target


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("that has been told where", "that has been where", "body"),
        ("A plain note.", "A note.", "notes"),
        ("In the middle.", "At the middle.", "notes"),
        ("the text goes on", "the goes text on", "body"),
    ],
)
def test_a_changed_word_is_told(
    notes: Built, tmp_path: Path, old: str, new: str, told: str
) -> None:
    report = differences(changed(notes.epub, tmp_path / "changed.epub", old, new), notes.pdf)
    assert report
    assert all(f", {told}: " in line for line in report)


def test_furniture_and_notes_are_told_from_the_text(notes: Built) -> None:
    pages = PdfText.read(notes.pdf).pages
    body = words(joined(line for page in pages for line in page.body))
    on_foot = words(joined(line for page in pages for line in page.notes))
    assert "hurry" in body
    assert "hurry" not in on_foot
    assert "summit" in on_foot
    assert "summit" not in body
    numbers = [line.mark for page in pages for line in page.notes if line.mark]
    assert numbers == [1, 2, 3, 4, 5, 6, 1, 2]


def test_words_are_what_is_left_without_case_marks_and_punctuation() -> None:
    text = "MEXICO: “Narco-war”, don\u00adt — 10²!"
    assert words(text) == ["mexico", "narco", "war", "dont", "102"]
    assert words("طُويت مرّة") == ["طويت", "مرة"]
