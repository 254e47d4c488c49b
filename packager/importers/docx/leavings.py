"""What a Word file holds that its text does not show, or should not: taken out and said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from packager.importers.docx.names import (
    CHOICES,
    above,
    all_of,
    child,
    is_on,
    ns,
    remove,
    unwrap,
    value,
    words_in,
)
from packager.importers.docx.parts import Package
from packager.importers.docx.styles import Styles
from packager.importers.imported import Account
from packager.importers.office.simplified import Simplified
from packager.importers.office.styles import Kind
from packager.importers.xml import Element, local

DELETED = "deleted text"
_DELETED = ("del", "moveFrom")
_KNOWN_CHOICES = ("wps", "wpg", "wpc", "wp14", "w14", "w15")  # what newer Words draw boxes with


@dataclass(slots=True)
class Desk:
    """What the steps of reading one Word file share."""

    package: Package
    styles: Styles
    account: Account
    simplified: Simplified = field(default_factory=Simplified)
    besides: list[str] = field(default_factory=list)  # words left out that no text shows

    def drop(self, what: str, reason: str, text: str, member: str = "") -> None:
        """Something of the text is left out; `member` is the part that it stood in."""
        place = self.package.source.place(inside=member or self.package.main)
        self.account.drop(what, reason, text, place)


def choose(root: Element) -> None:
    """Of what a file holds twice, for newer and older programs, keep one (part 3, §7.5)."""
    for alternatives in list(root.iter(ns(CHOICES, "AlternateContent"))):
        choice = alternatives.find(ns(CHOICES, "Choice"))
        fallback = alternatives.find(ns(CHOICES, "Fallback"))
        known = choice is not None and choice.get("Requires", "") in _KNOWN_CHOICES
        kept = choice if known or fallback is None else fallback
        for each in list(alternatives):
            if each is not kept:
                alternatives.remove(each)
        if kept is not None:
            unwrap(kept)
        unwrap(alternatives)


def leave_out(root: Element, desk: Desk, member: str) -> None:
    """Take out of a part what is not its text: changes, hidden words, placeholders, contents."""
    _accept_changes(root, desk, member)
    _hidden(root, desk, member)
    for each in all_of(root, "sdt"):
        if is_on(child(each, "sdtPr", "showingPlcHdr")):
            desk.drop("placeholder", "nobody filled it in", words_in(each), member)
            remove(each)
    _contents(root, desk, member)
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef"):
        for each in all_of(root, name):
            remove(each)


def other_parts(desk: Desk) -> None:
    """Say what stands in comments, headers and footers: no article has them."""
    for kind, what, reason in (
        ("comments", "comment", "it is no part of the text"),
        ("header", "header", "running heads are made anew"),
        ("footer", "footer", "folios and running feet are made anew"),
    ):
        seen: set[str] = set()
        for member in sorted(desk.package.parts(kind)):
            root = desk.package.tree(member)
            choose(root)
            for each in all_of(root, "comment") if kind == "comments" else [root]:
                words = words_in(each)
                spoken = any(map(str.isalpha, words)) or (words and kind == "comments")
                if spoken and words not in seen:
                    seen |= set() if kind == "comments" else {words}
                    desk.besides.append(words)
                    desk.drop(what, reason, words, member)


# --- Changes that somebody made and nobody accepted yet ----------------------------------------


def _accept_changes(root: Element, desk: Desk, member: str) -> None:
    for words, besides in _deleted(root):
        if words:
            desk.besides.append(besides)
            desk.drop(
                DELETED, "somebody deleted it, and the change is not accepted yet", words, member
            )
    inserted = {each for each in all_of(root, "ins", "moveTo") if above(each, "rPr") is None}
    number = sum(bool(words_in(each)) for each in inserted if local(each) == "ins")
    desk.simplified.add("insertions that are not accepted yet", "are in the text", number)
    for each in all_of(root, "ins", "moveTo"):
        if each in inserted and local(each.getparent()) != "trPr":
            unwrap(each)
    for each in all_of(root, "rPrChange", "pPrChange", "tblPrChange", "sectPrChange", "tcPrChange",
                       "trPrChange", "numberingChange", "tblGridChange"):  # fmt: skip
        remove(each)


def _deleted(root: Element) -> Iterator[tuple[str, str]]:
    """The words of what was deleted, which leave the tree, and those of them that the text does not
    show; neighbours in one paragraph as one."""
    for row in all_of(root, "tr"):
        if child(row, "trPr", "del") is not None:
            yield words_in(row), " ".join(words_in(each) for each in all_of(row, *_DELETED))
            remove(row)
    last: Element | None = None
    words: list[str] = []
    for each in all_of(root, *_DELETED):
        if above(each, "rPr") is not None or above(each, "trPr") is not None:
            continue
        paragraph = above(each, "p")
        if paragraph is not last:
            yield " ".join(words), " ".join(words)
            last, words = paragraph, []
        if local(each) == "del":  # what was moved stands elsewhere
            words.append(words_in(each))
        remove(each)
    yield " ".join(words), " ".join(words)


# --- Words that are not shown, and words that Word makes ---------------------------------------


def _hidden(root: Element, desk: Desk, member: str) -> None:
    for run in all_of(root, "r"):
        if desk.styles.look(run, "vanish"):
            if words := words_in(run):
                desk.drop("hidden text", "it is not shown", words, member)
            remove(run)


def _contents(root: Element, desk: Desk, member: str) -> None:
    """Tables of contents: their paragraphs, known by their place or their styles."""
    words: list[str] = []
    for each in all_of(root, "sdt"):
        gallery = value(each, "sdtPr", "docPartObj", "docPartGallery")
        if gallery in ("Table of Contents", "Table of Figures"):
            words.append(words_in(each))
            remove(each)
    for paragraph in all_of(root, "p"):
        if desk.styles.part(paragraph).kind is Kind.CONTENTS:
            words.append(words_in(paragraph))
            remove(paragraph)
    if any(words):
        text = " ".join(words)
        desk.drop("table of contents", "a publication makes its own", text, member)
