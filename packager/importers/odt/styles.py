"""The styles of an OpenDocument text: what a paragraph is, and what words look like."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packager.importers.odt.names import all_of, n, words_in
from packager.importers.office.styles import BODY, Kind, Part, part_of
from packager.importers.xml import Element
from packager.model.languages import normal_tag

_EASTERN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_COMPLEX = re.compile(r"[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff]")


class Styles:
    """Looked up by family and name; a style takes over from its parent."""

    def __init__(self, *roots: Element) -> None:
        self._named: dict[tuple[str, str], Element] = {}
        self._usual: Element | None = None
        for root in roots:
            for style in all_of(root, "style:style"):
                key = (style.get(n("style:family"), ""), style.get(n("style:name"), ""))
                self._named.setdefault(key, style)
            for style in all_of(root, "style:default-style"):
                if style.get(n("style:family")) == "paragraph":
                    self._usual = style

    def chain(self, family: str, name: str) -> Iterator[Element]:
        """A style, then its parents."""
        seen: set[str] = set()
        while name and (family, name) in self._named and name not in seen:
            seen.add(name)
            style = self._named[family, name]
            yield style
            name = style.get(n("style:parent-style-name"), "")

    def of(self, element: Element) -> list[Element]:
        """The styles of a paragraph or a span, the nearest first."""
        family = "text" if element.tag in (n("text:span"), n("text:a")) else "paragraph"
        return list(self.chain(family, element.get(n("text:style-name"), "")))

    def part(self, paragraph: Element) -> Part:
        """What a paragraph is."""
        styles = self.of(paragraph)
        for style in styles:
            shown = style.get(n("style:display-name"), "") or style.get(n("style:name"), "")
            if found := part_of(shown):
                if found.kind is Kind.HEADING and paragraph.tag == n("text:h"):
                    break
                return found
        if not styles and (found := part_of(paragraph.get(n("text:style-name"), ""))):
            return found
        if paragraph.tag == n("text:h"):
            level = paragraph.get(n("text:outline-level"), "1")
            return Part(Kind.HEADING, int(level) if level.isdecimal() and int(level) else 1)
        for style in styles:
            level = style.get(n("style:default-outline-level"), "")
            if level.isdecimal() and int(level):
                return Part(Kind.HEADING, int(level))
        return BODY

    def look(self, element: Element, name: str, family: str = "text") -> str:
        """A property of an element's words (`fo:font-style`), by its own styles."""
        for style in self.of(element):
            for each in style.iterchildren(n(f"style:{family}-properties")):
                if told := each.get(n(name)):
                    return told
        return ""

    def is_automatic(self, element: Element) -> bool:
        """Is its style one that the program made for it, and nobody named?"""
        name = element.get(n("text:style-name"), "")
        style = self._named.get(("paragraph", name))
        parent = None if style is None else style.getparent()
        return parent is not None and parent.tag == n("office:automatic-styles")

    def language(self, element: Element) -> str:
        """The language of an element's words, by it and what holds it; may be empty."""
        words = words_in(element)
        suffix = "-complex" if _COMPLEX.search(words) else ""
        suffix = suffix or ("-asian" if _EASTERN.search(words) else "")
        space = "style" if suffix else "fo"
        for each in (element, *element.iterancestors(n("text:span"), n("text:p"), n("text:h"))):
            told = self.look(each, f"{space}:language{suffix}")
            if told:
                return _tag(told, self.look(each, f"{space}:country{suffix}"))
        for each in self._usual if self._usual is not None else ():
            if usual := each.get(n(f"{space}:language{suffix}"), ""):
                return _tag(usual, each.get(n(f"{space}:country{suffix}"), ""))
        return ""


def _tag(language: str, country: str) -> str:
    if language in ("none", "zxx", "qtz", "und"):
        return ""
    return normal_tag(f"{language}-{country}" if country not in ("", "none") else language) or ""
