"""The bench's own parts: its articles, its figures, its place in the README. Nothing is timed."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from packager.load import load
from packager.model.text import Heading, NoteCall, walk
from tests.bench import imposing, jobs, table
from tests.bench.__main__ import README
from tests.bench.articles import NOTES, SECTIONS, article
from tests.bench.measure import Cost, best, measure
from tests.bench.prepare import write_publication

COSTS = {
    name: Cost(float(place), 2.0 * place, 10_000_000 * place, 1_000_000 * place)
    for place, name in enumerate((*jobs.OURS, *jobs.PEERS), 1)
}


def test_an_article_is_the_same_each_time_and_like_no_other() -> None:
    assert article(7) == article(7)
    bodies = {article(number).body for number in range(50)}
    assert len(bodies) == 50


def test_articles_are_of_the_promised_length() -> None:
    for number in range(20):
        text = re.sub(r"^\[\^.*$", "", article(number).body, flags=re.MULTILINE)
        assert 1_900 < len(text.split()) < 2_500


def test_articles_load_without_a_finding(tmp_path: Path) -> None:
    write_publication(tmp_path, [article(number) for number in range(6)])
    loaded = load(tmp_path)
    assert loaded.findings == ()
    assert loaded.publication
    for each in loaded.publication.articles:
        nodes = list(walk(each.text))
        assert sum(isinstance(node, Heading) for node in nodes) == SECTIONS - 1
        assert sum(isinstance(node, NoteCall) for node in nodes) == SECTIONS * NOTES


def test_a_command_is_measured_with_its_children(tmp_path: Path) -> None:
    work = "import time\nend = time.process_time() + 0.2\nwhile time.process_time() < end: pass"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}])"
    cost = measure([sys.executable, "-c", parent], tmp_path / "log")
    assert cost.cpu >= 0.2
    assert cost.wall >= 0.2
    assert cost.memory > 1_000_000


def test_what_a_command_leaves_behind_is_measured_too(tmp_path: Path) -> None:
    work = "import time\nend = time.process_time() + 0.5\nwhile time.process_time() < end: pass"
    parent = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {work!r}])"
    cost = measure([sys.executable, "-c", parent], tmp_path / "log")
    assert cost.cpu >= 0.5


def test_a_command_that_fails_ends_the_bench(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no such thing"):
        measure([sys.executable, "-c", "raise SystemExit('no such thing')"], tmp_path / "log")


def test_the_best_is_taken_of_each_figure() -> None:
    assert best([Cost(1, 4, 30, 9), Cost(2, 3, 20, 9)]) == Cost(1, 3, 20, 9)


def test_a_table_has_a_row_for_everything_with_its_ratio() -> None:
    text = table.table(60, {jobs.TYPST: 99}, COSTS)
    for name in COSTS:
        assert name in text
    assert f"| {jobs.TYPST} (99 pages) | 8.00 s (8.00) | 16.00 s (8.00) | 80 MB (8.00) |" in text
    assert f"| {table.TOGETHER} | 15.00 s (15.00) |" in text


def test_sheets_are_measured_with_those_of_the_peer() -> None:
    names = imposing.commands(Path("it.pdf"), Path("out"))
    costs = {
        name: Cost(float(place), 2.0 * place, 10_000_000 * place, 1_000_000 * place)
        for place, name in enumerate(names, 1)
    }
    text = imposing.table(costs)
    assert "| **packager pamphlet: sheets** | 1.00 s (1.00) | 2.00 s (1.00) | 10 MB (1.00)" in text
    assert "| pdfimpose | 3.00 s (3.00) | 6.00 s (3.00) | 30 MB (3.00) | 3.00 MB (3.00) |" in text


def test_growth_is_from_the_first_to_the_last() -> None:
    more = {name: Cost(cost.wall * 5, cost.cpu * 6, cost.memory, 0) for name, cost in COSTS.items()}
    text = table.growth([60, 300], [COSTS, more])
    assert "5 times as many" in text
    assert f"| {jobs.WEASYPRINT} | × 5.0 | × 6.0 | × 1.0 | × 0.0 |" in text


def test_the_table_goes_between_the_markers_and_nowhere_else(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n\n{table.BEGIN}\n\nold\n\n{table.END}\n\nafter\n")
    table.put(readme, "| new \\1 |")
    table.put(readme, "| newer \\1 |")
    want = f"before\n\n{table.BEGIN}\n\n| newer \\1 |\n\n{table.END}\n\nafter\n"
    assert readme.read_text() == want


def test_the_readme_has_a_place_for_the_table() -> None:
    text = README.read_text("utf-8")
    assert text.count(table.BEGIN) == text.count(table.END) == 1
