"""References: a numbered list, each as it is printed, or put together from its parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from packager.importers.jats.elements import SILENT, address, children, elements, line_of, words
from packager.importers.jats.inlines import content, inline, line, spaced_name, with_anchor
from packager.importers.jats.state import State
from packager.importers.markup.spacing import is_blank, settled
from packager.importers.xml import Element, local
from packager.model.text import (
    Block,
    Emphasis,
    Inline,
    ItemList,
    Link,
    ListItem,
    Paragraph,
    Words,
    plain,
)

Blocks = list[Block]

CITATIONS = ("mixed-citation", "element-citation", "nlm-citation", "citation", "product")
_TITLES = ("source", "data-title")


def reference_list(
    element: Element, state: State, block: Callable[[Element, State], Blocks]
) -> Blocks:
    """The references of a list, with what else stands in it."""
    found: Blocks = []
    run: list[Element] = []
    for each in elements(element):
        if local(each) == "ref":
            run.append(each)
        elif local(each) not in ("title", "label", *SILENT):
            found += [*_items(run, state), *block(each, state)]
            run = []
    return [*found, *_items(run, state)]


def _items(refs: Sequence[Element], state: State) -> Blocks:
    """A run of references. Their own numbers stand when they follow each other."""
    kept = [each for each in refs if words(each)]
    labels = [re.sub(r"\W", "", words_of_label(each)) for each in kept]
    start, ordered, with_labels = _numbering(labels)
    items = []
    for each in kept:
        nodes = reference(each, state, with_labels)
        paragraph = Paragraph(nodes, line_of(each))
        items.append(ListItem((paragraph,), line_of(each)))
    if not items:
        return []
    return [ItemList(tuple(items), ordered, line_of(kept[0]), start, True)]


def _numbering(labels: Sequence[str]) -> tuple[int, bool, bool]:
    """Where to begin counting, whether to count, and whether labels stay as words."""
    if not any(labels):
        return 1, True, False
    if labels[0].isascii() and labels[0].isdigit() and len(labels[0]) < 6:
        first = int(labels[0])
        if list(labels) == [str(number) for number in range(first, first + len(labels))]:
            return first, True, False
    return 1, False, True


def words_of_label(ref: Element) -> str:
    """A reference's label, its own or that of its first citation."""
    for each in [ref, *children(ref, *CITATIONS)]:
        for label in children(each, "label"):
            return words(label)
    return ""


def reference(ref: Element, state: State, with_label: bool = False) -> tuple[Inline, ...]:
    """A reference on one line. Of one that is there in words and in parts, the words."""
    found: list[Inline] = [Words(f"{words_of_label(ref)} ")] if with_label else []
    inside = [*elements(ref)]
    for group in children(ref, "citation-alternatives"):
        inside += elements(group)
    printed = any(local(each) == "mixed-citation" and words(each) for each in inside)
    for each in inside:
        name = local(each)
        if name in ("label", "citation-alternatives", *SILENT):
            continue
        if printed and name in ("element-citation", "nlm-citation"):
            state.in_parts.append(each)  # told once for all of them
        elif name in CITATIONS:
            found += [Words(" "), *citation(each, state)]
        else:
            found += [Words(" "), *inline(each, state)]
    return with_anchor(settled(found), state.anchor(ref))


def citation(element: Element, state: State) -> list[Inline]:
    """One citation: as it is printed, or from its parts."""
    own = [element.text or "", *(each.tail or "" for each in element)]
    if re.search(r"\w|[.,;:]", "".join(own)):
        return content(element, state, ("label",))
    return _composed(element, state)


def _composed(element: Element, state: State) -> list[Inline]:
    """A citation from its parts, in their order; only punctuation is added."""
    found: list[Inline] = []
    before = ""
    for each in elements(element):
        name = local(each)
        if name == "label" or name in SILENT or not words(each):
            continue
        said = _part(each, state)
        if is_blank(said):
            continue
        mark = _between(before, name, plain(tuple(found)).rstrip())
        found = [*found, Words(mark), *said]
        if name in ("year", "issue", "supplement"):
            found = [*found, Words(")")]
        before = name
    text = plain(tuple(found)).rstrip()
    return found if not text or text[-1] in ".!?" else [*found, Words(".")]


def _part(element: Element, state: State) -> list[Inline]:
    name = local(element)
    if name in ("person-group", "name", "string-name"):
        return _names(element, state)
    said = list(line(element, state))
    if name in _TITLES:
        return [Emphasis(tuple(said))]
    if name == "pub-id":
        kind, url = element.get("pub-id-type", ""), address(element)
        label = {"doi": "https://doi.org/"}.get(kind, f"{kind.upper()} " if kind else "")
        return [Link((Words(url),), url=url)] if url else [Words(label), *said]
    return said


def _names(element: Element, state: State) -> list[Inline]:
    if local(element) != "person-group":
        return [Words(" ".join(spaced_name(element)))]
    if (element.text or "").strip() or any((each.tail or "").strip() for each in element):
        return content(element, state)
    names = []
    for each in elements(element):
        if local(each) == "etal":
            names.append("et al.")
        elif local(each) == "name":
            names.append(" ".join(spaced_name(each)))
        else:
            names.append(plain(line(each, state)))
    return [Words(", ".join(name for name in names if name))]


_MARKS = {
    "issue": " (",
    "supplement": " (",  # what stands before a part; else a full stop
    "year": " (",
    "month": " ",
    "day": " ",
    "season": " ",
    "volume": " ",
    "etal": ", ",
    "edition": ", ",
    "volume-id": " ",
}


def _between(before: str, name: str, text: str) -> str:
    """The punctuation between two parts of a citation."""
    if not before:
        return "(" if name in ("year", "issue", "supplement") else ""
    if name in _PAGES:
        if name == "lpage" and before == "fpage":
            return "–"
        return ": " if before in ("volume", "issue", "supplement") else ", "
    if (before, name) in _PAIRS:
        return _PAIRS[before, name]
    if before in _PEOPLE and name in (*_PEOPLE, "comment"):
        return ", "
    after_mark = text[-1:] in (".", "!", "?", ":", ",", ";")
    return _MARKS.get(name, " " if after_mark else ". ")


_PAGES = ("fpage", "lpage", "elocation-id", "page-range")
_PEOPLE = ("person-group", "name", "string-name", "collab")
_PAIRS = {("publisher-loc", "publisher-name"): ": ", ("volume", "issue"): "("}
