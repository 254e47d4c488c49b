"""`python -m tests.bench`: measure, print the tables, and keep them in the README with --write."""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from tests.bench import imposing, jobs, table
from tests.bench.measure import Cost, best

README = Path(__file__).resolve().parents[2] / "README.md"
_PAGES = "import sys, pypdfium2; print(*(len(pypdfium2.PdfDocument(p)) for p in sys.argv[1:]))"


def main() -> None:
    """Measure everything that is asked for."""
    wanted = _wanted()
    figures: list[dict[str, Cost]] = []
    text = [_circumstances(wanted.runs)]
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        for count in wanted.counts:
            bench = _prepared(Path(name, str(count)), count, peers=True)
            runs = wanted.runs if count == min(wanted.counts) else 1
            found = jobs.run(bench, runs, _say)
            figures.append({row: best(costs) for row, costs in found.items()})
            text.append(table.table(count, _pages(bench.folder), figures[-1]))
            text.append(f"Linking alone, of these {count}: {min(bench.linked):.2f} s CPU.\n")
            text.append(_sheets(bench.folder, runs))
        if len(wanted.counts) > 1:
            text.append(table.growth(wanted.counts, figures))
        if wanted.shelf:
            text.append(_shelf(Path(name, "shelf"), wanted.shelf, wanted.runs))
    tables = "\n".join(text)
    print(tables)
    if wanted.write:
        table.put(README, tables)


def _wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("counts", type=int, nargs="*", metavar="N", help="articles; 60 300")
    parser.add_argument("--runs", type=int, default=3, help="each is the best of so many")
    parser.add_argument(
        "--shelf", type=int, default=1000, metavar="N", help="articles of one large EPUB; 0: none"
    )
    parser.add_argument("--quick", action="store_true", help="12 articles, once, no large EPUB")
    parser.add_argument("--write", action="store_true", help="keep the tables in the README")
    wanted = parser.parse_args()
    if wanted.quick:
        wanted.counts, wanted.runs, wanted.shelf = wanted.counts or [12], 1, 0
    wanted.counts = wanted.counts or [60, 300]
    return wanted


def _prepared(folder: Path, count: int, *, peers: bool) -> jobs.Bench:
    command = [sys.executable, "-m", "tests.bench.prepare", str(count), str(folder)]
    subprocess.run([*command, *(["--peers"] if peers else [])], check=True)
    if not peers:
        return jobs.Bench(folder, count)
    code = "import pypandoc; print(pypandoc.get_pandoc_path())"
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return jobs.Bench(folder, count, found.stdout.strip())


def _shelf(folder: Path, count: int, runs: int) -> str:
    """A large EPUB without page numbers, which needs no typesetting, from cached parts."""
    bench = _prepared(folder, count, peers=False)
    cost = best([bench.epub_alone(run) for run in range(runs)])
    return (
        f"An EPUB of {count:,} articles from cached parts: {cost.wall:.2f} s, {cost.cpu:.2f} s CPU,"
        f" {cost.memory / 1e6:.0f} MB of memory, {cost.size / 1e6:.1f} MB large.\n"
    )


def _sheets(folder: Path, runs: int) -> str:
    """The PDF of the articles, laid on sheets."""
    costs = imposing.measured(folder / "pdf-0/bench.pdf", folder, runs)
    said = "That PDF on sheets, in signatures; in brackets the ratio to our sheets:"
    return f"{said}\n\n{imposing.table(costs)}"


def _pages(folder: Path) -> dict[str, int]:
    """How many pages each PDF has; counted by a process of its own, see `prepare`."""
    files = {
        jobs.LINK_PDF: folder / "pdf-0/bench.pdf",
        jobs.TYPST: folder / "typst.pdf",
        jobs.WEASYPRINT: folder / "weasyprint.pdf",
    }
    found = subprocess.run(
        [sys.executable, "-c", _PAGES, *files.values()], check=True, capture_output=True, text=True
    )
    return dict(zip(files, map(int, found.stdout.split()), strict=True))


def _circumstances(runs: int) -> str:
    names = ("pypandoc-binary", "typst", "weasyprint", "pdfimpose")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    often = (
        f"best of {runs} runs (of the larger number: one), ours and the others in turn"
        if runs > 1
        else "one run"
    )
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()},"
        f" {versions}; whole processes, {often}. In brackets the ratio to our cold build of both"
        " editions; of sizes, to our file of the same format. Memory is that of the largest"
        " process.\n"
    )


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
