"""The tags of articles: structure from what is written, whatever pages it falls on."""

from __future__ import annotations

import io
import itertools
import re
from collections import Counter
from dataclasses import replace

import pikepdf
import pytest
from pikepdf import Name

from packager.check.pdf import check_pdf
from packager.compile.fragments import Fragment
from packager.compile.type_files import type_files
from packager.link import LinkJob, LinkPart, Running, link
from packager.model.parts import PartKind
from packager.model.theme import Theme
from packager.render.markup import Markup
from tests.paper import fragments, markup, note, pages_of, review
from tests.tagged import METADATA, Tag, struct_text, tags_of, words_in_order

WORDS = "The harbour was quiet in the early hours, and nobody spoke along the quay. "


@pytest.fixture(scope="module")
def theme() -> Theme:
    return review()


def made(theme: Theme, *parts: Markup, css: str = "") -> tuple[Fragment, ...]:
    return fragments(parts, replace(theme, paper_css=theme.paper_css + css), theme.pages["A5"])


def linked(theme: Theme, *parts: Markup, css: str = "") -> bytes:
    """Parts without furniture: all their words are content."""
    pdf = link(
        LinkJob(
            parts=tuple(
                LinkPart(each, PartKind.ARTICLE, plain=True)
                for each in made(theme, *parts, css=css)
            ),
            geometry=theme.pages["A5"].geometry,
            metadata=METADATA,
            running=Running("", "en", "ltr"),
            fonts=type_files(theme),
        )
    )
    assert [each.message for each in check_pdf("a.pdf", pdf)] == []
    return pdf


def article(body: str, key: str = "home/one", language: str = "en") -> Markup:
    opening = '<header class="opening"><h1 class="title" id="title">One</h1></header>'
    return markup(f"<article>{opening}{body}</article>", key, language=language)


def tree(pdf: bytes) -> Tag:
    """The first part."""
    (document,) = tags_of(pikepdf.open(io.BytesIO(pdf)))
    assert document.kind == "Document"
    return document.kids[0]


def shape(theme: Theme, body: str) -> list[object]:
    """What stands after the title."""
    return [kid.outline() for kid in tree(linked(theme, article(body))).kids[1:]]


def alike(text: str) -> str:
    """Text without what setting it on lines changes."""
    return re.sub(r"\s|\u2010|\u2060", "", text)


def test_an_article_begins_with_its_title(theme: Theme) -> None:
    art = tree(linked(theme, article("<p>x</p>")))
    assert art.outline() == ["Art", "H1", "P"]
    assert str(art.source.Lang) == "en"


def test_headings_keep_their_levels(theme: Theme) -> None:
    assert shape(theme, "<h2>A</h2><h3>B</h3><p>x</p><h2>C</h2>") == ["H2", "H3", "P", "H2"]


def test_a_paragraph_over_pages_is_one_element(theme: Theme) -> None:
    pdf = linked(theme, article(f"<p>{WORDS * 80}</p><p>After.</p>"))
    art = tree(pdf)
    assert art.outline() == ["Art", "H1", "P", "P"]
    on_pages = {0} | {1 for kid in art.kids[1].source.K if isinstance(kid, pikepdf.Object)}
    assert len(on_pages) == 2
    assert all(kid.Type == Name.MCR for kid in art.kids[1].source.K if not isinstance(kid, int))
    assert len(pages_of(pdf)) > 2


def test_lines_of_one_paragraph_are_one_piece_of_content(theme: Theme) -> None:
    art = tree(linked(theme, article(f"<p>{WORDS * 5}</p>")))
    assert isinstance(art.kids[1].source.K, int)


