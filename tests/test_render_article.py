"""Articles: every construct for both media, notes, links, people, colophon."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import pytest
import tinyhtml5

from packager.model.article import Article, Source
from packager.model.medium import Medium
from packager.model.parts import Part, PartKind, plan
from packager.model.people import Contributor
from packager.model.publication import Kind
from packager.model.rights import Rights
from packager.model.text import Block, Code, Emphasis, Link, Note, Picture, Text, Words, walk
from packager.render import Markup, part_key, picture_href, render
from packager.render.xhtml import address
from tests.render_sample import (
    BLOCKS,
    FIRST,
    HARBOUR,
    PUBLICATION,
    SECOND,
    THIRD,
    call,
    heading,
    paragraph,
)

X = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
BOTH = pytest.mark.parametrize("medium", [Medium.EREADER, Medium.PAPER])


def show(article: Article, medium: Medium = Medium.EREADER) -> Markup:
    others = [other for other in PUBLICATION.articles if other.id != article.id]
    publication = replace(PUBLICATION, contents=(article, *others))
    return render(Part(article.id, PartKind.ARTICLE, article), publication, medium)


def tree(markup: Markup) -> ET.Element:
    return ET.fromstring(markup.document.encode())


def with_class(root: ET.Element, name: str) -> list[ET.Element]:
    return [each for each in root.iter() if name in each.get("class", "").split()]


def text_of(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def of(*blocks: Block, notes: tuple[Note, ...] = ()) -> Article:
    return replace(FIRST, text=Text(blocks, notes))


def ids(root: ET.Element) -> list[str]:
    return [each.get("id", "") for each in root.iter() if each.get("id")]


@BOTH
def test_every_id_is_unique_and_every_link_within_leads_somewhere(medium: Medium) -> None:
    for part in plan(PUBLICATION):
        root = tree(render(part, PUBLICATION, medium))
        assert len(ids(root)) == len(set(ids(root)))
        inside = [a.get("href", "")[1:] for a in root.iter(f"{X}a") if a.get("href", "")[:1] == "#"]
        assert set(inside) <= set(ids(root))


def test_links_between_chapters_lead_to_ids_that_are_there() -> None:
    roots = {
        f"{part.id}.xhtml": tree(render(part, PUBLICATION, Medium.EREADER))
        for part in plan(PUBLICATION)
    }
    seen = 0
    for root in roots.values():
        for link in root.iter(f"{X}a"):
            file, _, anchor = link.get("href", "").partition("#")
            if file in roots and anchor:
                assert anchor in ids(roots[file])
                seen += 1
    assert seen


@BOTH
def test_an_html_parser_reads_the_same_elements(medium: Medium) -> None:
    document = show(FIRST, medium).document
    html = tinyhtml5.parse(document, namespace_html_elements=False)
    xml = ET.fromstring(document.encode())
    assert [each.tag for each in html.iter() if isinstance(each.tag, str)] == [
        each.tag.removeprefix(X) for each in xml.iter()
    ]


@BOTH
def test_no_heading_level_is_skipped(medium: Medium) -> None:
    for part in plan(PUBLICATION):
        root = tree(render(part, PUBLICATION, medium))
        levels = [int(each.tag[-1]) for each in root.iter() if re.fullmatch(f"{X}h[1-6]", each.tag)]
        if levels:
            assert levels[0] == 1
            assert levels.count(1) == 1
            assert all(lower <= upper + 1 for upper, lower in pairwise(levels))


def body_words(markup: Markup) -> list[str]:
    """The words of the body, then of the notes in their order, without what is not the author's."""
    root = tree(markup)
    article = next(root.iter(f"{X}article"))
    notes: dict[str, list[str]] = {}
    body: list[str] = []
    gather(article, body, notes)
    ordered = sorted(notes, key=lambda name: int(name.removeprefix("note-")))
    return body + [word for name in ordered for word in notes[name]]


def gather(element: ET.Element, words: list[str], notes: dict[str, list[str]]) -> None:
    classes = set(element.get("class", "").split())
    if (
        classes & {"note-call", "note-number", "note-back", "colophon"}
        or element.get("id") == "notes"
    ):
        return
    if classes & {"note", "endnote"}:
        words = notes.setdefault(element.get("id", ""), [])
    words += (element.text or "").split()
    for child in element:
        gather(child, words, notes)
        words_after = (child.tail or "").split()
        words += words_after


