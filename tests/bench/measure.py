"""One command as a whole process: what it cost, from its start to its end."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER, prctl(2)
_KB = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, in KiB elsewhere


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall and CPU seconds (of all its processes); the most memory that one of them had (bytes);
    the size of what it made (bytes)."""

    wall: float
    cpu: float
    memory: int
    size: int = 0


def measure(
    command: Sequence[str | Path], log: Path, environment: Mapping[str, str] | None = None
) -> Cost:
    """Run a command and wait for it. What it says goes to `log`; a failure ends the bench."""
    with log.open("wb") as said, _adopting_orphans():
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in command],
            stdout=said,
            stderr=said,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **(environment or {})},
            process_group=0,
        )
        try:
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            usages = [usage, *_orphans(process.pid)]
        except BaseException:  # an interrupt reaches the bench alone
            os.killpg(process.pid, signal.SIGTERM)
            raise
    if process.returncode:
        words = " ".join(str(word) for word in command)[:300]
        sys.exit(f"this failed:\n{words}\n{log.read_text('utf-8', 'replace')[-3000:]}")
    return Cost(
        wall,
        sum(each.ru_utime + each.ru_stime for each in usages),
        max(each.ru_maxrss for each in usages) * _KB,
    )


@contextmanager
def _adopting_orphans() -> Iterator[None]:
    """Be the parent of processes that a command leaves behind (its workers' own server), or the
    system would not tell what they cost. Elsewhere than on Linux it does not."""
    if sys.platform != "linux":
        yield
        return
    prctl = ctypes.CDLL(None).prctl
    prctl(_SUBREAPER, 1, 0, 0, 0)
    try:
        yield
    finally:
        prctl(_SUBREAPER, 0, 0, 0, 0)


def _orphans(group: int) -> Iterator[resource.struct_rusage]:
    """What the processes that a command left behind used, each when it has ended."""
    while True:
        try:
            yield os.wait4(-group, 0)[2]
        except ChildProcessError:
            return


def best(costs: Sequence[Cost]) -> Cost:
    """The least of each figure. What was made is the same each time: its size is the last one."""
    return Cost(
        min(cost.wall for cost in costs),
        min(cost.cpu for cost in costs),
        min(cost.memory for cost in costs),
        costs[-1].size,
    )
