"""The whole of loading: a publication's folder becomes a `Publication` and findings."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from packager.errors import MissingError, UsageError
from packager.findings import Finding, Place
from packager.load import files, names
from packager.load.articles import Surroundings, make_article
from packager.load.folders import SETTINGS
from packager.load.homes import HomeFolder, Homes, Settings, home_of, read_settings
from packager.load.links import Links
from packager.load.listing import Listed, listed
from packager.load.manuscripts import Entry, read_all
from packager.load.markdown import smarten
from packager.load.pictures import Pictures
from packager.load.profiles import read_profile
from packager.load.report import Report
from packager.load.schema_common import people, rights
from packager.load.selection import expand
from packager.load.theme import read_theme
from packager.memo import Forgetful, Memo
from packager.model.article import Article, Home
from packager.model.languages import direction_of
from packager.model.printing import PrintSettings
from packager.model.publication import (
    Correction,
    Cover,
    EditionSettings,
    Kind,
    Publication,
    Section,
)
from packager.model.theme import Theme


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a folder held: the publication, or None when a finding is an error."""

    publication: Publication | None
    findings: tuple[Finding, ...]


def load(folder: Path, *, drafts: bool = False, memo: Memo | None = None) -> Loaded:
    """Read the publication whose `publication.toml` is in `folder`.

    All that is wrong is reported together. `memo` remembers what was read and parsed. `UsageError`
    when the folder holds no publication, `MissingError` when the theme's fonts are not installed;
    no other exception, whatever is read.
    """
    report = Report()
    root = files.real(folder)
    if not files.exists(root / SETTINGS):
        message = f"there is no {SETTINGS} in {folder}"
        raise UsageError(message, 'name another folder with -C, or make one: "packager new"')
    settings = read_settings(root, ".", report)
    publication = None
    if settings:
        publication = _Loader(root, settings, report, memo or Forgetful()).publication(drafts)
    return Loaded(None if report.failed else publication, report.sorted())


