"""The account of an import: what the source has, what arrived, and what became of the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from packager.findings import Finding, Place, finding
from packager.importers.imported import Counts, Imported, ImportedArticle
from packager.importers.source import Source
from packager.importers.words import missing, tokens
from packager.load.markdown import BodyContext, parse
from packager.model.assets import Asset
from packager.model.text import (
    CodeBlock,
    DefinitionList,
    Heading,
    Inline,
    ItemList,
    Link,
    NoteCall,
    Picture,
    Table,
    Text,
    plain,
    walk,
)

MAY_BE_LOST = 0.01  # of the words, without being named
_SHOWN = 8  # lost words that are told


@dataclass(frozen=True, slots=True)
class Account:
    """What a source has and what arrived; `lost`: words that nothing explains."""

    source: Source
    reader: str  # name of the importer
    imported: Imported
    had: Counts
    arrived: Counts
    explained: int  # words that became fields or were dropped, by name
    lost: Counter[str]
    findings: tuple[Finding, ...]


def account_for(source: Source, reader: str, imported: Imported) -> Account:
    """Compare an import with its source. Words lost without a name are an error, above 1 %."""
    texts = [_text(article) for article in imported.articles]
    words = [_words(text, article) for text, article in zip(texts, imported.articles, strict=True)]
    explained = [*(r.text for r in imported.recognised), *(d.text for d in imported.dropped)]
    lost = missing(imported.source_text, words, explained)
    total = len(tokens(imported.source_text))
    had = imported.counts + Counts(words=total)
    arrived = sum((_counts(text) for text in texts), Counts())
    arrived += Counts(words=sum(len(tokens(text)) for text in words))
    found = [*_lost_words(source, lost, total), *_fewer(source, had, arrived, imported)]
    number = sum(len(tokens(text)) for text in explained)
    return Account(source, reader, imported, had, arrived, number, lost, tuple(found))


def _lost_words(source: Source, lost: Counter[str], total: int) -> Iterator[Finding]:
    count = sum(lost.values())
    if count > max(2, MAY_BE_LOST * total):
        shown = ", ".join(f"“{word}”" for word, _ in lost.most_common(_SHOWN))
        message = f"{count:,} of {total:,} words did not arrive, among them {shown}"
        hint = "please report it: an import must name what it leaves out"
        yield finding("import-words-lost", message, source.place(), hint)


def _fewer(source: Source, had: Counts, arrived: Counts, imported: Imported) -> Iterator[Finding]:
    """Kinds of which fewer arrived. What was dropped by name, or told by a finding, is known."""
    named = Counter(each.what for each in imported.dropped)
    for field in fields(Counts):
        if field.name == "words":
            continue
        before, after = getattr(had, field.name), getattr(arrived, field.name)
        known = sum(count for what, count in named.items() if field.name[:-1] in what)
        said = "note" if field.name == "calls" else field.name[:-1]
        known += sum(said in each.code for each in imported.findings)
        if after + known < before:
            message = f"of {before} {field.name} in the source {after} arrived"
            hint = "import-report.json tells what was dropped; compare with the source"
            yield finding("import-count-differs", message, source.place(), hint)


def _words(text: Text, article: ImportedArticle) -> str:
    """The words of a body, of descriptions of pictures and of fields that stand in the source."""
    alts = (node.alt for node in walk(text) if isinstance(node, Picture))
    return "\n".join([_spaced(text), *alts])


def _spaced(text: Text) -> str:
    """The words of the tree, those of each paragraph, cell, line of verse … by themselves."""
    return "\n".join([*_leaves(text.blocks), *_leaves(text.notes)])


def _leaves(node: object) -> Iterator[str]:
    if isinstance(node, CodeBlock):
        yield node.text
    elif isinstance(node, tuple):
        if node and isinstance(node[0], Inline):
            yield plain(node)
        else:
            for each in node:
                yield from _leaves(each)
    else:
        for name in _BELOW:
            yield from _leaves(getattr(node, name, ()))


_BELOW = (
    "children", "items", "figures", "terms", "meanings", "caption", "head", "rows", "stanzas",
)  # fmt: skip


def _counts(text: Text) -> Counts:
    nodes = [type(node) for node in walk(text)]
    count = Counter(nodes)
    return Counts(
        headings=count[Heading],
        notes=len(text.notes),
        calls=count[NoteCall],
        pictures=count[Picture],
        tables=count[Table],
        lists=count[ItemList] + count[DefinitionList],
        links=count[Link],
    )


def _text(article: ImportedArticle) -> Text:
    """The body as the loader reads it; what is wrong with it comes to light when it is loaded."""
    context = BodyContext(
        file=f"articles/{article.name}.md",
        language=article.language or "en",
        picture=_asset,
        article=lambda path, place: path,
        report=lambda found: None,
    )
    return parse(article.body, 1, context)


def _asset(path: str, place: Place) -> Asset:
    return Asset(path, "", Path(), "", 0, 0, "")
