"""`build --watch`: what was looked at is built again when it changes, and each round is told."""

from __future__ import annotations

import importlib.util
import itertools
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from packager import pipeline
from packager.cli.terminal import Terminal
from packager.cli.watch import tell
from packager.compile import weasy
from packager.errors import ContentError, UsageError
from packager.rebuild import Round, Watcher
from packager.report import BuildOptions, Report
from tests.small import ARTICLE, SETTINGS, CommandLine, publication

ROOT = Path(__file__).resolve().parents[1]
TWO = SETTINGS.replace('["one.md"]', '["one.md", "two.md"]')
EPUB = BuildOptions(editions=("epub",))


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACKAGER_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    two = ARTICLE.replace("title: One", "title: Two")
    settings = TWO + "\n[editions.epub]\npage_list = false\n"
    return publication(tmp_path / "issue", {"publication.toml": settings, "two.md": two})


class Editor:
    """Stands in for the file system's notices: each step changes files and says which."""

    def __init__(self, *steps: Callable[[], list[Path]]) -> None:
        self.steps = iter(steps)
        self.watched: list[frozenset[Path]] = []

    def __call__(self, folders: frozenset[Path]) -> Iterator[frozenset[Path]]:
        self.watched.append(folders)
        for step in self.steps:
            yield frozenset(step())


def says(path: Path, text: str) -> Callable[[], list[Path]]:
    def step() -> list[Path]:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return [path]

    return step


def words(text: str) -> str:
    return ARTICLE.replace("Some words.", text)


def collected(watcher: Watcher) -> list[Round]:
    """All rounds, until the editor has nothing more to change."""
    told: list[Round] = []
    try:
        for each in watcher.rounds():
            told.append(each)
    except KeyboardInterrupt:
        return told
    raise AssertionError("it ended by itself")


def test_what_was_changed_is_built_again_and_nothing_else(folder: Path) -> None:
    editor = Editor(says(folder / "one.md", words("Other words.")))
    first, second = collected(Watcher(folder, EPUB, editor))
    assert (first.changed, second.changed) == ((), (folder / "one.md",))
    assert first.report
    assert second.report
    assert [file.status for file in second.report.written] == ["changed"]
    assert second.report.written[0].because == ("article one",)
    assert second.report.compiled < first.report.compiled
    assert folder in editor.watched[0]
    assert (folder / "dist/small.epub").read_bytes() != b""


def test_an_error_is_told_and_it_goes_on(folder: Path) -> None:
    editor = Editor(
        says(folder / "one.md", words("A note.[^1]")),
        says(folder / "one.md", words("No note.")),
    )
    _, broken, mended = collected(Watcher(folder, EPUB, editor))
    assert isinstance(broken.error, ContentError)
    assert [each.code for each in broken.error.findings] == ["note-undefined"]
    assert mended.error is None
    assert mended.report


