"""`packager build`: make the editions of a publication."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from packager.cli.options import Directory, publication_folder
from packager.cli.terminal import Terminal


def build(
    ctx: typer.Context,
    editions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="EDITION",
            show_default=False,
            help="epub, pdf; default: those of publication.toml, else both.",
        ),
    ] = None,
    directory: Directory = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="DIR", help="Write to DIR instead of the publication's dist/."
        ),
    ] = None,
    drafts: Annotated[bool, typer.Option("--drafts", help="Draft articles too.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings are errors.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object a line on stdout.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Only errors and warnings.")] = False,
) -> None:
    """Make the editions of a publication; all of them are written, or nothing is."""
    from packager.pipeline import BuildOptions
    from packager.pipeline import build as build_publication

    terminal: Terminal = ctx.obj
    terminal.json, terminal.quiet = as_json, quiet
    terminal.folder = publication_folder(directory)
    options = BuildOptions(tuple(editions or ()), output, drafts, strict)
    report = build_publication(terminal.folder, options, terminal.step)
    terminal.findings(report.findings)
    terminal.files(report.folder, report.written)
    if counts := terminal.counts():
        terminal.say(f"{counts}.")
