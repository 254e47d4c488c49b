"""Build, wait until something that the build looked at has changed, and build again.

The system's notices only wake it up: what has changed is told by looking again at all that the last
build looked at, so that nothing is missed while it was building, and nothing is built for a file
that no build looked at.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from packager.errors import MissingError, PackagerError
from packager.record import build
from packager.report import BuildOptions, Report
from packager.watch import Sights, watching

if TYPE_CHECKING:
    from packager.compile.workers import Crew

# Waits for changes in folders (not in the folders in them) and tells their paths, in rounds; of an
# empty one nothing is known but that some time has gone by.
Changes = Callable[[frozenset[Path]], Iterator[frozenset[Path]]]

_STEP, _DEBOUNCE, _TIME = 30, 300, 1000  # milliseconds: quiet after a change; at most; a round
_FONTS = {".ttf", ".otf", ".ttc", ".woff", ".woff2"}
_FOLDERS = 5000  # of a publication that has errors


@dataclass(frozen=True, slots=True)
class Round:
    """One build. `changed`: the paths that set it off, none for the first; real ones.

    Either `report` or `error` tells how it went. `seconds` it took. `watched`: how many files and
    folders the next one waits for.
    """

    changed: tuple[Path, ...]
    seconds: float
    watched: int
    report: Report | None = None
    error: PackagerError | None = None


@dataclass(slots=True)
class Watcher:
    """Builds a publication whenever it changes; its workers stay. Close it when it is done."""

    folder: Path
    options: BuildOptions
    changes: Changes | None = None  # None: those of the file system
    clock: Callable[[], float] = time.monotonic
    progress: Callable[[str], None] | None = None
    _crew: Crew | None = field(default=None)

    def rounds(self) -> Generator[Round, None, None]:
        """Build, and again after each change, until it is interrupted.

        Raises `MissingError` without watchfiles, and what stops the first build before it has
        looked at anything; other errors are told in their round.
        """
        changes = self.changes or system_changes()
        changed: tuple[Path, ...] = ()
        with closing(self._workers()) as self._crew:
            while True:
                sights, done = self._build(changed)
                yield done
                changed = self._wait(sights, changes, failed=done.error is not None)
                if any(path.suffix.lower() in _FONTS for path in changed):
                    self._forget_fonts()

    def _workers(self) -> Crew:
        from packager.compile.workers import Crew, warm_up  # noqa: PLC0415 - it costs time

        if self.options.jobs > 1 and not self.options.executor:
            warm_up()
        return Crew(self.options.jobs, self.options.executor)

    def _forget_fonts(self) -> None:
        """The print engine keeps the fonts that it has opened, whatever becomes of their files."""
        if self._crew:
            self._crew.close()  # the next ones begin with none
        engine = sys.modules.get("packager.compile.weasy")
        if engine:
            engine._press.cache_clear()

    def _build(self, changed: tuple[Path, ...]) -> tuple[Sights, Round]:
        start = self.clock()
        report, fault = None, None
        with watching() as sights:
            try:
                report = build(self.folder, self.options, self.progress, self._crew)
            except PackagerError as error:
                fault = error
        if fault and not sights.seen:
            raise fault  # nothing that one might change
        took = self.clock() - start
        return sights, Round(changed, took, len(sights.seen), report, fault)

    def _wait(self, sights: Sights, changes: Changes, *, failed: bool) -> tuple[Path, ...]:
        """Wait until something looks different. After an error also a new file counts, which may
        be the one that was missing."""
        places = _places(sights)
        target = Path(os.path.realpath(self.options.output or self.folder / "dist"))
        folders = {path.parent for path in places}
        folders |= set(_below(self.folder, target)) if failed else set()
        unsure = True  # whether something changed while it was being built, or before one waited
        if seen := _different(sights):
            return seen
        for paths in changes(frozenset(_existing(folders))):
            told = any(path in places or path.parent in places for path in paths)
            if (told or unsure) and (seen := _different(sights)):
                return seen
            unsure = unsure and bool(paths)
            new = {path for path in paths if not path.is_relative_to(target)} if failed else set()
            if new:
                return tuple(sorted(new))
        raise KeyboardInterrupt


def _places(sights: Sights) -> set[Path]:
    """Where the things are that were looked at: by their names, and behind links."""
    found = set()
    for each in sights:
        path = Path(each.path)
        found |= {Path(os.path.realpath(path.parent), path.name), Path(os.path.realpath(path))}
    return found


def _different(sights: Sights) -> tuple[Path, ...]:
    found = {Path.cwd() / each.path for each in sights if not each.holds()}
    return tuple(sorted(found))


def _existing(folders: Iterable[Path]) -> Iterator[Path]:
    """Each folder, or the nearest above it that is there; the root of all is not watched."""
    for folder in folders:
        there = next((each for each in (folder, *folder.parents) if each.is_dir()), folder)
        if there != there.parent:
            yield there


def _below(folder: Path, but: Path) -> Iterator[Path]:
    """A folder and those in it, save hidden ones and one."""
    for number, (place, names, _) in enumerate(os.walk(os.path.realpath(folder))):
        names[:] = [name for name in names if name[0] != "." and Path(place, name) != but]
        if number < _FOLDERS:
            yield Path(place)


def system_changes() -> Changes:
    """The changes that the system tells of. Raises `MissingError` without watchfiles."""
    try:
        import watchfiles  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingError(
            "--watch needs the Python package watchfiles, which is not installed.",
            "Install it with: pip install 'packager[preview]'",
        ) from error

    def changes(folders: frozenset[Path]) -> Iterator[frozenset[Path]]:
        told = watchfiles.watch(
            *sorted(folders),
            watch_filter=None,
            debounce=_DEBOUNCE,
            step=_STEP,
            recursive=False,
            rust_timeout=_TIME,
            yield_on_timeout=True,
            raise_interrupt=True,
        )
        for each in told:
            yield frozenset(Path(path) for _, path in each)

    return changes
