"""A new publication: from scratch, or as the next issue after another."""

from __future__ import annotations

import datetime
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from packager.cli.new.article import template
from packager.cli.new.names import new_identifier, raised
from packager.cli.terminal import from_here
from packager.errors import UsageError
from packager.load.names import slug_for
from packager.load.toml_text import Keys, TomlText, quoted

_OF_ONE_ISSUE = ("subtitle", "description", "cover")  # never carried on to the next


def new_publication(folder: Path, title: str | None) -> list[str]:
    """Make a small publication that builds as it is; returns what to tell the editor."""
    name = _name(folder)
    values = {
        "title": quoted(title or name.replace("-", " ").capitalize()),
        "slug": quoted(name),
        "identifier": quoted(new_identifier()),
        "date": _today(),
    }
    files = {
        "articles/welcome.md": template("welcome.md").substitute(),
        "publication.toml": template("publication.toml").substitute(values),
    }
    _make(folder, {path: text.encode() for path, text in files.items()})
    return [
        f"Made {folder}: publication.toml and articles/welcome.md.",
        f"Build it:     packager build -C {folder}",
        f'Add articles: packager new article -C {folder} "Title"',
    ]


def next_issue(before: Path, folder: Path, title: str | None) -> list[str]:
    """Make the next issue after another publication; returns what to tell the editor."""
    text = TomlText((before / "publication.toml").read_bytes())
    dropped = _begin_anew(text, _name(folder))
    if title:
        text.set(("publication", "title"), quoted(title))
    styles = before / "styles"
    files = _own_sheet(before, text) | {"publication.toml": text.source}
    _make(folder, files, styles if styles.is_dir() else None)
    return [
        f"Made {folder}, with the theme, people and settings of {from_here(before)}.",
        *([f"Left out, as of that issue only: {', '.join(dropped)}."] if dropped else []),
        "See to its title, number and date there. It has no articles yet: before it builds,",
        f'add one: packager new article -C {folder} "Title"',
    ]


def _own_sheet(before: Path, text: TomlText) -> dict[str, bytes]:
    """The style sheet that a publication lays over its theme, wherever it keeps it."""
    name = str(text.get(("theme", "css")) or "")
    sheet = before / name
    inside = name and sheet.resolve().is_relative_to(before.resolve())
    return {name: sheet.read_bytes()} if inside and sheet.is_file() else {}


def _begin_anew(text: TomlText, name: str) -> list[str]:
    """Change what is another issue's own; returns the names of what was taken out."""
    old_number = str(text.get(("publication", "series", "number")) or "")
    number = raised(old_number)
    title = str(text.get(("publication", "title")) or "")
    text.set(("publication", "contents"), '[]  # list the articles here: "articles/one.md", …')
    text.set(("publication", "date"), _today())
    text.set(("publication", "identifier"), quoted(new_identifier()))
    text.set(("publication", "slug"), quoted(name))
    if number:
        text.set(("publication", "series", "number"), quoted(number))
        if old_number in title:
            text.set(("publication", "title"), quoted(title.replace(old_number, number)))
    dropped: list[Keys] = [("publication", key) for key in _OF_ONE_ISSUE]
    dropped += [("publication", "series", "label")]
    dropped += [("editions", name, "identifier") for name in text.get(("editions",)) or ()]
    there = [keys for keys in dropped if text.get(keys) is not None]
    for keys in there:
        text.remove(keys)
    corrections = ["corrections"] if text.get(("corrections",)) else []
    text.remove_tables("corrections")
    return [" ".join(keys[1:]) for keys in there] + corrections


def _make(folder: Path, files: Mapping[str, bytes], styles: Path | None = None) -> None:
    """Make a folder, publication.toml last; when that fails nothing of it stays."""
    if os.path.lexists(folder) and not (folder.is_dir() and not any(folder.iterdir())):
        raise UsageError(
            f"{folder} is there already and not empty", hint="choose another folder, or empty it"
        )
    existed = folder.is_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if styles:
            shutil.copytree(styles, folder / "styles")
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
    except OSError as error:
        if not existed:
            shutil.rmtree(folder, ignore_errors=True)
        raise UsageError(f"{folder} could not be made: {error.strerror or error}") from error


def _name(folder: Path) -> str:
    """The slug of a publication that is made in this folder."""
    return slug_for(folder.resolve().name, "publication")


def _today() -> str:
    """Today: a new publication's date is content, written down once and the editor's to change."""
    return datetime.datetime.now().astimezone().date().isoformat()
