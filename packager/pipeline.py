"""build(): the whole program on one screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

from packager import output
from packager.check import check_files, check_publication
from packager.editions import EDITIONS
from packager.editions.edition import Edition, Made
from packager.errors import CheckError, ContentError, UsageError
from packager.findings import Finding, Severity
from packager.load import load
from packager.model.publication import Publication


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What the editor asks of one build. No editions: those the publication names."""

    editions: tuple[str, ...] = ()
    output: Path | None = None  # None: `dist` beside publication.toml
    drafts: bool = False
    strict: bool = False  # warnings are errors
    executor: Executor | None = None  # compiles parts; None: one after the other


@dataclass(frozen=True, slots=True)
class Report:
    """What a build made and found. `folder` is where the files of `written` are."""

    publication: Publication
    folder: Path
    written: tuple[output.Written, ...]
    findings: tuple[Finding, ...]


def build(
    folder: Path, options: BuildOptions, progress: Callable[[str], None] | None = None
) -> Report:
    """Build a publication's editions; all of them are written, or nothing is.

    Raises `ContentError` for errors of the content, `CheckError` when a finished edition fails its
    checks, and the other kinds of `PackagerError`. `progress` is told each step in words.
    """
    say = progress or (lambda step: None)
    target = options.output or folder / "dist"
    editions = _chosen(options.editions)  # a misspelt one is told before anything is read
    output.prepare(target)

    say("Reading the articles")
    loaded = load(folder, drafts=options.drafts)
    findings = _judge(loaded.findings, options.strict)
    publication = loaded.publication
    if publication is None:
        raise ContentError(findings)
    editions = editions or _chosen(publication.default_editions)
    findings += _judge(check_publication(publication), options.strict)
    _stop_at_errors(findings)

    made: dict[str, Made] = {}
    for edition in editions:
        say(f"Making the {edition.name} edition")
        made[edition.name] = edition.make(publication, options.executor)
        findings += _judge(made[edition.name].findings, options.strict)
    findings = tuple(dict.fromkeys(findings))  # two editions may say the same
    _stop_at_errors(findings)

    say("Checking the finished files")
    files = {path: content for each in made.values() for path, content in each.files.items()}
    verdict = _judge(check_files(files), options.strict)
    if _errors(verdict):
        raise CheckError(findings + verdict)

    say("Writing")
    release = output.Release.of(publication, {name: each.files for name, each in made.items()})
    return Report(publication, target, output.write(target, release), findings + verdict)


def _chosen(names: Iterable[str]) -> tuple[Edition, ...]:
    """The editions of these names, in the order of `EDITIONS`."""
    known = {edition.name: edition for edition in EDITIONS}
    wanted = dict.fromkeys(names)
    for name in wanted:
        if name not in known:
            raise UsageError(
                f"there is no edition “{name}”", hint=f"the editions are: {', '.join(known)}"
            )
    return tuple(edition for edition in EDITIONS if edition.name in wanted)


def _judge(findings: Sequence[Finding], strict: bool) -> tuple[Finding, ...]:
    """Under --strict a warning is an error."""
    return tuple(
        replace(each, severity=Severity.ERROR)
        if strict and each.severity is Severity.WARNING
        else each
        for each in findings
    )


def _errors(findings: Iterable[Finding]) -> bool:
    return any(each.severity is Severity.ERROR for each in findings)


def _stop_at_errors(findings: tuple[Finding, ...]) -> None:
    if _errors(findings):
        raise ContentError(findings)
