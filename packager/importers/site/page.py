"""A body on its way: its text, and for each line the line of the source that it comes from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from packager.findings import Place

OPEN, CLOSE = "\U0010fff0", "\U0010fff1"
"""Marks of typed parts, each in a line of its own: `OPEN` and what follows the colons, `CLOSE`.
How many colons there are is known when all is done."""

_FIRST, _LAST = 0xF0000, 0xFFFFD  # characters for private use that stand for what is kept

Replace = Callable[[re.Match[str], int], str]


@dataclass(slots=True)
class Page:
    """Text that is rewritten step by step. What is `kept` is not seen by any step."""

    text: str
    numbers: list[int]  # of the lines
    file: str
    _kept: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, text: str, file: str, first_line: int) -> Page:
        """A page of a text that begins in line `first_line` of its file."""
        text = "".join(c for c in text if not is_mark(c))
        count = text.count("\n") + 1
        return cls(text, list(range(first_line, first_line + count)), file)

    def place(self, number: int) -> Place:
        """A line of the source."""
        return Place(self.file, number)

    def keep(self, text: str) -> str:
        """One character that stands for a text which nothing may change."""
        if _FIRST + len(self._kept) > _LAST:
            return text
        self._kept.append(text)
        return chr(_FIRST + len(self._kept) - 1)

    def keep_lines(self, text: str) -> str:
        """Likewise, line by line, so that each keeps its place."""
        return "\n".join(self.keep(line) if line else "" for line in text.split("\n"))

    def whole(self, text: str) -> str:
        """A text with what was kept in it."""
        for _ in range(4):  # what is kept may hold what was kept before it
            if not any(is_mark(c) for c in text):
                break
            text = "".join(self._whole(c) for c in text)
        return text

    def _whole(self, character: str) -> str:
        index = ord(character) - _FIRST
        return self._kept[index] if 0 <= index < len(self._kept) else character

    def line_at(self, offset: int) -> int:
        """The source's line of a character of the text."""
        return self.numbers[self.text.count("\n", 0, offset)]

    def sub(self, pattern: re.Pattern[str], replace: Replace) -> None:
        """Replace all that a pattern matches; `replace` is given the match and its source line."""
        starts = _line_starts(self.text)
        pieces: list[str] = []
        spans: list[tuple[int, int, bool]] = []  # where in the result, where before, changed
        at, length = 0, 0

        def add(text: str, source: int, changed: bool) -> None:
            nonlocal length
            pieces.append(text)
            spans.append((length, source, changed))
            length += len(text)

        for found in pattern.finditer(self.text):
            number = self.numbers[bisect_right(starts, found.start()) - 1]
            made = replace(found, number)
            if made == found[0]:
                continue
            add(self.text[at : found.start()], at, False)
            add(made, found.start(), True)
            at = found.end()
        if not pieces:
            return
        add(self.text[at:], at, False)
        self._set("".join(pieces), spans, starts)

    def _set(self, text: str, spans: list[tuple[int, int, bool]], starts: list[int]) -> None:
        firsts = [span[0] for span in spans]
        numbers = []
        for start in _line_starts(text):
            made, source, changed = spans[bisect_right(firsts, start) - 1]
            offset = source if changed else source + start - made
            numbers.append(self.numbers[bisect_right(starts, offset) - 1])
        self.text, self.numbers = text, numbers

    def lines(self) -> list[tuple[str, int]]:
        """The lines, each with its number in the source."""
        return list(zip(self.text.split("\n"), self.numbers, strict=True))

    def set_lines(self, lines: Iterable[tuple[str, int]]) -> None:
        """Other lines in their place; there is always one."""
        rows = [(part, number) for text, number in lines for part in text.split("\n")]
        rows = rows or [("", self.numbers[0])]
        self.text = "\n".join(text for text, _ in rows)
        self.numbers = [number for _, number in rows]


def is_mark(character: str) -> bool:
    """Is it one of the characters that mean something here?"""
    return _FIRST <= ord(character) <= _LAST or character in (OPEN, CLOSE)


def kept_pattern() -> str:
    """A class of the characters that stand for what is kept, for patterns."""
    return f"[{chr(_FIRST)}-{chr(_LAST)}]"


def _line_starts(text: str) -> list[int]:
    starts, at = [0], text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts
