"""The themes that come with packager: each is sound, holds a publication, and its options work."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest

from packager.compile.chapters import reader_css
from packager.compile.styles import page_tokens, resolve
from packager.load.theme import packaged_styles, theme_names
from packager.model.theme import Theme
from tests.building import BOOKS, Built, built
from tests.in_themes import THEMES, themed
from tests.loading import loaded, write
from tests.paper import packaged, text_of

GENERIC = {"serif", "sans-serif", "monospace"}
OF_THE_LAYOUT = re.compile(r"\[(layout-.*|note-astray|heading-stranded|caption-torn|.*-alone)\]")

SETTINGS = """\
schema_version = 1

[publication]
kind = "pamphlet"
slug = "lock"
title = "The Lock"
language = "en"
date = 2026-06-17
rights = { holder = "Ana Reis", licence = "CC-BY-4.0" }
contents = ["one.md"]
"""

ARTICLE = """\
---
title: The lock at noon
kicker: Canals
subjects: [Water, Gates]
contributors: [{name: Ana Reis, role: author, bio: keeps the gate.}]
---
::: standfirst
A gate is opened twice a day, and *never* in a hurry.
:::

The keeper *walks* from one side to the other.[^1]

## Morning

The water stands high. A boat waits before the gate, and another behind it, and both are patient.

### Before six

Nobody comes.

## Evening

The water stands low.