def test_both_media_say_the_same_words() -> None:
    ereader, paper = (body_words(show(FIRST, medium)) for medium in (Medium.EREADER, Medium.PAPER))
    # on paper a link may stand where an e-reader has none, and a tag splits a word from its stop
    assert "".join(ereader) == "".join(paper)
    written = [node.text for node in walk(FIRST.text) if isinstance(node, Words | Code)]
    assert written
    assert all(" ".join(words.split()) in " ".join(ereader) for words in written)


def test_a_note_on_an_ereader_has_a_way_back_for_each_call() -> None:
    root = tree(show(FIRST))
    calls = [a for a in root.iter(f"{X}a") if a.get(EPUB_TYPE) == "noteref"]
    assert {a.get("role") for a in calls} == {"doc-noteref"}
    assert [a.get("id") for a in calls if a.get("href") == "#note-2"] == ["call-2", "call-2-2"]
    note = next(each for each in root.iter() if each.get("id") == "note-2")
    assert (note.get(EPUB_TYPE), note.get("role")) == ("footnote", "doc-footnote")
    backs = [a for a in note.iter(f"{X}a") if a.get("role") == "doc-backlink"]
    assert [a.get("href") for a in backs] == ["#call-2", "#call-2-2"]
    assert len({a.get("aria-label") for a in backs}) == 2
    one = next(each for each in root.iter() if each.get("id") == "note-1")
    assert [a.get("aria-label") for a in with_class(one, "note-back")] == ["Back to text 1"]


def test_notes_follow_the_text_in_one_section_on_an_ereader() -> None:
    section = next(iter(with_class(tree(show(FIRST)), "notes")))
    assert section.get("role") == "doc-endnotes"
    assert [each.get("id") for each in with_class(section, "endnote")] == [
        f"note-{number}" for number in range(1, 10)
    ]


def test_a_note_on_paper_stands_at_its_first_call() -> None:
    root = tree(show(FIRST, Medium.PAPER))
    [note] = [each for each in with_class(root, "note") if each.get("id") == "note-2"]
    assert note.tag == f"{X}span"
    assert note.get("data-number") == "2"
    assert [text_of(each) for each in with_class(note, "note-p")] == [
        "The bell is two minutes slow.",
        "It always was.",
    ]
    assert {each.tag for each in note.iter()} <= {f"{X}span", f"{X}em", f"{X}a"}
    [again] = with_class(root, "note-call")
    assert (again.get("href"), again.text) == ("#note-2", "2")


def test_a_numbered_list_in_a_note_on_paper_keeps_its_numbers() -> None:
    root = tree(show(FIRST, Medium.PAPER))
    assert [each.get("data-number") for each in with_class(root, "note-item")] == ["1", "2"]


def test_a_note_on_paper_says_its_own_language_wherever_it_is_called() -> None:
    assert {note.get("lang") for note in with_class(tree(show(FIRST, Medium.PAPER)), "note")} == {
        "en"
    }


def test_a_note_that_nothing_calls_is_printed_all_the_same() -> None:
    for medium in (Medium.EREADER, Medium.PAPER):
        section = next(iter(with_class(tree(show(FIRST, medium)), "notes")))
        last = with_class(section, "endnote")[-1]
        assert text_of(last) == "9 Nobody calls this one."


def test_bookmarks_on_paper_are_free_of_notes() -> None:
    root = tree(show(FIRST, Medium.PAPER))
    titles = [each.get("data-title") for each in root.iter(f"{X}h2") if each.get("data-title")]
    assert titles == ["Tides and tables", "Title"]


def test_an_authors_id_never_takes_the_place_of_ours() -> None:
    article = of(heading(2, "title", "A"), heading(2, "note-1", "B"), heading(2, "call-1", "C"))
    link = paragraph(Link((Words("there"),), anchor="note-1"))
    root = tree(show(replace(article, text=Text((*article.text.blocks, link)))))
    assert [each.get("id") for each in root.iter(f"{X}h2")] == [
        "id.title",
        "id.note-1",
        "id.call-1",
    ]
    assert next(root.iter(f"{X}a")).get("href") == "#id.note-1"


def links(medium: Medium, *blocks: Block) -> list[tuple[str | None, str]]:
    article = replace(of(*blocks), source=None, credits=(), rights=Rights(), url="")
    root = tree(show(article, medium))
    return [(a.get("href"), text_of(a)) for a in root.iter(f"{X}a")]


