"""Blocks of a JATS body: one function for each kind of element, in `_BUILDERS`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from packager.findings import finding
from packager.importers.jats import figures, formulas, lists, tables
from packager.importers.jats.elements import (
    SILENT,
    address,
    child,
    children,
    elements,
    has_blocks,
    href,
    is_block,
    language_of,
    line_of,
    words,
)
from packager.importers.jats.inlines import inline, line, with_anchor
from packager.importers.jats.references import reference_list
from packager.importers.jats.state import State
from packager.importers.markup.spacing import is_blank, settled
from packager.importers.xml import Element, local
from packager.model.text import (
    Attributes,
    Block,
    CodeBlock,
    Division,
    DivisionKind,
    Heading,
    Inline,
    Paragraph,
    Quote,
    Strong,
    ThematicBreak,
    Verse,
    Words,
    plain,
)

Blocks = list[Block]

TITLES = {  # headings of parts that have none of their own
    "abstract": {
        "en": "Abstract", "fr": "Résumé", "es": "Resumen", "pt": "Resumo", "de": "Zusammenfassung",
        "it": "Riassunto", "ca": "Resum", "nl": "Samenvatting", "pl": "Streszczenie",
        "ru": "Аннотация", "uk": "Анотація", "tr": "Öz", "ar": "الملخص", "fa": "چکیده",
        "he": "תקציר", "zh": "摘要", "ja": "要旨",
    },
    "ack": {
        "en": "Acknowledgements", "fr": "Remerciements", "es": "Agradecimientos",
        "pt": "Agradecimentos", "de": "Danksagung", "it": "Ringraziamenti", "ca": "Agraïments",
        "nl": "Dankwoord", "ru": "Благодарности", "ar": "شكر وتقدير",
    },
    "ref-list": {
        "en": "References", "fr": "Références", "es": "Referencias", "pt": "Referências",
        "de": "Literatur", "it": "Riferimenti bibliografici", "ca": "Referències",
        "nl": "Literatuur", "pl": "Bibliografia", "ru": "Литература", "ar": "المراجع",
        "fa": "منابع", "he": "מקורות", "zh": "参考文献", "ja": "参考文献",
    },
}  # fmt: skip
_MAX_LEVEL = 6
_HEADED = ("ack", "ref-list", "abstract")


def blocks_of(parent: Element, state: State, skip: Sequence[str] = ()) -> Blocks:
    """All that stands in an element; words and inline elements between blocks are paragraphs."""
    found: Blocks = []
    waiting: list[Inline] = [Words(parent.text or "")]
    for each in parent:
        if local(each) in SILENT or local(each) in skip:
            pass
        elif is_block(each) and local(each):
            found += _paragraph(waiting, parent)
            waiting = []
            found += block(each, state)
        else:
            waiting += inline(each, state)
        waiting.append(Words(each.tail or ""))
    return [*found, *_paragraph(waiting, parent)]


def _paragraph(nodes: Sequence[Inline], element: Element) -> Blocks:
    words_ = settled(nodes)
    return [] if is_blank(words_) else [Paragraph(words_, line_of(element))]


def block(element: Element, state: State) -> Blocks:
    """One block; an unknown one is what is in it."""
    made = _BUILDERS.get(local(element), _other)(element, state)
    language = language_of(element)
    return in_language(made, language) if language and language != state.language else made


def in_language(blocks: Blocks, language: str) -> Blocks:
    """Blocks in another language than the article's."""
    return [_with(each, language=language) for each in blocks]


def _with(node: Block, language: str = "", anchor: str = "") -> Block:
    attributes = getattr(node, "attributes", None)
    if attributes is None:
        return node
    language = attributes.language or language
    made = replace(attributes, language=language, id=attributes.id or anchor)
    return replace(node, attributes=made)


def _anchored(blocks: Blocks, anchor: str) -> Blocks:
    """The first block carries the anchor."""
    if anchor and blocks:
        blocks[0] = _with(blocks[0], anchor=anchor)
    return blocks


def title_of(element: Element, state: State) -> tuple[Inline, ...]:
    """An element's own heading, with its number."""
    title = child(element, "title")
    if title is None:
        title = child(element, "caption", "title")
    label = child(element, "label")
    number = line(label, state) if label is not None else ()
    heading = line(title, state) if title is not None else ()
    return (*number, Words(" "), *heading) if number and heading else number or heading


