"""A publication and its chapters become a package: items, spine, metadata."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from packager.compile.chapters import (
    STYLESHEET,
    Chapter,
    self_contained,
    stylesheet,
)
from packager.compile.compiler import Compiler
from packager.editions.epub.accessibility import assess
from packager.editions.epub.contents import navigation
from packager.editions.epub.metadata import PREFIXES, article_metadata, metadata
from packager.editions.epub.navigation import nav_document, ncx
from packager.editions.epub.page_list import PageList
from packager.editions.epub.writer import Item, Meta, Package
from packager.model.parts import Part
from packager.model.publication import EditionSettings, Publication
from packager.render import cover_svg, picture_href

MAX_PX = 1600  # the longest side of a picture: as wide as an e-reader's page
QUALITY = 82  # of a JPEG

COVER = "cover-image"  # the id and the property of the picture on the shelf
_XHTML = "application/xhtml+xml"


@dataclass(frozen=True, slots=True)
class Book:
    """What a package is made from: the parts of a publication and the chapter of each."""

    publication: Publication
    parts: tuple[Part, ...]
    chapters: tuple[Chapter, ...]
    modified: datetime  # UTC
    compiler: Compiler
    page_list: PageList | None = None

    @property
    def settings(self) -> EditionSettings:
        """What the editor set for this edition."""
        return self.publication.editions.get("epub", EditionSettings())

    @property
    def identifier(self) -> str:
        """The edition's own identifier, else the publication's."""
        return self.settings.identifier or self.publication.identifier


def package(book: Book) -> Package:
    """The package; ids and names come from parts and pictures, so they stay from build to build."""
    publication, chapters = book.publication, book.chapters
    fonts = book.compiler.fonts(chapters, publication.theme)
    sheet = stylesheet(publication.theme, fonts)
    pictures = list(_pictures(book))
    seen = [sheet, *(picture.content for picture in pictures)]
    accessibility = assess(publication, chapters, seen)
    pages = book.page_list
    guide = navigation(publication, chapters, pages.pages if pages else ())
    documents = [
        Item(document_id(chapter), chapter.name, _XHTML, chapter.content, chapter.properties)
        for chapter in chapters
    ]
    return Package(
        language=publication.language,
        direction=publication.direction,
        metadata=(
            *metadata(publication, book.identifier, book.modified, accessibility),
            Meta("meta", "", (("name", "cover"), ("content", COVER))),  # what EPUB 2 readers know
            *_page_source(pages),
            *_articles(book),
        ),
        prefixes=PREFIXES,
        items=(
            Item("nav", "nav.xhtml", _XHTML, nav_document(guide), ("nav",)),
            Item("ncx", "toc.ncx", "application/x-dtbncx+xml", ncx(guide, book.identifier)),
            Item("style", STYLESHEET, "text/css", sheet),
            *documents,
            *pictures,
            *(Item(item_id(font.name), font.name, font.media_type, font.data) for font in fonts),
        ),
        spine=tuple(document.id for document in documents),
    )


def _pictures(book: Book) -> Iterator[Item]:
    """Each picture once, prepared for screens; first the one that stands on the reader's shelf."""
    publication, settings = book.publication, book.settings
    used = {
        src: asset for chapter in book.chapters for src, asset in chapter.markup.pictures.items()
    }
    cover = publication.cover
    if cover:
        used = {picture_href(cover.picture): cover.picture} | used
    else:
        drawn = self_contained(cover_svg(publication), publication.theme)
        yield Item(COVER, "images/cover.svg", "image/svg+xml", drawn, (COVER,))
    for src, asset in used.items():
        content = book.compiler.picture(
            asset, settings.max_px or MAX_PX, settings.quality or QUALITY
        )
        if cover and asset == cover.picture:
            yield Item(COVER, src, asset.media_type, content, (COVER,))
        else:
            yield Item(item_id(src), src, asset.media_type, content)


def _page_source(pages: PageList | None) -> Iterator[Meta]:
    """Whose pages are listed (EPUB Accessibility 1.1, §3.4)."""
    if pages:
        yield Meta("meta", pages.source, (("property", "pageBreakSource"),))


def _articles(book: Book) -> Iterator[Meta]:
    """What the package says of each article."""
    for part, chapter in zip(book.parts, book.chapters, strict=True):
        if part.article:
            yield from article_metadata(part.article, document_id(chapter))


def document_id(chapter: Chapter) -> str:
    """The manifest id of a chapter."""
    return f"text-{chapter.markup.part}"


def item_id(href: str) -> str:
    """A manifest id out of a name: `images/review/harbour.jpg`, `fonts/literata-normal.ttf`."""
    return href.replace("_", "__").replace("/", "_")
