"""Instructions that go with a publication: how to print and fold its pamphlet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from packager.model.medium import Medium
from packager.model.parts import PartKind
from packager.model.publication import Publication
from packager.render.labels import labels_for
from packager.render.markup import Markup
from packager.render.templates import fill
from packager.render.xhtml import Html, clean


@dataclass(frozen=True, slots=True)
class Direction:
    """One thing to know or to do: words, drawings (SVG), and the drawings in characters.

    `only`: it is of use on the "page" alone, or in the "text" alone.
    """

    words: Html
    drawings: tuple[Html, ...] = ()
    plain: tuple[str, ...] = ()
    only: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Directions under a heading; `ordered`: one is done after the other."""

    heading: Html
    items: tuple[Direction, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Directions:
    """All of them."""

    title: Html
    groups: tuple[Group, ...]


def directions_page(publication: Publication, directions: Directions) -> Markup:
    """The instructions as a document to be set on paper."""
    document = fill(
        "directions",
        publication.theme.templates,
        {
            "title": directions.title.unescape(),
            "language": publication.language,
            "direction": publication.direction,
            "ereader": False,
            "labels": labels_for(publication.language),
            "publication": publication,
            "directions": directions,
        },
    )
    return Markup(
        part="directions",
        key=f"{publication.slug}/!directions",
        kind=PartKind.CREDITS,
        medium=Medium.PAPER,
        title=clean(directions.title.unescape()),
        language=publication.language,
        direction=publication.direction,
        document=clean(document),
    )


def directions_text(title: str, directions: Directions) -> str:
    """The instructions as plain text; `title` is that of what they go with."""
    head = f"{title}: {directions.title.unescape()}" if title else directions.title.unescape()
    lines = [head, "=" * len(head)]
    for group in directions.groups:
        heading = group.heading.unescape()
        lines += ["", heading, "-" * len(heading)]
        lines += _items(group)
    return "\n".join(lines) + "\n"


def _items(group: Group) -> Iterator[str]:
    items = [each for each in group.items if each.only != "page"]
    drawn = False
    for number, each in enumerate(items, 1):
        if each.plain or drawn:
            yield ""
        drawn = bool(each.plain)
        yield f"{f'{number}.' if group.ordered else '-'} {each.words.unescape()}"
        yield from each.plain
