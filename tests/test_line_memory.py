"""Lines that the engine breaks: what is remembered, and a space at the end of text that fits."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from packager.compile.line_memory import remembering_lines

_EM = 10.0  # px of a letter
STYLE = {"white_space": "normal"}


def engine(calls: list[str]) -> Any:
    """Splits as the engine does: letters of one width; what does not fit goes on after a space."""

    def split(text: str, _style: Any, _context: Any, width: float, *_rest: Any) -> tuple[Any, ...]:
        calls.append(text)
        if len(text) * _EM <= width:
            return SimpleNamespace(text=text), len(text), None, len(text) * _EM, 12.0, 9.0
        first = text.split(" ", maxsplit=1)[0]
        end = len(first) + 1
        return SimpleNamespace(text=first), len(first), end, len(first) * _EM, 12.0, 9.0

    return SimpleNamespace(split_first_line=split)


def test_a_space_at_the_end_breaks_no_line() -> None:
    module = engine([])
    with remembering_lines(module):
        layout, _, resume, width, *_ = module.split_first_line("one two ", STYLE, None, 7 * _EM)
        assert (layout.text, resume, width) == ("one two", len("one two "), 7 * _EM)
        layout, _, resume, *_ = module.split_first_line("one two ", STYLE, None, 6 * _EM)
        assert (layout.text, resume) == ("one", 4)


def test_a_line_is_broken_once() -> None:
    calls: list[str] = []
    module = engine(calls)
    with remembering_lines(module):
        for _ in range(3):
            module.split_first_line("one two", STYLE, None, 9 * _EM)
    assert calls == ["one two"]
