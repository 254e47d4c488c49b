"""What stands in a line: one function for each kind of element."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from xml.etree.ElementTree import Element

from packager.importers.markup.elements import (
    BLOCKS,
    SILENT,
    attribute,
    classes,
    cleaned,
    language_of_element,
    name_of,
    sources,
    words_of,
)
from packager.importers.markup.media import DROPPED, drawing, media
from packager.importers.markup.spacing import settled
from packager.importers.markup.state import State
from packager.importers.pictures import Said, picture
from packager.model.text import (
    Attributes,
    Code,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    Picture,
    Span,
    Strong,
    Words,
)

_EMOJI = ("emoji", "wp-smiley", "mwe-math-fallback-image-inline", "mwe-math-fallback-image-display")
_UP = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_DOWN = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_RAISED = re.compile(r"[0-9+\-−=()n]+")
_LOWERED = re.compile(r"[0-9+\-−=()]+")
_ORDINAL = re.compile(r"(?:e|er|re|ère|ème|me|nd|nde|st|rd|th|es|o|a|os|as|ers|res|°|º|ª)", re.I)


def line(element: Element, state: State) -> tuple[Inline, ...]:
    """An element's content on one line, whatever it holds."""
    return settled(content(element, state))


def content(element: Element, state: State) -> list[Inline]:
    """An element's content as it comes, white space and all."""
    found: list[Inline] = []
    waiting: list[Element | str] = _inside(element)
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            found.append(Words(cleaned(node)))
        elif not is_left_out(node, state):
            made = inline(node, state)
            if made is not None:
                found += made
            else:  # it has no meaning here: its content has
                edge = " " if name_of(node) in BLOCKS else ""
                waiting += [edge, *_inside(node), edge]
    return found


def _inside(element: Element) -> list[Element | str]:
    """Text and elements of an element, the first last."""
    found: list[Element | str] = [element.text or ""]
    for child in element:
        found += [child, child.tail or ""]
    return found[::-1]


def is_left_out(element: Element, state: State) -> bool:
    """What shows nothing, what the reader leaves out, and notes where they stood."""
    if name_of(element) in SILENT:
        return True
    return state.is_gone(element) or state.skips(element)


def inline(element: Element, state: State) -> list[Inline] | None:
    """What an element is in a line; None for one that only has its content to give."""
    if (call := state.call(element)) is not None:
        return [call]
    state.meet(element)
    name = name_of(element)
    if name in DROPPED:
        return media(element, state)
    made = _KINDS.get(name)
    with state.deeper() as fine:
        nodes = made(element, state) if made and fine else None
        if nodes is None and fine and (attributes := _foreign(element, state)):
            language, state.language = state.language, attributes.language or state.language
            nodes = [Span(tuple(content(element, state)), attributes)]
            state.language = language
    return nodes


def _foreign(element: Element, state: State) -> Attributes | None:
    """The language or direction of words that are in another one."""
    language = language_of_element(element)
    direction = attribute(element, "dir").lower()
    language = "" if language == state.language else language
    direction = (
        direction
        if direction in ("ltr", "rtl") and (language or name_of(element) in ("bdo", "bdi", "span"))
        else ""
    )
    if name_of(element) in BLOCKS or not (language or direction) or not words_of(element):
        return None
    return Attributes(language=language, direction=direction)


def _emphasis(element: Element, state: State) -> list[Inline]:
    return [Emphasis(_in_language(element, state))]


def _work(element: Element, state: State) -> list[Inline] | None:
    """A title; but not a whole reference, as Wikipedia has it."""
    whole = "citation" in classes(element) or any(name_of(e) in ("i", "em") for e in element.iter())
    return None if whole else _emphasis(element, state)


def _strong(element: Element, state: State) -> list[Inline]:
    return [Strong(_in_language(element, state))]


def _in_language(element: Element, state: State) -> tuple[Inline, ...]:
    attributes = _foreign(element, state)
    inside = tuple(content(element, state))
    return (Span(inside, attributes),) if attributes else inside


def _quotation(element: Element, state: State) -> list[Inline]:
    return [Words("“"), *content(element, state), Words("”")]


def _code(element: Element, state: State) -> list[Inline] | None:
    if any(
        name_of(each) in ("img", "br") or each in state.context.notes.calls
        for each in element.iter()
    ):
        return None
    return [Code(cleaned("".join(element.itertext())))]


def _link(element: Element, state: State) -> list[Inline] | None:
    return linked(element, content(element, state), state)


def linked(element: Element, nodes: list[Inline], state: State) -> list[Inline]:
    """What an `a` shows, linked to where it leads when there are words in it."""
    href = element.get("href")
    if (
        not href
        or not href.strip()
        or all(isinstance(n, Picture) or not words_in(n) for n in nodes)
    ):
        return nodes
    address = state.context.link(href.strip(), element)
    if not address:
        return nodes
    if any(isinstance(node, Link) for node in nodes):
        return nodes
    if address.startswith("#"):
        state.link_places.setdefault(address[1:], state.context.place(element))
        return [Link(tuple(nodes), anchor=address[1:])]
    return [Link(tuple(nodes), url=address)]


