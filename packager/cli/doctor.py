"""`packager doctor`: what this system has, what it lacks, and how to get it."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec

import typer

from packager.cli.terminal import Terminal
from packager.errors import MissingError


@dataclass(frozen=True, slots=True)
class Need:
    """Something that packager needs: what was found, or how to get it."""

    name: str
    found: str = ""
    remedy: str = ""


def doctor(ctx: typer.Context) -> None:
    """Tell what this system has and lacks for making every edition."""
    terminal: Terminal = ctx.obj
    pango = _pango()
    needs = [Need("Python", platform.python_version()), pango, *_fonts()]
    for need in needs:
        terminal.show(f"{'found' if need.found else 'MISSING':8}{need.name}  {need.found}".rstrip())
    for edition, works in _editions(has_pango=bool(pango.found)):
        terminal.show(f"{'ready' if works else 'NOT YET':8}{edition}")
    for line in _importers():
        terminal.show(line)
    if missing := [need for need in needs if not need.found]:
        names = ", ".join(need.name for need in missing)
        remedies = "\n    ".join(dict.fromkeys(need.remedy for need in missing))
        raise MissingError(f"missing on this system: {names}", hint=remedies)


def _pango() -> Need:
    from packager.compile import weasy

    name = "Pango and WeasyPrint, for the PDF"
    try:
        return Need(name, weasy.version())
    except MissingError as error:
        return Need(name, remedy=error.hint)


def _fonts() -> Iterator[Need]:
    """The font families that packager depends on: they come as packages of their own."""
    for requirement in metadata.requires("packager") or ():
        if found := re.match(r"fontpkg-([\w-]+)", requirement):
            name = "the font " + found[1].replace("-", " ").title()
            try:
                yield Need(name, metadata.version(found[0]))
            except metadata.PackageNotFoundError:
                yield Need(name, remedy=f"pip install {requirement}")


def _importers() -> Iterator[str]:
    """What can be imported; what is behind an extra is not missed by those who do without."""
    from packager.importers.formats import IMPORTERS

    for importer in IMPORTERS:
        ready = not importer.needs or find_spec(importer.needs)
        remedy = "" if ready else f": pip install 'packager[{importer.extra}]'"
        name = f"import of {importer.title} ({', '.join(importer.endings)})"
        yield f"{'ready' if ready else 'NOT YET':8}{name}{remedy}"


def _editions(*, has_pango: bool) -> Iterator[tuple[str, bool]]:
    from packager.editions import EDITIONS

    for edition in EDITIONS:
        yield f"{edition.name}  {edition.summary}", has_pango or not edition.needs_pango
