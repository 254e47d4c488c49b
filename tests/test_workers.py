"""Who compiles does not matter: one process or several, threads, a cluster; and workers may die."""

from __future__ import annotations

import os
import resource
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import (
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from contextlib import closing, contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from packager.compile import workers
from packager.compile.fragments import Fragment, fragment
from packager.compile.pictures import PictureSettings
from packager.compile.workers import Crew, WorkerDiedError
from packager.errors import BuildError, UsageError
from packager.pipeline import build
from packager.render.markup import Markup
from packager.report import BuildOptions, Report
from tests.paper import markup, note, review
from tests.small import ARTICLE, SETTINGS, CommandLine, publication

MEMORY = 200_000  # kilobytes that a worker may take for ordinary articles


# --- What workers are given: plain functions, which are sent by their names ----------------------


def double(number: int) -> int:
    return 2 * number


def process(_: int) -> int:
    return os.getpid()


def refuse(number: int) -> int:
    if number == 2:
        raise UsageError("two is refused", hint="take another")
    return number


def perish(number: int) -> int:
    if number in {1, 4}:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def perish_once(number: int, folder: Path) -> int:
    if number == 1 and not (folder / "seen").exists():
        (folder / "seen").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def deadly_fragment(part: Markup, *rest: Any) -> Fragment:
    if part.title == "The deadly one":
        os.kill(os.getpid(), signal.SIGKILL)
    return fragment(part, *rest)


def memory_after(parts: int) -> int:
    """What setting that many articles takes (kB)."""
    theme = review()
    page = theme.pages["A5"]
    words = "The harbour water stone people of the railway labour press night letters city. " * 30
    notes = "".join(note(number, "A note of some words.") for number in range(1, 6))
    for number in range(parts):
        body = f"<article><h1>{number}</h1>" + f"<p>{words}{notes}</p>" * 1 + f"<p>{words}</p>" * 6
        fragment(markup(body + "</article>", f"home/{number}"), theme, page, PictureSettings())
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


# --- The crew ------------------------------------------------------------------------------------


def run(crew: Crew, function: Callable[..., Any], tasks: list[tuple[Any, ...]]) -> dict[int, Any]:
    """What became of each task."""
    with closing(crew):
        done = list(crew.run(function, tasks))
    assert sorted(each.index for each in done) == list(range(len(tasks))), "each once"
    return {each.index: each.fault or each.value for each in sorted(done, key=lambda it: it.index)}


NUMBERS = [(number,) for number in range(6)]


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_each_task_is_done_once(jobs: int) -> None:
    assert run(Crew(jobs), double, NUMBERS) == {0: 0, 1: 2, 2: 4, 3: 6, 4: 8, 5: 10}
    assert run(Crew(jobs), double, []) == {}


def test_one_job_or_one_task_needs_no_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_WARM", [])
    assert set(run(Crew(1), process, NUMBERS).values()) == {os.getpid()}
    assert set(run(Crew(2), process, NUMBERS[:1]).values()) == {os.getpid()}
    assert os.getpid() not in run(Crew(2), process, NUMBERS).values()


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_of_one_does_not_stop_the_others(jobs: int) -> None:
    became = run(Crew(jobs), refuse, NUMBERS)
    assert isinstance(became[2], UsageError)
    assert (became[2].message, became[2].hint) == ("two is refused", "take another")
    assert [became[number] for number in (0, 1, 3, 4, 5)] == [0, 1, 3, 4, 5]


def test_it_is_known_who_kills_the_workers() -> None:
    became = run(Crew(2), perish, NUMBERS)
    assert {index for index, value in became.items() if isinstance(value, WorkerDiedError)} == {
        1,
        4,
    }
    assert [became[number] for number in (0, 2, 3, 5)] == [0, 2, 3, 5]


def test_who_dies_by_chance_is_done_again(tmp_path: Path) -> None:
    tasks = [(number, tmp_path) for number in range(6)]
    assert run(Crew(2), perish_once, tasks) == {number: number for number in range(6)}
    assert (tmp_path / "seen").exists()


def test_an_executor_that_breaks_is_done_without() -> None:
    with ProcessPoolExecutor(2, get_context("forkserver")) as executor:
        became = run(Crew(1, executor), perish, NUMBERS)
        with pytest.raises(BrokenExecutor):
            executor.submit(double, 1).result()
    assert {index for index, value in became.items() if isinstance(value, WorkerDiedError)} == {
        1,
        4,
    }
    assert [became[number] for number in (0, 2, 3, 5)] == [0, 2, 3, 5]


def test_a_part_that_a_cluster_gives_up_has_killed_its_worker() -> None:
    class KilledWorker(Exception):  # noqa: N818 - as dask calls it
        pass

    class Cluster(Executor):
        def submit(self, function: Any, /, *arguments: Any, **_: Any) -> Future[Any]:
            future: Future[Any] = Future()
            if arguments == (1,):
                future.set_exception(KilledWorker("1"))
            else:
                future.set_result(function(*arguments))
            return future

    became = run(Crew(1, Cluster()), double, NUMBERS[:3])
    assert (became[0], became[2]) == (0, 4)
    assert isinstance(became[1], WorkerDiedError)


def test_workers_make_way_for_fresh_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "TASKS_A_WORKER", 3)
    assert len(set(run(Crew(2), process, [(number,) for number in range(20)]).values())) > 3


