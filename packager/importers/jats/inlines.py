"""What stands in a paragraph: one function for each kind of element, in `_BUILDERS`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from packager.findings import finding
from packager.importers.jats import formulas, pictures
from packager.importers.jats.elements import (
    SILENT,
    address,
    elements,
    is_block,
    language_of,
    line_of,
    within,
    words,
)
from packager.importers.jats.people import person_name
from packager.importers.jats.state import State
from packager.importers.markup.spacing import settled
from packager.importers.xml import Element, local
from packager.model.text import (
    Attributes,
    Code,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    NoteCall,
    Span,
    Strong,
    Words,
    plain,
)

Inlines = list[Inline]

_UP = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_DOWN = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_RAISED = re.compile(r"[0-9+\-−=()n]+")
_LOWERED = re.compile(r"[0-9+\-−=()]+")
_ORDINAL = re.compile(r"(?:er?|re|[eè]?me|nd|st|rd|th|es|[oaº°ª]s?)", re.IGNORECASE)
_MARK = re.compile(r"[\W\d]*|[\W_]*\w{1,3}[\W_]*|[\W_]*[ivxlc]{1,6}[\W_]*", re.IGNORECASE)
_NO_ANCHOR = ("aff", "corresp", "author-notes", "contrib", "author-note")


def line(element: Element, state: State, skip: Sequence[str] = ()) -> tuple[Inline, ...]:
    """All an element says, on one line; without the children named in `skip`."""
    return settled(content(element, state, skip))


def content(element: Element, state: State, skip: Sequence[str] = ()) -> Inlines:
    """All an element says, as it comes, white space and all."""
    found: Inlines = [Words(element.text or "")]
    for each in element:
        if local(each) not in skip:
            found += inline(each, state)
        found.append(Words(each.tail or ""))
    return found


def inline(element: Element, state: State) -> Inlines:
    """An element in a paragraph; unknown ones are what they say."""
    name = local(element)
    if not name:
        return [Words(element.text or "")]  # a reference to an entity that is not known
    if name in SILENT:
        return []
    found = _BUILDERS.get(name, content)(element, state)
    if is_block(element) and name not in _BUILDERS:
        found = [Words(" "), *found, Words(" ")]
    language = language_of(element)
    if language and language != state.language and plain(tuple(found)).strip():
        return [Span(tuple(found), Attributes(language=language))]
    return found


def label_words(element: Element, state: State) -> tuple[Inline, ...]:
    """An element's words with an anchor on their first, if links lead to it."""
    return with_anchor(line(element, state), state.anchor(element))


def with_anchor(nodes: Sequence[Inline], anchor: str) -> tuple[Inline, ...]:
    """A line whose first word carries an id."""
    if not anchor or not nodes:
        return tuple(nodes)
    first, rest = nodes[0], tuple(nodes[1:])
    attributes = Attributes(id=anchor)
    if isinstance(first, Words) and (found := re.match(r"\W*\w[\w.’'-]*\w|\S+", first.text)):
        left = Words(first.text[found.end() :])
        return (Span((Words(found[0]),), attributes), *((left,) if left.text else ()), *rest)
    if isinstance(first, NoteCall):
        return (first, *with_anchor(rest, anchor))
    return (Span((first,), attributes), *rest)


# --- One function for each kind ----------------------------------------------------------------


def _italic(element: Element, state: State) -> Inlines:
    return [Emphasis(tuple(content(element, state)))]


def _bold(element: Element, state: State) -> Inlines:
    return [Strong(tuple(content(element, state)))]


def _monospace(element: Element, state: State) -> Inlines:
    text = words(element)
    return content(element, state) if _holds_more(element) else [Code(text)]


def _holds_more(element: Element) -> bool:
    return any(
        local(each) in ("xref", "fn", "ext-link", "inline-graphic") for each in within(element)
    )


def _small_capitals(element: Element, state: State) -> Inlines:
    state.simplify("words in small capitals became plain", element)
    return content(element, state)


def _underlined(element: Element, state: State) -> Inlines:
    what = {"underline": "underlined", "strike": "struck out"}.get(local(element), "overlined")
    state.simplify(f"{what} words became plain", element)
    return content(element, state)


def _raised(element: Element, state: State) -> Inlines:
    return _shifted(element, state, _RAISED, _UP)


def _lowered(element: Element, state: State) -> Inlines:
    return _shifted(element, state, _LOWERED, _DOWN)


