"""What a build looks at outside itself, so that it can be told whether any of it has changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

CONTENT, KIND, NAMES = "content", "kind", "names"


@dataclass(frozen=True, slots=True)
class Sight:
    """Something that was looked at: a file's content, what a path is, or the names in a folder."""

    aspect: str  # CONTENT, KIND or NAMES
    path: str
    state: str

    def holds(self) -> bool:
        """Whether it looks the same now."""
        return look(self.aspect, self.path) == self.state


@dataclass(slots=True)
class Sights:
    """All that was looked at, each thing once, as it was first seen."""

    seen: dict[tuple[str, str], str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Sight]:
        return (Sight(*where, state) for where, state in self.seen.items())


_SIGHTS: ContextVar[Sights | None] = ContextVar("sights", default=None)


@contextmanager
def watching() -> Iterator[Sights]:
    """Collect what is looked at meanwhile. Who was watching already sees it too."""
    sights = Sights()
    token = _SIGHTS.set(sights)
    try:
        yield sights
    finally:
        _SIGHTS.reset(token)
        again(sights)


def again(sights: Iterable[Sight]) -> None:
    """Say that things were looked at that have been looked at before, and look the same."""
    outer = _SIGHTS.get()
    if outer is not None:
        for each in sights:
            outer.seen.setdefault((each.aspect, each.path), each.state)


def note(aspect: str, path: Path, content: bytes | None = None) -> None:
    """Say that something was looked at; with the content, where that has been read."""
    sights = _SIGHTS.get()
    if sights is not None and (aspect, str(path)) not in sights.seen:
        state = look(aspect, str(path)) if content is None else digest(content)
        sights.seen[aspect, str(path)] = state


def look(aspect: str, path: str) -> str:
    """How something looks just now. Never raises."""
    try:
        if aspect == CONTENT:
            return digest(Path(path).read_bytes())
        if aspect == NAMES:
            names = sorted(each.name for each in Path(path).iterdir())
            return digest("\0".join(names).encode("utf-8", "surrogateescape"))
        if Path(path).is_file():
            return "file"
        return "other" if os.path.lexists(path) else "none"
    except (OSError, ValueError):
        return "unreadable"


def digest(content: bytes) -> str:
    """SHA-256 (hex)."""
    return sha256(content).hexdigest()
