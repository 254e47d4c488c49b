"""Themes: where they are found, what an editor may set, what is wrong with one."""

from __future__ import annotations

from pathlib import Path

import pytest

from packager.errors import MissingError
from packager.load import load
from packager.load.theme import packaged_styles, theme_names
from packager.model.page import MM
from tests.loading import SETTINGS, THEME, lines, loaded, write


def test_a_theme_is_read(tmp_path: Path) -> None:
    theme = loaded(write(tmp_path, {"styles/review/paper.css": "p { color: var(--accent) }"})).theme
    assert (theme.name, theme.title) == ("review", "Plain")
    assert theme.tokens == {"--accent": "#7a1f1f", "--text-size": "1em", "--capitals": "none"}
    assert theme.options == {"accent": "#7a1f1f", "capitals": False}
    assert theme.paper_css == "p { color: var(--accent) }"
    assert theme.templates == ()
    (family,) = theme.families
    (face,) = family.faces
    assert (family.licence, face.style, face.weight, face.pins) == (
        "OFL-1.1",
        "normal",
        "200 900",
        (("opsz", 12.0),),
    )
    assert face.path.is_file()
    page = theme.pages["A5"]
    assert page.tokens == {"--text-size": "9.6pt"}
    assert page.geometry.inner == pytest.approx(18 * MM)
    assert page.geometry.width == pytest.approx(148 * MM)


def test_options_set_tokens(tmp_path: Path) -> None:
    text = SETTINGS + '\n[theme.options]\naccent = "#123456"\ncapitals = true\n'
    theme = loaded(write(tmp_path, {"publication.toml": text})).theme
    assert theme.tokens["--accent"] == "#123456"
    assert theme.tokens["--capitals"] == "small-caps"
    assert theme.options == {"accent": "#123456", "capitals": True}


@pytest.mark.parametrize("value", ['"red; } body { color: blue"', "12", "true", '"url(x)"'])
def test_a_colour_is_a_colour(tmp_path: Path, value: str) -> None:
    text = SETTINGS + f"\n[theme.options]\naccent = {value}\n"
    assert lines(write(tmp_path, {"publication.toml": text})) == [
        'publication.toml:10:10: error[value-invalid]: "accent" must be a colour: "#7a1f1f"'
    ]


def test_the_packaged_theme_is_there_and_sound(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "styles/review/theme.toml").unlink()
    theme = loaded(folder).theme
    assert theme.folder == (packaged_styles() / "review").resolve()
    assert {"A5", "A4", "Letter"} <= set(theme.pages)
    assert all(face.path.is_file() for family in theme.families for face in family.faces)


def test_a_missing_theme_is_named_with_those_there_are(tmp_path: Path) -> None:
    text = SETTINGS + '\n[theme]\nname = "../../etc"\n'
    (found,) = load(write(tmp_path, {"publication.toml": text})).findings
    packaged = theme_names([packaged_styles()])
    assert (found.code, found.hint) == ("theme-missing", f"themes: {', '.join(packaged)}")
    assert "review" in packaged


def test_fonts_that_are_not_installed(tmp_path: Path) -> None:
    theme = THEME.replace("fontpkg_literata:", "fontpkg_nowhere_at_all:")
    folder = write(tmp_path, {"styles/review/theme.toml": theme})
    with pytest.raises(MissingError) as caught:
        load(folder)
    assert caught.value.hint == "install it: pip install fontpkg-nowhere-at-all"


def test_errors_of_the_content_come_before_missing_fonts(tmp_path: Path) -> None:
    files = {
        "styles/review/theme.toml": THEME.replace("fontpkg_literata:", "fontpkg_nowhere_at_all:"),
        "one.md": "no front matter",
    }
    assert [found.code for found in load(write(tmp_path, files)).findings] == [
        "front-matter-missing"
    ]
