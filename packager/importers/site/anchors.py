"""Links to places: the headings are known now, and sites spell their anchors otherwise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import unquote

from packager.findings import Place
from packager.importers.site.code import keep_code
from packager.importers.site.page import Page
from packager.load.markdown import BodyContext, parse
from packager.load.markdown.identifiers import slug
from packager.model.assets import Asset
from packager.model.inventory import inventory
from packager.model.text import Heading, plain, walk

_LINK = re.compile(
    r"(?<!!)\[(?P<label>(?:[^\[\]]|\[[^\[\]]*\])*)\]\((?P<file>[\w.-]+\.md)?#(?P<anchor>[^\s()]+)\)"
)


def anchors_of(body: str) -> dict[str, str]:
    """Ways to spell the anchors of a body, and what they are here."""
    context = BodyContext("", "en", _asset, lambda path, place: path, lambda found: None)
    text = parse(body, 1, context)
    known = {name: name for name in [*sorted(inventory(text).anchors), "title"]}
    for heading in (node for node in walk(text) if isinstance(node, Heading)):
        words, name = plain(heading.children), heading.attributes.id
        for spelt in (slug(words), _github(words), _kramdown(words), slug(words).lower()):
            known.setdefault(spelt, name)
    return known


def settled(
    body: str, name: str, known: Mapping[str, Mapping[str, str]], lost: Callable[[str, str], None]
) -> str:
    """A body whose links to places lead there. Where there is no such place its words stay, and
    `lost` is told the anchor and the file."""
    if "#" not in body:
        return body

    def settle(found: re.Match[str], number: int) -> str:
        file = found["file"] or ""
        anchors = known.get(file.removesuffix(".md") or name)
        if anchors is None:
            return found[0]
        wanted = unquote(found["anchor"])
        place = anchors.get(wanted) or anchors.get(wanted.lower()) or anchors.get(slug(wanted))
        if place:
            return f"[{found['label']}]({file}#{place})"
        lost(wanted, file)
        return f"[{found['label']}]({file})" if file else found["label"]

    page = Page.of(body, name, 1)
    keep_code(page)
    page.sub(_LINK, settle)
    return page.whole(page.text)


def _github(words: str) -> str:
    """As GitHub and Hugo make it: marks of punctuation go, spaces are hyphens."""
    kept = "".join(c for c in words.lower() if c in " -_" or unicodedata.category(c)[0] in "LMN")
    return kept.strip().replace(" ", "-")


def _kramdown(words: str) -> str:
    """As Kramdown makes it: nothing but letters, figures and hyphens, from the first letter on."""
    kept = re.sub(r"[^a-z0-9 -]", "", re.sub(r"^[^A-Za-z]+", "", words).lower())
    return kept.replace(" ", "-")


def _asset(path: str, place: Place) -> Asset:
    return Asset(path, "", Path(), "", 0, 0, "")
