"""Publications built in another theme than their own."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.building import Built, built

THEMES = ("review", "pamphlet", "journal", "plain")


def themed(source: Path, theme: str, folder: Path) -> Built:
    """The editions of a publication in a theme; what its own theme was set to do is left out."""
    copy = folder / "source"
    if not copy.exists():
        shutil.copytree(source, copy, ignore=shutil.ignore_patterns("dist", "expected"))
        settings = copy / "publication.toml"
        text = re.sub(r"(?ms)^\[theme(\.options)?\].*?(?=^\[|\Z)", "", settings.read_text("utf-8"))
        settings.write_text(f'{text}\n[theme]\nname = "{theme}"\n', "utf-8")
    return built(copy, folder / "out")
