"""One article of a JATS file: its fields, and its text from the first abstract to the last note."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from packager.findings import finding
from packager.importers.common import Guess, guess, language_of
from packager.importers.imported import Account, Certainty, ImportedArticle, Recognised
from packager.importers.jats import dates
from packager.importers.jats.abstracts import abstract_from, before_text
from packager.importers.jats.blocks import Blocks, blocks_of
from packager.importers.jats.counting import text_of_article
from packager.importers.jats.elements import (
    below,
    child,
    children,
    is_in_text,
    line_of,
    within,
    words,
)
from packager.importers.jats.elements import (
    language_of as tag_of,
)
from packager.importers.jats.front import front_of, funders, funding_statements
from packager.importers.jats.people import People, people_of
from packager.importers.jats.rights import rights_of
from packager.importers.jats.state import State, anchors_of
from packager.importers.pictures import Shelf
from packager.importers.source import Source
from packager.importers.writing import markdown
from packager.importers.xml import Element, local
from packager.model.relators import RELATORS
from packager.model.text import (
    Block,
    Division,
    DivisionKind,
    Link,
    Note,
    Paragraph,
    Text,
    walk,
)


@dataclass(frozen=True, slots=True)
class Around:
    """What is around an article: `parent` is what it is a translation of or an answer to,
    `original` that as imported; `translated`: languages of its own translations."""

    name: str = ""
    parent: Element | None = None
    original: ImportedArticle | None = None
    translated: frozenset[str] = frozenset()
    language: str = ""  # as the editor says
    translates: bool = False


@dataclass(slots=True)
class Converted:
    """An article with its account, and the pictures it shows."""

    article: ImportedArticle
    account: Account
    state: State = field(repr=False)


def meta_of(article: Element) -> Element | None:
    """The element that holds what is known of an article."""
    found = child(article, "front", "article-meta")
    return found if found is not None else child(article, "front-stub")


def language_told(article: Element, around: Around) -> str:
    """The language an article states, or the one the editor has named."""
    return around.language or tag_of(article) or tag_of(child(article, "body"))


def convert(article: Element, source: Source, shelf: Shelf, around: Around) -> Converted:
    """An article as it goes into the publication. Links to places that turn out not to be there
    are taken out by a second attempt."""
    state, text = _attempt(article, State(source, Account(), shelf), around)
    if missing := _dead_anchors(text):
        state, text = _attempt(article, State(source, Account(), shelf), around, missing)
    made = _fields(article, state, around, text)
    state.report()
    return Converted(made, state.account, state)


def _attempt(
    article: Element, state: State, around: Around, missing: frozenset[str] = frozenset()
) -> tuple[State, Text]:
    state.language = _language(article, state, around)
    parts = [each for name in _TEXT for each in children(article, name)]
    abstracts = children(meta_of(article), "abstract", "trans-abstract")
    state.notes = _notes([*abstracts, *parts])
    state.note_ids = {note: rid for rid, note in state.notes.items()}
    state.front_notes = _front_notes(article, parts, state)
    anchors = anchors_of([*abstracts, *parts], state.notes)
    state.anchors = {id_: name for id_, name in anchors.items() if name not in missing}
    return state, Text(tuple(_blocks(article, state, around)), _note_texts(state))


_TEXT = ("body", "floats-group", "floats-wrap", "back")


def _language(article: Element, state: State, around: Around) -> str:
    if told := language_told(article, around):
        return told
    found = language_of(text_of_article(article))
    if not found:
        return around.original.language if around.original else ""
    place = state.place(article)
    guess(state.account, Guess("language", found, "xml:lang is missing; its words tell it", place))
    return found


def _dead_anchors(text: Text) -> frozenset[str]:
    nodes = list(walk(text))
    there = {node.attributes.id for node in nodes if hasattr(node, "attributes")}
    wanted = {node.anchor for node in nodes if isinstance(node, Link) and node.anchor}
    return frozenset(wanted - there)


# --- Notes -------------------------------------------------------------------------------------


def _notes(parts: list[Element]) -> dict[str, Element]:
    """The notes that the text calls, and those that stand in it; a note calls none."""
    found = [each for part in parts for each in within(part)]
    notes = [each for each in found if local(each) == "fn"]
    inside = {inner for note in notes for inner in within(note)}
    called = {
        rid
        for each in found
        if local(each) == "xref" and each not in inside
        for rid in each.get("rid", "").split()
    }
    kept: dict[str, Element] = {}
    for number, note in enumerate(notes):
        id_ = note.get("id") or f"#{number}"
        if note not in inside and id_ not in kept and (id_ in called or is_in_text(note)):
            kept[id_] = note
    return kept


def _front_notes(article: Element, parts: list[Element], state: State) -> frozenset[Element]:
    """Notes at the end that people or the title call: no call of them is in the text."""
    meta = meta_of(article)
    calling = [*children(meta, "contrib-group"), *children(meta, "title-group")]
    rids = {
        rid for part in calling for x in below(part, "xref") for rid in x.get("rid", "").split()
    }
    found = [each for part in parts for each in below(part, "fn")]
    return frozenset(
        each for each in found if each.get("id") in rids and each not in state.note_ids
    )


def _note_texts(state: State) -> tuple[Note, ...]:
    state.in_note = True
    made = []
    for rid, number in state.called.items():
        note = state.notes[rid]
        blocks = blocks_of(note, state, ("label", "title")) or blocks_of(note, state)
        if not blocks:
            blocks = [Paragraph((), line_of(note))]
        made.append(Note(number, str(number), tuple(blocks), 1, line_of(note)))
    state.in_note = False
    return tuple(made)


# --- Text --------------------------------------------------------------------------------------


def _blocks(article: Element, state: State, around: Around) -> Iterator[Block]:
    meta = meta_of(article)
    if around.original and around.translates:
        yield from _abstract_there(around.parent, state, own=bool(children(meta, "abstract")))
    yield from before_text(meta, state, around.translated)
    for name in ("body", "floats-group", "floats-wrap"):
        for each in children(article, name):
            yield from blocks_of(each, state)
    yield from _postscript(article, state)
    for each in children(article, "back"):
        yield from blocks_of(each, state)
    yield from _left_over(state)
    if state.in_parts:
        text = "\n".join(words(each) for each in state.in_parts)
        reason = "they stand in the list in words, too"
        state.drop(state.in_parts[0], "references in parts", reason, text)


def _abstract_there(parent: Element | None, state: State, *, own: bool) -> Blocks:
    """The abstract that the original has in a translation's language, if that has none itself."""
    meta = child(parent, "front", "article-meta")
    if not own:
        return abstract_from(meta, state)
    for each in children(meta, "trans-abstract"):
        if tag_of(each) == state.language:
            state.drop(each, "abstract in translation", "the translation has one of its own")
    return []


