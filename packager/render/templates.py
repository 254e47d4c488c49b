"""The door to Jinja2: pages and the frames of articles. A theme may bring templates of its own."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from packager.render import colophon, people, pictures
from packager.render.xhtml import address, shown_address

_OWN = Path(__file__).parent / "templates"


def fill(name: str, overrides: tuple[Path, ...], values: dict[str, object]) -> str:
    """A template filled in; a theme's own goes before ours of the same name."""
    there = tuple(path.name for folder in overrides for path in sorted(folder.glob("*.jinja")))
    return _environment(overrides, there).get_template(f"{name}.xhtml.jinja").render(values)


@lru_cache
def _environment(overrides: tuple[Path, ...], _there: tuple[str, ...]) -> Environment:
    """Where templates are looked for. Jinja notices when one changes, not when one comes to stand
    before another: so an environment is for the templates that are there."""
    environment = Environment(
        loader=FileSystemLoader([*overrides, _OWN]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {
        "address": address,
        "shown_address": shown_address,
        "printed_address": colophon.printed_address,
        "linked": pictures.linked,
        "phrase": people.phrase,
        "bio": colophon.bio,
        "credit_of": colophon.credit,
        "source_line": colophon.source_line,
        "first_published": colophon.first_published,
        "rights_line": colophon.rights_line,
        "licence_line": colophon.licence_line,
    }
    return environment
