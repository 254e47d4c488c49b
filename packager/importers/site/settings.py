"""What a site says of itself: `_config.yml`, `hugo.toml`, `_quarto.yml`, `pelicanconf.py` …

Nothing of it is run: of `pelicanconf.py` only lines `NAME = 'text'` are read.
"""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from packager.importers.imported import Account, Certainty, Recognised
from packager.importers.site.folder import Folder
from packager.importers.site.values import text_of
from packager.load.report import Report
from packager.load.yaml import read_yaml

_HUGO = tuple(
    f"{stem}.{end}" for stem in ("hugo", "config") for end in ("toml", "yaml", "yml", "json")
)
_FILES = {
    "jekyll": ("_config.yml", "_config.yaml"),
    "quarto": ("_quarto.yml", "_quarto.yaml"),
    "pelican": ("pelicanconf.py",),
    "mkdocs": ("mkdocs.yml",),
    "hugo": (*_HUGO, "config/_default/hugo.toml", "config/_default/config.toml"),
}
_AUTHORS = tuple(  # of Jekyll and of Hugo
    f"{folder}/authors.{end}" for folder in ("_data", "data") for end in ("yml", "yaml", "toml")
)


@dataclass(slots=True)
class Settings:
    """A site. `tool` is empty when nothing tells it."""

    tool: str = ""
    data: Mapping[str, object] = field(default_factory=dict)
    chapters: tuple[str, ...] = ()  # paths in reading order
    sections: Mapping[str, str] = field(default_factory=dict)  # path -> title of its part

    def text(self, *keys: str) -> str:
        """The first of these keys that says something; `book.title` looks into a table."""
        return text_of(self.value(*keys))

    def value(self, *keys: str) -> object:
        """Likewise, as it is."""
        for key in keys:
            here: object = self.data
            for part in key.split("."):
                here = here.get(part) if isinstance(here, Mapping) else None
            if here:
                return here
        return None

    @property
    def address(self) -> str:
        """The site's own address without the slash at its end."""
        url = self.text("url", "baseURL", "baseurl", "SITEURL", "site_url", "book.site-url",
                        "website.site-url")  # fmt: skip
        base = self.text("baseurl") if self.tool == "jekyll" else ""
        if not re.match(r"https?://[^/]", url):
            return ""
        return url.rstrip("/") + ("/" + base.strip("/") if base.strip("/") else "")

    @property
    def base(self) -> str:
        """The path below which the site lies: “/blog”."""
        found = re.match(r"https?://[^/]+(/.*)?$", self.address)
        return (found[1] or "").rstrip("/") if found else ""


def read_settings(folder: Folder, account: Account) -> Settings:
    """The settings of a folder; which tool made it is told by them or by its folders."""
    if folder.alone:
        return Settings()
    for tool, names in _FILES.items():
        for name in names:
            if name in folder.files:
                data = _with_authors(_read(folder, name), folder)
                account.recognised.append(
                    Recognised("site", f"{tool.title()}, from {name}", Certainty.INFERRED)
                )
                settings = Settings(tool, data)
                settings.chapters = tuple(_chapters(settings, ""))
                settings.sections = dict(_parts(settings))
                return settings
    if (folder.root / ".obsidian").is_dir():
        account.recognised.append(Recognised("site", "an Obsidian vault", Certainty.INFERRED))
        return Settings("obsidian")
    if any(path.startswith("_posts/") for path in folder.files):
        return Settings("jekyll")
    return Settings()


def _with_authors(data: Mapping[str, object], folder: Folder) -> Mapping[str, object]:
    """The settings with the list of authors that may lie in a file of its own."""
    found = next((name for name in _AUTHORS if name in folder.files), "")
    if not found or data.get("authors"):
        return data
    return {**data, "authors": _read(folder, found)}


def _read(folder: Folder, name: str) -> Mapping[str, object]:
    text = folder.text(name)
    if name.endswith(".py"):
        return dict(_constants(text))
    try:
        if name.endswith(".toml"):
            return tomllib.loads(text)
        if name.endswith(".json"):
            data = json.loads(text)
            return data if isinstance(data, dict) else {}
    except (ValueError, RecursionError):
        return {}
    text = "\n".join("" if line.rstrip() in {"---", "..."} else line for line in text.split("\n"))
    text = re.sub(r"!!?[\w/:.]+", "", text)  # mkdocs.yml names Python functions in tags
    document = read_yaml(text, folder.name_of(name), 1, Report())
    return document.data if document else {}


def _constants(program: str) -> Iterator[tuple[str, object]]:
    """Lines `NAME = 'text'` of a program, which is not run."""
    for line in program.split("\n"):
        if found := re.match(r"([A-Z_]+)\s*=\s*(['\"].*['\"])\s*(?:#.*)?$", line):
            try:
                value = ast.literal_eval(found[2])
            except (ValueError, SyntaxError):
                continue
            if isinstance(value, str):
                yield found[1], value


def _chapters(settings: Settings, part: str) -> Iterator[str]:
    for path, _ in _entries(settings.value("book.chapters", "nav"), part):
        yield path
    for path, _ in _entries(settings.value("book.appendices"), part):
        yield path


def _parts(settings: Settings) -> Iterator[tuple[str, str]]:
    for path, part in _entries(settings.value("book.chapters", "nav"), ""):
        if part:
            yield path, part
    for path, _ in _entries(settings.value("book.appendices"), ""):
        yield path, "Appendices"


def _entries(value: object, part: str) -> Iterator[tuple[str, str]]:
    """Chapters of Quarto (`part`, `chapters`, `file`) and MkDocs (`Title: file` or a list)."""
    if isinstance(value, str):
        yield value.removeprefix("./"), part
    elif isinstance(value, list):
        for each in value:
            yield from _entries(each, part)
    elif isinstance(value, Mapping):
        if isinstance(value.get("chapters"), list):
            title = text_of(value.get("part"))
            if title.endswith((".qmd", ".md")):
                yield title, part
                title = ""
            yield from _entries(value["chapters"], title)
        elif value.get("file"):
            yield text_of(value["file"]), part
        else:
            for title, each in value.items():
                yield from _entries(each, part if isinstance(each, str) else str(title))
