"""A page that mammoth or pandoc made of an office file ──▶ our text tree."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from packager.findings import finding
from packager.importers.imported import Account
from packager.importers.markup import (
    Context,
    address,
    find_notes,
    parse_html,
    targets,
    text,
    words_of,
)
from packager.importers.office.captions import join_captions
from packager.importers.office.divisions import Divisions
from packager.importers.source import Source
from packager.model.text import Text


@dataclass(frozen=True, slots=True)
class Page:
    """The page and what is known of it. `picture` gives a picture's name in the publication."""

    markup: str
    source: Source
    account: Account
    divisions: Divisions
    picture: Callable[[str, Element], str]
    language: str
    settle: Callable[[Element], None] = lambda _: None  # changes the page first


def text_of_page(page: Page) -> Text:
    """The text: captions with their pictures, notes tied to their calls, parts of their kinds."""
    root = parse_html(f"<!DOCTYPE html><body>{page.markup}</body>", page.source.name)
    body = next(root.iter("body"))
    page.settle(body)
    join_captions(body)
    context = Context(
        account=page.account,
        place=lambda _: page.source.place(),
        picture=page.picture,
        link=lambda href, element: _link(href, element, page),
        notes=find_notes({"": root}),
        language=page.language,
        targets=targets(root) | page.divisions.ids,
    )
    return page.divisions.told(text([body], context))


def _link(href: str, element: Element, page: Page) -> str:
    """Addresses of the web and places in the text; whose computer a file was on is not told."""
    found = address(href)
    if not found:
        target = re.split(r"[/\\]", href.rstrip("/\\"))[-1][:80]
        message = (
            f"the link of “{words_of(element)[:80]}” leads to a file that is not here: {target}"
        )
        hint = "link to a page of the web, or to another article"
        page.account.findings.append(
            finding("import-link-lost", message, page.source.place(), hint)
        )
    return found
