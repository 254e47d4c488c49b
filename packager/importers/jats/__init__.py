"""JATS, the XML of journals (ANSI/NISO Z39.96), and the NLM format before it ──▶ articles.

    elements    looking at elements: children, words, languages, addresses
    roles       contrib-type and CRediT as MARC relators: literal tables
    people rights dates journal front     what the front matter says
    abstracts   what stands before the text
    blocks      the body: sections, quotations, boxes …; beside it
                inlines lists tables figures pictures formulas references
    state       one article on its way
    article     one article as a whole
    counting    what the source holds, counted without all of this

An article comes with its translations and the answers to it (`sub-article`, `response`), each an
article of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from packager.importers.common import Names
from packager.importers.imported import (
    Account,
    Counts,
    Imported,
    ImportedArticle,
    ImportedPublication,
)
from packager.importers.jats.article import Around, convert, language_told
from packager.importers.jats.counting import counts_of, text_of_article
from packager.importers.jats.elements import SUB_ARTICLES, below, child, children, words
from packager.importers.jats.journal import publication_of
from packager.importers.jats.state import State
from packager.importers.pictures import Shelf
from packager.importers.source import MAX_TEXT, Source, refusal
from packager.importers.xml import Element, local, namespace, parse_xml
from packager.model.article import Source as Original

_DEEPEST = 80  # elements in each other: no journal comes near it
_KNOWN_ROOTS = {
    "html": "it is a web page: name it .html",
    "TEI": "it is TEI, which is not read yet",
    "book": "it is a book (BITS or DocBook), which is not read yet",
    "package": "it is part of an EPUB: import the .epub",
}
_HINT = "JATS begins with <article>, and holds <front> and <body>"


def read(source: Source) -> Imported:
    """The articles of a JATS file. `ContentError` when it is no XML, or no JATS."""
    root = parse_xml(source.read(MAX_TEXT), source.name)
    found = list(_articles(root, source))
    account, names = Account(), Names()
    refused = Account()  # what the shelf says; an article that is converted twice says it twice
    shelf = Shelf(refused)
    articles: list[ImportedArticle] = []
    publication = ImportedPublication()
    for article in found:
        made = _family(article, source, _Desk(account, shelf, names))
        if not articles:
            publication = _publication(article, made[0], source, account)
        articles += made
    if len(articles) > 1:  # a DOI names one article, not what holds several
        publication = replace(publication, identifier="")
    every = [each for article in found for each in (article, *_subs(article))]
    return Imported(
        articles=tuple(articles),
        publication=publication,
        pictures=shelf.files(),
        recognised=tuple(account.recognised),
        dropped=tuple(account.dropped),
        findings=(*account.findings, *dict.fromkeys(refused.findings)),
        source_text="\n".join(text_of_article(each) for each in every),
        counts=sum((counts_of(each) for each in every), Counts()),
    )


def _articles(root: Element, source: Source) -> Iterator[Element]:
    """The articles of a file: its root, or those in a set of articles."""
    name = local(root)
    if name == "article" and "docbook" not in namespace(root) and _looks_right(root):
        found = [root]
    else:
        found = [each for each in below(root, "article") if _looks_right(each)]
    if not found:
        hint = _KNOWN_ROOTS.get(name, _HINT)
        raise refusal(source.name, f"is no JATS: its root element is <{name[:60]}>", hint)
    if _depth(root) > _DEEPEST:
        raise refusal(source.name, f"has more than {_DEEPEST} elements in each other", "see why")
    if not any(words(each) for each in found):
        raise refusal(source.name, "holds no words", "is it the whole article?")
    yield from found


def _looks_right(article: Element) -> bool:
    return any(child(article, name) is not None for name in ("front", "body", "front-stub", "back"))


def _depth(root: Element) -> int:
    deepest, level = 0, [root]
    while level:
        deepest += 1
        level = [child for each in level for child in each]
    return deepest


def _subs(article: Element) -> list[Element]:
    """Translations and answers, and those in them."""
    found: list[Element] = []
    for each in children(article, *SUB_ARTICLES):
        found += [each, *_subs(each)]
    return found


class _Desk:
    """Where all articles of a file are put together."""

    def __init__(self, account: Account, shelf: Shelf, names: Names) -> None:
        self.account, self.shelf, self.names = account, shelf, names

    def take(self, article: Element, source: Source, around: Around) -> ImportedArticle:
        """Convert one article, and keep its account."""
        made = convert(article, source, self.shelf, around)
        self.account.recognised += made.account.recognised
        self.account.dropped += made.account.dropped
        self.account.findings += made.account.findings
        return replace(made.article, name=self.names.name(made.article.title))


def _family(article: Element, source: Source, desk: _Desk) -> list[ImportedArticle]:
    """An article, its translations, linked to it, and the answers to it."""
    subs = _subs(article)
    languages = (language_told(each, Around()) for each in subs if _is_translation(each))
    translated = frozenset(language for language in languages if language)
    around = Around(translated=translated, language=source.options.language)
    first = desk.take(article, source, around)
    made = [first]
    for each in subs:
        translates = _is_translation(each)
        around = Around("", article, first, translated, translates=translates)
        one = desk.take(each, source, around)
        if translates:
            original = Original(first.title, first.url, first.language, first.date)
            one = replace(one, translation_of=first.name, source=original)
        made.append(one)
    return made


def _is_translation(article: Element) -> bool:
    return article.get("article-type", article.get("response-type", "")) == "translation"


def _publication(
    article: Element, first: ImportedArticle, source: Source, account: Account
) -> ImportedPublication:
    state = State(source, account, Shelf(account), first.language)
    found = publication_of(article, state)
    return replace(
        found,
        language=first.language,
        date=first.date,
        identifier=first.url,
        rights=first.rights,
    )
