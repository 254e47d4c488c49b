"""HTML and XHTML become our text: notes of every make, lists, tables, figures, verse, anchors."""

# ruff: noqa: E501  (markup is easier to read in one line)

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from packager.errors import ContentError
from packager.findings import Place
from packager.importers.imported import Account, Dropped
from packager.importers.markup import (
    Context,
    Element,
    address,
    blocks,
    count,
    find_notes,
    from_lxml,
    inlines,
    line_of,
    parse_html,
    parse_xhtml,
    resolved,
    targets,
    text,
    words_of,
)
from packager.importers.words import missing
from packager.importers.writing import inline_markdown, markdown
from packager.importers.xml import parse_xml
from packager.model.text import (
    Division,
    DivisionKind,
    Figure,
    Gallery,
    Heading,
    ItemList,
    NoteCall,
    Paragraph,
    Table,
    Text,
    Verse,
    plain,
    walk,
)


def context_of(root: Element, account: Account | None = None) -> Context:
    def picture(src: str, element: Element) -> str:
        return "" if src.startswith("http") else f"images/{src}"

    return Context(
        account or Account(),
        lambda element: Place("page.html", line_of(element)),
        picture,
        address,
        notes=find_notes({"": root}),
        targets=targets(root),
        language="en",
    )


def converted(html: str, account: Account | None = None) -> Text:
    root = parse_html(html, "page.html")
    return text(list(root.iter("body")), context_of(root, account))


def written(html: str, account: Account | None = None) -> str:
    return markdown(converted(html, account)).strip()


def kinds(account: Account) -> list[str]:
    return [each.code for each in account.findings]


NOTES = {
    "spip": '<p>Mot<span class="spip_note_ref">&nbsp;[<a href="#nb1" class="spip_note" rel="appendix"'
    ' id="nh1">1</a>]</span>.</p><div class="notes"><h2>Notes</h2><div id="nb1"><p><span '
    'class="spip_note_ref">[<a href="#nh1" rev="appendix">1</a>] </span>The body.</p></div></div>',
    "spip of old": '<p>Mot [<a href="#nb1" name="nh1" class="spip_note">1</a>].</p><div class="notes">'
    '<p>[<a href="#nh1" name="nb1" class="spip_note">1</a>] The body.</p></div>',
    "wordpress": '<p>Mot<sup data-fn="a1" class="fn"><a href="#a1" id="a1-link">1</a></sup>.</p>'
    '<ol class="wp-block-footnotes"><li id="a1">The body. <a href="#a1-link">↩︎</a></li></ol>',
    "plain": '<p>Mot<sup><a href="#n1" name="b1">*</a></sup>.</p><hr><p><a name="n1"></a>'
    '<a href="#b1">*</a> The body.</p>',
    "wikipedia": '<p>Mot<sup id="cite_ref-1" class="reference"><a href="#cite_note-1"><span>[</span>1'
    '<span>]</span></a></sup>.</p><h2>References</h2><ol class="references"><li id="cite_note-1">'
    '<span class="mw-cite-backlink"><b><a href="#cite_ref-1">^</a></b></span> The body.</li></ol>',
    "dpub": '<p>Mot<a role="doc-noteref" href="#x" id="y">1</a>.</p><aside role="doc-footnote" id="x">'
    '<p>1. The body. <a role="doc-backlink" href="#y">Back</a></p></aside>',
    "epub": '<p>Mot<a epub:type="noteref" href="#x">1</a>.</p><section epub:type="endnotes"><h2>Notes'
    '</h2><ol><li epub:type="endnote" id="x"><p>The body.</p></li></ol></section>',
    "mammoth": '<p>Mot<sup><a href="#footnote-1" id="footnote-ref-1">[1]</a></sup>.</p><ol>'
    '<li id="footnote-1"><p>The body. <a href="#footnote-ref-1">↑</a></p></li></ol>',
    "pandoc": '<p>Mot<a href="#fn1" class="footnote-ref" id="fnref1"><sup>1</sup></a>.</p><section '
    'class="footnotes"><hr/><ol><li id="fn1"><p>The body.<a href="#fnref1" class="footnote-back">↩︎'
    "</a></p></li></ol></section>",
}  # fmt: skip


@pytest.mark.parametrize("make", NOTES)
def test_a_note_of_every_make_is_tied_to_its_call(make: str) -> None:
    account = Account()
    assert written(NOTES[make], account) == "Mot[^1].\n\n[^1]: The body."
    assert account.findings == []


