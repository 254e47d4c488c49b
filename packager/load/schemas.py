"""JSON Schemas of what editors write, made from the same models that read it."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from packager.load.schema_article import FrontMatter
from packager.load.schema_credits import PictureCredit
from packager.load.schema_publication import PublicationFile
from packager.load.schema_theme import ThemeFile

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FILES: dict[str, tuple[Any, str, str]] = {
    "publication": (PublicationFile, "publication.toml", ""),
    "front-matter": (FrontMatter, "The front matter of an article", ""),
    "credits": (
        dict[str, PictureCredit],
        "credits.toml",
        "A table for each picture, named by its path: what it shows and whose it is.",
    ),
    "theme": (ThemeFile, "theme.toml", ""),
}


def schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema (2020-12) of each file that an editor writes, by its name."""
    found = {}
    for name, (model, title, description) in _FILES.items():
        schema = TypeAdapter(model).json_schema()
        if description:
            schema["description"] = description
        found[name] = {"$schema": _DIALECT, **schema, "title": title}
    return found
