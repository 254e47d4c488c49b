"""Font files by what is in them, so that parts need no paths."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from packager.compile.fonts import cut
from packager.compile.manifest import TypeUse
from packager.errors import MissingError
from packager.model.theme import Theme


def type_files(theme: Theme) -> dict[str, Path]:
    """Each font file of a theme, by its SHA-256.

    Raises `MissingError` for a file that cannot be read.
    """
    paths = dict.fromkeys(face.path for family in theme.families for face in family.faces)
    try:
        return {_digest(path, path.stat().st_mtime_ns): path for path in paths}
    except OSError as error:
        raise MissingError(
            f"A font file of the theme {theme.name} cannot be read: {error.strerror}.",
            "Look at [[families]] in theme.toml; reinstall packager if the font came with it.",
        ) from error


def portable(
    uses: Iterable[TypeUse], files: Mapping[str, bytes], theme: Theme
) -> tuple[tuple[TypeUse, ...], dict[str, bytes]]:
    """Uses that do not depend on this system, and the fonts that go with them.

    A font that is not the theme's is cut down to the glyphs in use, for a system's font may be
    larger than all the rest; parts that use the same glyphs of it have the same file.
    """
    own, made = type_files(theme), list(uses)
    foreign = dict.fromkeys((use.file, use.index) for use in made if use.file not in own)
    fonts: dict[str, bytes] = {}
    for file, index in foreign:
        there = [at for at, use in enumerate(made) if (use.file, use.index) == (file, index)]
        glyphs = {glyph for at in there for glyph in set(made[at].glyphs) - set(made[at].missing)}
        data = cut(files[file], index, glyphs)
        digest = hashlib.sha256(data).hexdigest()
        fonts[digest] = data
        for at in there:
            made[at] = replace(made[at], file=digest, index=index if data == files[file] else 0)
    return tuple(made), fonts


@functools.lru_cache(maxsize=256)
def _digest(path: Path, _modified: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
