"""`packager new`: begin a publication, an article, or the next issue of a magazine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from packager.cli.options import Directory, publication_folder
from packager.cli.terminal import Terminal
from packager.errors import UsageError


def new(
    ctx: typer.Context,
    path: Annotated[
        str, typer.Argument(metavar="PATH", help="The folder to make; or the word “article”.")
    ],
    title: Annotated[
        str | None,
        typer.Argument(metavar="TITLE", show_default=False, help="Of the article or publication."),
    ] = None,
    before: Annotated[
        Path | None,
        typer.Option("--from", metavar="DIR", help="Take theme, people and settings from DIR."),
    ] = None,
    directory: Directory = None,
) -> None:
    """Begin a publication (new PATH), an article in it (new article "Title"), or the next issue
    (new --from ../review-617 ../review-618).
    """
    from packager.cli.new.article import new_article
    from packager.cli.new.publication import new_publication, next_issue

    terminal: Terminal = ctx.obj
    if path == "article":
        if not title or before:
            raise UsageError(
                "an article needs a title, and nothing else",
                hint='packager new article "Title"; for a folder of that name: new ./article',
            )
        steps = new_article(publication_folder(directory), title)
    elif directory:
        raise UsageError("-C goes with “new article” only", hint="packager new PATH")
    elif before:
        steps = next_issue(publication_folder(before), Path(path), title)
    else:
        steps = new_publication(Path(path), title)
    for step in steps:
        terminal.say(step)
