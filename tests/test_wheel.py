"""The wheel holds all that it needs: installed into an empty environment, it builds."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def call(*command: str | Path, folder: Path) -> str:
    """Run a program that knows nothing of the project's folder."""
    environment = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    done = subprocess.run(
        command, cwd=folder, env=environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    call(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, folder=ROOT)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of an environment with the wheel in it; the dependencies are lent by this one."""
    folder = tmp_path_factory.mktemp("environment")
    call(sys.executable, "-m", "venv", "--without-pip", folder, folder=folder)
    python = folder / "bin/python"
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet")
    call(*pip, "--no-deps", "--no-index", wheel, folder=folder)
    own = Path(call(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))",
                    folder=folder).strip())  # fmt: skip
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (own / "lent.pth").write_text("\n".join(sorted(lent)))
    return folder / "bin"


def test_everything_is_in_it(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())

    def shipped(folder: Path, prefix: str) -> set[str]:
        return {
            f"{prefix}/{path.relative_to(folder).as_posix()}"
            for path in folder.rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }

    assert shipped(ROOT / "styles", "packager/_styles") <= inside
    assert shipped(ROOT / "packager", "packager") <= inside
    assert any(name.endswith("licenses/LICENSE") for name in inside)
    assert {name.split("/")[0].split("-")[0] for name in inside} == {"packager"}
    for part in ("_styles/review/theme.toml", "render/locale/", "render/templates/"):
        assert any(name.startswith(f"packager/{part}") for name in inside), part


def test_it_makes_a_publication_and_builds_it(installed: Path, tmp_path: Path) -> None:
    where = call(installed / "python", "-c", "import packager; print(packager.__file__)",
                 folder=tmp_path)  # fmt: skip
    assert Path(where.strip()).is_relative_to(installed.parent)
    packager = installed / "packager"
    call(packager, "new", "my-review", folder=tmp_path)
    call(packager, "build", "-C", "my-review", "-o", "out", "--strict", folder=tmp_path)
    made = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert made == ["manifest.json", "my-review.epub", "my-review.pdf"]
