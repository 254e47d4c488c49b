"""The cache: a folder of what was made before, shared by all publications.

An entry is a file named by its key and holds the SHA-256 of its content, then the content. It is
written beside and renamed, so several builds may write at once and none reads half an entry. One
that is damaged is thrown away and made again; where nothing can be written, builds go on without.
Deleting any of it loses only time.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from packager.findings import Finding, finding

_ENTRIES = "entries"
_DIGEST = 32  # bytes of a SHA-256
_TAG = "CACHEDIR.TAG"  # what backup programs pass over: https://bford.info/cachedir/
_TAG_CONTENT = b"Signature: 8a477f597d28d172789f06886806bc55\n# Made by packager; safe to delete.\n"


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path | None:
    """`$PACKAGER_CACHE`, else `$XDG_CACHE_HOME/packager`, else `~/.cache/packager`.

    None when this user has no home.
    """
    if own := environment.get("PACKAGER_CACHE"):
        return Path(own)
    shared = environment.get("XDG_CACHE_HOME", "")
    if Path(shared).is_absolute():  # the specification says to pass over any other
        return Path(shared) / "packager"
    try:
        return Path.home() / ".cache" / "packager"
    except RuntimeError:
        return None


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What was removed from a cache."""

    entries: int
    size: int  # bytes


class Cache:
    """A memo (`packager.memo`) in a folder; without a folder it keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._root = folder / _ENTRIES if folder else None
        self._trouble = ""  # why nothing can be written
        self._damaged = 0
        self._lock = threading.Lock()

    def get(self, key: str) -> bytes | None:
        """What is kept under a key (hexadecimal), or None."""
        path = self._path(key)
        if path is None:
            return None
        try:
            entry = path.read_bytes()
        except OSError:
            return None
        content = entry[_DIGEST:]
        if sha256(content).digest() == entry[:_DIGEST]:
            return content
        with self._lock:
            self._damaged += 1
        with suppress(OSError):
            path.unlink()
        return None

    def put(self, key: str, content: bytes) -> None:
        """Keep something. Where that cannot be, `findings` tells why; the build goes on."""
        path = self._path(key)
        if path is None or self._trouble:
            return
        try:
            self._open(path.parent)
            _write(path, sha256(content).digest() + content)
        except OSError as error:
            with self._lock:
                self._trouble = error.strerror or str(error)

    def findings(self) -> tuple[Finding, ...]:
        """What the editor should know of the cache."""
        found = []
        if self._trouble:
            message = f"the cache {self.folder} cannot be written: {self._trouble}"
            hint = "this build is fine but slow; make room, or set PACKAGER_CACHE to another folder"
            found.append(finding("cache-unusable", message, hint=hint))
        if self._damaged:
            entries = "1 entry" if self._damaged == 1 else f"{self._damaged} entries"
            message = f"{entries} of the cache {self.folder} had been damaged and was made again"
            hint = "this build is fine; if it happens often, look at the disk"
            found.append(finding("cache-damaged", message, hint=hint))
        return tuple(found)

    def clean(self) -> Cleaned:
        """Remove all entries, and nothing else. Raises `OSError` when that cannot be."""
        entries = size = 0
        for path in self._files():
            with suppress(FileNotFoundError):  # another build may have been faster
                size += path.stat().st_size
                path.unlink()
                entries += 1
        if self._root and self.folder:
            for folder in (*self._root.glob("*"), self._root):
                with suppress(OSError):  # not empty: somebody is writing to it, or it is not ours
                    folder.rmdir()
            (self.folder / _TAG).unlink(missing_ok=True)
        return Cleaned(entries, size)

    def _open(self, folder: Path) -> None:
        if self.folder and not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            tag = self.folder / _TAG
            if not tag.exists():
                _write(tag, _TAG_CONTENT)

    def _files(self) -> Iterator[Path]:
        if self._root:
            yield from sorted(self._root.glob("[0-9a-f][0-9a-f]/*"))

    def _path(self, key: str) -> Path | None:
        return self._root / key[:2] / key[2:] if self._root else None


def _write(path: Path, entry: bytes) -> None:
    """Write a file beside and rename it: it is there whole, or not at all."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(entry)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
