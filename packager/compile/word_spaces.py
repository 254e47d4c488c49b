"""Where a space stands between two pieces of text that the engine has not drawn.

It draws no space at the end of a line, and none that stands alone between two elements. Who reads
the content and not the page would run the words together (ISO 32000-1, 14.8.2.5); the source knows
where the spaces are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from packager.compile.content import Element, Piece
from packager.compile.tag_roles import in_line

_BREAK = "\n"  # stands for the element br
_ELEMENT = "\0"  # and this for any other element, in the text of the element around it
_NO_LETTERS = "\0\u00ad\u200b\u2060"


def followed_by_space(
    pieces: Iterable[Piece], parents: Mapping[Element, Element]
) -> Iterator[Piece]:
    """The pieces of text that lack a space which stands between them and the next."""
    source = _Source(parents)
    before, ends = None, False
    for piece in pieces:
        if not piece.text:
            before = None
            continue
        begins, ends_now = source.follow(piece)
        spaced = before and (before.text[-1].isspace() or piece.text[0].isspace())
        if before and not spaced and (ends or begins) and source.in_one_block(before, piece):
            yield before
        before, ends = piece, ends_now


class _Source:
    """The text of the markup, while it is followed piece by piece."""

    def __init__(self, parents: Mapping[Element, Element]) -> None:
        self._parents = parents
        self._own: dict[Element, str] = {}  # the words that stand in an element itself
        self._seen: dict[Element, int] = {}  # how far they have been followed

    def in_one_block(self, *pieces: Piece) -> bool:
        """Whether pieces are of one paragraph or the like."""
        return len({self._block(piece) for piece in pieces}) == 1

    def _block(self, piece: Piece) -> Element:
        element = piece.element
        if piece.pseudo == "footnote-call":
            element = self._parents[element]
        while in_line(element):
            element = self._parents[element]
        return element

    def follow(self, piece: Piece) -> tuple[bool, bool]:
        """Whether the source has a space right before and right after a piece."""
        element = piece.element
        if piece.pseudo:
            return False, self._space_after(element)
        if element not in self._own:
            inside = (
                (_BREAK if child.tag == "br" else _ELEMENT) + (child.tail or "")
                for child in element
            )
            self._own[element] = (element.text or "") + "".join(inside)
        own = self._own[element]
        start = self._skip(own, self._seen.get(element, 0))
        at = start
        for letter in piece.text:
            if letter.isspace() or letter in _NO_LETTERS:
                continue
            here = self._skip(own, at)
            if own[here : here + 1].casefold() != letter.casefold():
                hyphenated = letter == piece.text[-1] == piece.hyphen
                self._seen[element] = at if hyphenated else len(own)
                return False, False
            at = here + 1
        self._seen[element] = at
        begins = start > 0 and own[start - 1].isspace()
        ends = own[at].isspace() if at < len(own) else self._space_after(element)
        return begins, ends

    @staticmethod
    def _skip(own: str, at: int) -> int:
        while at < len(own) and (own[at].isspace() or own[at] in _NO_LETTERS):
            at += 1
        return at

    def _space_after(self, element: Element) -> bool:
        """Whether a space follows an element in its line."""
        while not element.tail and in_line(element):
            around = self._parents[element]
            if around[-1] is not element:
                return False
            element = around
        return bool(element.tail) and element.tail[0].isspace()