@pytest.mark.parametrize("make", NOTES)
def test_notes_are_counted_in_the_source_and_their_marks_accounted_for(make: str) -> None:
    root = parse_html(NOTES[make])
    account = Account()
    context = context_of(root, account)
    counts = count(list(root.iter("body")), context)
    assert (counts.notes, counts.calls, counts.headings) == (1, 1, 0)
    made = text(list(root.iter("body")), context)
    (told,) = [each for each in account.recognised if each.what == "notes"]
    source = words_of(next(root.iter("body")), (), context.notes.calls)
    assert missing(source, [_words(made)], [told.text]) == {}
    assert "body" in missing(source, [], [told.text])


def _words(made: Text) -> str:
    leaves = [node for node in walk(made) if isinstance(node, Paragraph | Heading)]
    return " ".join(plain(leaf) for leaf in leaves)


def test_a_note_called_twice_stays_one() -> None:
    html = NOTES["wikipedia"].replace(
        "</sup>.", "</sup> and<sup><a href='#cite_note-1'>[1]</a></sup>."
    )
    made = converted(html)
    calls = [(n.number, n.ordinal) for n in walk(made) if isinstance(n, NoteCall)]
    assert calls == [(1, 1), (1, 2)]
    assert [note.calls for note in made.notes] == [2]


def test_notes_of_another_file_are_found_by_address() -> None:
    chapter = parse_html('<p>Word<a epub:type="noteref" href="notes.xhtml#n1" id="r1">1</a>.</p>')
    notes = parse_html(
        '<ol><li epub:type="endnote" id="n1"><a href="ch.xhtml#r1">1</a> Far.</li></ol>'
    )
    found = find_notes({"text/ch.xhtml": chapter, "text/notes.xhtml": notes}, resolved)
    context = replace(context_of(chapter), notes=found)
    made = text(list(chapter.iter("body")), context)
    assert markdown(made) == "Word[^1].\n\n[^1]: Far.\n"
    rest = text(list(notes.iter("body")), replace(context, strays=False))
    assert rest.blocks == ()


def test_a_call_without_a_note_and_a_note_without_a_call_keep_their_words() -> None:
    account = Account()
    html = '<p>One<sup><a href="#fn9">9</a></sup>.</p><aside role="doc-footnote" id="z"><p>Never called at all.</p></aside>'
    body = written(html, account)
    assert "One⁹." in body
    assert "Never called at all." in body
    assert kinds(account) == ["import-note-unmatched", "import-note-unmatched"]


def test_links_that_are_no_notes_stay_links() -> None:
    html = '<p>See <a href="#two">chapter 2</a>, <a href="#two">2</a>.</p><h2 id="two">Two</h2><p>x</p>'
    made = converted(html)
    assert made.notes == ()
    assert markdown(made).startswith("See [chapter 2](#two), [2](#two).\n\n## Two {#two}")


def test_a_link_to_a_place_that_is_not_there_loses_its_link_with_a_finding() -> None:
    account = Account()
    assert written('<p>See <a href="#gone">there</a>.</p>', account) == "See there."
    assert kinds(account) == ["import-link-lost"]


def test_headings_have_no_gaps_and_begin_at_two() -> None:
    made = converted("<h4>a</h4><h6>b</h6><h1>c</h1><h3>d</h3>")
    assert [(b.level, plain(b)) for b in made.blocks if isinstance(b, Heading)] == [
        (2, "a"), (3, "b"), (2, "c"), (3, "d"),
    ]  # fmt: skip


def test_white_space_and_breaks_are_as_a_browser_shows_them() -> None:
    html = "<p> One\n  <b> two </b>three <br> four<br><br>five six <i> </i></p>loose"
    assert written(html) == "One **two** three\\\nfour\n\nfive six\n\nloose"


def test_lists_nest_and_keep_their_start() -> None:
    made = converted(
        "<ol start=4><li>a<ul><li>b</li></ul></li><ul><li>c</li></ul><li><p>d</p></li></ol>"
    )
    (block,) = made.blocks
    assert isinstance(block, ItemList)
    assert (block.ordered, block.start, len(block.items), block.tight) == (True, 4, 2, True)
    assert sum(isinstance(node, ItemList) for node in walk(made)) == 3


def test_tables_are_filled_out_and_layout_is_undone() -> None:
    account = Account()
    html = "<table><caption>C</caption><tr><th colspan=2>H</th></tr><tr><td rowspan=2>a<td>b<tr><td>c</table>"
    (table,) = converted(html, account).blocks
    assert isinstance(table, Table)
    assert [plain(cell.children) for cell in table.head] == ["H", "H"]
    assert [[plain(c.children) for c in row] for row in table.rows] == [["a", "b"], ["a", "c"]]
    assert plain(table.caption) == "C"
    assert [f.message for f in account.findings] == [
        "merged cells of a table are filled out, each for itself (2 times)"
    ]
    laid = converted("<table role=presentation><tr><td><h2>A</h2><p>b</p></td></tr></table>")
    assert [type(block) for block in laid.blocks] == [Heading, Paragraph]


