"""Colours for a press: what is grey is printed with black alone, and in grey everything is.

Pages come in sRGB. A grey of three equal parts would be mixed of four inks, and small letters with
it would show every fault of register; so greys become DeviceGray (ISO 32000-1, 8.6.4.2), and so do
colours that are grey but for a tinge, unless they are as light as a ground. What looks black
becomes black: nine tenths of it would be printed as dots, and letters made of dots have ragged
edges. Streams are searched, not parsed: strings are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from packager.link.pdf.halftones import is_neutral, make_grey
from packager.link.srgb import profile

_TINGE = 0.08  # as far apart may the parts of a grey be
_GROUND = 0.85  # the lightest part of what is lighter: its tinge is meant, and wanted
_BLACK = 0.15  # how light what looks black may be
_WEIGHTS = (0.299, 0.587, 0.114)  # of red, green and blue in grey (ITU-R BT.601)
_NUMBER = rb"[+-]?(?:\d+\.?\d*|\.\d+)"
# What is passed over, or the end of what chooses a colour: to try at each number of a page whether
# it begins a colour takes four times as long.
_SETTING = re.compile(
    rb"\[[^\[\]()]*\]|\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]*>"
    rb"|rg(?!\S)|RG(?!\S)|k(?!\S)|K(?!\S)|scn(?!\S)|SCN(?!\S)",
    re.DOTALL,
)
_COLOUR = re.compile(
    rb"(?<![^\s>\])])(?:(?P<rgb>%(n)s\s+%(n)s\s+%(n)s)\s+(?P<three>rg|RG)"
    rb"|(?P<cmyk>%(n)s\s+%(n)s\s+%(n)s\s+%(n)s)\s+(?P<four>k|K)"
    rb"|/lab-d\d\d\s+(?P<lab>cs|CS)\s+(?P<light>%(n)s)\s+%(n)s\s+%(n)s\s+(?:scn|SCN))\Z"
    % {b"n": _NUMBER}
)
_LONGEST = 120  # bytes, of what chooses a colour


class Inks:
    """Turns the colours of a document's pages, each object of it once."""

    def __init__(self, document: Pdf, *, grey: bool, keep_rgb: bool = False) -> None:
        self._document, self._grey = document, grey
        self._seen: set[tuple[int, int]] = set()
        self._meaning = None if keep_rgb else _srgb(document)

    def settle(self, page: Object) -> None:
        """Turn the colours of a page and of all that is drawn on it."""
        contents = page.get(Name.Contents)
        if contents is not None:
            streams = list(contents) if isinstance(contents, Array) else [contents]
            joined = b"\n".join(each.read_bytes() for each in streams)
            page.Contents = Stream(self._document, self.turned(joined))
        self._resources(page.get(Name.Resources))

    def turned(self, content: bytes) -> bytes:
        """A content stream with its colours turned."""
        turn = _all_grey if self._grey else _greys_only
        pieces: list[bytes] = []
        done = 0
        for setting in _SETTING.finditer(content):
            if setting[0][:1] in b"[(<":
                continue
            end = setting.end()
            if colour := _COLOUR.search(content, max(done, end - _LONGEST), end):
                pieces += (content[done : colour.start()], turn(colour))
                done = end
        return b"".join([*pieces, content[done:]])

    def _resources(self, resources: Object | None) -> None:
        if resources is None or (resources.is_indirect and not self._first(resources)):
            return
        if self._meaning is not None:
            self._mean(resources)
        for kind in (Name.XObject, Name.Pattern):
            for each in resources.get(kind, Dictionary()).values():
                self._drawn(each)
        self._masks(resources)
        for font in resources.get(Name.Font, Dictionary()).values():
            if font.get(Name.Subtype) == Name.Type3:
                self._type3(font)
        if self._grey:
            for shading in resources.get(Name.Shading, Dictionary()).values():
                _grey_shading(shading)

    def _masks(self, resources: Object) -> None:
        for state in resources.get(Name.ExtGState, Dictionary()).values():
            mask = state.get(Name.SMask)
            if isinstance(mask, Dictionary) and Name.G in mask:
                self._drawn(mask.G, mask=True)

    def _first(self, thing: Object) -> bool:
        fresh = thing.objgen not in self._seen
        self._seen.add(thing.objgen)
        return fresh

    def _mean(self, resources: Object) -> None:
        """Say what colours of the screen mean to a press (8.6.5.6)."""
        resources.ColorSpace = colour_spaces(resources)
        resources.ColorSpace.DefaultRGB = self._meaning

    def _drawn(self, thing: Object, *, mask: bool = False) -> None:
        """A picture, a form or a pattern."""
        if not self._first(thing):
            return
        if thing.get(Name.Subtype) == Name.Image:
            if self._grey or is_neutral(thing):
                make_grey(thing)
        elif isinstance(thing, Stream):
            thing.write(self.turned(thing.read_bytes()))
            self._group(thing, mask=mask)
            self._resources(thing.get(Name.Resources))
        elif self._grey and Name.Shading in thing:
            _grey_shading(thing.Shading)

    def _group(self, form: Object, *, mask: bool) -> None:
        """What lets things show through is mixed in the colours of the page, not of the screen."""
        group = form.get(Name.Group)
        if group is None or group.get(Name.CS) != Name.DeviceRGB or self._meaning is None:
            return
        if mask:
            group.CS = Name.DeviceGray if self._grey else self._meaning
        else:
            del group.CS

    def _type3(self, font: Object) -> None:
        if font.is_indirect and not self._first(font):
            return
        for glyph in font.get(Name.CharProcs, Dictionary()).values():
            if self._first(glyph):
                glyph.write(self.turned(glyph.read_bytes()))
        self._resources(font.get(Name.Resources))


