"""By what calls of notes, notes and ways back are known: roles, classes, ids, words."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from packager.importers.markup.elements import attribute, classes, name_of, roles, words_of
from packager.importers.markup.naming import words_set

_CALL_ROLES = frozenset(("doc-noteref", "noteref"))
_BODY_ROLES = words_set("doc-footnote doc-endnote footnote endnote rearnote")
_PLACE_ROLES = words_set("doc-endnotes footnotes endnotes rearnotes")
_BACK_ROLES = frozenset(("doc-backlink", "backlink", "referrer"))

_CALL_CLASSES = words_set(
    "footnote-ref footnote-reference footnote-anchor footnoteref footnote-link noteref note-ref "
    "spip_note spip_note_ref reference fn-ref fnref call simple-footnote note-call easy-footnote "
    "citation modern-footnotes-footnote footnote__citations-wrapper footnotes-ref endnote-ref "
    "mfn footnote_plugin_tooltip_text footnote_referrer fn"
)
_PLACE_CLASSES = words_set(
    "notes footnotes references reflist endnotes footnote-list footnotes-list wp-block-footnotes "
    "easy-footnotes-wrapper modern-footnotes-list simple-footnotes notes-list footnotes_reference_"
    "container mw-references-wrap footnote-definitions spip_notes refbegin rearnotes note-section "
    "footnotedef footnotedefs"
)
_BACK_CLASSES = words_set(
    "footnote-back footnote-backref footnote-return footnote-backlink reversefootnote fn-backref "
    "mw-cite-backlink renvois_vers_le_texte return-link data-footnote-backref backlink "
    "footnote_backlink easy-footnote-to-top footnote-return-link"
)
_CALL_ID = re.compile(
    r"(?:fn-?ref|cite_ref|footnote-?ref|nh|_?ftnref|sdfootnote\d+anc|ref-?fn|noteref"
    r"|endnote-?ref)",
    re.IGNORECASE,
)
_BODY_ID = re.compile(
    r"(?:fn(?!ref|-ref)|cite_note|footnote(?!-?ref|s\b)|nb\d|nb-|_?ftn(?!ref)|sdfootnote\d+sym"
    r"|endnote(?!-?ref|s\b)|en-?\d|note-?\d|note_|n\d+$|user-content-fn-)",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"[\[(⁽]?\s*(?:\d{1,4}|[ivxlc]{1,7}|[a-zα-ω]{1,2}|[A-Z]|[*†‡§¶#]{1,5}|[⁰¹²³⁴⁵⁶⁷⁸⁹]+"
    r"|(?:note|nb|n|n\.|fn|ref|réf|lower-alpha|anm|nota|notes?)[.\s\u00a0]*[a-z\d]{1,4})\s*[\])⁾]?[.:]?"
)
_ARROW = re.compile(r"[\s\u00a0↑↩↵⏎⤴⬆^⇑↰⇧\ufe0e\ufe0f\[\]()]+")
_BACK_WORDS = re.compile(
    r"(?:back|return|jump up|zurück|retour|volver|voltar|torna|(?:jump )?up|back to (?:the )?"
    r"(?:text|content|top|article)|return to (?:the )?(?:text|article)|retour au texte|"
    r"hochspringen(?: nach)?|↑ .*|zum text|volver al texto)[\s.:↑↩^\ufe0e]*",
    re.IGNORECASE,
)


def is_mark(words: str) -> bool:
    """Are these the words of a call: `[1]`, `*`, `a`?"""
    return bool(_MARK.fullmatch(words.strip(" \u00a0")))


def is_arrow(words: str) -> bool:
    """Are these the words of a way back to the call?"""
    words = words.strip(" \u00a0")
    return bool(_ARROW.fullmatch(words) or _BACK_WORDS.fullmatch(words)) or is_mark(words)


def says_call(link: Element, parents: dict[Element, Element]) -> bool:
    """Does a link, or what wraps it, say that it calls a note?"""
    if attribute(link, "rel").lower() in ("footnote", "appendix"):
        return True
    node: Element | None = link
    for _ in range(3):
        if node is None or name_of(node) not in ("a", "sup", "span", "b", "small"):
            return False
        if not _CALL_ROLES.isdisjoint(roles(node)) or not _CALL_CLASSES.isdisjoint(classes(node)):
            return True
        if _CALL_ID.match(attribute(node, "id")):
            return True
        node = parents.get(node)
    return False


def is_raised(link: Element, parents: dict[Element, Element]) -> bool:
    """Does a link stand above the line?"""
    inner = any(name_of(each) == "sup" for each in link.iter())
    node = parents.get(link)
    while node is not None and name_of(node) in ("span", "b", "small", "i", "em", "sup"):
        inner = inner or name_of(node) == "sup"
        node = parents.get(node)
    return inner


def says_note(element: Element) -> bool:
    """Does an element say that it is a note?"""
    return not _BODY_ROLES.isdisjoint(roles(element))


def named_as_note(id_: str) -> bool:
    """Is an id one that notes are usually given?"""
    return bool(_BODY_ID.match(id_))


def holds_notes(element: Element) -> bool:
    """Does an element say that notes are kept in it?"""
    return not (
        _PLACE_ROLES.isdisjoint(roles(element)) and _PLACE_CLASSES.isdisjoint(classes(element))
    ) and name_of(element) not in ("a", "span", "sup")


def says_back(element: Element) -> bool:
    """Does an element say that it leads back to the call?"""
    if not _BACK_ROLES.isdisjoint(roles(element)):
        return True
    if not _BACK_CLASSES.isdisjoint(classes(element)):
        return True
    return attribute(element, "rev").lower() in ("footnote", "appendix")


def mark_of(words: str) -> str:
    """The mark itself: without brackets and points."""
    return re.sub(r"[\s\u00a0\[\]()⁽⁾.:]", "", words)


__all__ = [
    "holds_notes", "is_arrow", "is_mark", "is_raised", "mark_of", "named_as_note", "says_back",
    "says_call", "says_note", "words_of",
]  # fmt: skip
