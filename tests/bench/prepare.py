"""Writes what is measured: `python -m tests.bench.prepare COUNT FOLDER [--peers]`.

It runs as a process of its own, so that the bench itself stays small: what the system tells of a
command's memory is never less than the memory of the process that started it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from packager.load import load
from tests.bench.articles import BenchArticle, article
from tests.whole import whole, with_files

PUBLICATION = "publication"  # ours
PANDOC = "pandoc"
HTML, CSS = "whole.html", "whole.css"

_TOML = """\
schema_version = 1

[publication]
kind = "book"
slug = "bench"
title = "{count} articles"
language = "en-GB"
date = 2026-06-17
rights = {{ statement = "No rights reserved.", licence = "CC0-1.0" }}
contents = [
{contents}
]

[editions.pdf]
page = "A5"
{more}"""


def main() -> None:
    """Write the articles, and what the peers need."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.prepare", description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peers", action="store_true", help="what pandoc and WeasyPrint read, too")
    wanted = parser.parse_args()
    articles = [article(number) for number in range(wanted.count)]
    write_publication(wanted.folder / PUBLICATION, articles, page_list=wanted.peers)
    if wanted.peers:
        _write_pandoc(wanted.folder / PANDOC, articles)
        _write_whole(wanted.folder)


def write_publication(
    folder: Path, articles: Iterable[BenchArticle], *, page_list: bool = True
) -> None:
    """The articles as a publication of ours."""
    articles = tuple(articles)
    for each in articles:
        _write(folder / f"articles/{each.name}.md", ours(each))
    contents = "\n".join(f'    "articles/{each.name}.md",' for each in articles)
    more = "" if page_list else "[editions.epub]\npage_list = false\n"
    _write(
        folder / "publication.toml",
        _TOML.format(count=len(articles), contents=contents, more=more),
    )


def ours(each: BenchArticle) -> str:
    """An article as packager reads it."""
    front = f"title: {each.title}\ncontributors: [{{ name: {each.author}, role: author }}]"
    return f"---\n{front}\n---\n\n{each.body}"


def _write_pandoc(folder: Path, articles: Iterable[BenchArticle]) -> None:
    for each in articles:
        _write(folder / f"{each.name}.md", f"# {each.title}\n\nby {each.author}\n\n{each.body}\n")
    _write(folder / "metadata.yaml", "title: Bench\nlang: en-GB\nrights: No rights reserved.\n")


def _write_whole(folder: Path) -> None:
    publication = load(folder / PUBLICATION).publication
    assert publication is not None
    document = whole(publication)
    _write(folder / HTML, document.html)
    _write(folder / CSS, with_files(document))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
