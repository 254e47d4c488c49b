"""Rights of an article: statement, holder, licence."""

from __future__ import annotations

import re

from packager.findings import finding
from packager.importers.jats.elements import below, child, children, href, words
from packager.importers.jats.state import State
from packager.importers.told.licences import licence_of
from packager.importers.xml import Element, local
from packager.model.rights import Rights


def rights_of(meta: Element | None, state: State) -> Rights:
    """What the permissions of the front matter say. Terms that are no licence we know stay in
    the statement, word for word."""
    block = child(meta, "permissions")
    if block is None:
        block = meta  # as the older NLM format has it: copyright-statement right there
    holder = "; ".join(dict.fromkeys(filter(None, map(words, children(block, "copyright-holder")))))
    year = " ".join(dict.fromkeys(filter(None, map(words, children(block, "copyright-year")))))
    said = words(child(block, "copyright-statement"))
    statement = said or (f"© {' '.join(filter(None, (year, holder)))}" if year or holder else "")
    licences = children(block, "license", "license_ref")
    terms = [each for each in licences if words(each) or href(each)]
    licence = next((found for each in terms if (found := _licence(each))), "")
    licence = licence or licence_of(said)
    if licence:
        _tell(block, licence, terms, state)
    elif terms:
        statement = _with_terms(statement, terms, state)
    return Rights(statement, holder, licence)


def _licence(element: Element) -> str:
    """The licence that an element names: by its address, a link in it, its words."""
    said = [href(element)]
    said += [href(each) or words(each) for each in below(element, "license_ref", "ext-link", "uri")]
    said.append(words(element))
    return next((found for each in said if each and (found := licence_of(each))), "")


def _tell(block: Element | None, licence: str, terms: list[Element], state: State) -> None:
    """The licence is a field now: its wording is not needed any more, and that is said."""
    if not terms:
        return
    state.recognise("licence", terms[0], licence)
    for each in terms:
        if local(each) == "license" and words(each):
            reason = f"the licence is told by its id, {licence}"
            state.drop(each, "wording of the licence", reason)


def _with_terms(statement: str, terms: list[Element], state: State) -> str:
    text = " ".join(words(each) or href(each) for each in terms)
    named = re.search(r"creative commons[\w ,/()–-]*", text, re.IGNORECASE)
    what = f"“{named[0].strip()[:80]}” names no version" if named else "is none that has an id here"
    message = f"the licence {what}: its terms stay in the statement of rights"
    hint = "when you know which it is, write its id (as CC-BY-4.0) under `rights: licence`"
    state.account.findings.append(
        finding("import-simplified", message, state.place(terms[0]), hint)
    )
    mark = "" if not statement or statement.endswith((".", "!", "?")) else "."
    return f"{statement}{mark} {text}".strip()
