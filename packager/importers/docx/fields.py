"""Fields and wrappers that mammoth does not look into: made plain, so that no word is lost."""

from __future__ import annotations

import re

from packager.importers.docx.leavings import Desk
from packager.importers.docx.names import (
    MATHS,
    RELATION,
    all_of,
    child,
    ns,
    remove,
    run_of,
    unwrap,
    w,
    words_in,
)
from packager.importers.xml import Element, local

_WRAPPERS = ("smartTag", "customXml", "dir", "bdo", "moveTo", "ins")
_HYPERLINK = re.compile(
    r'\s*HYPERLINK\s+(?:"(?P<address>[^"]*)")?\s*(?P<bare>[^\s"\\]\S*)?'
    r'(?:.*?\\l\s+(?:"(?P<place>[^"]*)"|(?P<word>\S+)))?'
)


def make_plain(root: Element, desk: Desk) -> None:
    """Undo what wraps runs, and write fields so that they are understood."""
    for each in all_of(root, *_WRAPPERS):
        parent = each.getparent()
        if parent is not None and local(parent) not in ("rPr", "trPr"):
            unwrap(each)
    for each in all_of(root, "sdt"):
        _control(each)
    for each in all_of(root, "fldSimple"):
        _simple_field(each)
    _long_fields(root)
    _maths(root, desk)
    _ruby(root, desk)
    _characters(root)


def _control(control: Element) -> None:
    """What somebody filled in stands for itself."""
    content = child(control, "sdtContent")
    for each in list(control):
        if each is not content:
            control.remove(each)
    if content is not None:
        unwrap(content)
    unwrap(control)


def _characters(root: Element) -> None:
    for name, plain in (("cr", "br"), ("ptab", "tab")):
        for each in all_of(root, name):
            each.tag = w(plain)
    for each in all_of(root, "t"):
        each.text = (each.text or "").replace("\u00ad", "")  # the editions hyphenate
    for each in all_of(root, "softHyphen", "lastRenderedPageBreak"):
        remove(each)
    for each in all_of(root, "br"):
        if each.get(w("type")) in ("page", "column"):
            each.tag = w("lastRenderedPageBreak")  # which says nothing
            each.attrib.clear()


def link_of(instruction: str) -> tuple[str, str] | None:
    """The address and the bookmark that a HYPERLINK field leads to; None when it is another."""
    found = _HYPERLINK.match(instruction)
    if not found:
        return None
    return found["address"] or found["bare"] or "", found["place"] or found["word"] or ""


def instructions(root: Element) -> list[str]:
    """What the fields of a part are told, each whole."""
    found = [each.get(w("instr"), "") for each in all_of(root, "fldSimple")]
    return found + ["".join(each.text or "" for each in run) for run in _long_ones(root)]


def _simple_field(field: Element) -> None:
    link = link_of(field.get(w("instr"), ""))
    if link:
        field.tag = w("hyperlink")
        field.attrib.clear()
        field.set("instruction", field_text(link))
    else:
        unwrap(field)


def field_text(link: tuple[str, str]) -> str:
    """A link as mammoth reads it out of a field: an address alone, or a bookmark alone."""
    address, place = link
    if not address:
        return f'HYPERLINK \\l "{place}"'
    return f'HYPERLINK "{address}{"#" + place if place else ""}"'


def _long_ones(root: Element) -> list[list[Element]]:
    """The pieces of each long field's instruction, by the order of where the fields begin."""
    fields: list[list[Element]] = []
    open_fields: list[list[Element]] = []
    for each in root.iter(w("fldChar"), w("instrText")):
        if each.tag == w("instrText"):
            if open_fields:
                open_fields[-1].append(each)
        elif each.get(w("fldCharType")) == "begin":
            fields.append([])
            open_fields.append(fields[-1])
        elif each.get(w("fldCharType")) == "end" and open_fields:
            open_fields.pop()
    return fields


def _long_fields(root: Element) -> None:
    for pieces in _long_ones(root):
        link = link_of("".join(each.text or "" for each in pieces))
        for number, each in enumerate(pieces):
            each.text = field_text(link) if link and number == 0 else ""


def _maths(root: Element, desk: Desk) -> None:
    for name in ("oMathPara", "oMath"):
        for each in list(root.iter(ns(MATHS, name))):
            if each.getparent() is None or (name == "oMath" and _in(each, "oMathPara")):
                continue
            words = words_in(each)
            parent = each.getparent()
            assert parent is not None
            parent.replace(each, run_of(each, words))
            desk.simplified.add("formulas", "became plain characters: see whether they can be read")


def _in(element: Element, name: str) -> bool:
    return next(element.iterancestors(ns(MATHS, name)), None) is not None


def _ruby(root: Element, desk: Desk) -> None:
    """Small type that tells how words are read: it follows them in brackets."""
    for each in all_of(root, "ruby"):
        base, reading = child(each, "rubyBase"), child(each, "rt")
        run = each.getparent()
        if run is None or run.getparent() is None:
            continue
        parent, at = run.getparent(), 0
        assert parent is not None
        at = parent.index(run)
        words = "" if base is None else words_in(base)
        said = "" if reading is None else words_in(reading)
        parent.insert(at + 1, run_of(each, f"{words} ({said})" if said else words))
        remove(each)
        desk.simplified.add("readings above words", "follow them in brackets")


def mark_links(root: Element, relations: dict[str, str]) -> None:
    """Give the links that were fields an id of their own among the part's relations."""
    for number, each in enumerate(all_of(root, "hyperlink")):
        told = each.get("instruction", "")
        if told:
            del each.attrib["instruction"]
            link = link_of(told)
            assert link is not None
            if not link[0]:
                each.set(w("anchor"), link[1])
                continue
            name = f"field{number}"
            relations[name] = link[0] + (f"#{link[1]}" if link[1] else "")
            each.set(ns(RELATION, "id"), name)
