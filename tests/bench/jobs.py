"""What is measured: our builds in several states, and the peers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.bench.measure import Cost, measure

COLD, WARM = "both, cold", "both, nothing changed"
EDITED, RETITLED = "both, one article changed", "both, one title changed"
LINK_PDF, LINK_EPUB = "PDF from cached parts", "EPUB from cached parts"
PANDOC_EPUB, TYPST = "pandoc: EPUB", "pandoc and Typst: PDF"
WEASYPRINT = "WeasyPrint: PDF of one document"
OURS = (COLD, WARM, EDITED, RETITLED, LINK_PDF, LINK_EPUB)
PEERS = (PANDOC_EPUB, TYPST, WEASYPRINT)


@dataclass(frozen=True, slots=True)
class Bench:
    """Where one size of the bench is: its folder holds what `prepare` wrote."""

    folder: Path
    count: int
    pandoc: str = ""
    linked: list[float] = field(default_factory=list)  # CPU seconds of linking alone, each run

    def ours(self, run: int) -> Iterator[tuple[str, Cost]]:
        """Our builds, each in the state that the one before left; the cache is new in each run."""
        cache, out = self.folder / f"cache-{run}", self.folder / f"out-{run}"
        edited = self.folder / "publication/articles" / f"article-{self.count // 2:04}.md"
        before = edited.read_text("utf-8")
        yield COLD, self._build(cache, out)
        yield WARM, self._build(cache, out)
        head, fence, body = before.rpartition("\n---\n")
        # In the middle of the text: a correction. A title is in contents and credits, too.
        middle = body.index("the ", len(body) // 2)
        corrected = body[:middle] + "that" + body[middle + 3 :]
        edited.write_text(f"{head}{fence}{corrected}", "utf-8")
        yield EDITED, self._build(cache, out)
        edited.write_text(before.replace("title: ", "title: New ", 1), "utf-8")
        yield RETITLED, self._build(cache, out)
        edited.write_text(before, "utf-8")
        yield LINK_PDF, self._build(cache, self.folder / f"pdf-{run}", "pdf")
        yield LINK_EPUB, self._build(cache, self.folder / f"epub-{run}", "epub")
        self.linked.append(self._link(cache))
        shutil.rmtree(cache, ignore_errors=True)

    def epub_alone(self, run: int) -> Cost:
        """An EPUB from cached parts, after one that filled the cache."""
        cache = self.folder / "cache"
        if not cache.exists():
            self._build(cache, self.folder / "first", "epub")
        return self._build(cache, self.folder / f"epub-{run}", "epub")

    def peers(self) -> Iterator[tuple[str, Cost]]:
        """The other ways to the same."""
        sources = sorted((self.folder / "pandoc").glob("*.md"))
        metadata = f"--metadata-file={self.folder / 'pandoc/metadata.yaml'}"
        epub, pdf, whole = (
            self.folder / name for name in ("pandoc.epub", "typst.pdf", "weasyprint.pdf")
        )
        commands: Mapping[str, tuple[Sequence[str | Path], Path]] = {
            PANDOC_EPUB: (
                [self.pandoc, "--toc", "--to=epub3", metadata, f"--output={epub}", *sources],
                epub,
            ),
            TYPST: (
                [*_python("tests.bench.typst_pdf"), self.pandoc, pdf, metadata, "--toc", *sources],
                pdf,
            ),
            WEASYPRINT: (
                [
                    *_python("weasyprint"),
                    "--quiet",
                    f"--stylesheet={self.folder / 'whole.css'}",
                    "--pdf-variant=pdf/ua-1",
                    self.folder / "whole.html",
                    whole,
                ],
                whole,
            ),
        }
        for name, (command, target) in commands.items():
            yield name, _sized(measure(command, self.folder / "log"), target)

    def _link(self, cache: Path) -> float:
        command = [*_python("tests.bench.linking"), str(self.folder / "publication")]
        found = subprocess.run(
            command,
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "PACKAGER_CACHE": str(cache)},
        )
        return float(found.stdout)

    def _build(self, cache: Path, out: Path, *editions: str) -> Cost:
        command = [*_python("packager"), "build", *editions]
        command += ["-C", str(self.folder / "publication"), "-o", str(out)]
        cost = measure(command, self.folder / "log", {"PACKAGER_CACHE": str(cache)})
        return _sized(cost, *sorted(out.glob("bench.*")))


def _python(module: str) -> list[str]:
    return [sys.executable, "-m", module]


def _sized(cost: Cost, *files: Path) -> Cost:
    return replace(cost, size=sum(file.stat().st_size for file in files))


Progress = Callable[[str], None]


def run(bench: Bench, runs: int, say: Progress) -> dict[str, list[Cost]]:
    """Everything, `runs` times, ours and the peers in turn."""
    found: dict[str, list[Cost]] = {name: [] for name in (*OURS, *PEERS)}
    for number in range(runs):
        for each in (bench.ours(number), bench.peers()):
            for name, cost in each:
                found[name].append(cost)
                say(f"{bench.count} articles, run {number + 1}: {name}: {cost.wall:.2f} s")
    return found
