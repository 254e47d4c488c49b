"""The engine's fonts are written down instead of embedded: the linker embeds each face once.

While a document is written, `recording` stands in for the function of WeasyPrint 70 that builds
the dictionary of fonts (`weasyprint.pdf.build_fonts_dictionary`), where nine tenths of a short
document's writing time go.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from packager.compile.fonts import axes
from packager.compile.glyph_runs import tidy
from packager.compile.manifest import TypeUse

_NAMED = 0xFFFF  # the bits above number a named instance of a variable font
_OBLIQUE, _ITALIC = 1, 2  # Pango's numbers of styles


@dataclass(slots=True)
class Recorded:
    """The fonts of one document, and the bytes of their files by SHA-256."""

    uses: tuple[TypeUse, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)


@contextlib.contextmanager
def recording(pdf: Any) -> Iterator[Recorded]:
    """While open, documents written through `pdf` (the module) have empty font dictionaries.

    Fonts of bitmaps and in colour are embedded as the engine does it: their glyphs are drawings
    that no other part shares.
    """
    found = Recorded()
    build = pdf.build_fonts_dictionary

    def record(document: Any, fonts: dict[Any, Any], *settings: Any) -> Any:
        drawn = {key: font for key, font in fonts.items() if _is_drawn(font)}
        outlined = [font for font in fonts.values() if not _is_drawn(font)]
        found.files = {_digest(font.file_content): font.file_content for font in outlined}
        found.uses = _uses(outlined)
        tidy(document.objects)  # all is drawn by now
        return build(document, drawn, *settings)

    pdf.build_fonts_dictionary = record
    try:
        yield found
    finally:
        pdf.build_fonts_dictionary = build


def _is_drawn(font: Any) -> bool:
    return bool(font.bitmap or font.png or font.svg or font.colr)


def _uses(fonts: Iterable[Any]) -> tuple[TypeUse, ...]:
    """A record a resource: the engine has several fonts of one name now and then."""
    together: dict[str, list[Any]] = {}
    for font in fonts:
        together.setdefault(font.hash, []).append(font)
    return tuple(_use(together[name]) for name in sorted(together))


def _use(fonts: list[Any]) -> TypeUse:
    font = fonts[-1]  # whose entry the dictionary would have
    widths: dict[int, float] = {}
    texts: dict[int, str] = {}
    missing: set[int] = set()
    for each in fonts:
        widths |= each.widths
        texts |= each.to_unicode
        missing |= set(each.missing.values())
    glyphs = sorted(widths)
    return TypeUse(
        resource=font.hash,
        file=_digest(font.file_content),
        index=font.index & _NAMED,
        axes=_axes(font),
        name=font.name.decode().partition("+")[2].rstrip(","),  # Pango ends a figure so
        family=font.family,
        flags=font.flags,
        ascent=font.ascent,
        descent=font.descent,
        glyphs=tuple(glyphs),
        widths=tuple(widths[glyph] for glyph in glyphs),
        texts=tuple(texts.get(glyph) for glyph in glyphs),
        missing=tuple(sorted(missing)),
    )


def _axes(font: Any) -> tuple[tuple[str, float], ...]:
    """Where on its axes the engine would fix a variable font (`Font.clean`): as the text was set,
    or else as its description says."""
    if "fvar" not in font.tables:
        return ()
    own = {"wght": font.weight, "opsz": font.font_size, "ital": font.style == _ITALIC}
    values: dict[str, float] = {}
    for tag, least, default, greatest in _axes_of(font.file_content, font.index & _NAMED):
        slanted = tag == "slnt" and font.style == _OBLIQUE
        usual = (greatest or least) if slanted else own.get(tag, default)
        value = float(font.variations.get(tag, usual))
        values[tag] = round(min(max(value, least), greatest), 4)
    return tuple(sorted(values.items()))


_axes_of = functools.lru_cache(maxsize=64)(axes)


@functools.lru_cache(maxsize=64)
def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
