"""An import as a whole: read, gather, judge, write."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from packager.errors import ContentError, PackagerError, UsageError
from packager.findings import Finding, Severity, finding
from packager.importers import destination
from packager.importers.account import Account, account_for
from packager.importers.confined import read_confined
from packager.importers.files import publication_files, slug_of
from packager.importers.formats import Importer, importer_of
from packager.importers.gathered import Gathered, gather
from packager.importers.imported import Imported
from packager.importers.report import NAME, as_json
from packager.importers.source import Options, Source
from packager.load.folders import SETTINGS

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the editor asks of one import. `output` None and `into` None: a folder named after the
    publication, here."""

    output: Path | None = None
    into: Path | None = None
    force: bool = False
    select: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import made: `folder` is the publication's, `files` what was written in it."""

    folder: Path
    files: tuple[str, ...]
    accounts: tuple[Account, ...]
    findings: tuple[Finding, ...]


def import_sources(
    sources: Sequence[Path], options: ImportOptions, step: Step = lambda text: None
) -> ImportReport:
    """Turn files and folders into a publication, or add them to one; all is written, or nothing.

    `ContentError` when a source cannot be read or words of it were lost, `UsageError` when the
    destination cannot be it, `MissingError` when a reader's extra is not installed.
    """
    if options.output and options.into:
        raise UsageError("-o and --into do not go together", hint="-o makes, --into adds")
    home = destination.Home.open(options.into) if options.into else None
    if options.output:
        destination.check_new(options.output, force=options.force)
    read = list(_read(sources, Options(options.select, options.language), step))
    accounts = [account_for(source, importer.name, made) for source, importer, made in read]
    taken = home.taken() if home else None
    gathered = gather([(source, made) for source, _, made in read], options.language, taken)
    if not gathered.articles:
        raise UsageError("there is nothing to import", hint="name a file or a folder of articles")
    of_sources = list(_findings(accounts))
    _stop_at(of_sources)
    if home:
        folder, files = home.folder, home.files(gathered, force=options.force)
    else:
        folder = options.output or Path(slug_of(gathered.publication))
        destination.check_new(folder, force=options.force)
        files = publication_files(gathered)
    of_gathered = [each for each in gathered.findings if not (home and _is_of_head(each))]
    of_gathered += home.inherited(gathered) if home else []
    of_result = [*of_gathered, *_unsettled(gathered, folder)]
    written = [*(path for path in files if path != NAME), NAME]
    files = {NAME: as_json(accounts, written, [*of_sources, *of_result])} | files
    if home:
        destination.write_into(folder, files)
    else:
        destination.write_new(folder, files)
    findings = (*of_sources, *(_placed_in(folder, each) for each in of_result))
    return ImportReport(folder, tuple(written), tuple(accounts), findings)


def _read(
    paths: Sequence[Path], options: Options, step: Step
) -> Iterator[tuple[Source, Importer, Imported]]:
    """All sources, also behind one that cannot be read, so that all that is wrong is told."""
    failed: list[Finding] = []
    for path in paths:
        step(f"Reading {path}")
        source = Source(path, path.as_posix(), options)
        try:
            importer = importer_of(source)
            made = read_confined(importer, source)
        except ContentError as error:
            failed += error.findings
        except PackagerError as error:
            error.message = f"{source.name}: {error.message}"
            raise
        else:
            yield source, importer, made
    if failed:
        raise ContentError(tuple(failed))


def _findings(accounts: Sequence[Account]) -> Iterator[Finding]:
    for account in accounts:
        yield from account.imported.findings
        yield from account.findings


def _stop_at(findings: Sequence[Finding]) -> None:
    if any(each.severity is Severity.ERROR for each in findings):
        raise ContentError(tuple(findings))


def _unsettled(gathered: Gathered, folder: Path) -> Iterator[Finding]:
    """What must be settled before it builds: the loader's errors, at their places."""
    for each in destination.tried(gathered, destination.existing(folder)).findings:
        if each.severity is Severity.ERROR:
            message = f"settle this before it builds: {each.message}"
            yield finding("import-unsettled", message, each.place, each.hint)


def _is_of_head(found: Finding) -> bool:
    """Is it of the head that was made for the articles? One that is there has its own."""
    return found.place is not None and found.place.file == SETTINGS


def _placed_in(folder: Path, found: Finding) -> Finding:
    """A finding in the result, with its place as seen from here."""
    if found.place is None:
        return found
    return replace(
        found, place=replace(found.place, file=f"{folder.as_posix()}/{found.place.file}")
    )
