"""A page becomes a form XObject (ISO 32000-1, 8.10), its content taken over as it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from zlib import compressobj

from pikepdf import Array, DataDecodingError, Dictionary, Name, Object, Pdf, PdfError, Stream

from packager.errors import UsageError
from packager.impose import Box
from packager.imposing.pdf.reading import damaged, inherited
from packager.imposing.pdf.unpacking import TooMuchError, unpacked

FAST = 3  # zlib level: half the time of the usual one for a fifth more bytes
MOST = 200_000_000  # bytes of content that is unpacked, or is copied once more
Key = tuple[object, ...]


@dataclass(slots=True)
class Forms:
    """The forms made of the pages of a PDF (`name`: as errors call it): alike pages share one."""

    pdf: Pdf
    name: str
    room: int = field(
        default_factory=lambda: MOST
    )  # bytes that may still be unpacked or copied again
    _made: dict[Key, Stream] = field(default_factory=dict)
    _copied: set[object] = field(default_factory=set)

    def of(self, page: Object, box: Box, number: int) -> Stream:
        """A page (from 1) as a form that shows what is in the box (in its own coordinates).

        `UsageError` when its content is damaged, or when all pages hold more than there is room.
        """
        contents, group = page.get(Name.Contents), page.get(Name.Group)
        resources = inherited(page, Name.Resources)
        resources = resources if isinstance(resources, Dictionary) else Dictionary()
        group = group if isinstance(group, Dictionary) else None
        content = identity(contents)
        key = (content, box, identity(resources), identity(group))
        if key not in self._made:
            form = self._content(contents, content, number)
            form.Type, form.Subtype = Name.XObject, Name.Form
            form.BBox = Array([round(at, 4) for at in (box.x, box.y, box.right, box.top)])
            form.Resources = resources
            if group is not None:
                form.Group = group  # how its transparent things mix
            self._made[key] = form
        return self._made[key]

    def _content(self, contents: Object | None, key: object, number: int) -> Stream:
        """A page's content as one stream; a single one stays packed as it is."""
        if isinstance(contents, Stream):
            packed = contents.read_raw_bytes()
            if key in self._copied:  # with another box or other resources
                self._take(len(packed))
            self._copied.add(key)
            form = Stream(self.pdf, packed)
            for name in (Name.Filter, Name.DecodeParms):
                value = contents.get(name)
                if value is not None:
                    form[name] = value
            return form
        parts = contents if isinstance(contents, Array) else ()
        return self._joined((part for part in parts if isinstance(part, Stream)), number)

    def _joined(self, parts: Iterable[Stream], number: int) -> Stream:
        """Parts of a page's content as one stream; between them is white space (7.8.2)."""
        packer, packed = compressobj(FAST), []
        try:
            for part in parts:
                content = unpacked(part, self.room)
                self._take(len(content))
                packed += [packer.compress(content), packer.compress(b"\n")]
        except TooMuchError:
            self._take(self.room + 1)
        except (PdfError, DataDecodingError) as error:
            raise damaged(self.name, f"the content of page {number} cannot be read") from error
        form = Stream(self.pdf, b"".join([*packed, packer.flush()]))
        form.Filter = Name.FlateDecode
        return form

    def _take(self, count: int) -> None:
        """So many bytes less are left."""
        self.room -= count
        if self.room < 0:
            most = MOST // 10**6
            raise UsageError(
                f"the pages of {self.name} hold more than {most} MB when they are unpacked",
                hint="impose a part of it, or save it anew with simpler pages",
            )


def identity(value: Object | None) -> object:
    """What two objects have in common when they are the same, or are written alike."""
    if value is None:
        return None
    if value.is_indirect and not isinstance(value, Array):
        return value.objgen
    if isinstance(value, Array):
        return tuple(part.objgen if isinstance(part, Stream) else None for part in value)
    return sha256(value.unparse()).digest()
