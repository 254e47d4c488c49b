"""Selections: the articles of other publications that meet what the editor asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from packager.load import files
from packager.load.archive import MAX_DEPTH, MAX_FOLDERS, Archive, Candidate, read_archive
from packager.load.folders import SETTINGS
from packager.load.homes import Homes
from packager.load.listing import Listed, Selection
from packager.load.report import Report, did_you_mean
from packager.load.schema_select import SelectTable


def expand(
    listing: Iterable[Listed | Selection], homes: Homes, report: Report, *, drafts: bool
) -> tuple[Listed, ...]:
    """The listing with each selection replaced by the paths of the articles it takes.

    They are ordered by date, then by their home's slug, then by path. An article that is listed by
    its path, or taken by an earlier selection, is not taken again.
    """
    listing = tuple(listing)
    paths = tuple(item for item in listing if isinstance(item, Listed))
    if len(paths) == len(listing):
        return paths
    root = homes.own.root
    taken = {files.real(files.join(root, item.path)) for item in paths}
    selector = _Selector(homes, report, drafts)
    found: list[Listed] = []
    for item in listing:
        if isinstance(item, Listed):
            found.append(item)
            continue
        for path in selector.take(item):
            if files.real(path) not in taken:
                taken.add(files.real(path))
                written = homes.written(path)
                found.append(Listed(written, item.place(), item.entry, item.section))
    return tuple(found)


class _Selector:
    """Finds what selections ask for; a folder of publications is read once."""

    def __init__(self, homes: Homes, report: Report, drafts: bool) -> None:
        self._homes, self._report, self._drafts = homes, report, drafts
        self._archives: dict[Path, Archive] = {}

    def take(self, selection: Selection) -> Iterator[Path]:
        """The files of the articles that a selection takes; all that is wrong is reported."""
        archive = self._archive(selection)
        if archive is None:
            return
        self._report_unread(selection, archive)
        candidates = [
            each for each in archive.candidates if self._drafts or not each.manuscript.front.draft
        ]
        matching = [each for each in candidates if matches(each, selection.select)]
        for each in candidates:
            if each.fault and each not in matching:
                self._unread(selection, each.fault)
        if not matching and archive.complete:
            self._report_empty(selection, archive, candidates)
        for each in sorted(matching, key=_order):
            yield each.manuscript.path

    def _archive(self, selection: Selection) -> Archive | None:
        written = selection.select.folder
        folder, place = files.join(self._homes.own.root, written), selection.place("folder")
        if Path(written).is_absolute():
            hint = "paths go from the folder of publication.toml"
            self._report.add("path-outside", f'"{written}" is an absolute path', place, hint)
            return None
        real = files.real(folder)
        if not files.is_folder(real):
            hint = "name the folder that holds the publications to choose from"
            self._report.add("file-missing", f'there is no folder "{written}"', place, hint)
            return None
        if real not in self._archives:
            self._archives[real] = read_archive(real, self._homes)
        return self._archives[real]

    def _report_unread(self, selection: Selection, archive: Archive) -> None:
        place = selection.place("folder")
        for link in archive.links:
            message = f'"{link}" is a link that leads out of "{selection.select.folder}"'
            hint = "select from the folder that really holds the publication, or copy it"
            self._report.add("path-outside", message, place, hint)
        for fault in archive.unread:
            self._unread(selection, fault)
        if not archive.complete:
            most = f"more than {MAX_FOLDERS:,} folders, or more than {MAX_DEPTH} in each other"
            message = f'"{selection.select.folder}" holds {most}'
            hint = "name a folder that holds publications and little else"
            self._report.add("value-invalid", message, place, hint)

    def _unread(self, selection: Selection, fault: str) -> None:
        message = f"left out, for it cannot be told whether it belongs here: {fault}"
        self._report.add("selection-unread", message, selection.place(), "mend it there")

    def _report_empty(
        self, selection: Selection, archive: Archive, candidates: list[Candidate]
    ) -> None:
        folder = selection.select.folder
        if not archive.publications:
            message = f'no folder in "{folder}" holds a {SETTINGS}, but for this one'
            hint = "name the folder that holds the publications to choose from"
        else:
            message = f'no article in "{folder}" is what is asked for'
            hint = _hint(selection.select, candidates)
        self._report.add("selection-empty", message, selection.place(), hint)


def matches(candidate: Candidate, select: SelectTable) -> bool:
    """Whether a candidate meets all that is asked for."""
    front = candidate.manuscript.front
    people = [person.name for person in front.contributors]
    day = candidate.date.first_day
    return (
        (front.part or "article") in select.parts
        and (not select.subjects or _any(select.subjects, front.subjects))
        and (not select.contributors or _any(select.contributors, people))
        and (select.since is None or day >= select.since.first_day)
        and (select.until is None or day <= select.until.last_day)
        and (not select.language or f"{candidate.language}-".startswith(f"{select.language}-"))
    )


def _any(wanted: Iterable[str], there: Iterable[str]) -> bool:
    return not {_plain(name) for name in wanted}.isdisjoint(_plain(name) for name in there)


def _plain(name: str) -> str:
    """Case and the width of spaces do not count."""
    return " ".join(name.casefold().split())


def _order(candidate: Candidate) -> tuple[object, ...]:
    manuscript = candidate.manuscript
    return (candidate.date.first_day, manuscript.home.home.slug, manuscript.file)


def _hint(select: SelectTable, candidates: list[Candidate]) -> str:
    """What is probably wrong: a span that ends before it begins, a name that nobody has."""
    if select.since and select.until and select.until.last_day < select.since.first_day:
        return '"until" is before "since"'
    fronts = [each.manuscript.front for each in candidates]
    subjects = {subject for front in fronts for subject in front.subjects}
    people = {person.name for front in fronts for person in front.contributors}
    for key, wanted, known in (
        ("subject", select.subjects, subjects),
        ("contributor", select.contributors, people),
    ):
        for name in wanted:
            if not _any([name], known):
                return did_you_mean(name, known) or f'no article there has the {key} "{name}"'
    return "ask for less: take a condition out"
