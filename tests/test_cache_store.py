"""The cache's folder: whole entries or none, whatever happens to it."""

from __future__ import annotations

import errno
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from packager.compile import cache as module
from packager.compile.cache import Cache, Cleaned, cache_folder
from tests.small import CommandLine, files

KEY, OTHER = sha256(b"key").hexdigest(), sha256(b"other").hexdigest()


def entry(folder: Path) -> Path:
    [path] = [path for path in (folder / "entries").rglob("*") if path.is_file()]
    return path


def test_it_gives_what_it_was_given(tmp_path: Path) -> None:
    Cache(tmp_path / "new").put(KEY, b"content")
    again = Cache(tmp_path / "new")
    assert again.get(KEY) == b"content"
    assert again.get(OTHER) is None
    assert again.findings() == ()


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-1],
        lambda data: data[:10],
        lambda data: b"",
        lambda data: data[:-1] + b"\0",
        lambda data: b"\0" + data[1:],
    ],
    ids=["cut short", "cut in its head", "empty", "changed", "changed in its head"],
)
def test_a_damaged_entry_is_thrown_away_and_told(tmp_path: Path, damage) -> None:  # type: ignore[no-untyped-def]
    Cache(tmp_path).put(KEY, b"content")
    path = entry(tmp_path)
    path.write_bytes(damage(path.read_bytes()))
    cache = Cache(tmp_path)
    assert cache.get(KEY) is None
    assert not path.exists()
    assert [found.code for found in cache.findings()] == ["cache-damaged"]
    cache.put(KEY, b"content")
    assert Cache(tmp_path).get(KEY) == b"content"


def test_a_folder_that_cannot_be_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file/cache")
    cache.put(KEY, b"content")
    cache.put(OTHER, b"content")
    assert cache.get(KEY) is None
    [found] = cache.findings()
    assert found.code == "cache-unusable"
    assert "Not a directory" in found.message
    assert "PACKAGER_CACHE" in found.hint


def test_a_full_disk_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, b"content")
    before = files(tmp_path)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(module.os, "fdopen", full)
    cache.put(OTHER, b"content")
    assert files(tmp_path) == before
    assert "No space left on device" in cache.findings()[0].message


def test_without_a_folder_it_keeps_nothing() -> None:
    cache = Cache(None)
    cache.put(KEY, b"content")
    assert cache.get(KEY) is None
    assert cache.clean() == Cleaned(0, 0)


def test_several_write_at_once(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from packager.compile.cache import Cache\n"
        "from hashlib import sha256\n"
        "for round in range(30):\n"
        "    for number in range(10):\n"
        "        cache = Cache(Path(sys.argv[1])); key = sha256(b'%d' % number).hexdigest()\n"
        "        content = cache.get(key)\n"
        "        assert content in (None, b'%d' % number * 100_000), key\n"
        "        cache.put(key, b'%d' % number * 100_000)\n"
        "        assert not cache.findings(), cache.findings()\n"
    )
    writers = [subprocess.Popen([sys.executable, "-c", program, tmp_path]) for _ in range(3)]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    assert len(list((tmp_path / "entries").rglob("*/*"))) == 10


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"PACKAGER_CACHE": "/own", "XDG_CACHE_HOME": "/shared"}, Path("/own")),
        ({"XDG_CACHE_HOME": "/shared"}, Path("/shared/packager")),
        ({"XDG_CACHE_HOME": "not/absolute"}, Path.home() / ".cache/packager"),
        ({}, Path.home() / ".cache/packager"),
    ],
)
def test_where_it_is(environment: dict[str, str], expected: Path) -> None:
    assert cache_folder(environment) == expected


def test_clean_takes_entries_and_nothing_else(
    packager: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "cache"
    monkeypatch.setenv("PACKAGER_CACHE", str(folder))
    cache = Cache(folder)
    for key in (KEY, OTHER):
        cache.put(key, b"0" * 1_000_000)
    (folder / "letter.txt").write_text("somebody else's")
    assert (folder / "CACHEDIR.TAG").read_bytes().startswith(b"Signature: 8a477f597d28d172789f0688")
    ran = packager("clean")
    assert ran.status == 0
    assert ran.out == f"{folder}: 2 entries removed, 2.0 MB.\n"
    assert files(folder) == ["letter.txt"]
    assert packager("clean").out == f"{folder}: 0 entries removed, 0.0 MB.\n"
