"""The script that tries the README's commands in a bare Debian: what it says where it cannot run.

That it runs is shown by `make fresh`, which makes a whole system and takes minutes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

FRESH = Path(__file__).resolve().parents[1] / ".ci/fresh.sh"
TOOLS = ("bash", "dirname", "git", "unshare")


def run(folder: Path, *given: str, user: int = 0) -> subprocess.CompletedProcess[str]:
    """The script on a system that has only what it is given."""
    for tool in TOOLS:
        (folder / tool).symlink_to(shutil.which(tool) or pytest.fail(f"no {tool}"))
    scripts = {"id": f"echo {user}"} | dict.fromkeys(given, "exit 0")
    for name, script in scripts.items():
        (folder / name).write_text(f"#!/bin/bash\n{script}\n")
        (folder / name).chmod(0o755)
    return subprocess.run(
        ["/bin/bash", FRESH, "demo"],
        env={"PATH": str(folder), "HOME": str(folder)},
        check=False,
        capture_output=True,
        text=True,
    )


def test_it_says_what_is_missing(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.returncode == 3
    assert "Missing: debootstrap. Install with: apt-get install debootstrap" in done.stderr


def test_it_says_that_it_needs_root(tmp_path: Path) -> None:
    done = run(tmp_path, "debootstrap", user=1000)
    assert done.returncode == 3
    assert "This needs root: sudo" in done.stderr


def test_it_can_be_run() -> None:
    assert os.access(FRESH, os.X_OK)
