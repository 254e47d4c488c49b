"""Files put in their places together: all of them, or what was there before stays."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp

from packager.errors import BuildError, UsageError


@dataclass(slots=True)
class _Staged:
    """A file on its way: its place, and beside it what is new and what was there."""

    place: Path
    new: Path
    old: Path | None = None
    done: bool = False


def put(files: Mapping[Path, bytes], hint: str = "") -> None:
    """Write files, in their order, into folders that are there; all of them, or nothing changes.

    A file keeps the mode of the one that it replaces. `UsageError` for a folder in the place of
    one, `BuildError` for what the system refuses; both name the file and give the hint.
    """
    for place in files:
        if place.is_dir():
            raise UsageError(f"{place} is a folder, where a file is to be written", hint=hint)
    staged: list[_Staged] = []
    try:
        for place, content in files.items():
            staged.append(_staged(place, content, hint))
        for each in staged:
            with _naming(each.place, hint):
                each.new.replace(each.place)
            each.done = True
    except BaseException:
        _undo(staged)
        raise
    finally:
        for each in staged:
            for path in filter(None, (each.new, each.old)):
                with suppress(OSError):
                    path.unlink()


def _staged(place: Path, content: bytes, hint: str) -> _Staged:
    """A file beside its place, and a copy of the one that is there."""
    with _naming(place, hint):
        staged = _Staged(place, _beside(place))
        try:
            staged.new.write_bytes(content)
            staged.new.chmod(_mode(place))
            if os.path.lexists(place):
                staged.old = _beside(place)
                staged.old.unlink()  # only its name is wanted
                shutil.copy2(place, staged.old, follow_symlinks=False)
        except BaseException:
            for path in filter(None, (staged.new, staged.old)):
                path.unlink(missing_ok=True)
            raise
    return staged


@contextmanager
def _naming(place: Path, hint: str) -> Iterator[None]:
    """What the system says, about the file that is meant."""
    try:
        yield
    except OSError as error:
        message = f"{place} could not be written: {error.strerror or error}"
        raise BuildError(message, hint=hint) from error


def _undo(staged: list[_Staged]) -> None:
    """What is in its place already gives way to what was there before."""
    for each in staged:
        if each.done:
            with suppress(OSError):
                if each.old:
                    each.old.replace(each.place)
                else:
                    each.place.unlink()


def _beside(place: Path) -> Path:
    """A new empty file in the same folder, so that renaming it is one step."""
    descriptor, name = mkstemp(dir=place.parent, prefix=".packager-")
    os.close(descriptor)
    return Path(name)


def _mode(place: Path) -> int:
    """The mode of the file that is there, else what the umask leaves."""
    if place.is_file():
        return place.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
