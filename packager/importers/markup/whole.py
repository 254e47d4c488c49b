"""A whole text: its blocks, its notes in the order of their calls, anchors that hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any
from xml.etree.ElementTree import Element

from packager.findings import finding
from packager.importers.markup import blocks as maker
from packager.importers.markup.context import Context
from packager.importers.markup.elements import anchor_of, parents_of, words_of
from packager.importers.markup.inlines import line
from packager.importers.markup.state import State, holders_of
from packager.load.markdown.levels import Levels
from packager.model.text import (
    Attributes,
    Block,
    Heading,
    Inline,
    Link,
    Note,
    NoteCall,
    Paragraph,
    Text,
    ThematicBreak,
    Words,
    walk,
)

_AT_HEAD = re.compile(r"[\s\u00a0]*[\[(]?[\s\u00a0]*[\])]?[.:)\]]?[\s\u00a0]*")


def text(
    elements: Iterable[Element], context: Context, aliases: dict[str, str] | None = None
) -> Text:
    """The text that elements hold, with their notes. Heading levels begin at 2 without gaps;
    links to places that are not in it lose their link, with a finding.

    `aliases` is filled with the anchors that stand at another's place, for links from elsewhere.
    """
    elements = list(elements)
    state = _state(elements, context)
    made = maker.these(elements, state)
    notes = _notes(state)
    made += _strays(elements, state)
    known = _report_lone(elements, state)
    state.report()
    whole = Text(tuple(_trimmed(made)), notes)
    if aliases is not None:
        aliases |= state.aliases
    return _levelled(_anchored(whole, state, known))


def blocks(elements: Iterable[Element], context: Context) -> tuple[Block, ...]:
    """The blocks of elements by themselves; calls of notes stay as words in them."""
    elements = list(elements)
    state = _state(elements, context, with_notes=False)
    made = maker.these(elements, state)
    state.report()
    return _levelled(_anchored(Text(tuple(_trimmed(made))), state)).blocks


def inlines(element: Element, context: Context) -> tuple[Inline, ...]:
    """An element's content in one line; calls of notes stay as words in it."""
    state = _state([element], context, with_notes=False)
    made = line(element, state)
    state.report()
    return made


def _state(elements: list[Element], context: Context, *, with_notes: bool = True) -> State:
    bodies = [each for body in context.notes.bodies.values() for each in body.elements]
    roots = [*elements, *bodies] if with_notes else elements
    return State(
        context, maker.flow, maker.these, parents_of(roots), holders_of(roots),
        with_notes=with_notes, language=context.language,
    )  # fmt: skip


# --- Notes -------------------------------------------------------------------------------------


def _notes(state: State) -> tuple[Note, ...]:
    """The bodies of the notes that were called, also from notes."""
    made: list[tuple[str, tuple[Block, ...]]] = []
    while len(made) < len(state.called):
        key = list(state.called)[len(made)]
        made.append((key, _body(key, state)))
    return tuple(
        Note(number, str(number), children, state.called[key], 0)
        for number, (key, children) in enumerate(made, 1)
    )


def _body(key: str, state: State) -> tuple[Block, ...]:
    body = state.context.notes.bodies[key]
    state.off = body.marks
    made = [block for element in body.elements for block in state.flow(element, state)]
    state.off = frozenset()
    made = [block for block in made if not isinstance(block, ThematicBreak)]
    if made and isinstance(made[0], Paragraph):
        first = Paragraph(_without_mark(made[0].children, body.mark, state), 0)
        made[:1] = [first] if first.children else []
    return tuple(made) or (Paragraph((Words("–"),), 0),)


def _without_mark(children: tuple[Inline, ...], mark: str, state: State) -> tuple[Inline, ...]:
    """A note's first line without its mark, or what is left of it: brackets, a point."""
    if not children or not isinstance(children[0], Words):
        return children
    said = children[0].text
    own = re.compile(
        rf"[\s\u00a0]*[\[(]?{re.escape(mark)}(?:[\])][.:]?|[.:]|(?=[\s\u00a0]))[\s\u00a0]*"
    )
    if mark and (found := own.match(said)):
        state.marks.append(mark)
        rest = said[found.end() :]
    else:
        found = _AT_HEAD.match(said)
        rest = said[found.end() :] if found else said
    return (Words(rest), *children[1:]) if rest else children[1:]


