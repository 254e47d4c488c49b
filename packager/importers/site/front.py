"""What stands at the head of a file: YAML, TOML, JSON, or Pelican's lines `Title: words`."""

from __future__ import annotations

import datetime
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

from packager.findings import Finding, Place, Severity, finding
from packager.load.document import KeyPath, Spot
from packager.load.report import Report
from packager.load.yaml import read_yaml

MAX_FRONT_MATTER = 64 * 1024
_PELICAN = re.compile(r"(?P<key>[A-Za-z][\w -]{0,30}):(?:[ \t]+(?P<value>\S.*))?$")
_PELICAN_KEYS = {
    "title", "date", "modified", "tags", "keywords", "category", "slug", "author", "authors",
    "summary", "lang", "translation", "status", "template", "save_as", "url", "subtitle",
}  # fmt: skip


@dataclass(slots=True)
class Front:
    """The fields as text, lists and tables; and the rest of the file, with its first line."""

    body: str
    body_line: int
    file: str
    kind: str = ""  # yaml, toml, json, pelican; empty: there is none
    data: dict[str, object] = field(default_factory=dict)
    spots: Mapping[KeyPath, Spot] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def place(self, key: str) -> Place:
        """Where a field stands."""
        spot = self.spots.get((key,))
        return Place(self.file, spot.key[0] if spot else 1)


def read_front(text: str, file: str) -> Front:
    """A file's text in two. Front matter that cannot be read is a finding, and left out."""
    lines = text.split("\n")
    first = lines[0].rstrip()
    if first in {"---", "+++"}:
        ends = {"---", "..."} if first == "---" else {"+++"}
        end = next((n for n in range(1, len(lines)) if lines[n].rstrip() in ends), None)
        if end is not None and _holds_fields(lines[1:end], first):
            front = Front("\n".join(lines[end + 1 :]), end + 2, file)
            (_yaml if first == "---" else _toml)("\n".join(lines[1:end]), front)
            return front
    elif first.startswith("{") and not first.startswith(("{{", "{%", "{:")):
        return _json(text, file)
    return _pelican(lines, text, file)


def _holds_fields(lines: list[str], mark: str) -> bool:
    """A page may begin with a rule; then no line after it is a field."""
    sign = ":" if mark == "---" else "="
    told = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    return not told or any(sign in line for line in told)


def _yaml(head: str, front: Front) -> None:
    front.kind = "yaml"
    if len(head) > MAX_FRONT_MATTER:
        _unread(front, f"has more than {MAX_FRONT_MATTER // 1024} KB")
        return
    report = Report()
    document = read_yaml(head, front.file, 2, report)
    if document is None or report.failed:
        mended = re.sub(r"(?m)^([\w-]+):\t+", r"\1: ", head)
        mended = re.sub(r"(?m)^([\w-]+): (?![\"'\[{|>&*!#%@`])(.*: .*|.* #.*)$", _quoted, mended)
        again = Report()
        better = read_yaml(mended, front.file, 2, again)
        if better is not None and (document is None or not again.failed):
            document, report = better, again
    if document is not None:
        front.data, front.spots = dict(document.data), document.spots
    for each in report.sorted():
        if each.severity is Severity.ERROR:
            _unread(front, each.message, each.place)


def _quoted(found: re.Match[str]) -> str:
    return f"{found[1]}: {json.dumps(found[2], ensure_ascii=False)}"


def _toml(head: str, front: Front) -> None:
    front.kind = "toml"
    try:
        read = tomllib.loads(head)
    except (ValueError, RecursionError) as error:
        _unread(front, f"is no TOML: {error}")
        return
    front.data = {key: _as_text(value) for key, value in read.items()}
    for number, line in enumerate(head.split("\n"), 2):
        if found := re.match(r"\[?\[?([\w-]+)", line):
            front.spots = {(found[1],): Spot((number, 1), (number, 1)), **front.spots}


def _json(text: str, file: str) -> Front:
    try:
        data, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return Front(text, 1, file)
    if not isinstance(data, dict):
        return Front(text, 1, file)
    body = text[end:].lstrip(" \t")
    body = body.removeprefix("\n")
    line = text.count("\n", 0, len(text) - len(body)) + 1
    return Front(body, line, file, "json", {str(k): _as_text(v) for k, v in data.items()})


def _pelican(lines: list[str], text: str, file: str) -> Front:
    """Lines `Key: value` up to an empty one; the first names a field that Pelican has."""
    found = _PELICAN.match(lines[0])
    if not found or found["key"].lower() not in _PELICAN_KEYS:
        return Front(text, 1, file)
    data: dict[str, object] = {}
    spots: dict[KeyPath, Spot] = {}
    key, at = "", 0
    for at, line in enumerate(lines):
        if not line.strip():
            break
        if line[0] in " \t" and key:
            data[key] = f"{data[key] or ''}\n{line.strip()}".strip()
        elif found := _PELICAN.match(line):
            key = found["key"].lower()
            data[key], spots[(key,)] = found["value"] or "", Spot((at + 1, 1), (at + 1, 1))
        else:
            return Front(text, 1, file)
    return Front("\n".join(lines[at:]), at + 1, file, "pelican", data, spots)


def _as_text(value: object) -> object:
    """Numbers, dates and truths as they would be typed."""
    match value:
        case bool():
            return str(value).lower()
        case datetime.datetime():
            return value.isoformat(sep=" ")
        case dict():
            return {str(key): _as_text(each) for key, each in value.items()}
        case list():
            return [_as_text(each) for each in value]
        case None:
            return None
    return str(value)


def _unread(front: Front, why: str, place: Place | None = None) -> None:
    message = f"the front matter cannot be read as it is: {why}"
    hint = "correct it there and import again, or write the fields into the article"
    front.findings.append(finding("import-guessed", message, place or Place(front.file, 1), hint))
