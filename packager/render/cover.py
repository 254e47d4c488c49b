"""A cover drawn from the theme, as SVG: for e-readers, when the editor gives no picture.

No font is measured here: widths are estimated, on the wide side, so that a line still fits when
a reader shows the cover in a typeface of its own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from packager.model.publication import Publication
from packager.model.theme import Theme
from packager.render.front import front
from packager.render.labels import labels_for
from packager.render.xhtml import Html, clean, join, tag

WIDTH, HEIGHT = 1200, 1800
_MARGIN = 110
_BAND = 330  # the height of the coloured head
_TITLE_TOP, _FOOT = 430, 1700  # where the title begins; where the last line ends
_MEASURE = WIDTH - 2 * _MARGIN
_TITLE_SIZES = (190, 150, 126, 106, 90, 76, 64, 54)  # the largest that fits is taken
_TITLE_HEIGHT = 640


@dataclass(frozen=True, slots=True)
class _Style:
    """How a line is set; `family` and `colour` are names of tokens."""

    size: int
    family: str = "serif"
    colour: str = "ink"
    weight: str = "400"
    slant: str = "normal"
    leading: float = 1.3


_SERIES = _Style(54, "sans", "on-accent", "600")
_NUMBER = _Style(42, "sans", "on-accent")
_SUBTITLE = _Style(50, "serif", "muted", slant="italic")
_PEOPLE = _Style(42, "sans", "ink")
_IMPRINT = _Style(38, "sans", "muted")


def cover_svg(publication: Publication) -> str:
    """The drawn cover as a document of its own, for the `cover-image` of an EPUB."""
    size = {"width": str(WIDTH), "height": str(HEIGHT)}
    drawn = tag("svg", _content(publication), _attributes(publication) | size)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{clean(drawn)}\n'


def drawing(publication: Publication) -> Html:
    """The drawn cover as an `svg` element within a page, as large as the page allows."""
    return tag("svg", _content(publication), _attributes(publication))


def _attributes(publication: Publication) -> dict[str, str | None]:
    return {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"0 0 {WIDTH} {HEIGHT}",
        "role": "img",
        "xml:lang": publication.language,
    }


def _content(publication: Publication) -> Html:
    """Series and number in a band, title and people below it, publisher and date at the foot."""
    words = front(publication, labels_for(publication.language))
    title = _title_style(publication.title)
    number = " · ".join(filter(None, (words.number, words.label)))
    series = _Column(publication, 85)
    series.add(words.series or words.publisher, _SERIES, lines=2)
    series.add(number, _NUMBER)
    main = _Column(publication, _TITLE_TOP)
    main.add(words.title, title, lines=int(_TITLE_HEIGHT / title.size / title.leading))
    main.skip(40)
    main.add(words.subtitle, _SUBTITLE, lines=4)
    main.skip(45)
    for people in words.leading:
        main.add(people.unescape(), _PEOPLE, lines=2)
    publisher = words.publisher if words.series not in ("", words.publisher) else ""
    imprint = [line for line in (publisher, "" if words.label else words.date) if line]
    foot = _Column(publication, _FOOT - round(len(imprint) * _IMPRINT.size * _IMPRINT.leading))
    for line in imprint:
        foot.add(line, _IMPRINT)
    parts = [
        tag("title", publication.title),
        _box(HEIGHT, _token(publication.theme, "paper")),
        _box(_BAND, _token(publication.theme, "accent")),
        *series.lines,
        *main.lines,
        *foot.lines,
    ]
    return join(("\n", join(parts, "\n"), "\n"))


_DEFAULTS = {  # for a theme that does without a token
    "paper": "#ffffff",
    "ink": "#000000",
    "muted": "#555555",
    "accent": "#000000",
    "on-accent": "#ffffff",
    "serif": "serif",
    "sans": "sans-serif",
}


def _token(theme: Theme, name: str) -> str:
    return theme.tokens.get(f"--{name}", _DEFAULTS[name])


def _box(height: int, fill: str) -> Html:
    return tag("rect", "", {"width": str(WIDTH), "height": str(height), "fill": fill})


def _title_style(title: str) -> _Style:
    """The largest size at which the title fits its place, no word broken if that can be."""
    styles = [_Style(size, weight="600", leading=1.14) for size in _TITLE_SIZES]
    for style in styles:
        whole = all(width_of(word, style.size) <= _MEASURE for word in title.split())
        height = len(list(_wrapped(title, style.size))) * style.size * style.leading
        if whole and height <= _TITLE_HEIGHT:
            return style
    return styles[-1]


class _Column:
    """Lines one below the other, from `top` down."""

    def __init__(self, publication: Publication, top: int) -> None:
        self._theme: Theme = publication.theme
        self._right_to_left = publication.direction == "rtl"
        self._baseline = float(top)
        self.lines: list[Html] = []

    def skip(self, height: int) -> None:
        """Leave room before the next line."""
        self._baseline += height

    def add(self, words: str, style: _Style, lines: int = 1) -> None:
        """Set words in at most so many lines; what does not fit is cut with an ellipsis."""
        wrapped = list(_wrapped(words, style.size))
        if len(wrapped) > lines:
            wrapped = [*wrapped[: lines - 1], wrapped[lines - 1].rstrip(" ,.;:") + "…"]
        for line in wrapped:
            self._baseline += style.size * style.leading
            self.lines.append(self._line(line, style))

    def _line(self, words: str, style: _Style) -> Html:
        attributes = {
            "x": str(WIDTH - _MARGIN if self._right_to_left else _MARGIN),
            "y": f"{self._baseline:.0f}",
            "direction": "rtl" if self._right_to_left else None,
            "font-family": _token(self._theme, style.family),
            "font-size": str(style.size),
            "font-weight": style.weight if style.weight != "400" else None,
            "font-style": style.slant if style.slant != "normal" else None,
            "fill": _token(self._theme, style.colour),
        }
        return tag("text", words, attributes)


def _wrapped(words: str, size: int) -> Iterator[str]:
    """Lines that fit the measure; a word that is too long by itself is broken."""
    line = ""
    for word in words.split():
        if line and width_of(f"{line} {word}", size) > _MEASURE:
            yield line
            line = ""
        rest = f"{line} {word}" if line else word
        while width_of(rest, size) > _MEASURE:
            fits = next(
                n for n in range(len(rest), 0, -1) if n == 1 or width_of(rest[:n], size) <= _MEASURE
            )
            yield rest[:fits]
            rest = rest[fits:]
        line = rest
    if line:
        yield line


_NARROW, _WIDE = frozenset("iljtfrI.,:;'’!|()[]- "), frozenset("mwMWQOGD@%&—…")


def width_of(words: str, size: float) -> float:
    """The estimated width of words (px) in a text face of that size."""
    return size * sum(map(_em, words))


def _em(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0
    if letter in _NARROW:
        return 0.34
    if letter in _WIDE:
        return 0.9
    if unicodedata.east_asian_width(letter) in "WF":
        return 1
    return 0.7 if letter.isupper() else 0.58
