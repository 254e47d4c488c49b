"""Where a piece of text stands while it is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from packager.model.article import Article
from packager.model.assets import Asset
from packager.model.languages import direction_of
from packager.model.medium import Medium
from packager.model.publication import Publication
from packager.model.text import Attributes, Note
from packager.render.addresses import Addresses
from packager.render.labels import Labels
from packager.render.xhtml import Html, address, fragment, tag


@dataclass(frozen=True, slots=True)
class Scope:
    """What the writers of blocks and inlines have to know. A narrower one is made by `replace`."""

    article: Article
    publication: Publication
    medium: Medium
    labels: Labels
    notes: Mapping[int, Note]
    pictures: dict[str, Asset]  # filled while pictures are written: src -> asset
    footnote: Callable[[Note, Scope], Html]  # paper: a note, written at its first call
    addresses: Addresses = field(default_factory=Addresses)  # paper: those of links
    linked: bool = False  # inside a link: what may not stand there waits until it is closed
    href: str = ""  # paper: the link whose words are being written
    flat: bool = False  # paper: inside a note, where blocks have to be spans

    @property
    def paper(self) -> bool:
        """Whether this is for paper."""
        return self.medium is Medium.PAPER

    def block(
        self, name: str, content: str | Html, attributes: Mapping[str, str | None] | None = None
    ) -> Html:
        """A block element; inside a note on paper, the span that stands for it (`note-p` …).

        A note is set where its call is, inside a paragraph, and there an HTML parser would end the
        paragraph at any block.
        """
        given = dict(attributes or {})
        if not self.flat:
            return tag(name, content, given)
        given["class"] = " ".join(
            filter(None, (_FLAT.get(name, f"note-{name}"), given.get("class")))
        )
        for only_of_blocks in ("scope", "start"):
            given.pop(only_of_blocks, None)
        return tag("span", content, given)

    def lined(self, written: Html, line: int) -> Html:
        """An element that knows, on paper, where in the article's file it begins.

        What is found wrong on a page is told with the line. E-readers have no use for it.
        """
        name = _TAG.match(written)
        if not self.paper or not name:
            return written
        return written[: name.end()] + Html(f' data-line="{line}"') + written[name.end() :]

    def attributes(self, given: Attributes, *classes: str) -> dict[str, str | None]:
        """Id, classes and language as attributes of an element; `classes` are our own."""
        names = [name for name in (*classes, *given.classes) if name]
        return {
            "class": " ".join(dict.fromkeys(names)) or None,
            "id": fragment(given.id) if given.id else None,
            **self.language(given.language, given.direction),
        }

    def language(self, language: str, direction: str = "") -> dict[str, str | None]:
        """`lang`, `xml:lang` and `dir` of words in another language than what surrounds them."""
        written = direction or (direction_of(language) if language else "")
        both_left_to_right = written == self.article.direction == "ltr"
        return {
            "lang": language or None,
            "xml:lang": language or None,
            "dir": (written or None) if direction or not both_left_to_right else None,
        }

    def destination(self, article: str, anchor: str) -> str:
        """The `href` of a link to an article of this publication or elsewhere, or nothing.

        On paper it is the same in every publication: where it leads is settled by the linker.
        """
        place = f"#{fragment(anchor)}" if anchor else ""
        if article in ("", self.article.key):
            return place or "#title"
        if self.paper:
            return f"packager:{article}{place}"
        return article_href(self.publication, self.medium, article, place)


_TAG = re.compile("<[a-z0-9]+")
_FLAT = {
    "p": "note-p",
    "ul": "note-list",
    "ol": "note-list",
    "li": "note-item",
    "blockquote": "note-quote",
}


def article_href(publication: Publication, medium: Medium, key: str, place: str = "") -> str:
    """The `href` of an article by its key; its web address when it is not in this publication."""
    article = next((each for each in publication.articles if each.key == key), None)
    if article is None:
        return address(publication.elsewhere.get(key, ""))
    return part_href(publication, medium, article) + place


def part_href(publication: Publication, medium: Medium, article: Article) -> str:
    """The `href` of an article of this publication."""
    if medium is Medium.PAPER:
        return f"packager:{article.key}"
    return f"{publication.name_of(article)}.xhtml"
