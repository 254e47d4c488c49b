"""`packager import`: foreign files become a publication, or articles of one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from packager.cli.options import Json, Quiet
from packager.cli.terminal import Terminal, from_here


def import_(
    ctx: typer.Context,
    sources: Annotated[
        list[Path],
        typer.Argument(
            metavar="SOURCE",
            show_default=False,
            help="Text, web pages, Word, OpenDocument, JATS, EPUB, Markdown, PDF; a folder.",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="DIR", help="The folder of the publication to make."
        ),
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option("--into", metavar="DIR", help="Add to the publication in DIR instead."),
    ] = None,
    select: Annotated[
        str,
        typer.Option(
            "--select",
            metavar="CSS",
            show_default=False,
            help="Which element of a web page is the article.",
        ),
    ] = "",
    language: Annotated[
        str,
        typer.Option(
            "--language", metavar="TAG", show_default=False, help="What language it is in: fr."
        ),
    ] = "",
    force: Annotated[
        bool, typer.Option("--force", help="Replace what is there.", show_default=False)
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Turn foreign files into articles, with a report of what was carried over and what was not."""
    from packager.importers.report import source_json, told
    from packager.importers.run import ImportOptions, import_sources

    terminal: Terminal = ctx.obj
    terminal.json, terminal.quiet = as_json, quiet
    options = ImportOptions(output, into, force, select, _language(language))
    report = import_sources(sources, options, terminal.step)
    for account in report.accounts:
        terminal.imported(source_json(account))
        for line in told(account):
            terminal.say(line)
    terminal.findings(report.findings)
    articles = sum(len(account.imported.articles) for account in report.accounts)
    made = "1 article" if articles == 1 else f"{articles} articles"
    counts = terminal.counts()
    terminal.say(f"{made} in {from_here(report.folder)}{f': {counts}' if counts else ''}.")
    terminal.say(f"Look at it, then build it: packager build -C {from_here(report.folder)}")


def _language(tag: str) -> str:
    from packager.errors import UsageError
    from packager.model.languages import normal_tag

    if tag and not normal_tag(tag):
        raise UsageError(f"“{tag}” is no language tag", hint="write one such as fr, pt-BR or ar")
    return normal_tag(tag) or "" if tag else ""
