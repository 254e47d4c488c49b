"""Several articles in one PDF ──▶ one import: what is left out, what is the publication's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from packager.findings import Finding, finding
from packager.importers.common import Names
from packager.importers.flattened import Given, Line
from packager.importers.imported import (
    Account,
    Certainty,
    Counts,
    Imported,
    ImportedArticle,
    ImportedPublication,
    Recognised,
)
from packager.importers.pdf.accounts import said
from packager.importers.pdf.outline import Part, letters_of
from packager.importers.pdf.records import Document
from packager.model.publication import Kind

_LONGEST_LIST = 25  # words for each article: more, and a list says more than titles and people


def left_out(part: Part, lines: Sequence[Line], told: Given, account: Account) -> None:
    """Covers, contents and credits are named, not carried over."""
    place = told.place(part.first, 0)
    what = part.role.value
    account.drop(what, "every edition makes its own", said(lines), place)
    message = f"p. {part.first}–{part.last} ({part.title or what}) are left out as a {what}"
    hint = "see whether they say more than the articles do"
    account.findings.append(finding("import-guessed", message, place, hint))


def named(made: Imported, part: Part) -> Imported:
    """An article under the title that the outline gives it, in its section."""
    article = replace(made.articles[0], section=part.section)
    if part.title and letters_of(article.title) != letters_of(part.title):
        # what was taken for its title stays where it can be seen
        body = article.body
        if letters_of(article.title) not in letters_of(part.title):
            body = f"**{article.title}**\n\n{body}"
        article = replace(article, title=part.title, body=body)
    return replace(made, articles=(article,))


def joined(made: Sequence[Imported], document: Document, told: Given, account: Account) -> Imported:
    """One import; each article has its own fields, the publication what the file says of itself."""
    names = Names()
    articles: list[ImportedArticle] = []
    counts = Counts()
    for one in made:
        articles += [replace(each, name=names.name(each.title)) for each in one.articles]
        counts += one.counts
    value = f"{len(articles)} articles"
    outline = Recognised("outline", value, Certainty.INFERRED, told.place(0, 0))
    heads = [one.publication for one in made]
    publication = ImportedPublication(
        kind=Kind.ISSUE,
        title=document.title,
        description=document.subject,
        subjects=told.subjects,
        language=told.language or told.language_told,
        series=next((head.series for head in heads if head.series), None),
        publisher=next((head.publisher for head in heads if head.publisher), None),
    )
    recognised = [outline, *(one for each in made for one in each.recognised)]
    return Imported(
        tuple(articles),
        publication,
        recognised=tuple(recognised),
        dropped=(*(one for each in made for one in each.dropped), *account.dropped),
        findings=(*_once(made), *account.findings),
        counts=counts,
    )


def _once(made: Sequence[Imported]) -> list[Finding]:
    """All findings; what is said of the whole publication only once."""
    found: list[Finding] = []
    series: set[str] = set()
    for each in (one for part in made for one in part.findings):
        if each.message.startswith("series: "):
            if each.message in series:
                continue
            series.add(each.message)
        found.append(each)
    return found
