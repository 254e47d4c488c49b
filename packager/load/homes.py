"""Homes: the publications that the listed articles live in."""

from __future__ import annotations

import os
import posixpath
from dataclasses import dataclass
from pathlib import Path

from packager.findings import Place
from packager.load import files, names
from packager.load.document import Document
from packager.load.folders import SETTINGS
from packager.load.listing import Selection, listed
from packager.load.report import Report
from packager.load.schema_common import rights
from packager.load.schema_publication import PublicationFile, PublicationTable
from packager.load.toml import read_toml
from packager.load.validate import validate
from packager.memo import Memo
from packager.model.article import Home
from packager.model.publication import Publisher, Series


@dataclass(frozen=True, slots=True)
class HomeFolder:
    """A home and where it is. `name` is its folder as the publication writes it: ".", "../old"."""

    home: Home
    root: Path  # real
    name: str

    def place(self, inside: str) -> Place:
        """A place without a line in one of its files."""
        return Place(posixpath.normpath(posixpath.join(self.name, inside)))


@dataclass(frozen=True, slots=True)
class Settings:
    """A `publication.toml` that was read."""

    document: Document
    table: PublicationFile


def read_settings(root: Path, name: str, report: Report) -> Settings | None:
    """Read the `publication.toml` of a folder called `name`; None when it is unreadable."""
    file = posixpath.normpath(posixpath.join(name, SETTINGS))
    wanted = files.Wanted(root / SETTINGS, root, file, limit=files.MAX_SETTINGS)
    text = files.read_text(wanted, report)
    document = None if text is None else read_toml(text, file, report)
    table = None if document is None else validate(PublicationFile, document, report)
    return Settings(document, table) if document and table else None


def home_of(settings: PublicationFile) -> Home:
    """A publication as the home of its articles."""
    table = settings.publication
    publisher, series = publisher_of(table), series_of(table)
    text = f"{series.title} {series.number}" if series and series.number else table.title
    return Home(
        slug=table.slug or names.slug_for(text, table.kind),
        title=table.title,
        language=table.language,
        publisher=publisher,
        series=series,
        rights=rights(table.rights),
        date=table.date,
    )


def publisher_of(table: PublicationTable) -> Publisher | None:
    """The model's publisher."""
    made = table.publisher
    return Publisher(made.name, made.place, made.url or "") if made else None


def series_of(table: PublicationTable) -> Series | None:
    """The model's series."""
    made = table.series
    return Series(made.title, made.number, made.issn or "", made.label) if made else None


class Homes:
    """The homes of a publication's articles, each read once. The first is the publication's own."""

    def __init__(self, own: HomeFolder, settings: Settings, report: Report, memo: Memo) -> None:
        self.own = own
        self.memo = memo  # of what has been read of their articles before
        self._report = report
        self._by_root: dict[Path, HomeFolder | None] = {own.root: own}
        self._settings = {own.root: settings}
        self._near: dict[Path, HomeFolder | None] = {}  # known from links alone
        self._reaches: dict[Path, set[Path]] = {}
        self._folders: dict[Path, Path | None] = {}  # the nearest of a publication, by folder
        self._roots: dict[Path, Path] = {}  # where such a folder really is

    def of(self, path: Path, where: Path, place: Place) -> HomeFolder | None:
        """The home of a file that the publication lists as `path`; None when it has none.

        `where`: the file's real path. A home is read where it is met. Links may not change which
        home a file belongs to.
        """
        folder = self._above(path)
        if folder is None:
            message = f'"{self.written(path)}" is in no publication'
            hint = f"an article lives below a folder that holds a {SETTINGS}"
            self._report.add("path-outside", message, place, hint)
            return None
        if folder not in self._roots:
            self._roots[folder] = files.real(folder)
        root = self._roots[folder]
        written_inside = path.is_relative_to(self.own.root)
        inside = where.is_relative_to(self.own.root)
        if self._above(where) != root or (written_inside and not inside):
            message = f'"{self.written(path)}" is a link that leads out of its publication'
            hint = "list the file by its own path, or copy it into the publication"
            self._report.add("path-outside", message, place, hint)
            return None
        if root not in self._by_root:
            self._by_root[root] = self._read(root, folder, place)
        return self._by_root[root]

    def around(self, path: Path) -> HomeFolder | None:
        """The known home that really holds `path`, the innermost one; None when none does."""
        where = files.real(path)
        for folder in (where, *where.parents):
            if home := self._by_root.get(folder):
                return home
        return None

    def near(self, path: Path, linking: Path) -> HomeFolder | None:
        """The home of a file that an article in the folder `linking` links to, or None.

        It is a known one, or one that the article's own publication takes articles from: what an
        article may link to is the same in every publication that holds it.
        """
        home, where = self.around(path), files.real(path)
        linker = self.around(linking)
        folder = folder_above(where)
        if home or not linker or not folder:
            return home
        if not any(folder.is_relative_to(root) for root in self._reach(linker.root)):
            return None
        if folder not in self._near:
            name = self.written(folder)
            settings = read_settings(folder, name, Report())  # its own faults do not count here
            self._near[folder] = (
                HomeFolder(home_of(settings.table), folder, name) if settings else None
            )
        return self._near[folder]

    def _reach(self, root: Path) -> set[Path]:
        """The folders that a home's own contents name: of publications, and of selections."""
        if root not in self._reaches:
            found = self._reaches[root] = set()
            for item in listed(self._settings[root].document, Report()):
                if isinstance(item, Selection):
                    found.add(files.real(files.join(root, item.select.folder)))
                elif above := folder_above(files.join(root, item.path)):
                    found.add(files.real(above))
        return self._reaches[root]

    def _above(self, path: Path) -> Path | None:
        """As `folder_above`; the files of a folder are many, and it is looked for once."""
        if path.parent not in self._folders:
            self._folders[path.parent] = folder_above(path)
        return self._folders[path.parent]

    def written(self, path: Path) -> str:
        """A path as the publication writes it: relative to its own folder."""
        return Path(os.path.relpath(path, self.own.root)).as_posix()

    def all(self) -> tuple[HomeFolder, ...]:
        """The homes in the order in which the contents name them."""
        return tuple(home for home in self._by_root.values() if home)

    def _read(self, root: Path, folder: Path, place: Place) -> HomeFolder | None:
        name = self.written(folder)
        settings = read_settings(root, name, self._report)
        if settings is None:
            return None
        self._settings[root] = settings
        found = HomeFolder(home_of(settings.table), root, name)
        twin = next((home for home in self.all() if home.home.slug == found.home.slug), None)
        if twin:
            message = f'the publication in "{name}" has the slug "{found.home.slug}"'
            whose = f'as the one in "{twin.name}"' if twin.name != "." else "as this one"
            hint = f'give one of them another: slug = "…" in its {SETTINGS}'
            self._report.add("id-repeated", f"{message}, {whose}", place, hint)
        return found


def folder_above(path: Path) -> Path | None:
    """The nearest folder above a file that holds a `publication.toml`."""
    return next((folder for folder in path.parents if files.is_file(folder / SETTINGS)), None)
