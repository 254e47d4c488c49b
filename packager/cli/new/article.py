"""A new article: a file with every front-matter field in place, listed in the contents."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from string import Template

from packager.cli.terminal import from_here
from packager.errors import UsageError
from packager.load.names import slug_for
from packager.load.toml_text import TomlText, quoted


def template(name: str) -> Template:
    """One of the texts that new publications begin with."""
    text = resources.files(__package__).joinpath("templates", name).read_text("utf-8")
    return Template(text)


def new_article(folder: Path, title: str) -> list[str]:
    """Add an article to the publication in a folder; returns what to tell the editor."""
    settings = folder / "publication.toml"
    path = _free_name(folder, slug_for(title, "article"))
    try:
        text = TomlText(settings.read_bytes())
        text.append(("publication", "contents"), quoted(path))
        (folder / path).parent.mkdir(exist_ok=True)
        with (folder / path).open("x", encoding="utf-8", newline="\n") as file:
            file.write(article_text(title))
        replace_file(settings, text.source)
    except OSError as error:
        raise UsageError(f"{folder / path} could not be made: {error.strerror}") from error
    return [
        f"Made {from_here(folder / path)}, and listed it last in publication.toml.",
        "Move it there to where it belongs, write, then: packager build",
    ]


def article_text(title: str) -> str:
    """The file of a new article."""
    return template("article.md").substitute(title=json.dumps(title, ensure_ascii=False))


def replace_file(path: Path, content: bytes) -> None:
    """Give a file other content in one go, with the mode it has."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    beside.chmod(path.stat().st_mode & 0o777)
    beside.replace(path)


def _free_name(folder: Path, stem: str) -> str:
    number = 1
    while True:
        path = f"articles/{stem}-{number}.md" if number > 1 else f"articles/{stem}.md"
        if not (folder / path).exists():
            return path
        number += 1