def test_a_picture_that_was_missing_is_noticed(folder: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><path d="M0 0h8"/></svg>'
    shown = words('![A line](images/line.svg){credit="Us" licence="CC-BY-4.0"}')
    (folder / "one.md").write_text(shown, "utf-8")
    editor = Editor(says(folder / "images/line.svg", svg))
    lacking, there = collected(Watcher(folder, EPUB, editor))
    assert isinstance(lacking.error, ContentError)
    assert there.report, there.error


def test_a_file_that_no_build_looked_at_is_none_of_its_business(folder: Path) -> None:
    editor = Editor(
        says(folder / "notes.txt", "Call Ana."),
        lambda: [folder / "one.md"],  # touched, but it says the same
        says(folder / "dist/other.txt", "Somebody's."),
    )
    assert len(collected(Watcher(folder, EPUB, editor))) == 1


@pytest.mark.parametrize("name", ["publication.toml", "credits.toml", "styles/review/theme.toml"])
def test_settings_that_are_there_and_those_that_are_not_yet(folder: Path, name: str) -> None:
    text = {
        "publication.toml": TWO.replace('title = "Small"', 'title = "Smaller"'),
        "credits.toml": "",
        "styles/review/theme.toml": 'title = "Ours"\nextends = "review"\n',
    }[name]
    editor = Editor(says(folder / name, text))
    _, second = collected(Watcher(folder, EPUB, editor))
    assert [path.name for path in second.changed] == [Path(name).name]
    assert second.report


def test_the_sheet_laid_over_a_theme_and_templates_count(folder: Path) -> None:
    settings = (folder / "publication.toml").read_text("utf-8")
    settings = settings.replace('name = "review"', 'name = "review"\ncss = "own.css"')
    publication(folder, {"publication.toml": settings, "two.md": ARTICLE, "own.css": "p { }"})
    editor = Editor(says(folder / "own.css", "p { margin: 1em }"))
    _, second = collected(Watcher(folder, EPUB, editor))
    assert second.report
    assert second.report.written[0].because == ("theme",)


def test_a_change_while_it_is_building_is_not_lost(folder: Path) -> None:
    edited = iter([words("While it was building.")])

    def meanwhile(step: str) -> None:
        if step == "Writing" and (text := next(edited, "")):
            (folder / "one.md").write_text(text, "utf-8")

    editor = Editor()
    _, second = collected(Watcher(folder, EPUB, editor, progress=meanwhile))
    assert second.changed == (folder / "one.md",)
    assert len(editor.watched) == 1, "only after the second round there was something to wait for"


def test_the_workers_stay(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    crews = []
    real = pipeline.build

    def noting(folder: Path, options: BuildOptions, progress: object, crew: object) -> Report:
        crews.append(crew)
        return real(folder, options, progress, crew)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "build", noting)
    editor = Editor(says(folder / "one.md", words("Other.")), says(folder / "one.md", ARTICLE))
    collected(Watcher(folder, BuildOptions(editions=("epub",), cache=False), editor))
    assert len(crews) == 3
    assert len(set(map(id, crews))) == 1
    assert crews[0] is not None


def test_what_was_built_before_is_watched_too(folder: Path) -> None:
    collected(Watcher(folder, EPUB, Editor()))
    editor = Editor(says(folder / "one.md", words("Other words.")))
    first, second = collected(Watcher(folder, EPUB, editor))
    assert first.report
    assert first.report.unchanged
    assert second.changed == (folder / "one.md",)
    assert second.report
    assert not second.report.unchanged


FONT = """\
title = "Ours"
extends = "review"
[tokens]
serif = "Face, serif"
[[families]]
name = "Face"
holder = "Somebody"
licence = "OFL-1.1"
[[families.faces]]
file = "face.ttf"
"""


def font_file(package: str, name: str) -> bytes:
    spec = importlib.util.find_spec(package)
    assert spec
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0], "files", name).read_bytes()


def test_another_font_under_the_same_name_is_set(folder: Path) -> None:
    face = folder / "styles/ours/face.ttf"
    settings = SETTINGS.replace('name = "review"', 'name = "ours"')
    publication(
        folder,
        {
            "publication.toml": settings,
            "styles/ours/theme.toml": FONT,
            "styles/ours/face.ttf": font_file("fontpkg_literata", "Literata[opsz,wght].ttf"),
        },
    )

    def swap() -> list[Path]:
        face.write_bytes(font_file("fontpkg_source_sans_3", "SourceSans3[wght].ttf"))
        return [face]

    pdf = BuildOptions(editions=("pdf",))
    first, second = collected(Watcher(folder, pdf, Editor(swap)))
    assert first.report
    assert second.report
    assert first.report.written[0].sha256 != second.report.written[0].sha256
    weasy._press.cache_clear()
    afresh = pipeline.build(folder, BuildOptions(editions=("pdf",), cache=False))
    assert afresh.written[0].sha256 == second.report.written[0].sha256


