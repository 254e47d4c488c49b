"""A PDF laid on sheets, here and with pdfimpose: `python -m tests.bench.imposing FILE.pdf`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from tests.bench.measure import Cost, best, measure

SHEETS, WHOLE, PEER = "sheets", "sheets and instructions", "pdfimpose"
SIGNATURE = 16  # pages


def main() -> None:
    """Measure one PDF, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.imposing", description=__doc__)
    parser.add_argument("pdf", type=Path)
    parser.add_argument("--runs", type=int, default=3, help="each is the best of so many")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        print(table(measured(wanted.pdf.resolve(), Path(name), wanted.runs)))


def commands(pdf: Path, folder: Path) -> Mapping[str, tuple[Sequence[str | Path], Path]]:
    """What is run, and what each of them makes."""
    sheets, whole, peer = (folder / f"{name}.pdf" for name in ("sheets", "whole", "peer"))
    ours = [sys.executable, "-m", "packager", "pamphlet", pdf, f"--signature={SIGNATURE}"]
    theirs = [sys.executable, "-m", "pdfimpose", "saddle", "--signature=2x1"]
    return {
        SHEETS: ([*ours, "--no-instructions", "-o", sheets], sheets),
        WHOLE: ([*ours, "-o", whole], whole),
        PEER: ([*theirs, f"--group={SIGNATURE // 4}", pdf, "-o", peer], peer),
    }


def measured(pdf: Path, folder: Path, runs: int) -> dict[str, Cost]:
    """The best of each, in turn; instructions are set anew each time."""
    found: dict[str, list[Cost]] = {}
    for run in range(runs):
        environment = {"PACKAGER_CACHE": str(folder / f"cache-{run}")}
        for name, (command, made) in commands(pdf, folder).items():
            cost = measure(command, folder / "log", environment)
            found.setdefault(name, []).append(replace(cost, size=made.stat().st_size))
    return {name: best(costs) for name, costs in found.items()}


def table(figures: Mapping[str, Cost]) -> str:
    """The figures as Markdown; in brackets the ratio to our sheets alone."""
    ours = figures[SHEETS]
    rows = ["|  | wall | CPU | memory | size |", "| --- | ---: | ---: | ---: | ---: |"]
    for name, cost in figures.items():
        label = name if name == PEER else f"**packager pamphlet: {name}**"
        cells = (
            f"{cost.wall:.2f} s ({cost.wall / ours.wall:.2f})",
            f"{cost.cpu:.2f} s ({cost.cpu / ours.cpu:.2f})",
            f"{cost.memory / 1e6:.0f} MB ({cost.memory / ours.memory:.2f})",
            f"{cost.size / 1e6:.2f} MB ({cost.size / ours.size:.2f})",
        )
        rows.append(f"| {label} | {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    main()
