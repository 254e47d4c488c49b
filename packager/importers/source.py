"""A file or a folder to import: its bytes, and what lies beside it. Guarded, and nothing else."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from packager.errors import ContentError
from packager.findings import Finding, Place, finding

MB = 1_000_000
MAX_TEXT = 10 * MB  # markup and plain text
MAX_FILE = 200 * MB
MAX_PICTURE = 100 * MB


def refusal(
    name: str, message: str, hint: str = "", code: str = "import-unreadable"
) -> ContentError:
    """A source cannot be read: raise it. `message` goes on after the source's name."""
    return ContentError((finding(code, message, Place(name), hint),))


@dataclass(frozen=True, slots=True)
class Options:
    """What the editor says of the sources, before they are read."""

    select: str = ""  # CSS: the element of a page that is the article
    language: str = ""  # BCP 47; it goes before what the source says


@dataclass(frozen=True, slots=True)
class Source:
    """Something to import. `name`: as it is called in messages and places."""

    path: Path
    name: str
    options: Options = field(default_factory=Options)

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return self.path.stem

    @property
    def is_folder(self) -> bool:
        """Is it a folder?"""
        return self.path.is_dir()

    def place(self, line: int = 0, column: int = 0, inside: str = "") -> Place:
        """A place in it; `inside` names a member of an archive or a page: `p. 3`, `word/x.xml`."""
        return Place(f"{self.name}({inside})" if inside else self.name, line, column)

    def read(self, limit: int = MAX_FILE) -> bytes:
        """Its bytes; `ContentError` when it is no file, too large, empty or not to be read."""
        return read_file(self.path, self.name, limit)

    def beside(self, reference: str, limit: int = MAX_PICTURE) -> bytes | None:
        """The bytes of a file that the source refers to by a relative address, None when there is
        none. Only files in the source's own folder or below are read, by their real path."""
        parts = urlsplit(reference)
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith(("/", "\\")):
            return None
        folder = Path(os.path.realpath(self.path if self.is_folder else self.path.parent))
        try:
            wanted = Path(os.path.realpath(folder / unquote(parts.path)))
            if not wanted.is_relative_to(folder):
                return None
            status = wanted.stat()
            if not stat.S_ISREG(status.st_mode) or status.st_size > limit:
                return None
            return wanted.read_bytes()
        except (OSError, ValueError):
            return None


def read_file(path: Path, name: str, limit: int) -> bytes:
    """A regular file's bytes; `ContentError` says what is wrong with it."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise refusal(name, "is not a file")
        if status.st_size > limit:
            size = f"has {status.st_size / MB:,.1f} MB; the limit is {limit / MB:,.0f} MB"
            raise refusal(name, size, "split it, or take the pictures out of it", "file-too-large")
        data = path.read_bytes()
    except FileNotFoundError:
        raise refusal(name, "there is no such file", code="file-missing") from None
    except (OSError, ValueError) as error:
        raise refusal(name, f"cannot be read: {error}", "check its permissions") from error
    if not data.strip(b"\0 \t\r\n"):
        raise refusal(name, "is empty")
    return data


def findings_of(error: ContentError) -> tuple[Finding, ...]:
    """What an error tells."""
    return error.findings
