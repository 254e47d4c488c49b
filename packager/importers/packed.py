"""ZIP archives of strangers: Word files, OpenDocument, EPUB. Read in memory, never unpacked."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from packager.importers.source import MB, refusal

MAX_ENTRIES = 2_000
MAX_UNPACKED = 200 * MB
MAX_RATIO = 100  # of unpacked to packed size, for what is larger than a megabyte
_FREE = 1 * MB


@dataclass(frozen=True, slots=True)
class Packed:
    """The members of an archive. `name`: what messages call it."""

    name: str
    archive: zipfile.ZipFile

    @classmethod
    def open(cls, data: bytes, name: str) -> Packed:
        """Open an archive; `ContentError` when it is none, is damaged, is too large unpacked, has
        too many members, is packed beyond belief, is encrypted, or climbs out of its folder."""
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise refusal(name, f"is damaged or not whole: {error}", "get it again") from None
        packed = cls(name, archive)
        packed._judge()
        return packed

    @property
    def names(self) -> tuple[str, ...]:
        """The members, in the archive's order; folders are none."""
        return tuple(each.filename for each in self.archive.infolist() if not each.is_dir())

    def __contains__(self, member: str) -> bool:
        return member in self.archive.NameToInfo

    def read(self, member: str) -> bytes:
        """A member's bytes; `ContentError` when there is none or it is damaged."""
        try:
            with self.archive.open(member) as file:
                size = self.archive.NameToInfo[member].file_size
                data = file.read(size + 1)
        except KeyError:
            raise refusal(self.name, f"has no {member}: it is not whole") from None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError,
                RuntimeError) as error:  # fmt: skip
            raise refusal(self.name, f"is damaged in {member}: {error}", "get it again") from None
        if len(data) > size:
            raise refusal(self.name, f"{member} is larger than it says")
        return data

    def beside(self, member: str, reference: str) -> str:
        """The member that a relative address in another leads to; empty when it leads out."""
        path = posixpath.normpath(posixpath.join(posixpath.dirname(member), reference))
        return path if path in self else ""

    def _judge(self) -> None:
        members = self.archive.infolist()
        if len(members) > MAX_ENTRIES:
            message = f"has {len(members):,} members; the limit is {MAX_ENTRIES:,}"
            raise refusal(self.name, message)
        total = sum(each.file_size for each in members)
        if total > MAX_UNPACKED:
            limit = MAX_UNPACKED // MB
            raise refusal(self.name, f"has {total / MB:,.0f} MB unpacked; the limit is {limit} MB")
        for fault in self._faults():
            raise refusal(self.name, fault)

    def _faults(self) -> Iterator[str]:
        for each in self.archive.infolist():
            name = each.filename.replace("\\", "/")
            if name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0]:
                yield f"holds a file that leads out of its folder: {name}"
            if each.flag_bits & 1:
                yield f"is encrypted ({name}): take the password off and import it again"
            ratio = each.file_size / max(each.compress_size, 1)
            if each.file_size > _FREE and ratio > MAX_RATIO:
                yield f"is packed beyond belief: {name} unpacks to {ratio:,.0f} times its size"
