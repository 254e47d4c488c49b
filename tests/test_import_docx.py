"""Word files become articles: what survives."""

from __future__ import annotations

from pathlib import Path

import pytest

from packager.errors import ContentError
from packager.importers.imported import Certainty
from tests import office_files as word
from tests.office_files import Docx, para, run
from tests.word_reading import NOTES, body, codes, dropped, imported, lost, messages, of, sure

# --- Real files --------------------------------------------------------------------------------

REAL = {  # words that must stand in the body; notes and their calls, pictures, tables, lists, links
    "comments.docx": ("Ouch.", {}),
    "embedded-style-map.docx": ("Walking on imported air", {}),
    "endnotes.docx": ("A tachyon walks into a bar.", {"notes": 2, "calls": 2}),
    "external-picture.docx": ("", {}),
    "footnote-hyperlink.docx": ("[Example](http", {"notes": 1, "calls": 1, "links": 1}),
    "footnotes.docx": ("A tachyon walks into a bar.", {"notes": 2, "calls": 2}),
    "simple-list.docx": ("- Apple\n- Banana", {"lists": 1}),
    "single-paragraph.docx": ("Walking on imported air", {}),
    "strict-format.docx": ("Test", {}),
    "strikethrough.docx": ("Today's Special: Salmon Sold out", {}),
    "tables.docx": ("| Bottom left | Bottom right |", {"tables": 1}),
    "text-box.docx": ("::: box\nDatum plane\n:::", {}),
    "tiny-picture-target-base-relative.docx": ("](../images/", {"pictures": 1}),
    "tiny-picture.docx": ("](../images/", {"pictures": 1}),
    "underline.docx": ("**The Sunset Tree**", {}),
    "utf8-bom.docx": ("This XML has a byte order mark.", {}),
}


@pytest.mark.parametrize("name", REAL)
def test_real_files_keep_what_they_hold(name: str, shared: Path) -> None:
    words, counts = REAL[name]
    result = of(shared / "corpus" / "docx" / name)
    assert words in body(result)
    zero = dict.fromkeys(("notes", "calls", "pictures", "tables", "lists", "links"), 0)
    for what, number in {**zero, **counts}.items():
        assert getattr(result.counts, what) == number, what
    assert body(result).count("[^") == 2 * counts.get("notes", 0)
    assert len(result.pictures) == counts.get("pictures", 0)
    assert lost(result) == 0


def test_every_real_file_is_looked_at(shared: Path) -> None:
    found = {path.name for path in (shared / "corpus" / "docx").glob("*.docx")}
    assert found == {*REAL, "empty.docx"}


def test_a_file_without_words_is_refused(shared: Path) -> None:
    with pytest.raises(ContentError) as error:
        of(shared / "corpus" / "docx" / "empty.docx")
    assert error.value.findings[0].code == "import-no-text"


def test_comments_of_a_real_file_stay_out_and_are_said(shared: Path) -> None:
    result = of(shared / "corpus" / "docx" / "comments.docx")
    said = [("comment", "A tachyon walks into a bar."), ("comment", "Fin.")]
    assert dropped(result) == said
    assert "Williamson" not in str(result.dropped) + str(body(result))


def test_a_picture_elsewhere_is_not_read_and_its_address_said(shared: Path) -> None:
    result = of(shared / "corpus" / "docx" / "external-picture.docx")
    assert not result.pictures
    [message] = messages(result, "import-picture-remote")
    assert "tiny-picture.png" in message


def test_the_picture_is_the_one_in_the_file(shared: Path) -> None:
    folder = shared / "corpus" / "docx"
    [picture] = of(folder / "tiny-picture.docx").pictures
    assert picture.data == (folder / "tiny-picture.png").read_bytes()


@pytest.mark.parametrize(
    ("name", "what"), [("underline", "underlined"), ("strikethrough", "struck")]
)
def test_looks_that_are_not_carried_over_are_said(name: str, what: str, shared: Path) -> None:
    [message] = messages(of(shared / "corpus" / "docx" / f"{name}.docx"), "import-simplified")
    assert what in message
    assert "(1)" in message


