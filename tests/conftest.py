"""Fixtures that every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real inputs beside the project; a test that needs it says so when absent."""
    if not SHARED.is_dir():
        pytest.skip("the folder of real inputs, ../shared, is not beside the project")
    return SHARED
