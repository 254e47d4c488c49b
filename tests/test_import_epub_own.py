"""The way back: what this program has built comes back nearly whole."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from packager.importers.files import publication_files
from packager.importers.gathered import gather
from packager.importers.imported import Imported
from packager.importers.source import Source
from packager.importers.words import tokens
from packager.load import load
from packager.model.article import Article, Role
from packager.model.publication import Kind, Publication
from packager.model.text import (
    Figure,
    Heading,
    ItemList,
    Link,
    NoteCall,
    Picture,
    Table,
    Verse,
    plain,
    walk,
)
from packager.pipeline import BuildOptions, build
from tests.building import SAMPLE
from tests.import_epubs import dropped, imported

COUNTED = (Heading, NoteCall, Picture, Table, Verse, ItemList, Link, Figure)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, with its EPUB built beside it; without page numbers, which take a PDF."""
    target = tmp_path_factory.mktemp("own") / "sample"
    shutil.copytree(SAMPLE, target, ignore=shutil.ignore_patterns("dist"))
    with (target / "publication.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[editions.epub]\npage_list = false\n")
    build(target, BuildOptions(editions=("epub",), output=target / "dist"))
    return target


@pytest.fixture(scope="module")
def before(folder: Path) -> Publication:
    return load(folder).publication


@pytest.fixture(scope="module")
def found(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Imported:
    data = next((folder / "dist").glob("*.epub")).read_bytes()
    return imported(data, tmp_path_factory.mktemp("found"))


@pytest.fixture(scope="module")
def after(found: Imported, tmp_path_factory: pytest.TempPathFactory) -> Publication:
    """What was imported, written down and loaded."""
    target = tmp_path_factory.mktemp("after")
    gathered = gather([(Source(target / "book.epub", "book.epub"), found)])
    for name, data in publication_files(gathered).items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(data)
    loaded = load(target)
    assert not [each for each in loaded.findings if each.severity.value == "error"]
    return loaded.publication


def _pairs(before: Publication, after: Publication) -> list[tuple[Article, Article]]:
    return list(zip(before.articles, after.articles, strict=True))


def test_the_publication_comes_back(before: Publication, after: Publication) -> None:
    assert after.kind is Kind.ISSUE
    for field in ("title", "subtitle", "language", "direction", "date", "identifier",
                  "description", "subjects", "rights", "contributors"):  # fmt: skip
        assert getattr(after, field) == getattr(before, field), field
    assert after.publisher
    assert after.publisher.name == "The packager project"
    assert after.series
    assert (after.series.title, after.series.number) == ("The Folded Sheet", "1")
    assert after.cover is None  # it was drawn, and will be again


def test_the_articles_come_back_in_their_order_and_sections(
    before: Publication, after: Publication
) -> None:
    assert [each.id for each in after.articles] == [each.id for each in before.articles]
    shape = [getattr(each, "title", "") for each in before.contents]
    assert [getattr(each, "title", "") for each in after.contents] == shape
    for old, new in _pairs(before, after):
        for field in ("title", "subtitle", "kicker", "language", "direction", "date",
                      "rights", "subjects", "description", "part"):  # fmt: skip
            assert getattr(new, field) == getattr(old, field), (old.id, field)
        if new.part in (Role.ARTICLE, Role.EDITORIAL):  # nobody asks it of the others
            assert new.unsigned == old.unsigned
    parts = [each.part for each in after.articles if each.part is not Role.ARTICLE]
    assert parts == [Role.EDITORIAL, Role.APPEAL, Role.IMPRINT, Role.BACK_COVER]


def test_the_people_of_each_article_come_back(before: Publication, after: Publication) -> None:
    def people(article: Article) -> set[tuple[str, str, str]]:
        return {(who.name, who.role, who.kind) for who in article.contributors}

    assert sum(len(each.contributors) for each in before.articles) > 20
    for old, new in _pairs(before, after):
        assert people(new) == people(old), old.id
        assert new.translation_of.partition("/")[2] == old.translation_of.partition("/")[2]
        assert (new.source and new.source.title) == (old.source and old.source.title)


def test_words_notes_calls_and_pictures_come_back(before: Publication, after: Publication) -> None:
    for old, new in _pairs(before, after):
        was = Counter(type(node) for node in walk(old.text) if isinstance(node, COUNTED))
        now = Counter(type(node) for node in walk(new.text) if isinstance(node, COUNTED))
        assert now == was, old.id
        assert [note.calls for note in new.text.notes] == [note.calls for note in old.text.notes]
        words = Counter(tokens(plain(new.text)))
        assert sum((words - Counter(tokens(plain(old.text)))).values()) <= 1, old.id
        assert sum((Counter(tokens(plain(old.text))) - words).values()) <= 1, old.id


def test_verse_and_alternative_texts_come_back(before: Publication, after: Publication) -> None:
    for old, new in _pairs(before, after):
        poems = [
            [n.indents for n in walk(each.text) if isinstance(n, Verse)] for each in (old, new)
        ]
        assert poems[0] == poems[1], old.id
        shown = [n for n in walk(old.text) if isinstance(n, Picture)]
        again = [n for n in walk(new.text) if isinstance(n, Picture)]
        for one, other in zip(shown, again, strict=True):
            assert tokens(other.alt) == tokens(one.alt or one.asset.alt)
            assert (other.licence or other.asset.licence) == (one.licence or one.asset.licence)


def test_figures_keep_their_width_and_side(before: Publication, after: Publication) -> None:
    for old, new in _pairs(before, after):
        was, now = (
            [node.attributes.classes for node in walk(each.text) if isinstance(node, Figure)]
            for each in (old, new)
        )
        assert now == was, old.id


def test_what_every_edition_makes_is_dropped_by_name(found: Imported) -> None:
    kinds = Counter(dropped(found))
    for what in ("cover page", "title page", "contents page", "credits page", "cover"):
        assert kinds[what] == 1, what
    assert kinds["colophon of an article"] == len(found.articles)
    assert (found.counts.notes, found.counts.calls) == (83, 93)
    links = [link for each in found.articles for link in re.findall(r"\]\(|<https?:", each.body)]
    assert len(links) - found.counts.pictures >= found.counts.links
