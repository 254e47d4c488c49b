"""What a page's content stream marks, and what it leaves unmarked (ISO 32000-1, 14.6).

Streams are searched rather than parsed: it has to be quick enough for every build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

_DEPTH = 8  # of forms within forms

# Strings are passed over: what stands in them is no operator. Most of a page are arrays of them.
_TOKENS = re.compile(
    rb"\[[^\]()]*\]\s*(?P<shown>TJ)(?=\s|\Z)"
    rb"|\((?:[^()\\]|\\.)*\)"
    rb"|/MCID\s+(?P<mcid>\d+)"
    rb"|(?<=[\s\]>)])(?P<word>BDC|BMC|EMC|T[jJ]|'|\"|sh|[SsFfBb]\*?|EI)(?=\s|\Z)"
    rb"|/(?P<form>[^\s/<>\[\](){}%]+)\s+Do(?=\s|\Z)"
    rb"|/Artifact(?=[\s/<])(?P<artifact>)",
    re.DOTALL,
)


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
    streams = contents if isinstance(contents, Array) else [contents]
    data = b"\n".join(stream.read_bytes() for stream in streams)
    return _Scanner(page.get(Name.Resources, Dictionary())).scan(data)


def marks_of_form(form: Object) -> Marks:
    """What a form marks that is drawn outside any mark."""
    return _Scanner(form.get(Name.Resources, Dictionary())).scan(form.read_bytes())


class _Scanner:
    def __init__(self, resources: Object) -> None:
        self._resources = resources
        self._marks = Marks()
        self._open: list[int | None] = []  # the MCID of each open mark
        self._artifact = False  # the next mark is one
        self._mcid: int | None = None  # of the next mark
        self._painted = False  # in the innermost mark

    def scan(self, data: bytes) -> Marks:
        for token in _TOKENS.finditer(data):
            kind = token.lastgroup
            if kind == "shown":
                self._paint()
            elif kind == "mcid":
                self._mcid = int(token["mcid"])
            elif kind == "artifact":
                self._artifact = True
            elif kind == "form":
                self._draw(token["form"].decode("latin-1"))
            elif kind == "word":
                self._operate(token["word"])
        if self._open:
            self._marks.faults.append("a mark is not closed")
        return self._marks

    def _operate(self, word: bytes) -> None:
        if word in (b"BDC", b"BMC"):
            self._begin()
        elif word == b"EMC":
            self._end()
        else:
            self._paint()

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
        drawn = self._resources.get(Name.XObject, Dictionary()).get(f"/{name}")
        if not self._open and drawn is not None and drawn.get(Name.Subtype) == Name.Form:
            self._marks.forms.append(drawn)
        else:
            self._paint()


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
