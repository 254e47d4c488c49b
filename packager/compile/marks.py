"""The marked content of one page's stream, as the engine writes it (ISO 32000-1, 14.6)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

_PAINTS = frozenset(b"Tj TJ Do sh S s f f* B B* b b* EI".split())


@dataclass(slots=True)
class _Span:
    """Content between a `BDC` or `BMC` and its `EMC`, by their indexes in the stream."""

    start: int
    end: int = 0
    painted: bool = False
    shown: int = -1  # where its last text is
    font: bytes = b""  # of that


class Marks:
    """The spans of a stream by their MCIDs, which `settle` numbers anew."""

    def __init__(self, stream: Any, spaces: Mapping[bytes, int]) -> None:
        """`spaces` are the glyphs of a space in the fonts that have used one."""
        self._stream, self._spaces = stream, spaces
        self._spans: dict[int, _Span] = {}
        self._within: list[_Span] = []  # artifacts inside other content
        self._open: list[_Span] = []
        self._font = b""
        for index, operator in enumerate(stream.stream):
            if isinstance(operator, bytes):
                self._read(index, operator)

    def _read(self, index: int, operator: bytes) -> None:
        word = (operator.rsplit(None, 1) or [b""])[-1]
        if word in (b"BDC", b"BMC"):
            self._open.append(_Span(index))
        elif word == b"EMC":
            self._close(self._open.pop(), index)
        elif word == b"Tf":
            self._font = operator[1:].split(None, 1)[0]
        elif word in _PAINTS and self._open:
            for span in self._open:
                span.painted = True
            if word == b"TJ":
                self._open[-1].shown, self._open[-1].font = index, self._font

    def _close(self, span: _Span, index: int) -> None:
        span.end = index
        if self._stream.stream[span.start] == b"BDC":
            self._spans[self._stream.stream[span.start - 1]["MCID"]] = span
        elif self._open:
            self._within.append(span)

    def drawn(self, mcid: int) -> bool:
        """Whether there is anything to be seen of this content."""
        return mcid in self._spans and self._spans[mcid].painted

    def add_space(self, mcid: int) -> None:
        """Write a space after the text of this content, if its font has one."""
        span = self._spans[mcid]
        glyph = self._spaces.get(span.font)
        text = self._stream.stream[span.shown] if span.shown >= 0 else b""
        if glyph is not None and text.endswith(b"] TJ"):
            self._stream.stream[span.shown] = text[:-4] + b"<%04x>] TJ" % glyph

    def settle(self, owned: Collection[int], follows: Mapping[int, int]) -> dict[int, int]:
        """The new number of each owned MCID: they are counted from 0.

        What follows another content in the text of one owner is joined to it, if nothing is drawn
        between. The rest becomes artifacts, or goes where there is nothing to be seen.
        """
        operators = self._stream.stream
        for span in self._within:  # a line under words is part of them
            self._clear(span.start - 1, span.start, span.end)
        numbers: dict[int, int] = {}
        last = -1
        for mcid, span in sorted(self._spans.items(), key=lambda item: item[1].start):
            begin = range(span.start - 2, span.start + 1)  # a name, the MCID, BDC
            before = follows.get(mcid, -1)
            if not span.painted:
                self._clear(*begin, span.end)
            elif mcid not in owned:
                operators[span.start - 2 : span.start + 1] = [b"", b"/Artifact", b"BMC"]
            elif before in numbers and self._nothing_between(self._spans[before], span):
                self._clear(self._spans[before].end, *begin)
                numbers[mcid] = numbers[before]
            else:
                numbers[mcid] = last = last + 1
                operators[span.start - 1]["MCID"] = last
        self._stream.stream = [operator for operator in operators if operator != b""]
        return numbers

    def _clear(self, *indexes: int) -> None:
        for index in indexes:
            self._stream.stream[index] = b""

    def _nothing_between(self, one: _Span, other: _Span) -> bool:
        between = self._stream.stream[one.end + 1 : other.start - 2]
        return all(operator == b"" for operator in between)


def lift(pdf: Any, stream: Any) -> None:
    """Mark what is drawn through a group as one content of the page, instead of in the group.

    The engine makes a group of what is not wholly opaque, and marks the content inside: who reads
    the page would have to look for it there. The first of the marks inside stands for all.
    """
    operators = stream.stream
    for index in reversed(range(len(operators))):
        operator = operators[index]
        if isinstance(operator, bytes) and operator.endswith(b" Do"):
            drawn = stream._resources["XObject"][operator[1:-3].decode()]
            group = pdf.objects[int(drawn.split()[0])]
            if getattr(group, "_tags", None) is not None:
                lift(pdf, group)
                mark = _unmark(group)
                if mark:
                    operators[index : index + 1] = ["/Span", mark, b"BDC", operator, b"EMC"]


def _unmark(group: Any) -> dict[str, int] | None:
    """Take all marks off a group; returns the first that has an MCID. Without one all stay."""
    operators = group.stream
    starts = [index for index, operator in enumerate(operators) if operator == b"BDC"]
    marks: list[dict[str, int]] = [operators[index - 1] for index in starts]
    if not marks:
        return None
    for index, operator in enumerate(operators):
        if operator == b"BDC":
            operators[index - 2 : index + 1] = [b"", b"", b""]
        elif operator == b"BMC":
            operators[index - 1 : index + 1] = [b"", b""]
        elif operator == b"EMC":
            operators[index] = b""
    group.stream = [operator for operator in operators if operator != b""]
    return min(marks, key=lambda mark: mark["MCID"])
