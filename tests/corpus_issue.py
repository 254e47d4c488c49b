"""An issue of articles by others: four languages, two magazines, as an editor would bring them in.

They are read from `../shared/corpus/markdown`. Their front matter and marks are those of web sites;
what an editor would do by hand is done here by patterns.
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.test_real_articles import ours

GUIDES = ("legal.en.md", "metrics.fr.md", "metrics.ja.md", "metrics.ar.md")
MAGAZINE = {"xml_starlet": "CC-BY-3.0", "kime_tutorial": "CC-BY-SA-3.0"}

_PUBLICATION = """schema_version = 1

[publication]
kind = "issue"
slug = "corpus"
title = "Read elsewhere"
language = "en"
date = 2026-03-01
contents = [
    {{ part = "Guides", articles = [{guides}] }},
    {{ part = "Magazine", articles = [{magazine}] }},
]

[publication.rights]
statement = "© the authors"
holder = "the authors"
licence = "CC-BY-SA-4.0"

[theme]
name = "{theme}"
"""
_FRONT = """---
title: "{title}"
language: en
date: {date}
contributors: [{{ name: {author}, role: author }}]
rights: {{ holder: {author}, licence: {licence} }}
---

"""
_CODE = re.compile(r"=CODE_START=\n(.*?)\n=CODE_END=", re.DOTALL)
_MARKS = (
    (r"(?m)^<!--pagebreak-->\n", ""),
    (r"(?m)^# (.*)$", r"## \1"),
    (r"(?m)^=ZOOM=(.*)=$", r"::: pullquote\n\1\n:::"),
    (r"(?m)^=IMAGE=(.*?)=(.*)=$", r'![\2](images/\1 "\2")'),
    (r"(?m)^=TABLE_CAPTION=(.*)=$", r"Table: \1"),
    (r"(?m)^=TEXTBOX_START=(.*)=$", r"::: box\n**\1**\n"),
    (r"(?m)^=TEXTBOX_END=$", ":::"),
)


def write_issue(shared: Path, folder: Path, theme: str) -> None:
    """Write the issue, in a theme."""
    corpus = shared / "corpus/markdown"
    (folder / "images").mkdir(parents=True)
    for name in GUIDES:
        stem = name.removesuffix(".md").replace(".", "-")
        (folder / f"{stem}.md").write_text(ours(corpus / "opensource-guide" / name), "utf-8")
    for name, licence in MAGAZINE.items():
        source = corpus / "free-software-magazine" / name
        (folder / f"{name}.md").write_text(_magazine(source / "index.md", licence), "utf-8")
        for picture in source.glob("*.jpg"):
            (folder / "images" / picture.name).write_bytes(picture.read_bytes())
    settings = _PUBLICATION.format(
        guides=", ".join(f'"{name.removesuffix(".md").replace(".", "-")}.md"' for name in GUIDES),
        magazine=", ".join(f'"{name}.md"' for name in MAGAZINE),
        theme=theme,
    )
    (folder / "publication.toml").write_text(settings, "utf-8")


def _magazine(path: Path, licence: str) -> str:
    _, head, body = path.read_text("utf-8").split("---\n", 2)
    fields = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    codes: list[str] = []

    def keep(match: re.Match[str]) -> str:
        codes.append(match[1].strip("\n"))
        return f"CODE{len(codes) - 1}CODE"

    body = _CODE.sub(keep, body)
    for pattern, replacement in _MARKS:
        body = re.sub(pattern, replacement, body)
    body = re.sub(r"CODE(\d+)CODE", lambda match: f"```\n{codes[int(match[1])]}\n```", body)
    front = _FRONT.format(
        title=fields["title"].strip("'"),
        date=fields["published"].strip("'")[:10],
        author=fields["authors"].strip("'"),
        licence=licence,
    )
    return front + body