def test_a_note_stands_after_the_block_of_its_call(theme: Theme) -> None:
    body = f"<p>Before {note(1, 'Foot.', 'More.')} after.</p><p>Next.</p>"
    assert shape(theme, body) == [
        ["P", ["Reference", "Link"]],
        ["Note", ["Lbl", "Link"], "P", "P"],
        "P",
    ]
    pdf = linked(theme, article(body))
    assert alike("One Before 1 after. 1 Foot. More. Next.") == alike(words_in_order(pdf))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h2>A{} b</h2>", [["H2", ["Reference", "Link"]], "Note"]),
        (
            "<ul><li>a{} b</li></ul>",
            [["L", ["LI", "Lbl", ["LBody", ["Reference", "Link"], "Note"]]]],
        ),
        (
            "<dl><dt>a{} b</dt><dd>c</dd></dl>",
            [["L", ["LI", ["Lbl", ["Reference", "Link"]], "LBody"]], "Note"],
        ),
        (
            "<table><caption>a{} b</caption><tbody><tr><td>c</td></tr></tbody></table>",
            [["Table", ["Caption", ["Reference", "Link"]], ["TBody", ["TR", "TD"]]], "Note"],
        ),
        (
            "<table><tbody><tr><td>a{} b</td></tr></tbody></table>",
            [["Table", ["TBody", ["TR", ["TD", ["Reference", "Link"], "Note"]]]]],
        ),
        (
            "<blockquote><p>a{} b</p><p>c</p></blockquote>",
            [["BlockQuote", ["P", ["Reference", "Link"]], "Note", "P"]],
        ),
        (
            '<figure><figcaption><span class="caption">a{}</span> b</figcaption></figure>',
            [["Div", ["Caption", ["Reference", "Link"]], "Note"]],
        ),
        ("<p><em>a{} b</em> c</p>", [["P", ["Reference", "Link"]], "Note"]),
    ],
)
def test_notes_are_called_from_anywhere(theme: Theme, body: str, expected: list[object]) -> None:
    def bare(shape: object) -> object:
        if not isinstance(shape, list):
            return shape
        return "Note" if shape[0] == "Note" else [bare(each) for each in shape]

    whole = body.replace("{}", note(1, "Foot."))
    assert [bare(each) for each in shape(theme, whole)] == expected
    words = words_in_order(linked(theme, article(whole)))
    assert re.search(r"a\s*1\s*b", words, re.I)  # no note stands between the words


def test_a_note_and_its_calls_lead_to_each_other(theme: Theme) -> None:
    later = '<a class="note-call" href="#note-1">1</a>'
    body = f"<p>A{note(1, 'Foot.')} b{later} c.</p><p>D{later}.</p>"
    pdf = linked(theme, article(body))
    document = pikepdf.open(io.BytesIO(pdf))
    links = tree(pdf).all("Link")
    found = [each for page in document.pages for each in page.obj.Annots]
    calls = [each for each in found if each.Contents == "Note 1"]
    backs = [each for each in found if str(each.Contents).startswith("Back to text 1.")]
    assert (len(calls), len(backs), len(links)) == (3, 3, 6)
    assert [str(each.Contents)[-3:] for each in backs] == ["1.1", "1.2", "1.3"]
    for call, back in zip(calls, backs, strict=True):  # each is where the other leads
        assert float(back.Dest[2]) == pytest.approx(float(call.Rect[0]), abs=0.01)
        assert float(back.Dest[3]) == pytest.approx(float(call.Rect[3]), abs=0.01)
    heights = [float(each.Dest[3]) for each in backs]
    assert heights[0] == heights[1] > heights[2] > float(calls[0].Dest[3])
    assert len({float(each.Dest[3]) for each in calls}) == 1
    assert all(one.Rect[2] <= other.Rect[0] for one, other in itertools.pairwise(backs))
    (made_note,) = tree(pdf).all("Note")
    assert str(made_note.source.ID) == "home/one#note-1"
    assert bytes(made_note.source.ID) in {
        bytes(name) for name in document.Root.StructTreeRoot.IDTree.Kids[0].Names[::2]
    }


def test_links_are_in_the_language_of_the_article(theme: Theme) -> None:
    document = pikepdf.open(
        io.BytesIO(linked(theme, article(f"<p>A{note(1, 'B')}</p>", language="es")))
    )
    assert [str(each.Contents) for each in document.pages[0].obj.Annots] == [
        "Nota 1",
        "Volver al texto 1",
    ]


