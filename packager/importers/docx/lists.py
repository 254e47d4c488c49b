"""Lists: which paragraphs are items of which list, and what number they have (§17.9)."""

from __future__ import annotations

from dataclasses import dataclass, field

from packager.importers.docx.names import all_of, child, value, w
from packager.importers.docx.styles import Styles
from packager.importers.xml import Element


@dataclass(frozen=True, slots=True)
class Level:
    """How the items of one level of a list are marked."""

    list_: str  # the definition that lists of one look share, and with it their count
    number: str  # `numId`
    depth: int
    form: str  # `bullet`, `decimal`, `lowerLetter` …
    start: int

    @property
    def ordered(self) -> bool:
        """Are its items numbered?"""
        return self.form != "bullet"


class Numbering:
    """The definitions of lists."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._numbers: dict[str, Element] = {}
        self._lists: dict[str, Element] = {}
        for each in all_of(root, "num") if root is not None else ():
            self._numbers.setdefault(each.get(w("numId"), ""), each)
        for each in all_of(root, "abstractNum") if root is not None else ():
            self._lists.setdefault(each.get(w("abstractNumId"), ""), each)

    def level(self, paragraph: Element) -> Level | None:
        """The list that a paragraph is an item of, by itself or by its style; None: of none."""
        own = child(paragraph, "pPr", "numPr")
        depth = value(own, "ilvl")
        number = value(own, "numId")
        for style in () if number else self._styles.of_paragraph(paragraph):
            if number := value(style, "pPr", "numPr", "numId"):
                depth = depth or value(style, "pPr", "numPr", "ilvl")
                depth = depth or self._depth_of_style(number, style.get(w("styleId"), ""))
                break
        if number in ("", "0"):
            return None
        return self._level(number, int(depth) if depth.isdecimal() else 0)

    def _level(self, number: str, depth: int) -> Level | None:
        name, definition = self._definition(number)
        if definition is None:
            return None
        form, start = self._look(definition, depth)
        for each in self._numbers[number].findall(w("lvlOverride")):
            if each.get(w("ilvl"), "0") == str(depth):
                inner = child(each, "lvl")
                form = value(inner, "numFmt") or form
                told = value(each, "startOverride") or value(inner, "start")
                start = int(told) if told.isdecimal() else start
                name = f"{name}/{number}"  # it counts for itself
        return None if form == "none" else Level(name, number, depth, form, start)

    def _definition(self, number: str, seen: int = 0) -> tuple[str, Element | None]:
        name = value(self._numbers.get(number), "abstractNumId")
        definition = self._lists.get(name)
        linked = value(definition, "numStyleLink")
        if linked and seen < 5:
            for style in self._styles.chain(linked):
                if other := value(style, "pPr", "numPr", "numId"):
                    return self._definition(other, seen + 1)
        return name, definition

    def _depth_of_style(self, number: str, style: str) -> str:
        _, definition = self._definition(number)
        for each in definition.findall(w("lvl")) if definition is not None else ():
            if value(each, "pStyle") == style:
                return each.get(w("ilvl"), "0")
        return "0"

    @staticmethod
    def _look(definition: Element, depth: int) -> tuple[str, int]:
        for each in definition.findall(w("lvl")):
            if each.get(w("ilvl"), "0") == str(depth):
                start = value(each, "start")
                form = value(each, "numFmt") or "decimal"
                return form, int(start) if start.isdecimal() else 1
        return "bullet", 1


@dataclass(slots=True)
class _Open:
    """A list that has items already and may get more."""

    level: Level
    step: str  # its element in a path: `ul.l3`


@dataclass(slots=True)
class Lists:
    """Lists as their items come, one paragraph after the other; paths for mammoth."""

    made: int = 0
    lettered: int = 0
    _open: list[_Open] = field(default_factory=list)
    _counts: dict[tuple[str, int], int] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Could the next paragraph go on an item?"""
        return bool(self._open)

    def close(self) -> None:
        """What follows is no list."""
        self._open.clear()

    def item(self, level: Level) -> str:
        """The path of the next item."""
        number = self._count(level)
        while self._open and self._open[-1].level.depth > level.depth:
            self._open.pop()
        last = self._open[-1] if self._open else None
        if last and last.level.depth == level.depth and not _alike(last.level, level):
            self._open.pop()
            last = None
        if not last or last.level.depth < level.depth:
            self.made += 1
            start = f"[start='{number}']" if level.ordered and number != 1 else ""
            step = f"{'ol' if level.ordered else 'ul'}.l{self.made}{start}"
            self._open.append(_Open(level, step))
            self.lettered += level.ordered and not level.form.startswith("decimal")
        return self._path() + ":fresh"

    def more(self) -> str:
        """The path of another paragraph of the last item."""
        return self._path() + " > p:fresh"

    def _path(self) -> str:
        return " > ".join(f"{each.step} > li" for each in self._open)

    def _count(self, level: Level) -> int:
        key = (level.list_, level.depth)
        self._counts[key] = self._counts.get(key, level.start - 1) + 1
        for other in list(self._counts):
            if other[0] == level.list_ and other[1] > level.depth:
                del self._counts[other]
        return self._counts[key]


def _alike(one: Level, other: Level) -> bool:
    if one.ordered != other.ordered:
        return False
    return not one.ordered or one.list_ == other.list_
