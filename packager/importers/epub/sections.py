"""Sections of a book: the parts that its contents nest chapters in, and the pages of their own
that say only “Part One”."""

from __future__ import annotations

from packager.importers.common import Guess, guess
from packager.importers.epub.articles import Room
from packager.importers.epub.documents import place_in
from packager.importers.epub.kinds import PageKind
from packager.importers.epub.units import Unit
from packager.importers.imported import Certainty, Recognised
from packager.importers.markup import name_of, words_of
from packager.importers.markup.elements import HEADINGS
from packager.importers.words import tokens

_PARTS = {"part", "doc-part", "volume", "division"}
_AFTER = {"appendix", "doc-appendix", "afterword", "doc-afterword", "epilogue", "doc-epilogue",
          "glossary", "doc-glossary", "bibliography", "doc-bibliography", "index", "doc-index",
          "acknowledgments", "doc-acknowledgments", "endnotes", "backmatter"}  # fmt: skip


class Sections:
    """Tells the section of each unit, in their order."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._open = ""  # the section that a page of its own has opened

    def of(self, unit: Unit) -> str:
        """The section that a unit stands in; empty when in none."""
        if unit.above:
            return unit.above[0].title
        if leads_on(unit) and unit.entry:
            return unit.entry.title
        if unit.kind is not PageKind.CHAPTER or unit.document.types() & _AFTER:
            self._open = ""
        return self._open

    def is_page(self, unit: Unit) -> bool:
        """Whether a unit is nothing but the heading of a part; then it opens a section."""
        room = self._room
        headings = [e for e in unit.body.iter() if name_of(e) in HEADINGS and words_of(e)]
        said = [word for each in headings for word in tokens(words_of(each))]
        if not said or len(room.left(unit)) != len(said) or room.shows(unit):
            return False
        place = place_in(room.packed, unit.document.member)(headings[0])
        title = unit.entry.title if unit.entry and unit.entry.title else words_of(headings[0])
        text = words_of(unit.body)
        if leads_on(unit) or unit.document.types() & _PARTS:
            room.account.recognised.append(
                Recognised("section", title, Certainty.STATED, place, text)
            )
        elif self._is_last(unit):
            return False
        else:
            why = "a page says nothing else; it became the title of what follows"
            guess(room.account, Guess("section", title, why, place, text))
        self._open = "" if leads_on(unit) else title
        return True

    def _is_last(self, unit: Unit) -> bool:
        units = self._room.units.units
        return unit is units[-1] or units[units.index(unit) + 1].kind is not PageKind.CHAPTER


def leads_on(unit: Unit) -> bool:
    """Whether the entries below a unit's are in documents of their own."""
    entry = unit.entry
    below = [each for child in entry.children for each, _ in child.all()] if entry else []
    return any(each.member and each.member != unit.document.member for each in below)
