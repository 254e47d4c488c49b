"""Tokens are put into CSS as text; pages and fonts are written as rules."""

from __future__ import annotations

import re
from ctypes import c_double
from pathlib import Path

import pypdfium2
import pytest
import uharfbuzz

from packager.compile.styles import body_page, font_faces, page_tokens, resolve, sided_pages
from packager.errors import UsageError
from packager.load.theme import packaged_styles, theme_names
from packager.model.page import PageGeometry
from packager.model.theme import FontFace, Theme
from tests.paper import fragments, markup, note, packaged, review, with_fonts

THEMES = theme_names([packaged_styles()])

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


# --- Every theme that packager brings -------------------------------------------------------------


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_has_every_token_that_its_sheets_use(name: str) -> None:
    theme = packaged(name)
    assert theme.pages
    resolve(theme.ereader_css, theme.tokens)
    for page in theme.pages.values():
        tokens = page_tokens(theme, page)
        assert "var(" not in resolve(theme.paper_css + theme.furniture_css, tokens)


def luminance(colour: str) -> float:
    """Of a colour `#rrggbb` (WCAG 2.2, relative luminance)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Of two colours (WCAG 2.2, contrast ratio): 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def token(theme: Theme, name: str) -> str:
    """The value of a token, which may be made of others."""
    return resolve(f"var(--{name})", theme.tokens)


GROUNDS = {
    "ink": ("paper", "tint"),
    "muted": ("paper", "tint"),
    "accent": ("paper", "tint"),
    "paper": ("ink",),
}


@pytest.mark.parametrize("name", THEMES)
def test_words_stand_out_from_their_ground_at_least_seven_to_one(name: str) -> None:
    theme = packaged(name)
    worn = set(re.findall(r"[^-]color: var\(--([\w-]+)\)", theme.paper_css + theme.furniture_css))
    assert worn - {"rule"} <= {*GROUNDS, "on-accent"}, "a colour of text that nobody looked at"
    pairs = [(colour, ground) for colour in GROUNDS for ground in GROUNDS[colour]]
    for colour, ground in [*pairs, ("on-accent", "accent")]:
        reached = contrast(token(theme, colour), token(theme, ground))
        assert reached >= 7, f"{colour} on {ground}: {reached:.1f}"


@pytest.mark.parametrize("name", THEMES)
def test_an_ereader_s_text_has_the_size_and_the_colour_that_its_owner_gave_it(name: str) -> None:
    theme = packaged(name)
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", resolve(theme.ereader_css, theme.tokens))
    set_ = [
        (selector.strip(), name, value.strip())
        for selector, body in rules
        for name, value in re.findall(r"([\w-]+):([^;]+);", body)
    ]
    grounds = {selector for selector, name, _ in set_ if name.startswith("background")}
    assert grounds <= {"figure img"}
    colours = {value for _, name, value in set_ if name == "color"}
    assert colours <= {"inherit", "currentColor"}
    sizes = [value for _, name, value in set_ if name == "font-size"]
    assert sizes
    assert all(re.fullmatch(r"[\d.]+em|100%|inherit", value) for value in sizes)


@pytest.mark.parametrize("name", THEMES)
def test_small_capitals_are_asked_only_of_families_that_have_them(name: str) -> None:
    theme = packaged(name)
    for sheet in (theme.paper_css, theme.furniture_css):
        assert "all-small-caps" not in sheet  # a capital and its small one would be one glyph
    if "small-caps" not in theme.paper_css + theme.furniture_css + theme.ereader_css:
        return
    first = token(theme, "serif").split(",")[0].strip("'\" ")
    [family] = [each for each in theme.families if each.name == first]
    for face in family.faces:
        font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face.path))))

        def shaped(font: uharfbuzz.Font, small: bool) -> list[int]:
            buffer = uharfbuzz.Buffer()
            buffer.add_str("abcxyzéßñ")
            buffer.guess_segment_properties()
            uharfbuzz.shape(font, buffer, {"smcp": small})
            return [each.codepoint for each in buffer.glyph_infos]

        pairs = zip(shaped(font, False), shaped(font, True), strict=True)
        assert all(plain != small for plain, small in pairs)


# --- The grid of the review -----------------------------------------------------------------------

TEXT = "<p>The harbour was quiet in the early hours, and nobody spoke along the quay. </p>"
LONG = f"<p>{TEXT[3:-4] * 9}</p>"
BLOCKS = {
    "opening": '<header class="opening"><p class="kicker">Kicker</p><h1 class="title">Title</h1>'
    '<p class="subtitle">Beneath it</p><p class="byline">by A</p></header>',
    "opening without a kicker": '<header class="opening"><h1 class="title">Two lines of a title as'
    ' long as this one is</h1><p class="byline">by A</p></header>',
    "standfirst": f'<div class="standfirst">{LONG}</div>',
    "heading": "<h2>Heading</h2>",
    "headings": "<h2>Heading</h2><h3>Lower</h3>" + TEXT + "<h4>Lowest</h4>",
    "long heading": f"<h2>{'A heading of several lines ' * 6}</h2>",
    "list": f"<ul><li>One</li><li>{LONG[3:-4]}<ol><li>Two</li></ol></li></ul>",
    "loose list": '<ul><li class="loose"><div class="paragraph">One</div>'
    '<div class="paragraph">Two</div></li><li class="loose">Three</li></ul>',
    "definitions": f"<dl><dt>Term</dt><dd>{LONG}{TEXT}</dd></dl>",
    "quotation": f"<blockquote>{LONG}<blockquote>{TEXT}</blockquote></blockquote>",
    "verse": '<div class="verse"><p class="stanza"><span class="verse-line">One</span>'
    '<span class="verse-line">Two</span></p><p class="stanza"><span class="verse-line">Three'
    "</span></p></div>",
    "box": f'<aside class="box"><h3>Head</h3>{LONG}{TEXT}<ul><li>One</li></ul></aside>',
    "pull quote of two lines": '<aside class="pullquote"><p>Words to stop at.<br/>And some more of'
    "</p></aside>",
    "interview": f'<div class="question">{TEXT}</div><div class="answer">{LONG}{TEXT}</div>',
    "break": '<hr class="break"/>',
    "code in a line": "<p>A line with <code>code</code>, a<sup>2</sup> and a call.</p>",
    "words of another script": '<p>The word <span lang="ar" dir="rtl">ورق</span> is paper.</p>',
    "note": f"<p>Words{note(1, 'A note.')} and more.</p>",
}


def baselines(pdf: bytes, size: float) -> list[list[float]]:
    """Where the letters of this size stand on each page: pt below its upper edge."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for page in document:
        text, height, levels = page.get_textpage(), page.get_height(), set()
        x, y, matrix = c_double(), c_double(), pypdfium2.raw.FS_MATRIX()
        for index in range(text.count_chars()):
            pypdfium2.raw.FPDFText_GetMatrix(text, index, matrix)
            if abs(pypdfium2.raw.FPDFText_GetFontSize(text, index) * matrix.d - size) < 0.01:
                pypdfium2.raw.FPDFText_GetCharOrigin(text, index, x, y)
                levels.add(round(height - y.value, 2))
        found.append(sorted(levels))
    return found


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("size", ["A5", "A4"])
def test_text_comes_back_to_the_grid_after(size: str, block: str) -> None:
    theme = review()
    page = theme.pages[size]
    letters, line = (
        float(page.tokens[name].removesuffix("pt")) for name in ("--text-size", "--space")
    )
    body = f"<article>{TEXT}{BLOCKS[block]}{LONG}</article>"
    (made,) = fragments([markup(body)], theme, page)
    [levels] = baselines(with_fonts(made, theme, page), letters)
    assert len(levels) > 4
    for level in levels[-4:]:  # of the words after the block
        off = (level - levels[0] + line / 2) % line - line / 2
        assert abs(off) < 0.1, f"{level - levels[0]:.2f}pt below the first line"
