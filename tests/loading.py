"""Small publications for the tests of `load`, each with a small theme of its own."""

from __future__ import annotations

from pathlib import Path

from packager.load import load
from packager.model.publication import Publication

SETTINGS = """\
schema_version = 1

[publication]
title = "The Harbour Review"
language = "en"
date = 2026-06-17
contents = ["one.md"]
"""

ARTICLE = """\
---
title: The Night Ferry
---

The ferry leaves at nine.
"""

THEME = """\
title = "Plain"
description = "For tests"

[tokens]
accent = "#7a1f1f"
text-size = "1em"
capitals = "none"

[options.accent]
type = "colour"
token = "accent"

[options.capitals]
type = "boolean"
token = "capitals"
on = "small-caps"
off = "none"

[[families]]
name = "Literata"
holder = "The Literata Project Authors"
licence = "OFL-1.1"

[[families.faces]]
weight = "200 900"
file = "fontpkg_literata:files/Literata[opsz,wght].ttf"
pins = { opsz = 12 }

[pages.A5]
top = "16mm"
bottom = "20mm"
inner = "18mm"
outer = "14mm"
tokens = { text-size = "9.6pt" }
"""


def write(folder: Path, files: dict[str, str | bytes] | None = None) -> Path:
    """A publication of one article in `folder`; `files` replace and add to it."""
    given: dict[str, str | bytes] = {
        "publication.toml": SETTINGS,
        "one.md": ARTICLE,
        "styles/review/theme.toml": THEME,
        **{f"styles/review/{name}.css": "" for name in ("paper", "furniture", "ereader")},
        **(files or {}),
    }
    for name, content in given.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def lines(folder: Path) -> list[str]:
    """The findings of a publication as they are printed."""
    return [str(found) for found in load(folder).findings]


def loaded(folder: Path, *, drafts: bool = False) -> Publication:
    """The publication in a folder, which must have no errors."""
    result = load(folder, drafts=drafts)
    assert result.publication is not None, [str(found) for found in result.findings]
    return result.publication
