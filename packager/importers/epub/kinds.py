"""What a document of a book is, when it is no chapter: cover, title page, contents, imprint …"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import Enum

from packager.importers.epub.documents import TO, Document
from packager.importers.epub.nav import Contents
from packager.importers.epub.package import Package
from packager.importers.markup import name_of, words_of
from packager.importers.markup.elements import HEADINGS
from packager.importers.words import tokens


class PageKind(Enum):
    """`CHAPTER` is whatever is none of the others."""

    CHAPTER = ""
    COVER = "cover page"
    TITLE = "title page"
    CONTENTS = "contents page"
    IMPRINT = "imprint"
    CREDITS = "credits page"
    GENERATED = "generated colophon"
    EMPTY = "empty page"


DROPPED = {
    PageKind.COVER: "every edition makes its own",
    PageKind.TITLE: "every edition makes its own",
    PageKind.CONTENTS: "every edition makes its own",
    PageKind.CREDITS: "every edition makes its own",
    PageKind.GENERATED: "it speaks of the program that made the file",
    PageKind.EMPTY: "it shows nothing",
}
_TYPES = (
    (PageKind.COVER, {"cover", "doc-cover"}),
    (PageKind.TITLE, {"titlepage", "halftitlepage", "halftitle", "title-page", "half-title"}),
    (PageKind.CONTENTS, {"toc", "doc-toc", "toc-brief", "landmarks", "page-list", "doc-pagelist",
                         "lot", "loi", "loa", "lov"}),
    (PageKind.IMPRINT, {"copyright-page", "imprint", "imprimatur", "colophon", "doc-colophon"}),
    (PageKind.GENERATED, {"jacket"}),
)  # fmt: skip
_RIGHTS = re.compile(
    r"©|\bcopyright\b|all rights reserved|\bisbn\b|creative ?commons|tous droits réservés"
    r"|alle rechte vorbehalten|derechos reservados|diritti riservati|direitos reservados"
    r"|dépôt légal|depósito legal|impressum",
    re.IGNORECASE,
)
_NAMED = re.compile(r"copyright|imprint|impressum|colophon|legal", re.IGNORECASE)
_MADE = re.compile(
    r"(?:made|created|produced|generated|converted) (?:with|by|using) (?:the )?"
    r"(?:calibre|sigil|pandoc|epub|e-?book)",
    re.IGNORECASE,
)
_FEW, _SHORT = 60, 400  # words
_FRONT, _BACK = 6, 4  # documents


@dataclass(frozen=True, slots=True)
class Book:
    """What is needed to tell: the package, its contents, the cover's picture, all documents."""

    package: Package
    contents: Contents
    cover: str  # a member
    documents: tuple[Document, ...]
    known: Counter[str]  # the words of its title, people, publisher …


def known_words(package: Package) -> Counter[str]:
    """The words that a title page is made of."""
    names = ("title", "creator", "contributor", "publisher", "date", "belongs-to-collection",
             "schema:issueNumber", "calibre:series", "group-position")  # fmt: skip
    return Counter(t for m in package.metas if m.name in names for t in tokens(m.value))


def kind_of(document: Document, book: Book) -> PageKind:
    """What a document is: by what it says it is, else by what stands in it."""
    types = set(document.types())
    member = document.member
    types |= {kind for at, kind in book.contents.landmarks if at == member}
    types.add(book.package.guide.get(member, ""))
    if book.package.made_here and types & {"credits", "doc-credits"}:
        return PageKind.CREDITS
    if member == book.contents.member:
        return PageKind.CONTENTS
    told = next((kind for kind, names in _TYPES if types & names), None)
    pictures = [each.get(TO, "") for each in document.body.iter("img")]
    words = tokens(words_of(document.body))
    if told in (PageKind.COVER, PageKind.TITLE) and not is_only_frame(words, book):
        told = None  # an epigraph, a dedication: no edition makes those by itself
    if told:
        return told
    if (
        not words
        and not pictures
        and not list(document.body.iter("{http://www.w3.org/2000/svg}svg"))
    ):
        return PageKind.EMPTY
    if book.package.made_here:
        return PageKind.CHAPTER
    return _by_content(document, words, pictures, book)


def is_only_frame(words: list[str], book: Book) -> bool:
    """Whether words say no more than the metadata do, but for a few like “edited by”."""
    extra = [each for each in words if each not in book.known and not each.isdigit()]
    return len(words) <= 2 * _FEW and len(extra) <= max(6, len(words) // 2)


def _by_content(document: Document, words: list[str], pictures: list[str], book: Book) -> PageKind:
    text = words_of(document.body)
    place = book.documents.index(document)
    linear = [each for each in book.documents if each.linear]
    at_edge = place < _FRONT or len(linear) - _BACK <= place < len(linear)
    extra = [each for each in words if each not in book.known]
    if len(pictures) == 1 and book.cover and pictures[0] == book.cover and len(extra) <= 5:
        return PageKind.COVER
    if _is_contents(document, words, book):
        return PageKind.CONTENTS
    if len(words) <= _FEW and _MADE.search(text):
        return PageKind.GENERATED
    marks = {found.lower() for found in _RIGHTS.findall(text)}
    if len(words) <= _SHORT and at_edge and marks:
        named = _NAMED.search(f"{document.member.rpartition('/')[2]} {document.item.id}")
        if named or len(marks) > 1 or len(words) <= 2 * _FEW:
            return PageKind.IMPRINT
    title = set(tokens(book.package.first("title")))
    if place < _FRONT and title and title <= set(words) and len(extra) <= 3 and len(words) <= _FEW:
        return PageKind.TITLE
    return PageKind.CHAPTER


def _is_contents(document: Document, words: list[str], book: Book) -> bool:
    """Nearly all of it leads to other documents of the book."""
    members = {each.member for each in book.documents}
    links = [a for a in document.body.iter("a") if a.get(TO, "").partition("#")[0] in members]
    targets = {a.get(TO, "") for a in links}
    others = {each.partition("#")[0] for each in targets} - {document.member}
    linked = sum(len(tokens(words_of(each))) for each in links)
    headings = (e for e in document.body.iter() if name_of(e) in HEADINGS)
    listed = len(words) - sum(len(tokens(words_of(each))) for each in headings)
    return len(targets) >= 3 and bool(others) and linked >= 0.7 * listed
