"""`packager import` at the terminal: what it says, and in which form."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from packager.cli.doctor import find_spec
from tests.small import CommandLine, files, publication

TEXT = """\
The harbour

17 June 2026

The boat lay in the harbour and the crew was on the quay, for it was not the day to sail.
They had been there for a week, and from the town came people with bread and with news.
"""


@pytest.fixture
def packager(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> CommandLine:
    monkeypatch.chdir(tmp_path)
    return CommandLine(capsys)


def test_a_text_becomes_a_publication_here(packager: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text(TEXT)
    ran = packager("import", "text.txt")
    assert ran.status == 0, ran.err
    assert "text.txt: read as text" in ran.err
    assert "0 missing" in ran.err
    assert "1 article in the-harbour" in ran.err
    assert "packager build -C the-harbour" in ran.err
    assert ran.out == ""
    assert files(tmp_path / "the-harbour") == [
        "articles/the-harbour.md", "import-report.json", "publication.toml",
    ]  # fmt: skip
    again = packager("import", "text.txt")
    assert again.status == 2
    assert "is there already" in again.err


def test_into_a_publication(packager: CommandLine, tmp_path: Path) -> None:
    home = publication(tmp_path / "review")
    (tmp_path / "text.txt").write_text(TEXT)
    ran = packager("import", "text.txt", "--into", home)
    assert ran.status == 0, ran.err
    assert 'contents = ["one.md", "articles/the-harbour.md"]' in (
        home / "publication.toml"
    ).read_text("utf-8")
    assert packager("build", "epub", "-C", home).status == 0


def test_one_object_a_line(packager: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text(TEXT)
    ran = packager("import", "text.txt", "--json", "-o", "out")
    objects = [json.loads(line) for line in ran.out.splitlines()]
    assert objects[0]["type"] == "source"
    assert objects[0]["counts"]["words"]["missing"] == 0
    assert {each["what"] for each in objects[0]["recognised"]} >= {"title", "date"}
    assert objects[-1]["type"] == "result"
    assert objects[-1]["status"] == 0


def test_quiet_says_only_what_needs_a_look(packager: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text(TEXT)
    ran = packager("import", "text.txt", "--quiet")
    assert all("warning[" in line or line.startswith("    ") for line in ran.err.splitlines())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--language", "français"), "is no language tag"),
        (("-o", "out", "--into", "out"), "-o and --into do not go together"),
        (("--into", "nowhere"), "there is no publication.toml in nowhere"),
    ],
)
def test_what_cannot_be_carried_out(
    packager: CommandLine, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    (tmp_path / "text.txt").write_text(TEXT)
    ran = packager("import", "text.txt", *arguments)
    assert ran.status == 2
    assert words in ran.err
    assert files(tmp_path) == ["text.txt"]


def test_doctor_names_the_extras(packager: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_spec is importlib.util.find_spec
    monkeypatch.setattr("packager.cli.doctor.find_spec", lambda name: None)
    ran = packager("doctor")
    assert ran.status == 0
    assert "NOT YET import of a Word file (.docx): pip install 'packager[import]'" in ran.out
    assert (
        "NOT YET import of an OpenDocument text (.odt): pip install 'packager[pandoc]'" in ran.out
    )
    assert "ready   import of a PDF (.pdf)" in ran.out
