"""Themes in layers: one that extends another, and a publication's own sheet laid over all of it."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest

from packager.load.theme import packaged_styles
from packager.pipeline import build
from packager.report import BuildOptions
from tests.loading import SETTINGS, lines, loaded
from tests.paper import packaged
from tests.small import ARTICLE, CommandLine, publication
from tests.small import SETTINGS as SMALL

BASE = """\
title = "Base"
description = "Beneath"
[tokens]
accent = "#111111"
text-size = "1em"
lead = "1.5"
[options.accent]
type = "colour"
token = "accent"
help = "of the base"
[options.lead]
type = "text"
token = "lead"
[[families]]
name = "Literata"
holder = "The Literata Project Authors"
licence = "OFL-1.1"
[[families.faces]]
file = "fontpkg_literata:files/Literata[opsz,wght].ttf"
[pages.A5]
top = "16mm"
bottom = "20mm"
inner = "18mm"
outer = "14mm"
tokens = { text-size = "9pt" }
[pages.A4]
top = "20mm"
bottom = "20mm"
inner = "20mm"
outer = "20mm"
"""


def write(folder: Path, files: dict[str, str], name: str = "heir", more: str = "") -> Path:
    """A publication with these themes; it has chosen the one of this name."""
    settings = f'{SETTINGS}\n[theme]\nname = "{name}"\n{more}'
    sheets = {f"styles/base/{use}.css": f".base-{use} {{ }}" for use in USES}
    given = {"styles/base/theme.toml": BASE, **sheets, **files}
    return publication(folder, {"publication.toml": settings, **given})


USES = ("paper", "furniture", "ereader")
HEIR = 'title = "Heir"\nextends = "base"\n'


def test_an_heir_has_what_it_does_not_give_itself(tmp_path: Path) -> None:
    theme = loaded(write(tmp_path, {"styles/heir/theme.toml": HEIR})).theme
    assert (theme.name, theme.title, theme.description) == ("heir", "Heir", "")
    assert theme.tokens == {"--accent": "#111111", "--text-size": "1em", "--lead": "1.5"}
    assert theme.options == {"accent": "#111111", "lead": "1.5"}
    assert [family.name for family in theme.families] == ["Literata"]
    assert set(theme.pages) == {"A5", "A4"}
    css = (theme.paper_css, theme.furniture_css, theme.ereader_css)
    assert css == tuple(f".base-{use} {{ }}" for use in USES)


def test_what_an_heir_gives_goes_before(tmp_path: Path) -> None:
    heir = (
        HEIR
        + """\
