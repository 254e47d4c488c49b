"""Fingerprints: whether something was made from what is there now."""

from __future__ import annotations

from dataclasses import replace
from weakref import finalize

from packager.memo import key_of
from packager.model.article import Article
from packager.model.publication import Publication, Section
from packager.model.text import Text


def fingerprint(publication: Publication) -> str:
    """SHA-256 (hex) over all that a publication says, wherever its folder is.

    Pictures count by their content, a theme by its CSS, its tokens and its families' names.
    """
    contents = [
        (entry.title, [article_fingerprint(article) for article in entry.articles])
        if isinstance(entry, Section)
        else article_fingerprint(entry)
        for entry in publication.contents
    ]
    return key_of(replace(publication, contents=()), contents)


def article_fingerprint(article: Article) -> str:
    """SHA-256 (hex) over all that an article says and shows."""
    known = _KNOWN.get(id(article))
    if known is None:
        known = key_of(replace(article, text=Text()) if article.digest else article)
        _KNOWN[id(article)] = known
        finalize(article, _KNOWN.pop, id(article)).atexit = False
    return known


_KNOWN: dict[int, str] = {}  # of each article as long as it lives: several stages ask for the same
