"""The fonts of an EPUB: only the faces in use, only the characters set in them.

The one module of this room that knows HarfBuzz.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import uharfbuzz as hb

from packager.compile.typefaces import Setting
from packager.errors import BuildError, MissingError
from packager.model.theme import FontFace, FontFamily, Theme

_ALWAYS = frozenset(" \u00a0-\u2010•.0123456789")  # list markers and hyphens of the reading system
_NAMES = (0, 1, 2, 3, 4, 5, 6, 13, 14)  # the name table: notices, names, version, licence
_FEATURES = {  # what a stylesheet can ask for beyond what every script needs to be set right
    "small-caps": ("smcp",),
    "all-small-caps": ("smcp", "c2sc"),
    "oldstyle-nums": ("onum",),
    "lining-nums": ("lnum",),
    "proportional-nums": ("pnum",),
    "tabular-nums": ("tnum",),
    "super": ("sups",),
    "sub": ("subs",),
    "ordinal": ("ordn",),
    "slashed-zero": ("zero",),
    "historical-forms": ("hist",),
    "discretionary-ligatures": ("dlig",),
}
_VARIANT = re.compile(r"font-variant[a-z-]*\s*:\s*([^;}]+)")
_SETTINGS = re.compile(r"font-feature-settings\s*:\s*([^;}]+)")
_TAG = re.compile(r"""["']([\x20-\x7e]{4})["']""")


@dataclass(frozen=True, slots=True)
class Font:
    """An embedded font. `face` is the theme's, with the weights that are left in it."""

    name: str  # "fonts/literata-italic.ttf"
    media_type: str
    data: bytes
    face: FontFace


@dataclass(slots=True)
class _Use:
    """What is set in one face."""

    characters: set[str] = field(default_factory=set)
    weights: set[int] = field(default_factory=set)


def embed(
    theme: Theme, settings: Iterable[Mapping[Setting, frozenset[str]]], css: str
) -> tuple[Font, ...]:
    """The fonts for what is set in each setting, in the theme's order.

    A character is set in the first family of its stack that has it; `css` says which typographic
    features are asked for. Raises `MissingError` when a font file cannot be read.
    """
    faces = {face: _open(face) for family in theme.families for face in family.faces}
    held = {face: frozenset(map(chr, font.unicodes)) for face, font in faces.items()}
    uses: dict[FontFace, _Use] = defaultdict(_Use)
    for setting, characters in (pair for each in settings for pair in each.items()):
        left = characters
        for family in _stack(theme, setting):
            face = _face(family, setting)
            here = left & held[face]
            left -= here
            if any(not character.isspace() for character in here):
                uses[face].characters |= here
                uses[face].weights.add(setting.weight)
    features = _features(css)
    return tuple(
        _embedded(face, faces[face], uses[face], features) for face in faces if face in uses
    )


def axes(data: bytes, index: int) -> tuple[tuple[str, float, float, float], ...]:
    """The axes of a variable font's face: tag, least, default and greatest value; else none."""
    infos = hb.Face(hb.Blob(data), index).axis_infos
    return tuple((info.tag, info.min_value, info.default_value, info.max_value) for info in infos)


def cut(data: bytes, index: int, glyphs: Iterable[int]) -> bytes:
    """A face of a font file with these glyphs alone, at their old numbers, as variable as before;
    the whole file when it cannot be cut."""
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NOTDEF_OUTLINE
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(int.from_bytes(tag) for tag in (b"GDEF", b"GPOS", b"GSUB"))
    try:
        return bytes(wanted.subset(hb.Face(hb.Blob(data), index)).blob.data)
    except RuntimeError:
        return data


def _stack(theme: Theme, setting: Setting) -> list[FontFamily]:
    families = {family.name.lower(): family for family in theme.families}
    return [
        families[name] for name in setting.families if name in families and families[name].faces
    ]


def _face(family: FontFamily, setting: Setting) -> FontFace:
    """The face of a family that a reading system takes (CSS Fonts 4, §5.2: style, then weight)."""

    def distance(face: FontFace) -> tuple[bool, int, int]:
        low, high = _weights(face)
        away = max(low - setting.weight, setting.weight - high, 0)
        slanted = face.style != "normal"
        # of two equally near, the darker one for bold text and the lighter one for the rest
        return slanted != setting.italic, away, -low if setting.weight > 500 else low

    return min(family.faces, key=distance)


def _weights(face: FontFace) -> tuple[int, int]:
    words = {"normal": "400", "bold": "700"}
    numbers = [round(float(words.get(word, word))) for word in face.weight.split()]
    return numbers[0], numbers[-1]


def _open(face: FontFace) -> hb.Face:
    try:
        font = hb.Face(hb.Blob.from_file_path(str(face.path)))
    except hb.HarfBuzzError:
        font = None
    if font is None or not font.glyph_count:
        raise MissingError(
            f"The font file {face.path.name} of the family {face.family} cannot be read.",
            "Look at [[families]] in theme.toml; reinstall packager if the font came with it.",
        )
    return font


def _features(css: str) -> frozenset[str]:
    """The OpenType features that a stylesheet asks for."""
    words = {word for value in _VARIANT.findall(css) for word in value.split()}
    asked = {tag for word, tags in _FEATURES.items() if word in words for tag in tags}
    return frozenset(
        asked | {tag for value in _SETTINGS.findall(css) for tag in _TAG.findall(value)}
    )


def _embedded(face: FontFace, font: hb.Face, use: _Use, features: frozenset[str]) -> Font:
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.NO_HINTING
    wanted.unicode_set.update(map(ord, use.characters | _ALWAYS))
    wanted.name_id_set.update(_NAMES)
    wanted.layout_feature_tag_set.update(int.from_bytes(tag.encode()) for tag in sorted(features))
    axes = {axis.tag: axis for axis in font.axis_infos}
    for tag, value in face.pins:
        if tag in axes:
            wanted.pin_axis_location(font, tag, value)
    if "wght" in axes and "wght" not in dict(face.pins):
        least, most = _weights(face)
        low, high = (min(max(pick(use.weights), least), most) for pick in (min, max))
        wanted.set_axis_range(font, "wght", low, high, low)
        face = replace(face, weight=f"{low} {high}" if low < high else f"{low}")
    try:
        data = bytes(wanted.subset(font).blob.data)
    except RuntimeError as error:
        raise BuildError(
            f"The font {face.family} ({face.path.name}) cannot be cut down."
        ) from error
    suffix = "otf" if data.startswith(b"OTTO") else "ttf"
    return Font(f"fonts/{_stem(face, bool(axes))}.{suffix}", f"font/{suffix}", data, face)


def _stem(face: FontFace, variable: bool) -> str:
    family = re.sub(r"[^a-z0-9]+", "-", face.family.lower()).strip("-")
    weight = "" if variable else f"-{_weights(face)[0]}"
    return f"{family}-{face.style}{weight}"
