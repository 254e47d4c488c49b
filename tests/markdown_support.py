"""What the tests of the Markdown room share: a context that knows two files, and short names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from packager.findings import Finding, Place, finding
from packager.load.markdown import BodyContext, parse
from packager.model.assets import Asset
from packager.model.text import Inline, Paragraph, Text, Words

BOAT = Asset("images/boat.jpg", "home", Path("/home/boat.jpg"), "image/jpeg", 800, 600, "0" * 64)


@dataclass(frozen=True)
class Parsed:
    """A text and its findings."""

    text: Text
    findings: tuple[Finding, ...]

    @property
    def codes(self) -> list[str]:
        return [found.code for found in self.findings]

    @property
    def places(self) -> list[tuple[str, int, int]]:
        """Code, line and column of each finding."""
        places = [(found.code, found.place) for found in self.findings]
        return [(code, place.line, place.column) for code, place in places if place]


def read(source: str, language: str = "en", first_line: int = 1) -> Parsed:
    """Parse a body. It may show images/boat.jpg and link to other.md."""
    found: list[Finding] = []

    def picture(path: str, place: Place) -> Asset | None:
        if path == BOAT.name:
            return BOAT
        found.append(finding("picture-missing", path, place))
        return None

    def article(path: str, place: Place) -> str | None:
        if path == "other.md":
            return "home/other"
        found.append(finding("link-broken", path, place))
        return None

    context = BodyContext("a.md", language, picture, article, found.append)
    return Parsed(parse(source, first_line, context), tuple(found))


def clean(source: str, language: str = "en", first_line: int = 1) -> Text:
    """The text of a body that has no findings."""
    parsed = read(source, language, first_line)
    assert parsed.findings == ()
    return parsed.text


def first(source: str, language: str = "en") -> object:
    """The only block of a body that has no findings."""
    (block,) = clean(source, language).blocks
    return block


def inline(source: str, language: str = "en") -> tuple[Inline, ...]:
    """What the only paragraph of a body holds."""
    block = first(source, language)
    assert isinstance(block, Paragraph)
    return block.children


def words(text: str) -> tuple[Words]:
    """Plain words."""
    return (Words(text),)


def para(text: str, line: int) -> Paragraph:
    """A paragraph of plain words."""
    return Paragraph(words(text), line)
