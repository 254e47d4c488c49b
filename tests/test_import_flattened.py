"""Flattened lines: words that line ends divide, headings by their size, typewriter words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from packager.importers.flattened.lines import Line, Run, plain_line
from packager.importers.flattened.pieces import Kind, Piece, pieces
from packager.importers.flattened.tree import blocks
from packager.importers.flattened.whole_words import whole_words
from packager.importers.writing import markdown
from packager.model.text import Heading, Text, plain

# Lines that show that the text divides words: both halves stand elsewhere as one word.
DIVIDED = ("The harbour and the keeper of the har-", "bour were old, and so was the kee-", "per.")


def joined(*lines: str, language: str = "en") -> str:
    given = [plain_line(text, number) for number, text in enumerate((*DIVIDED, *lines), 1)]
    whole = whole_words(given, list(range(len(given))), language)
    return " ".join(line.text for line in whole.lines)


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        (("It asks for pre-", "cision at all hours."), "precision"),
        (("The sea pro-", "vides for them."), "provides"),
        (("It is a so-", "cial question."), "social"),
        (("A price of the labour-", "intensive sort."), "labour-intensive"),
        (("After the war came the pre-", "war prices."), "pre-war"),
        (("They will re-", "elect him."), "re-elect"),
        (("It was a non-", "violent strike."), "non-violent"),
        (("The govern-", "ment fell."), "government"),
    ],
)
def test_whose_hyphen_it_is(lines: tuple[str, ...], word: str) -> None:
    assert word in joined(*lines).split(".")[1] + joined(*lines)


def test_a_text_that_divides_no_words_keeps_its_hyphens() -> None:
    given = [plain_line("It asks for pre-", 1), plain_line("cision.", 2)]
    assert "pre-cision" in whole_words(given, [0, 1], "en").lines[0].text


def heading(text: str, size: float = 0.0, level: int = 0) -> Piece:
    return Piece(Kind.HEADING, (Run(text),), size=size, level=level, marked=bool(level))


def levels(*found: Piece) -> list[tuple[str, int]]:
    made = blocks(found)
    return [(plain(each.children), each.level) for each in made if isinstance(each, Heading)]


def test_headings_of_nearly_one_size_are_of_one_level() -> None:
    found = levels(heading("A", 14.0), heading("B", 13.8), heading("C", 12.0), heading("D", 14.1))
    assert found == [("A", 2), ("B", 2), ("C", 3), ("D", 2)]


def test_headings_of_one_mark_are_of_one_level_whatever_their_size() -> None:
    assert levels(heading("A", 14, 2), heading("B", 11, 2)) == [("A", 2), ("B", 2)]


def test_typewriter_words_are_code() -> None:
    line = Line((Run("Type "), Run("make https://a.example/x", code=True), Run(" and")), 1, size=10)
    after = replace(line, runs=(Run("wait", code=True), Run(".")), number=2)
    made = markdown(Text(blocks(pieces([line, after])), ()))
    assert made == "Type `make https://a.example/x` and `wait`.\n"
