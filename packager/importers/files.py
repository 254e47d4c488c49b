"""What was gathered ──▶ the files of a publication's folder, as an editor would have typed them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from packager.importers.gathered import Gathered
from packager.importers.imported import ImportedArticle, ImportedPublication, PictureFile
from packager.load.names import slug_for
from packager.load.toml_text import quoted
from packager.model.article import Credit, Role, Source
from packager.model.people import Contributor
from packager.model.relators import RELATORS
from packager.model.rights import Rights

Value = str | Mapping[str, str]

_PLAIN = re.compile(r"[^\W_][^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff]*")
_NOT_PLAIN = re.compile(r": |:$| #|\s$")


def publication_files(gathered: Gathered) -> dict[str, bytes]:
    """Every file of the publication; the paths are posix, `publication.toml` is the last."""
    files = {article_path(each): article_text(each).encode() for each in gathered.articles}
    files |= {each.name: each.data for each in gathered.pictures}
    if said := credits_text(gathered.pictures):
        files["credits.toml"] = said.encode()
    files["publication.toml"] = settings_text(gathered).encode()
    return files


def article_path(article: ImportedArticle) -> str:
    """Where an article stands."""
    return f"articles/{article.name}.md"


def slug_of(head: ImportedPublication) -> str:
    """The slug that the publication would have by itself (§4 of the design)."""
    series = head.series
    text = f"{series.title} {series.number}" if series and series.number else head.title
    return slug_for(text, head.kind.value)


# --- publication.toml --------------------------------------------------------------------------


def settings_text(gathered: Gathered) -> str:
    """`publication.toml`."""
    head = gathered.publication
    lines = ["schema_version = 1", "", "[publication]", *_publication(head)]
    lines += _contents(gathered.articles)
    for person in head.contributors:
        lines += ["", "[[contributors]]"]
        lines += [f"{key} = {quoted(value)}" for key, value in _person(person)]
    lines += ["", "[theme]", 'name = "review"', ""]
    return "\n".join(lines)


def _publication(head: ImportedPublication) -> Iterator[str]:
    yield f"kind = {quoted(head.kind.value)}"
    yield f"slug = {quoted(slug_of(head))}   # names files and ids: keep it once it is out"
    yield f"title = {quoted(head.title)}"
    if head.subtitle:
        yield f"subtitle = {quoted(head.subtitle)}"
    yield f"language = {quoted(head.language)}"
    if head.direction:
        yield f"direction = {quoted(head.direction)}"
    whole = head.date and head.date.day
    yield f"date = {head.date if whole else quoted(str(head.date))}"
    for key in ("identifier", "description"):
        if value := getattr(head, key):
            yield f"{key} = {quoted(value)}"
    if head.subjects:
        yield f"subjects = [{', '.join(map(quoted, head.subjects))}]"
    if head.publisher:
        yield _inline("publisher", head.publisher, ("name", "place", "url"))
    if head.series:
        yield _inline("series", head.series, ("title", "number", "issn", "label"))
    if head.rights:
        yield _inline("rights", head.rights, ("statement", "holder", "licence"))
    if head.cover:
        yield f"cover = {{ image = {quoted(head.cover)}, alt = {quoted(head.cover_alt)} }}"


def _inline(key: str, thing: object, fields: Sequence[str]) -> str:
    said = [(name, getattr(thing, name)) for name in fields]
    inside = ", ".join(f"{name} = {quoted(value)}" for name, value in said if value)
    return f"{key} = {{ {inside} }}"


def _contents(articles: Sequence[ImportedArticle]) -> Iterator[str]:
    entries = list(contents_entries(articles))
    if len(entries) == 1:
        yield f"contents = [{entries[0]}]"
        return
    yield "contents = ["
    yield from (f"    {entry}," for entry in entries)
    yield "]"


def contents_entries(articles: Iterable[ImportedArticle]) -> Iterator[str]:
    """The entries of `contents`, as TOML."""
    for title, group in groupby(articles, key=lambda article: article.section):
        paths = [quoted(article_path(article)) for article in group]
        if title:
            yield f"{{ part = {quoted(title)}, articles = [{', '.join(paths)}] }}"
        else:
            yield from paths


# --- credits.toml ------------------------------------------------------------------------------


def credits_text(pictures: Iterable[PictureFile]) -> str:
    """`credits.toml`, or nothing when no picture has anything to say there."""
    tables = []
    for picture in pictures:
        said = [(key, getattr(picture, key)) for key in ("alt", "credit", "licence", "source")]
        lines = [f"{key} = {quoted(value)}" for key, value in said if value]
        if lines:
            tables.append("\n".join([f"[{quoted(picture.name)}]", *lines]))
    return "\n\n".join(tables) + "\n" if tables else ""


# --- articles ----------------------------------------------------------------------------------


def article_text(article: ImportedArticle) -> str:
    """An article's file: front matter, then the body."""
    head = "\n".join(_front(article))
    return (
        f"---\n{head}\n---\n\n{article.body.strip()}\n"
        if article.body.strip()
        else f"---\n{head}\n---\n"
    )


