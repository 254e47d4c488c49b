"""Builds publications for the tests: each one once, however many tests and workers look at it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packager.findings import Severity
from packager.pipeline import BuildOptions, build

ROOT = Path(__file__).resolve().parents[1]
BOOKS = ROOT / "tests/books"
SAMPLE = ROOT / "content/sample"


@dataclass(frozen=True, slots=True)
class Built:
    """A publication's finished editions, and what its editor was told (notices apart)."""

    folder: Path

    @property
    def epub(self) -> Path:
        """The EPUB edition."""
        return next(self.folder.glob("*.epub"))

    @property
    def pdf(self) -> Path:
        """The PDF edition."""
        return next(self.folder.glob("*.pdf"))

    @property
    def findings(self) -> list[str]:
        """Warnings, each as one line."""
        found: list[str] = json.loads((self.folder / "findings.json").read_text("utf-8"))
        return found


def books() -> Iterator[tuple[str, Path]]:
    """The test books by name, and the sample."""
    for folder in sorted(BOOKS.iterdir()):
        if (folder / "publication.toml").is_file():
            yield folder.name, folder
    yield "sample", SAMPLE


def expected(name: str, source: Path) -> Path:
    """Where the expected texts of a book are."""
    return BOOKS / "sample/expected" if name == "sample" else source / "expected"


def built(source: Path, target: Path) -> Built:
    """Build a publication into `target`, unless another worker already has."""
    if not target.exists():
        fresh = target.with_name(f"{target.name}-{os.getpid()}")
        report = build(source, BuildOptions(editions=("epub", "pdf"), output=fresh))
        said = [str(each) for each in report.findings if each.severity is not Severity.NOTICE]
        (fresh / "findings.json").write_text(json.dumps(said, ensure_ascii=False), "utf-8")
        try:
            fresh.rename(target)
        except OSError:  # another worker was faster; its files are the same
            shutil.rmtree(fresh)
    return Built(target)
