"""Fixtures that every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.small import CommandLine

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real inputs beside the project; a test that needs it says so when absent."""
    if not SHARED.is_dir():
        pytest.skip("the folder of real inputs, ../shared, is not beside the project")
    return SHARED


@pytest.fixture(autouse=True, scope="session")
def _cache_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The tests leave the cache of whoever runs them alone; their own is one for all workers."""
    folder = tmp_path_factory.getbasetemp()
    shared_by_workers = "PYTEST_XDIST_WORKER" in os.environ
    os.environ["PACKAGER_CACHE"] = str((folder.parent if shared_by_workers else folder) / "cache")


@pytest.fixture
def packager(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """The command line, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PACKAGER_DEBUG", raising=False)
    return CommandLine(capsys)
