"""Pictures: found beside the source, or named as missing with their words kept."""

from __future__ import annotations

import re
from dataclasses import replace

from packager.findings import finding
from packager.importers.jats.elements import below, child, children, href, words
from packager.importers.jats.state import State
from packager.importers.pictures import Said, picture
from packager.importers.told.licences import licence_of
from packager.importers.xml import Element, local
from packager.model.text import Inline, Picture, Words

_ENDINGS = ("", ".jpg", ".png", ".jpeg", ".tif", ".tiff", ".gif", ".svg", ".webp")
_KINDS = ("graphic", "inline-graphic")


def inline_picture(element: Element, state: State) -> list[Inline]:
    """A picture among words; when it cannot be had, what is said of it."""
    found = find_picture(element, state)
    alt = _alt(element)
    return [found] if found else ([Words(f"[{alt}]")] if alt else [])


def graphics(element: Element) -> list[list[Element]]:
    """The pictures of a figure: each with its alternatives."""
    found: list[list[Element]] = []
    taken: set[Element] = set()
    for each in [element] if local(element) in _KINDS else below(element, *_KINDS):
        if each in taken:
            continue
        parent = each.getparent()
        together = [each]
        if parent is not None and local(parent) == "alternatives":
            together = children(parent, *_KINDS)
        taken.update(together)
        found.append(together)
    return found


def find_picture(element: Element, state: State) -> Picture | None:
    """The picture of an element, from beside the source; None after its absence was told."""
    groups = graphics(element)
    if not groups:
        return None
    return picture_of(groups[0], element, state)


def picture_of(choice: list[Element], owner: Element, state: State) -> Picture | None:
    """The first of some alternatives that can be had; `owner` says what it shows."""
    for each in choice:
        for name in _names(href(each)):
            data = state.source.beside(name)
            if data is not None:
                kept = state.shelf.add(data, name, state.place(each))
                return picture(kept, _said(owner, each, state)) if kept else None
    _tell_absent(choice, state)
    return None


def _names(reference: str) -> list[str]:
    """What the file beside the source may be called; the last part of an address will do."""
    if not reference:
        return []
    last = re.split(r"[/\\]", re.split(r"[?#]", reference)[0].rstrip("/"))[-1]
    stems = dict.fromkeys([reference, last])
    if re.search(r"\.(?:jpe?g|png|gif|tiff?|svg|webp|eps)$", last, re.IGNORECASE):
        bare = last.rpartition(".")[0]
        stems[bare] = None
    return [stem + ending for stem in stems if stem for ending in _ENDINGS]


def _tell_absent(choice: list[Element], state: State) -> None:
    remote = next((href(each) for each in choice if re.match("(?i)https?://", href(each))), "")
    named = remote or next((href(each) for each in choice if href(each)), "")
    place = state.place(choice[0])
    if remote:
        hint = "nothing is fetched: save it beside the source under its own name, import again"
        message = f"a picture is on the web: {remote}"
        state.account.findings.append(finding("import-picture-remote", message, place, hint))
        return
    hint = "put it beside the source and import again; its caption stays in the text"
    message = f"the picture “{named[-80:]}” is not beside the source"
    state.account.findings.append(finding("import-picture-missing", message, place, hint))


def _said(owner: Element, graphic: Element, state: State) -> Said:
    said = Said(alt=_alt(graphic) or _alt(owner))
    for each in (owner, graphic):
        said = _with_rights(each, said, state)
    return said


def _with_rights(element: Element, said: Said, state: State) -> Said:
    credit, rights = child(element, "attrib"), child(element, "permissions")
    if credit is not None and words(credit):
        said = replace(said, credit=words(credit))
        state.recognise("credit", credit, text=words(credit))
    if rights is not None:
        terms = " ".join([*(href(each) for each in children(rights, "license")), words(rights)])
        statement = words(child(rights, "copyright-statement"))
        credit_text = said.credit or statement or words(rights)
        said = replace(said, credit=credit_text, licence=said.licence or licence_of(terms))
        state.recognise("credit", rights, text=words(rights))
    return said


def _alt(element: Element) -> str:
    texts = (words(each) for each in children(element, "alt-text", "long-desc"))
    return next((text for text in texts if text), "")
