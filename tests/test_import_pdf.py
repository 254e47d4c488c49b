"""PDF ──▶ an article: what must survive, what must be told, what must be refused."""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from pathlib import Path

import pytest

from packager.errors import ContentError
from packager.importers.imported import Certainty, Imported
from packager.importers.pdf import read
from packager.importers.source import Source
from packager.importers.words import missing, tokens
from tests import pdf_made

MAGAZINE = "corpus/markdown/free-software-magazine"


def imported(path: Path) -> Imported:
    return read(Source(path, path.name))


def body(made: Imported) -> str:
    assert len(made.articles) == 1
    return made.articles[0].body


def headings(made: Imported) -> list[str]:
    code = re.sub(r"(?ms)^```.*?^```", "", body(made))
    return re.findall(r"(?m)^#{2,6} (.+)$", code)


def lost(made: Imported) -> Counter[str]:
    explained = [one.text for one in made.recognised] + [one.text for one in made.dropped]
    return missing(made.source_text, [body(made)], explained)


def refusal_of(path: Path) -> tuple[str, str, str]:
    with pytest.raises(ContentError) as caught:
        imported(path)
    (found,) = caught.value.findings
    assert found.place is not None
    assert found.place.file == path.name
    return found.code, found.message, found.hint or ""


def original(folder: Path) -> tuple[str, list[str]]:
    """The words and the headings of the Markdown beside a magazine's PDF."""
    text = (folder / "index.md").read_text().partition("\n---\n")[2]
    text = re.sub(r"(?m)^=IMAGE=[^=]*=", "", text)
    text = re.sub(r"(?m)^=(?:ZOOM|TABLE_CAPTION|TEXTBOX_START)=|=[A-Z_]+=|<!--.*?-->", "", text)
    outside = re.sub(r"(?ms)=CODE_START=.*?=CODE_END=", "", (folder / "index.md").read_text())
    heads = re.findall(r"(?m)^#+ (.+?)\s*$", outside)
    return re.sub(r"\]\([^)]*\)", "]", text), heads


@pytest.fixture(scope="module")
def xmlstarlet(shared: Path) -> Imported:
    return imported(shared / MAGAZINE / "xml_starlet/1184.pdf")


@pytest.fixture(scope="module")
def kimagemap(shared: Path) -> Imported:
    return imported(shared / MAGAZINE / "kime_tutorial/1377.pdf")


