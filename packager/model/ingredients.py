"""What an edition is made from, each ingredient by its name: why a finished file has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace

from packager.memo import key_of
from packager.model.article import Article, Home
from packager.model.fingerprint import article_fingerprint
from packager.model.publication import Publication, Section

ARTICLE = "article "  # how the names of articles begin

_ELSEWHERE = {"folder", "home", "contents", "theme", "editions", "default_editions"}
_NAMES = {"switches": "parts", "elsewhere": "addresses of articles elsewhere"}  # else the field's
_DIGITS = 16  # of SHA-256, as many as are enough to see a change


def ingredients(publication: Publication, edition: str) -> dict[str, str]:
    """The digest of everything that goes into an edition, by name.

    Articles come first, in reading order: `article ID`, of other homes `article SLUG/ID`. Then the
    publication's own settings by their keys, its theme, the edition's settings, each other home.
    """
    return {name: key_of(value)[:_DIGITS] for name, value in _all(publication, edition)}


def differences(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """The names of what is not as it was; of articles also whether they were added or removed."""
    changed = [
        name if name in before or not name.startswith(ARTICLE) else f"{name} added"
        for name in now
        if before.get(name) != now[name]
    ]
    gone = [name for name in before if name not in now]
    removed = [f"{name} removed" if name.startswith(ARTICLE) else name for name in gone]
    articles = [name for name in (*changed, *removed) if name.startswith(ARTICLE)]
    return (*articles, *(name for name in (*changed, *removed) if name not in articles))


def _all(publication: Publication, edition: str) -> Iterator[tuple[str, object]]:
    homes: dict[str, Home] = {}
    for article in publication.articles:
        own = article.home.slug == publication.slug
        if not own:
            homes[article.home.slug] = article.home
        yield f"{ARTICLE}{article.id if own else article.key}", _alone(article)
    order = [
        (each.title, [article.key for article in each.articles])
        if isinstance(each, Section)
        else each.key
        for each in publication.contents
    ]
    yield "contents", order
    for field in fields(publication):
        if field.name not in _ELSEWHERE:
            yield _NAMES.get(field.name, field.name), getattr(publication, field.name)
    yield "theme", publication.theme
    yield f"settings of {edition}", publication.editions.get(edition.partition("-")[0])
    yield from ((f"publication {slug}", home) for slug, home in homes.items())


def _alone(article: Article) -> str:
    """An article without its home, which is an ingredient of its own, and wherever it lies."""
    return article_fingerprint(replace(article, path="", home=Home(article.home.slug, "", "")))