def test_a_huge_span_is_no_bomb() -> None:
    rows = "<tr><td rowspan=9999 colspan=9999>x</td></tr>" * 50
    begun = time.monotonic()
    converted(f"<table><tr><th>h</th></tr>{rows}</table>")
    assert time.monotonic() - begun < 3


def test_figures_captions_credits_and_galleries() -> None:
    html = (
        '<figure class="alignleft"><a href="big.jpg"><img src="a.jpg" alt="A"></a><figcaption>Said. '
        '<span class="copyright">© Ada, <a href="https://creativecommons.org/licenses/by/4.0/">CC BY'
        "</a></span></figcaption></figure>"
        '<div class="gallery"><dl><dt><img src="b.jpg"></dt><dd>B</dd></dl><dl><dt><img src="c.jpg"></dt>'
        "</dl></div><p><img src='d.jpg' alt='D'></p>"
    )
    first, second, third = converted(html).blocks
    assert isinstance(first, Figure)
    assert isinstance(second, Gallery)
    assert isinstance(third, Figure)
    assert (plain(first.caption), first.picture.credit) == ("Said.", "© Ada, CC BY")
    assert (first.picture.licence, first.attributes.classes) == ("CC-BY-4.0", ("left",))
    assert [plain(each.caption) for each in second.figures] == ["B", ""]


def test_a_caption_of_a_picture_that_is_not_there_goes_to_no_other() -> None:
    html = (
        '<div class="wp-block-gallery"><figure><img src="a.jpg"></figure><figure><img src="http://x/b"'
        '><figcaption>Of b</figcaption></figure><figure><img src="c.jpg"></figure></div>'
    )
    gallery, words = converted(html).blocks
    assert isinstance(gallery, Gallery)
    assert [plain(each.caption) for each in gallery.figures] == ["", ""]
    assert plain(words) == "Of b"


def test_verse_keeps_its_lines_stanzas_and_indents() -> None:
    (pre,) = converted('<pre class="wp-block-verse">a\n  <em>b</em>\n\nc</pre>').blocks
    (spip,) = converted(
        '<blockquote class="spip_poesie"><div>a</div><div>b</div></blockquote>'
    ).blocks
    (divs,) = converted('<div class="poem"><p>a<br>b</p><p>c<br>d</p></div>').blocks
    assert isinstance(pre, Verse)
    assert isinstance(spip, Verse)
    assert isinstance(divs, Verse)
    assert [len(s) for s in pre.stanzas] == [2, 1]
    assert pre.indents[0][1] == 2
    assert [len(s) for s in spip.stanzas] == [2]
    assert [len(s) for s in divs.stanzas] == [2, 2]


def test_pull_quotes_boxes_and_parts_the_reader_knows() -> None:
    root = parse_html(
        '<p class="x">S</p><aside class="pullquote"><p>Q</p></aside><aside><p>B</p></aside>'
    )
    known = {next(root.iter("p")): DivisionKind.STANDFIRST}
    made = text(list(root.iter("body")), replace(context_of(root), part=known.get))
    assert [b.kind for b in made.blocks if isinstance(b, Division)] == [
        DivisionKind.STANDFIRST, DivisionKind.PULLQUOTE, DivisionKind.BOX,
    ]  # fmt: skip


def test_raised_and_lowered_letters_and_what_is_simplified() -> None:
    account = Account()
    html = "<p>H<sub>2</sub>O, 5 m<sup>3</sup>, 1<sup>er</sup>, x<sup>abc</sup>, <u>u</u> <mark>m</mark></p>"
    assert written(html, account) == "H₂O, 5 m³, 1er, xabc, u m"
    assert sorted(f.message for f in account.findings) == [
        "highlighted words are plain now", "raised letters stand on the line now",
        "underlined words are plain now",
    ]  # fmt: skip


def test_what_cannot_be_printed_is_named_with_its_address() -> None:
    account = Account()
    html = (
        '<p>a</p><iframe src="https://www.youtube.com/embed/1"></iframe><form><p>Join us</p></form>'
        "<p><s>struck</s><script>alert()</script></p>"
    )
    assert written(html, account) == "a"
    assert [(d.what, d.text) for d in account.dropped] == [
        ("video", ""), ("form", "Join us"), ("struck-out text", "struck"),
    ]  # fmt: skip
    assert "https://www.youtube.com/embed/1" in account.dropped[0].reason


