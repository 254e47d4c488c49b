"""What the repair's article lacks that the whole PDF tells: licence, date, the author's life."""

from __future__ import annotations

import re
from dataclasses import replace

from packager.importers.common import Guess, guess, licence_of
from packager.importers.flattened import Given
from packager.importers.imported import Account, Certainty, Imported, ImportedArticle, Recognised
from packager.model.dates import PartialDate
from packager.model.rights import Rights

_LICENCE = re.compile(
    r"(?m)^[^\n]*(?:licen[cs]e|lizenz|licencia|licença|licenza|creativecommons\.org)[^\n]*",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^(#{2,6}) ([^\n]+)\n+(?=(#{1,6}) |\[\^|\Z)", re.MULTILINE)
_CREATED = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?")


def tidied(made: Imported, told: Given) -> Imported:
    """The import, with what more its one article tells."""
    account = Account()
    article = _licensed(made.articles[0], told, account)
    article, gone = _without_empty_headings(article, account)
    rights = made.publication.rights
    if not rights.licence and article.rights.licence:
        rights = replace(rights, licence=article.rights.licence)
    return replace(
        made,
        articles=(article,),
        publication=replace(made.publication, rights=rights),
        recognised=(*made.recognised, *account.recognised),
        dropped=(*made.dropped, *account.dropped),
        counts=replace(made.counts, headings=made.counts.headings - gone),
    )


def dated(made: Imported, created: str, told: Given) -> Imported:
    """The day on which the file was made, when nothing else is known: a guess."""
    made_on = None if made.publication.date else _created(created)
    if not made_on:
        return made
    account = Account()
    why = "it is the day on which the PDF was made"
    guess(account, Guess("publication date", str(made_on), why, told.place(0, 0)))
    articles = made.articles
    if len(articles) == 1:
        articles = (replace(articles[0], date=made_on),)
    return replace(
        made,
        articles=articles,
        publication=replace(made.publication, date=made_on),
        recognised=(*made.recognised, *account.recognised),
        findings=(*made.findings, *account.findings),
    )


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
