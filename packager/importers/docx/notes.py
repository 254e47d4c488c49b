"""Notes of a Word file: those without a call, calls without a note, and marks of their own."""

from __future__ import annotations

from collections.abc import Iterable

from packager.findings import finding
from packager.importers.docx.counting import notes_in
from packager.importers.docx.leavings import Desk
from packager.importers.docx.names import RELATION, above, all_of, ns, remove, unwrap, w, words_in
from packager.importers.xml import Element

KINDS = (("footnotes", "footnote"), ("endnotes", "endnote"))


def tie(main: Element, parts: dict[str, Element], desk: Desk) -> None:
    """See that each call has a note and each note a call; mammoth goes by that."""
    for part, name in KINDS:
        notes = {note.get(w("id"), ""): note for note in notes_in(parts.get(part), name)}
        called: set[str] = set()
        for call in all_of(main, f"{name}Reference"):
            number = call.get(w("id"), "")
            if number not in notes or number in called:
                _lone(f"the call of a {name} leads to none", desk, part)
                remove(call)
                continue
            called.add(number)
            if is_on_text(call.get(w("customMarkFollows"), "")):
                _own_mark(call, notes[number])
        for number, note in notes.items():
            if number not in called:
                words = words_in(note)
                _lone(f"a {name} is called nowhere: “{words[:60]}”", desk, part)
                desk.drop(name, "nothing in the text calls it", words, f"word/{part}.xml")
                remove(note)


def is_on_text(text: str) -> bool:
    """A switch that is an attribute."""
    return text.lower() in ("1", "true", "on")


def _lone(message: str, desk: Desk, part: str) -> None:
    place = desk.package.source.place(inside=f"word/{part}.xml")
    hint = "put the call where it belongs, or take the note out"
    desk.account.findings.append(finding("import-note-unmatched", message, place, hint))


def _own_mark(call: Element, note: Element) -> None:
    """A mark that somebody typed, such as *: notes are numbered here, so it goes."""
    run = call.getparent()
    following = list(call.itersiblings(w("t")))
    if not following and run is not None and (after := run.getnext()) is not None:
        following = all_of(after, "t")[:1]
    mark = (following[0].text or "").strip() if following else ""
    if not mark or len(mark) > 3 or any(c.isalpha() for c in mark):
        return
    following[0].text = (following[0].text or "").replace(mark, "", 1)
    for words in all_of(note, "t")[:1]:
        text = (words.text or "").lstrip()
        words.text = text.removeprefix(mark).lstrip() if text.startswith(mark) else words.text


def settle_links(root: Element, links: dict[str, str], known: Iterable[str], desk: Desk) -> None:
    """Links that lead nowhere become their words; bookmarks that nothing leads to go."""
    bookmarks = set(known)
    for each in all_of(root, "hyperlink"):
        name, anchor = each.get(ns(RELATION, "id")), each.get(w("anchor"))
        if name is not None and name not in links:
            each.attrib.pop(ns(RELATION, "id"))
            name = None
        if name is None and anchor not in bookmarks:
            if words := words_in(each):
                message = f"the link of “{words[:80]}” leads nowhere in the file"
                place = desk.package.source.place()
                desk.account.findings.append(finding("import-link-lost", message, place))
            unwrap(each)


def keep_bookmarks(root: Element, wanted: set[str]) -> None:
    """Take out the bookmarks that no link leads to: Word is full of them."""
    for each in all_of(root, "bookmarkStart"):
        if each.get(w("name"), "") not in wanted:
            remove(each)


def move_calls(paragraph: Element, main: Element) -> None:
    """The notes of a title are called at the end of the next paragraph that has words."""
    calls = all_of(paragraph, "footnoteReference", "endnoteReference")
    seen = False
    for other in all_of(main, "p"):
        seen = seen or other is paragraph
        if seen and other is not paragraph and words_in(other) and above(other, "tbl") is None:
            for call in calls:
                run = call.getparent()
                if run is not None:
                    other.append(run)
                    for words in all_of(run, "t"):
                        remove(words)
            return


def has_calls(paragraph: Element) -> bool:
    """Does it call notes?"""
    return bool(all_of(paragraph, "footnoteReference", "endnoteReference"))


def lone_runs(paragraph: Element) -> list[Element]:
    """The runs that stand right in a paragraph."""
    return [run for run in all_of(paragraph, "r") if above(run, "p") is paragraph]
