"""A folder of publications: every article that they hold, with as much of it as selecting needs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packager import watch
from packager.findings import Finding, Place, Severity
from packager.load import files
from packager.load.folders import SETTINGS
from packager.load.homes import (
    HomeFolder,
    Homes,
    Settings,
    folder_above,
    home_of,
    read_settings,
)
from packager.load.listing import Listed, listed
from packager.load.manuscripts import Manuscript, read_manuscript
from packager.load.report import Report
from packager.model.dates import PartialDate

MAX_FOLDERS = 20_000
MAX_DEPTH = 16


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that may be selected. `fault`: what made it hard to read, if anything did."""

    manuscript: Manuscript
    settings: Settings  # of its home
    fault: str = ""

    @property
    def language(self) -> str:
        """Its own language, else that of its home."""
        return self.manuscript.front.language or self.manuscript.home.home.language

    @property
    def date(self) -> PartialDate:
        """Its own date, else that of its home."""
        return self.manuscript.front.date or self.settings.table.publication.date


@dataclass(frozen=True, slots=True)
class Archive:
    """What a folder of publications holds. `unread` says of the rest why it could not be read;
    `links` are the links to publications elsewhere, `complete` is false when it was too large."""

    publications: int
    candidates: tuple[Candidate, ...]
    unread: tuple[str, ...]
    links: tuple[str, ...]
    complete: bool


def read_archive(folder: Path, homes: Homes) -> Archive:
    """Read a folder's publications: their settings, and the heads of the articles that are their
    own. The publication that is being loaded is none of them. Nothing is reported: what is not
    selected need not be sound."""
    walk = _Walk(folder)
    roots = [root for root in walk.publications() if root != homes.own.root]
    candidates: list[Candidate] = []
    unread = list(walk.unread)
    for root in roots:
        name = homes.written(root)
        report = Report()
        settings = read_settings(root, name, report)
        if settings is None:
            unread.append(_fault(report) or name)
            continue
        home = HomeFolder(home_of(settings.table), root, name)
        for item in listed(settings.document, Report()):
            found = _candidate(item, home, settings, homes) if isinstance(item, Listed) else None
            if isinstance(found, str):
                unread.append(found)
            elif found:
                candidates.append(found)
    links = tuple(homes.written(link) for link in walk.links)
    return Archive(len(roots), tuple(candidates), tuple(unread), links, walk.complete)


def _candidate(
    item: Listed, home: HomeFolder, settings: Settings, homes: Homes
) -> Candidate | str | None:
    """A listed article; why it could not be read; None when it lives in another publication."""
    path = files.join(home.root, item.path)
    above = folder_above(path)
    if above is None or files.real(above) != home.root:
        return None
    report = Report()
    wanted = files.Wanted(path, home.root, homes.written(path))
    manuscript = read_manuscript(wanted, home, report, homes.memo)
    return Candidate(manuscript, settings, _fault(report)) if manuscript else _fault(report)


def _fault(report: Report) -> str:
    """The first error of a report, with its place."""
    errors = (found for found in report.sorted() if found.severity is Severity.ERROR)
    return next((_said(found) for found in errors), "")


def _said(found: Finding) -> str:
    return f"{found.place or Place('')}: {found.message}"


class _Walk:
    """One walk down a folder. Links are not followed; a publication is not searched for others."""

    def __init__(self, folder: Path) -> None:
        self._top = files.real(folder)
        self._count = 0
        self.complete = True
        self.unread: list[str] = []
        self.links: list[Path] = []

    def publications(self) -> Iterator[Path]:
        """The real folders that hold a `publication.toml`, in the order of their names."""
        yield from self._down(self._top, 0)

    def _down(self, folder: Path, depth: int) -> Iterator[Path]:
        self._count += 1
        if self._count > MAX_FOLDERS or depth > MAX_DEPTH:
            self.complete = False
            return
        if files.is_file(folder / SETTINGS):
            yield folder
            return
        watch.note(watch.NAMES, folder)
        try:
            with os.scandir(folder) as entries:
                inside = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            where = os.path.relpath(folder, self._top)
            self.unread.append(f"{where}: the folder cannot be read: {error.strerror}")
            return
        for entry in inside:
            if entry.name.startswith("."):
                continue
            if entry.is_symlink():
                self._link(Path(entry.path))
            elif entry.is_dir(follow_symlinks=False):
                yield from self._down(Path(entry.path), depth + 1)

    def _link(self, link: Path) -> None:
        """A link to a publication inside leads nowhere new; one that leads out is refused."""
        if files.is_file(link / SETTINGS) and not files.real(link).is_relative_to(self._top):
            self.links.append(link)
