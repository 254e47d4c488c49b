"""The flow of blocks: what an element holds, one after the other; one function for each kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from xml.etree.ElementTree import Element

from packager.importers.markup.elements import (
    BLOCKS,
    HEADINGS,
    attribute,
    classes,
    cleaned,
    language_of_element,
    name_of,
    roles,
    words_of,
)
from packager.importers.markup.figures import captioned, gallery, is_captioned, is_gallery, shown
from packager.importers.markup.inlines import inline, is_left_out, line, linked, words_in
from packager.importers.markup.lists import definitions, item_list
from packager.importers.markup.media import DROPPED
from packager.importers.markup.naming import words_set
from packager.importers.markup.spacing import is_blank, pictures_alone, settled
from packager.importers.markup.state import State
from packager.importers.markup.tables import table
from packager.importers.markup.verse import is_verse, verse
from packager.model.text import (
    NO_ATTRIBUTES,
    Attributes,
    Block,
    CodeBlock,
    DefinitionList,
    Division,
    DivisionKind,
    Heading,
    Inline,
    LineBreak,
    Paragraph,
    Quote,
    Strong,
    ThematicBreak,
    Words,
)

_BREAK = re.compile(r"(?:[*⁂•·–—_~#-]\s*){3,}|⁂|\*")
_PULLED = words_set("pullquote pull-quote wp-block-pullquote exergue kg-pullquote")
_BOXED = words_set(
    "box boxout encadre encart callout infobox-text textbox kg-callout-card notice-box "
    "texteencadre-spip spip_encadrer sidebar-box wp-block-callout admonition"
)
_CODE = re.compile(r"(?:language|lang|highlight-source|brush:?)[-: ]?\s*([\w+#.-]+)")


def flow(element: Element, state: State) -> list[Block]:
    """The blocks of an element's content."""
    return _read(_inside(element), state)


def these(elements: Iterable[Element], state: State) -> list[Block]:
    """The blocks of some elements."""
    waiting: list[Element | str | None] = [*elements]
    return _read(waiting[::-1], state)


def _read(waiting: list[Element | str | None], state: State) -> list[Block]:
    """Read what waits, the last first."""
    run = _Run(state)
    while waiting:
        node = waiting.pop()
        if node is None:
            run.end()
        elif isinstance(node, str):
            run.nodes.append(Words(cleaned(node)))
        elif not is_left_out(node, state):
            waiting += _taken(node, run, state)
    run.end()
    return run.blocks


def _inside(element: Element) -> list[Element | str | None]:
    found: list[Element | str | None] = [element.text or ""]
    for child in element:
        found += [child, child.tail or ""]
    return found[::-1]


@dataclass(slots=True)
class _Run:
    """Blocks that are made, and what stands on the line that is being read."""

    state: State
    blocks: list[Block] = field(default_factory=list)
    nodes: list[Inline] = field(default_factory=list)

    def end(self) -> None:
        """The line is over: make paragraphs of it; two line breaks in a row divide them."""
        nodes, self.nodes = self.nodes, []
        for part in _divided(nodes):
            self.blocks += line_block(settled(part), self.state)


def _divided(nodes: list[Inline]) -> list[list[Inline]]:
    parts: list[list[Inline]] = [[]]
    breaks = 0
    for node in nodes:
        blank = isinstance(node, Words) and not node.text.strip()
        if not blank:
            breaks = breaks + 1 if isinstance(node, LineBreak) else 0
        if breaks == 2:
            parts.append([])
        elif breaks < 2:
            parts[-1].append(node)
    return parts


def line_block(nodes: tuple[Inline, ...], state: State) -> list[Block]:
    """A line by itself: a paragraph, a figure when it is a picture, a break when it is stars."""
    if is_blank(nodes):
        return []
    if pictures := pictures_alone(nodes):
        return shown(pictures, state)
    if len(nodes) == 1 and isinstance(nodes[0], Words) and _BREAK.fullmatch(nodes[0].text.strip()):
        return [ThematicBreak(0)]
    return [Paragraph(nodes, 0, Attributes(id=state.anchor()))]


