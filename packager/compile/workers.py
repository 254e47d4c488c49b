"""Who compiles: this process, a pool of warm worker processes, or an executor that was handed in.

A worker that dies (killed, out of memory) takes nothing with it but its own part: the parts that
were in work just then are tried again, each alone, until it is known which of them does it; the
others go on.
"""

from __future__ import annotations

import gc
import multiprocessing
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    as_completed,
    wait,
)
from concurrent.futures.process import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from packager.errors import PackagerError

TASKS_A_WORKER = 100  # then it makes way for a fresh one, with what memory it has kept
_WARM: list[bool] = []  # filled once there is a process to fork workers from
_THRESHOLD = 100_000  # new objects between two rounds of the garbage collector

Function = Callable[..., Any]  # plain, of a module: it is sent by its name
Task = tuple[Any, ...]  # its arguments, which can be pickled


def warm_up() -> None:
    """Let the process that workers are forked from begin to load the print engine meanwhile."""
    _context()
    with deaf():
        forkserver.ensure_running()
    _WARM.append(True)


@contextmanager
def deaf() -> Iterator[None]:
    """Processes that begin meanwhile never hear of Ctrl-C, which is for whoever waits for them."""
    if threading.current_thread() is not threading.main_thread():  # it may set no handlers
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["packager.compile.warm"])
    return context


class WorkerDiedError(Exception):
    """The process that made a part is gone."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of the task at `index`: its value, or what was raised."""

    index: int
    value: Any = None
    fault: BaseException | None = None


@dataclass(slots=True)
class Crew:
    """`jobs` processes, or the workers of an `executor`. A single task is done by this process."""

    jobs: int = 1
    executor: Executor | None = None
    _pool: ProcessPoolExecutor | None = None
    _served: int = 0
    _tasks: TemporaryDirectory[str] | None = None  # what the pool is to do, a file a task

    def run(self, function: Function, tasks: Sequence[Task]) -> Iterator[Done]:
        """Do each task; each is told once, as soon as it is done."""
        left = deque(range(len(tasks)))
        if self.executor:
            yield from self._handed(self.executor, function, tasks, left)
        elif self.jobs == 1 or len(tasks) < (1 if _WARM else 2):
            yield from (_here(function, tasks[index], index) for index in left)
            return
        while left:  # also what an executor has left that broke
            suspects = yield from self._shift(function, tasks, left)
            yield from (self._alone(function, tasks[index], index) for index in suspects)

    def close(self) -> None:
        """Send the workers home."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None
        if self._tasks:
            self._tasks.cleanup()
            self._tasks = None

    @property
    def _tired(self) -> bool:
        return self._pool is not None and self._served >= TASKS_A_WORKER * self.jobs

    def _workers(self) -> ProcessPoolExecutor:
        """The pool, started at need."""
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self.jobs, _context(), _begin)
            self._served = 0
        return self._pool

    def _shift(
        self, function: Function, tasks: Sequence[Task], left: deque[int]
    ) -> Generator[Done, None, list[int]]:
        """Work through what is left, until a worker dies; returns what was in work just then."""
        running: dict[Future[Any], int] = {}
        broken = False
        while (left or running) and not broken:
            if self._tired and not running:
                self.close()
            while left and len(running) <= self.jobs and not self._tired:  # one waits at the door
                index = left.popleft()
                future = self._submit(function, tasks[index])
                running[future] = index
                self._served += 1
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                if isinstance(future.exception(), BrokenExecutor):
                    broken = True
                else:
                    yield _told(future, running.pop(future))
        if broken:
            self.close()
        return list(running.values())

    def _alone(self, function: Function, task: Task, index: int) -> Done:
        """Do a task while nothing else is done, so that it is known who kills the worker."""
        future = self._submit(function, task)
        if isinstance(future.exception(), BrokenExecutor):
            self.close()
        return _told(future, index)

    def _submit(self, function: Function, task: Task) -> Future[Any]:
        try:
            return self._workers().submit(_written, self._write(function, task))
        except BrokenExecutor as fault:  # it broke since it was last looked at
            return _failed(fault)

    def _write(self, function: Function, task: Task) -> str:
        """A task in a file. When workers die while one is handed to them that is larger than a pipe
        holds, Python before 3.11.5 waits for ever (CPython issue 94777); a file's name always fits.
        """
        if self._tasks is None:
            self._tasks = TemporaryDirectory(prefix="packager-")
        path = Path(self._tasks.name, str(self._served))
        path.write_bytes(pickle.dumps((function, task)))
        return str(path)

    def _handed(
        self, executor: Executor, function: Function, tasks: Sequence[Task], left: deque[int]
    ) -> Iterator[Done]:
        """Give everything to an executor. What it cannot do because it broke stays in `left`."""
        running: dict[Future[Any], int] = {}
        for index in left:
            try:
                running[executor.submit(function, *tasks[index])] = index
            except BrokenExecutor as fault:
                running[_failed(fault)] = index
        left.clear()
        for future in as_completed(running):
            if isinstance(future.exception(), BrokenExecutor):
                left.append(running[future])
                self.executor = None
            else:
                yield _told(future, running[future])


def _written(name: str) -> Any:
    """What a worker does: the task in a file that its own crew wrote."""
    path = Path(name)
    function, task = pickle.loads(path.read_bytes())
    path.unlink()
    return function(*task)


def _here(function: Function, task: Task, index: int) -> Done:
    try:
        return Done(index, function(*task))
    except PackagerError as fault:
        return Done(index, fault=fault)


def _told(future: Future[Any], index: int) -> Done:
    fault = future.exception()
    # dask's scheduler gives a task up that has killed several workers; its class is not known here
    if isinstance(fault, BrokenExecutor) or type(fault).__name__ == "KilledWorker":
        return Done(index, fault=WorkerDiedError(str(fault)))
    return Done(index, fault=fault) if fault else Done(index, future.result())


def _failed(fault: Exception) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_exception(fault)
    return future


def _begin() -> None:
    """A worker begins. Parts make many objects that live as long as they do: look seldom."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever handed out the work
    gc.set_threshold(_THRESHOLD)
