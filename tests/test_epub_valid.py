"""The judges from outside: EPUBCheck without a word, Ace without a violation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from packager.check import check_files
from packager.editions.epub import EPUB
from packager.model.publication import Cover, Kind, Publication
from tests.epub_books import article, issue, picture, words
from tests.test_epub_bytes import hostile
from tests.validators import ace, epubcheck


def pictured(folder: Path) -> Publication:
    cover = Cover(picture(folder, "images/cover.jpg", (900, 1350)), "A crane against the evening")
    return replace(issue(folder), cover=cover)


def single(folder: Path) -> Publication:
    publication = issue(folder)
    harbour = next(each for each in publication.articles if each.id == "the-harbour")
    return replace(publication, kind=Kind.ARTICLE, contents=(harbour,))


def right_to_left(folder: Path) -> Publication:
    text = words("كانت الميناء هادئة تلك الليلة. The night was quiet.")
    quay = article("the-quay", text, title="الرصيف", language="ar", direction="rtl")
    whole = replace(issue(folder), language="ar", direction="rtl", title="عدد الميناء")
    return replace(whole, contents=(quay,), kind=Kind.PAMPHLET)


BOOKS = [issue, pictured, single, right_to_left, hostile]


@pytest.mark.parametrize("book", BOOKS)
def test_judged_good(book: Callable[[Path], Publication], tmp_path: Path) -> None:
    publication = book(tmp_path)
    made = EPUB.make(publication)
    name = f"{publication.slug}.epub"
    path = tmp_path / name
    path.write_bytes(made.files[name])
    assert check_files(made.files) == ()
    assert epubcheck(path) == []
    assert ace(path) == []
