"""One folder a finding code: a small publication, and the exact lines that loading it gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from packager.findings import CODES, Severity
from packager.load import load

CHECKS = Path(__file__).parent / "check"
FOLDERS = sorted(path.parent for path in CHECKS.glob("*/expected.txt"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_lines_are_exactly_those_expected(folder: Path) -> None:
    loaded = load(folder)
    expected = (folder / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert [str(found) for found in loaded.findings] == expected
    assert any(f"[{folder.name}]" in line for line in expected), (
        "the folder is named after its code"
    )


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_an_error_leaves_no_publication_and_nothing_else_does(folder: Path) -> None:
    loaded = load(folder)
    failed = any(found.severity is Severity.ERROR for found in loaded.findings)
    assert (loaded.publication is None) == failed


def test_every_folder_is_named_after_a_known_code() -> None:
    assert {folder.name for folder in FOLDERS} <= set(CODES)
