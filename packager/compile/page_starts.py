"""Where on the text each page of a typeset part begins.

The engine has no public way to say it, so its boxes are walked: this leans on WeasyPrint 70 (the
version is pinned, and a test compares a page with what it is known to be). Nothing is imported from
it: boxes are told apart by what they have.

The *running text* of a part is its words in the order of reading without notes and their calls,
page numbers, list markers and whatever else the sheet puts in. It is the same on paper and on an
e-reader but for how words are set, so places in it are counted without spaces and the hyphens of
the engine, in letters of one case (`folded`); a picture counts as one character.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from packager.compile.manifest import PageStart

Box = Any  # WeasyPrint's boxes have no types
Element = Any

PICTURE = "\ufffc"  # U+FFFC stands for a picture
_CONTEXT = 32  # characters on either side of a place: enough to find it again
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))  # soft hyphen, joiners
_OWN_WORDS = ("before", "after", "marker")  # pseudo-elements: words of the sheet


@dataclass(frozen=True, slots=True)
class TextOnPages:
    """Where each page begins, and a digest of the running text that the places are counted in.

    There are no starts when the boxes do not show the text of the document.
    """

    starts: tuple[PageStart, ...]
    digest: str


def folded(text: str) -> str:
    """A text as places in it are counted: letters of one case, no spaces, no soft hyphens."""
    words = "".join(text.split())
    if words.isascii():
        return words.lower()
    return words.upper().casefold().translate(_UNSEEN)


def digest(running: str) -> str:
    """What two running texts are compared by."""
    return hashlib.sha256(running.encode()).hexdigest()[:32]


def page_starts(pages: Sequence[Box]) -> TextOnPages:
    """Where on the running text each of these page boxes begins.

    A page of which only notes are seen begins where the text goes on after it.
    """
    roots = [_root(page) for page in pages]
    if not roots:
        return TextOnPages((), digest(""))
    running = _Running(roots[0].element)
    found = [running.start(root) for root in roots]
    text = running.text
    following = len(text)
    places: list[int] = []
    for place in reversed(found):
        following = following if place is None else place
        places.append(following)
    places.reverse()
    places[0] = 0
    whole = running.whole and places == sorted(places)
    return TextOnPages(tuple(_at(text, place) for place in places) if whole else (), digest(text))


def _at(text: str, place: int) -> PageStart:
    return PageStart(place, text[max(0, place - _CONTEXT) : place], text[place : place + _CONTEXT])


def _root(page: Box) -> Box:
    """The box of the document on a page, beside which are notes and margins."""
    return next(child for child in page.children if child.element is not None)


@dataclass(slots=True)
class _Own:
    """The words that stand in an element itself, not in those inside it.

    Each piece of them has its place in the running text; `seen` of them stood on pages already.
    """

    text: str = ""
    pieces: list[tuple[int, int]] = field(default_factory=list)  # where in `text`, where in all
    seen: int = 0

    def place(self) -> int:
        """Where in the running text the first unseen character stands."""
        inside, outside = next(piece for piece in reversed(self.pieces) if piece[0] <= self.seen)
        return outside + self.seen - inside


class _Running:
    """The running text of a document while it is followed from page to page.

    It is followed element by element: cells of a row that break over a page go on side by side, and
    the head of a table comes again on each page.
    """

    def __init__(self, root: Element) -> None:
        self.text = ""
        self.whole = True
        self._own: dict[Element, _Own] = {}
        self._add(root)

    def _add(self, element: Element) -> None:
        if _skipped(element):
            return
        self._put(element, PICTURE if _is_picture(element) else element.text)
        for child in element:
            self._add(child)
            self._put(element, child.tail)

    def _put(self, element: Element, words: str | None) -> None:
        if text := folded(words or ""):
            own = self._own.setdefault(element, _Own())
            own.pieces.append((len(own.text), len(self.text)))
            own.text += text
            self.text += text

    def start(self, root: Box) -> int | None:
        """The first place in the running text that is new on this page.

        What floats may have been put off from the page before: it counts where nothing else does.
        """
        in_flow: list[int] = []
        afloat: list[int] = []
        for box, floats in _leaves(root):
            place = self._follow(box)
            if place is not None:
                (afloat if floats else in_flow).append(place)
        return min(in_flow or afloat, default=None)

    def _follow(self, box: Box) -> int | None:
        """Where the box's words begin; they are seen from now on."""
        own = self._own.get(box.element)
        if own is None or own.seen == len(own.text):
            return None
        place = own.place()
        words = folded(box.text) if hasattr(box, "text") else PICTURE
        rest = own.text[own.seen :]
        hyphen = folded(box.style["hyphenate_character"])
        if not rest.startswith(words):
            if words.endswith(hyphen) and rest.startswith(words.removesuffix(hyphen)):
                words = words.removesuffix(hyphen)
            elif box.style["text_transform"] == "none":
                self.whole = False
        own.seen = min(own.seen + len(words), len(own.text))
        return place if words else None


def _leaves(box: Box, floats: bool = False) -> Iterator[tuple[Box, bool]]:
    """The boxes of words and pictures of the document, and whether they float."""
    if (box.element_tag or "").partition("::")[2] in _OWN_WORDS:
        return
    floats = floats or box.is_floated()
    if hasattr(box, "text") or hasattr(box, "replacement") or _is_picture(box.element):
        yield box, floats
        return
    for child in getattr(box, "children", ()):
        yield from _leaves(child, floats)


def _classes(element: Element) -> Iterable[str]:
    return (element.get("class") or "").split() if element is not None else ()


def _is_picture(element: Element) -> bool:
    return element is not None and (element.tag == "img" or "decoration" in _classes(element))


def _skipped(element: Element) -> bool:
    """What is no part of the running text: notes and their calls, page numbers of the contents."""
    if element.tag == "head" or not isinstance(element.tag, str):
        return True
    classes = _classes(element)
    return any(name in classes for name in ("note", "note-call", "notes")) or (
        "page" in classes and element.tag == "span"
    )