def _strays(elements: list[Element], state: State) -> list[Block]:
    """Notes that stand in the elements but are called from nowhere in them: kept as paragraphs."""
    if not state.context.strays:
        return []
    inside = {each for root in elements for each in root.iter()}
    found: list[Block] = []
    for key, body in state.context.notes.bodies.items():
        if key in state.called or not inside.issuperset(body.elements):
            continue
        if any(each in state.taken for each in body.elements):
            continue
        message = "a note is called from outside the text; it stands at the end as a paragraph"
        place = state.context.place(body.elements[0])
        state.context.account.findings.append(finding("import-note-unmatched", message, place))
        state.off = body.marks
        found += [block for element in body.elements for block in state.flow(element, state)]
        state.off = frozenset()
    return found


def _report_lone(elements: list[Element], state: State) -> frozenset[str]:
    """Tell of calls without notes and notes without calls; where the calls would have led."""
    led: set[str] = set()
    inside = {each for root in elements for each in root.iter()}
    calls = set(state.context.notes.calls)
    for each in state.context.notes.lone:
        if each not in inside or each in calls:
            continue
        words = words_of(each)
        what = "a call without a note" if len(words) < 12 else "a note that nothing calls"
        led |= {anchor_of(link.get("href", "").partition("#")[2]) for link in each.iter("a")}
        message = f"{what}: “{words[:60]}”; its words stay where they are"
        place = state.context.place(each)
        state.context.account.findings.append(finding("import-note-unmatched", message, place))
    return frozenset(led)


# --- What the whole has to be ------------------------------------------------------------------


def _trimmed(made: Sequence[Block]) -> list[Block]:
    """No break in the text at its ends, nor two in a row."""
    kept: list[Block] = []
    for block in made:
        if isinstance(block, ThematicBreak) and (not kept or isinstance(kept[-1], ThematicBreak)):
            continue
        kept.append(block)
    while kept and isinstance(kept[-1], ThematicBreak):
        kept.pop()
    return kept


def _anchored(whole: Text, state: State, known: frozenset[str] = frozenset()) -> Text:
    """Links inside lead to places that are there; the others are words."""
    said = (getattr(node, "attributes", None) for node in walk(whole))
    there = {each.id for each in said if isinstance(each, Attributes)}
    lost: list[str] = []

    def mend(node: Any) -> Any:
        if not isinstance(node, Link) or not node.anchor:
            return node
        anchor = state.aliases.get(node.anchor, node.anchor)
        if anchor in there:
            return replace(node, anchor=anchor)
        lost.append(node.anchor)
        return node.children

    mended: Text = changed(whole, mend)
    for anchor in dict.fromkeys(lost):
        if anchor in known:
            continue  # said as a call without a note
        message = f"a link leads to “{anchor}”, which is not in the text: its words stay"
        place = state.link_places.get(anchor)
        state.context.account.findings.append(finding("import-link-lost", message, place))
    return mended


def _levelled(whole: Text) -> Text:
    levels = Levels()

    def level(node: Any) -> Any:
        return replace(node, level=levels.next(node.level)) if isinstance(node, Heading) else node

    levelled: Text = changed(whole, level)
    return levelled


def changed(node: Any, change: Callable[[Any], Any]) -> Any:
    """A tree with each node changed, in reading order; a tuple in answer takes the node's place
    among its neighbours."""
    if isinstance(node, tuple):
        found: list[Any] = []
        for child in node:
            new = changed(child, change)
            spread = isinstance(new, tuple) and not isinstance(child, tuple)
            found += new if spread else [new]
        return tuple(found)
    if not is_dataclass(node) or isinstance(node, Attributes | NoteCall):
        return node
    node = change(node)
    if isinstance(node, tuple):
        return changed(node, change)
    new_parts = {}
    for each in fields(node):
        old = getattr(node, each.name)
        if isinstance(old, tuple) and each.name not in ("indents", "extra"):
            new = changed(old, change)
            if new != old:
                new_parts[each.name] = new
    return replace(node, **new_parts) if new_parts else node
