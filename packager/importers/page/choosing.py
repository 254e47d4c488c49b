"""Which elements of a page are its article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import cssselect2

from packager.importers.common import Guess, guess
from packager.importers.imported import Account, Certainty, Recognised
from packager.importers.markup import (
    attribute,
    classes,
    line_of,
    name_of,
    parents_of,
    roles,
    words_of,
)
from packager.importers.page.furniture import furniture
from packager.importers.source import Source, refusal

_HINT = 'say which element is the article: --select "div.article-text"'
_KNOWN = re.compile(
    r"(?:h-?entry|hentry|post|article|node--type-\w+|gh-article|single-post|contenu-principal|mw-body"
    r"|article-content|main-content|post-content|entry-content|content-article|story|kg-canvas)"
)
_LEAST = 40  # words that an article has
_FEWEST = 8  # words that what is marked as the article has
_SMALL = 0.5  # of the words of `main` that an article in it must have to stand for it


@dataclass(frozen=True, slots=True)
class Chosen:
    """The elements of the article, and how they were found."""

    elements: tuple[Element, ...]
    parents: dict[Element, Element]


def choose(root: Element, source: Source, account: Account) -> Chosen:
    """Find the article; `ContentError` when there is none, naming `--select`."""
    parents = parents_of([root])
    if source.options.select:
        elements = _selected(root, source)
        how, certainty = f"--select {source.options.select}", Certainty.STATED
    elif (element := _by_name(root)) is not None:
        elements = (element,)
        how, certainty = f"<{name_of(element)}>", Certainty.INFERRED
        _tell_parts(element, source, account)
    else:
        element = _densest(root)
        if element is None:
            raise refusal(source.name, "holds no article that can be told from the page", _HINT)
        place = source.place(line_of(element))
        value = f"<{_shown(element)}>"
        guess(account, Guess("article", value, "it holds most of the page's text", place), _HINT)
        return Chosen((element,), parents)
    place = source.place(line_of(elements[0]))
    account.recognised.append(Recognised("article", how, certainty, place))
    return Chosen(elements, parents)


def _tell_parts(element: Element, source: Source, account: Account) -> None:
    """Several articles in what was chosen: they may be parts of one, or a list of many."""
    if name_of(element) == "article":
        return
    parts = [e for e in element.iter("article") if _size(e) >= _LEAST]
    if len(parts) > 1:
        place = source.place(line_of(element))
        why = "the page has several of about the same length; they were taken as one"
        guess(account, Guess("articles in the page", str(len(parts)), why, place), _HINT)


def _shown(element: Element) -> str:
    id_, said = attribute(element, "id"), classes(element)
    return name_of(element) + (f" id={id_}" if id_ else f" class={said[0]}" if said else "")


def _selected(root: Element, source: Source) -> tuple[Element, ...]:
    """What `--select` chooses, in the page's order; what is in another is not taken twice."""
    wrapper = cssselect2.ElementWrapper.from_html_root(root)
    try:
        found = [each.etree_element for each in wrapper.query_all(source.options.select)]
    except cssselect2.SelectorError as error:
        message = f"--select “{source.options.select}” is no CSS selector: {error.args[-1]}"
        raise refusal(source.name, message, 'such as --select "article .text"') from None
    inner = {child for each in found for child in each.iter() if child is not each}
    outer = tuple(each for each in found if each not in inner)
    if not outer:
        message = f"has nothing that --select “{source.options.select}” names"
        raise refusal(source.name, message, "look for the element in the page's source")
    return outer


def _by_name(root: Element) -> Element | None:
    """The element that says it is the article: `article`, `main`, or a class that systems use."""
    shown = list(_shown_elements(root))
    mains = [e for e in shown if name_of(e) == "main" or "main" in roles(e)]
    main = max(mains, key=_size, default=None)
    articles = [e for e in shown if name_of(e) == "article" or "article" in roles(e)]
    article = max(articles, key=_size, default=None)
    if article is not None and _size(article) >= _LEAST:
        inside = set(article.iter())
        others = [e for e in articles if _size(e) >= _LEAST and e not in inside]
        outside = main is None or _size(article) >= _SMALL * _size(main)
        parts = main is not None and any(_is_part(e, article, main) for e in others)
        if (outside and not parts) or not others:
            return article
    if main is not None and _size(main) >= _LEAST:
        return main
    known = [e for e in shown if any(_KNOWN.fullmatch(each) for each in classes(e))]
    known += [e for e in shown if attribute(e, "itemprop").lower() == "articlebody"]
    best = max(known, key=_size, default=None)
    if best is not None and _size(best) >= _LEAST:
        return best
    # a page of few words: what says that it is the article is believed
    return next((e for e in (article, main) if e is not None and _size(e) >= _FEWEST), None)


def _is_part(other: Element, article: Element, main: Element) -> bool:
    """Is another article of `main` about as long as the longest: both are parts of one text?"""
    inside = any(each is other for each in main.iter())
    around = any(each is article for each in other.iter())
    return inside and not around and _size(other) >= _SMALL * _size(article)


def _shown_elements(root: Element) -> Iterator[Element]:
    """The elements of the page less those of its furniture."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if furniture(element) is None or _holds_most(element, root):
            yield element
            waiting += reversed(list(element))


def _holds_most(element: Element, root: Element) -> bool:
    return name_of(element) in ("div", "section") and _size(element) > 0.5 * _size(root)


def _size(element: Element) -> int:
    """Letters in paragraphs."""
    return sum(len(words_of(each).split()) for each in element.iter("p"))


def _densest(root: Element) -> Element | None:
    """The element whose own paragraphs hold most words that are no links."""
    best, most = None, 0
    for element in _shown_elements(root):
        own = [child for child in element if name_of(child) == "p"]
        words = sum(len(words_of(child).split()) for child in own)
        linked = sum(len(words_of(link).split()) for child in own for link in child.iter("a"))
        if words - linked > most:
            best, most = element, words - linked
    return best if most >= _LEAST else None