[tokens]
accent = "#222222"
[options.lead]
type = "choice"
token = "lead"
choices = ["1", "2"]
default = "2"
[[families]]
name = "Source Sans 3"
holder = "Adobe"
licence = "OFL-1.1"
[[families.faces]]
file = "fontpkg_source_sans_3:files/SourceSans3[wght].ttf"
[[families]]
name = "Literata"
holder = "Somebody else"
licence = "OFL-1.1"
[[families.faces]]
file = "fontpkg_literata:files/Literata-Italic[opsz,wght].ttf"
[pages.A5]
top = "30mm"
bottom = "20mm"
inner = "18mm"
outer = "14mm"
"""
    )
    files = {
        "styles/heir/theme.toml": heir,
        "styles/heir/paper.css": ".heir { }",
        "styles/heir/templates/credits.xhtml.jinja": "",
        "styles/base/templates/cover.xhtml.jinja": "",
    }
    theme = loaded(write(tmp_path, files)).theme
    assert theme.tokens == {"--accent": "#222222", "--text-size": "1em", "--lead": "2"}
    assert theme.options == {"accent": "#222222", "lead": "2"}
    assert [(family.name, family.holder) for family in theme.families] == [
        ("Source Sans 3", "Adobe"),
        ("Literata", "Somebody else"),
    ]
    assert theme.pages["A5"].geometry.top == pytest.approx(85.04, abs=0.01)
    assert theme.pages["A5"].tokens == {}  # a page is taken or given whole
    assert theme.pages["A4"].geometry.top == pytest.approx(56.69, abs=0.01)
    assert theme.paper_css == ".base-paper { }\n.heir { }"
    assert [path.relative_to(tmp_path / "styles").as_posix() for path in theme.templates] == [
        "heir/templates",
        "base/templates",
    ]


def test_three_in_a_line(tmp_path: Path) -> None:
    files = {
        "styles/middle/theme.toml": 'title = "M"\nextends = "base"\n[tokens]\naccent = "#333"\n',
        "styles/heir/theme.toml": 'title = "H"\nextends = "middle"\n[tokens]\nlead = "3"\n',
    }
    theme = loaded(write(tmp_path, files)).theme
    assert (theme.tokens["--accent"], theme.tokens["--lead"]) == ("#333", "3")


def test_an_heir_of_a_packaged_theme(tmp_path: Path) -> None:
    files = {
        "styles/heir/theme.toml": 'title = "Ours"\nextends = "review"\n[tokens]\nink = "#000001"\n',
        "styles/heir/paper.css": ".ours { }",
    }
    theme, beneath = loaded(write(tmp_path, files)).theme, packaged("review")
    assert theme.tokens == {**beneath.tokens, "--ink": "#000001"}
    assert theme.pages == beneath.pages
    assert theme.families == beneath.families
    assert theme.templates == beneath.templates
    assert theme.paper_css == f"{beneath.paper_css}\n.ours {{ }}"
    assert theme.ereader_css == beneath.ereader_css


def test_an_heir_may_have_the_name_of_the_packaged_theme_that_it_extends(tmp_path: Path) -> None:
    files = {"styles/review/theme.toml": 'title = "Ours"\nextends = "review"\n'}
    theme = loaded(write(tmp_path, files, "review")).theme
    assert (theme.title, theme.tokens) == ("Ours", packaged("review").tokens)


def test_a_theme_beneath_that_is_not_there(tmp_path: Path) -> None:
    files = {"styles/heir/theme.toml": 'title = "H"\nextends = "bsae"\n'}
    (line,) = lines(write(tmp_path, files))
    assert line == 'styles/heir/theme.toml:2:11: error[theme-missing]: there is no theme "bsae"'


@pytest.mark.parametrize("beneath", ["heir", "middle"])
def test_themes_do_not_extend_one_another_in_a_circle(tmp_path: Path, beneath: str) -> None:
    files = {
        "styles/heir/theme.toml": f'title = "H"\nextends = "{beneath}"\n',
        "styles/middle/theme.toml": 'title = "M"\nextends = "heir"\n',
    }
    (line,) = lines(write(tmp_path, files))
    assert line.startswith("styles/")
    assert "error[theme-" in line


def test_what_is_there_to_be_extended_cannot_be_chosen(tmp_path: Path) -> None:
    assert (packaged_styles() / "_common/theme.toml").is_file()
    (line,) = lines(write(tmp_path, {}, "_common"))
    assert line == 'publication.toml:10:8: error[theme-missing]: there is no theme "_common"'


def test_an_option_of_an_heir_sets_a_token_that_one_of_them_has(tmp_path: Path) -> None:
    option = '[options.ink]\ntype = "colour"\ntoken = "inkk"\n'
    (line,) = lines(write(tmp_path, {"styles/heir/theme.toml": HEIR + option}))
    assert line == (
        'styles/heir/theme.toml:5:9: error[theme-invalid]: the theme has no token "inkk"'
    )


# --- The sheet laid over ---

OVERLAY = """\
.title::after { content: " Both" }
.standfirst { font-family: "Source Code Pro" }
@media print { h2::after { content: " Printed" } }
@media screen { h2::after { content: " Screened" } }
"""
BODY = ARTICLE + "\n::: standfirst\nThin.\n:::\n\n## Heading\n\nMore.\n"


@dataclass(frozen=True)
class Editions:
    """What is in the two editions of a publication."""

    paper: str
    css: str
    fonts: tuple[str, ...]


def made(folder: Path, overlay: str) -> Editions:
    settings = SMALL + ('css = "own.css"\n' if overlay else "")
    publication(folder, {"publication.toml": settings, "one.md": BODY, "own.css": overlay})
    build(folder, BuildOptions(output=folder / "out"))
    with pypdfium2.PdfDocument(folder / "out/small.pdf") as pdf:
        paper = " ".join(page.get_textpage().get_text_range() for page in pdf)
    with zipfile.ZipFile(folder / "out/small.epub") as epub:
        css = next(name for name in epub.namelist() if name.endswith("style.css"))
        fonts = tuple(name for name in epub.namelist() if name.endswith((".ttf", ".otf", ".woff2")))
        return Editions(paper, epub.read(css).decode(), fonts)


def test_a_sheet_is_laid_over_the_theme_in_both_editions(tmp_path: Path) -> None:
    bare = made(tmp_path / "bare", "")
    laid = made(tmp_path / "laid", OVERLAY)
    assert "One Both" in laid.paper
    assert "Heading Printed" in laid.paper
    assert "Screened" not in laid.paper
    assert laid.css.rstrip().endswith(OVERLAY.strip())
    assert not [name for name in bare.fonts if "code" in name.lower()]
    assert [name for name in laid.fonts if "code" in name.lower()]


def test_a_sheet_that_is_not_there(tmp_path: Path) -> None:
    (line,) = lines(write(tmp_path, {}, "base", 'css = "own.css"\n'))
    assert line.startswith("publication.toml:11:7: error[file-missing]")


def test_a_sheet_from_elsewhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.css").write_text("p { color: red }", "utf-8")
    folder = write(tmp_path / "home", {}, "base", 'css = "../secret.css"\n')
    (line,) = lines(folder)
    assert "error[path-outside]" in line


def test_a_build_tells_what_its_own_sheet_cannot_do(packager: CommandLine) -> None:
    publication(
        Path("home"),
        {"publication.toml": SMALL + 'css = "own.css"\n', "own.css": "p { margin: var(--no) }"},
    )
    ran = packager("build", "-C", "home")
    assert ran.status == 1
    assert "home/own.css:1:5: error[theme-invalid]: The theme has no token no." in ran.err
