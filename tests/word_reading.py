"""What the tests of the Word reader ask of what it made."""

from __future__ import annotations

from pathlib import Path

from packager.importers.docx import read
from packager.importers.imported import Certainty, Imported
from packager.importers.source import Options, Source
from packager.importers.words import missing
from tests.office_files import Docx

NOTES = {1: "The first note says this.", 2: "And the second says that."}


def imported(document: Docx | str, folder: Path, name: str = "text.docx") -> Imported:
    document = Docx(document) if isinstance(document, str) else document
    return of(document.write(folder, name))


def of(path: Path, language: str = "") -> Imported:
    return read(Source(path, path.name, Options(language=language)))


def body(result: Imported) -> str:
    return result.articles[0].body


def codes(result: Imported) -> list[str]:
    return [each.code for each in result.findings]


def messages(result: Imported, code: str) -> list[str]:
    return [each.message for each in result.findings if each.code == code]


def dropped(result: Imported) -> list[tuple[str, str]]:
    return [(each.what, each.text) for each in result.dropped]


def sure(result: Imported, what: str) -> Certainty:
    return next(each.certainty for each in result.recognised if each.what == what)


def lost(result: Imported) -> int:
    explained = [each.text for each in (*result.recognised, *result.dropped)]
    return missing(result.source_text, [body(result)], explained).total()
