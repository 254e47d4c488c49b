"""Accepts what the books look like now: `python -m tests.accept [--write] [BOOK …]`.

Without --write it only shows how the editions differ from the expected texts. Read that first.
"""

from __future__ import annotations

import argparse
import difflib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.building import books, built, expected
from tests.editions_text import epub_text, pdf_text


def main() -> None:
    """Show the differences; with --write, make them the expected texts."""
    parser = argparse.ArgumentParser(prog="python -m tests.accept", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the expected texts")
    parser.add_argument("books", nargs="*", metavar="BOOK", help="all, if none is named")
    wanted = parser.parse_args()
    unknown = set(wanted.books) - {name for name, _ in books()}
    if unknown:
        parser.error(f"there is no book {', '.join(sorted(unknown))}")
    for name, source in books():
        if not wanted.books or name in wanted.books:
            for path, text in _texts(name, source):
                _show(path, text)
                if wanted.write:
                    path.parent.mkdir(exist_ok=True, parents=True)
                    path.write_text(text, "utf-8")


def _texts(name: str, source: Path) -> Iterator[tuple[Path, str]]:
    with tempfile.TemporaryDirectory() as folder:
        edition = built(source, Path(folder, name))
        where = expected(name, source)
        yield where / "epub.txt", epub_text(edition.epub)
        yield where / "pdf.txt", pdf_text(edition.pdf)
        yield where / "findings.txt", "".join(f"{line}\n" for line in edition.findings)


def _show(path: Path, text: str) -> None:
    old = path.read_text("utf-8") if path.is_file() else ""
    where = "/".join(path.parts[-3:])
    lines = difflib.unified_diff(
        old.splitlines(keepends=True), text.splitlines(keepends=True), where, where, n=2
    )
    sys.stdout.writelines(lines)


if __name__ == "__main__":
    main()