def test_a_link_over_lines_is_one_element(theme: Theme) -> None:
    pdf = linked(theme, article(f'<p>See <a href="https://a.org/">{WORDS * 2}</a> x</p>'))
    (found,) = tree(pdf).all("Link")
    references = [kid for kid in found.source.K if not isinstance(kid, int)]
    assert len(references) > 1
    assert {str(each.Type) for each in references} == {"/OBJR"}
    assert {str(each.Obj.Contents) for each in references} == {WORDS.strip() + " " + WORDS.strip()}


def test_lists_have_labels_and_bodies(theme: Theme) -> None:
    body = (
        '<ol><li>one<ul><li>inner</li></ul></li><li class="loose"><div class="paragraph">two</div>'
        '<div class="paragraph">three</div></li></ol>'
    )
    assert shape(theme, body) == [
        [
            "L",
            ["LI", "Lbl", ["LBody", ["L", ["LI", "Lbl", "LBody"]]]],
            ["LI", "Lbl", ["LBody", "P", "P"]],
        ]
    ]
    lists = tree(linked(theme, article(body))).all("L")
    assert [str(each.source.A.ListNumbering) for each in lists] == ["/Decimal", "/Disc"]


def test_definitions_are_a_list(theme: Theme) -> None:
    body = "<dl><dt>a</dt><dt>b</dt><dd>c</dd><dd>d</dd><dt>e</dt><dd>f</dd></dl>"
    item = ["LI", "Lbl", "LBody"]
    assert shape(theme, body) == [["L", ["LI", "Lbl", "Lbl", "LBody", "LBody"], item]]


