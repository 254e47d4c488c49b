"""What the body of an article needs from the publication around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from packager.findings import Finding, Place
from packager.model.assets import Asset


@dataclass(frozen=True, slots=True)
class BodyContext:
    """How a body reaches pictures and other articles, and where its findings go."""

    file: str  # for `Place`: posix, relative to the publication's folder
    language: str  # BCP 47
    picture: Callable[[str, Place], Asset | None]  # a path as written; reports its own findings
    article: Callable[[str, Place], str | None]  # "other.md" as written -> `Article.key`; likewise
    report: Callable[[Finding], None]
