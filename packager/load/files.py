"""Guarded reading: only regular files, only inside the folder they belong to, never too large."""

from __future__ import annotations

import os
import posixpath
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from packager import watch
from packager.findings import Place
from packager.load.report import Report, nearest

MAX_ARTICLE = 5_000_000  # bytes
MAX_SETTINGS = 1_000_000
MAX_FRONT_MATTER = 64 * 1024
MAX_PICTURE = 100_000_000

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def real(path: Path) -> Path:
    """The path with every link in it followed; it need not exist. Never raises."""
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError):  # a name that is too long, a NUL byte, a lone surrogate
        return Path("/nowhere")


def is_file(path: Path) -> bool:
    """Is there a file? Never raises."""
    watch.note(watch.KIND, path)
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Is there a folder? Never raises."""
    watch.note(watch.KIND, path)
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def exists(path: Path) -> bool:
    """Is there anything of that name, a folder or a dead link too? Never raises."""
    watch.note(watch.KIND, path)
    try:
        return path.is_symlink() or path.exists()
    except (OSError, ValueError):
        return False


def join(base: Path, written: str) -> Path:
    """A path as written in a file of folder `base`, `..` taken out (links are not followed)."""
    return Path(os.path.normpath(base / written))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that something asks for: how it is called, and who asks."""

    path: Path
    root: Path  # the real folder it must really be in
    name: str  # as it is named in messages
    place: Place | None = None  # where it is asked for; None: the file itself is the place
    code: str = "file-missing"  # of the finding when there is none
    limit: int = MAX_ARTICLE


def read_bytes(wanted: Wanted, report: Report) -> bytes | None:
    """The file's bytes; None when it cannot be read (which is then reported)."""
    place = wanted.place or Place(wanted.name)
    path = real(wanted.path)
    if not path.is_relative_to(wanted.root):
        message = f'"{wanted.name}" leads out of its publication'
        report.add("path-outside", message, place, "copy the file into the publication's folder")
        return None
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            kind = "a folder" if stat.S_ISDIR(status.st_mode) else "a device or a pipe"
            report.add("file-unreadable", f'"{wanted.name}" is {kind}, not a file', place)
            return None
        if status.st_size > wanted.limit:
            size, limit = status.st_size / 1e6, wanted.limit / 1e6
            message = f'"{wanted.name}" has {size:,.1f} MB; the limit is {limit:,.0f} MB'
            report.add("file-too-large", message, place, "split it or make it smaller")
            return None
        content = path.read_bytes()
        watch.note(watch.CONTENT, wanted.path, content)
        return content
    except (FileNotFoundError, NotADirectoryError, ValueError):
        message = f'there is no file "{wanted.name}"' if wanted.place else "there is no such file"
        report.add(wanted.code, message, place, _neighbour(wanted))
    except OSError as error:
        message = f'"{wanted.name}" cannot be read: {error.strerror}'
        report.add("file-unreadable", message, place, "check its permissions")
    return None


def read_text(wanted: Wanted, report: Report) -> str | None:
    """The file's text: UTF-8, no byte order mark, line ends made newlines; None if reported."""
    data = read_bytes(wanted, report)
    return None if data is None else decode(data, wanted.name, report)


def decode(data: bytes, name: str, report: Report) -> str | None:
    """UTF-8 bytes as text; None when they are not (reported)."""
    if data.startswith(_UTF16):
        message = "this file is UTF-16, not UTF-8"
        report.add("file-not-utf8", message, Place(name, 1, 1), "save it as UTF-8")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # utf-8-sig counts from behind the mark
        offset = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        line = len(re.findall(rb"\r\n|\r|\n", data[:offset])) + 1
        message = f"this file is not UTF-8: byte {data[offset]:#04x} at offset {offset}"
        report.add("file-not-utf8", message, Place(name, line), "save it as UTF-8")
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if (nul := text.find("\0")) >= 0:
        place = Place(name, text.count("\n", 0, nul) + 1)
        message = f"this file is not text: there is a NUL byte at offset {data.index(0)}"
        report.add("file-not-utf8", message, place, "save it as UTF-8")
        return None
    return text


def _neighbour(wanted: Wanted) -> str:
    """A hint that names the file nearest in name in the same folder, or no hint."""
    try:
        names = sorted(entry.name for entry in wanted.path.parent.iterdir() if entry.is_file())
    except (OSError, ValueError):
        return ""
    folder = posixpath.dirname(wanted.name)
    match = nearest(posixpath.basename(wanted.name), names[:1000])
    return f'did you mean "{posixpath.join(folder, match)}"?' if match else ""
