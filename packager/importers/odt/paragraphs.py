"""Paragraphs and spans get what pandoc understands, or a mark for what it does not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from packager.importers.odt.drawings import BOX, CAPTION
from packager.importers.odt.leavings import Desk
from packager.importers.odt.marks import Block, Marks
from packager.importers.odt.names import Element, all_of, made, n, remove, unwrap, within, words_in
from packager.importers.office.language import Tongue
from packager.importers.office.styles import Kind
from packager.model.languages import direction_of

_OUTLINE = re.compile(r"(?:[\d.]+\.)?(?P<words>.*)\|outline")
_RULE = re.compile(r"(?i)horizontal_20_line|horizontal line|horizontale linie|ligne horizontale")
_SIMPLER = (
    ("style:text-line-through-style", "struck-out words",
     "stand as they are: take out what is not to be read"),
    ("style:text-underline-style", "underlined words", "became plain"),
    ("fo:font-variant", "words in small capitals", "became plain"),
    ("fo:text-transform", "words set in capitals", "stand as they were typed"),
)  # fmt: skip
LOOKS = {  # the styles of spans that pandoc is given
    "B": 'fo:font-weight="bold"',
    "I": 'fo:font-style="italic"',
    "BI": 'fo:font-weight="bold" fo:font-style="italic"',
    "SUP": 'style:text-position="super 58%"',
    "SUB": 'style:text-position="sub 58%"',
}


@dataclass(frozen=True, slots=True)
class Settler:
    """Settles all that stands in a body."""

    desk: Desk
    tongue: Tongue
    marks: Marks

    def settle(self, body: Element) -> None:
        """Spans first, then paragraphs, then places and links."""
        looks = {each: self._look(each) for each in all_of(body, "text:span")}
        for paragraph in all_of(body, "text:p", "text:h"):
            self._paragraph(paragraph)
        for span, look in looks.items():
            if look:
                span.set(n("text:style-name"), look)
            elif span.getparent() is not None:
                unwrap(span)
        self._places(body)

    def _look(self, span: Element) -> str:
        styles, words = self.desk.styles, words_in(span)
        for name, what, became in _SIMPLER:
            linked = what == "underlined words" and within(span, "text:a") is not None
            if words and not linked and styles.look(span, name) not in ("", "none", "normal"):
                self.desk.simplified.add(what, became)
        position = styles.look(span, "style:text-position")
        if re.match(r"super|[1-9]", position):
            return "SUP"
        if re.match(r"sub|-", position):
            return "SUB"
        return self._weight(span)

    def _weight(self, element: Element) -> str:
        weight = self.desk.styles.look(element, "fo:font-weight")
        bold = weight == "bold" or (weight.isdecimal() and int(weight) >= 600)
        italic = self.desk.styles.look(element, "fo:font-style") in ("italic", "oblique")
        return ("B" if bold else "") + ("I" if italic else "")

    def _paragraph(self, paragraph: Element) -> None:
        styles = self.desk.styles
        part = styles.part(paragraph)
        if not words_in(paragraph) and self._is_rule(paragraph):
            paragraph.text = "* * *"
            return
        self._spans(paragraph, styles.language(paragraph))
        if part.kind in (Kind.HEADING, Kind.TITLE):
            self._heading(paragraph, part.level or 1)
            return
        if styles.is_automatic(paragraph) and part.kind is Kind.BODY:
            self._whole(paragraph, self._weight(paragraph))
        box = paragraph.get(BOX, "")
        kind = Kind.BOX if box else (Kind.CAPTION if paragraph.get(CAPTION) else part.kind)
        if kind in (Kind.CODE, Kind.CONTENTS, Kind.CONTINUED, Kind.AUTHOR, Kind.DATE):
            kind = Kind.BODY
        tag = self._foreign(styles.language(paragraph), words_in(paragraph))
        if kind is Kind.BODY and not tag:
            return
        block = Block(kind, box, tag, self._turned(tag))
        paragraph.text = self.marks.block(block) + (paragraph.text or "")

    def _heading(self, paragraph: Element, level: int) -> None:
        paragraph.tag = n("text:h")
        paragraph.attrib.clear()
        paragraph.set(n("text:outline-level"), str(min(level, 6)))

    def _is_rule(self, paragraph: Element) -> bool:
        """An empty paragraph whose style draws a line."""
        names = [style.get(n("style:name"), "") for style in self.desk.styles.of(paragraph)]
        names.append(paragraph.get(n("text:style-name"), ""))
        if any(map(_RULE.fullmatch, names)):
            return True
        line = self.desk.styles.look(paragraph, "fo:border-bottom", "paragraph")
        return line not in ("", "none") and paragraph.find(n("draw:frame")) is None

    def _spans(self, paragraph: Element, around: str) -> None:
        """Mark words in another language than their paragraph's."""
        for span in all_of(paragraph, "text:span"):
            holder = within(span, "text:p", "text:h")
            words = words_in(span)
            if holder is not paragraph or not any(c.isalpha() for c in words):
                continue
            tag = self._foreign(self.desk.styles.language(span), words)
            outer = within(span, "text:span")
            if not tag or tag == around or (outer is not None and "\ue001" in (outer.text or "")):
                continue
            before, after = self.marks.language(tag, self._turned(tag))
            span.text = before + (span.text or "")
            if len(span):
                span[-1].tail = (span[-1].tail or "") + after
            else:
                span.text += after

    def _foreign(self, tag: str, words: str) -> str:
        if not any(c.isalpha() for c in words):
            return ""
        return self.tongue.foreign(tag, words) or self.tongue.by_script(words)

    def _turned(self, tag: str) -> str:
        """The direction of a language, when it is not that of the text."""
        turned = tag and direction_of(tag) != direction_of(self.tongue.language or "en")
        return direction_of(tag) if turned else ""

    def _whole(self, paragraph: Element, look: str) -> None:
        """Emphasis that the paragraph has as a whole."""
        if look and words_in(paragraph):
            span = made(paragraph, "text:span", text_style_name=look)
            span.text, paragraph.text = paragraph.text, ""
            for each in list(paragraph):
                span.append(each)
            paragraph.append(span)

    def _places(self, body: Element) -> None:
        """Bookmarks that links lead to become anchors; links to headings too."""
        wanted: set[str] = set()
        headings = {words_in(each): each for each in reversed(all_of(body, "text:h"))}
        for number, link in enumerate(all_of(body, "text:a"), 1):
            href = link.get(n("xlink:href"), "")
            if found := _OUTLINE.fullmatch(href.removeprefix("#")):
                heading = headings.get(" ".join(found["words"].split()))
                if heading is not None:
                    name = f"outline-{number}"
                    link.set(n("xlink:href"), f"#{name}")
                    heading.text = self.marks.anchor(name) + (heading.text or "")
            elif href.startswith("#"):
                wanted.add(href[1:])
        for each in all_of(body, "text:bookmark", "text:bookmark-start", "text:bookmark-end"):
            name = each.get(n("text:name"), "")
            if name in wanted and each.tag != n("text:bookmark-end"):
                each.tail = self.marks.anchor(name) + (each.tail or "")
            remove(each)
