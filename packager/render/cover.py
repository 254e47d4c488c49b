"""A cover drawn from the theme, as SVG: for e-readers, when the editor gives no picture.

No font is measured here: widths are estimated, on the wide side, so that a line still fits when
a reader shows the cover in a typeface of its own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from packager.model.publication import Publication
from packager.model.theme import Theme
from packager.render.front import front
from packager.render.labels import labels_for
from packager.render.tokens import token_text
from packager.render.xhtml import Html, clean, join, tag

WIDTH, HEIGHT = 1200, 1800
_MARGIN = 110
_HEAD, _FOOT = 60, 1720  # where the first line begins; where the last one ends
_MEASURE = WIDTH - 2 * _MARGIN
_TITLE_SIZES = (210, 180, 150, 126, 106, 90, 76, 64, 54)  # the largest that fits is taken
_TITLE_HEIGHT = 640
_NUMBER_SIZE = 400  # of a number of one or two figures


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
_LABEL = _Style(42, "sans", "on-accent")
_SUBTITLE = _Style(50, "cover-face", "on-accent")
_PEOPLE = _Style(42, "sans", "ink")
_IMPRINT = _Style(38, "sans", "muted")
_LARGE = _Style(_NUMBER_SIZE, "cover-face", "accent", leading=1)


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
    """On a coloured field series and date, and the title at its foot; below it people, publisher
    and a large number. A theme without a field has all on paper (`cover-field`: its part of the
    height)."""
    words = front(publication, labels_for(publication.language))
    field = round(HEIGHT * float(_token(publication.theme, "cover-field")))
    ground = _token(publication.theme, "paper")
    head = _Column(publication, _HEAD, on_field=field > HEIGHT / 2)
    head.add(words.series or words.publisher, _SERIES, lines=2)
    head.add(words.label or words.date, _LABEL)
    main = _Column(publication, on_field=field > HEIGHT / 2)
    main.add(words.title, (title := _title_style(publication)), lines=_lines(title))
    main.skip(20)
    slant = _token(publication.theme, "cover-slant")
    main.add(words.subtitle, replace(_SUBTITLE, slant=slant), lines=4)
    beside = 0.55 if words.number else 1  # the number
    foot = _Column(publication, measure=beside * _MEASURE)
    for people in words.leading:
        foot.add(people.unescape(), _PEOPLE, lines=3)
    if words.series not in ("", words.publisher):
        foot.add(words.publisher, _IMPRINT)
    parts = [
        tag("title", publication.title),
        _box(HEIGHT, ground),
        _box(field, _token(publication.theme, "accent")),
        *head.lines(),
        *main.lines(max(field, HEIGHT // 2) - 70 - main.height),
        *_number(publication, words.number),
        *foot.lines(_FOOT - foot.height),
    ]
    return join(("\n", join(parts, "\n"), "\n"))


def _number(publication: Publication, number: str) -> Iterator[Html]:
    """The number of the issue, at the end of the last lines; a long one is smaller."""
    size = min(_NUMBER_SIZE, int(0.4 * _MEASURE / max(width_of(number, 1), 0.1)))
    column = _Column(publication, at_end=True)
    column.add(number, replace(_LARGE, size=size))
    yield from column.lines(_FOOT - size)


_DEFAULTS = {  # for a theme that does without a token
    "paper": "#ffffff",
    "ink": "#000000",
    "muted": "#555555",
    "accent": "#000000",
    "on-accent": "#ffffff",
    "serif": "serif",
    "sans": "sans-serif",
    "cover-field": "0.7",
    "cover-face": "var(--serif)",
    "cover-slant": "italic",
    "weight-title": "600",
}


def _token(theme: Theme, name: str) -> str:
    return token_text(theme, f"--{name}", _DEFAULTS)


def _box(height: int, fill: str) -> Html:
    return tag("rect", "", {"width": str(WIDTH), "height": str(height), "fill": fill})


def _title_style(publication: Publication) -> _Style:
    """The largest size at which the title fits its place, no word broken if that can be."""
    title, weight = publication.title, _token(publication.theme, "weight-title")
    usual = _Style(0, "cover-face", "on-accent", weight, leading=1.1)
    styles = [replace(usual, size=size) for size in _TITLE_SIZES]
    for style in styles:
        whole = all(width_of(word, style.size) <= _MEASURE for word in title.split())
        if whole and len(list(_wrapped(title, style.size))) <= _lines(style):
            return style
    return styles[-1]


def _lines(style: _Style) -> int:
    """How many lines of a title have room."""
    return int(_TITLE_HEIGHT / style.size / style.leading)


class _Column:
    """Lines one below the other, from `top` down. What is not on the field is black, not white."""

    def __init__(
        self,
        publication: Publication,
        top: int = 0,
        *,
        on_field: bool = False,
        at_end: bool = False,
        measure: float = _MEASURE,
    ) -> None:
        self._theme: Theme = publication.theme
        self._right_to_left = publication.direction == "rtl"
        self._top, self._on_field, self._at_end = top, on_field, at_end
        self._measure = measure
        self._set: list[tuple[str, _Style, float]] = []
        self.height = 0.0

    def skip(self, height: int) -> None:
        """Leave room before the next line."""
        self.height += height

    def add(self, words: str, style: _Style, lines: int = 1) -> None:
        """Set words in at most so many lines; what does not fit is cut with an ellipsis."""
        wrapped = list(_wrapped(words, style.size, self._measure))
        if len(wrapped) > lines:
            wrapped = [*wrapped[: lines - 1], wrapped[lines - 1].rstrip(" ,.;:") + "…"]
        for line in wrapped:
            self.height += style.size * style.leading
            self._set.append((line, style, self.height))

    def lines(self, top: float | None = None) -> list[Html]:
        """The lines as they stand below `top`."""
        start = self._top if top is None else top
        return [self._line(words, style, start + below) for words, style, below in self._set]

    def _line(self, words: str, style: _Style, baseline: float) -> Html:
        colour = "ink" if style.colour == "on-accent" and not self._on_field else style.colour
        attributes = {
            "x": str(WIDTH - _MARGIN if self._right_to_left is not self._at_end else _MARGIN),
            "y": f"{baseline:.0f}",
            "direction": "rtl" if self._right_to_left else None,
            "text-anchor": "end" if self._at_end else None,
            "font-family": _token(self._theme, style.family),
            "font-size": str(style.size),
            "font-weight": style.weight if style.weight != "400" else None,
            "font-style": style.slant if style.slant != "normal" else None,
            "fill": _token(self._theme, colour),
        }
        return tag("text", words, attributes)


def _wrapped(words: str, size: int, measure: float = _MEASURE) -> Iterator[str]:
    """Lines that fit the measure; a word that is too long by itself is broken."""
    line = ""
    for word in words.split():
        if line and width_of(f"{line} {word}", size) > measure:
            yield line
            line = ""
        rest = f"{line} {word}" if line else word
        while width_of(rest, size) > measure:
            fits = next(
                n for n in range(len(rest), 0, -1) if n == 1 or width_of(rest[:n], size) <= measure
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