def test_cells_know_what_they_stand_under(theme: Theme) -> None:
    rows = "".join(f"<tr><td>a{n}</td><td></td></tr>" for n in range(60))
    body = (
        '<div class="table"><table><caption>Two</caption><thead><tr><th scope="col">A</th>'
        f'<th scope="col">B</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )
    pdf = linked(theme, article(body))
    (table,) = tree(pdf).all("Table")
    assert [kid.kind for kid in table.kids] == ["Caption", "THead", "TBody"]
    heads = table.all("TH")
    assert [str(each.source.A.Scope) for each in heads] == ["/Column", "/Column"]
    names = [str(each.source.ID) for each in heads]
    assert len(set(names)) == 2
    cells = table.all("TD")
    assert len(cells) == 120
    assert [str(each.source.A.Headers[0]) for each in cells] == names * 60
    assert "/K" not in cells[1].source  # an empty cell is a cell
    assert len(pages_of(pdf)) > 2
    assert words_in_order(pdf).split().count("A") == 1  # the head of a later page is furniture


def test_cells_may_span(theme: Theme) -> None:
    body = (
        '<table><tbody><tr><th scope="row" rowspan="2">R</th><th scope="col" colspan="2">C</th>'
        "</tr><tr><td>x</td><td>y</td></tr></tbody></table>"
    )
    (table,) = tree(linked(theme, article(body))).all("Table")
    across, down = table.all("TH")
    assert (int(across.source.A.RowSpan), int(down.source.A.ColSpan)) == (2, 2)
    assert [str(each.source.A.Scope) for each in (across, down)] == ["/Row", "/Column"]
    column = str(down.source.ID)
    assert [[str(name) for name in each.source.A.Headers] for each in table.all("TD")] == [
        [str(across.source.ID), column],
        [str(across.source.ID), column],
    ]


def test_languages_are_told_where_they_change(theme: Theme) -> None:
    body = (
        '<p>One <em lang="fr">deux <span lang="de">drei</span></em> four</p>'
        '<blockquote lang="es"><p>cinco</p></blockquote><div lang="it"><p>sei</p></div>'
        f'<p lang="fr">sept {note(1, "eight").replace("<span", "<span lang=en", 1)}</p>'
    )
    art = tree(linked(theme, article(body)))
    said = [(kid.kind, str(kid.source.get("/Lang", ""))) for kid in walk(art)]
    assert said == [
        ("Art", "en"),
        ("H1", ""),
        ("P", ""),
        ("Span", "fr"),
        ("Span", "de"),
        ("BlockQuote", "es"),
        ("P", ""),
        ("Div", "it"),
        ("P", ""),
        ("P", "fr"),
        ("Reference", "en"),
        ("Link", ""),
        ("Note", ""),
        ("Lbl", ""),
        ("Link", ""),
        ("P", ""),
    ]


def walk(tag: Tag) -> list[Tag]:
    return [tag, *(each for kid in tag.kids for each in walk(kid))]


def test_text_in_a_division_is_a_paragraph(theme: Theme) -> None:
    body = '<div>a <em>b</em> <a href="https://a.org/">c</a></div><div>d<p>e</p>f</div>'
    assert shape(theme, body) == [["P", "Link"], "P", "P", "P"]


def test_code_verse_and_quotations(theme: Theme) -> None:
    body = (
        '<pre class="code"><code>a\n b</code></pre><p>x <code>y</code></p>'
        '<div class="verse"><p class="stanza"><span class="verse-line">One</span>'
        '<span class="verse-line">Two</span></p></div><aside class="pullquote"><p>z</p></aside>'
        '<aside class="box"><p>w</p></aside>'
    )
    assert shape(theme, body) == [
        ["P", "Code"],
        ["P", "Code"],
        "P",
        ["BlockQuote", "P"],
        ["Div", "P"],
    ]


def test_ornaments_are_no_part_of_the_text(theme: Theme) -> None:
    pdf = linked(theme, article('<p>a</p><hr class="break"/><p><u>b</u></p>'), css="u{color:red}")
    assert "*" in "".join(pages_of(pdf))
    assert alike(words_in_order(pdf)) == "Oneab"


def test_a_line_under_words_is_part_of_them(theme: Theme) -> None:
    css = "u { text-decoration: underline }"
    assert shape(theme, "<p>a <u>b</u></p>") == ["P"]
    linked(theme, article("<p>a <u>b</u></p>"), css=css)  # and passes the check


def test_a_note_longer_than_a_page_has_its_number(theme: Theme) -> None:
    found = tree(linked(theme, article(f"<p>x {note(1, WORDS * 60)}</p>"))).all("Note")
    assert [kid.kind for kid in found[0].kids] == ["Lbl", "P"]


def test_uncalled_notes_follow_the_text(theme: Theme) -> None:
    body = (
        '<section class="notes"><h2>Notes</h2><div class="endnote" id="note-1"><p>'
        '<span class="note-number">1</span> Words.</p></div></section>'
    )
    assert shape(theme, body) == [["Sect", "H2", ["Note", "Lbl", "P"]]]


def test_the_contents_are_a_table_of_contents(theme: Theme) -> None:
    entry = '<li class="entry"><a href="packager:home/one">{}</a> <span class="page">3</span></li>'
    words = '<span class="entry-title">One</span> <span class="entry-byline">A</span>'
    contents = markup(
        f'<section><h1 class="title">Contents</h1><ol class="contents">{entry.format(words)}'
        '<li class="section"><p class="section-title">Part</p><ol class="section-entries">'
        f"{entry.format(words)}</ol></li></ol></section>",
        "home/!contents",
        PartKind.CONTENTS,
    )
    dotted = (
        theme.paper_css
        + """
        .entry .page { display: inline; margin: 0 }
        .entry .page::before { content: leader(" .") }
    """
    )
    pdf = linked(replace(theme, paper_css=dotted), contents, article("<p>x</p>"))
    item = ["TOCI", ["Reference", "Link"]]
    assert tree(pdf).outline() == ["Sect", "H1", ["TOC", item, ["TOCI", "P", ["TOC", item]]]]
    assert ". ." in "".join(pages_of(pdf))
    assert "." not in words_in_order(pdf).replace("x.", "")  # leaders are furniture
    document = pikepdf.open(io.BytesIO(pdf))
    assert [str(each.Contents) for each in document.pages[0].obj.Annots] == ["One A", "One A"]


def test_structure_and_pages_have_the_same_words(theme: Theme) -> None:
    body = "".join(
        f"<h2>Part {n}</h2><p>{WORDS}{note(n, f'Foot {n}. {WORDS}')} {WORDS * 6}</p>"
        f"<ul><li>{WORDS}</li><li>x <em>y</em> z</li></ul>"
        for n in range(1, 9)
    )
    pdf = linked(theme, article(body))
    shown, told = alike("".join(pages_of(pdf, "-layout"))), alike(words_in_order(pdf))
    assert Counter(shown) == Counter(told)
    plain = alike(re.sub(r"<[^>]*>", "", re.sub(r'<span class="note" .*?</span></span>', "", body)))
    without_notes = alike(" ".join(outside_notes(struct_text(pdf))))
    assert without_notes == alike("One") + plain


def outside_notes(lines: list[tuple[int, str]]) -> list[str]:
    """The words of a structure that are neither in notes nor in calls."""
    words, deep = [], None
    for depth, line in lines:
        if deep is not None and depth > deep:
            continue
        deep = depth if line in ("Note", "Reference", "Lbl") else None
        if line.startswith('"'):
            words.append(line[1:-1])
    return words


def test_a_link_to_nowhere_is_text(theme: Theme) -> None:
    (part,) = made(theme, article('<p>a <a href="#gone">b</a></p>'))
    assert ["gone" in each.message for each in part.findings] == [True]
    pdf = linked(
        theme,
        article('<p>a <a href="#gone">b</a> <a href="packager:away/x">c <em>d</em></a></p>'),
    )
    assert tree(pdf).all("Link") == []
    document = pikepdf.open(io.BytesIO(pdf))
    assert "/Annots" not in document.pages[0].obj


def test_words_are_told_apart_at_the_ends_of_lines(theme: Theme) -> None:
    body = (
        f"<p>{WORDS}<em>one</em> <strong>two</strong> three-four <em>five</em>{note(1, 'Six.')}"
        f" seven {WORDS * 3}</p><p>eight<br/>nine</p><pre><code>x = ten\neleven</code></pre>"
    )
    pdf = linked(theme, article(body), css="html, body, p { hyphens: manual }")
    words = " ".join(" ".join(outside_notes(struct_text(pdf))).split())
    told = (WORDS + "one two three-four five seven " + WORDS * 3).strip()
    assert words == f"One {told} eight nine x = ten eleven"


def test_what_shines_through_is_content_too(theme: Theme) -> None:
    css = ".box { opacity: 0.5 } .box em { opacity: 0.5; display: inline-block }"
    body = f'<p>a</p><aside class="box"><p>b <em>c</em> {WORDS * 9}</p></aside><p>d</p>'
    pdf = linked(theme, article(body), css=css)
    assert tree(pdf).outline() == ["Art", "H1", "P", ["Div", "P"], "P"]
    assert sorted(alike(words_in_order(pdf))) == sorted(alike(f"One a b c {WORDS * 9} d"))


def test_a_note_that_stands_nowhere_is_told(theme: Theme) -> None:
    call = '<a class="note-call" href="#note-7">7</a>'
    (part,) = made(theme, article(f"<p>a{call} b{call}</p>"))
    assert [each.message for each in part.findings] == [
        "Note 7 of “One” is called, but stands on none of its pages."
    ]


def test_a_note_that_the_engine_loses_stands_in_the_text(theme: Theme) -> None:
    gone = '<span class="note" id="note-1" data-number="1"><span class="note-p">Kept.</span></span>'
    css = "#note-1 { display: none }"
    (part,) = made(theme, article(f"<p>a{gone} b</p>"), css=css)
    assert [each.code for each in part.findings] == ["note-in-text"]