def words_in(node: Inline) -> str:
    """The words a node shows, without white space around them."""
    if isinstance(node, Words | Code):
        return node.text.strip()
    if isinstance(node, Emphasis | Strong | Span | Link):
        return "".join(words_in(child) for child in node.children)
    return ""


def _raised(element: Element, state: State) -> list[Inline] | None:
    return _shifted(element, state, _RAISED, _UP)


def _lowered(element: Element, state: State) -> list[Inline] | None:
    return _shifted(element, state, _LOWERED, _DOWN)


def _shifted(
    element: Element, state: State, known: re.Pattern[str], table: dict[int, int]
) -> list[Inline] | None:
    words = words_of(element)
    if not words or any(each in state.context.notes.calls for each in element.iter()):
        return None
    if known.fullmatch(words):
        return [changed_words(node, table) for node in content(element, state)]
    if not (name_of(element) == "sup" and _ORDINAL.fullmatch(words)):
        what = "raised" if name_of(element) == "sup" else "lowered"
        state.simplify(f"{what} letters stand on the line now", element)
    return None


def changed_words(node: Inline, table: dict[int, int]) -> Inline:
    """A node with other characters for its words'."""
    if isinstance(node, Words):
        return Words(node.text.translate(table))
    if isinstance(node, Emphasis | Strong | Span | Link):
        return replace(node, children=tuple(changed_words(each, table) for each in node.children))
    return node


def _struck(element: Element, state: State) -> list[Inline]:
    state.drop(element, "struck-out text", "the source has taken it back")
    return []


def _underlined(element: Element, state: State) -> list[Inline] | None:
    if words_of(element):
        state.simplify("underlined words are plain now", element)
    return None


def _marked(element: Element, state: State) -> list[Inline] | None:
    if words_of(element):
        state.simplify("highlighted words are plain now", element)
    return None


def _ruby(element: Element, state: State) -> list[Inline]:
    """What is said above a word, after it in brackets."""
    found: list[Inline] = [Words(element.text or "")]
    brackets = not any(name_of(child) == "rp" for child in element)
    for child in element:
        inside = content(child, state)
        if name_of(child) == "rt" and brackets:
            inside = [Words(" ("), *inside, Words(")")]
        found += [*inside, Words(child.tail or "")]
    state.simplify("readings above words stand in brackets after them now", element)
    return found


def _break(_: Element, __: State) -> list[Inline]:
    return [LineBreak()]


def _soft_break(_: Element, __: State) -> list[Inline]:
    return []


def _image(element: Element, state: State) -> list[Inline]:
    alt = cleaned(attribute(element, "alt"))
    if not set(_EMOJI).isdisjoint(classes(element)):
        return [Words(alt)] if "mwe-math" not in attribute(element, "class") else []
    parent = state.parents.get(element)
    found = sources(element, parent)
    if not found or _is_tiny(element):
        what = "tracking picture" if found else "picture without an address"
        state.drop(element, what, "it shows nothing")
        return []
    name = state.context.picture(found[0], element)
    if not name:
        return []
    shown = attribute(element, "role").lower() in ("presentation", "none")
    decorative = shown or attribute(element, "aria-hidden") == "true"
    return [picture(name, Said(alt=alt, decorative=decorative and not alt))]


def _is_tiny(element: Element) -> bool:
    sizes = [attribute(element, key).removesuffix("px") for key in ("width", "height")]
    return all(size in ("0", "1", "2") for size in sizes)


def _mathematics(element: Element, state: State) -> list[Inline]:
    """A formula: as TeX where the page has it, else its characters."""
    notes = [e for e in element.iter() if name_of(e) == "math:annotation"]
    tex = next((words_of(e) for e in notes if "tex" in attribute(e, "encoding").lower()), "")
    said = tex or attribute(element, "alttext")
    state.simplify("a formula stands as its source now", element)
    shown = " ".join(_shown_mathematics(element)).strip()
    state.context.account.drop(
        "formula", "there is no setting of formulas; its source stands there", shown, None
    )
    return [Code(said)] if said else [Words(shown)]


def _shown_mathematics(element: Element) -> list[str]:
    return [e.text or "" for e in element.iter() if name_of(e) != "math:annotation"]


_KINDS: dict[str, Callable[[Element, State], list[Inline] | None]] = {
    "em": _emphasis, "i": _emphasis, "cite": _work, "dfn": _emphasis, "var": _emphasis,
    "strong": _strong, "b": _strong, "q": _quotation,
    "code": _code, "kbd": _code, "samp": _code, "tt": _code,
    "a": _link, "sup": _raised, "sub": _lowered, "ruby": _ruby,
    "del": _struck, "s": _struck, "strike": _struck, "u": _underlined, "mark": _marked,
    "br": _break, "wbr": _soft_break, "img": _image, "image": _image,
    "svg": drawing, "math": _mathematics,
}  # fmt: skip