def test_a_drawing_in_the_page_is_a_picture_when_it_is_safe() -> None:
    account = Account()
    safe = '<svg viewBox="0 0 200 100" aria-label="Map"><path d="M0 0L9 9"/></svg>'
    hostile = safe.replace("<path", "<script>alert(1)</script><path")
    root = parse_html(f"<p>a</p>{safe}{hostile}")
    seen: list[str] = []

    def picture(src: str, element: Element) -> str:
        seen.append(src)
        return "images/map.svg"

    made = text(list(root.iter("body")), replace(context_of(root, account), picture=picture))
    assert [type(block) for block in made.blocks] == [Paragraph, Figure]
    assert [each[:26] for each in seen] == ["data:image/svg+xml;base64,"]
    assert [each.what for each in account.dropped] == ["drawing"]


def test_languages_and_directions_stay() -> None:
    html = '<p lang="fr">Un <i lang="la">etc</i></p><p lang="en">b <span dir="rtl" lang="he">ש</span></p>'
    assert written(html) == "{lang=fr}\nUn *[etc]{lang=la}*\n\nb [ש]{lang=he dir=rtl}"


def test_no_words_are_lost_in_what_is_not_known() -> None:
    html = "<blink>one <custom-el>two</custom-el></blink><details><summary>three</summary>four</details>"
    made = plain(converted(html).blocks)
    assert all(word in made for word in ("one", "two", "three", "four"))


def test_what_the_reader_skips_is_dropped_once_with_its_words() -> None:
    account = Account()
    root = parse_html('<div class="figure"><p class="ad">Buy this</p><img src="a.jpg"></div>')

    def skip(element: Element) -> Dropped | None:
        return Dropped("advertisement", "it sells") if element.get("class") == "ad" else None

    text(list(root.iter("body")), replace(context_of(root, account), skip=skip))
    assert [(each.what, each.text) for each in account.dropped] == [("advertisement", "Buy this")]


def test_ten_thousand_nested_elements_are_refused_quickly() -> None:
    for opening in ("<div>", "<b>", "<ul><li>", "<table><tr><td>"):
        begun = time.monotonic()
        with pytest.raises(ContentError) as caught:
            parse_html(opening * 10_000 + "x", "deep.html")
        assert time.monotonic() - begun < 2
        assert caught.value.findings[0].code == "import-unreadable"
        assert caught.value.findings[0].place == Place("deep.html", 1)


def test_as_deep_as_may_be_is_read() -> None:
    for name in ("div", "blockquote", "em", "span"):
        assert "x" in written(f"<{name}>" * 150 + "x")
    assert "x" in written("<ul><li>" * 90 + "x")


def test_encodings() -> None:
    assert words_of(parse_html("<p>café</p>".encode())) == "café"
    assert words_of(parse_html("<meta charset=iso-8859-1><p>café</p>".encode("latin-1"))) == "café"
    assert words_of(parse_html("<p>café “x”</p>".encode("cp1252"))) == "café “x”"
    assert words_of(parse_html("<p>café</p>".encode("utf-16"))) == "café"


def test_a_string_is_never_taken_for_a_file_name() -> None:
    assert words_of(parse_html("/etc/hostname")) == "/etc/hostname"


def test_xhtml_and_elements_of_lxml_take_the_same_form() -> None:
    xhtml = (
        b'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        b'<body><!-- c --><P xml:lang="fr" epub:type="bridgehead">a<?pi x?>b</P></body></html>'
    )
    root = parse_xhtml(xhtml, "x.xhtml", Account())
    assert from_lxml(parse_xml(xhtml, "x")).tag == "html"
    (paragraph,) = root.iter("p")
    assert (paragraph.text, paragraph.get("xml:lang")) == ("ab", "fr")
    assert (paragraph.get("epub:type"), line_of(paragraph)) == ("bridgehead", 1)


def test_xhtml_that_is_no_xml_is_read_as_html_with_a_finding() -> None:
    account = Account()
    root = parse_xhtml(b"<html><body><p>a<br>b</body>", "x.xhtml", account)
    assert words_of(root) == "a b"
    assert kinds(account) == ["import-simplified"]


def test_pieces_by_themselves() -> None:
    root = parse_html('<p id="k">A <b>bold</b> word<sup><a href="#n">1</a></sup></p><p>two</p>')
    context = context_of(root)
    assert len(blocks(list(root.iter("p")), context)) == 2
    first = next(root.iter("p"))
    assert inline_markdown(inlines(first, context)).startswith("A **bold** word")
