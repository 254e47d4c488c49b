"""`packager clean`: empty the cache."""

from __future__ import annotations

import typer

from packager.cli.terminal import Terminal
from packager.errors import BuildError


def clean(ctx: typer.Context) -> None:
    """Empty the cache of compiled parts; the next build takes longer, nothing else is lost."""
    from packager.compile.cache import Cache, cache_folder

    terminal: Terminal = ctx.obj
    folder = cache_folder()
    try:
        cleaned = Cache(folder).clean()
    except OSError as error:
        message = f"the cache {folder} cannot be emptied: {error.strerror or error}"
        raise BuildError(message, hint="look at its permissions") from error
    entries = "1 entry" if cleaned.entries == 1 else f"{cleaned.entries:,} entries"
    terminal.show(f"{folder}: {entries} removed, {cleaned.size / 1e6:.1f} MB.")
