"""The figures as Markdown, and their place in the README."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench.jobs import COLD, LINK_EPUB, LINK_PDF, OURS, PANDOC_EPUB, PEERS, TYPST
from tests.bench.measure import Cost

BEGIN, END = "<!-- bench: written by `make bench` -->", "<!-- end of bench -->"
TOGETHER = "pandoc's EPUB and Typst's PDF together"
_MARKED = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)

Figures = Mapping[str, Cost]  # the best of each row


def table(count: int, pages: Mapping[str, int], figures: Figures) -> str:
    """One size of the bench. Ratios are to our cold build of both editions; those of sizes to our
    file of the same format."""
    heads = ("", "wall", "CPU", "memory", "size")
    rows = [heads, ("---", *["---:"] * (len(heads) - 1))]
    everything = {**figures, TOGETHER: _sum(figures[PANDOC_EPUB], figures[TYPST])}
    for name in (*OURS, *PEERS[:2], TOGETHER, *PEERS[2:]):
        rows.append((_label(name, pages), *_cells(name, everything)))
    return f"{count} articles:\n\n" + _lines(rows)


def growth(counts: Sequence[int], sizes: Sequence[Figures]) -> str:
    """How much everything grows from the first size to the last."""
    first, last = sizes[0], sizes[-1]
    rows = [("", "wall", "CPU", "memory", "size"), ("---", *["---:"] * 4)]
    rows += [
        (
            _label(name, {}),
            *(
                f"× {after / before:.1f}" if before else ""
                for before, after in zip(_values(first[name]), _values(last[name]), strict=True)
            ),
        )
        for name in (*OURS, *PEERS)
    ]
    times = counts[-1] / counts[0]
    return f"From {counts[0]} to {counts[-1]} articles, {times:.3g} times as many:\n\n" + _lines(
        rows
    )


def put(readme: Path, text: str) -> None:
    """Write the tables between the markers of the README."""
    old = readme.read_text("utf-8")
    new, found = _MARKED.subn(lambda _: f"{BEGIN}\n\n{text.strip()}\n\n{END}", old)
    if found != 1:
        raise SystemExit(f"{readme} has no place for the table: {BEGIN} … {END}")
    readme.write_text(new, "utf-8")


def _label(name: str, pages: Mapping[str, int]) -> str:
    label = f"**packager: {name}**" if name in OURS else name
    return f"{label} ({pages[name]} pages)" if name in pages else label


def _cells(name: str, figures: Figures) -> list[str]:
    cost, ours = figures[name], figures[COLD]
    same_format = {
        PANDOC_EPUB: LINK_EPUB,
        LINK_EPUB: LINK_EPUB,
        TYPST: LINK_PDF,
        LINK_PDF: LINK_PDF,
        PEERS[2]: LINK_PDF,
    }
    return [
        f"{cost.wall:.2f} s{_ratio(cost.wall, ours.wall)}",
        f"{cost.cpu:.2f} s{_ratio(cost.cpu, ours.cpu)}",
        f"{cost.memory / 1e6:.0f} MB{_ratio(cost.memory, ours.memory)}",
        f"{cost.size / 1e6:.2f} MB" + _ratio(cost.size, figures[same_format.get(name, COLD)].size),
    ]


def _ratio(value: float, ours: float) -> str:
    return f" ({value / ours:.2f})" if ours else ""


def _sum(one: Cost, other: Cost) -> Cost:
    return Cost(
        one.wall + other.wall,
        one.cpu + other.cpu,
        max(one.memory, other.memory),
        one.size + other.size,
    )


def _values(cost: Cost) -> tuple[float, ...]:
    return cost.wall, cost.cpu, cost.memory, cost.size


def _lines(rows: Sequence[Sequence[str]]) -> str:
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)