def test_links_to_other_articles() -> None:
    there = paragraph(Link((Words("x"),), article=SECOND.key, anchor="end"))
    old = paragraph(Link((Words("x"),), article="review-600/old"))
    lost = paragraph(Link((Words("x"),), article="review-1/gone"))
    assert links(Medium.EREADER, there) == [("second.xhtml#end", "x")]
    assert links(Medium.PAPER, there) == [(f"packager:{SECOND.key}#end", "x")]
    assert links(Medium.EREADER, old) == [("https://review.example/old", "x")]
    assert links(Medium.EREADER, lost) == []
    # on paper the linker settles where it leads, so that an article is set once for all
    assert links(Medium.PAPER, old) == [("packager:review-600/old", "x")]
    assert links(Medium.PAPER, lost) == [("packager:review-1/gone", "x")]


def test_a_link_on_paper_holds_plain_words_only() -> None:
    link = paragraph(Link((Words("the "), Emphasis((Words("Gazette"),))), url="https://g.example/"))
    assert links(Medium.EREADER, link) == [("https://g.example/", "the Gazette")]
    assert links(Medium.PAPER, link) == [
        ("https://g.example/", "the"),
        ("https://g.example/", "Gazette"),
    ]


def test_a_call_inside_a_link_is_written_after_it() -> None:
    block = paragraph(Link((Words("a"), call(1)), url="https://g.example/"))
    note = Note(1, "", (paragraph("n"),), 1, 1)
    root = tree(show(of(block, notes=(note,))))
    first, second = list(root.iter(f"{X}a"))[:2]
    assert (first.get("href"), second.get("href")) == ("https://g.example/", "#note-1")
    assert not list(first.iter(f"{X}a"))[1:]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "http://[", "plain", ""]
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert links(Medium.EREADER, paragraph(Link((Words("x"),), url=url or "x:"))) == []


def test_a_web_address_is_fit_for_href() -> None:
    written = links(
        Medium.EREADER, paragraph(Link((Words("x"),), url='https://e.example/a b"<é>?50%'))
    )
    assert written == [("https://e.example/a%20b%22%3Cé%3E?50%25", "x")]


def test_lists_tight_and_loose() -> None:
    ereader, paper = (tree(show(FIRST, medium)) for medium in (Medium.EREADER, Medium.PAPER))
    for root in (ereader, paper):
        tight = next(root.iter(f"{X}ul"))
        assert [(li.text, len(li)) for li in tight] == [("rope", 0), ("tar", 0), ("patience", 0)]
        assert next(root.iter(f"{X}ol")).get("start") == "3"
    assert not [li for li in paper.iter(f"{X}li") if li.find(f"{X}p") is not None]
    assert [text_of(each) for each in with_class(paper, "paragraph")][:2] == [
        "cast off",
        "turn about",
    ]


def test_tables_have_a_caption_and_heads_with_their_scope() -> None:
    table = next(tree(show(FIRST)).iter(f"{X}table"))
    assert [each.tag.removeprefix(X) for each in table] == ["caption", "thead", "tbody"]
    assert [(th.text, th.get("scope"), th.get("class")) for th in table.iter(f"{X}th")] == [
        ("Year", "col", None),
        ("Crossings", "col", "align-right"),
    ]


@BOTH
def test_figures_carry_alt_caption_credit_and_licence(medium: Medium) -> None:
    markup = show(FIRST, medium)
    figure = next(tree(markup).iter(f"{X}figure"))
    image = next(figure.iter(f"{X}img"))
    assert figure.get("class") == "wide"
    assert image.get("alt") == "Two boats at the quay"
    assert image.get("src") in markup.pictures
    assert text_of(with_class(figure, "credit")[0]) == "Ana Gómez · CC BY-SA 4.0"
    licence = next(with_class(figure, "credit")[0].iter(f"{X}a"))
    assert licence.get("href") == "https://creativecommons.org/licenses/by-sa/4.0/"


def test_decoration_has_an_empty_alt_on_an_ereader_and_is_no_picture_on_paper() -> None:
    [image] = [each for each in tree(show(FIRST)).iter(f"{X}img") if each.get("alt") == ""]
    assert image.get("role") == "presentation"
    markup = show(FIRST, Medium.PAPER)
    assert all(each.get("alt") for each in tree(markup).iter(f"{X}img"))
    [drawn] = with_class(tree(markup), "decoration")
    assert any(src in drawn.get("style", "") for src in markup.pictures)


