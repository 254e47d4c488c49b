"""A reader in a process of its own: what fails, hangs or grows there cannot take the rest along.

The process is told what to do in a file and answers in one; both are ours, so they are pickles.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import packager
from packager.errors import ContentError, MissingError, PackagerError
from packager.importers.formats import Importer
from packager.importers.imported import Imported
from packager.importers.source import MB, Source, refusal

TIME = 60  # seconds
MEMORY = 1_000 * MB  # of what a process has for itself (RLIMIT_DATA); Linux only
_OUT_OF_MEMORY = 12  # exit status, as ENOMEM


def read_confined(importer: Importer, source: Source, seconds: float = TIME) -> Imported:
    """What `importer` makes of a source; `ContentError` or `MissingError` when it cannot."""
    with tempfile.TemporaryDirectory(prefix="packager-import-") as folder:
        task, answer = Path(folder, "task"), Path(folder, "answer")
        task.write_bytes(pickle.dumps((importer, source)))
        status, said = _run([str(task), str(answer)], seconds)
        if status != 0 or not answer.is_file():
            raise refusal(source.name, _why(importer, status, seconds), _hint(said), _FAILED)
        outcome = pickle.loads(answer.read_bytes())
    if isinstance(outcome, Imported):
        return outcome
    raise _error(*outcome)


_FAILED = "import-failed"


def _run(arguments: list[str], seconds: float) -> tuple[int | None, str]:
    """Exit status (None: it took too long and was stopped) and the end of what it said."""
    root = str(Path(packager.__file__).resolve().parents[1])
    environment = {**os.environ, "PYTHONPATH": root}
    # -P: a json.py in the folder somebody works in is not ours to run.
    command = [sys.executable, "-P", "-m", "packager.importers.confined", *arguments]
    child = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,  # so that what it started ends with it
    )
    try:
        _, said = child.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        _stop(child)
        return None, ""
    except BaseException:  # Ctrl-C: it goes on its way, but nothing stays behind
        _stop(child)
        raise
    return child.returncode, said.decode(errors="replace").strip().rpartition("\n")[2]


def _stop(child: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(child.pid, signal.SIGKILL)
    else:
        child.kill()
    child.communicate()


def _why(importer: Importer, status: int | None, seconds: float) -> str:
    reader = f"the reader for {importer.title}"
    if status is None:
        return f"{reader} took longer than {seconds:g} seconds and was stopped"
    if status == _OUT_OF_MEMORY:
        return f"{reader} wanted more than {MEMORY / MB:,.0f} MB of memory and was stopped"
    if status < 0:
        return f"{reader} was killed ({signal.Signals(-status).name})"
    return f"{reader} failed: this is a bug in packager, or in what it reads with"


def _hint(said: str) -> str:
    return said[-300:] or "split the file, or save it anew with the program it comes from"


def _error(kind: str, message: str, detail: object) -> PackagerError:
    if kind == "ContentError":
        assert isinstance(detail, tuple)
        return ContentError(detail, message)
    return MissingError(message, str(detail))


# --- In the process itself ---------------------------------------------------------------------


def _main(task: Path, answer: Path) -> None:
    importer, source = pickle.loads(task.read_bytes())
    _limit()
    outcome: object
    try:
        outcome = importer.read(source)
    except ContentError as error:
        outcome = ("ContentError", error.message, error.findings)
    except MissingError as error:
        outcome = ("MissingError", error.message, error.hint)
    answer.write_bytes(pickle.dumps(outcome))


def _limit() -> None:
    try:
        import resource  # noqa: PLC0415  (not on Windows)
    except ImportError:
        return
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    wanted = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))


if __name__ == "__main__":
    try:
        _main(Path(sys.argv[1]), Path(sys.argv[2]))
    except MemoryError:
        sys.exit(_OUT_OF_MEMORY)
    except RecursionError:
        sys.exit("RecursionError: it is nested too deep")