def _shifted(
    element: Element, state: State, known: re.Pattern[str], table: dict[int, int]
) -> Inlines:
    text = words(element)
    if not text or any(local(each) in ("xref", "fn") for each in within(element)):
        return content(element, state)
    if known.fullmatch(text):
        return [Words(text.translate(table))]
    raised = local(element) == "sup"
    if not (raised and _ORDINAL.fullmatch(text)):
        where = "raised" if raised else "lowered"
        state.simplify(f"{where} letters stand on the line now", element)
    return content(element, state)


def _break(element: Element, state: State) -> Inlines:
    return [LineBreak()]


def _outside(element: Element, state: State) -> Inlines:
    """A link out of the article, or an address of mail."""
    inside = content(element, state)
    url = address(element)
    if not plain(tuple(inside)).strip():
        inside = [Words(url)]
    if not url:
        state.lose_link(element, "the source gives no address that can be followed")
        return inside
    return [Link(tuple(_unlinked(inside)), url=url)]


def _unlinked(nodes: Sequence[Inline]) -> Inlines:
    """Words of a link without links in them."""
    found: Inlines = []
    for node in nodes:
        found += _unlinked(node.children) if isinstance(node, Link) else [node]
    return found


def _cross(element: Element, state: State) -> Inlines:
    """A cross-reference: the call of a note, a link within the article, or words."""
    rids = element.get("rid", "").split()
    notes = [rid for rid in rids if rid in state.notes]
    inside = content(element, state)
    if notes and not state.in_note:
        return _calls(element, inside, notes, state)
    if not plain(tuple(inside)).strip() or element.get("ref-type") in _NO_ANCHOR:
        return inside
    anchor = next((state.anchors[rid] for rid in rids if rid in state.anchors), "")
    if anchor:
        return [Link(tuple(_unlinked(inside)), anchor=anchor)]
    why = f"there is no place “{rids[0][:40]}” to lead to" if rids else "it names no place"
    if notes:
        why = "a note cannot call another"
    state.lose_link(element, why)
    return inside


def _calls(element: Element, inside: Inlines, notes: list[str], state: State) -> Inlines:
    calls: Inlines = [NoteCall(state.call(rid), 0, line_of(element)) for rid in notes]
    text = plain(tuple(inside)).strip()
    if _MARK.fullmatch(text):
        return calls
    message = f"the words “{text[:60]}” call a note, and are more than its mark: both are kept"
    hint = "see whether the note is the one that is meant"
    state.account.findings.append(finding("import-guessed", message, state.place(element), hint))
    return [*inside, *calls]


def _note(element: Element, state: State) -> Inlines:
    """A note that stands where it is called."""
    rid = state.note_ids.get(element, "")
    if rid and not state.in_note:
        return [NoteCall(state.call(rid), 0, line_of(element))]
    return [Words(" ("), *content(element, state, ("label",)), Words(")")]


def _person(element: Element, state: State) -> Inlines:
    if (element.text or "").strip() or any((each.tail or "").strip() for each in element):
        return content(element, state)
    return [Words(" ".join(spaced_name(element)))]


def spaced_name(element: Element) -> Iterator[str]:
    """The parts of a name of a reference list, family name first."""
    said, sort = person_name(element)
    family = [words(each) for each in elements(element) if local(each) == "surname"]
    yield from family
    others = [words(each) for each in elements(element) if local(each) != "surname"]
    yield from others or ([] if family else [sort or said])


def _formula(element: Element, state: State) -> Inlines:
    text, kind = formulas.source_of(element)
    if kind == "graphic":
        return pictures.inline_picture(element, state)
    if kind == "tex":
        state.simplify("a formula is kept as its TeX source", element)
        return [Code(text)] if text else []
    if kind == "mathml":
        state.simplify("a formula in MathML is kept as its words", element)
        return [Words(text)]
    return content(element, state)


def _graphic(element: Element, state: State) -> Inlines:
    return pictures.inline_picture(element, state)


_BUILDERS: dict[str, Callable[[Element, State], Inlines]] = {
    "italic": _italic,
    "bold": _bold,
    "monospace": _monospace,
    "sc": _small_capitals,
    "underline": _underlined,
    "overline": _underlined,
    "strike": _underlined,
    "sup": _raised,
    "sub": _lowered,
    "break": _break,
    "ext-link": _outside,
    "uri": _outside,
    "email": _outside,
    "xref": _cross,
    "fn": _note,
    "name": _person,
    "inline-formula": _formula,
    "tex-math": _formula,
    "math": _formula,
    "inline-graphic": _graphic,
    "graphic": _graphic,
}
