"""`packager schema`: JSON Schema for editors that complete and check while one types."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from packager.cli.terminal import Terminal
from packager.errors import UsageError


def schema(
    ctx: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", help="publication, front-matter, credits or theme.")
    ] = "publication",
) -> None:
    """Print the JSON Schema of publication.toml, front matter, credits.toml or theme.toml."""
    from packager.load import schemas

    known = schemas()
    if name not in known:
        raise UsageError(f"there is no schema “{name}”", hint=f"there are: {', '.join(known)}")
    terminal: Terminal = ctx.obj
    terminal.show(json.dumps(known[name], ensure_ascii=False, indent=2))
