"""What stands on a book's cover besides its front: the spine, the back, the bar code.

Each is a small document that is set like a part: on a page of its own size, with the theme's CSS.
"""

from __future__ import annotations

from packager.model.medium import Medium
from packager.model.parts import PartKind
from packager.model.publication import Publication
from packager.render.cover import width_of
from packager.render.ean13 import LIGHT, MODULES, bars, hyphenated
from packager.render.front import front
from packager.render.labels import labels_for
from packager.render.markup import Markup
from packager.render.templates import fill
from packager.render.xhtml import clean

_LARGEST, _OF_SPINE, _OF_LENGTH = 20.0, 0.5, 0.8  # pt; parts of its width and of its length


def spine(publication: Publication, *, worded: bool, upwards: bool) -> Markup:
    """The title and whose it is, on a page as long as the book is high; or the ground alone."""
    return _markup("spine", publication, {"worded": worded, "upwards": upwards})


def back(publication: Publication) -> Markup:
    """The back of a publication that has no back cover of its own."""
    return _markup("back", publication, {"description": publication.description})


def barcode(publication: Publication, digits: str, written: str = "") -> Markup:
    """The bar code of an ISBN of thirteen digits, with the light around it. `written` is the ISBN
    as its editor wrote it: where its hyphens stand, no rule that is short can tell."""
    before, after = LIGHT
    values: dict[str, object] = {
        "width": before + MODULES + after,
        "bars": [(before + at, width, long) for at, width, long in bars(digits)],
        "digits": [(_middle(at, before), digit) for at, digit in enumerate(digits)],
        "isbn": f"ISBN {hyphenated(digits, written)}",
    }
    return _markup("barcode", publication, values)


def spine_size(publication: Publication, width: float, length: float) -> float:
    """How large the words of a spine can be (pt), so wide and so long (pt)."""
    words = front(publication, labels_for(publication.language))
    line = f"{words.title}    {words.series or words.publisher} {words.number}"
    fitting = _OF_LENGTH * length / max(width_of(line, 1), 1)
    return min(_LARGEST, _OF_SPINE * width, fitting)


def _middle(at: int, before: int) -> float:
    """Where a digit stands below the bars: the first before them, then six and six (modules)."""
    if at == 0:
        return before - 5.5
    return before + 3 + 7 * (at - 1) + 3.5 + (5 if at > 6 else 0)


def _markup(name: str, publication: Publication, values: dict[str, object]) -> Markup:
    labels = labels_for(publication.language)
    frame = {
        "title": publication.title,
        "language": publication.language,
        "direction": publication.direction,
        "ereader": False,
        "labels": labels,
        "front": front(publication, labels),
        "drawn": publication.cover is None,  # on a ground of the theme's, which runs on
    }
    document = fill(name, publication.theme.templates, frame | values)
    return Markup(
        part=f"wrap-{name}",
        key=f"{publication.slug}/!wrap-{name}",
        kind=PartKind.COVER,
        medium=Medium.PAPER,
        title=clean(publication.title),
        language=publication.language,
        direction=publication.direction,
        document=clean(document),
    )