def bold(nodes: Sequence[Inline], element: Element, state: State) -> Blocks:
    """A line of its own that stands out but heads nothing."""
    if is_blank(nodes):
        return []
    said = with_anchor((Strong(tuple(nodes)),), state.anchor(element))
    return [Paragraph(said, line_of(element))]


# --- Sections ----------------------------------------------------------------------------------


def section(element: Element, state: State) -> Blocks:
    """A section: its heading, and what is below, one level deeper if there is a heading."""
    title = title_of(element, state)
    if is_blank(title) and local(element) in _HEADED:
        title = (Words(own_word(local(element), language_of(element) or state.language)),)
    if is_blank(title):
        return _anchored(_inside(element, state), state.anchor(element))
    if state.depth + 2 > _MAX_LEVEL:
        state.simplify(f"headings below level {_MAX_LEVEL} became bold lines", element)
        return [*bold(title, element, state), *_inside(element, state)]
    attributes = Attributes(id=state.anchor(element))
    head = Heading(state.depth + 2, title, line_of(element), attributes)
    state.depth += 1
    inside = _inside(element, state)
    state.depth -= 1
    if not inside:
        what, why = "empty heading", "nothing stands below it"
        if local(element) in ("fn-group", "notes"):
            what, why = "heading of the notes", "each note stands at its call"
        state.drop(element, what, why, plain(title))
        return []
    return [head, *inside]


def _inside(element: Element, state: State) -> Blocks:
    if local(element) == "ref-list":
        return reference_list(element, state, block)
    caption = child(element, "caption")
    more = blocks_of(caption, state, ("title",)) if caption is not None else []
    return more + blocks_of(element, state, ("title", "label", "caption"))


def own_word(kind: str, language: str) -> str:
    """What a part is called in a language, or in English."""
    names = TITLES[kind]
    return names.get(language.partition("-")[0], names["en"])


# --- Paragraphs and quotations -----------------------------------------------------------------


def _text(element: Element, state: State) -> Blocks:
    made = blocks_of(element, state)
    return _anchored(made, state.anchor(element))


def _other(element: Element, state: State) -> Blocks:
    if has_blocks(element) or local(element) in ("label", "title"):
        return blocks_of(element, state)
    return _text(element, state)


def _title(element: Element, state: State) -> Blocks:
    return bold(line(element, state), element, state)


def _quote(element: Element, state: State) -> Blocks:
    title = title_of(element, state)
    inside = [*bold(title, element, state), *blocks_of(element, state, ("title", "label"))]
    attributes = Attributes(id=state.anchor(element))
    return [Quote(tuple(inside), line_of(element), attributes)] if inside else []


def _box(element: Element, state: State) -> Blocks:
    inside = _in_box(element, state)
    attributes = Attributes(id=state.anchor(element))
    made = Division(DivisionKind.BOX, tuple(inside), line_of(element), attributes)
    return [made] if inside else []


def _in_box(element: Element, state: State) -> Blocks:
    title = title_of(element, state)
    inside = _inside(element, state)
    if is_blank(title):
        return inside
    return [Paragraph((Strong(title),), line_of(element)), *inside]


def _statement(element: Element, state: State) -> Blocks:
    title = title_of(element, state)
    return [*bold(title, element, state), *blocks_of(element, state, ("title", "label"))]


def _speech(element: Element, state: State) -> Blocks:
    speaker = child(element, "speaker")
    inside = blocks_of(element, state, ("speaker",))
    if speaker is None or not inside or not isinstance(inside[0], Paragraph):
        return blocks_of(element, state)
    name = (Strong((*line(speaker, state),)), Words(" "))
    inside[0] = replace(inside[0], children=(*name, *inside[0].children))
    return inside


def _code(element: Element, state: State) -> Blocks:
    text = "".join(part for part in element.itertext() if isinstance(part, str)).strip("\n")
    language = element.get("language", "").split()[:1]
    name = "".join(c for c in "".join(language).lower() if c.isalnum() or c in "+-")
    return [CodeBlock(text, line_of(element), name)] if text.strip() else []


def _rule(element: Element, state: State) -> Blocks:
    return [ThematicBreak(line_of(element))]


