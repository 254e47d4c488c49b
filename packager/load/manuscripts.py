"""Manuscripts: articles whose front matter is read and whose body is not yet parsed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from packager.findings import Place
from packager.load import files, names
from packager.load.document import Document
from packager.load.front_matter import Split, read_front_matter
from packager.load.homes import HomeFolder, Homes
from packager.load.listing import Listed
from packager.load.report import Report
from packager.load.schema_article import FrontMatter
from packager.memo import Memo
from packager.model.parts import RESERVED_IDS


@dataclass(frozen=True, slots=True)
class Manuscript:
    """An article's file as read. `file` is its path as the publication writes it."""

    file: str
    path: Path  # where it is written to be; its links and pictures go from there
    home: HomeFolder
    front: FrontMatter
    document: Document
    split: Split

    @property
    def id(self) -> str:
        """Front matter's id, else the file's stem."""
        return self.front.id or self.path.stem

    @property
    def key(self) -> str:
        """`Article.key`."""
        return f"{self.home.home.slug}/{self.id}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A manuscript where the contents list it."""

    listed: Listed
    manuscript: Manuscript


def read_all(listing: Iterable[Listed], homes: Homes, report: Report) -> tuple[Entry, ...]:
    """The manuscripts of all listed articles that can be read, drafts among them."""
    entries = tuple(_read_listed(listing, homes, report))
    _check_ids([entry.manuscript for entry in entries], report)
    return entries


def read_manuscript(
    wanted: files.Wanted, home: HomeFolder, report: Report, memo: Memo
) -> Manuscript | None:
    """Read one article's file; None when it is none (reported)."""
    text = files.read_text(wanted, report)
    parts = None if text is None else read_front_matter(text, wanted.name, report, memo)
    return Manuscript(wanted.name, wanted.path, home, *parts) if parts else None


def _read_listed(listing: Iterable[Listed], homes: Homes, report: Report) -> Iterator[Entry]:
    seen: dict[Path, Listed] = {}
    for listed in listing:
        path = files.join(homes.own.root, listed.path)
        file = homes.written(path)
        if Path(listed.path).is_absolute():
            hint = "paths go from the folder of publication.toml"
            message = f'"{listed.path}" is an absolute path'
            report.add("path-outside", message, listed.place, hint)
            continue
        where = files.real(path)
        home = homes.of(path, where, listed.place)
        if home is None:
            continue
        first = seen.setdefault(where, listed)
        if first is not listed:
            message = f'"{listed.path}" is listed twice'
            hint = f"first in line {first.place.line}"
            report.add("article-repeated", message, listed.place, hint)
            continue
        wanted = files.Wanted(path, home.root, file, listed.place)
        if manuscript := read_manuscript(wanted, home, report, homes.memo):
            yield Entry(listed, manuscript)


def _check_ids(manuscripts: Iterable[Manuscript], report: Report) -> None:
    seen: dict[str, Manuscript] = {}
    for manuscript in manuscripts:
        _check_id(manuscript, report)
        # Case does not count: the ids become file names, and some file systems ignore it.
        first = seen.setdefault(manuscript.key.lower(), manuscript)
        if first is not manuscript and first.home is manuscript.home:
            message = f'the id "{manuscript.id}" is also that of {first.file}'
            hint = "give one of them another: id: …"
            report.add("id-repeated", message, _id_place(manuscript), hint)


def _check_id(manuscript: Manuscript, report: Report) -> None:
    name = manuscript.id
    if name.lower() in RESERVED_IDS:
        message = f'the id "{name}" is kept for a page of the publication itself'
        title = names.slugify(manuscript.front.title) or "one"
        other = f"article-{title}" if title in RESERVED_IDS else title
        hint = f"give the article another: id: {other}"
    elif not names.is_file_name(name):
        message = f'"{name}" is not an id (A–Z, a–z, 0–9, hyphen, dot and _)'
        hint = f"give the article one: id: {names.slugify(name) or 'one'}"
    else:
        return
    report.add("id-invalid", message, _id_place(manuscript), hint)


def _id_place(manuscript: Manuscript) -> Place:
    has_one = manuscript.front.id is not None
    return manuscript.document.place_of(("id",)) if has_one else Place(manuscript.file, 1, 1)
