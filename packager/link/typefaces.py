"""Which fonts an edition embeds: the uses of one face by many parts become one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from packager.compile.manifest import TypeUse

_SPACES = {" ", "\u00a0"}  # one glyph in many fonts


@dataclass(frozen=True, slots=True, order=True)
class Instance:
    """A face of a font file, fixed on its axes: what is embedded once."""

    file: str
    index: int
    axes: tuple[tuple[str, float], ...]


@dataclass(slots=True, eq=False)
class Typeface:
    """An instance as parts use it: a font dictionary of the edition.

    Nothing that a part says is changed by its neighbours. So an instance has a second dictionary
    where two parts contradict each other: a width that the engine rounded otherwise at another
    size, a glyph that stands for other letters (the engine gives all letters of a group to its
    first glyph), a number given to another missing character.
    """

    instance: Instance
    name: str
    family: str
    flags: int
    ascent: int
    descent: int
    missing: tuple[int, ...]
    widths: dict[int, float] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)

    def takes(self, use: TypeUse, widths: dict[int, float], texts: dict[int, str]) -> bool:
        """Whether a use can be part of this."""
        return (
            (use.name, use.flags, use.missing) == (self.name, self.flags, self.missing)
            and _agree(self.widths, widths)
            and _agree(self.texts, texts)
        )

    def add(self, use: TypeUse, widths: dict[int, float], texts: dict[int, str]) -> None:
        """Take a use in."""
        self.widths |= widths
        spaces = [glyph for glyph, text in texts.items() if text == " "]
        self.texts = texts | self.texts | dict.fromkeys(spaces, " ")
        self.ascent, self.descent = max(self.ascent, use.ascent), min(self.descent, use.descent)


def join(parts: Sequence[Sequence[TypeUse]]) -> tuple[list[Typeface], list[list[Typeface]]]:
    """The typefaces of an edition, and those of each part in the order of its uses."""
    made: dict[Instance, list[Typeface]] = {}
    joined = [[_take(made.setdefault(_instance(use), []), use) for use in part] for part in parts]
    return [typeface for faces in made.values() for typeface in faces], joined


def by_instance(typefaces: Iterable[Typeface]) -> Iterator[tuple[Instance, list[Typeface]]]:
    """The typefaces of each instance, in the order in which the edition comes upon them."""
    together: dict[Instance, list[Typeface]] = {}
    for typeface in typefaces:
        together.setdefault(typeface.instance, []).append(typeface)
    yield from together.items()


def _instance(use: TypeUse) -> Instance:
    return Instance(use.file, use.index, use.axes)


def _take(typefaces: list[Typeface], use: TypeUse) -> Typeface:
    """The first of an instance's typefaces that takes a use, or a new one, with the use in it."""
    widths = dict(zip(use.glyphs, use.widths, strict=True))
    said = zip(use.glyphs, use.texts, strict=True)
    texts = {glyph: text for glyph, text in said if text is not None}
    for typeface in typefaces:
        if typeface.takes(use, widths, texts):
            break
    else:
        typeface = Typeface(
            _instance(use), use.name, use.family, use.flags, use.ascent, use.descent, use.missing
        )
        typefaces.append(typeface)
    typeface.add(use, widths, texts)
    return typeface


def _agree(one: Mapping[int, object], other: Mapping[int, object]) -> bool:
    """Whether no glyph has two values; a space and a no-break space are one."""
    if other.items() <= one.items():
        return True
    return all(
        one.get(glyph, value) == value or {one[glyph], value} == _SPACES
        for glyph, value in other.items()
    )
