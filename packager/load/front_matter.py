"""An article's file: front matter between two lines of `---`, then the body."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from packager.findings import Place
from packager.load.document import Document, KeyPath, Spot
from packager.load.files import MAX_FRONT_MATTER
from packager.load.report import Report
from packager.load.schema_article import FrontMatter
from packager.load.validate import validate
from packager.load.yaml import READER, read_yaml
from packager.memo import Memo, encode, key_of, recall
from packager.versions import made_with

_FENCE = "---"
_HINT = "an article begins with a line ---, then title: and other fields, then a line ---"


@dataclass(frozen=True, slots=True)
class Split:
    """A file's text in two. `body_line` is the line of the file where the body begins."""

    head: str
    body: str
    body_line: int


@dataclass(frozen=True, slots=True)
class _Head:
    """What front matter says (as JSON: it has only lists, tables and texts) and where."""

    data: str
    spots: Mapping[KeyPath, Spot]


def read_front_matter(
    text: str, file: str, report: Report, memo: Memo
) -> tuple[FrontMatter, Document, Split] | None:
    """The front matter and the body of an article's text; None when there is no front matter."""
    split = _split(text, file, report)
    if split is None:
        return None
    document = _document(split.head, file, report, memo)
    front = document and validate(FrontMatter, document, report)
    return (front, document, split) if front and document else None


def _document(head: str, file: str, report: Report, memo: Memo) -> Document | None:
    """As `read_yaml`, from memory if it is there. What has faults is read, and told, each time."""
    key = key_of("head", READER, made_with("text"), head)
    kept = recall(memo, _Head, key)
    if kept:
        return Document(file, json.loads(kept.data), kept.spots)
    aside = Report()
    document = read_yaml(head, file, 2, aside)
    for found in aside.sorted():
        report(found)
    if document and not aside.sorted():
        memo.put(key, encode(_Head(json.dumps(document.data), document.spots)))
    return document


def _split(text: str, file: str, report: Report) -> Split | None:
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        report.add("front-matter-missing", "the front matter is missing", Place(file, 1, 1), _HINT)
        return None
    end = next((n for n, line in enumerate(lines) if n and line.rstrip() in {_FENCE, "..."}), None)
    if end is None:
        message = "the front matter has no end"
        report.add("front-matter-syntax", message, Place(file, 1, 1), "close it with a line ---")
        return None
    head = "\n".join(lines[1:end])
    if len(head.encode()) > MAX_FRONT_MATTER:
        message = f"the front matter has more than {MAX_FRONT_MATTER // 1024} KB"
        report.add("file-too-large", message, Place(file, 1, 1), "move long texts into the body")
        return None
    return Split(head, "\n".join(lines[end + 1 :]), end + 2)