def colour_spaces(resources: Object) -> Dictionary:
    """The colour spaces of a resource dictionary, as one that nothing else shares."""
    spaces = resources.get(Name.ColorSpace)
    own = Dictionary()
    for name, each in spaces.items() if isinstance(spaces, Dictionary) else ():
        own[name] = each
    return own


def _srgb(document: Pdf) -> Object:
    stream = Stream(document, profile(), N=3, Alternate=Name.DeviceRGB)
    return document.make_indirect(Array([Name.ICCBased, document.make_indirect(stream)]))


# --- Colours -------------------------------------------------------------------------------------


def _all_grey(match: re.Match[bytes]) -> bytes:
    if match["rgb"]:
        return _written(_luma(_parts(match["rgb"])), match["three"])
    if match["cmyk"]:
        *colours, black = _parts(match["cmyk"])
        return _written(1 - min(1, _luma(colours) + black), match["four"])
    if match["lab"]:  # of a hundred
        return _written(float(match["light"]) / 100, match["lab"])
    return match[0]


def _greys_only(match: re.Match[bytes]) -> bytes:
    if not match["rgb"]:
        return match[0]
    parts = _parts(match["rgb"])
    apart = max(parts) - min(parts)
    if apart < 0.002 or (apart <= _TINGE and max(parts) <= _GROUND):
        return _written(_luma(parts), match["three"])
    return match[0]


@lru_cache(maxsize=1024)
def _parts(numbers: bytes) -> tuple[float, ...]:
    return tuple(float(each) for each in numbers.split())


def _luma(parts: Sequence[float]) -> float:
    return sum(weight * part for weight, part in zip(_WEIGHTS, parts, strict=True))


def _written(grey: float, operator: bytes) -> bytes:
    setting = b"g" if operator.islower() else b"G"
    shown = 0.0 if grey <= _BLACK else round(grey, 4)
    return b"%b %b" % (f"{shown:g}".encode(), setting)


def _grey_shading(shading: Object) -> None:
    """A gradient (8.7.4.5.2): its colours are those of its functions."""
    if shading.get(Name.ColorSpace) == Name.DeviceRGB and Name.Function in shading:
        shading.ColorSpace = Name.DeviceGray
        for function in _functions(shading.Function):
            for name in (Name.C0, Name.C1):
                if len(function.get(name, ())) == len(_WEIGHTS):
                    grey = _luma([float(each) for each in function[name]])
                    function[name] = Array([round(grey, 4)])


def _functions(function: Object) -> Iterator[Object]:
    yield function
    for each in function.get(Name.Functions, ()):
        yield from _functions(each)
