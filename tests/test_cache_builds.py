"""Building again: what has not changed is not done again, and the same is told."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from packager import pipeline
from packager.load.theme import packaged_styles
from packager.record import build
from packager.report import BuildOptions, Report
from tests.small import ARTICLE, SETTINGS, CommandLine, publication

ROOT = Path(__file__).resolve().parents[1]
UNSIGNED = ARTICLE.replace("contributors:\n  - name: Ana López\n    role: author\n", "")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("PACKAGER_CACHE", str(folder))
    return folder


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were really built."""
    done: list[Path] = []
    real = pipeline.build

    def counting(folder: Path, *rest: object) -> Report:
        done.append(folder)
        return real(folder, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "build", counting)
    return done


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return publication(tmp_path / "issue", {"one.md": UNSIGNED})


EPUB = BuildOptions(editions=("epub",))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_an_unchanged_publication_is_left_alone(folder: Path, builds: list[Path]) -> None:
    first = build(folder, EPUB)
    before = {path: path.stat().st_mtime_ns for path in (folder / "dist").iterdir()}
    again = build(folder, EPUB)
    assert len(builds) == 1
    assert {path: path.stat().st_mtime_ns for path in (folder / "dist").iterdir()} == before
    assert again.unchanged
    assert not first.unchanged
    assert "article-authorless" in {found.code for found in first.findings}
    assert again.findings == first.findings
    assert [each.sha256 for each in again.written] == [each.sha256 for each in first.written]
    assert (again.compiled, again.reused) == (0, first.compiled)


def article(folder: Path) -> None:
    (folder / "one.md").write_text(UNSIGNED + "More.\n")


def settings(folder: Path) -> None:
    (folder / "publication.toml").write_text(SETTINGS.replace('"Small"', '"Large"'))


def credits_that_were_not_there(folder: Path) -> None:
    (folder / "credits.toml").write_text("")


def a_theme_that_goes_first(folder: Path) -> None:
    shutil.copytree(packaged_styles(), folder / "styles")


def a_file_that_is_gone(folder: Path) -> None:
    (folder / "dist/small.epub").unlink()


def a_file_that_was_changed(folder: Path) -> None:
    with (folder / "dist/small.epub").open("ab") as file:
        file.write(b"!")


def a_manifest_that_was_changed(folder: Path) -> None:
    path = folder / "dist/manifest.json"
    path.write_bytes(path.read_bytes() + b"\n")


def a_build_that_was_interrupted(folder: Path) -> None:
    (folder / "dist/.packager/files").mkdir(parents=True)


@pytest.mark.parametrize(
    "change",
    [
        article,
        settings,
        credits_that_were_not_there,
        a_theme_that_goes_first,
        a_file_that_is_gone,
        a_file_that_was_changed,
        a_manifest_that_was_changed,
        a_build_that_was_interrupted,
    ],
)
def test_a_change_is_seen(folder: Path, builds: list[Path], change: Callable[[Path], None]) -> None:
    build(folder, EPUB)
    change(folder)
    assert not build(folder, EPUB).unchanged
    assert len(builds) == 2
    assert build(folder, EPUB).unchanged
    assert "small.epub" in contents(folder / "dist")


@pytest.mark.parametrize(
    "options",
    [
        BuildOptions(editions=("pdf",)),
        BuildOptions(editions=("epub",), drafts=True),
        BuildOptions(editions=("epub",), cache=False),
        BuildOptions(editions=("epub",), output=Path("elsewhere")),
    ],
)
def test_other_options_are_another_build(
    folder: Path, builds: list[Path], options: BuildOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    build(folder, EPUB)
    assert not build(folder, options).unchanged
    assert len(builds) == 2


def test_strict_is_not_forgotten(packager: CommandLine, folder: Path) -> None:
    assert packager("build", "epub", "-C", folder).status == 0
    assert packager("build", "epub", "-C", folder, "--strict").status == 1


def test_a_date_from_outside_counts(
    folder: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(folder, EPUB)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert not build(folder, EPUB).unchanged


def test_what_the_terminal_says(packager: CommandLine, folder: Path) -> None:
    assert "5 parts: 5 compiled, 0 reused." in packager("build", "epub", "-C", folder).err
    again = packager("build", "epub", "-C", folder)
    assert "5 parts: nothing has changed since the last build." in again.err
    assert "warning[article-authorless]" in again.err
    article(folder)
    changed = packager("build", "epub", "-C", folder, "--json")
    [parts] = [
        each for each in map(json.loads, changed.out.splitlines()) if each["type"] == "parts"
    ]
    assert parts == {"type": "parts", "compiled": 1, "reused": 4, "unchanged": False}
    assert "5 parts: 5 compiled" in packager("build", "epub", "-C", folder, "--no-cache").err


def test_no_cache_writes_none(packager: CommandLine, folder: Path, cache: Path) -> None:
    assert packager("build", "epub", "-C", folder, "--no-cache").status == 0
    assert not cache.exists()


def test_a_cache_that_cannot_be_written_is_told(
    packager: CommandLine, folder: Path, cache: Path
) -> None:
    cache.write_text("in the way")
    for _ in range(2):
        ran = packager("build", "epub", "-C", folder)
        assert ran.status == 0
        assert "notice[cache-unusable]" in ran.err
        assert "5 parts: 5 compiled, 0 reused." in ran.err


def test_damaged_entries_are_made_again(packager: CommandLine, folder: Path, cache: Path) -> None:
    assert packager("build", "-C", folder).status == 0
    good = contents(folder / "dist")
    entries = [path for path in (cache / "entries").rglob("*") if path.is_file()]
    for number, path in enumerate(entries):
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2] if number % 2 else data[:-1] + b"\0")
    shutil.rmtree(folder / "dist")
    ran = packager("build", "-C", folder)
    assert ran.status == 0
    assert "notice[cache-damaged]" in ran.err
    made = contents(folder / "dist")
    assert {name: made[name] for name in good} == good
    assert "notice[" not in packager("build", "-C", folder).err


def test_two_builds_at_once(folder: Path, tmp_path: Path) -> None:
    def start(output: str, *more: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [
                sys.executable,
                "-m",
                "packager",
                "build",
                "-C",
                folder,
                "-o",
                tmp_path / output,
                *more,
            ],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stderr=subprocess.DEVNULL,
        )

    both = [start("a", "--jobs", "2"), start("b", "--jobs", "1")]
    assert [each.wait() for each in both] == [0, 0]
    assert start("alone", "--no-cache").wait() == 0
    assert contents(tmp_path / "a") == contents(tmp_path / "b") == contents(tmp_path / "alone")


def test_an_unchanged_publication_takes_none_of_the_heavy_libraries(folder: Path) -> None:
    build(folder, EPUB)
    program = (
        "import sys; from pathlib import Path; from packager.record import build\n"
        "from packager.report import BuildOptions\n"
        "assert build(Path(sys.argv[1]), BuildOptions(editions=('epub',))).unchanged\n"
        "heavy = {'weasyprint', 'pikepdf', 'lxml', 'babel', 'jinja2', 'pydantic', 'PIL'}\n"
        "print(*sorted(heavy & set(sys.modules)))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, folder],
        check=True, capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    assert ran.stdout.split() == []
