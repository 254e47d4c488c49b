"""build(): the whole program on one screen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

from packager import output
from packager.check import check_files, check_publication
from packager.compile.cache import Cache, cache_folder
from packager.compile.compiler import Compiler
from packager.compile.workers import Crew
from packager.editions import EDITIONS, VARIANTS, Varied
from packager.editions.edition import Edition, Made
from packager.errors import CheckError, ContentError, UsageError
from packager.findings import Finding, Severity, finding
from packager.load import load
from packager.memo import Memo, key_of, remembered
from packager.model.publication import Publication
from packager.report import BuildOptions, Report
from packager.versions import made_with


def build(
    folder: Path,
    options: BuildOptions,
    progress: Callable[[str], None] | None = None,
    crew: Crew | None = None,
) -> Report:
    """Build a publication's editions; all of them are written, or nothing is.

    Raises `ContentError` for errors of the content, `CheckError` when a finished edition fails its
    checks, and the other kinds of `PackagerError`. `progress` is told each step in words. A `crew`
    that is handed in stays for the next build.
    """
    say = progress or (lambda step: None)
    target = options.output or folder / "dist"
    # a misspelt one is told before anything is read
    editions = _varied(_chosen(options.editions), options.variant)
    output.prepare(target)

    say("Reading the articles")
    cache = Cache(cache_folder() if options.cache else None)
    loaded = load(folder, drafts=options.drafts, memo=cache)
    findings = _judge(loaded.findings, options.strict)
    publication = loaded.publication
    if publication is None:
        raise ContentError(findings)
    editions = _once(editions or _in_its_default(publication, options.variant), publication)
    findings += _judge(check_publication(publication), options.strict)
    _stop_at_errors(findings)

    made: dict[str, Made] = {}
    own = nullcontext(crew) if crew else closing(Crew(options.jobs, options.executor))
    with own as workers:
        compiler = Compiler(cache, workers)
        for edition in editions:
            say(f"Making the {edition.name} edition")
            made[edition.name] = _make(edition, publication, compiler)
            findings += _judge(made[edition.name].findings, options.strict)
    findings += _told_anew(made, output.facts(target, publication))
    findings = tuple(dict.fromkeys(findings))  # two editions may say the same
    _stop_at_errors(findings)

    say("Checking the finished files")
    files = {path: content for each in made.values() for path, content in each.files.items()}
    verdict = _judge(_placed(_checked(files, cache), target, folder), options.strict)
    if _errors(verdict):
        raise CheckError(findings + verdict)

    say("Writing")
    release = replace(
        output.Release.of(publication, {name: each.files for name, each in made.items()}),
        facts={name: each.facts for name, each in made.items() if each.facts},
    )
    return Report(
        folder=target,
        written=output.write(target, release),
        findings=findings + verdict + cache.findings(),
        compiled=len(compiler.tally.compiled),
        reused=len(compiler.tally.reused),
    )


def _make(edition: Edition, publication: Publication, compiler: Compiler) -> Made:
    """Make an edition; of one that its content forbids there is nothing but findings."""
    try:
        return edition.make(publication, compiler)
    except ContentError as error:
        return Made({}, error.findings)


def _told_anew(
    made: Mapping[str, Made], before: Mapping[str, Mapping[str, str]]
) -> tuple[Finding, ...]:
    """What was otherwise in the build before, and others may have been told of."""
    return tuple(
        finding(
            f"{edition.partition('-')[0]}-{name}-changed",
            f"the {name} is {now}; in the build before it was {then}",
            hint="tell the print shop, and send it the new cover with the pages",
        )
        for edition, each in made.items()
        for name, now in each.facts.items()
        if (then := before.get(edition, {}).get(name, now)) != now
    )


def _checked(files: Mapping[str, bytes], memo: Memo) -> tuple[Finding, ...]:
    """What is wrong with finished files; one that was looked at before is not looked at again."""
    found: list[Finding] = []
    for path, content in files.items():
        key = key_of("check", made_with("check"), path, content)
        check = partial(check_files, {path: content})
        found += remembered(memo, tuple[Finding, ...], key, check)
    return tuple(found)


def _placed(found: Sequence[Finding], target: Path, folder: Path) -> tuple[Finding, ...]:
    """Findings in finished files stand where those are written, or were to be."""
    return tuple(
        replace(each, place=replace(each.place, file=_seen_from(folder, target / each.place.file)))
        if each.place
        else each
        for each in found
    )


def _seen_from(folder: Path, path: Path) -> str:
    return Path(os.path.relpath(path, folder)).as_posix()


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


def _varied(editions: Sequence[Edition], variant: str) -> tuple[Edition, ...]:
    """These editions in a variant; only what is on paper has any."""
    if variant and variant not in VARIANTS:
        raise UsageError(
            f"there is no variant “{variant}”", hint=f"the variants are: {', '.join(VARIANTS)}"
        )
    if not variant:
        return tuple(editions)
    found: list[Edition] = []
    for edition in editions:
        if not isinstance(edition, Varied):
            raise UsageError(
                f"the edition {edition.name} has no variants",
                hint=f"name one on paper: packager build pdf --variant {variant}",
            )
        found.append(edition.in_variant(variant))
    return tuple(found)


def _once(editions: Sequence[Edition], publication: Publication) -> tuple[Edition, ...]:
    """An edition that the editor has set in the variant asked for is that variant already."""
    return tuple(
        each.as_set(publication) if isinstance(each, Varied) else each for each in editions
    )


def _in_its_default(publication: Publication, variant: str) -> tuple[Edition, ...]:
    """What a bare build makes: of a variant, those of them that are on paper; else the PDF."""
    usual = _chosen(publication.default_editions)
    paper = [each for each in usual if isinstance(each, Varied)] or _chosen(["pdf"])
    return _varied(paper, variant) if variant else usual


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
