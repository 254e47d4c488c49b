"""TOML files with the place of everything in them: tomllib reads, tree-sitter says where."""

from __future__ import annotations

import re
import tomllib

from packager.findings import Place
from packager.load.document import MAX_NESTING, Document, nesting
from packager.load.report import Report
from packager.load.toml_spots import spots

_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_BARE_DATE = re.compile(r"=\s*(\d{4}-\d{1,2}(?:-\d{1,2})?)\s*(?:#.*)?$")
_BARE_WORD = re.compile(r"=\s*[A-Za-z][^\"'\[\]{}=]*$")


def read_toml(text: str, file: str, report: Report) -> Document | None:
    """The document, or None when it is no TOML (which is then reported)."""
    try:
        data = tomllib.loads(text)
    except RecursionError:
        report.add("nesting-too-deep", _TOO_DEEP, Place(file))
        return None
    except ValueError as error:  # TOMLDecodeError; plain ValueError for a number of 5,000 digits
        _report_syntax(str(error), text, file, report)
        return None
    if nesting(data) > MAX_NESTING:
        report.add("nesting-too-deep", _TOO_DEEP, Place(file))
        return None
    return Document(file, data, spots(text, data))


_TOO_DEEP = f"tables and lists stand more than {MAX_NESTING} deep in each other"


def _report_syntax(error: str, text: str, file: str, report: Report) -> None:
    lines = text.split("\n")
    match = _AT.search(error)
    message = error[: match.start()] if match else error
    line, column = len(lines), 0
    if match and match[1]:
        line, column = int(match[1]), int(match[2])
    written = lines[line - 1] if line <= len(lines) else ""
    message = message[:1].lower() + message[1:]
    place = Place(file, line, column)
    if _BARE_DATE.search(written):
        date = _BARE_DATE.findall(written)[0]
        hint = f'a date is 2026-06-17; a month or a year goes in quotes: "{date[:7]}"'
        report.add("date-invalid", f"not a date: {date}", place, hint)
        return
    hint = 'text goes in quotes: key = "text"' if _BARE_WORD.search(written) else ""
    report.add("toml-syntax", f"this is not TOML: {message}", place, hint)
