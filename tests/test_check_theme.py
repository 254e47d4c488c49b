"""What of a theme's CSS does not survive: one folder a finding code, and where it is looked for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from packager.check import check_publication, check_sheets
from packager.findings import CODES, Severity
from packager.load.theme_catalogue import catalogue, names
from tests.loading import SETTINGS, loaded, write

FOLDERS = sorted(path.parent for path in (Path(__file__).parent / "check").glob("*/checked.txt"))


def said(folder: Path) -> list[str]:
    """What the checks of a publication say of its theme."""
    return [str(each) for each in check_publication(loaded(folder)) if "theme" in each.code]


def own(folder: Path, files: dict[str, str], settings: str = '\n[theme]\nname = "own"\n') -> Path:
    """A publication with a theme of its own, laid over what all themes share."""
    shutil.rmtree(write(folder) / "styles")
    theme = 'title = "Own"\nextends = "_common"\n[tokens]\nown = "1em"\n'
    given = {"publication.toml": SETTINGS + settings, "styles/own/theme.toml": theme, **files}
    for name, text in given.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_lines_are_exactly_those_expected(folder: Path) -> None:
    expected = (folder / "checked.txt").read_text("utf-8").splitlines()
    assert said(folder) == expected
    assert any(f"[{folder.name}]" in line for line in expected)


def test_there_is_a_folder_for_each_code_of_a_theme() -> None:
    codes = {code for code in CODES if code.startswith("theme-")}
    assert codes - {"theme-invalid", "theme-missing"} == {folder.name for folder in FOLDERS}


@pytest.mark.parametrize("name", names(None))
def test_the_packaged_themes_survive(name: str) -> None:
    (entry,) = catalogue(None, [name]).entries
    found = list(check_sheets(entry.theme))
    assert [str(each) for each in found if each.severity is not Severity.NOTICE] == []


def test_a_token_that_is_not_there_is_an_error_at_its_place(tmp_path: Path) -> None:
    folder = own(tmp_path, {"styles/own/ereader.css": "p {\n  margin: var(--own) var(--onw);\n}\n"})
    assert said(folder) == [
        "styles/own/ereader.css:2:3: error[theme-invalid]: The theme has no token onw."
    ]


@pytest.mark.parametrize(
    ("use", "css", "known"),
    [
        ("paper", "var(--block-height)", True),
        ("ereader", "var(--block-height)", False),
        ("ereader", "var(--block-height, 80vh)", True),
        ("ereader", "var(--nothing, 1em)", True),
        ("paper", "calc(2 * var(--nothing))", False),
    ],
)
def test_which_tokens_there_are(tmp_path: Path, use: str, css: str, known: bool) -> None:
    folder = own(tmp_path, {f"styles/own/{use}.css": f"img {{ max-height: {css} }}"})
    assert ["theme-invalid" in line for line in said(folder)] == ([] if known else [True])


OVERLAY = """\
p { font-size: 11pt }
@media print {
  h1 { color: #7a1f1f; font-size: 20pt }
  @page :first { margin: 0 }
}
@media screen {
  h2 { color: #7a1f1f }
  @page :left { margin: 0 }
}
"""


def test_the_sheet_laid_over_a_theme_is_looked_at_for_both_media(tmp_path: Path) -> None:
    theme = '\n[theme]\nname = "review"\ncss = "own.css"\n'
    folder = own(tmp_path, {"own.css": OVERLAY}, theme)
    places = [line.partition("]")[0] for line in said(folder)]
    assert places == [
        "own.css:4:3: warning[theme-not-linkable",
        "own.css:1:5: warning[theme-not-portable",
        "own.css:7:8: warning[theme-not-portable",
    ]
    (hint,) = {
        each.hint
        for each in check_publication(loaded(folder))
        if each.place and str(each.place) == "own.css:1:5"
    }
    assert "@media print" in hint


def test_what_the_theme_beneath_says_is_not_told_in_a_build(tmp_path: Path) -> None:
    beneath = {
        "styles/own/paper.css": "@page :first { margin: 0 }",
        "styles/own/ereader.css": ".mine { float: left }",
    }
    folder = own(tmp_path, beneath)
    (entry,) = catalogue(folder, ["own"]).entries
    everything = list(check_sheets(entry.theme))
    files = {each.place.file for each in everything if each.place}
    assert any(file.endswith("_common/ereader.css") for file in files)
    assert {line.partition(":")[0] for line in said(folder)} == set(beneath)


def test_a_rule_of_the_theme_beneath_turns_a_side(tmp_path: Path) -> None:
    turned = own(tmp_path, {"styles/own/ereader.css": ".note-number { float: left }"})
    assert said(turned) == []
    alone = own(tmp_path, {"styles/own/ereader.css": ".other-number { float: left }"})
    assert len(said(alone)) == 1


@pytest.mark.parametrize(
    "css", ["", "}}}", "@page", "p {", "@media {", "\x00\ud7ff", "a { b: url("]
)
def test_any_text_is_taken(tmp_path: Path, css: str) -> None:
    folder = own(tmp_path, {"styles/own/paper.css": css.replace("\x00", "")})
    assert all(": warning[theme-syntax]: " in line for line in said(folder))
