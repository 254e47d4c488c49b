"""EPUBs of others, imported: metadata, order, chapters, notes, links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from packager.model.article import Role
from packager.model.publication import Kind
from tests.import_epubs import (
    DOT,
    TITLE,
    Book,
    dropped,
    entry,
    imported,
    nav,
    page,
    told,
)

# --- Metadata -----------------------------------------------------------------------------------

EPUB_3 = """
<dc:identifier id="uid">urn:uuid:0C1E2D3A-1111-4222-8333-444455556666</dc:identifier>
<dc:identifier>978-3-16-148410-0</dc:identifier>
<dc:title id="s">Quays and ropes</dc:title><dc:title id="t">The Harbour Book</dc:title>
<meta refines="#t" property="title-type">main</meta>
<meta refines="#s" property="title-type">subtitle</meta>
<dc:language>en_GB</dc:language><dc:date>2019-05</dc:date>
<meta property="dcterms:modified">2024-02-03T04:05:06Z</meta>
<dc:creator id="a">Ida Kjær</dc:creator>
<meta refines="#a" property="role" scheme="marc:relators">aut</meta>
<meta refines="#a" property="role" scheme="marc:relators">pht</meta>
<meta refines="#a" property="file-as">Kjaer, Ida Marie</meta>
<dc:contributor id="b">Ton Smit</dc:contributor>
<meta refines="#b" property="role" scheme="marc:relators">trl</meta>
<dc:publisher>Quay Press</dc:publisher><dc:subject>Ports</dc:subject><dc:subject>Ports</dc:subject>
<dc:description>&lt;p&gt;About &lt;b&gt;ropes&lt;/b&gt; &amp;amp; tar.&lt;/p&gt;</dc:description>
<dc:rights>Yours to share, CC BY 4.0</dc:rights>
<meta property="belongs-to-collection" id="c">Ports of the north</meta>
<meta refines="#c" property="collection-type">series</meta>
<meta refines="#c" property="group-position">4</meta>
"""
CHAPTERS = {"a.xhtml": page("<h1>One</h1><p>First words of it.</p>"),
            "b.xhtml": page("<h1>Two</h1><p>Second words of it.</p>")}  # fmt: skip


def test_metadata_of_epub_3(tmp_path: Path) -> None:
    head = imported(Book(CHAPTERS, EPUB_3), tmp_path).publication
    assert (head.title, head.subtitle) == ("The Harbour Book", "Quays and ropes")
    assert (head.language, str(head.date)) == ("en-GB", "2019-05")
    assert head.identifier == "urn:isbn:9783161484100"
    people = [(who.name, who.role, who.sort) for who in head.contributors]
    assert people == [("Ida Kjær", "aut", "Kjaer, Ida Marie"), ("Ida Kjær", "pht",
                      "Kjaer, Ida Marie"), ("Ton Smit", "trl", "")]  # fmt: skip
    assert (head.subjects, head.description) == (("Ports",), "About ropes & tar.")
    assert head.series
    assert (head.series.title, head.series.number) == ("Ports of the north", "4")
    assert (head.rights.licence, head.publisher and head.publisher.name) == (
        "CC-BY-4.0", "Quay Press")  # fmt: skip


EPUB_2 = """
<dc:title>The Harbour Book</dc:title><dc:language>en</dc:language>
<dc:creator opf:role="ill" opf:file-as="Blom, A.">Ada Blom</dc:creator>
<dc:contributor opf:role="bkp">calibre (6.1) [https://calibre-ebook.com]</dc:contributor>
<dc:date opf:event="modification">2022-01-01</dc:date>
<dc:date opf:event="publication">2003</dc:date>
<dc:identifier id="uid" opf:scheme="URL">https://example.org/harbour</dc:identifier>
<meta name="calibre:series" content="Ports"/><meta name="calibre:series_index" content="2.0"/>
<meta name="cover" content="pic"/>
"""
NCX = """<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>
<navPoint id="p"><navLabel><text>The quay</text></navLabel><content src="a.xhtml"/></navPoint>
<navPoint id="q"><navLabel><text>The sea</text></navLabel><content src="b.xhtml"/></navPoint>
</navMap></ncx>"""


def test_metadata_and_ncx_of_epub_2(tmp_path: Path) -> None:
    pages = {"a.xhtml": page("<p>First words of it.</p>"), "b.xhtml": page("<p>Second.</p>")}
    item = '<item id="pic" href="c.png" media-type="image/png"/>'
    book = Book(pages, EPUB_2, ncx=NCX, items=item, files={"OPS/c.png": DOT},
                package='version="2.0"')  # fmt: skip
    found = imported(book, tmp_path)
    head = found.publication
    assert [each.title for each in found.articles] == ["The quay", "The sea"]
    assert (str(head.date), head.identifier) == ("2003", "https://example.org/harbour")
    assert [(w.name, w.role, w.sort) for w in head.contributors] == [
        ("Ada Blom", "ill", "Blom, A.")]  # fmt: skip
    assert head.series
    assert head.series.number == "2"
    assert head.cover == "images/c.png"
    assert any("calibre" in each.reason for each in found.dropped)


def test_the_date_of_change_is_only_a_guess(tmp_path: Path) -> None:
    meta = TITLE + '<meta property="dcterms:modified">2024-02-03T04:05:06Z</meta>'
    event = '<dc:date opf:event="modification">2024-02-03</dc:date>'
    for said in (meta, TITLE + event):
        found = imported(Book(CHAPTERS, said), tmp_path)
        assert str(found.publication.date) == "2024-02-03"
        assert any("when it was published is not said" in m for m in told(found, "import-guessed"))


def test_pages_from_right_to_left(tmp_path: Path) -> None:
    book = Book(CHAPTERS, spine='page-progression-direction="rtl"')
    assert imported(book, tmp_path).publication.direction == "rtl"


# --- Order, chapters, sections -------------------------------------------------------------------


def test_documents_split_by_size_are_one_article(tmp_path: Path) -> None:
    pages = {
        "t_1.xhtml": page("<h1>Tides</h1><p id='x'>It begins.</p>"),
        "t_2.xhtml": page("<p id='x'>It goes on, <a href='#x'>here</a>.</p>"),
        "u_1.xhtml": page("<h1>Winds</h1><p>See <a href='t_2.xhtml#x'>before</a>.</p>"),
    }
    book = Book(pages, nav=nav(entry("t_1.xhtml", "Tides") + entry("u_1.xhtml", "Winds")))
    found = imported(book, tmp_path)
    assert [each.name for each in found.articles] == ["tides", "winds"]
    assert "It begins.\n\n{#x-2}\nIt goes on, [here](#x-2)." in found.articles[0].body
    assert "[before](tides.md#x-2)" in found.articles[1].body


def test_a_document_with_a_heading_of_its_own_stands_alone(tmp_path: Path) -> None:
    pages = {**CHAPTERS, "c.xhtml": page("<h1>Unlisted</h1><p>Third words.</p>")}
    book = Book(pages, nav=nav(entry("a.xhtml", "One") + entry("b.xhtml", "Two")))
    assert [e.title for e in imported(book, tmp_path).articles] == ["One", "Two", "Unlisted"]


def test_nested_contents_are_sections(tmp_path: Path) -> None:
    pages = {
        "intro.xhtml": page("<h1>Before</h1><p>Some words.</p>"),
        "p1.xhtml": page("<section epub:type='part'><h1>Part One</h1></section>"),
        **CHAPTERS,
    }
    inside = entry("a.xhtml", "One") + entry("b.xhtml", "Two")
    book = Book(pages, nav=nav(entry("intro.xhtml", "Before") + entry("p1.xhtml", "Part One",
                inside)))  # fmt: skip
    found = imported(book, tmp_path)
    told_of = [(each.title, each.section) for each in found.articles]
    assert told_of == [("Before", ""), ("One", "Part One"), ("Two", "Part One")]


def test_what_stands_outside_the_order_comes_last_and_is_said(tmp_path: Path) -> None:
    pages = {"x.xhtml": page("<h1>Answers</h1><p>Forty-two.</p>"), **CHAPTERS}
    found = imported(Book(pages, aside=("x.xhtml",)), tmp_path)
    assert [each.title for each in found.articles] == ["One", "Two", "Answers"]
    assert any("outside the reading order" in m for m in told(found, "import-simplified"))


def test_one_chapter_is_an_article_with_its_people_and_source(tmp_path: Path) -> None:
    meta = TITLE + "<dc:creator>Ida Kjær</dc:creator><dc:source>https://example.org/a</dc:source>"
    found = imported(Book({"a.xhtml": CHAPTERS["a.xhtml"]}, meta), tmp_path)
    assert found.publication.kind is Kind.ARTICLE
    assert found.articles[0].source
    assert found.articles[0].source.url == "https://example.org/a"
    assert [who.name for who in found.articles[0].contributors] == ["Ida Kjær"]


FRAME = {
    "cover.xhtml": page('<svg xmlns="http://www.w3.org/2000/svg"><image '
                        'xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="c.png"/></svg>'),
    "title.xhtml": page("<h1>The Harbour Book</h1><p>Ida Kjær</p><p>Quay Press</p>"),
    "rights.xhtml": page("<p>Copyright © 2019 Ida Kjær. All rights reserved.</p>"),
    "list.xhtml": page("<h2>Within</h2><p><a href='a.xhtml'>The one</a></p><p>"
                       "<a href='b.xhtml'>The two</a></p><p><a href='a.xhtml#q'>More</a></p>"),
    "made.xhtml": page("<p>This file was made with calibre.</p>"),
}  # fmt: skip


def test_pages_that_every_edition_makes_are_dropped_by_name(tmp_path: Path) -> None:
    meta = TITLE + "<dc:creator>Ida Kjær</dc:creator><dc:publisher>Quay Press</dc:publisher>"
    item = '<item id="pic" href="c.png" properties="cover-image" media-type="image/png"/>'
    book = Book({**FRAME, **CHAPTERS}, meta, items=item, files={"OPS/c.png": DOT})
    found = imported(book, tmp_path)
    kinds = ["cover page", "title page", "contents page", "generated colophon"]
    assert dropped(found) == kinds
    parts = [(each.title, each.part) for each in found.articles]
    assert [part for _, part in parts] == [Role.IMPRINT, Role.ARTICLE, Role.ARTICLE]
    assert found.publication.cover == "images/c.png"


# --- Titles --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "entry_title", "expected"),
    [
        ("<h2>Chapter 3</h2><h1>The Sea</h1>", "The Sea", ("Chapter 3", "The Sea", "")),
        ("<h1>Chapter 3</h1><h2>The Sea</h2>", "Chapter 3. The Sea", ("Chapter 3", "The Sea", "")),
        (
            "<h1>The Sea</h1><p class='subtitle'>By night</p>",
            "The Sea",
            ("", "The Sea", "By night"),
        ),
        ("<h1>3</h1>", "3. The Sea", ("", "3. The Sea", "")),
        ("<p>The Sea</p>", "The Sea", ("", "The Sea", "")),
        ("", "The Sea", ("", "The Sea", "")),
    ],
)
def test_titles(
    body: str, entry_title: str, expected: tuple[str, str, str], tmp_path: Path
) -> None:
    pages = {"c.xhtml": page(f"{body}<p>Words of the chapter.</p>"), **CHAPTERS}
    found = imported(Book(pages, nav=nav(entry("c.xhtml", entry_title))), tmp_path).articles[0]
    assert (found.kicker, found.title, found.subtitle) == expected
    assert found.body == "Words of the chapter.\n"


# --- Notes, links, pictures ----------------------------------------------------------------------


def test_notes_in_a_file_of_their_own_are_joined(tmp_path: Path) -> None:
    call = '<sup><a id="r{0}" href="notes.xhtml#n{0}">{0}</a></sup>'
    pages = {
        "a.xhtml": page(f"<h1>One</h1><p>Rope{call.format(1)} and tar{call.format(2)}.</p>"),
        "b.xhtml": page(f"<h1>Two</h1><p>Salt{call.format(3)}.</p>"),
        "notes.xhtml": page(
            "<h1>Notes</h1>"
            + "".join(
                f'<p id="n{n}"><a href="{m}#r{n}">{n}.</a> The note on {w}.</p>'
                for n, m, w in (
                    (1, "a.xhtml", "rope"),
                    (2, "a.xhtml", "tar"),
                    (3, "b.xhtml", "salt"),
                )
            )
        ),
    }
    found = imported(Book(pages), tmp_path)
    assert [each.name for each in found.articles] == ["one", "two"]
    assert found.articles[0].body == (
        "Rope[^1] and tar[^2].\n\n[^1]: The note on rope.\n\n[^2]: The note on tar.\n"
    )
    assert found.articles[1].body == "Salt[^1].\n\n[^1]: The note on salt.\n"
    assert "notes page" in dropped(found)


def test_notes_of_a_document_that_no_spine_names(tmp_path: Path) -> None:
    text = page('<h1>One</h1><p>Rope<a epub:type="noteref" href="n.xhtml#n1">1</a>.</p>')
    notes = page('<aside epub:type="footnote" id="n1"><p>Of hemp.</p></aside>')
    item = '<item id="n" href="n.xhtml" media-type="application/xhtml+xml"/>'
    book = Book({"a.xhtml": text}, items=item, files={"OPS/n.xhtml": notes.encode()})
    assert imported(book, tmp_path).articles[0].body == "Rope[^1].\n\n[^1]: Of hemp.\n"


def test_a_note_called_in_a_title_is_kept(tmp_path: Path) -> None:
    body = ('<h1>One<a epub:type="noteref" href="#n1">1</a></h1><p>Rope.</p>'
            '<aside epub:type="footnote" id="n1"><p>Of hemp.</p></aside>')  # fmt: skip
    found = imported(Book({"a.xhtml": page(body)}), tmp_path)
    assert (found.articles[0].title, found.articles[0].body) == (
        "One", "Rope.[^1]\n\n[^1]: Of hemp.\n")  # fmt: skip
    assert any("called in the title" in m for m in told(found, "import-simplified"))


def test_links_between_chapters(tmp_path: Path) -> None:
    pages = {
        "a.xhtml": page("<h1 id='top'>One</h1><p>See <a href='b.xhtml#sec'>there</a>, "
                        "<a href='b.xhtml'>all</a>, <a href='https://example.org/'>out</a>.</p>"),
        "b.xhtml": page("<h1>Two</h1><p>Back <a href='a.xhtml#top'>up</a>.</p>"
                        "<div id='sec'><h2>Knots</h2><p>Words; <a href='zzz.xhtml'>gone</a>.</p>"
                        "</div><h2 id='note-1'>Splices</h2><p><a href='#note-1'>Here</a>.</p>"),
    }  # fmt: skip
    found = imported(Book(pages), tmp_path)
    one, two = (each.body for each in found.articles)
    assert "[there](two.md#sec), [all](two.md), [out](https://example.org/)" in one
    assert "Back [up](one.md)." in two
    assert "## Knots {#sec}" in two
    anchor = re.search(r"## Splices \{#([^}]+)\}", two)
    assert anchor
    assert anchor[1] != "note-1"
    assert f"[Here](#{anchor[1]})" in two
    assert told(found, "import-link-lost") == [
        "the link of “gone” leads to nothing in the file: its words stay"]  # fmt: skip


def test_pictures_near_and_far(tmp_path: Path) -> None:
    body = ('<h1>One</h1><p>A.</p><figure><img src="img/d.png" alt="A dot"/><figcaption>Dot.'
            '</figcaption></figure><p><img src="https://example.org/far.png" alt="Far"/></p>'
            '<p><img src="none.png" alt=""/></p>')  # fmt: skip
    item = '<item id="d" href="img/d.png" media-type="image/png"/>'
    book = Book({"a.xhtml": page(body)}, items=item, files={"OPS/img/d.png": DOT})
    found = imported(book, tmp_path)
    assert '![A dot](../images/d.png "Dot.")' in found.articles[0].body
    assert [each.name for each in found.pictures] == ["images/d.png"]
    assert "https://example.org/far.png" in told(found, "import-picture-remote")[0]
    assert "none.png" in told(found, "import-picture-missing")[0]


def test_the_language_of_a_document_and_of_words_in_it(tmp_path: Path) -> None:
    body = "<h1>Un</h1><p>Le quai, <i lang='nl'>de kade</i>, <i lang='fr'>là</i>.</p>"
    french = page(body, attributes='lang="fr" xml:lang="fr"')
    found = imported(Book({**CHAPTERS, "a.xhtml": french}), tmp_path)
    assert [each.language for each in found.articles] == ["fr", "en"]
    assert found.articles[0].body == "Le quai, *[de kade]{lang=nl}*, *là*.\n"


def test_importing_twice_gives_the_same(tmp_path: Path) -> None:
    book = Book({**FRAME, **CHAPTERS}, EPUB_3)
    assert imported(book, tmp_path) == imported(book, tmp_path)
