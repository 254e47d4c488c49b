"""What the package document says of a publication and of each of its articles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from packager.editions.epub import EPUB
from packager.errors import UsageError
from packager.model.article import Source
from packager.model.dates import PartialDate
from packager.model.people import Contributor
from packager.model.publication import Cover, EditionSettings, Kind, Publication, Series
from packager.model.rights import Rights
from tests.epub_books import article, issue, picture
from tests.opened_epub import Package, files


def built(publication: Publication) -> bytes:
    return EPUB.make(publication).files[f"{publication.slug}.epub"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("issue")


@pytest.fixture(scope="module")
def package(folder: Path) -> Package:
    return Package(built(issue(folder)))


def roles(package: Package, term: str) -> dict[str, list[str]]:
    return {
        str(each.text): package.refined(str(each.get("id")), "role")
        for each in package.all(f"//dc:{term}")
    }


def test_titles_are_told_apart(package: Package) -> None:
    kinds = {
        str(each.text): package.refined(str(each.get("id")), "title-type")
        for each in package.all("//dc:title")
    }
    assert kinds == {"The harbour issue": ["main"], "Ships, cranes & people": ["subtitle"]}


def test_identifier_is_the_isbn_and_says_so(package: Package) -> None:
    unique = str(package.root.get("unique-identifier"))
    assert package.texts(f"//dc:identifier[@id='{unique}']") == ["urn:isbn:9780306406157"]
    assert package.refined(unique, "identifier-type") == ["15"]


def test_the_edition_can_have_an_identifier_of_its_own(folder: Path) -> None:
    own = {"epub": EditionSettings(identifier="https://example.org/617.epub")}
    data = built(replace(issue(folder), editions=own))
    assert Package(data).dc("identifier") == ["https://example.org/617.epub"]
    assert b'content="https://example.org/617.epub"' in files(data)["EPUB/toc.ncx"]


def test_languages_of_publication_and_articles(package: Package) -> None:
    assert package.dc("language") == ["en", "ar"]
    assert package.root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert package.root.get("dir") == "ltr"


def test_modified_is_the_newest_change(package: Package, folder: Path) -> None:
    assert package.meta("dcterms:modified") == ["2026-07-02T00:00:00Z"]
    plain = replace(issue(folder), contents=(article("only"),), corrections=())
    assert Package(built(plain)).meta("dcterms:modified") == ["2026-06-17T00:00:00Z"]
    month = replace(plain, date=PartialDate(2026, 6))
    assert Package(built(month)).meta("dcterms:modified") == ["2026-06-01T00:00:00Z"]


def test_source_date_epoch_says_it_more_exactly(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1782000000")
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    assert Package(built(issue(folder))).meta("dcterms:modified") == ["2026-06-21T00:00:00Z"]


@pytest.mark.parametrize("epoch", ["yesterday", "9" * 30])
def test_a_wrong_source_date_epoch_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
        built(issue(folder))


def test_people_once_each_with_all_roles(package: Package) -> None:
    assert roles(package, "creator") == {"Ilse Brandt": ["edt", "bkd"]}
    assert roles(package, "contributor") == {
        "Studio Nord": ["ill"],
        "Luísa Costa": ["aut"],
        "Jean Roy": ["trl"],
        "Ana Prado": ["aut"],
        "Mara Lindqvist": ["pht"],
    }


def test_people_are_filed_by_family_name(package: Package) -> None:
    filed = {
        str(each.text): package.refined(str(each.get("id")), "file-as")[0]
        for each in package.all("//dc:creator | //dc:contributor")
    }
    assert filed["Ilse Brandt"] == "Brandt, Ilse"
    assert filed["Jean Roy"] == "Roy, Jean"
    assert filed["Studio Nord"] == "Studio Nord"


def test_authors_come_before_editors_on_the_shelf(folder: Path) -> None:
    author = Contributor("Rui Sá", "aut")
    publication = issue(folder)
    written = replace(publication, contributors=(*publication.contributors, author))
    assert list(roles(Package(built(written)), "creator")) == ["Rui Sá"]
    without = replace(publication, contributors=())
    assert list(roles(Package(built(without)), "creator")) == ["Luísa Costa", "Ana Prado"]


def test_series_number_and_issn(package: Package, folder: Path) -> None:
    assert package.meta("belongs-to-collection") == ["The Review"]
    assert package.refined("series", "collection-type") == ["series"]
    assert package.refined("series", "group-position") == ["617"]
    assert package.refined("series", "dcterms:identifier") == ["urn:issn:2049-3630"]
    lettered = replace(issue(folder), series=Series("IV Online magazine", "IVP617"))
    other = Package(built(lettered))
    assert other.refined("series", "group-position") == ["617"]
    assert other.meta("schema:issueNumber") == ["IVP617"]
    wordy = Package(built(replace(issue(folder), series=Series("Pages", "spring"))))
    assert wordy.refined("series", "group-position") == []
    assert wordy.meta("schema:issueNumber") == ["spring"]


def test_rights_and_licence(package: Package, folder: Path) -> None:
    assert package.dc("rights") == ["© 2026 The Review and the authors"]
    assert package.links("dcterms:license") == ["https://creativecommons.org/licenses/by-sa/4.0/"]
    only_licence = replace(issue(folder), rights=Rights(licence="all-rights-reserved"))
    other = Package(built(only_licence))
    assert other.dc("rights") == ["All rights reserved"]
    assert other.links("dcterms:license") == []


def test_publisher_description_subjects_date(package: Package) -> None:
    assert package.dc("publisher") == ["The Review"]
    assert package.dc("description") == ["What a harbour is when nothing moves."]
    assert package.dc("subject") == ["harbours"]
    assert package.dc("date") == ["2026-06-17"]


def test_each_article_is_described(package: Package) -> None:
    items = package.items()
    letters = str(items["letters.xhtml"].get("id"))
    assert package.refined(letters, "dcterms:title") == ["Letters"]
    assert package.refined(letters, "dcterms:creator") == ["Luísa Costa"]
    assert package.refined(letters, "dcterms:contributor") == ["Jean Roy"]
    assert package.refined(letters, "marcrel:trl") == ["Jean Roy"]
    assert package.refined(letters, "dcterms:source") == ["Cartas", "https://example.org/cartas"]
    assert package.refined(letters, "dcterms:rightsHolder") == ["Luísa Costa"]
    assert package.links("dcterms:license", letters) == [
        "https://creativecommons.org/licenses/by-nc/4.0/"
    ]
    harbour = str(items["the-harbour.xhtml"].get("id"))
    assert package.refined(harbour, "dcterms:date") == ["2026-06"]
    assert package.refined(harbour, "dcterms:modified") == ["2026-07-02T00:00:00Z"]
    assert package.refined(harbour, "dcterms:subject") == ["harbours", "labour"]
    assert package.refined(harbour, "dcterms:identifier") == ["https://example.org/the-harbour"]
    assert package.refined(str(items["the-quay.xhtml"].get("id")), "dcterms:language") == ["ar"]


def test_the_source_of_a_single_article_is_that_of_the_whole(folder: Path) -> None:
    source = Source("Cartas", "https://example.org/cartas", "pt")
    single = replace(issue(folder), kind=Kind.ARTICLE, contents=(article("one", source=source),))
    assert Package(built(single)).dc("source") == ["Cartas", "https://example.org/cartas"]
    assert Package(built(issue(folder))).dc("source") == []


def test_spine_follows_the_plan(package: Package) -> None:
    names = ("cover", "title", "contents", "letters", "the-harbour", "the-quay", "credits")
    assert package.spine() == [f"{name}.xhtml" for name in names]
    assert package.all("//opf:spine")[0].get("page-progression-direction") is None


def test_right_to_left_turns_the_pages(folder: Path) -> None:
    arabic = replace(issue(folder), language="ar", direction="rtl")
    package = Package(built(arabic))
    assert package.all("//opf:spine")[0].get("page-progression-direction") == "rtl"
    assert package.root.get("dir") == "rtl"


def test_a_drawn_cover_is_a_picture_and_a_page(package: Package) -> None:
    covers = package.all("//opf:item[@properties='cover-image']")
    assert [each.get("media-type") for each in covers] == ["image/svg+xml"]
    assert package.items()["cover.xhtml"].get("properties") == "svg"
    assert package.all(f"//opf:meta[@name='cover'][@content='{covers[0].get('id')}']")


@pytest.mark.parametrize("kind", [Kind.ISSUE, Kind.ARTICLE])
def test_a_given_cover_is_taken(folder: Path, kind: Kind) -> None:
    cover = Cover(picture(folder, "images/cover.jpg", (900, 1350)), "A crane against the evening")
    data = built(replace(issue(folder), kind=kind, cover=cover))
    items = Package(data).all("//opf:item[@properties='cover-image']")
    assert [each.get("href") for each in items] == ["images/review-617/cover.jpg"]
    page = files(data).get("EPUB/cover.xhtml", b"").decode()
    assert ('alt="A crane against the evening"' in page) == (kind is Kind.ISSUE)
    assert "EPUB/images/cover.svg" not in files(data)


def test_nothing_is_remote_and_nothing_scripted(package: Package) -> None:
    properties = " ".join(each.get("properties") or "" for each in package.items().values())
    assert "scripted" not in properties
    assert "remote-resources" not in properties