[^1]: She *does* so slowly.
"""

Build = Callable[..., Built]
every_theme = pytest.mark.parametrize("name", THEMES)


def chosen(folder: Path, theme: str, options: str = "", article: str = ARTICLE) -> Path:
    """The small publication in a theme of packager's own, with these lines of options."""
    settings = f'{SETTINGS}\n[theme]\nname = "{theme}"\n[theme.options]\n{options}\n'
    write(folder, {"publication.toml": settings, "one.md": article})
    shutil.rmtree(folder / "styles")
    return folder


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Builds the small publication; the same one once."""
    known: dict[tuple[str, ...], Built] = {}

    def made(theme: str, options: str = "", article: str = ARTICLE) -> Built:
        key = theme, options, article
        if key not in known:
            folder = tmp_path_factory.mktemp(theme)
            known[key] = built(chosen(folder / "in", *key), folder / "out")
        return known[key]

    return made


def style_of(epub: Path) -> str:
    return zipfile.ZipFile(epub).read("EPUB/style.css").decode()


def fonts_of(pdf: Path) -> set[str]:
    """The names of the fonts in a PDF, without the tags of their subsets."""
    lines = subprocess.run(["pdffonts", pdf], capture_output=True, check=True, text=True).stdout
    return {line.split()[0].partition("+")[2] for line in lines.splitlines()[2:]}


def grey(pdf: Path) -> bool:
    """Whether no pixel of the pages is of any colour."""
    pages = [page.render(scale=1).to_pil().convert("RGB") for page in pypdfium2.PdfDocument(pdf)]
    colours = {colour for page in pages for _count, colour in page.getcolors(1 << 20)}
    return all(len(set(colour)) == 1 for colour in colours)


def sheets(theme: Theme) -> Iterator[str]:
    """The style sheets of a theme, their tokens put in, for each page and for e-readers."""
    for page in theme.pages.values():
        for css in (theme.paper_css, theme.furniture_css):
            yield resolve(css, page_tokens(theme, page))
    yield reader_css(theme)


def luminance(colour: str) -> float:
    """The relative luminance of `#rrggbb` (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


# --- Each theme ----------------------------------------------------------------------------------


def test_these_are_all() -> None:
    assert theme_names([packaged_styles()]) == sorted(THEMES)


@every_theme
def test_a_theme_says_what_it_is_and_fits_the_usual_pages(name: str) -> None:
    theme = packaged(name)
    assert theme.title
    assert theme.description
    assert {"A5", "Half-Letter", "A4", "Letter"} <= set(theme.pages)


@every_theme
def test_every_token_has_a_value_on_every_page(name: str) -> None:
    assert not [css for css in sheets(packaged(name)) if "var(" in css]


@every_theme
def test_the_families_of_the_tokens_come_with_the_theme(name: str) -> None:
    theme = packaged(name)
    known = {family.name for family in theme.families} | GENERIC
    for token in ("serif", "sans", "mono"):
        stack = resolve(f"var(--{token})", theme.tokens)
        assert {family.strip(" '\"") for family in stack.split(",")} <= known


@every_theme
def test_words_stand_out_from_the_paper(name: str) -> None:
    tokens = packaged(name).tokens
    for colour in ("--ink", "--muted", "--accent"):
        assert contrast(tokens[colour], tokens["--paper"]) >= 7
    assert contrast(tokens["--on-accent"], tokens["--accent"]) >= 7


@every_theme
def test_a_page_holds_whole_lines(name: str) -> None:
    for design in packaged(name).pages.values():
        page = design.geometry
        height = page.height - page.top - page.bottom
        leading = float(design.tokens["--leading"].removesuffix("pt"))
        assert (height + 0.01) % leading < 0.7, page.name  # pt


@every_theme
def test_every_option_changes_the_sheets(name: str, tmp_path: Path) -> None:
    usual = packaged(name)
    values = ["true", "false", '"#123456"', '"start"', '"justify"', '"Literata"', '"Source Sans 3"']
    for option in usual.options:
        changed = 0
        for at, value in enumerate(values):
            folder = tmp_path / f"{option}-{at}"
            try:
                theme = loaded(chosen(folder, name, f"{option} = {value}")).theme
            except AssertionError:  # a value that it cannot have
                continue
            changed += list(sheets(theme)) != list(sheets(usual))
        assert changed, option


@pytest.mark.parametrize("book", ["notes", "typed-parts", "long-table"])
@every_theme
def test_the_pages_of_a_publication_hold_together(name: str, book: str, tmp_path: Path) -> None:
    made = themed(BOOKS / book, name, tmp_path)
    assert made.epub.stat().st_size
    assert [found for found in made.findings if OF_THE_LAYOUT.search(found)] == []


# --- Pamphlet ------------------------------------------------------------------------------------


def test_a_pamphlet_is_black_until_a_colour_is_chosen(build: Build) -> None:
    assert grey(build("pamphlet").pdf)
    assert not grey(build("pamphlet", 'accent = "#a00000"').pdf)


@pytest.mark.parametrize(("lines", "even"), [("start", False), ("justify", True)])
def test_lines_are_ragged_or_even_as_chosen(build: Build, lines: str, even: bool) -> None:
    words = " ".join(["A boat waits before the gate, and another behind it."] * 12)
    made = build("pamphlet", f'alignment = "{lines}"', f"---\ntitle: One\n---\n{words}\n")
    page = text_of(made.pdf.read_bytes(), "-bbox-layout", "-f", "3", "-l", "3")
    ends = [round(float(end)) for end in re.findall(r'<line \S+ \S+ xMax="(\S+)"', page)]
    assert (max(map(ends.count, ends)) > 5) == even


# --- Journal -------------------------------------------------------------------------------------


def test_a_journal_has_abstract_keywords_and_affiliations(build: Build) -> None:
    words = " ".join(text_of(build("journal").pdf.read_bytes()).split())
    words = words[words.index("The lock at noon") :].lower()
    order = ["ana reis", "keeps the gate", "abstract", "a gate is opened", "keywords", "the keeper"]
    places = [words.index(each) for each in order]
    assert places == sorted(places)
    assert "keywords water · gates the keeper" in words
    assert words.count("keeps the gate") == 1  # not at the end as well


def test_without_a_standfirst_nothing_is_called_an_abstract(build: Build) -> None:
    article = re.sub(r":::.*:::\n", "", ARTICLE, flags=re.DOTALL)
    epub = build("journal", article=article).epub
    chapter = zipfile.ZipFile(epub).read("EPUB/one.xhtml").decode()
    assert "Abstract" not in chapter
    assert chapter.index("Keywords") < chapter.index("The keeper")


def test_sections_are_numbered_unless_the_editor_will_not(build: Build) -> None:
    made, without = build("journal"), build("journal", "numbering = false")
    heads = r"1\s+Morning\s.*1\.1\s+Before six\s.*2\s+Evening"
    assert re.search(heads, text_of(made.pdf.read_bytes()), re.DOTALL)
    assert not re.search(r"1\.1\s+Before|2\s+Evening", text_of(without.pdf.read_bytes()))
    reader = r"h2::before \{[^}]*display: (\w+)"
    assert re.findall(reader, style_of(made.epub)) == ["inline"]
    assert re.findall(reader, style_of(without.epub)) == ["none"]


# --- Plain ---------------------------------------------------------------------------------------


def test_large_print_has_no_small_letters(build: Build) -> None:
    """Lower-case letters without ascenders are 0.49 of Atkinson Hyperlegible's size high."""
    heights = []
    for page in pypdfium2.PdfDocument(build("plain").pdf):
        text = page.get_textpage()
        for index in range(text.count_chars()):
            if text.get_text_range(index, 1) in tuple("xzvw"):
                _left, bottom, _right, top = text.get_charbox(index)
                heights.append(top - bottom)
    assert len(heights) > 10
    assert min(heights) >= 0.49 * 12  # pt


def test_large_print_has_neither_italics_nor_hyphens(build: Build) -> None:
    pdf = build("plain").pdf
    assert [name for name in fonts_of(pdf) if "Bold" in name]
    assert not [name for name in fonts_of(pdf) if "Italic" in name or "Oblique" in name]
    assert "\u2010" not in text_of(pdf.read_bytes())


def test_the_ground_is_painted_in_the_colour_that_was_chosen(build: Build) -> None:
    made = build("plain", 'paper = "#fff8e7"')
    pages = list(pypdfium2.PdfDocument(made.pdf))
    images = [page.render(scale=1).to_pil().convert("RGB") for page in pages]
    written = [image for image in images if len(image.getcolors(1 << 20)) > 1]  # not left blank
    assert len(written) > 2
    for image in written:
        edge = 20  # of the cover's frame, in px
        corners = [(edge, edge), (image.width - edge, image.height - edge)]
        assert {image.getpixel(corner) for corner in corners} == {(255, 248, 231)}


# --- Faces ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("theme", "face"), [("plain", "Lexend"), ("journal", "Literata"), ("pamphlet", "Archivo")]
)
def test_the_text_is_set_in_the_family_that_was_chosen(build: Build, theme: str, face: str) -> None:
    made, usual = build(theme, f'face = "{face}"'), build(theme)
    gone = fonts_of(usual.pdf) - fonts_of(made.pdf)
    assert any(name.startswith(face) for name in fonts_of(made.pdf))
    assert any(
        name.startswith(("Atkinson", "EB-Garamond", "EBGaramond", "Literata")) for name in gone
    )
    assert re.search(rf"body \{{\s*font-family: '{face}'", style_of(made.epub))
