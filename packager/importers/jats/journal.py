"""What a journal's article says of the publication it stands in."""

from __future__ import annotations

from packager.importers.imported import ImportedPublication
from packager.importers.jats.dates import season_of
from packager.importers.jats.elements import below, child, children, words
from packager.importers.jats.state import State
from packager.importers.xml import Element
from packager.load.names import issn as issn_of
from packager.load.names import web_address
from packager.model.publication import Kind, Publisher, Series


def publication_of(article: Element, state: State) -> ImportedPublication:
    """Publisher, and the journal as series. Volume and issue are a number as libraries write it,
    “12(3)”: it stays one word, and both can be read off it."""
    journal = child(article, "front", "journal-meta")
    meta = child(article, "front", "article-meta")
    return ImportedPublication(
        kind=Kind.ARTICLE,
        publisher=_publisher(journal, state),
        series=_series(journal, meta, state),
    )


def _publisher(journal: Element | None, state: State) -> Publisher | None:
    found = child(journal, "publisher")
    name = words(child(found, "publisher-name"))
    if found is None or not name:
        return None
    state.recognise("publisher", found, name)
    place = words(child(found, "publisher-loc"))
    return Publisher(name, place, _web_address(journal))


def _web_address(journal: Element | None) -> str:
    for each in children(journal, "self-uri"):
        try:
            return web_address(words(each))
        except ValueError:
            continue
    return ""


def _series(journal: Element | None, meta: Element | None, state: State) -> Series | None:
    titles = below(journal, "journal-title") or below(journal, "abbrev-journal-title")
    title = next((words(each) for each in titles if words(each)), "")
    if not title:
        return None
    subtitle = words(next(iter(below(journal, "journal-subtitle")), None))
    state.recognise("series", titles[0], title)
    volume, issue = words(child(meta, "volume")), words(child(meta, "issue"))
    number = f"{volume}({issue})" if volume and issue else volume or issue
    full = f"{title}: {subtitle}" if subtitle else title
    return Series(full, number, _issn(journal, state), season_of(meta))


def _issn(journal: Element | None, state: State) -> str:
    """The ISSN: the linking one, else that of the electronic edition, which this file is of."""
    found = children(journal, "issn-l", "issn")

    def rank(each: Element) -> int:
        kind = f"{each.get('pub-type', '')} {each.get('publication-format', '')}"
        return 0 if "issn-l" in str(each.tag) else 1 if kind.strip() in _ELECTRONIC else 2

    for each in sorted(found, key=rank):
        text = (each.text or "").strip()
        try:
            return issn_of(text)
        except ValueError as error:
            if text:
                state.drop(each, "ISSN", str(error), text)
    return ""


_ELECTRONIC = ("epub", "electronic", "online", "online-only")
