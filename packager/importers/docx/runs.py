"""Words in a line: their language and direction, their emphasis, and what is not carried over."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from packager.importers.docx.leavings import Desk
from packager.importers.docx.names import above, all_of, child, is_on, made, value, w, words_in
from packager.importers.office.language import Tongue
from packager.importers.office.styles import Kind
from packager.importers.xml import Element
from packager.model.languages import direction_of, normal_tag

_CALLS = ("footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef")
_EASTERN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SIMPLER = (  # properties of a run that have no counterpart here
    ("strike", "struck-out words", "stand as they are: take out what is not to be read"),
    ("dstrike", "struck-out words", "stand as they are: take out what is not to be read"),
    ("u", "underlined words", "became plain"),
    ("smallCaps", "words in small capitals", "became plain"),
    ("caps", "words set in capitals", "stand as they were typed"),
    ("highlight", "highlighted words", "became plain"),
)


def tag_of(run: Element, desk: Desk) -> str:
    """The language of a run's words: as it says, or its styles, or the document; may be empty."""
    key = _key(run, desk)
    paragraph = above(run, "p")
    holders = [run, *desk.styles.of_run(run)]
    holders += desk.styles.of_paragraph(paragraph) if paragraph is not None else []
    for holder in (*(child(each, "rPr") for each in holders), desk.styles.defaults):
        language = child(holder, "lang")
        told = "" if language is None else language.get(w(key), "")
        if told and (tag := normal_tag(told)):
            return tag if tag != "x-none" else ""
    return ""


def weigh(roots: list[Element], desk: Desk) -> Counter[str]:
    """How many letters are in each language, by what the file says."""
    weights: Counter[str] = Counter()
    for root in roots:
        for run in all_of(root, "r"):
            letters = sum(character.isalpha() for character in words_in(run))
            if letters:
                weights[tag_of(run, desk)] += letters
    return weights


@dataclass(slots=True)
class Looks:
    """The looks of runs, each by a style of its own that mammoth is told of."""

    desk: Desk
    tongue: Tongue
    _names: dict[str, str] = field(default_factory=dict)

    def rules(self) -> list[str]:
        """What mammoth is to make of each style."""
        return [f"r.{name} => span{said}" for said, name in self._names.items()]

    def paragraph(self, paragraph: Element) -> str:
        """What a paragraph says of its language and direction: `[lang='fr']`. Its runs are told."""
        runs = [run for run in all_of(paragraph, "r") if above(run, "p") is paragraph]
        said = {self._said(run) for run in runs if _letters(run)}
        whole = said.pop() if len(said) == 1 else ""
        heading = self.desk.styles.part(paragraph).kind is Kind.HEADING
        for run in runs:
            self._settle(run, "" if whole else self._said(run), heading)
        return whole

    def spans(self, paragraph: Element) -> None:
        """Tell a paragraph's runs what they say each for itself."""
        for run in all_of(paragraph, "r"):
            if above(run, "p") is paragraph:
                self._settle(run, self._said(run), False)

    def _said(self, run: Element) -> str:
        if not _letters(run):
            return ""
        words = words_in(run)
        tag = self.tongue.foreign(tag_of(run, self.desk), words) or self.tongue.by_script(words)
        if not tag:
            return ""
        turned = direction_of(tag) != direction_of(self.tongue.language or "en")
        return f"[lang='{tag}']" + (f"[dir='{direction_of(tag)}']" if turned else "")

    def _settle(self, run: Element, said: str, heading: bool) -> None:
        """Leave of a run's properties those that mean something."""
        bold = self.desk.styles.look(run, "b") and not heading
        italic = self.desk.styles.look(run, "i")
        raised = "" if any(each.tag in map(w, _CALLS) for each in run) else self._raised(run)
        if words_in(run):
            self._simplify(run)
        properties = child(run, "rPr")
        if properties is None:
            properties = made(run, "rPr")
            run.insert(0, properties)
        for each in list(properties):
            properties.remove(each)
        if said:
            name = self._names.setdefault(said, f"s{len(self._names) + 1}")
            properties.append(made(run, "rStyle", val=name))
        for name, on in (("b", bold), ("i", italic)):
            if on:
                properties.append(made(run, name))
        if raised:
            properties.append(made(run, "vertAlign", val=raised))

    def _raised(self, run: Element) -> str:
        for holder in (run, *self.desk.styles.of_run(run)):
            if told := value(holder, "rPr", "vertAlign"):
                return told if told in ("superscript", "subscript") else ""
        return ""

    def _simplify(self, run: Element) -> None:
        for name, what, became in _SIMPLER:
            told = child(run, "rPr", name)
            linked = name == "u" and above(run, "hyperlink") is not None
            if is_on(told) and not linked and _starts(run, name):
                self.desk.simplified.add(what, became)


def _starts(run: Element, name: str) -> bool:
    """Is it the first run of those that look so? (What one marked at once may be many runs.)"""
    before = run.getprevious()
    return before is None or not is_on(child(before, "rPr", name))


def _letters(run: Element) -> bool:
    return any(character.isalpha() for character in words_in(run))


def _key(run: Element, desk: Desk) -> str:
    """Which of the three languages of a run is meant: by its script (§17.3.2.20)."""
    if desk.styles.look(run, "rtl") or desk.styles.look(run, "cs"):
        return "bidi"
    return "eastAsia" if _EASTERN.search(words_in(run)) else "val"
