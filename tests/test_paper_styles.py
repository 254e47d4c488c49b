"""Tokens are put into CSS as text; pages and fonts are written as rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from packager.compile.styles import body_page, font_faces, resolve, sided_pages
from packager.errors import UsageError
from packager.model.page import PageGeometry
from packager.model.theme import FontFace
from tests.paper import review

TOKENS = {
    "--ink": "#111",
    "--text": "var(--ink)",
    "--half": "calc(var(--line) / 2)",
    "--line": "12pt",
}


@pytest.mark.parametrize(
    ("css", "resolved"),
    [
        ("a { color: var(--ink) }", "a { color: #111 }"),
        ("a { color: var( --text ) }", "a { color: #111 }"),
        ("a { margin: var(--half) var(--line) }", "a { margin: calc(12pt / 2) 12pt }"),
        ("a { color: var(--no, red) }", "a { color: red }"),
        (
            "a { color: var(--no, rgb(1, calc(2 + (3)), 4)) }",
            "a { color: rgb(1, calc(2 + (3)), 4) }",
        ),
        ("a { color: var(--no, var(--ink)) }", "a { color: #111 }"),
        ("/* var(--no)\n */b {}", "\nb {}"),
        ('a::before { content: "/* no comment */" }', 'a::before { content: "/* no comment */" }'),
    ],
)
def test_tokens_are_replaced(css: str, resolved: str) -> None:
    assert resolve(css, TOKENS) == resolved


def test_an_unknown_token_is_named() -> None:
    with pytest.raises(UsageError, match=r"--colour"):
        resolve("a { color: var(--colour) }", TOKENS)


def test_tokens_in_a_circle_are_refused() -> None:
    with pytest.raises(UsageError, match="circle"):
        resolve("a { color: var(--a) }", {"--a": "var(--b)", "--b": "var(--a)"})


def test_bodies_have_equal_sides_and_furniture_has_not() -> None:
    page = PageGeometry("A5", 420, 595, top=40, bottom=60, inner=50, outer=30)
    assert body_page(page) == "@page { size: 420pt 595pt; margin: 40pt 40pt 60pt 40pt; }"
    left, right = sided_pages(page).splitlines()
    assert left == "@page left { size: 420pt 595pt; margin: 40pt 50pt 60pt 30pt; }"
    assert right == "@page right { size: 420pt 595pt; margin: 40pt 30pt 60pt 50pt; }"


def test_a_range_of_weights_can_be_left_to_the_font() -> None:
    theme = review()

    def address(face: FontFace) -> str:
        return Path(face.path).name

    assert "font-weight: 200 900;" in font_faces(theme, address)
    without = font_faces(theme, address, ranges=False)
    assert "200 900" not in without
    assert 'font-family: "Amiri"; font-style: normal; font-weight: 700;' in without
