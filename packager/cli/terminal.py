"""How it looks: findings, files and errors, for people on stderr and for programs on stdout."""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.status import Status
from rich.text import Text

from packager.findings import Finding, Severity

if TYPE_CHECKING:
    from packager.report import Report, Written

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTICE: "cyan"}
_REASONS = 6  # told of one file; --json tells all
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def _console(stream: TextIO) -> Console:
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")  # a name may hold what cannot be shown
    return Console(file=stream, highlight=False, soft_wrap=True)


def _visible(text: str) -> str:
    """Content never steers the terminal: control characters are shown, not sent."""
    return _CONTROLS.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


@dataclass(slots=True)
class Terminal:
    """Where a command speaks. Commands set `json`, `quiet` and `folder`; `gate` owns it."""

    json: bool = False
    quiet: bool = False
    folder: Path = field(default_factory=Path)  # what the places of findings are relative to
    _out: Console = field(default_factory=lambda: _console(sys.stdout))
    _err: Console = field(default_factory=lambda: _console(sys.stderr))
    _status: Status | None = None
    _count: Counter[Severity] = field(default_factory=Counter)

    def say(self, text: str) -> None:
        """A line for people; not with --quiet."""
        if not self.quiet:
            self.rest()
            self._err.print(Text(_visible(text)))

    def show(self, text: str) -> None:
        """A result, on stdout."""
        self._out.out(text, highlight=False)

    def step(self, text: str) -> None:
        """What is being done just now; only where somebody watches."""
        if self.quiet or not self._err.is_terminal:
            return
        if self._status is None:
            self._status = self._err.status(text)
            self._status.start()
        self._status.update(f"{text} …")

    def rest(self) -> None:
        """Nothing is being done any more."""
        if self._status is not None:
            self._status.stop()
            self._status = None

    def findings(self, findings: Sequence[Finding]) -> None:
        """Findings as `path:line:col: severity[code]: message`, a hint indented below."""
        self.rest()
        for each in findings:
            self._count[each.severity] += 1
            self._object("finding", self._as_json(each))
            if not (self.quiet and each.severity is Severity.NOTICE):
                self._err.print(self._as_text(each))

    def files(self, folder: Path, files: Iterable[Written]) -> None:
        """The files that were written."""
        self.rest()
        for each in files:
            path = from_here(folder / each.path)
            self._object("file", asdict(each) | {"path": path})
            if not (self.json or self.quiet):
                self._out.print(Text(f"{path}  {_size(each.size)}{_compared(each)}"))

    def parts(self, report: Report) -> None:
        """How much of a build came from the cache."""
        counts = {"compiled": report.compiled, "reused": report.reused}
        self._object("parts", {**counts, "unchanged": report.unchanged})
        total = report.compiled + report.reused
        parts = "1 part" if total == 1 else f"{total} parts"
        if report.unchanged:
            self.say(f"{parts}: nothing has changed since the last build.")
        else:
            self.say(f"{parts}: {report.compiled} compiled, {report.reused} reused.")

    def imported(self, source: dict[str, object]) -> None:
        """What became of one source, for programs."""
        self._object("source", source)

    def imposed(self, pamphlet: dict[str, object]) -> None:
        """What became of a PDF on sheets, for programs."""
        self._object("pamphlet", pamphlet)

    def error(self, message: str, hint: str = "") -> None:
        """An error that has no place in the content."""
        self.rest()
        self._object("error", {"message": message, "hint": hint})
        self._err.print(Text.assemble(("error", _STYLES[Severity.ERROR]), ": ", _visible(message)))
        if hint:
            self._err.print(Text(f"    {_visible(hint)}"))

    def result(self, status: int) -> None:
        """The last object of --json: how it ended."""
        counts = {f"{each.value}s": self._count[each] for each in Severity}
        self._object("result", {"status": status, **counts})

    def counts(self) -> str:
        """`3 errors, 1 warning`, or nothing."""
        return ", ".join(
            f"{self._count[each]} {each.value}{'s' if self._count[each] > 1 else ''}"
            for each in Severity
            if self._count[each]
        )

    def _object(self, kind: str, content: dict[str, object]) -> None:
        if self.json:
            self.show(json.dumps({"type": kind, **content}, ensure_ascii=False))

    def _as_text(self, finding: Finding) -> Text:
        place = f"{self._where(finding)}: " if finding.place else ""
        severity = (finding.severity.value, _STYLES[finding.severity])
        message = _visible(finding.message)
        hint = f"\n    {_visible(finding.hint)}" if finding.hint else ""
        return Text.assemble(_visible(place), severity, f"[{finding.code}]: {message}{hint}")

    def _as_json(self, finding: Finding) -> dict[str, object]:
        place = finding.place
        return {
            "severity": finding.severity.value,
            "code": finding.code,
            "message": finding.message,
            "file": from_here(self.folder / place.file) if place else None,
            "line": place.line or None if place else None,
            "column": place.column or None if place else None,
            "hint": finding.hint,
        }

    def _where(self, finding: Finding) -> str:
        assert finding.place is not None
        place = finding.place
        numbers = [str(number) for number in (place.line, place.column) if number]
        return ":".join([from_here(self.folder / place.file), *numbers])


def from_here(path: Path) -> str:
    """A path as one would type it here."""
    return os.path.relpath(path)


def _compared(file: Written) -> str:
    """`  changed: article harbour; theme`, `  unchanged`, or nothing for a new file."""
    if file.status == "new":
        return ""
    reasons = list(file.because[:_REASONS])
    if len(file.because) > _REASONS:
        reasons.append(f"{len(file.because) - _REASONS} more")
    return f"  {file.status}{': ' if reasons else ''}{'; '.join(reasons)}"


def _size(size: int) -> str:
    """`842 kB`, `1.3 MB`."""
    return f"{max(1, round(size / 1000))} kB" if size < 1e6 else f"{size / 1e6:.1f} MB"
