"""What the repair's article lacks that the whole PDF tells: licence, date, the author's life."""

from __future__ import annotations

import re
from dataclasses import replace

from packager.importers.common import Guess, guess, licence_of
from packager.importers.flattened import Given
from packager.importers.imported import Account, Certainty, Imported, ImportedArticle, Recognised
from packager.importers.pdf.records import Document
from packager.model.dates import PartialDate
from packager.model.rights import Rights

_LICENCE = re.compile(
    r"(?m)^[^\n]*(?:licen[cs]e|lizenz|licencia|licença|licenza|creativecommons\.org)[^\n]*",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^(#{2,6}) ([^\n]+)\n+(?=(#{1,6}) |\[\^|\Z)", re.MULTILINE)
_CREATED = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?")


def tidied(made: Imported, document: Document, told: Given, account: Account) -> Imported:
    """The import, with what more is known of its one article."""
    article = made.articles[0]
    article = _licensed(article, told, account)
    article = _dated(article, document.created, told, account)
    article, gone = _without_empty_headings(article, account)
    publication = made.publication
    rights = publication.rights
    if not rights.licence and article.rights.licence:
        rights = replace(rights, licence=article.rights.licence)
    publication = replace(publication, rights=rights, date=publication.date or article.date)
    counts = replace(made.counts, headings=made.counts.headings - gone)
    return replace(made, articles=(article,), publication=publication, counts=counts)


def _licensed(article: ImportedArticle, told: Given, account: Account) -> ImportedArticle:
    """A licence that a sentence of the text names."""
    if article.rights.licence:
        return article
    said = [found[0] for found in _LICENCE.finditer(article.body)]
    known = {licence for text in said if (licence := licence_of(text))}
    if len(known) != 1:
        return article
    licence = known.pop()
    account.recognised.append(Recognised("licence", licence, Certainty.STATED, told.place(0, 0)))
    old = article.rights
    return replace(article, rights=Rights(old.statement, old.holder, licence))


def _dated(
    article: ImportedArticle, created: str, told: Given, account: Account
) -> ImportedArticle:
    """The day on which the file was made, when nothing else is known: a guess."""
    if article.date:
        return article
    made_on = _created(created)
    if not made_on:
        return article
    why = "it is the day on which the PDF was made"
    guess(account, Guess("publication date", str(made_on), why, told.place(0, 0)))
    return replace(article, date=made_on)


def _created(created: str) -> PartialDate | None:
    found = _CREATED.match(created)
    if not found or not 1980 <= int(found[1]) <= 2100:
        return None
    parts = [part for part in found.groups() if part]
    try:
        return PartialDate.parse("-".join(parts))
    except ValueError:
        return None


def _without_empty_headings(
    article: ImportedArticle, account: Account
) -> tuple[ImportedArticle, int]:
    """Headings under which nothing is left, because it became notes or fields."""
    gone: list[str] = []

    def checked(found: re.Match[str]) -> str:
        if found[3] and len(found[3]) > len(found[1]):
            return found[0]
        gone.append(found[2])
        return ""

    fences = article.body.split("\n```")
    body = "\n```".join(
        _HEADING.sub(checked, part) if at % 2 == 0 else part for at, part in enumerate(fences)
    )
    for text in gone:
        account.drop("heading", "what stood under it became notes or fields", text)
    return replace(article, body=body), len(gone)