# --- How a text opens --------------------------------------------------------------------------


def test_title_and_subtitle_by_style(tmp_path: Path) -> None:
    text = para("The Ferry", style="Title") + para("A story", style="Subtitle") + para("It left.")
    result = imported(text, tmp_path)
    article = result.articles[0]
    assert (article.title, article.subtitle, article.body) == ("The Ferry", "A story", "It left.\n")
    assert sure(result, "title") is Certainty.STATED
    assert lost(result) == 0


def test_the_only_heading_of_the_first_level_is_the_title(tmp_path: Path) -> None:
    parts = [para("The Ferry", style="Heading1"), para("It left."), para("Later", style="Heading2")]
    result = imported("".join([*parts, para("It came.")]), tmp_path)
    assert result.articles[0].title == "The Ferry"
    assert body(result) == "It left.\n\n## Later\n\nIt came.\n"
    assert result.counts.headings == 1


def test_several_headings_of_the_first_level_are_one_article(tmp_path: Path) -> None:
    text = "".join(para(f"Part {n}", style="Heading1") + para("Words.") for n in (1, 2, 3))
    result = imported(text, tmp_path, "our_ferry-2.docx")
    assert [each.title for each in result.articles] == ["Our ferry 2"]
    assert body(result).count("\n## ") == 2
    assert result.counts.headings == 3
    assert "title" in messages(result, "import-guessed")[0]


def test_the_core_title_goes_before_a_guess(tmp_path: Path) -> None:
    core = "<dc:title>Ferries</dc:title>"
    result = imported(Docx(para("Ferries") + para("They left."), core=core), tmp_path)
    assert (result.articles[0].title, body(result)) == ("Ferries", "They left.\n")
    assert sure(result, "title") is Certainty.INFERRED


def test_a_title_that_a_machine_filled_in_is_none(tmp_path: Path) -> None:
    core = "<dc:title>Microsoft Word - draft3.doc</dc:title>"
    result = imported(Docx(para("They left."), core=core), tmp_path, "ferries.docx")
    assert result.articles[0].title == "Ferries"


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Überschrift 2", "berschrift2"),
        ("Titre 2", "Titre2"),
        ("Encabezado 2", "x"),
        ("heading 2", "y"),
        ("Заголовок 2", "z"),
        ("标题 2", "q"),
    ],
)
def test_headings_in_other_languages(name: str, id_: str, tmp_path: Path) -> None:
    parts = [para("T", style="Title"), para("Words."), para("Later", style=id_), para("More.")]
    result = imported(Docx("".join(parts), styles=word.style(name, id_)), tmp_path)
    assert body(result) == "Words.\n\n## Later\n\nMore.\n"