def test_what_the_article_says_of_a_picture_goes_before_what_the_file_says() -> None:
    picture = Picture(HARBOUR, "Mine", credit="Me", licence="all-rights-reserved")
    figure = replace(
        next(b for b in BLOCKS if type(b).__name__ == "Figure"), picture=picture, caption=()
    )
    root = tree(show(of(figure)))
    assert next(root.iter(f"{X}img")).get("alt") == "Mine"
    assert text_of(with_class(root, "credit")[0]) == "Me"


def test_picture_names_are_safe_and_never_meet() -> None:
    names = [
        "images/a.jpg",
        "images/ä.jpg",
        "images/ö.jpg",
        "x/../../etc.png",
        "images/.hidden",
        "写真.png",
    ]
    hrefs = [
        picture_href(replace(HARBOUR, name=n, sha256=f"{i:x}" * 64)) for i, n in enumerate(names)
    ]
    assert hrefs[0] == "images/review-618/a.jpg"
    assert len(set(hrefs)) == len(hrefs)
    assert all(re.fullmatch(r"images/review-618(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+", h) for h in hrefs)


def test_verse_keeps_its_lines_and_indents() -> None:
    verse = with_class(tree(show(FIRST)), "verse")[0]
    lines = [(text_of(each), each.get("class")) for each in with_class(verse, "verse-line")]
    assert lines[0] == ("The tide goes out,", "verse-line")
    assert lines[1][1] == "verse-line indent-2"
    assert lines[3][1] == "verse-line indent-8"
    assert len(with_class(verse, "stanza")) == 2


@BOTH
@pytest.mark.parametrize(
    ("name", "element"),
    [
        ("standfirst", "div"),
        ("pullquote", "aside"),
        ("box", "aside"),
        ("question", "div"),
        ("answer", "div"),
        ("dateline", "div"),
        ("postscript", "div"),
        ("gallery", "div"),
        ("code", "pre"),
        ("break", "hr"),
    ],
)
def test_typed_parts(medium: Medium, name: str, element: str) -> None:
    assert with_class(tree(show(FIRST, medium)), name)[0].tag == X + element


def test_words_in_another_language_say_so() -> None:
    spans = {
        e.get("lang"): e.get("dir") for e in tree(show(FIRST)).iter(f"{X}span") if e.get("lang")
    }
    assert spans == {"fr": None, "ar": "rtl"}


def test_epub_semantics_only_for_ereaders() -> None:
    assert "epub:" in show(FIRST).document
    paper = show(FIRST, Medium.PAPER).document
    assert "epub:" not in paper
    assert "doc-" not in paper
    assert "style.css" not in paper


# --- The head -----------------------------------------------------------------------------------


def bylines(
    contributors: Iterable[tuple[str, str]], language: str = "en", source: bool = False
) -> list[str]:
    people = tuple(Contributor(name, role) for name, role in contributors)
    article = replace(
        FIRST, contributors=people, language=language, source=Source("T") if source else None
    )
    return [text_of(each) for each in with_class(tree(show(article)), "byline")]


def test_bylines_group_people_by_role() -> None:
    people = [("A", "aut"), ("B", "pht"), ("C", "aut"), ("D", "aut")]
    assert bylines(people) == ["by A, C and D", "Photographs by B"]
    assert bylines(people, "fr") == ["par A, C et D", "Photographies\xa0: B".replace("\xa0", " ")]
    assert bylines(people, "es") == ["por A, C y D", "Fotografías: B"]
    assert bylines(people[:1], "cs") == ["by A"]


def test_interviews_and_rare_roles() -> None:
    assert bylines([("A", "ive"), ("B", "ivr")]) == ["Interview with A", "Interview by B"]
    assert bylines([("A", "drm")]) == ["Draftsman: A"]


def test_a_translator_is_named_once() -> None:
    people = [("A", "aut"), ("T", "trl")]
    assert bylines(people) == ["by A", "Translated by T"]
    assert bylines(people, source=True) == ["by A"]


def test_head_in_order_and_drafts_marked() -> None:
    header = next(tree(show(replace(FIRST, draft=True))).iter(f"{X}header"))
    assert [each.get("class", "").split()[0] for each in header] == [
        "draft",
        "kicker",
        "title",
        "subtitle",
        "byline",
        "byline",
    ]


def test_a_single_article_carries_the_head_of_its_publication() -> None:
    publication = replace(PUBLICATION, kind=Kind.ARTICLE, contents=(FIRST,))
    part = plan(publication)[0]
    for medium in (Medium.EREADER, Medium.PAPER):
        [masthead] = with_class(tree(render(part, publication, medium)), "masthead")
        said = text_of(masthead)
        assert said == "The Review 618 July 2026 1 July 2026 Harbour Press, Bergen"
    assert not with_class(tree(show(FIRST)), "masthead")


