"""Notes in the style of old magazines: `[1]` in the text, a numbered list at its end."""

from __future__ import annotations

import re
from dataclasses import dataclass

from packager.findings import finding
from packager.importers.imported import Certainty, Recognised
from packager.importers.site.job import Job

Line = tuple[str, int]

_CALL = re.compile(r"(?P<space>[ \t]?)\[(?P<number>\d{1,3})\](?![\[(:{])")
_ITEM = re.compile(
    r"(?:\*\*)?(?:\[(?P<a>\d{1,3})\]|(?P<b>\d{1,3})[.)])(?:\*\*)?:?[ \t]+(?P<text>\S.*)$"
)
_HEADING = re.compile(
    r"#{1,6}[ \t]+(?P<words>[^\n]*?)[ \t#]*$|\*\*(?P<strong>[^*\n]+)\*\*:?[ \t]*$"
)
_REAL_CALL = re.compile(r"\[\^(?P<label>[^\]\s]+)\](?!:)")
_REAL_NOTE = re.compile(r"^ {0,3}\[\^(?P<label>[^\]\s]+)\]:", re.MULTILINE)


@dataclass(slots=True)
class _List:
    """The numbered list at the end: from which line, its heading, its notes."""

    start: int
    heading: str
    notes: dict[int, list[Line]]
    after: int  # the line behind it


def numbered_notes(job: Job) -> None:
    """`[n]` and the list become notes when each is called and each is there; else they stay."""
    lines = job.page.lines()
    if re.search(r"(?m)^ {0,3}\[\d+\]:[ \t]*<?https?:", job.page.text):
        return  # addresses of links
    called = [(int(f["number"]), number) for text, number in lines for f in _CALL.finditer(text)]
    found = _last_list(lines)
    numbers = {number for number, _ in called}
    if not called or found is None:
        _tell_unmatched(job, called, found)
        return
    before = [
        (int(f["number"]), number)
        for text, number in lines[: found.start]
        for f in _CALL.finditer(text)
    ]
    numbers = {number for number, _ in before}
    if numbers != set(found.notes):
        _tell_unmatched(job, before, found)
        return
    body = [(_called(text), number) for text, number in lines[: found.start]]
    notes = [line for number, note in found.notes.items() for line in _note(number, note)]
    job.page.set_lines([*_trimmed(body), *lines[found.after :], ("", lines[-1][1]), *notes])
    marks = " ".join(str(number) for number, _ in before)
    job.noted = (len(found.notes), len(before))
    if found.heading:
        reason = "the notes stand at the foot of their pages"
        job.drop("heading of the notes", reason, found.heading, lines[found.start][1])
    job.account.recognised.append(
        Recognised("notes", f"{len(found.notes)} of a numbered list",
                   Certainty.INFERRED, job.place(lines[found.start][1]),
                   f"{marks} " + " ".join(map(str, _typed(found)))))  # fmt: skip


def _typed(found: _List) -> list[int]:
    """Numbers that stand in the text of the list itself: `[1] …`, not `1. …`."""
    return [number for number, note in found.notes.items() if note[0][0].lstrip().startswith("[")]


def _called(text: str) -> str:
    return _CALL.sub(lambda found: f"[^{found['number']}]", text)


def _note(number: int, lines: list[Line]) -> list[Line]:
    first = _ITEM.match(lines[0][0].strip())
    assert first
    out = [(f"[^{number}]: {first['text'].strip()}", lines[0][1])]
    rest = list(lines[1:])
    while rest and not rest[-1][0].strip():
        rest.pop()
    out += [(f"    {text.strip()}" if text.strip() else "", line) for text, line in rest]
    return [*out, ("", lines[-1][1])]


def _last_list(lines: list[Line]) -> _List | None:
    """The numbered list that ends the text, 1, 2, 3 …, with the heading above it."""
    end = len(lines)
    while end and not lines[end - 1][0].strip():
        end -= 1
    starts: list[tuple[int, int]] = []  # line, number
    at = end - 1
    while at >= 0:
        text = lines[at][0]
        found = _ITEM.match(text.strip()) if not text.startswith("    ") else None
        if found:
            starts.append((at, int(found["a"] or found["b"])))
            if starts[-1][1] == 1:
                break
        elif text.strip() and not text.startswith((" ", "\t")) and not _goes_on(lines, at):
            break
        at -= 1
    starts.reverse()
    if not starts or [number for _, number in starts] != list(range(1, len(starts) + 1)):
        return None
    ends = [start for start, _ in starts[1:]] + [end]
    notes = {n: lines[start:stop] for (start, n), stop in zip(starts, ends, strict=True)}
    start, heading = starts[0][0], ""
    above = start - 1
    while above >= 0 and not lines[above][0].strip():
        above -= 1
    if above >= 0 and (found := _HEADING.match(lines[above][0].strip())):
        start, heading = above, found["words"] or found["strong"]
    elif above > 0 and re.fullmatch(r"-{2,}|={2,}", lines[above][0].strip()):
        start, heading = above - 1, lines[above - 1][0].strip()
    return _List(start, heading, notes, end)


def _goes_on(lines: list[Line], at: int) -> bool:
    """A line of a paragraph that an item began: directly below it, without an empty line."""
    while at >= 0 and lines[at][0].strip():
        if _ITEM.match(lines[at][0].strip()):
            return True
        if lines[at][0].startswith("#"):
            return False
        at -= 1
    return False


def _trimmed(lines: list[Line]) -> list[Line]:
    while lines and not lines[-1][0].strip():
        lines = lines[:-1]
    return lines


def _tell_unmatched(job: Job, called: list[tuple[int, int]], found: _List | None) -> None:
    if not called or (found is None and len(called) < 2):
        return
    there = set(found.notes) if found else set()
    without = sorted({number for number, _ in called} - there)
    idle = sorted(there - {number for number, _ in called})
    parts = [f"no note for {', '.join(f'[{n}]' for n in without)}"] if without else []
    parts += [f"no call of {', '.join(f'[{n}]' for n in idle)}"] if idle else []
    why = "; ".join(parts)
    message = f"numbers in brackets and the list at the end do not agree ({why}): kept as text"
    hint = "write [^1] in the text and [^1]: … below, where they belong together"
    place = job.place(called[0][1])
    job.account.findings.append(finding("import-note-unmatched", message, place, hint))


def real_notes(job: Job) -> None:
    """Notes that are written as such: a call without its note stays as text, with a finding."""
    noted = {found["label"] for found in _REAL_NOTE.finditer(job.page.text)}

    def call(found: re.Match[str], number: int) -> str:
        if found["label"] in noted:
            return found[0]
        message = f"no note [^{found['label']}] is there: the call is kept as text"
        hint = "write the note, or take the call out"
        job.account.findings.append(
            finding("import-note-unmatched", message, job.place(number), hint)
        )
        return job.page.keep(f"\\[^{found['label']}]")

    job.page.sub(_REAL_CALL, call)
    called = {found["label"] for found in _REAL_CALL.finditer(job.page.text)}
    for found in _REAL_NOTE.finditer(job.page.text):
        if found["label"] not in called:
            message = f"the note [^{found['label']}] is called nowhere; it stands after the others"
            place = job.place(job.page.line_at(found.start()))
            hint = "call it in the text, or take it out"
            job.account.findings.append(finding("import-note-unmatched", message, place, hint))