def test_headings_by_outline_level_and_by_the_style_they_are_based_on(tmp_path: Path) -> None:
    styles = word.style("Chapter", "c", '<w:basedOn w:val="Heading1"/>')
    styles += word.style("Deep", "d", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')
    text = para("T", style="Title") + para("One", style="c") + para("Two", style="d") + para("W.")
    result = imported(Docx(text, styles=styles), tmp_path)
    assert body(result) == "## One\n\n### Two\n\nW.\n"


def test_properties(tmp_path: Path) -> None:
    core = (
        "<dc:creator>Ana Ruiz</dc:creator><cp:lastModifiedBy>Zed Zorn</cp:lastModifiedBy>"
        "<dcterms:created>2023-05-06T07:08:09Z</dcterms:created><dc:subject>sea</dc:subject>"
        "<dcterms:modified>2024-05-06T07:08:09Z</dcterms:modified>"
        "<cp:keywords>boats, work</cp:keywords><dc:description>On boats.</dc:description>"
    )
    result = imported(Docx(para("T", style="Title") + para("Words."), core=core), tmp_path)
    article = result.articles[0]
    assert [(each.name, each.role) for each in article.contributors] == [("Ana Ruiz", "aut")]
    assert str(article.date) == "2023-05-06"
    assert (article.subjects, article.description) == (("sea", "boats", "work"), "On boats.")
    assert sure(result, "author") is Certainty.GUESSED
    assert "Zorn" not in str(result)


def test_an_author_whom_the_text_names_is_no_guess(tmp_path: Path) -> None:
    core = "<dc:creator>Ana Ruiz</dc:creator>"
    text = para("T", style="Title") + para("Words by Ana Ruiz, from the port.")
    result = imported(Docx(text, core=core), tmp_path)
    assert sure(result, "author") is Certainty.INFERRED
    assert "import-guessed" not in codes(result)


def test_a_date_of_change_is_a_guess(tmp_path: Path) -> None:
    core = "<dcterms:modified>2024-05-06T07:08:09Z</dcterms:modified>"
    result = imported(Docx(para("T", style="Title") + para("Words."), core=core), tmp_path)
    assert str(result.articles[0].date) == "2024-05-06"
    assert "last changed" in messages(result, "import-guessed")[0]


# --- Languages ---------------------------------------------------------------------------------

ENGLISH = "The boats of the town were in the port, and they were not for sale that year. " * 3


def test_words_in_another_language(tmp_path: Path) -> None:
    french = run("Nous restons ici", word.lang("fr-FR"))
    british = run("colour", word.lang("en-US"))
    result = imported(para(ENGLISH, french, ", they said in ", british, "."), tmp_path)
    assert result.articles[0].language == "en-GB"
    assert "[Nous restons ici]{lang=fr-FR}, they said in colour." in body(result)


def test_words_from_right_to_left(tmp_path: Path) -> None:
    words = run("مرحبا بالعالم", "<w:rtl/>" + word.lang("ar-EG", "bidi"))
    result = imported(para(ENGLISH, words) + para(words, more="<w:bidi/>"), tmp_path)
    assert "[مرحبا بالعالم]{lang=ar-EG dir=rtl}" in body(result)
    assert "{lang=ar-EG dir=rtl}\nمرحبا بالعالم\n" in body(result)


def test_a_language_told_wrongly_is_a_finding(tmp_path: Path) -> None:
    french = (
        "Les bateaux de la ville sont dans le port, et ils ne sont pas à vendre pour nous. " * 3
    )
    result = imported(Docx(para(french), language="en-US"), tmp_path)
    assert result.articles[0].language == "fr"
    assert any("en-US" in each for each in messages(result, "import-guessed"))


def test_the_editor_knows_the_language_best(tmp_path: Path) -> None:
    path = Docx(para(ENGLISH)).write(tmp_path)
    assert of(path, "nl").articles[0].language == "nl"


# --- Notes -------------------------------------------------------------------------------------


def test_footnotes_and_endnotes(tmp_path: Path) -> None:
    text = para("One", word.call(1), " two", word.call(2, "endnote"), ".")
    result = imported(Docx(text, notes={1: NOTES[1]}, endnotes={2: NOTES[2]}), tmp_path)
    assert body(result) == f"One[^1] two[^2].\n\n[^1]: {NOTES[1]}\n\n[^2]: {NOTES[2]}\n"
    assert (result.counts.notes, result.counts.calls) == (2, 2)
    assert lost(result) == 0


def test_a_note_of_the_title_is_kept(tmp_path: Path) -> None:
    text = para("Ferries", word.call(1), style="Title") + para("They left.")
    result = imported(Docx(text, notes=NOTES), tmp_path)
    assert result.articles[0].title == "Ferries"
    assert "They left.[^1]" in body(result)
    assert NOTES[1] in body(result)


def test_notes_without_calls_and_calls_without_notes_are_said(tmp_path: Path) -> None:
    result = imported(Docx(para("One", word.call(7), "."), notes={1: NOTES[1]}), tmp_path)
    assert len(messages(result, "import-note-unmatched")) == 2
    assert ("footnote", NOTES[1]) in dropped(result)
    assert body(result) == "One.\n"
    assert lost(result) == 0


# --- Blocks ------------------------------------------------------------------------------------


def test_lists_nested_numbered_and_going_on(tmp_path: Path) -> None:
    items = [word.item("Bread"), word.item("Rye", 1, 1), word.item("Salt"), para("Between.")]
    items += [word.item("one", 2), word.item("two", 2), para("Cut."), word.item("three", 2)]
    result = imported("".join(items), tmp_path)
    expected = "- Bread\n  - Rye\n- Salt\n\nBetween.\n\n1. one\n2. two\n\nCut.\n\n3. three\n"
    assert body(result) == expected
    assert result.counts.lists == 4


def test_tables_have_heads_captions_and_merged_cells_said(tmp_path: Path) -> None:
    both = word.cell("Both", more='<w:gridSpan w:val="2"/>')
    rows = word.row("Boat", "Crew", head=True), word.row("Ada", "4"), word.row(both)
    result = imported(para("Boats", style="Caption") + word.table(*rows), tmp_path)
    assert "| Boat | Crew |\n| --- | --- |\n| Ada | 4 |\n| Both |" in body(result)
    assert body(result).endswith("\n: Boats\n")
    assert "merged cells" in messages(result, "import-simplified")[0]


def test_a_first_row_in_bold_is_a_head(tmp_path: Path) -> None:
    head = word.row(*(word.cell(para(run(each, "<w:b/>"))) for each in ("Boat", "Crew")))
    result = imported(word.table(head, word.row("Ada", "4")), tmp_path)
    assert "| --- | --- |\n| Ada | 4 |" in body(result)
    assert "Boat" in body(result).split("---")[0]


def test_pictures_with_words_and_captions(tmp_path: Path) -> None:
    text = para(word.drawing("p1", "Two boats")) + para("The quay", style="Caption")
    text += para("Words ", word.drawing("p2", "A gull", "anchor"), "beside.")
    pictures = {"p1": ("a.png", word.png(2)), "p2": ("b.png", word.png(3))}
    result = imported(Docx(text, pictures=pictures), tmp_path)
    assert '![Two boats](../images/a.png "The quay")' in body(result)
    assert "Words beside.\n\n![A gull](../images/b.png)" in body(result)
    assert [each.data for each in result.pictures] == [word.png(2), word.png(3)]
    assert result.counts.pictures == 2


def test_pictures_for_windows_are_refused_by_name(tmp_path: Path) -> None:
    metafile = b"\x01\0\0\0" + bytes(36) + b" EMF" + bytes(60)
    text = para("Words.") + para(word.drawing("p1"))
    result = imported(Docx(text, pictures={"p1": ("plan.emf", metafile)}), tmp_path)
    assert not result.pictures
    assert "plan.emf" in messages(result, "import-picture-refused")[0]


def test_quotations_stand_together(tmp_path: Path) -> None:
    text = para("No boat.", style="Quote") + para("No bread.", style="IntenseQuote") + para("So.")
    assert body(imported(text, tmp_path)) == "> No boat.\n>\n> No bread.\n\nSo.\n"


def test_text_boxes_follow_their_paragraph_once(tmp_path: Path) -> None:
    inside = f"<w:txbxContent>{para('Boxed one.')}{para('Boxed two.')}</w:txbxContent>"
    shape = f"<wp:anchor><a:graphic><wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></a:graphic>"
    box = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{shape}</wp:anchor>'
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox>"
        "</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    result = imported(para(box, "Host.") + para("Next."), tmp_path)
    assert body(result) == "Host.\n\n::: box\nBoxed one.\n\nBoxed two.\n:::\n\nNext.\n"
    assert lost(result) == 0


def test_a_break_by_asterisks(tmp_path: Path) -> None:
    assert body(imported(para("A.") + para("* * *") + para("B."), tmp_path)) == "A.\n\n***\n\nB.\n"


def test_spaces_breaks_and_empty_paragraphs(tmp_path: Path) -> None:
    gaps = "<w:r><w:tab/></w:r>", "B", '<w:r><w:br w:type="page"/></w:r>', "<w:r><w:br/></w:r>"
    text = para("A", *gaps, "soft\u00adhyphen") + para() + para(" ") + para("End.")
    assert body(imported(text, tmp_path)) == "A B\\\nsofthyphen\n\nEnd.\n"
