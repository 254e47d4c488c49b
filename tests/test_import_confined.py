"""A reader that fails, hangs or grows is stopped and named; it takes nothing along."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from packager.errors import ContentError
from packager.findings import Finding
from packager.importers import confined
from packager.importers.confined import read_confined
from packager.importers.formats import Importer
from packager.importers.source import Source

READER = Importer("bad", "a test", (".bad",), "tests.import_readers")


def source(folder: Path, how: str) -> Source:
    path = folder / "x.bad"
    path.write_text(how)
    return Source(path, "x.bad")


def failure(folder: Path, how: str, seconds: float = 30) -> Finding:
    with pytest.raises(ContentError) as error:
        read_confined(READER, source(folder, how), seconds)
    (found,) = error.value.findings
    assert found.place
    assert found.place.file == "x.bad"
    return found


def is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_what_a_reader_makes_comes_back(tmp_path: Path) -> None:
    made = read_confined(READER, source(tmp_path, "Words."))
    assert [article.body for article in made.articles] == ["Words."]
    assert made.source_text == "Words."


def test_one_that_hangs_is_stopped_with_all_it_started(tmp_path: Path) -> None:
    found = failure(tmp_path, "hang", seconds=3)
    assert found.code == "import-failed"
    assert "took longer than 3 seconds and was stopped" in found.message
    child = int((tmp_path / "child").read_text())
    deadline = time.monotonic() + 10
    while is_alive(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_alive(child)


def test_one_that_grows_is_stopped(tmp_path: Path) -> None:
    found = failure(tmp_path, "grow")
    assert found.code == "import-failed"
    assert "wanted more than 1,000 MB of memory" in found.message


def test_one_that_is_killed_is_named(tmp_path: Path) -> None:
    found = failure(tmp_path, "die")
    assert found.code == "import-failed"
    assert "the reader for a test was killed (SIGKILL)" in found.message


def test_one_that_fails_says_so_without_a_traceback(tmp_path: Path) -> None:
    found = failure(tmp_path, "fail")
    assert found.code == "import-failed"
    assert "this is a bug in packager" in found.message
    assert found.hint == "ZeroDivisionError: a bug"


def test_what_it_finds_wrong_arrives_as_it_is(tmp_path: Path) -> None:
    found = failure(tmp_path, "refuse")
    assert (found.code, found.message) == ("import-unreadable", "is not to be read")
    assert found.hint == "read another"


def test_nothing_of_the_folder_somebody_works_in_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('run')")
    (tmp_path / "packager.py").write_text("raise SystemExit('run')")
    monkeypatch.chdir(tmp_path)
    assert read_confined(READER, source(tmp_path, "Words.")).source_text == "Words."


def test_no_task_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    read_confined(READER, source(tmp_path, "Words."))
    failure(tmp_path, "die")
    assert not list((tmp_path / "tmp").iterdir())
    assert confined.TIME == 60