def _front(article: ImportedArticle) -> Iterator[str]:
    for key in ("kicker", "title", "subtitle", "language", "direction"):
        yield from _line(key, getattr(article, key))
    for key in ("date", "written", "updated"):
        yield from _line(key, str(getattr(article, key) or ""))
    yield from _entries("contributors", [dict(_person(each)) for each in article.contributors])
    if article.unsigned:
        yield "unsigned: true"
    if article.source:
        yield from _table("source", _source(article.source))
    yield from _line("url", article.url)
    if article.rights:
        yield from _table("rights", _rights(article.rights))
    yield from _entries("credits", [_credit(each) for each in article.credits])
    if article.subjects:
        yield "subjects:"
        yield from (f"  - {scalar(subject)}" for subject in article.subjects)
    yield from _line("description", article.description)
    if article.translation_of:
        yield from _line("translation_of", f"{article.translation_of}.md")
    if article.part is not Role.ARTICLE:
        yield from _line("part", article.part.value)
    if article.draft:
        yield "draft: true"


def scalar(text: str) -> str:
    """A text as YAML: plain where that is safe everywhere, else in double quotes."""
    text = " ".join(text.split())
    if _PLAIN.fullmatch(text) and not _NOT_PLAIN.search(text):
        return text
    escaped = json.dumps(text, ensure_ascii=False)
    return re.sub(
        "[\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff]", lambda c: f"\\u{ord(c[0]):04x}", escaped
    )


def _line(key: str, value: str) -> Iterator[str]:
    if value.strip():
        yield f"{key}: {scalar(value)}"


def _table(key: str, values: Mapping[str, str]) -> Iterator[str]:
    yield f"{key}:"
    yield from (f"  {name}: {scalar(value)}" for name, value in values.items() if value)


def _entries(key: str, tables: Sequence[Mapping[str, str]]) -> Iterator[str]:
    if tables:
        yield f"{key}:"
    for table in tables:
        said = [(name, value) for name, value in table.items() if value]
        for number, (name, value) in enumerate(said):
            yield f"  {'- ' if number == 0 else '  '}{name}: {scalar(value)}"


def _person(person: Contributor) -> Iterator[tuple[str, str]]:
    yield "name", person.name
    if person.kind != "person":
        yield "kind", person.kind
    yield "role", RELATORS.get(person.role, person.role)
    for key in ("sort", "url", "bio"):
        if value := getattr(person, key):
            yield key, value


def _source(source: Source) -> dict[str, str]:
    date = str(source.date or "")
    return {"title": source.title, "url": source.url, "language": source.language, "date": date}


def _rights(rights: Rights) -> dict[str, str]:
    return {"statement": rights.statement, "holder": rights.holder, "licence": rights.licence}


def _credit(credit: Credit) -> dict[str, str]:
    role = RELATORS.get(credit.role, credit.role)
    return {
        "what": credit.what, "name": credit.name, "role": role,
        "licence": credit.licence, "url": credit.url,
    }  # fmt: skip