def _postscript(article: Element, state: State) -> Blocks:
    """What the front matter says in sentences: notes of the authors, of the translator, funding."""
    meta = meta_of(article)
    kept = people_of(meta).kept
    notes = [
        each
        for each in below(child(meta, "author-notes"), "fn", "corresp", "p")
        if each.get("id", "") not in kept or not each.get("id")
    ]
    notes = [each for each in notes if local(each) != "p" or local(each.getparent()) != "fn"]
    said = [*notes, *funding_statements(meta), *_in_order(state.front_notes)]
    inside = [made for each in said for made in blocks_of(each, state, ("label",))]
    line = line_of(article)
    return [Division(DivisionKind.POSTSCRIPT, tuple(inside), line)] if inside else []


def _in_order(notes: frozenset[Element]) -> list[Element]:
    return sorted(notes, key=lambda note: (line_of(note), note.get("id", "")))


def _left_over(state: State) -> Blocks:
    """Notes whose calls came to nothing: none is lost."""
    found: Blocks = []
    for rid, note in state.notes.items():
        if rid not in state.called and words(note):
            message = f"a note is called where no note can be called: “{words(note)[:60]}”"
            place = state.place(note)
            hint = "it stands at the end of the text; call it where it belongs"
            state.account.findings.append(finding("import-note-unmatched", message, place, hint))
            found += blocks_of(note, state)
    return found


# --- Fields ------------------------------------------------------------------------------------


def _fields(article: Element, state: State, around: Around, text: Text) -> ImportedArticle:
    meta, original = meta_of(article), around.original
    front, people = front_of(meta, state), people_of(meta)
    if original and around.translates and not people.contributors and not people.unsigned:
        inherited = [each for each in original.contributors if each.role != "fnd"]
        people = People(inherited, list(original.credits))
    _tell_people(people, article, state)
    date, where = dates.published(meta)
    if where is not None:
        state.recognise("date", where, str(date))
    rights = rights_of(meta, state)
    title = front.title or _title_given(article, around, state)
    made = ImportedArticle(
        name=around.name,
        title=title,
        body=markdown(text),
        subtitle=front.subtitle,
        kicker=front.kicker,
        language=state.language,
        date=date,
        updated=dates.updated(meta),
        contributors=(*people.contributors, *funders(meta)),
        unsigned=people.unsigned,
        url=front.url,
        rights=rights,
        credits=tuple(people.credits),
        subjects=tuple(front.subjects),
    )
    if original is None:
        return made
    return replace(made, date=date or original.date, rights=rights or original.rights)


def _title_given(article: Element, around: Around, state: State) -> str:
    """A title for an article without one."""
    titles = children(
        child(around.parent, "front", "article-meta", "title-group"), "trans-title-group"
    )
    for each in titles:
        if tag_of(each) == state.language and words(child(each, "trans-title")):
            return words(child(each, "trans-title"))
    headings = (words(each) for each in below(child(article, "body"), "title"))
    kind = article.get("article-type", "").replace("-", " ").capitalize()
    named = next((each for each in headings if each), "") or kind or state.source.stem
    place, why = state.place(article), "the source gives the article no title"
    guess(state.account, Guess("title", named, why, place), "write the right one")
    return named


def _tell_people(people: People, article: Element, state: State) -> None:
    place = state.place(article)
    for each in people.contributors:
        what = RELATORS[each.role]
        state.account.recognised.append(Recognised(what, each.name, Certainty.STATED, place))
    for contrib, kind in people.unknown:
        name = words(child(contrib, "name")) or words(contrib)[:40]
        why = f"“{kind}” is no role of MARC ({name})"
        guess(state.account, Guess("role", "contributor", why, state.place(contrib)))