@pytest.fixture(scope="module")
def salt(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    return imported(pdf_made.pdf(pdf_made.article(), tmp_path_factory.mktemp("pdf") / "salt.pdf"))


# --- The two magazine articles beside their Markdown ----------------------------------------------


def test_the_words_of_a_magazine_article_in_their_order(xmlstarlet: Imported, shared: Path) -> None:
    text, _ = original(shared / MAGAZINE / "xml_starlet")
    wanted = missing(text, [body(xmlstarlet)], [])
    assert sum(wanted.values()) < 0.02 * len(tokens(text)), wanted
    assert sum(lost(xmlstarlet).values()) <= 3
    said = " ".join(tokens(body(xmlstarlet)))
    for sentence in (
        "Please ensure that XMLStarlet’s binary (xml or xml.exe) is on the path",  # over a page
        "each with more field types",  # over a column, with a box between
        "Finally, the documentation that comes with the tool",  # over a page
        "XML is everywhere. A quick Google search shows",  # a drop capital
        "does not necessarily make it human comprehensible",  # a divided word
    ):
        assert " ".join(tokens(sentence)) in said


def test_the_headings_of_a_magazine_article(xmlstarlet: Imported, shared: Path) -> None:
    _, heads = original(shared / MAGAZINE / "xml_starlet")
    assert len(heads) == 12
    assert headings(xmlstarlet) == [*heads, "Copyright information", "About the author"]
    assert xmlstarlet.articles[0].title == "XMLStarlet: a Unix toolkit for XML"
    assert "\n### " not in body(xmlstarlet)


def test_the_people_rights_and_date_of_a_magazine_article(xmlstarlet: Imported) -> None:
    article = xmlstarlet.articles[0]
    assert [(one.name, one.role) for one in article.contributors] == [
        ("Alexandre Rafalovitch", "aut")
    ]
    assert article.rights.licence == "CC-BY-2.0"
    assert article.rights.holder == "Alexandre Rafalovitch"
    assert str(article.date) == "2005-07"
    guessed = [f.message for f in xmlstarlet.findings if f.code == "import-guessed"]
    assert any("2005-07" in message for message in guessed)


def test_what_stands_between_the_paragraphs_of_a_magazine_article(xmlstarlet: Imported) -> None:
    text = body(xmlstarlet)
    assert text.startswith("::: standfirst\nAn introduction to a quick solution tool")
    assert text.count("::: pullquote") == 3
    assert "TECH WORLD" not in text
    assert "| fo | Format XML document(s) |" in text
    assert ": XML Starlet’s partial list of options" in text
    assert '  <phone type="home">555-1234</phone>' in text
    assert "(<http://www.freesoftwaremagazine.com/free_issues/issue_01/focus_format_xml/>)" in text
    assert "*Mikhail Grushinskiy*" in text
    assert [picture.name for picture in xmlstarlet.pictures] == ["images/1184-1.jpg"]
    assert '"GraphViz output of people’s relationships")' in text
    assert xmlstarlet.counts.pictures == 1


def test_the_second_magazine_article(kimagemap: Imported, shared: Path) -> None:
    text, heads = original(shared / MAGAZINE / "kime_tutorial")
    wanted = missing(text, [body(kimagemap)], [one.text for one in kimagemap.recognised])
    assert sum(wanted.values()) < 0.02 * len(tokens(text)), wanted
    assert sum(lost(kimagemap).values()) <= 3
    # the list under “Bibliography” became notes
    assert [*heads[:-1], "Copyright information", "About the author"] == headings(kimagemap)
    assert heads[-1] == "Bibliography"
    assert kimagemap.articles[0].rights.licence == "CC-BY-SA-2.5"
    assert kimagemap.articles[0].contributors[0].name == "Terry Hancock"
    assert "Jan Schäfer’s" in body(kimagemap)


def test_pictures_with_their_captions_notes_with_their_calls(kimagemap: Imported) -> None:
    text = body(kimagemap)
    figures = re.findall(r'!\[\]\(\.\./images/1377-(\d)\.jpg "Figure (\d):', text)
    assert figures == [(str(n), str(n)) for n in range(1, 10)]
    assert len(kimagemap.pictures) == kimagemap.counts.pictures == 9
    assert all(one.data.startswith(b"\xff\xd8\xff") for one in kimagemap.pictures)
    assert kimagemap.counts.notes == 8
    assert sorted(set(re.findall(r"\[\^\d\](?!:)", text))) == [f"[^{n}]" for n in range(1, 9)]
    assert re.search(r"(?m)^\[\^7\]: Skencil", text)


def test_a_cover_sheet_and_a_ground_are_dropped_by_name(kimagemap: Imported) -> None:
    sheet = next(one for one in kimagemap.dropped if one.what == "cover sheet")
    assert "low resolution, black and white version" in sheet.text
    assert any("cover sheet" in finding.message for finding in kimagemap.findings)
    assert any(one.what == "background picture" for one in kimagemap.dropped)
    heads = {one.text for one in kimagemap.dropped if one.what == "running head"}
    assert "Free Software Magazine Issue 14, September/October 2006" in heads
    assert {"HACKER’S CODE", "1", "6"} <= heads


# --- A PDF of our own ---------------------------------------------------------------------------


def test_two_columns_are_read_in_order(salt: Imported) -> None:
    text = body(salt)
    assert headings(salt) == list(pdf_made.HEADINGS)
    assert pdf_made.OPENING in text  # drop capital, divided words
    assert pdf_made.OVER_THE_PAGE in text
    order = [text.index(words) for words in ("Salt came first", "nineteen names", "re-roofed")]
    assert order == sorted(order)
    assert salt.articles[0].title == "The salt road"
    assert [one.name for one in salt.articles[0].contributors] == ["Nadia Ferrant"]
    assert not lost(salt)


def test_notes_at_the_feet_of_pages(salt: Imported) -> None:
    text = body(salt)
    for number, words in enumerate(pdf_made.NOTES, 1):
        assert f"[^{number}]: {words}" in text
        assert len(re.findall(rf"\[\^{number}\](?!:)", text)) == 1
    assert "claims it.[^1] Nobody" in text
    assert "on Mondays.[^4]" in text
    assert (salt.counts.notes, salt.counts.calls) == (4, 4)


def test_lists_tables_links_and_emphasis(salt: Imported) -> None:
    text = body(salt)
    assert "\n".join(f"- {item}" for item in pdf_made.ITEMS) in text
    rows = "\n".join(f"| {' | '.join(row)} |" for row in pdf_made.ROWS)
    assert f"| Year | Loads | Walker |\n| --- | --- | --- |\n{rows}\n" in text
    assert "[the page of the museum](https://example.org/causeway)" in text
    assert "*paraffin*" in text
    assert "**somebody**" in text
    heads = {one.text for one in salt.dropped}
    assert {"Harbour Review", "12 March 2026 · p. 1", "12 March 2026 · p. 2"} <= heads


def test_one_column_says_the_same(salt: Imported, tmp_path: Path) -> None:
    single = imported(pdf_made.pdf(pdf_made.article("single"), tmp_path / "salt.pdf"))
    assert tokens(body(single)) == tokens(body(salt))
    assert headings(single) == headings(salt)


def test_numbers_that_begin_anew_on_each_page_and_light_headings(tmp_path: Path) -> None:
    style = """@page { size: A5; margin: 15mm } h2 { font: 15pt serif; margin: 4mm 0 }
        body { font: 10pt/1.35 serif; margin: 0 } sup { font-size: 6pt; line-height: 0 }
        section { height: 175mm; position: relative; break-after: page }
        .foot { position: absolute; bottom: 0; font-size: 7.5pt; border-top: .5pt solid }"""
    pages = [
        f"<section><h2>{head}</h2><p>{pdf_made.OPENING}<sup>1</sup></p>"
        f"<p>{pdf_made.OVER_THE_PAGE}<sup>2</sup></p>"
        f"<div class=foot>1 {first}<br>2 {second}</div></section>"
        for head, first, second in (
            ("One side", pdf_made.NOTES[0], pdf_made.NOTES[1]),
            ("The other side", pdf_made.NOTES[2], pdf_made.NOTES[3]),
        )
    ]
    html = pdf_made.page("<h1>The path</h1>" + "".join(pages), style)
    made = imported(pdf_made.pdf(html, tmp_path / "path.pdf"))
    assert headings(made) == ["One side", "The other side"]
    notes = re.findall(r"(?m)^\[\^(\d)\]: (.+)$", body(made))
    assert notes == [(str(n), words) for n, words in enumerate(pdf_made.NOTES, 1)]
    assert re.findall(r"\[\^(\d)\](?!:)", body(made)) == ["1", "2", "3", "4"]


def test_lines_from_the_right(tmp_path: Path) -> None:
    words = "لا أحد يأخذ أجرا على المشي. القائمة معلقة عند الباب، والأسماء تكتب بالقلم."
    style = '@page { size: A5 } body { font: 11pt "Amiri", "DejaVu Sans" }'
    html = pdf_made.page(f"<h1>طريق الملح</h1><p>{words}</p>", style, "ar", "rtl")
    made = imported(pdf_made.pdf(html, tmp_path / "road.pdf"))
    assert made.articles[0].title == "طريق الملح"
    assert made.articles[0].language == "ar"
    assert tokens(body(made)) == tokens(words)


def test_turned_text_and_drawings_are_named(tmp_path: Path) -> None:
    curves = "".join(f'<circle cx="{n * 9}" cy="20" r="4"/>' for n in range(1, 20))
    html = pdf_made.page(
        f"<p>{pdf_made.OVER_THE_PAGE}</p><svg width=200 height=40>{curves}</svg>"
        "<div style='position:absolute;top:60mm;left:0;transform:rotate(90deg)'>photo archive</div>"
    )
    made = imported(pdf_made.pdf(html, tmp_path / "turned.pdf"))
    assert [one.text for one in made.dropped if one.what == "turned text"] == ["photo archive"]
    assert any("vector graphics" in finding.message for finding in made.findings)
    assert pdf_made.OVER_THE_PAGE in body(made)


def test_what_is_guessed_is_told(xmlstarlet: Imported, kimagemap: Imported) -> None:
    for made in (xmlstarlet, kimagemap):
        said = " ".join(finding.message for finding in made.findings)
        for one in made.recognised:
            assert one.certainty is not Certainty.GUESSED or one.value in said, one


def test_the_same_twice(salt: Imported, shared: Path, xmlstarlet: Imported) -> None:
    again = imported(shared / MAGAZINE / "xml_starlet/1184.pdf")
    assert again == xmlstarlet


# --- What cannot be read ------------------------------------------------------------------------


def test_pictures_of_pages_need_ocr(tmp_path: Path) -> None:
    code, message, hint = refusal_of(pdf_made.scanned(tmp_path / "scan.pdf"))
    assert code == "import-no-text"
    assert "only pictures of pages" in message
    assert "ocrmypdf in.pdf out.pdf" in hint


def test_a_password_is_to_be_taken_off(shared: Path, tmp_path: Path) -> None:
    locked = pdf_made.encrypted(shared / MAGAZINE / "xml_starlet/1184.pdf", tmp_path / "x.pdf")
    code, message, hint = refusal_of(locked)
    assert code == "import-unreadable"
    assert "password" in message
    assert "qpdf" in hint
    assert "--decrypt" in hint


def test_damaged_empty_and_endless_files(shared: Path, tmp_path: Path) -> None:
    whole = (shared / MAGAZINE / "xml_starlet/1184.pdf").read_bytes()
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(whole[:20_000])
    assert "its end is missing" in refusal_of(cut)[1]
    cut.write_bytes(b"just words " * 20)
    assert "is no PDF" in refusal_of(cut)[1]
    assert "without pages" in refusal_of(pdf_made.blank(0, cut))[1]
    assert "2,000 pages" in refusal_of(pdf_made.blank(2000, cut))[1]
    assert "measures 10.6 m" in refusal_of(pdf_made.blank(1, cut, (30_000, 300)))[1]
    assert refusal_of(pdf_made.blank(1, cut))[0] == "import-no-text"


@pytest.mark.parametrize("seed", range(8))
def test_noise_gives_findings_never_a_traceback(seed: int, shared: Path, tmp_path: Path) -> None:
    noise = random.Random(seed)
    data = bytearray((shared / MAGAZINE / "xml_starlet/1184.pdf").read_bytes())
    for _ in range(30):
        data[noise.randrange(len(data))] = noise.randrange(256)
    path = tmp_path / "noise.pdf"
    path.write_bytes(data)
    try:
        told = len(imported(path).articles)
    except ContentError as error:
        told = len(error.findings)
    assert told == 1


def test_a_page_takes_a_tenth_of_a_second_at_most(shared: Path) -> None:
    started = time.process_time()
    imported(shared / MAGAZINE / "kime_tutorial/1377.pdf")
    assert time.process_time() - started < 2.0
