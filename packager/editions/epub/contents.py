"""A publication's chapters as a tree of contents and a row of landmarks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from packager.compile.chapters import Chapter
from packager.editions.epub.metadata import line
from packager.editions.epub.navigation import Entry, Landmark, Navigation
from packager.model.article import Article
from packager.model.parts import PartKind
from packager.model.publication import Publication, Section
from packager.model.text import Heading, plain, walk
from packager.render.labels import Labels, labels_for
from packager.render.xhtml import fragment

_LANDMARKS = {  # EPUB Structural Semantics Vocabulary 1.1
    PartKind.COVER: "cover",
    PartKind.TITLE: "titlepage",
    PartKind.CONTENTS: "toc",
    PartKind.ARTICLE: "bodymatter",
    PartKind.CREDITS: "credits",
}
_LISTED = {PartKind.ARTICLE, PartKind.CREDITS}  # what comes before is found by the landmarks


def navigation(
    publication: Publication, chapters: Sequence[Chapter], pages: Sequence[tuple[str, str]] = ()
) -> Navigation:
    """The navigation of a publication, its entries in the order of the spine.

    `pages`: the label and the address of each page of the edition on paper.
    """
    labels = labels_for(publication.language)
    return Navigation(
        title=line(publication.title),
        heading=labels.say("Contents").unescape(),
        landmarks_heading=labels.say("Landmarks").unescape(),
        language=publication.language,
        direction=publication.direction,
        contents=tuple(_contents(publication, chapters)),
        landmarks=tuple(_landmarks(chapters, labels)),
        pages_heading=labels.say("Pages").unescape(),
        pages=tuple(pages),
    )


def _contents(publication: Publication, chapters: Sequence[Chapter]) -> Iterator[Entry]:
    """An entry for each chapter; those of a section stand together under its title."""
    sections = {
        publication.name_of(article): section
        for section in publication.contents
        if isinstance(section, Section)
        for article in section.articles
    }
    articles = publication.articles
    sole = articles[0] if len(articles) == 1 else None
    listed = [chapter for chapter in chapters if chapter.markup.kind in _LISTED]
    for section, group in groupby(listed, lambda chapter: sections.get(chapter.markup.part)):
        entries = tuple(_entry(publication, chapter, sole) for chapter in group)
        if section:
            yield Entry(line(section.title), children=entries)
        else:
            yield from entries


def _entry(publication: Publication, chapter: Chapter, sole: Article | None) -> Entry:
    """A chapter; that of the `sole` article of a publication with the headings in it."""
    markup = chapter.markup
    foreign = markup.language != publication.language
    return Entry(
        title=line(markup.title),
        href=chapter.name,
        children=tuple(_headings(sole, chapter)) if sole and markup.key == sole.key else (),
        language=markup.language if foreign else "",
        direction=markup.direction if markup.direction != publication.direction else "",
    )


def _headings(article: Article, chapter: Chapter) -> Iterator[Entry]:
    for heading in walk(article.text):
        if isinstance(heading, Heading) and heading.level == 2 and line(plain(heading)):
            place = f"{chapter.name}#{fragment(heading.attributes.id)}"
            yield Entry(line(plain(heading)), place)


def _landmarks(chapters: Sequence[Chapter], labels: Labels) -> Iterator[Landmark]:
    """The first chapter of each kind. Cover and title page have the publication's title: not so
    here, where they stand side by side."""
    named = {PartKind.COVER: labels.say("Cover"), PartKind.TITLE: labels.say("Title page")}
    for kind, name in _LANDMARKS.items():
        chapter = next((each for each in chapters if each.markup.kind is kind), None)
        if chapter:
            title = named[kind].unescape() if kind in named else line(chapter.markup.title)
            yield Landmark(name, title, chapter.name)
