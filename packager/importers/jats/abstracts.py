"""What stands before the text: abstracts, what is there in other languages, the book reviewed."""

from __future__ import annotations

from packager.importers.jats.blocks import (
    Blocks,
    block,
    blocks_of,
    bold,
    in_language,
    own_word,
    section,
    title_of,
)
from packager.importers.jats.elements import child, children, language_of, line_of, words
from packager.importers.jats.front import keywords
from packager.importers.jats.inlines import line
from packager.importers.jats.state import State
from packager.importers.markup.spacing import is_blank
from packager.importers.xml import Element, local
from packager.model.text import Division, DivisionKind, Emphasis, Paragraph, Strong, Words

TEASERS = ("toc", "teaser", "short", "precis", "web-summary", "summary", "executive-summary")
_SHORT = 120  # words of a standfirst at most


def before_text(meta: Element | None, state: State, translated: frozenset[str]) -> Blocks:
    """The blocks before the body. `translated`: languages of articles that come with this one,
    which take what is there in their language.

    A teaser, or a short abstract of one paragraph that stands alone, is the standfirst; anything
    else is a section, as readers of journals expect it, the article's own language first.
    """
    found: Blocks = []
    for each in children(meta, "product"):
        found += block(each, state)
    own = [each for each in children(meta, "abstract") if words(each)]
    others = _others(meta, state, translated)
    _leave_to_translations(meta, state, translated)
    for each in own:
        teaser = each.get("abstract-type") in TEASERS
        alone = len(own) == 1 and not others
        if _fits(each) and (teaser or alone):
            found = [*_standfirst(each, state), *found]
        else:
            found += section(each, state)
    for language in others:
        found += in_language(_in_other(meta, language, state), language)
    return found


def _leave_to_translations(meta: Element | None, state: State, translated: frozenset[str]) -> None:
    """Titles that stand over the translations themselves."""
    for each in children(child(meta, "title-group"), "trans-title-group", "trans-title"):
        if language_of(each) in translated:
            state.drop(each, "title in translation", "it stands over the translation")


def abstract_from(parent: Element | None, state: State) -> Blocks:
    """The abstract of a translation that the article itself holds."""
    found = children(parent, "trans-abstract")
    return [
        made
        for each in found
        if language_of(each) == state.language
        for made in (_standfirst(each, state) if _fits(each) else _section(each, state))
    ]


def _fits(abstract: Element) -> bool:
    paragraphs = children(abstract, "p")
    inside = [each for each in abstract if local(each) not in ("p", "title", "label")]
    return len(paragraphs) == 1 and not inside and len(words(paragraphs[0]).split()) <= _SHORT


def _standfirst(abstract: Element, state: State) -> Blocks:
    inside = blocks_of(abstract, state, ("title", "label"))
    title = child(abstract, "title")
    if title is not None and words(title):
        state.recognise("standfirst", title, words(title), text=words(title))
    if not inside:
        return []
    return [Division(DivisionKind.STANDFIRST, tuple(inside), line_of(abstract))]


def _section(abstract: Element, state: State) -> Blocks:
    if is_blank(title_of(abstract, state)):
        word = own_word("abstract", language_of(abstract) or state.language)
        return [*bold((Words(word),), abstract, state), *blocks_of(abstract, state)]
    return section(abstract, state)


# --- Other languages ---------------------------------------------------------------------------


def _others(meta: Element | None, state: State, translated: frozenset[str]) -> list[str]:
    """Other languages in which there are a title, an abstract or keywords."""
    titles = children(child(meta, "title-group"), "trans-title-group", "trans-title")
    parts = [*titles, *children(meta, "trans-abstract", "kwd-group")]
    found = dict.fromkeys(language_of(each) for each in parts if words(each))
    return [each for each in found if each and each != state.language and each not in translated]


def _in_other(meta: Element | None, language: str, state: State) -> Blocks:
    """Title, abstract and keywords in one other language, under the abstract's heading."""
    group = child(meta, "title-group")
    titles = [
        each
        for each in children(group, "trans-title-group", "trans-title")
        if language_of(each) == language
    ]
    head: Blocks = []
    for each in titles:
        inner = children(each, "trans-title", "trans-subtitle") or [each]
        for part in inner:
            said = line(part, state)
            if not is_blank(said):
                head.append(Paragraph((Emphasis(said),), line_of(part)))
    found: Blocks = []
    for each in children(meta, "trans-abstract"):
        if language_of(each) == language:
            found += section(each, state)
    tail: Blocks = []
    for each in children(meta, "kwd-group"):
        if language_of(each) == language:
            tail += _keywords(each, state)
    return [*found[:1], *head, *found[1:], *tail] if found else [*head, *tail]


def _keywords(group: Element, state: State) -> Blocks:
    said = "; ".join(keywords(group))
    title = child(group, "title")
    name = line(title, state) if title is not None else ()
    head = () if is_blank(name) else (Strong((*name, Words(":"))), Words(" "))
    return [Paragraph((*head, Words(said)), line_of(group))] if said else []
