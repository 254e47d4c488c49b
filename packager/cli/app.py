"""The commands and what they share: `packager COMMAND …`."""

from __future__ import annotations

from typing import Annotated

import typer

from packager import __version__
from packager.cli.build import build
from packager.cli.clean import clean
from packager.cli.doctor import doctor
from packager.cli.import_ import import_
from packager.cli.new import new
from packager.cli.pamphlet import pamphlet
from packager.cli.schema import schema
from packager.cli.themes import themes

app = typer.Typer(
    name="packager",
    help="Turn a folder of articles into an EPUB, a PDF, pamphlets and files for a print shop.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"packager {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Turn a folder of articles into an EPUB, a PDF, pamphlets and files for a print shop."""


# the order of --help
for _command in (new, import_, build, pamphlet, themes, clean, doctor, schema):
    app.command(_command.__name__.rstrip("_"))(_command)