def test_what_cannot_be_mended_by_a_change_ends_it(folder: Path) -> None:
    with pytest.raises(UsageError):
        next(Watcher(folder, BuildOptions(editions=("epbu",)), Editor()).rounds())


# --- What is told ---


def ticking(*seconds: float) -> Callable[[], float]:
    """A clock that goes on by these at each look."""
    return itertools.accumulate(seconds).__next__


def said(
    folder: Path, editor: Editor, capsys: pytest.CaptureFixture[str], **how: bool
) -> tuple[list[str], list[str]]:
    """The lines on stdout and on stderr."""
    terminal = Terminal(folder=folder, **how)
    clock = ticking(0, 2.04, 5, 0.31, 5, 0.12)
    with pytest.raises(KeyboardInterrupt):
        tell(terminal, Watcher(folder, EPUB, editor, clock))
    streams = capsys.readouterr()
    return streams.out.splitlines(), streams.err.splitlines()


def test_a_round_is_told_in_a_line(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    editor = Editor(
        says(folder / "one.md", words("Other words.")),
        says(folder / "credits.toml", ""),
    )
    out, err = said(folder, editor, capsys)
    assert out[0].startswith("dist/small.epub  ")
    at = next(number for number, line in enumerate(err) if line.startswith("Watching "))
    one, other = err[at + 1 :]
    assert one.startswith("one.md changed: dist/small.epub made in 0.3 s; 1 part compiled, ")
    assert other == "credits.toml changed: no edition is different (0.1 s)."


def test_an_error_is_told_with_its_place(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    editor = Editor(says(folder / "one.md", words("A note.[^1]")))
    _, err = said(folder, editor, capsys)
    assert any(line.startswith("one.md:8:") and "error[note-undefined]" in line for line in err)
    assert err[-1] == "one.md changed: 1 error; nothing was written (0.3 s)."


def test_a_warning_is_told_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    two = (folder / "two.md").read_text("utf-8")
    unsigned = two.replace("contributors:\n  - name: Ana López\n    role: author\n", "")
    (folder / "two.md").write_text(unsigned, "utf-8")
    editor = Editor(says(folder / "one.md", words("Other words.")))
    _, err = said(folder, editor, capsys)
    assert sum("article-authorless" in line for line in err) == 1


def test_for_programs_a_round_is_an_object(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    editor = Editor(says(folder / "one.md", words("Other words.")))
    out, _ = said(folder, editor, capsys, json=True)
    first, second = [each for each in map(json.loads, out) if each["type"] == "round"]
    assert (first["changed"], first["seconds"], first["status"]) == ([], 2.04, 0)
    assert (second["changed"], second["files"]) == (["one.md"], ["dist/small.epub"])


def test_without_watchfiles_it_says_how_to_get_it(
    packager: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    publication(Path("home"))
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    ran = packager("build", "--watch", "-C", "home")
    assert ran.status == 3
    assert "pip install 'packager[preview]'" in ran.err
    assert not Path("home/dist").exists()


# --- The real thing ---


def test_a_change_in_the_file_system_is_noticed(folder: Path) -> None:
    watcher = Watcher(folder, EPUB)
    told = watcher.rounds()
    next(told)
    # later than the look that is taken when nothing has happened for a while
    timer = threading.Timer(1.6, says(folder / "one.md", words("Other words.")))
    timer.start()
    second = next(told)
    told.close()
    assert second.changed == (folder / "one.md",)
    assert second.report


def test_ctrl_c_ends_it(folder: Path) -> None:
    command = [sys.executable, "-m", "packager", "build", "epub", "--watch", "-C", str(folder)]
    process = subprocess.Popen(
        command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
        start_new_session=True,
    )  # fmt: skip
    assert process.stderr
    lines = iter(process.stderr.readline, "")
    assert any(line.startswith("Watching ") for line in lines)
    time.sleep(0.3)
    os.killpg(process.pid, signal.SIGINT)
    rest = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=30) == 130
    assert "interrupted" in rest
    assert "Traceback" not in rest
