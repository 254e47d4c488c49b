"""A manuscript's fields and its body ──▶ an article."""

from __future__ import annotations

import re

from packager.importers.imported import Certainty, ImportedArticle, Recognised
from packager.importers.site.fields import (
    DESCRIPTION,
    KICKER,
    NUMBER,
    PICTURE,
    PICTURE_ALT,
    PICTURE_CAPTION,
    STANDFIRST,
    SUBTITLE,
    TITLE,
    WRITTEN,
    Fields,
)
from packager.importers.site.job import Job, Shown
from packager.importers.site.library import own_language
from packager.importers.site.values import text_of
from packager.model.dates import PartialDate


def article_of(job: Job, body: str) -> ImportedArticle:
    """The article. What its head says comes before its text: the standfirst, the picture."""
    item, fields = job.item, job.item.fields
    people = fields.people()
    fields.told("title", fields.text(TITLE), TITLE)
    rights = fields.rights()
    number = fields.text(NUMBER)
    if number and not job.library.settings.text("series", "title"):
        reason = f"“{number}”: the series has no name; write both into publication.toml"
        job.account.drop("number of the issue", reason, place=fields.front.place("issue"))
    body = _headed(body, [_standfirst(fields), _picture(job, body)])
    if (series := fields.text(("series",))) and not number:
        reason = f"“{series}”: there is no place for the name of a series of articles"
        job.account.drop("name of a series", reason, place=fields.front.place("series"))
    return ImportedArticle(
        name=item.name,
        title=item.title,
        body=body,
        subtitle=_told(fields, "subtitle", SUBTITLE),
        kicker=_told(fields, "kicker", KICKER),
        language=item.language or own_language(job.library.settings),
        direction=fields.direction(),
        date=fields.date() or _date_of_name(job),
        updated=fields.updated(),
        written=_told(fields, "written", WRITTEN),
        source=fields.source(),
        contributors=tuple(dict.fromkeys(people)),
        rights=rights,
        url=fields.url() or _own_address(job),
        subjects=tuple(dict.fromkeys([*fields.subjects(), *job.subjects])),
        description=_told(fields, "description", DESCRIPTION),
        translation_of=item.original,
        draft=fields.is_draft() or "_drafts/" in f"/{item.path}",
        section=fields.section() or job.library.settings.sections.get(item.path, ""),
    )


def _told(fields: Fields, what: str, keys: tuple[str, ...]) -> str:
    value = fields.text(keys)
    fields.told(what, value, keys)
    return value


def _date_of_name(job: Job) -> PartialDate | None:
    if job.item.date:
        place = job.item.fields.front.place("date")
        job.account.recognised.append(
            Recognised("date", str(job.item.date), Certainty.INFERRED, place)
        )
    return job.item.date


def _own_address(job: Job) -> str:
    """Where the site says that the page stands: its address and the page's own path."""
    settings = job.library.settings
    path = job.item.fields.text(("permalink", "url"))
    if settings.address and path.startswith("/") and ":" not in path:
        return settings.address + path
    return ""


def _standfirst(fields: Fields) -> str:
    value = fields.value(STANDFIRST)
    words = str(value).strip() if isinstance(value, str) else ""
    if not words:
        return ""
    fields.told("standfirst", text_of(value), STANDFIRST)
    return f"::: standfirst\n{words}\n:::"


def _headed(body: str, parts: list[str]) -> str:
    """A body with the standfirst and the picture of its head; its own standfirst comes first."""
    own = re.match(r"::: standfirst\n.*?\n:::\n\n?", body, re.DOTALL)
    first, rest = (own[0].rstrip("\n"), body[own.end() :]) if own else ("", body)
    return "\n\n".join(part for part in (first, *parts, rest) if part)


def _picture(job: Job, body: str) -> str:
    """The picture that the head names, as a figure before the text; not when the text shows it."""
    fields = job.item.fields
    value = fields.value(PICTURE)
    if isinstance(value, list):
        value = value[0] if value else None
    source = text_of(value) if not isinstance(value, dict) else next(
        (text_of(value[key]) for key in ("src", "path", "url", "image", "file", "feature", "teaser",
                                         "overlay_image") if value.get(key)), "")  # fmt: skip
    if not re.search(r"\.\w{3,4}(?:$|\?)|^https?:", source):
        return ""
    table = value if isinstance(value, dict) else {}
    alt = text_of(table.get("alt")) or fields.text(PICTURE_ALT)
    caption = text_of(table.get("caption")) or fields.text(PICTURE_CAPTION)
    place = fields.front.place(next((key for key in PICTURE if fields.value((key,))), "image"))
    made = job.page.whole(job.picture(Shown(source, alt, caption), place.line))
    shown = re.search(r"\]\((\.\./images/[^\s)]+)", made)
    if shown and f"]({shown[1]}" in body:
        job.account.drop("picture of the head", f"{source}: the text shows it", place=place)
        return ""
    return f"{made}\n" if made and not body else made