class _Loader:
    """One run: the settings, the homes they lead to, and what is found there."""

    def __init__(self, root: Path, settings: Settings, report: Report, memo: Memo) -> None:
        self.settings, self.report = settings, report
        self.home: Home = home_of(settings.table)
        self.homes = Homes(HomeFolder(self.home, root, "."), settings, report, memo)

    def publication(self, drafts: bool) -> Publication | None:
        """Everything is read, also behind an error, so that all errors are found."""
        listing = expand(
            listed(self.settings.document, self.report), self.homes, self.report, drafts=drafts
        )
        entries = read_all(listing, self.homes, self.report)
        kept = [entry for entry in entries if drafts or not self._is_draft(entry)]
        if entries and not kept:
            hint = "build it with --drafts, or take draft: true out of an article"
            place = self.settings.document.place_of(("publication", "contents"))
            self.report.add("contents-empty", "every article is a draft", place, hint)
        unread = self._unread(listing, entries)
        links = Links([entry.manuscript for entry in kept], unread, self.homes, self.report)
        pictures = Pictures(self.homes, self.report)
        around = Surroundings(pictures, links, self.report, self.homes.memo)
        articles = [(entry.listed, make_article(entry.manuscript, around)) for entry in kept]
        links.check_anchors(article for _, article in articles)
        cover = self._cover(pictures)
        pictures.report_unused()
        theme = self._theme()
        if theme is None:
            return None
        made = self._made(tuple(_grouped(articles, self.home.language)), theme, cover, links)
        self._check_names(made)
        return made

    def _unread(self, listing: Sequence[Listed], entries: Sequence[Entry]) -> set[Path]:
        if len(entries) == len(listing):
            return set()
        root = self.homes.own.root
        paths = {files.real(files.join(root, item.path)) for item in listing}
        return paths - {files.real(entry.manuscript.path) for entry in entries}

    def _is_draft(self, entry: Entry) -> bool:
        if entry.manuscript.front.draft:
            place = entry.manuscript.document.place_of(("draft",))
            message = "left out: it is a draft"
            self.report.add("article-draft", message, place, "--drafts builds it too")
        return entry.manuscript.front.draft

    def _cover(self, pictures: Pictures) -> Cover | None:
        table = self.settings.table.publication.cover
        if table is None:
            return None
        place = self.settings.document.place_of(("publication", "cover", "image"))
        picture = pictures.get(table.image, self.homes.own.root, place)
        return Cover(picture, table.alt or picture.alt) if picture else None

    def _theme(self) -> Theme | None:
        settings, report = self.settings, self.report
        try:
            theme = read_theme(settings.table.theme, settings.document, self.homes, report)
        except MissingError:
            if report.failed:  # what is wrong with the content comes first
                return None
            raise
        for name, edition in settings.table.editions.model().items():
            if theme and edition.page and edition.page not in theme.pages:
                message = f'the theme "{theme.name}" has no page "{edition.page}"'
                place = settings.document.place_of(("editions", name, "page"))
                report.add("value-invalid", message, place, f"pages: {', '.join(theme.pages)}")
        return theme

    def _editions(self) -> dict[str, EditionSettings]:
        """The settings of editions, the profile of a press and the ISBN for a cover read."""
        table, document = self.settings.table.editions, self.settings.document
        found = table.model()
        settings = found.get("print")
        if not (table.print and isinstance(settings, PrintSettings)):
            return found
        if table.print.profile:
            place = document.place_of(("editions", "print", "profile"))
            root = self.homes.own.root
            profile = read_profile(table.print.profile, root, place, self.report)
            settings = replace(settings, profile=profile)
        isbn = names.hyphens_of(document.text_of(("editions", "print", "identifier")))
        return found | {"print": replace(settings, isbn=isbn)}

    def _made(
        self,
        contents: tuple[Article | Section, ...],
        theme: Theme,
        cover: Cover | None,
        links: Links,
    ) -> Publication:
        file, home = self.settings.table, self.home
        table = file.publication
        publisher = home.publisher.url or home.publisher.name if home.publisher else ""
        switches = file.parts.model_dump(exclude_none=True)
        return Publication(
            folder=self.homes.own.root,
            kind=Kind(table.kind),
            slug=home.slug,
            title=smarten(table.title, table.language),
            language=table.language,
            direction=table.direction or direction_of(table.language),
            date=table.date,
            identifier=table.identifier or names.uuid_for(publisher, home.slug),
            contents=contents,
            theme=theme,
            home=home,
            subtitle=smarten(table.subtitle, table.language),
            description=table.description,
            subjects=tuple(table.subjects),
            publisher=home.publisher,
            series=home.series,
            rights=rights(table.rights),
            cover=cover,
            contributors=people(file.contributors),
            corrections=tuple(Correction(item.date, item.text) for item in file.corrections),
            switches=switches,
            default_editions=tuple(file.editions.default or ("epub", "pdf")),
            editions=self._editions(),
            isbn=names.hyphens_of(self.settings.document.text_of(("publication", "identifier"))),
            elsewhere=dict(sorted(links.elsewhere.items())),
        )

    def _check_names(self, publication: Publication) -> None:
        """Ids that are qualified by their home must not meet an id that looks the same."""
        seen: dict[str, Article] = {}
        for article in publication.articles:
            name = publication.name_of(article).lower()
            first = seen.setdefault(name, article)
            if first is not article and first.key.lower() != article.key.lower():
                message = f'the name "{name}" is also that of {first.path}'
                hint = "give one of them another: id: …"
                self.report.add("id-repeated", message, Place(article.path, 1, 1), hint)


def _grouped(articles: list[tuple[Listed, Article]], language: str) -> Iterator[Article | Section]:
    """The contents: articles as they stand, those of a part together."""
    for _, group in itertools.groupby(articles, key=lambda pair: pair[0].entry):
        pairs = list(group)
        title = pairs[0][0].section
        if title:
            yield Section(smarten(title, language), tuple(article for _, article in pairs))
        else:
            yield from (article for _, article in pairs)