def _taken(node: Element, run: _Run, state: State) -> list[Element | str | None]:
    """Take an element into the run; what is left of it to be read, the first last."""
    name = name_of(node)
    if name not in BLOCKS and node not in state.holders:
        made = inline(node, state)
        if made is None:
            return list(_inside(node))
        run.nodes += made
        return []
    if name in DROPPED:
        inline(node, state)
        return []
    state.meet(node)
    run_on = node in state.context.notes.calls
    if not run_on and (maker := _maker(node, state)) is not None:
        with state.deeper() as fine:
            if fine:
                run.end()
                run.blocks += maker(node, state)
                return []
        state.simplify("what is nested too deep gives its content alone", node)
    return [None, *_inside(node), None]


Maker = Callable[[Element, State], list[Block]]


def _maker(node: Element, state: State) -> Maker | None:  # noqa: PLR0911  (one line a kind)
    """Who makes blocks of an element; None when its content stands for itself."""
    name, said = name_of(node), classes(node)
    if name == "a":
        return _linked if node.get("href") else None
    if (kind := state.context.part(node)) is not None:
        return partial(_part, kind=kind)
    if name in _KINDS and not (state.open_lists and name in _LISTS):
        return (
            _pulled
            if name in ("aside", "blockquote", "figure") and _is_pulled(node)
            else _first(node)
        )
    if is_gallery(node):
        return gallery
    if is_captioned(node):
        return captioned
    if attribute(node, "role") == "heading" and words_of(node):
        return _heading
    if is_verse(node):
        return verse
    if _is_pulled(node):
        return _pulled
    if not _BOXED.isdisjoint(said):
        return _box
    return _in_language if _language(node, state) else None


def _first(node: Element) -> Maker:
    """The maker by name, unless class or role say more."""
    if is_gallery(node):
        return gallery
    if is_captioned(node):
        return captioned
    if is_verse(node):
        return verse
    return _KINDS[name_of(node)]


def _is_pulled(node: Element) -> bool:
    return not _PULLED.isdisjoint(classes(node)) or "doc-pullquote" in roles(node)


def _language(node: Element, state: State) -> Attributes:
    language = language_of_element(node)
    language = "" if language == state.language else language
    direction = attribute(node, "dir").lower() if language else ""
    return (
        Attributes(language=language, direction=direction if direction == "rtl" else "")
        if language
        else NO_ATTRIBUTES
    )


def with_language(made: list[Block], said: Attributes) -> list[Block]:
    """Blocks that say the language they are in, unless they say one themselves."""
    if said == NO_ATTRIBUTES:
        return made
    return [_said(block, said) for block in made]


def _said(block: Block, said: Attributes) -> Block:
    if isinstance(block, DefinitionList | CodeBlock | ThematicBreak):
        return block
    if block.attributes.language:
        return block
    own = replace(block.attributes, language=said.language, direction=said.direction)
    return replace(block, attributes=own)


def _in_language(node: Element, state: State) -> list[Block]:
    said = _language(node, state)
    if said == NO_ATTRIBUTES:
        return flow(node, state)
    before, state.language = state.language, said.language
    made = flow(node, state)
    state.language = before
    return with_language(made, said)


# --- One function for each kind ----------------------------------------------------------------


def _linked(node: Element, state: State) -> list[Block]:
    """A link around blocks: the first of them that has words is linked."""
    made = flow(node, state)
    for at, block in enumerate(made):
        if isinstance(block, Paragraph | Heading) and any(map(words_in, block.children)):
            children = tuple(linked(node, list(block.children), state))
            made[at] = replace(block, children=children)
            break
    return made


def _paragraph(node: Element, state: State) -> list[Block]:
    return _in_language(node, state)


def _heading(node: Element, state: State) -> list[Block]:
    nodes = line(node, state)
    if pictures := pictures_alone(nodes):
        return shown(pictures, state)
    if is_blank(nodes):
        return []
    name = name_of(node)
    said = attribute(node, "aria-level")
    level = int(name[1]) if name in HEADINGS else int(said) if said in list("123456") else 2
    nodes = tuple(Words(" ") if isinstance(each, LineBreak) else each for each in nodes)
    block = Heading(level, settled(_unbold(nodes)), 0, Attributes(id=state.anchor()))
    return with_language([block], _language(node, state))


