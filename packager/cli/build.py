"""`packager build`: make the editions of a publication."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import Annotated

import typer

from packager.cli.options import Directory, Json, Quiet, publication_folder
from packager.cli.terminal import Terminal

GARBAGE = 100_000  # new objects before some is looked for: what a publication has, it keeps


def build(
    ctx: typer.Context,
    editions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="EDITION",
            show_default=False,
            help="epub, pdf, print, pamphlet; default: those of publication.toml, else epub, pdf.",
        ),
    ] = None,
    directory: Directory = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="DIR", help="Write to DIR instead of the publication's dist/."
        ),
    ] = None,
    variant: Annotated[
        str,
        typer.Option(
            "--variant",
            metavar="NAME",
            show_default=False,
            help="Of editions on paper, beside them: large (print) or draft (to be corrected).",
        ),
    ] = "",
    drafts: Annotated[bool, typer.Option("--drafts", help="Draft articles too.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings are errors.")] = False,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Compile everything anew.", show_default=False)
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            "-j",
            metavar="N",
            min=1,
            show_default=False,
            help="Compile with N processes; default: as many as there are cores.",
        ),
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Build again whenever something changes, until Ctrl-C.")
    ] = False,
) -> None:
    """Make the editions of a publication; all of them are written, or nothing is."""
    from packager.record import build as build_publication
    from packager.report import BuildOptions

    terminal: Terminal = ctx.obj
    terminal.json, terminal.quiet = as_json, quiet
    terminal.folder = publication_folder(directory)
    options = BuildOptions(
        editions=tuple(editions or ()),
        output=output,
        variant=variant,
        drafts=drafts,
        strict=strict,
        cache=not no_cache,
        jobs=jobs or cores(),
    )
    gc.set_threshold(GARBAGE)
    if watch:
        from packager.cli.watch import watch as watch_publication

        watch_publication(terminal, options)
        return
    report = build_publication(terminal.folder, options, terminal.step)
    terminal.findings(report.findings)
    terminal.files(report.folder, report.written)
    terminal.parts(report)
    if counts := terminal.counts():
        terminal.say(f"{counts}.")


def cores() -> int:
    """How many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on macOS
    return len(affinity(0)) if affinity else os.cpu_count() or 1
