"""Several imports become one publication: names of their own, and what none of them says."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from packager.findings import Finding, Place, finding
from packager.importers.imported import (
    Imported,
    ImportedArticle,
    ImportedPublication,
    PictureFile,
)
from packager.importers.source import Source
from packager.importers.told.languages import language_of
from packager.model.dates import PartialDate
from packager.model.parts import RESERVED_IDS
from packager.model.publication import Kind

_SAID_ONCE = (
    "title", "subtitle", "language", "direction", "date", "identifier", "description",
    "publisher", "series", "rights", "contributors", "subjects",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gathered:
    """One publication: its head is complete, its names are unique."""

    publication: ImportedPublication
    articles: tuple[ImportedArticle, ...]
    pictures: tuple[PictureFile, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """Names that are in use where the import goes."""

    articles: frozenset[str] = frozenset()  # stems
    pictures: Mapping[str, bytes] | None = None  # name: content


def gather(
    imports: Sequence[tuple[Source, Imported]], language: str = "", taken: Taken | None = None
) -> Gathered:
    """All articles and pictures under names of their own, and a head with nothing left open.

    Names of articles that are in use in the publication they go to are not avoided here (`taken`
    only tells of pictures there): whether such an article may be replaced is the editor's to say.
    """
    names = _Unique(dict((taken or Taken()).pictures or {}))
    articles: list[ImportedArticle] = []
    heads: list[ImportedPublication] = []
    apart = len(imports) > 1 or taken is not None
    for _, imported in imports:
        head, own = names.settle(imported)
        heads.append(head)
        # Away from its own head an article must say itself what may be done with it.
        articles += [_with_rights(each, head) for each in own] if apart else own
    findings: list[Finding] = []
    articles = [_in_its_language(article, language, findings) for article in articles]
    filler = _Filler(imports, articles, findings)
    head = filler.complete(_merged(heads, len(articles)), language)
    return Gathered(head, tuple(articles), names.files, tuple(findings))


def _with_rights(article: ImportedArticle, head: ImportedPublication) -> ImportedArticle:
    return article if article.rights else replace(article, rights=head.rights)


class _Unique:
    """Names of articles and pictures over all imports; what links to them follows."""

    def __init__(self, there: dict[str, bytes]) -> None:
        self._there = there
        self._pictures: dict[str, PictureFile] = {}
        self._articles: set[str] = set()

    @property
    def files(self) -> tuple[PictureFile, ...]:
        return tuple(self._pictures.values())

    def settle(self, imported: Imported) -> tuple[ImportedPublication, list[ImportedArticle]]:
        pictures = {each.name: self._picture(each) for each in imported.pictures}
        stems = {each.name: self._article(each.name) for each in imported.articles}
        paths = {f"../{old}": f"../{new}" for old, new in pictures.items()}
        paths |= {f"{old}.md": f"{new}.md" for old, new in stems.items()}
        articles = [
            replace(
                each,
                name=stems[each.name],
                translation_of=stems.get(each.translation_of, ""),
                body=_relinked(each.body, paths),
            )
            for each in imported.articles
        ]
        cover = pictures.get(imported.publication.cover, "")
        return replace(imported.publication, cover=cover), articles

    def _picture(self, picture: PictureFile) -> str:
        stem, _, ending = picture.name.rpartition(".")
        name, number = picture.name, 2
        while not self._free(name, picture.data):
            name, number = f"{stem}-{number}.{ending}", number + 1
        self._pictures.setdefault(name, replace(picture, name=name))
        return name

    def _free(self, name: str, data: bytes) -> bool:
        there = self._pictures[name].data if name in self._pictures else self._there.get(name)
        return there is None or there == data

    def _article(self, stem: str) -> str:
        """A name of its own; not that of a page which every publication has itself."""
        stem = f"article-{stem}" if stem.lower() in RESERVED_IDS else stem
        name, number = stem, 2
        while name in self._articles:
            name, number = f"{stem}-{number}", number + 1
        self._articles.add(name)
        return name


def _relinked(body: str, paths: Mapping[str, str]) -> str:
    changed = {old: new for old, new in paths.items() if old != new}
    if not changed:
        return body
    names = "|".join(re.escape(old) for old in sorted(changed, key=len, reverse=True))
    pattern = re.compile(rf"(?<=\]\()(<?)({names})(?=[\s#>)])")
    return pattern.sub(lambda found: found[1] + changed[found[2]], body)


def _merged(heads: Sequence[ImportedPublication], articles: int) -> ImportedPublication:
    """What all say, or the first does and no other says otherwise."""
    kind = heads[0].kind if len(heads) == 1 else Kind.ISSUE
    if kind is Kind.ARTICLE and articles > 1:
        kind = Kind.ISSUE
    merged = ImportedPublication(kind=kind)
    for field in _SAID_ONCE:
        said = [getattr(head, field) for head in heads if getattr(head, field)]
        if said and all(value == said[0] for value in said):
            merged = replace(merged, **{field: said[0]})
    if len(heads) == 1:
        return replace(merged, cover=heads[0].cover, cover_alt=heads[0].cover_alt)
    return replace(merged, identifier="", date=max((h.date for h in heads if h.date),
                   key=lambda date: date.first_day, default=None))  # fmt: skip


def _in_its_language(
    article: ImportedArticle, told: str, findings: list[Finding]
) -> ImportedArticle:
    """The language of the words goes before the one that a file states (they are often wrong)."""
    if told:
        return replace(article, language=told)
    words = language_of(article.body)
    stated = article.language.partition("-")[0].lower()
    if not words or words == stated:
        return article
    place = Place(f"articles/{article.name}.md")
    if not stated:
        message = f"the article says no language; its words look like “{words}”"
    else:
        message = f"the article says it is in “{article.language}”; its words look like “{words}”"
    hint = "say it with --language, or correct it in the article"
    findings.append(finding("import-guessed", message, place, hint))
    return replace(article, language=words, direction="")


class _Filler:
    """Gives the head what it must have; what comes from little is a finding."""

    def __init__(
        self,
        imports: Sequence[tuple[Source, Imported]],
        articles: Sequence[ImportedArticle],
        findings: list[Finding],
    ) -> None:
        self._imports, self._articles, self._findings = imports, articles, findings

    def complete(self, head: ImportedPublication, language: str) -> ImportedPublication:
        title = head.title or self._title(head)
        head = replace(head, title=title, date=head.date or self._date())
        if language or not head.language:
            head = replace(head, language=language or self._language())
        elif self._articles and all(each.language for each in self._articles):
            head = replace(head, language=_commonest(each.language for each in self._articles))
        return head

    def _title(self, head: ImportedPublication) -> str:
        if len(self._articles) == 1:
            return self._articles[0].title
        if head.series:
            return f"{head.series.title} {head.series.number}".strip()
        title = self._imports[0][0].stem.replace("-", " ").replace("_", " ").strip().capitalize()
        self._guessed("title", title or "Imported", "no source says it; it is a file's name")
        return title or "Imported"

    def _language(self) -> str:
        known = [each.language for each in self._articles if each.language]
        if known:
            return _commonest(known)
        self._guessed("language", "en", "the text is too short to tell it")
        return "en"

    def _date(self) -> PartialDate:
        dates = [date for each in self._articles if (date := each.date or each.updated)]
        if dates:
            return max(dates, key=lambda date: date.first_day)
        newest = max(source.path.stat().st_mtime for source, _ in self._imports)
        day = datetime.datetime.fromtimestamp(newest, datetime.UTC).date()
        date = PartialDate(day.year, day.month, day.day)
        self._guessed("date", str(date), "no source says it; the file was last changed then")
        return date

    def _guessed(self, what: str, value: str, why: str) -> None:
        message = f"the publication's {what}, “{value}”, is a guess: {why}"
        place = Place("publication.toml")
        hint = f"correct {what} in publication.toml"
        self._findings.append(finding("import-guessed", message, place, hint))


def _commonest(languages: Iterable[str]) -> str:
    return Counter(languages).most_common(1)[0][0]
