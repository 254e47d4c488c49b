"""Levels of headings: 2 to 6 without a gap, since the title of the article is level 1."""

from __future__ import annotations

TOP, BOTTOM = 2, 6


class Levels:
    """Gives each heading its level in the article, from the number of `#` it was written with.

    A heading is one below the nearest heading before it that was written with fewer `#`.
    """

    def __init__(self) -> None:
        self._above: list[tuple[int, int]] = []  # (as written, as set) of the open headings

    def next(self, written: int) -> int:
        """The level of the next heading."""
        while self._above and self._above[-1][0] >= written:
            self._above.pop()
        level = min(self._above[-1][1] + 1, BOTTOM) if self._above else TOP
        self._above.append((written, level))
        return level
