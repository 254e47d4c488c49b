"""What `packager pamphlet` writes beside the sheets: how to print and fold them."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name, String

import packager
from packager.cli.gate import run
from packager.errors import UsageError
from packager.render.labels import labels_for
from tests.foreign_pdf import every_word, foreign, numbered

STEM = "it-pamphlet-instructions"
BY_HAND = "By hand"  # a heading, as the catalogues know it


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def source(name: str = "it.pdf", language: str = "", title: str = "", **viewer: Any) -> None:
    """A PDF of eight pages that says this of itself."""
    with pikepdf.open(BytesIO(foreign(numbered(8)))) as document:
        if language:
            document.Root.Lang = String(language)
        if title:
            document.trailer.Info = document.make_indirect(Dictionary(Title=String(title)))
        if viewer:
            document.Root.ViewerPreferences = Dictionary(viewer)
        document.save(name)


def said(language: str, message: str = BY_HAND) -> str:
    return labels_for(language).say(message).unescape()


def written() -> set[str]:
    return {path.name for path in Path().iterdir()} - {"it.pdf"}


def test_a_page_and_a_text_tell_how_in_the_language_of_the_pdf() -> None:
    source(language="fr-CA", title="Le port")
    assert run(["pamphlet", "it.pdf"]) == 0
    assert written() == {"it-pamphlet.pdf", f"{STEM}.pdf", f"{STEM}.txt"}
    text = Path(f"{STEM}.txt").read_text("utf-8")
    assert text.startswith("Le port")
    assert said("fr") in text
    assert "it-pamphlet.pdf" in text
    shown = [word.text for word in every_word(Path(f"{STEM}.pdf"))]
    assert said("fr").split()[-1] in shown
    assert {str(number) for number in range(1, 9)} <= set(shown)  # in the drawings of the sheets
    with pikepdf.open(f"{STEM}.pdf") as page:
        assert str(page.Root.Lang) == "fr-CA"


@pytest.mark.parametrize(
    ("own", "asked", "language"),
    [("", "", "en"), ("de", "", "de"), ("de", "es", "es"), ("no tag", "", "en"), ("", "he", "he")],
)
def test_whose_language_it_is(own: str, asked: str, language: str) -> None:
    source(language=own)
    assert run(["pamphlet", "it.pdf", *(["--language", asked] if asked else [])]) == 0
    assert said(language) in Path(f"{STEM}.txt").read_text("utf-8")


def test_a_pdf_without_a_title_is_called_by_its_file() -> None:
    source(title="\x07 \n\u202e")
    assert run(["pamphlet", "it.pdf"]) == 0
    assert Path(f"{STEM}.txt").read_text("utf-8").startswith("it: ")


def test_a_word_that_is_no_language_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    source()
    assert run(["pamphlet", "it.pdf", "--language", "Klingon!"]) == UsageError.status
    assert "“Klingon!” is not a language tag" in capsys.readouterr().err
    assert not written()


def test_on_letter_it_is_set_on_letter() -> None:
    source()
    assert run(["pamphlet", "it.pdf", "--sheet", "Letter", "--scale", "fit"]) == 0
    with pikepdf.open(f"{STEM}.pdf") as page:
        left, foot, right, top = (float(at) for at in page.pages[0].mediabox)
    assert (right - left, top - foot) == (612, 792)
    assert "Letter" in Path(f"{STEM}.txt").read_text("utf-8")


def test_none_are_written_when_they_are_not_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    source()
    assert run(["pamphlet", "it.pdf", "--no-instructions"]) == 0
    assert written() == {"it-pamphlet.pdf"}
    assert said("en", "Staple through the fold from outside, at the points.") in (
        capsys.readouterr().err  # then the terminal tells all
    )


def test_a_dry_run_makes_none() -> None:
    source()
    assert run(["pamphlet", "it.pdf", "--dry-run"]) == 0
    assert written() == {"it-pamphlet.png"}


def test_without_pango_they_are_text(tmp_path: Path) -> None:
    """In a process whose engine does not find its library."""
    source()
    engine = tmp_path / "broken"
    engine.mkdir()
    (engine / "weasyprint.py").write_text("raise OSError('cannot load libpango')", "utf-8")
    paths = os.pathsep.join((str(engine), str(Path(packager.__file__).parents[1])))
    told = subprocess.run(
        [sys.executable, "-m", "packager", "pamphlet", "it.pdf"],
        check=True, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": paths, "PACKAGER_CACHE": str(tmp_path / "cache")},
    )  # fmt: skip
    assert written() - {"cache", "broken"} == {"it-pamphlet.pdf", f"{STEM}.txt"}
    assert "notice[sheet-instructions-plain]" in told.stderr
    assert "Pango" in told.stderr


def test_the_same_pdf_gives_the_same_instructions() -> None:
    source()
    both = []
    for _ in range(2):
        assert run(["pamphlet", "it.pdf"]) == 0
        both.append([Path(f"{STEM}{ending}").read_bytes() for ending in (".pdf", ".txt")])
    assert both[0] == both[1]


@pytest.mark.parametrize(
    ("asked", "first"), [([], "w1"), (["--binding", "left"], "w8"), (["--binding", "right"], "w1")]
)
def test_what_is_read_from_the_right_is_bound_there(asked: list[str], first: str) -> None:
    """The front of the outermost sheet has the front cover at its left then."""
    source(**{"/Direction": Name.R2L})
    assert run(["pamphlet", "it.pdf", "--no-instructions", *asked]) == 0
    front = [word for word in every_word(Path("it-pamphlet.pdf")) if word.page == 0]
    assert min(front, key=lambda word: word.x).text == first


def test_what_is_read_from_the_left_is_bound_there() -> None:
    source(**{"/Direction": Name.L2R})
    assert run(["pamphlet", "it.pdf", "--no-instructions"]) == 0
    front = [word for word in every_word(Path("it-pamphlet.pdf")) if word.page == 0]
    assert min(front, key=lambda word: word.x).text == "w8"


@pytest.mark.parametrize("name", ["it-fronts.pdf", "it-instructions.pdf"])
def test_no_file_is_written_over_the_pdf(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    source(name)
    before = Path(name).read_bytes()
    options = ["-o", "it.pdf", "--duplex", "none" if "fronts" in name else "long"]
    assert run(["pamphlet", name, *options]) == UsageError.status
    assert "choose another file" in capsys.readouterr().err
    assert written() == {name}
    assert Path(name).read_bytes() == before
