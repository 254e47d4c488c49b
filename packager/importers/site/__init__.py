"""Markdown of Jekyll, Hugo, Pelican, Quarto, Obsidian ──▶ articles. Text becomes text: what is
good in our dialect stays as its author typed it.

In: a folder, or one file with its pictures beside it. Out: `Imported`.

    folder      which files there are, within limits        front     the head of a file
    settings    what the site says of itself                values    people, dates, lists in fields
    fields      keys of heads ──▶ fields of an article      holdings   names, order, translations
    page        a text that is rewritten, with its lines    code      what nothing may change
    body        the steps of a body, in their order: boxes directives links rawhtml notes finish
    anchors     links to places in articles                 judge     what the source says and holds
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from packager.errors import ContentError
from packager.findings import Finding, Place, finding
from packager.importers.imported import (
    Account,
    Certainty,
    Counts,
    Imported,
    ImportedArticle,
    ImportedPublication,
    Recognised,
)
from packager.importers.pictures import Shelf
from packager.importers.site.anchors import anchors_of, settled
from packager.importers.site.article import article_of
from packager.importers.site.body import rewrite
from packager.importers.site.fields import Fields
from packager.importers.site.folder import Folder, open_folder
from packager.importers.site.front import Front, read_front
from packager.importers.site.holdings import Holdings
from packager.importers.site.job import Job
from packager.importers.site.kinds import Kinds
from packager.importers.site.page import Page
from packager.importers.site.publication import publication_of
from packager.importers.site.settings import Settings, read_settings
from packager.importers.source import MB, Source, refusal

__all__ = ["read"]

MAX_BODY = 2 * MB
MAX_OPEN = 500
MAX_TAGS = 5_000
_OPENS = re.compile(r"<[A-Za-z!]|\{[{%:]")


@dataclass(slots=True)
class _Work:
    """What one import gathers."""

    account: Account = field(default_factory=Account)
    kinds: Kinds = field(default_factory=Kinds)
    articles: list[ImportedArticle] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)


def read(source: Source) -> Imported:
    """The articles of a folder, or of one file. `ContentError` when there is nothing to read."""
    work = _Work()
    folder = open_folder(source, work.account)
    settings = read_settings(folder, work.account)
    holdings = Holdings(folder, settings, work.account)
    holdings.fill(_heads(folder, settings, work.account))
    shelf = Shelf(work.account)
    for item in holdings.items:
        front = item.fields.front
        if not front.body.strip() and len(holdings.items) > 1:
            work.account.drop("page without text", item.path, place=front.place("title"))
            continue
        _check(front)
        page = Page.of(front.body, front.file, front.body_line)
        job = Job(page, item, holdings, shelf, work.kinds, work.account)
        body, words, counts = rewrite(job)
        work.words.append(words)
        work.counts += counts
        work.articles.append(article_of(job, body))
    _settle_links(work, holdings)
    work.kinds.tell(work.account)
    return _imported(work, shelf, holdings)


def _check(front: Front) -> None:
    """What would take for ever, and no reader could follow: marks opened again and again."""
    if len(front.body) > MAX_BODY:
        message = f"has a text of more than {MAX_BODY // MB} MB"
        raise refusal(front.file, message, "divide it", "file-too-large")
    for paragraph in front.body.split("\n\n"):
        for opening, closing in (("[", "]"), ("{", "}"), ("(", ")")):
            if paragraph.count(opening) > paragraph.count(closing) + MAX_OPEN:
                message = f"opens more than {MAX_OPEN} times “{opening}” in one paragraph"
                raise refusal(front.file, f"{message} and does not close it", "close them")
    if len(_OPENS.findall(front.body)) > MAX_TAGS:
        raise refusal(front.file, f"holds more than {MAX_TAGS:,} tags of HTML", "import the page")


def _heads(folder: Folder, settings: Settings, account: Account) -> dict[str, Fields]:
    heads: dict[str, Fields] = {}
    unused: Counter[str] = Counter()
    broken: list[Finding] = []
    for path in folder.manuscripts():
        try:
            front = read_front(folder.text(path), folder.name_of(path))
        except ContentError as error:
            broken += error.findings
            continue
        account.extend(front.findings)
        heads[path] = Fields(front, settings, account)
        unused.update(heads[path].unused())
    if broken:  # a page that cannot be read is never left out in silence
        raise ContentError(tuple(broken))
    if unused:
        keys = ", ".join(f"{key} ({count})" if count > 1 else key
                         for key, count in sorted(unused.items()))  # fmt: skip
        account.drop(
            "fields of the site", f"they mean nothing here: {keys}", place=folder.source.place()
        )
    return heads


def _settle_links(work: _Work, holdings: Holdings) -> None:
    """Links to places in articles, now that all headings are known."""
    known = {article.name: anchors_of(article.body) for article in work.articles}
    fronts = {item.name: item.fields.front for item in holdings.items}

    def lost_from(front: Front) -> Callable[[str, str], None]:
        def lost(anchor: str, file: str) -> None:
            message = f"the link #{anchor} leads to no place of {file or 'its article'}"
            hint = "give the place an id, {#name}, or link to another"
            at = front.body.find(f"#{anchor}")
            line = front.body_line + front.body.count("\n", 0, at) if at >= 0 else 0
            found = finding("import-link-lost", message, Place(front.file, line), hint)
            work.account.findings.append(found)

        return lost

    work.articles = [
        replace(each, body=settled(each.body, each.name, known, lost_from(fronts[each.name])))
        for each in work.articles
    ]


def _imported(work: _Work, shelf: Shelf, holdings: Holdings) -> Imported:
    names = {article.name for article in work.articles}
    articles = tuple(
        replace(a, translation_of=a.translation_of if a.translation_of in names else "")
        for a in work.articles
    )
    for article in articles:
        if article.translation_of:
            work.account.recognised.append(
                Recognised(
                    "translation_of",
                    f"{article.name}: {article.translation_of}",
                    Certainty.INFERRED,
                )
            )
    publication = publication_of(holdings, articles) if articles else ImportedPublication()
    return Imported(
        articles=articles,
        publication=publication,
        pictures=shelf.files(),
        recognised=tuple(work.account.recognised),
        dropped=tuple(work.account.dropped),
        findings=tuple(work.account.findings),
        source_text="\n".join(work.words),
        counts=work.counts,
    )
