"""What a page's content stream marks, and what it leaves unmarked (ISO 32000-1, 14.6).

Streams are searched rather than parsed: it has to be quick enough for every build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import compress, count

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

_DEPTH = 8  # of forms within forms, of strings within strings

# A string; or the beginning of one with another in it, or without an end, which is kept.
_STRING = re.compile(rb"\((?:[^()\\]|\\.)*+\)|(\((?:[^()\\]|\\.)*+)", re.DOTALL)
_MCID = re.compile(rb"\d{1,9}(?!\d)")
_PAINTING = frozenset(b"TJ Tj ' \" sh S s F f f* B B* b b* EI".split())
_MEANT = _PAINTING | {b"BDC", b"BMC", b"EMC", b"Do", b"/MCID", b"/Artifact"}


@dataclass(slots=True)
class Marks:
    """What is marked in a page or a form: its MCIDs in order; faults in words."""

    mcids: list[int] = field(default_factory=list)
    empty: list[int] = field(default_factory=list)  # with nothing to be seen in them
    faults: list[str] = field(default_factory=list)
    forms: list[Object] = field(default_factory=list)  # drawn outside any mark


def marks_of(page: Object) -> Marks:
    """What a page marks."""
    contents = page.get(Name.Contents)
    if contents is None:
        return Marks()
    streams = list(contents) if isinstance(contents, Array) else [contents]
    if not all(isinstance(each, Stream) for each in streams):
        return Marks(faults=["the content is no stream"])
    data = b"\n".join(stream.read_bytes() for stream in streams)
    return _Scanner(page.get(Name.Resources)).scan(data)


def marks_of_form(form: Object) -> Marks:
    """What a form marks that is drawn outside any mark."""
    return _Scanner(form.get(Name.Resources)).scan(form.read_bytes())


class _Scanner:
    def __init__(self, resources: Object | None) -> None:
        known = resources.get(Name.XObject) if isinstance(resources, Dictionary) else None
        self._known = known if isinstance(known, Dictionary) else Dictionary()
        self._marks = Marks()
        self._open: list[int | None] = []  # the MCID of each open mark
        self._artifact = False  # the next mark is one
        self._mcid: int | None = None  # of the next mark
        self._painted = False  # in the innermost mark

    def scan(self, data: bytes) -> Marks:
        words = _words(data)
        for at in compress(count(), map(_MEANT.__contains__, words)):
            word = words[at]
            if word in _PAINTING:
                self._paint()
            elif word == b"/MCID":
                self._mcid = _number(words[at + 1 : at + 2])
            elif word == b"EMC":
                self._end()
            elif word == b"/Artifact":
                self._artifact = True
            elif word == b"Do":
                self._draw(words[at - 1].decode("latin-1"))
            else:
                self._begin()
        if self._open:
            self._marks.faults.append("a mark is not closed")
        return self._marks

    def _begin(self) -> None:
        if self._open and (self._mcid is not None or self._artifact):
            self._marks.faults.append("marks stand within one another")
        if self._mcid is None and not self._artifact:
            self._marks.faults.append("a mark is neither content nor artifact")
        if self._mcid is not None:
            self._marks.mcids.append(self._mcid)
        self._open.append(self._mcid)
        self._mcid, self._artifact, self._painted = None, False, False

    def _end(self) -> None:
        if not self._open:
            self._marks.faults.append("a mark is closed that was not open")
            return
        mcid = self._open.pop()
        if mcid is not None and not self._painted:
            self._marks.empty.append(mcid)

    def _paint(self) -> None:
        self._painted = True
        if not self._open:
            self._marks.faults.append("something is drawn that is neither tagged nor an artifact")

    def _draw(self, name: str) -> None:
        drawn = self._known.get(name) if name[:1] == "/" else None
        if not self._open and isinstance(drawn, Stream) and drawn.get(Name.Subtype) == Name.Form:
            self._marks.forms.append(drawn)
        else:
            self._paint()


def _words(data: bytes) -> list[bytes]:
    """The operators and operands of a stream, but what is in strings and arrays: there are no
    operators in those, and most of a page are arrays of glyphs."""
    for _ in range(_DEPTH):  # strings may stand within one another
        if b"(" in data:
            data = _STRING.sub(rb"\1 ", data)
    first, *others = data.split(b"[")
    data = b" ".join([first, *(each[each.find(b"]") + 1 :] for each in others)])
    return data.replace(b"/", b" /").replace(b">", b"> ").split()


def _number(words: list[bytes]) -> int | None:
    found = _MCID.match(words[0]) if words else None
    return int(found[0]) if found else None


def forms_of(marks: Marks, depth: int = _DEPTH) -> Iterator[tuple[Object, Marks]]:
    """The forms drawn outside any mark, and those in them, with what they mark."""
    for form in marks.forms:
        try:
            inner = marks_of_form(form)
        except pikepdf.PdfError:
            continue
        yield form, inner
        if depth:
            yield from forms_of(inner, depth - 1)
