"""Files in a zip that is always the same (OCF zip container: EPUB 3.3, §4.2; PKWARE APPNOTE 6.3).

No date of the clock, no mode or system of this machine. It is written here, for `zipfile` takes no
bytes that are deflated already: a chapter that has not changed is not deflated again.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from packager.errors import BuildError

_LOCAL = struct.Struct("<4s5H3L2H")  # APPNOTE §4.3.7
_CENTRAL = struct.Struct("<4s6H3L5H2L")  # §4.3.12
_END = struct.Struct("<4s4H2LH")  # §4.3.16
_MOST_FILES, _MOST_BYTES = 0xFFFF, 0xFFFFFFFF  # what these can say
_VERSION = 20  # 2.0, which knows deflate
_UNIX = 3 << 8  # wherever it is made
_EPOCH = (0, 1 << 5 | 1)  # time and date: the first moment a zip can name, 1 January 1980
_ORDINARY_FILE = 0o100644 << 16
_STORED, _DEFLATED = 0, 8
_LEVEL = 9

DEFLATED_WITH = f"zlib {zlib.ZLIB_RUNTIME_VERSION}, level {_LEVEL}"


@dataclass(frozen=True, slots=True)
class Deflated:
    """Bytes as they lie in a zip; `size` and `crc` are those of the content."""

    data: bytes
    size: int
    crc: int
    method: int = _DEFLATED


Deflate = Callable[[bytes], Deflated]


def deflate(content: bytes) -> Deflated:
    """Content made as small as it can be."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = packer.compress(content) + packer.flush()
    return Deflated(data, len(content), zlib.crc32(content))


def stored(content: bytes) -> Deflated:
    """Content as it is."""
    return Deflated(content, len(content), zlib.crc32(content), _STORED)


def zipped(files: Iterable[tuple[str, Deflated]]) -> bytes:
    """A zip of files in this order; their names are ASCII. `BuildError` when they are too many."""
    body: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for name, file in files:
        written = name.encode("ascii")
        about = (file.method, *_EPOCH, file.crc, len(file.data), file.size, len(written), 0)
        if at + len(file.data) > _MOST_BYTES or file.size > _MOST_BYTES:
            raise BuildError("the EPUB would have more than 4 GB, which few programs can open")
        place = (0, 0, 0, _ORDINARY_FILE, at)
        central = _CENTRAL.pack(b"PK\1\2", _UNIX | _VERSION, _VERSION, 0, *about, *place)
        directory.append(central + written)
        body += (_LOCAL.pack(b"PK\3\4", _VERSION, 0, *about), written, file.data)
        at += _LOCAL.size + len(written) + len(file.data)
    if len(directory) > _MOST_FILES:
        raise BuildError(f"the EPUB would hold more than {_MOST_FILES:,} files")
    listed = b"".join(directory)
    count = len(directory)
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(listed), at, 0)
    return b"".join((*body, listed, end))
