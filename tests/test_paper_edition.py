"""The PDF edition of a whole publication: the sample of this repository."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from packager.check.pdf import check_pdf
from packager.editions.edition import Made
from packager.editions.paper import page_design
from packager.editions.pdf import PDF
from packager.errors import UsageError
from packager.load import load
from packager.model.article import Role
from packager.model.publication import EditionSettings, Publication
from tests.paper import pages_of

SAMPLE = Path(__file__).resolve().parents[1] / "content" / "sample"


@pytest.fixture(scope="module")
def publication() -> Publication:
    loaded = load(SAMPLE)
    assert loaded.publication
    return loaded.publication


@pytest.fixture(scope="module")
def made(publication: Publication) -> Made:
    return PDF.make(publication)


@pytest.fixture(scope="module")
def pdf(made: Made) -> bytes:
    (content,) = made.files.values()
    return content


def test_it_is_one_sound_file_named_by_the_slug(publication: Publication, made: Made) -> None:
    assert list(made.files) == [f"{publication.slug}.pdf"]
    assert check_pdf("sample.pdf", made.files[f"{publication.slug}.pdf"]) == ()
    assert made.findings == ()


def test_the_contents_give_the_pages_on_which_articles_begin(
    publication: Publication, pdf: bytes
) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        names = pikepdf.NameTree(document.Root.Names.Dests)
        labels = {page.obj.objgen: page.label for page in document.pages}
        begins = {each.key: labels[names[each.key][0].objgen] for each in publication.articles}
        begins["!contents"] = labels[names[f"{publication.slug}/!contents"][0].objgen]
    pages = [" ".join(text.split()) for text in pages_of(pdf, "-raw")]
    first = next(index for index, text in enumerate(pages) if text.startswith("Contents "))
    assert pages[first].endswith(begins["!contents"])
    contents = " ".join(pages[first : first + 2])
    listed = [each for each in publication.articles if each.part is not Role.BACK_COVER]
    for article in listed:
        entry = f"{begins[article.key]} {article.title}"
        assert entry in contents or article.direction == "rtl", entry


def test_articles_begin_at_page_1_and_front_matter_is_roman(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        labels = [page.label for page in document.pages]
    first = labels.index("1")
    assert first % 2 == 0
    assert labels[:first] == ["i", "ii", "iii", "iv", "v", "vi"][:first]
    assert labels[first:] == [str(number) for number in range(1, len(labels) - first + 1)]


@pytest.mark.parametrize("name", ["A4", "Letter"])
def test_other_pages_of_the_theme_can_be_had(publication: Publication, name: str) -> None:
    article = replace(
        publication,
        editions={"pdf": EditionSettings(page=name)},
        contents=publication.articles[:1],
        switches={},
    )
    (content,) = PDF.make(article).files.values()
    geometry = publication.theme.pages[name].geometry
    with pikepdf.open(io.BytesIO(content)) as document:
        for page in document.pages:
            left, bottom, right, top = map(float, page.obj.MediaBox)
            assert (right - left, top - bottom) == pytest.approx(
                (geometry.width, geometry.height), abs=0.01
            )


def test_an_unknown_page_is_told_with_those_there_are(publication: Publication) -> None:
    with pytest.raises(UsageError, match="“A9”") as raised:
        page_design(publication.theme, "A9")
    assert "A5" in raised.value.hint


def test_twice_the_same_bytes(publication: Publication, made: Made) -> None:
    assert PDF.make(publication) == made
