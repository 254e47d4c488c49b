"""Contents, landmarks and NCX."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lxml import etree

from packager.editions.epub import EPUB
from packager.model.publication import Kind, Publication
from tests.epub_books import issue
from tests.opened_epub import NS, files

EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


def opened(publication: Publication) -> tuple[etree._Element, etree._Element]:
    content = files(EPUB.make(publication).files[f"{publication.slug}.epub"])
    return etree.fromstring(content["EPUB/nav.xhtml"]), etree.fromstring(content["EPUB/toc.ncx"])


def outline(entries: etree._Element) -> list[object]:
    """An `ol` as nested lists of (words, href)."""
    found: list[object] = []
    for item in entries.findall("x:li", NS):
        label, below = item[0], item.find("x:ol", NS)
        found.append(("".join(map(str, label.itertext())), label.get("href")))
        if below is not None:
            found.append(outline(below))
    return found


def test_contents_are_nested_by_section(tmp_path: Path) -> None:
    nav, _ = opened(issue(tmp_path))
    toc = nav.find(".//x:nav[@role='doc-toc']", NS)
    assert toc is not None
    assert toc.get(EPUB_TYPE) == "toc"
    entries = toc.find("x:ol", NS)
    assert entries is not None
    assert outline(entries) == [
        ("Letters", "letters.xhtml"),
        ("Reports", None),
        [("The harbour", "the-harbour.xhtml"), ("الرصيف", "the-quay.xhtml")],
        ("Credits", "credits.xhtml"),
    ]


def test_a_foreign_title_says_its_language(tmp_path: Path) -> None:
    nav, _ = opened(issue(tmp_path))
    entry = nav.find(".//x:a[@href='the-quay.xhtml']", NS)
    assert entry is not None
    assert (entry.get("lang"), entry.get("dir")) == ("ar", "rtl")


def test_a_single_article_shows_its_headings(tmp_path: Path) -> None:
    publication = issue(tmp_path)
    harbour = next(each for each in publication.articles if each.id == "the-harbour")
    nav, ncx = opened(replace(publication, kind=Kind.ARTICLE, contents=(harbour,)))
    hrefs = [str(a.get("href")) for a in nav.iterfind(".//x:nav[@role='doc-toc']//x:a", NS)]
    assert hrefs == [
        "the-harbour.xhtml",
        "the-harbour.xhtml#lists",
        "the-harbour.xhtml#figures",
        "credits.xhtml",
    ]
    assert ncx.find(".//ncx:meta[@name='dtb:depth']", NS).get("content") == "2"  # type: ignore[union-attr]


def test_landmarks_name_the_places(tmp_path: Path) -> None:
    nav, _ = opened(issue(tmp_path))
    marks = nav.find(".//x:nav[@id='landmarks']", NS)
    assert marks is not None
    assert marks.get(EPUB_TYPE) == "landmarks"
    assert {a.get(EPUB_TYPE): a.get("href") for a in marks.iterfind(".//x:a", NS)} == {
        "cover": "cover.xhtml",
        "titlepage": "title.xhtml",
        "toc": "contents.xhtml",
        "bodymatter": "letters.xhtml",
        "credits": "credits.xhtml",
    }


def test_landmarks_have_names_in_the_language_of_the_publication(tmp_path: Path) -> None:
    nav, _ = opened(replace(issue(tmp_path), language="fr"))
    marks = nav.iterfind(".//x:nav[@id='landmarks']//x:a", NS)
    assert [a.text for a in marks][:3] == ["Couverture", "Page de titre", "Sommaire"]


def test_the_ncx_leads_the_same_way(tmp_path: Path) -> None:
    nav, ncx = opened(issue(tmp_path))
    ways = [a.get("href") for a in nav.iterfind(".//x:nav[@role='doc-toc']//x:a", NS)]
    labels = ncx.iterfind(".//ncx:navPoint/ncx:navLabel/ncx:text", NS)
    assert [label.text for label in labels] == [
        "Letters",
        "Reports",
        "The harbour",
        "الرصيف",
        "Credits",
    ]
    contents = ncx.iterfind(".//ncx:navPoint/ncx:content", NS)
    targets = [str(content.get("src")) for content in contents]
    assert list(dict.fromkeys(targets)) == ways
