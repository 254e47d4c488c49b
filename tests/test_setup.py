"""The set-up script on systems that lack something: what it installs, or says how to."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SETUP = Path(__file__).resolve().parents[1] / ".ci/setup.sh"
TOOLS = ("bash", "echo", "env", "cut", "tr", "sed", "xargs", "find", "uname")
PROVIDES = {
    "default-jre-headless": "java",
    "chromium": "chromium",
    "poppler-utils": "pdftotext pdftoppm",
    "qpdf": "qpdf",
}


class System:
    """A system of its own: only the programs that it was given."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.log = folder / "log"
        self.bin.mkdir()
        for tool in TOOLS:
            (self.bin / tool).symlink_to(shutil.which(tool) or pytest.fail(f"no {tool}"))
        self.has("python3", f'exec {sys.executable} "$@"')
        self.has("id", "echo 0")

    def has(self, program: str, script: str = "exit 0") -> None:
        (self.bin / program).write_text(f"#!/bin/bash\n{script}\n")
        (self.bin / program).chmod(0o755)

    def has_apt(self) -> None:
        """An apt-get that writes down what it is asked for, and brings it."""
        lines = [f'echo "$*" >>{self.log}', 'for word in "$@"; do case "$word" in']
        for package, programs in PROVIDES.items():
            brings = "; ".join(f"ln -s /bin/true {self.bin}/{each}" for each in programs.split())
            lines.append(f"{package}) {brings} ;;".replace("ln -s", "/bin/ln -s"))
        self.has("apt-get", "\n".join([*lines, "esac; done"]))

    def run(self, what: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["/bin/bash", SETUP, what],
            env={"PATH": str(self.bin)},
            check=False,
            capture_output=True,
            text=True,
        )


@pytest.fixture
def system(tmp_path: Path) -> System:
    return System(tmp_path)


def test_as_root_it_installs_what_is_missing_and_says_so(system: System) -> None:
    system.has_apt()
    system.has("qpdf")
    done = system.run("test")
    assert done.returncode == 0, done.stderr
    assert "Installing with apt-get: default-jre-headless chromium poppler-utils" in done.stderr
    assert "qpdf" not in system.log.read_text()
    system.log.unlink()
    assert system.run("test").returncode == 0
    assert not system.log.exists()  # the second time nothing is missing


def test_another_user_installs_through_sudo(system: System, tmp_path: Path) -> None:
    system.has_apt()
    system.has("id", "echo 1000")
    system.has("sudo", f'echo sudo >>{tmp_path}/sudo; exec "$@"')
    assert system.run("test").returncode == 0
    assert (tmp_path / "sudo").exists()


def test_without_either_it_says_what_to_install(system: System) -> None:
    system.has_apt()
    system.has("id", "echo 1000")
    done = system.run("test")
    assert done.returncode == 3
    assert "As root, install with: apt-get install default-jre-headless chromium" in done.stderr
    assert not system.log.exists()


@pytest.mark.parametrize(
    ("manager", "words"),
    [
        ("dnf", "Install with: sudo dnf install java-latest-openjdk-headless chromium poppler"),
        ("brew", "Install with: brew install openjdk chromium poppler qpdf"),
        ("pacman", "Missing on this system: java-latest-openjdk-headless chromium"),
    ],
)
def test_elsewhere_it_says_what_to_install(system: System, manager: str, words: str) -> None:
    system.has(manager)
    done = system.run("test")
    assert done.returncode == 3
    assert words in done.stderr


def test_an_old_python_is_told(system: System) -> None:
    system.has_apt()
    system.has("python3", "exit 1")
    done = system.run("build")
    assert done.returncode == 3
    assert "Python must be 3.11 or newer" in done.stderr


def test_building_needs_nothing_more_here(system: System) -> None:
    done = system.run("build")
    assert (done.returncode, done.stderr) == (0, "")