def _unbold(nodes: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """A heading that is bold from end to end is bold because it is a heading."""
    if len(nodes) == 1 and isinstance(nodes[0], Strong):
        return nodes[0].children
    return nodes


def _quote(node: Element, state: State) -> list[Block]:
    anchor = state.anchor()
    made = _in_language(node, state)
    return [Quote(tuple(made), 0, Attributes(id=anchor))] if made else []


def _pulled(node: Element, state: State) -> list[Block]:
    made = [inside for each in _in_language(node, state) for inside in _unquoted(each)]
    return [Division(DivisionKind.PULLQUOTE, tuple(made), 0)] if made else []


def _part(node: Element, state: State, kind: DivisionKind) -> list[Block]:
    anchor = state.anchor()
    made = [inside for each in _made(node, state) for inside in _unquoted(each)]
    return [Division(kind, tuple(made), 0, Attributes(id=anchor))] if made else []


def _made(node: Element, state: State) -> list[Block]:
    """What a typed part holds: lists and the like are made of the element itself."""
    name = name_of(node)
    if name in ("p", "div", "section", "aside", "blockquote", "header") or name not in _KINDS:
        return _in_language(node, state)
    if name in HEADINGS:
        nodes = line(node, state)
        return [] if is_blank(nodes) else [Paragraph(nodes, 0)]
    return _KINDS[name](node, state)


def _unquoted(block: Block) -> tuple[Block, ...]:
    return block.children if isinstance(block, Quote) else (block,)


def _box(node: Element, state: State) -> list[Block]:
    anchor = state.anchor()
    made = _in_language(node, state)
    if not made:
        return []
    return [Division(DivisionKind.BOX, tuple(made), 0, Attributes(id=anchor))]


def _preformatted(node: Element, state: State) -> list[Block]:
    inner = [child for child in node.iter() if name_of(child) in ("code", "pre")]
    said = [
        *(attribute(e, "class") for e in inner),
        *(f"lang-{attribute(e, 'data-lang')}" for e in inner),
    ]
    language = next((found[1] for one in said if (found := _CODE.search(one))), "")
    for each in node.iter("br"):
        each.tail = "\n" + (each.tail or "")
    text = cleaned("".join(node.itertext())).replace("\r\n", "\n").expandtabs(4)
    text = "\n".join(row.rstrip() for row in text.strip("\n").split("\n")).rstrip()
    return [CodeBlock(text, 0, language)] if text.strip() else []


def _rule(_: Element, __: State) -> list[Block]:
    return [ThematicBreak(0)]


def _summary(node: Element, state: State) -> list[Block]:
    """What is shown of `details` when it is closed: a line of its own, unless it is a heading."""
    if any(name_of(each) in (*HEADINGS, "p", "pre") for each in node.iter()):
        return flow(node, state)
    nodes = line(node, state)
    return [Paragraph((Strong(_unbold(nodes)),), 0)] if not is_blank(nodes) else []


def _list(node: Element, state: State) -> list[Block]:
    return with_language(item_list(node, state), _language(node, state))


def _definitions(node: Element, state: State) -> list[Block]:
    return definitions(node, state)


def _table(node: Element, state: State) -> list[Block]:
    return with_language(table(node, state), _language(node, state))


_LISTS = frozenset(("ul", "ol", "dl", "menu", "dir"))
_KINDS: dict[str, Maker] = {
    **dict.fromkeys(HEADINGS, _heading), "p": _paragraph, "blockquote": _quote, "aside": _box,
    "ul": _list, "ol": _list, "menu": _list, "dir": _list, "dl": _definitions,
    "pre": _preformatted, "listing": _preformatted, "xmp": _preformatted, "hr": _rule,
    "table": _table, "summary": _summary, "figure": captioned,
}  # fmt: skip