def _verse(element: Element, state: State) -> Blocks:
    """A poem: groups in a group are stanzas."""
    stanzas = []
    for group in [element, *children(element, "verse-group")]:
        rows = tuple(line(each, state) for each in children(group, "verse-line"))
        if any(not is_blank(row) for row in rows):
            stanzas.append(tuple(row for row in rows if not is_blank(row)))
    titles = children(element, "label", "title", "subtitle")
    found = [made for each in titles for made in bold(line(each, state), each, state)]
    if stanzas:
        attributes = Attributes(id=state.anchor(element))
        found.append(Verse(tuple(stanzas), line_of(element), attributes))
    inner = [each for group in children(element, "verse-group") for each in elements(group)]
    for each in [*elements(element), *inner]:
        known = ("verse-line", "verse-group", "label", "title", "subtitle", *SILENT)
        own = each.getparent() is element
        if local(each) not in known or (not own and local(each) in ("label", "title")):
            found += block(each, state) if is_block(each) else _paragraph(inline(each, state), each)
    return found


# --- Formulas, notes, files --------------------------------------------------------------------


def _formula(element: Element, state: State) -> Blocks:
    text, kind = formulas.source_of(element)
    label = child(element, "label")
    found: Blocks = []
    if kind == "tex" and text:
        state.simplify("a formula is kept as its TeX source", element)
        found.append(CodeBlock(text, line_of(element), "tex"))
    elif kind == "mathml":
        state.simplify("a formula in MathML is kept as its words", element)
        found += _paragraph([Words(text)], element)
    else:
        found += blocks_of(element, state, ("label",))
    if label is not None:
        number = with_anchor(line(label, state), state.anchor(element))
        found += _paragraph(number, label)
    return found


def _note_group(element: Element, state: State) -> Blocks:
    """Notes that are called stand elsewhere; the others stay, under their heading."""
    return section(element, state)


def _note(element: Element, state: State) -> Blocks:
    """A note's body where it stands: nothing when it is called."""
    if element in state.note_ids or element in state.front_notes:
        return []
    label, inside = child(element, "label"), blocks_of(element, state, ("label",))
    if label is None or not inside:
        return inside
    message = f"a note is called nowhere in the text: “{words(element)[:60]}”"
    hint = "it stands as a paragraph; call it where it belongs, or leave it so"
    place = state.place(element)
    state.account.findings.append(finding("import-note-unmatched", message, place, hint))
    if isinstance(inside[0], Paragraph):
        number = line(label, state)
        inside[0] = replace(inside[0], children=(*number, Words(" "), *inside[0].children))
    return inside


def _file(element: Element, state: State) -> Blocks:
    """Supplementary material, media: named with its words; the file itself stays behind."""
    label = title_of(element, state)
    name, url = href(element), address(element)
    inside = [*bold(label, element, state), *_inside(element, state)]
    state.drop(
        element, "supplementary file", f"no edition carries it: “{(url or name)[:100]}”", " "
    )
    if not inside and name:
        inside = _paragraph([Words(url or name)], element)
    return inside


def _alternatives(element: Element, state: State) -> Blocks:
    """The same thing in several forms: a table before a picture of it, TeX before MathML."""
    inside = [local(each) for each in elements(element)]
    for name in ("table", "tex-math", "math", "graphic"):
        if name in inside:
            return _ALTERNATIVES[name](element, state)
    return blocks_of(element, state)


_ALTERNATIVES: dict[str, Callable[[Element, State], Blocks]] = {
    "table": lambda element, state: tables.wrapped(element, state, blocks_of),
    "tex-math": _formula,
    "math": _formula,
    "graphic": lambda element, state: figures.figure(element, state, blocks_of),
}

_BUILDERS: dict[str, Callable[[Element, State], Blocks]] = {
    "p": _text,
    "sec": section,
    "ack": section,
    "app": section,
    "bio": section,
    "glossary": section,
    "notes": section,
    "ref-list": section,
    "abstract": section,
    "title": _title,
    "disp-quote": _quote,
    "boxed-text": _box,
    "statement": _statement,
    "speech": _speech,
    "preformat": _code,
    "code": _code,
    "hr": _rule,
    "verse-group": _verse,
    "alternatives": _alternatives,
    "disp-formula": _formula,
    "fn-group": _note_group,
    "fn": _note,
    "supplementary-material": _file,
    "media": _file,
    "list": lambda element, state: lists.plain_list(element, state, blocks_of),
    "def-list": lambda element, state: lists.definitions(element, state, blocks_of),
    "fig": lambda element, state: figures.figure(element, state, blocks_of),
    "fig-group": lambda element, state: figures.group(element, state, blocks_of),
    "graphic": lambda element, state: figures.figure(element, state, blocks_of),
    "table-wrap": lambda element, state: tables.wrapped(element, state, blocks_of),
    "table": tables.lone,
}
