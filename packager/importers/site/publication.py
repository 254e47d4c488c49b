"""What the site says of itself ──▶ the publication."""

from __future__ import annotations

from collections.abc import Sequence

from packager.importers.imported import ImportedArticle, ImportedPublication
from packager.importers.site.fields import NUMBER
from packager.importers.site.holdings import Holdings, own_language
from packager.importers.site.settings import Settings
from packager.importers.site.values import date_of, licence_and_statement, people_of, text_of
from packager.model.people import Contributor
from packager.model.publication import Kind, Series
from packager.model.rights import Rights


def publication_of(holdings: Holdings, articles: Sequence[ImportedArticle]) -> ImportedPublication:
    """The head of the publication. One article alone has none of its own."""
    settings = holdings.settings
    title = settings.text("book.title", "title", "SITENAME", "site_name", "website.title")
    licence, statement = licence_and_statement(
        settings.value("license", "licence", "book.license", "params.license")
    )
    copyright_ = settings.text("copyright", "params.copyright")
    return ImportedPublication(
        kind=_kind(holdings, articles),
        title=title if len(articles) > 1 else "",
        subtitle=settings.text("book.subtitle", "tagline", "SITESUBTITLE", "params.subtitle"),
        language=own_language(settings),
        date=date_of(settings.value("book.date", "date")) if settings.tool == "quarto" else None,
        description=settings.text("book.description", "description", "params.description",
                                  "site_description"),
        series=_series(holdings, title),
        rights=Rights("; ".join(filter(None, (copyright_, statement))), "", licence),
        contributors=_people(settings),
    )  # fmt: skip


def _kind(holdings: Holdings, articles: Sequence[ImportedArticle]) -> Kind:
    if len(articles) == 1:
        return Kind.ARTICLE
    return Kind.BOOK if holdings.settings.chapters else Kind.ISSUE


def _people(settings: Settings) -> tuple[Contributor, ...]:
    if settings.tool == "quarto":
        value = settings.value("book.author", "author")
    else:
        value = settings.value("author", "params.author", "AUTHOR", "site_author")
    return tuple(each for each in people_of(value, "aut", {}) if each.name)


def _series(holdings: Holdings, title: str) -> Series | None:
    """The number of the issue, when all articles name the same and the series has a name."""
    fields = [item.fields for item in holdings.items]
    numbers = list(dict.fromkeys(text for each in fields if (text := each.text(NUMBER))))
    names = list(dict.fromkeys(text for each in fields if (text := each.text(("series",)))))
    name = names[0] if len(names) == 1 else title
    if len(numbers) != 1 or not name:
        return None
    return Series(text_of(name), numbers[0].lower().removeprefix("issue").strip(" _-").lstrip("0"))
