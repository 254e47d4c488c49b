"""Addresses that a line's end divides, made whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from packager.importers.flattened.lines import Line, Mark, Run


def whole_addresses(lines: Sequence[Line]) -> list[Line]:
    """Where a link's words are its address and go on in the next line, that part moves up; a line
    that has nothing else goes."""
    made = list(lines)
    for at in range(len(made) - 1):
        after = _next_text(made, at)
        while after and _goes_on(made[at], made[after]):
            first, *rest = made[after].runs
            last = made[at].runs[-1]
            whole = replace(last, text=last.text + first.text)
            rest = _without_space(rest)
            glued, rest = _closing(rest)
            made[at] = made[at].with_runs((*made[at].runs[:-1], whole, *glued))
            made[after] = made[after].with_runs(rest)
            if rest:
                made[at] = replace(made[at], short=False)
                break
            made[at] = replace(made[at], short=made[after].short)
            del made[after]
            after = _next_text(made, at)
    return made


def _next_text(lines: Sequence[Line], at: int) -> int:
    after = at + 1
    if after < len(lines) and lines[after].mark is Mark.TEXT and lines[after].runs:
        return after
    return 0


def _goes_on(line: Line, after: Line) -> bool:
    if line.mark is not Mark.TEXT or not line.runs:
        return False
    last, first = line.runs[-1], after.runs[0]
    if not last.url or last.url != first.url:
        return False
    both = f"{last.text}{first.text}".strip()
    return " " not in both and both.rstrip("/") in last.url


def _closing(runs: Sequence[Run]) -> tuple[list[Run], list[Run]]:
    """Punctuation right behind an address, and what follows."""
    if not runs:
        return [], []
    head, _, tail = runs[0].text.partition(" ")
    if any(letter.isalnum() for letter in head):
        return [], list(runs)
    first = [replace(runs[0], text=head)] if head else []
    rest = [replace(runs[0], text=tail)] if tail else []
    return first, [*rest, *runs[1:]]


def _without_space(runs: Sequence[Run]) -> list[Run]:
    """Runs without the space that they begin with."""
    if runs and not runs[0].text.strip():
        return list(runs[1:])
    if runs:
        return [replace(runs[0], text=runs[0].text.lstrip()), *runs[1:]]
    return []
