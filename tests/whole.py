"""A publication's articles as one document, for WeasyPrint to set in one go.

What the linker makes of parts is compared with this, in the tests word by word and pixel by pixel,
in the bench by what it costs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packager.compile.fragments import paper_sheet
from packager.compile.weasy import BASE
from packager.editions.paper import page_design
from packager.model.medium import Medium
from packager.model.parts import PartKind, plan
from packager.model.publication import Publication
from packager.render import render
from packager.render.markup import Markup

_BODY = re.compile(r'<html [^>]*?lang="([^"]*)"[^>]*>.*?<body class="([^"]*)">(.*)</body>', re.S)
_ID = re.compile(r'(?<= )(id|href|aria-labelledby|headers)="(#?)([^":]+)"')


@dataclass(frozen=True, slots=True)
class Whole:
    """One document and its sheet; `fonts` are the files behind the addresses in it."""

    html: str
    css: str
    fonts: tuple[tuple[str, Path], ...]


def whole(publication: Publication) -> Whole:
    """The articles of a publication in order, each from a new page on. They have no pictures."""
    settings = publication.editions.get("pdf")
    sheet = paper_sheet(
        publication.theme, page_design(publication.theme, settings.page if settings else "")
    )
    parts = [part for part in plan(publication) if part.kind is PartKind.ARTICLE]
    markups = [render(part, publication, Medium.PAPER) for part in parts]
    articles = "\n".join(_articles(markups))
    html = (
        f'<!DOCTYPE html>\n<html lang="{publication.language}"><head><meta charset="utf-8">'
        f"<title>{publication.slug}</title></head><body>\n{articles}\n</body></html>\n"
    )
    return Whole(html, sheet.css + "\n.whole + .whole { break-before: page }\n", sheet.fonts)


def with_files(document: Whole) -> str:
    """The sheet with the fonts' files as addresses: what WeasyPrint's own command can read."""
    css = document.css
    for address, path in document.fonts:
        css = css.replace(f'"{address}"', f'"{path.as_uri()}"')
    assert BASE not in css
    return css


def _articles(markups: list[Markup]) -> Iterator[str]:
    """Each article as a division of the whole, its ids and the links to them made its own."""
    for number, markup in enumerate(markups):
        found = _BODY.search(markup.document)
        assert found, markup.key
        language, kind, body = found.groups()

        def own(match: re.Match[str], number: int = number) -> str:
            name, mark, value = match.groups()
            if name == "href" and not mark:
                return match[0]
            return f'{name}="{mark}a{number}-{value}"'

        yield f'<div class="whole {kind}" lang="{language}">{_ID.sub(own, body)}</div>'
