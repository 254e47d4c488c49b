"""`packager themes`: what a publication can look like."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from packager.cli.build import cores
from packager.cli.options import Directory, Json, Quiet, publication_folder
from packager.cli.terminal import Terminal, from_here
from packager.errors import ContentError, UsageError
from packager.findings import Finding, Severity

if TYPE_CHECKING:
    from packager.load.theme_catalogue import Catalogue, ThemeEntry
    from packager.model.page import PageGeometry
    from packager.report import Written

_IDENTIFIER = "urn:packager:themes"  # of the pictures, in their folder's manifest


def themes(
    ctx: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", show_default=False, help="Only this theme.")
    ] = "",
    directory: Directory = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="DIR", help="Write pictures of them, and index.html, to DIR."
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Tell what in their CSS does not survive.")
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """List the themes that a publication can choose, with their options."""
    from packager.load.theme_catalogue import catalogue

    terminal: Terminal = ctx.obj
    terminal.json, terminal.quiet = as_json, quiet
    folder = _folder(directory)
    terminal.folder = folder or Path()
    found = catalogue(folder, _wanted(folder, name))
    said = found.findings + (_checked(found) if check else ())
    written: Mapping[str, Written] = {}
    if output:
        written, more = _pictures(terminal, found, folder, output)
        said += more
    for entry in found.entries:
        picture = written.get(f"{entry.theme.name}.png")
        shown = from_here(output / picture.path) if picture and output else ""
        if as_json:
            terminal.show(json.dumps(_facts(entry, shown), ensure_ascii=False))
        elif not quiet:
            terminal.show(_described(entry, shown))
    terminal.findings(said)
    if output and not as_json:
        terminal.say(f"All of them: {from_here(output / 'index.html')}")
    if counts := terminal.counts():
        terminal.say(f"{counts}.")
    if any(each.severity is Severity.ERROR for each in said):
        raise typer.Exit(ContentError.status)


def _folder(directory: Path | None) -> Path | None:
    """The publication's folder; without -C there need be none."""
    try:
        return publication_folder(directory)
    except UsageError:
        if directory:
            raise
        return None


def _wanted(folder: Path | None, name: str) -> tuple[str, ...]:
    from packager.load.report import did_you_mean
    from packager.load.theme_catalogue import names

    known = names(folder)
    if name and name not in known:
        hint = did_you_mean(name, known) or f"themes: {', '.join(known)}"
        raise UsageError(f"there is no theme “{name}”", hint=hint)
    return (name,) if name else known


def _checked(found: Catalogue) -> tuple[Finding, ...]:
    """Once each: themes share what they extend."""
    from packager.check import check_sheets

    return tuple(
        dict.fromkeys(each for entry in found.entries for each in check_sheets(entry.theme))
    )


def _pictures(
    terminal: Terminal, found: Catalogue, folder: Path | None, target: Path
) -> tuple[Mapping[str, Written], tuple[Finding, ...]]:
    """Write the pictures; the files by their names, and what was found on the pages."""
    from contextlib import closing

    from packager import output
    from packager.compile.cache import Cache, cache_folder
    from packager.compile.compiler import Compiler
    from packager.compile.workers import Crew
    from packager.load import load
    from packager.themes import portfolio, specimen

    output.prepare(target)
    _refuse_editions(target / output.MANIFEST)
    terminal.step("Setting the pages")
    cache = Cache(cache_folder())
    loaded = load(folder, memo=cache) if folder else None
    if loaded and not loaded.publication:
        raise ContentError(loaded.findings)
    publication = loaded.publication if loaded and loaded.publication else specimen(cache)
    with closing(Crew(cores())) as crew:
        made = portfolio(found.entries, publication, Compiler(cache, crew))
    release = output.Release(
        slug="themes",
        identifier=_IDENTIFIER,
        title="Themes",
        modified=publication.updated.first_day.isoformat(),
        source="",
        editions={"themes": made.files},
    )
    terminal.rest()
    return {each.path: each for each in output.write(target, release)}, made.findings


def _refuse_editions(manifest: Path) -> None:
    """The manifest of a publication's editions is not written over with that of pictures."""
    try:
        whose = json.loads(manifest.read_bytes())["identifier"]
    except FileNotFoundError:
        return
    if whose != _IDENTIFIER:
        raise UsageError(
            f"{from_here(manifest.parent)} holds the editions of a publication",
            hint="choose another folder for the pictures with -o",
        )


def _facts(entry: ThemeEntry, picture: str) -> dict[str, object]:
    theme = entry.theme
    return {
        "type": "theme",
        "name": theme.name,
        "title": theme.title,
        "description": theme.description,
        "own": entry.own,
        "extends": entry.extends or None,
        "pages": {name: _millimetres(page.geometry) for name, page in theme.pages.items()},
        "options": [
            {
                "name": each.name,
                "type": each.type,
                "default": each.default,
                "choices": list(each.choices),
                "help": each.help,
            }
            for each in entry.options
        ],
        "picture": picture or None,
    }


def _millimetres(geometry: PageGeometry) -> list[float]:
    """Width and height."""
    from packager.model.page import MM

    return [round(length / MM, 1) for length in (geometry.width, geometry.height)]


def _described(entry: ThemeEntry, picture: str) -> str:
    theme = entry.theme
    whose = " (this publication’s own)" if entry.own else ""
    lines = [f"{theme.name}{whose}: {theme.description or theme.title}"]
    lines.append(f"    pages: {', '.join(theme.pages)}")
    for each in entry.options:
        lines.append(f"    {each.name} = {each.shown}    {each.values}".rstrip())
        if each.help:
            lines.append(f"        {each.help}")
    if picture:
        lines.append(f"    picture: {picture}")
    return "\n".join(lines)
