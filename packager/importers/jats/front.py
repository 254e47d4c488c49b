"""The front matter of an article: title, kicker, subjects, DOI, funders, and what has no field."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from packager.importers.jats.dates import others
from packager.importers.jats.elements import (
    SILENT,
    below,
    child,
    children,
    elements,
    language_of,
    words,
)
from packager.importers.jats.state import State
from packager.importers.xml import Element, local
from packager.model.people import Contributor

_USED = frozenset({
    "article-id", "article-categories", "title-group", "contrib-group", "aff", "aff-alternatives",
    "author-notes", "pub-date", "volume", "issue", "permissions", "abstract", "trans-abstract",
    "kwd-group", "funding-group", "product", "history", "pub-history", "supplementary-material",
    "copyright-statement", "copyright-year", "copyright-holder", "license", "counts",
})  # fmt: skip
_HEADINGS = ("heading", "display-channel", "toc-heading")


@dataclass(slots=True)
class Front:
    """The fields of the front matter."""

    title: str = ""
    subtitle: str = ""
    kicker: str = ""
    subjects: list[str] = field(default_factory=list)
    url: str = ""


def front_of(meta: Element | None, state: State) -> Front:
    """Title and subtitle leave the text; the rest comes from what is no text."""
    front = Front()
    group = child(meta, "title-group")
    title, subtitle = child(group, "article-title"), child(group, "subtitle")
    if title is not None and words(title):
        front.title = words(title)
        state.recognise("title", title, text=front.title)
    if subtitle is not None and words(subtitle):
        front.subtitle = words(subtitle)
        state.recognise("subtitle", subtitle, text=front.subtitle)
    _categories(meta, front, state)
    for group in children(meta, "kwd-group"):
        if language_of(group) in ("", state.language):
            front.subjects += keywords(group)
    front.subjects = list(dict.fromkeys(front.subjects))
    for each in children(meta, "article-id"):
        doi = re.search(r"10\.\d{4,}/\S+", each.text or "")
        if each.get("pub-id-type") == "doi" and doi:
            front.url = f"https://doi.org/{doi[0]}"
            state.recognise("DOI", each, doi[0])
    _tell_rest(meta, state)
    return front


def _categories(meta: Element | None, front: Front, state: State) -> None:
    for group in below(child(meta, "article-categories"), "subj-group"):
        own = [each for each in children(group, "subject", "compound-subject") if words(each)]
        if language_of(group) not in ("", state.language):
            continue
        if group.get("subj-group-type") in _HEADINGS and own and not front.kicker:
            front.kicker = words(own[0])
            state.recognise("kicker", own[0])
            own = own[1:]
        front.subjects += [words(each) for each in own]


def keywords(group: Element) -> list[str]:
    """The keywords of a group, with those of groups in it."""
    return [words(each) for each in below(group, "kwd", "compound-kwd") if words(each)]


def funders(meta: Element | None) -> list[Contributor]:
    """Who paid, with the numbers of the grants."""
    found: dict[str, list[str]] = {}
    for award in below(child(meta, "funding-group"), "award-group"):
        numbers = [words(each) for each in children(award, "award-id") if words(each)]
        for each in children(award, "funding-source"):
            names = below(each, "institution")
            name = words(names[0]) if names else words(each)
            if name:
                found.setdefault(name, []).extend(numbers)
    return [
        Contributor(name, "fnd", "organisation", bio=", ".join(dict.fromkeys(numbers)))
        for name, numbers in found.items()
    ]


def funding_statements(meta: Element | None) -> list[Element]:
    """What is said of the funding in whole sentences."""
    return below(child(meta, "funding-group"), "funding-statement", "open-access")


def _tell_rest(meta: Element | None, state: State) -> None:
    """What the front matter says that has no field here."""
    for kind, date, where in others(meta):
        state.drop(where, f"date “{kind}”", "it is no date of publication", date)
    pages = [words(child(meta, name)) for name in ("fpage", "lpage", "elocation-id")]
    if meta is not None and any(pages):
        what, why = "place in the printed issue", "it has pages of its own here"
        state.drop(meta, what, why, "–".join(filter(None, pages)))
    for each in [] if meta is None else elements(meta):
        name = local(each)
        if name not in _USED and name not in SILENT and name not in _PAGES and words(each):
            state.drop(each, name.replace("-", " "), "there is no field for it")
    for each in children(child(meta, "title-group"), "alt-title"):
        state.drop(each, "alternative title", "there is no field for it")


_PAGES = ("fpage", "lpage", "elocation-id", "page-range")
