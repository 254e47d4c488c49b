"""Same input, same bytes, whatever hash seed, time zone, language, umask, folder and workers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("content/sample", "tests/books/right-to-left")


@dataclass(frozen=True)
class Circumstances:
    """All that must not matter."""

    folder: str
    umask: int
    jobs: str
    environment: Mapping[str, str]


HERE = Circumstances(
    "a", 0o022, "1", {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
)
THERE = Circumstances(
    "b/Ünder wegs/c", 0o077, "3", {"PYTHONHASHSEED": "2", "TZ": "Pacific/Niue", "LC_ALL": "C.UTF-8"}
)


def build(source: Path, tmp_path: Path, circumstances: Circumstances) -> dict[str, bytes]:
    folder = tmp_path / circumstances.folder / f"{source.name}-{circumstances.umask}"
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("dist", "expected"))
    for age, path in enumerate(sorted(folder.rglob("*"), reverse=circumstances.umask > 0o22)):
        os.utime(path, (age * 1e8, age * 1e8))
    subprocess.run(
        [
            sys.executable,
            "-m",
            "packager",
            "build",
            "-C",
            folder,
            "-o",
            folder / "dist",
            "--no-cache",
            "--jobs",
            circumstances.jobs,
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), **circumstances.environment},
        umask=circumstances.umask,
        check=True,
        capture_output=True,
    )
    return {path.name: path.read_bytes() for path in (folder / "dist").iterdir()}


@pytest.mark.parametrize("source", SOURCES)
def test_two_builds_give_the_same_bytes(source: str, tmp_path: Path) -> None:
    one, other = (build(ROOT / source, tmp_path, each) for each in (HERE, THERE))
    assert len(one) == 3
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []
    for name, content in one.items():
        assert str(tmp_path).encode() not in content, name
