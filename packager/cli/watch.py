"""`packager build --watch`: each round is told in a line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from packager.cli.terminal import Terminal, from_here
from packager.errors import CheckError, ContentError
from packager.findings import Finding

if TYPE_CHECKING:
    from packager.rebuild import Round, Watcher
    from packager.report import BuildOptions

_NAMED = 3  # files that a line names


def watch(terminal: Terminal, options: BuildOptions) -> None:
    """Build, and again whenever something changes. Ends with Ctrl-C only."""
    from packager.rebuild import Watcher

    tell(terminal, Watcher(terminal.folder, options, progress=terminal.step))


def tell(terminal: Terminal, watcher: Watcher) -> None:
    """Tell of each round: what is found that was not found in the last one, and how it went."""
    known: tuple[Finding, ...] = ()
    with closing(watcher.rounds()) as rounds:
        for each in rounds:
            ours = Terminal(terminal.json, terminal.quiet, terminal.folder)  # counts of this round
            terminal.rest()
            found = _findings(each)
            ours.findings(found if each.error else [one for one in found if one not in known])
            known = found
            if each.changed:
                ours.say(f"{_listed(each.changed)} changed: {_outcome(each, ours)}")
            else:
                _first(each, ours)
            if terminal.json:
                terminal.show(json.dumps(_as_json(each), ensure_ascii=False))


def _first(each: Round, ours: Terminal) -> None:
    if each.report:
        ours.files(each.report.folder, each.report.written)
        ours.parts(each.report)
    else:
        ours.say(_outcome(each, ours))
    ours.say(f"Watching {each.watched} files and folders; Ctrl-C ends it.")


def _findings(each: Round) -> tuple[Finding, ...]:
    if isinstance(each.error, ContentError | CheckError):
        return each.error.findings
    return each.report.findings if each.report else ()


def _outcome(each: Round, ours: Terminal) -> str:
    """`dist/review-617.pdf made in 0.8 s; 1 part compiled, 19 reused.`"""
    took = f"{each.seconds:.1f} s"
    if each.error:
        if each.error.message:
            ours.error(each.error.message, each.error.hint)
        failed = (
            "; it was built but failed its checks" if isinstance(each.error, CheckError) else ""
        )
        return f"{ours.counts() or '1 error'}{failed}; nothing was written ({took})."
    assert each.report is not None
    report = each.report
    written = [report.folder / file.path for file in report.written if file.status != "unchanged"]
    if not written:
        return f"no edition is different ({took})."
    parts = "1 part" if report.compiled == 1 else f"{report.compiled} parts"
    return f"{_listed(written)} made in {took}; {parts} compiled, {report.reused} reused."


def _listed(paths: Sequence[Path]) -> str:
    more = [f"{len(paths) - _NAMED} more"] if len(paths) > _NAMED else []
    return ", ".join([*map(from_here, paths[:_NAMED]), *more])


def _as_json(each: Round) -> dict[str, object]:
    files = each.report.written if each.report else ()
    folder = each.report.folder if each.report else Path()
    return {
        "type": "round",
        "changed": [from_here(path) for path in each.changed],
        "files": [from_here(folder / file.path) for file in files if file.status != "unchanged"],
        "compiled": each.report.compiled if each.report else 0,
        "reused": each.report.reused if each.report else 0,
        "seconds": round(each.seconds, 3),
        "status": each.error.status if each.error else 0,
    }
