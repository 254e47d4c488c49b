"""What is told of an import: for people in a few lines, for programs as `import-report.json`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import PurePath

from packager.findings import Finding, Place
from packager.importers.account import Account
from packager.importers.imported import Certainty, Counts, Dropped
from packager.importers.words import tokens

NAME = "import-report.json"
_SCHEMA_VERSION = 1
_PLACES = 20  # of one kind of thing that was dropped
_VALUE = 72  # characters of a value that people are shown


@dataclass(frozen=True, slots=True)
class DroppedKind:
    """Things of one kind that were dropped for one reason."""

    what: str
    reason: str
    count: int
    words: int
    places: tuple[Place, ...]


def dropped_kinds(dropped: Iterable[Dropped]) -> tuple[DroppedKind, ...]:
    """What was dropped, by kind, in the order in which the first of each came."""
    groups: dict[tuple[str, str], list[Dropped]] = {}
    for each in dropped:
        groups.setdefault((each.what, each.reason), []).append(each)
    return tuple(
        DroppedKind(
            what,
            reason,
            len(group),
            sum(len(tokens(each.text)) for each in group),
            tuple(each.place for each in group if each.place),
        )
        for (what, reason), group in groups.items()
    )


def told(account: Account) -> Iterator[str]:
    """An import in lines for people."""
    yield f"{account.source.name}: read as {account.reader}"
    for each in account.imported.recognised:
        sure = "" if each.certainty is Certainty.STATED else f"  ({each.certainty.value})"
        value = each.value if len(each.value) <= _VALUE else f"{each.value[: _VALUE - 1]}…"
        yield f"  {each.what}: {value}{sure}"
    for kind in dropped_kinds(account.imported.dropped):
        times = f"{kind.count} × " if kind.count > 1 else ""
        words = f", {_number(kind.words, 'word')}" if kind.words else ""
        yield f"  dropped: {times}{kind.what}{words}: {kind.reason}{_where(kind.places)}"
    yield f"  {_compared(account)}"


def _where(places: Sequence[Place]) -> str:
    lines = [str(place.line) for place in places if place.line][:5]
    return f" (line {', '.join(lines)}{' …' if len(places) > 5 else ''})" if lines else ""


def _compared(account: Account) -> str:
    had, arrived = account.had, account.arrived
    lost = sum(account.lost.values())
    words = f"{_number(had.words, 'word')}: "
    words += f"{had.words - account.explained - lost:,} in the text, "
    words += f"{account.explained:,} became fields or were dropped, {lost:,} missing"
    others = [
        _arrived(each.name, getattr(had, each.name), getattr(arrived, each.name))
        for each in fields(Counts)
        if each.name != "words"
    ]
    return "; ".join([words, *filter(None, others)])


def _arrived(what: str, had: int, arrived: int) -> str:
    """`2 of 3 notes`; `1 table` where the source was not counted; nothing for none."""
    if not had and not arrived:
        return ""
    name = what.removesuffix("s") if (had or arrived) == 1 else what
    return f"{arrived} of {had} {name}" if had else f"{arrived} {name}"


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def as_json(
    accounts: Sequence[Account], files: Sequence[str], findings: Sequence[Finding]
) -> bytes:
    """`import-report.json`: the same for the same sources, and without a path of this machine."""
    names = [account.source.name for account in accounts]
    report = {
        "schema_version": _SCHEMA_VERSION,
        "sources": [_source(account, names) for account in accounts],
        "files": list(files),
        "findings": [_finding(each, names) for each in findings],
    }
    return (json.dumps(report, ensure_ascii=False, indent=2) + "\n").encode()


def source_json(account: Account) -> dict[str, object]:
    """One source as an object, for `--json`."""
    return _source(account, [account.source.name])


def _source(account: Account, names: Sequence[str]) -> dict[str, object]:
    counts = {
        each.name: {
            "source": getattr(account.had, each.name),
            "arrived": getattr(account.arrived, each.name),
        }
        for each in fields(Counts)
    }
    counts["words"] |= {"explained": account.explained, "missing": sum(account.lost.values())}
    return {
        "name": PurePath(account.source.name).name,
        "format": account.reader,
        "sha256": _digest(account),
        "recognised": [
            {
                "what": each.what,
                "value": each.value,
                "certainty": each.certainty.value,
                **_place(each.place, names),
            }
            for each in account.imported.recognised
        ],
        "dropped": [
            {
                **{key: value for key, value in asdict(kind).items() if key != "places"},
                "places": [_place(place, names) for place in kind.places[:_PLACES]],
            }
            for kind in dropped_kinds(account.imported.dropped)
        ],
        "counts": counts,
        "missing_words": sorted(account.lost.elements())[:100],
    }


def _digest(account: Account) -> str | None:
    """Of the file; of a folder there is none."""
    source = account.source
    return None if source.is_folder else hashlib.sha256(source.path.read_bytes()).hexdigest()


def _finding(each: Finding, names: Sequence[str]) -> dict[str, object]:
    return {
        "severity": each.severity.value,
        "code": each.code,
        "message": each.message,
        **_place(each.place, names),
        "hint": each.hint,
    }


def _place(place: Place | None, names: Sequence[str]) -> dict[str, object]:
    if place is None:
        return {"file": None, "line": None}
    return {"file": _short(place.file, names), "line": place.line or None}


def _short(file: str, names: Sequence[str]) -> str:
    """A source as it is called, without the folders that it lies in."""
    for name in sorted(names, key=len, reverse=True):
        if file.startswith(name):
            return PurePath(name).name + file[len(name) :]
    return file
