"""What several parts bring along is kept once: pictures, colour profiles, colour spaces.

Objects that nothing refers to any more are not written when the document is saved.
"""

from __future__ import annotations

import hashlib

from pikepdf import Array, Dictionary, Name, Object, Stream

_HOLDERS = (Name.XObject, Name.Pattern)  # of things with resources of their own


class Shared:
    """The streams and dictionaries of a document that are equal, each found by what is in it."""

    def __init__(self) -> None:
        self._first: dict[tuple[bytes, bytes], Object] = {}
        self._seen: set[tuple[int, int]] = set()

    def settle(self, resources: Object) -> None:
        """Let a resource dictionary, and those within it, refer to what is there already."""
        if resources.is_indirect:
            if resources.objgen in self._seen:
                return
            self._seen.add(resources.objgen)
        self._settle_colours(resources)
        for kind in _HOLDERS:
            held = resources.get(kind)
            if held is None:
                continue
            for name, each in held.items():
                if each.get(Name.Subtype) == Name.Image:
                    held[name] = self._picture(each)
                elif Name.Resources in each:
                    self.settle(each.Resources)

    def _settle_colours(self, resources: Object) -> None:
        spaces = resources.get(Name.ColorSpace)
        if spaces is None or not spaces.is_indirect:
            return
        for space in spaces.values():
            if isinstance(space, Array) and isinstance(space[-1], Stream):
                space[-1] = self._stream(space[-1])  # a profile
        resources.ColorSpace = self._kept(spaces, b"")

    def _picture(self, picture: Object) -> Object:
        for name in (Name.SMask, Name.Mask):  # its transparency
            if isinstance(picture.get(name), Stream):
                picture[name] = self._stream(picture[name])
        return self._stream(picture)

    def _stream(self, stream: Object) -> Object:
        return self._kept(stream, hashlib.sha256(stream.read_raw_bytes()).digest())

    def _kept(self, thing: Object, content: bytes) -> Object:
        """The first object of this content; the dictionary counts in whatever order it is."""
        entries = {
            name: each.objgen if isinstance(each, Object) and each.is_indirect else _written(each)
            for name, each in sorted(thing.items())
        }
        return self._first.setdefault((repr(entries).encode(), content), thing)


def _written(value: object) -> bytes:
    if isinstance(value, Dictionary | Array):
        return bytes(value.unparse())
    return repr(value).encode()