# --- The end ------------------------------------------------------------------------------------


def colophon(article: Article) -> dict[str, str]:
    found = with_class(tree(show(article)), "colophon")
    return {each.get("class", ""): text_of(each) for each in found[0]} if found else {}


def test_colophon_of_a_translation() -> None:
    assert colophon(FIRST) == {
        "source": "Translated by Jane Doe from Den siste ferja (Norwegian Bokmål, May 2026)",
        "updated": "Updated 9 July 2026",
        "thanks": "Photo: Diego Fernández · CC BY 4.0",
        "rights": "© 2026 The Review",
        "licence": "Creative Commons Attribution 4.0, creativecommons.org/licenses/by/4.0",
        "online": "Online: review.example/last-ferry",
    }


def test_colophon_of_a_reprint() -> None:
    lines = colophon(replace(THIRD, written="February", updated=None))
    assert lines["written"] == "Written: February"
    assert not any("First published" in line for line in lines.values())


def test_colophon_in_the_articles_language() -> None:
    article = replace(FIRST, language="fr", source=Source("The Ferry", language="en"))
    said = "Traduction : Jane Doe. Texte original : The Ferry (anglais)"
    assert colophon(article)["source"] == said


def test_all_rights_reserved_is_said_once() -> None:
    statement = "Copyright © Somebody - All rights reserved"
    rights = Rights(statement, "Somebody", "all-rights-reserved")
    lines = colophon(replace(FIRST, rights=rights))
    assert lines["rights"] == statement
    assert "licence" not in lines
    assert (
        colophon(replace(FIRST, rights=replace(rights, statement="© X")))["licence"]
        == "All rights reserved"
    )


def test_on_paper_an_article_is_the_same_whatever_publication_holds_it() -> None:
    there = paragraph(Link((Words("x"),), article=SECOND.key, anchor="end"))
    old = paragraph(Link((Words("y"),), article="review-600/old"))
    article = of(*BLOCKS, there, old)
    anthology = replace(
        PUBLICATION,
        kind=Kind.ANTHOLOGY,
        slug="harbours",
        title="Harbours",
        language="fr",
        subtitle="",
        contents=(article,),
        contributors=(),
        series=None,
        publisher=None,
        rights=Rights(),
        elsewhere={},
    )
    at_home = show(article, Medium.PAPER)
    elsewhere = render(
        Part(anthology.name_of(article), PartKind.ARTICLE, article), anthology, Medium.PAPER
    )
    assert elsewhere.part != at_home.part
    assert replace(elsewhere, part=at_home.part) == at_home


def test_part_keys() -> None:
    keys = [part_key(part, PUBLICATION) for part in plan(PUBLICATION)]
    assert keys[:4] == ["review-618/!cover", "review-618/!title", "review-618/!contents", FIRST.key]
    assert show(FIRST).key == FIRST.key


@pytest.mark.parametrize(
    ("written", "address_"),
    [
        ("https://example.org/a[1]?b=[2]#c[3]", "https://example.org/a%5B1%5D?b=%5B2%5D#c%5B3%5D"),
        ("https://example.org/#a#b", "https://example.org/#a%23b"),
        ("http://[2001:db8::1]/x", "http://[2001:db8::1]/x"),
        ("https://example.org/\ufdd0", "https://example.org/%EF%B7%90"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/é", "https://example.org/é"),
        ("mailto:editor@example.org", "mailto:editor@example.org"),
        ("http://[broken/", ""),
    ],
)
def test_an_address_holds_only_what_an_address_may(written, address_):
    assert address(written) == address_


def test_a_note_is_set_in_one_run_however_its_source_is_wrapped() -> None:
    note = Note(1, "", (paragraph("First line,\nsecond line."),), 1, 1)
    article = of(paragraph("Said", call(1)), notes=(note,))
    shown = with_class(tree(show(article, Medium.PAPER)), "note")
    assert "\n" not in "".join(shown[0].itertext())
    assert "First line, second line." in text_of(shown[0])


@BOTH
def test_short_code_is_not_broken(medium: Medium) -> None:
    blocks = (paragraph(Code("--strict"), " and ", Code("packager build -C content/sample")),)
    codes = list(tree(show(of(*blocks), medium)).iter(f"{X}code"))
    assert [each.get("class") for each in codes] == ["short", None]
