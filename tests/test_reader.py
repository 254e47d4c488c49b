"""EPUBs in a reading system: by day and by night, and notes open where they are called."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.building import BOOKS, built
from tests.reader import PHONE, TABLET, Shot, read


@pytest.mark.parametrize(
    ("book", "chapter", "words"),
    [
        ("notes", "canals.xhtml", "A plain note."),
        ("right-to-left", "gilayon.xhtml", "שני קיפולים נותנים שמונה עמודים."),
    ],
)
def test_a_note_opens_where_it_is_called(
    book: str, chapter: str, words: str, tmp_path: Path
) -> None:
    epub = built(BOOKS / book, tmp_path / book).epub
    (shown,) = read(epub, [Shot(str(tmp_path / "note.png"), chapter, note=True)])
    assert shown["faults"] == []
    assert (shown["note"]["open"], shown["note"]["hidden"]) == (True, False)
    assert shown["note"]["type"] == "footnote"
    assert words in shown["note"]["text"]


def test_night_is_dark_and_day_is_light(tmp_path: Path) -> None:
    epub = built(BOOKS / "notes", tmp_path / "notes").epub
    shots = [
        Shot(str(tmp_path / f"{size[0]}-{dark}.png"), "canals.xhtml", size=size, dark=dark)
        for size in (PHONE, TABLET)
        for dark in (False, True)
    ]
    assert [shown["faults"] for shown in read(epub, shots)] == [[]] * len(shots)
    for shot in shots:
        histogram = Image.open(shot.file).convert("L").histogram()
        ground = max(range(256), key=histogram.__getitem__)
        words = sum(histogram[160:]) if shot.dark else sum(histogram[:96])
        assert ground < 64 if shot.dark else ground > 224
        assert words > sum(histogram) // 200  # there is text, in the other colour