def test_a_worker_stays_small() -> None:
    [few, many] = run(Crew(2), memory_after, [(3,), (30,)]).values()
    assert many < MEMORY
    assert many - few < 40_000, "what was set is kept"


# --- Whole builds --------------------------------------------------------------------------------


def issue(folder: Path) -> Path:
    settings = SETTINGS.replace('["one.md"]', '["one.md", "two.md", "three.md"]')
    return publication(
        folder,
        {
            "publication.toml": settings,
            "two.md": ARTICLE.replace("title: One", "title: Two") + "\nA note.[^1]\n\n[^1]: So.\n",
            "three.md": ARTICLE.replace("title: One", "title: Three"),
        },
    )


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An issue, and a cache of its own."""
    monkeypatch.setenv("PACKAGER_CACHE", str(tmp_path / "cache"))
    return issue(tmp_path / "issue")


def bytes_of(report: Report) -> dict[str, bytes]:
    return {each.path: (report.folder / each.path).read_bytes() for each in report.written}


def made(folder: Path, output: Path, **options: Any) -> dict[str, bytes]:
    report = build(folder, BuildOptions(output=output, **options))
    return bytes_of(report)


@contextmanager
def cluster() -> Iterator[Executor]:
    """A cluster of two workers on this machine, reached by nobody else."""
    distributed = pytest.importorskip("distributed", reason="the extra “cluster”")
    with (
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address=None,
            worker_dashboard_address=None,
        ) as local,
        distributed.Client(local) as client,
    ):
        yield client.get_executor()


def test_the_same_bytes_whoever_compiles(fresh: Path, tmp_path: Path) -> None:
    alone = made(fresh, tmp_path / "alone", cache=False)
    assert set(alone) == {"small.epub", "small.pdf"}
    assert made(fresh, tmp_path / "three", cache=False, jobs=3) == alone
    with ThreadPoolExecutor(2) as threads:
        assert made(fresh, tmp_path / "threads", cache=False, executor=threads) == alone
    with ProcessPoolExecutor(2, get_context("forkserver")) as processes:
        assert made(fresh, tmp_path / "processes", cache=False, executor=processes) == alone


@pytest.mark.cluster
def test_the_same_bytes_from_a_cluster_and_from_its_cache(fresh: Path, tmp_path: Path) -> None:
    alone = made(fresh, tmp_path / "alone", cache=False)
    with cluster() as executor:
        options = BuildOptions(output=tmp_path / "cluster", executor=executor)
        first = build(fresh, options)
        assert (first.compiled, first.reused) == (7, 0)
        assert bytes_of(first) == alone
        again = build(fresh, options)
        assert (again.compiled, again.reused) == (0, 7)
    here = build(fresh, BuildOptions(output=tmp_path / "here"))
    assert (here.compiled, here.reused) == (0, 7)
    assert bytes_of(here) == bytes_of(again) == alone


def test_a_deadly_article_is_named_and_the_last_good_files_stay(
    packager: CommandLine, fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert packager("build", "-C", fresh, "--jobs", "2").status == 0
    good = {path.name: path.read_bytes() for path in (fresh / "dist").iterdir()}
    for name in ("one.md", "two.md"):
        (fresh / name).write_text((fresh / name).read_text() + "\nOne more.\n")
    deadly = (fresh / "two.md").read_text().replace("title: Two", "title: The deadly one")
    (fresh / "two.md").write_text(deadly)
    with monkeypatch.context() as patch:
        patch.setattr("packager.compile.compiler.fragment", deadly_fragment)
        ran = packager("build", "-C", fresh, "--jobs", "2")
    assert ran.status == 1
    assert "error[worker-died]" in ran.err
    assert "“The deadly one”" in ran.err
    assert "“One”" not in ran.err
    assert {path.name: path.read_bytes() for path in (fresh / "dist").iterdir()} == good
    ran = packager("build", "-C", fresh, "--jobs", "2", "--json")  # and the others went on
    assert ran.status == 0
    assert '"compiled": 2,' in ran.out  # the article, and the contents with its page


def test_the_first_error_is_told_whatever_the_order(
    fresh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("packager.compile.compiler.fragment", failing_fragment)
    for jobs in (1, 3):
        options = BuildOptions(editions=("pdf",), output=tmp_path / "out", jobs=jobs)
        with pytest.raises(BuildError, match="One cannot be set"):
            build(fresh, options)
    assert threading.active_count() < 10


def failing_fragment(part: Markup, *rest: Any) -> Fragment:
    if part.title in {"One", "Three"}:
        raise BuildError(f"{part.title} cannot be set")
    return fragment(part, *rest)
