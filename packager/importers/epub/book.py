"""A book as a whole: which of its documents are chapters, and what is made of all of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from packager.findings import Place, finding
from packager.importers.common import Names
from packager.importers.epub.articles import Draft, Links, Room, article, draft, settle_anchors
from packager.importers.epub.container import inside
from packager.importers.epub.documents import Document
from packager.importers.epub.kinds import (
    DROPPED,
    Book,
    PageKind,
    is_only_frame,
    kind_of,
    known_words,
)
from packager.importers.epub.lines import divided_speech
from packager.importers.epub.nav import Contents
from packager.importers.epub.package import Package
from packager.importers.epub.pictures import (
    Pictures,
    cover_member,
    cover_shown,
    picture_rights,
)
from packager.importers.epub.sections import Sections
from packager.importers.epub.units import Unit, assemble
from packager.importers.epub.wordcount import source_text
from packager.importers.imported import (
    Account,
    Certainty,
    Counts,
    Imported,
    ImportedArticle,
    ImportedPublication,
    Recognised,
)
from packager.importers.markup import classes, find_notes, words_of
from packager.importers.packed import Packed
from packager.importers.source import refusal
from packager.model.article import Role, Source
from packager.model.people import Contributor
from packager.model.publication import Kind

Pages = Sequence[tuple[Document, PageKind]]
_TOLD_NOTES = "its notes stand in the articles that call them"


@dataclass(frozen=True, slots=True)
class Reading:
    """A book that is being read."""

    packed: Packed
    package: Package
    contents: Contents
    documents: list[Document]
    head: ImportedPublication
    people: tuple[Contributor, ...]
    pictures: Pictures
    account: Account
    names: Names
    place: Place

    def at(self, document: Document) -> Place:
        """Where a document stands."""
        return Place(inside(self.packed, document.member))


def dropped_pages(it: Reading) -> Pages:
    """What each document is; those that every edition makes for itself are told as dropped."""
    book = _book(it)
    pages = [(document, kind_of(document, book)) for document in it.documents]
    for document, kind in pages:
        if kind in DROPPED:
            words = words_of(document.body)
            it.account.drop(kind.value, DROPPED[kind], words, it.at(document))
    return pages


def _book(it: Reading) -> Book:
    cover = cover_member(it.package, it.packed)
    known = known_words(it.package)
    return Book(it.package, it.contents, cover, tuple(it.documents), known)


def chapters(it: Reading, pages: Pages) -> list[tuple[ImportedArticle, Counts]]:
    """The articles, with what their sources count."""
    kept = [(document, kind) for document, kind in pages if kind not in DROPPED]
    divided_speech([document.body for document, _ in kept], it.place, it.account)
    units = assemble(kept, it.contents)
    roots = {unit.address: unit.body for unit in units.units}
    notes = find_notes(roots, lambda href, at: f"{at}{href}" if href.startswith("#") else href)
    in_notes = frozenset(each for note in notes.gone for each in note.iter())
    room = Room(it.packed, it.package, it.head, it.people, units, notes, it.pictures,
                it.account, it.names, in_notes)  # fmt: skip
    drafts = _drafts(it, room)
    if not drafts:
        raise refusal(it.packed.name, "has no chapter: only cover, title and contents pages")
    links = Links(drafts, room)
    made = [article(each, links, room) for each in drafts]
    bodies = settle_anchors([one for one, _ in made], drafts)
    return [(replace(one, body=bodies[one.name]), counts) for one, counts in made]


def _drafts(it: Reading, room: Room) -> list[Draft]:
    """A draft for each unit that has words or pictures of its own."""
    drafts: list[Draft] = []
    sections = Sections(room)
    book = _book(it)
    for unit in room.units.units:
        place = it.at(unit.document)
        if _is_frame(unit, room, book):
            what, reason = PageKind.TITLE.value, DROPPED[PageKind.TITLE]
            it.account.drop(what, reason, words_of(unit.body), place)
        elif not room.left(unit) and not room.shows(unit):
            words = words_of(unit.body, room.notes.gone)
            it.account.drop("notes page", _TOLD_NOTES, words, place)
        elif not sections.is_page(unit):
            if not unit.document.linear:
                message = "a document outside the reading order stands after the others now"
                it.account.findings.append(finding("import-simplified", message, place))
            _tell_headings(unit, room, place)
            drafts.append(draft(unit, sections.of(unit), room))
    return drafts


def _tell_headings(unit: Unit, room: Room, place: Place) -> None:
    """Headings of notes in a document that calls none: nobody else tells of them."""
    inside = set(unit.body.iter())
    if inside.isdisjoint(room.notes.calls):
        words = [words_of(each) for each in unit.body.iter() if each in room.notes.headings]
        if words:
            room.account.drop("heading of notes", _TOLD_NOTES, " ".join(words), place)


def _is_frame(unit: Unit, room: Room, book: Book) -> bool:
    """Whether what stands before the first chapter of a document is a title page."""
    same = [other for other in room.units.units if other.document is unit.document]
    first = unit.entry is None and len(same) > 1
    return first and is_only_frame(room.left(unit), book) and not room.shows(unit)


# --- The whole ---------------------------------------------------------------------------------


def finished(it: Reading, made: Sequence[tuple[ImportedArticle, Counts]], pages: Pages) -> Imported:
    """All that was read, with the cover, the counts and the account."""
    articles = _translations([one for one, _ in made])
    cover, alt = _cover(it, pages)
    picture_rights(it.package, it.pictures, it.place)
    head = replace(it.head, cover=cover, cover_alt=alt)
    if len(articles) == 1 and articles[0].part is Role.ARTICLE:
        articles = [_alone(articles[0], head, it.package)]
        head = replace(head, kind=Kind.ARTICLE, contributors=())
    counts = Counts()
    for _, own in made:
        counts += own
    members = [document.member for document in it.documents]
    return Imported(
        articles=tuple(articles),
        publication=head,
        pictures=it.pictures.shelf.files(),
        recognised=tuple(it.account.recognised),
        dropped=tuple(it.account.dropped),
        findings=tuple(it.account.findings),
        source_text=source_text(it.packed, members),
        counts=counts,
    )


def _alone(only: ImportedArticle, head: ImportedPublication, package: Package) -> ImportedArticle:
    """The only article of a book: the book's people and source are its own."""
    people = tuple(dict.fromkeys((*only.contributors, *head.contributors)))
    said = package.first("source", "dcterms:source")
    source = None
    if said and said not in (head.identifier, package.first("identifier")):
        url = said if re.match(r"https?://", said) else ""
        source = Source("" if url else said, url)
    return replace(only, contributors=people, source=only.source or source)


def _translations(articles: list[ImportedArticle]) -> list[ImportedArticle]:
    """An article whose source is another of the same book is its translation."""
    by_title = {(each.title, each.language): each.name for each in articles}
    return [
        replace(each, translation_of=by_title.get((each.source.title, each.source.language), ""))
        if each.source and each.source.language != each.language
        else each
        for each in articles
    ]


def _cover(it: Reading, pages: Pages) -> tuple[str, str]:
    """The cover's picture and its description; a cover that this program drew is not kept."""
    shown, alt = cover_shown(list(pages))
    member = cover_member(it.package, it.packed) or shown
    drawn = any("drawn" in classes(e) for d, k in pages if k is PageKind.COVER for e in d.body)
    if it.package.made_here and drawn:
        it.account.drop("cover", "it was drawn from the theme; every edition draws it anew")
        return "", ""
    if not member:
        return "", ""
    name = it.pictures.member(member, it.place)
    if name:
        place = it.place
        it.account.recognised.append(Recognised("cover", name, Certainty.STATED, place))
    return name, alt if shown in ("", member) else ""
