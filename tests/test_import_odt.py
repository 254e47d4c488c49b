"""OpenDocument texts become articles: what survives, what is said of the rest, what is refused."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

from packager.errors import ContentError, MissingError
from packager.importers.imported import Certainty, Imported
from packager.importers.odt import hand, read
from packager.importers.source import Options, Source
from packager.importers.words import missing
from tests import office_files as office
from tests.office_files import Odt, odh, odnote, odp, ods


def style(name: str, look: str = "", family: str = "paragraph", more: str = "") -> str:
    """A style; `look` are attributes of its words."""
    words = f"<style:text-properties {look}/>" if look else ""
    return f'<style:style style:name="{name}" style:family="{family}" {more}>{words}</style:style>'


def imported(document: Odt | str, folder: Path, name: str = "text.odt") -> Imported:
    document = Odt(document) if isinstance(document, str) else document
    return of(document.write(folder, name))


def of(path: Path) -> Imported:
    return read(Source(path, path.name, Options()))


def body(result: Imported) -> str:
    return result.articles[0].body


def messages(result: Imported, code: str) -> list[str]:
    return [each.message for each in result.findings if each.code == code]


def dropped(result: Imported) -> set[tuple[str, str]]:
    return {(each.what, each.text) for each in result.dropped}


def lost(result: Imported) -> int:
    explained = [each.text for each in (*result.recognised, *result.dropped)]
    return missing(result.source_text, [body(result)], explained).total()


def test_how_a_text_opens(tmp_path: Path) -> None:
    meta = (
        "<meta:initial-creator>Ana Ruiz</meta:initial-creator><dc:creator>Zed Zorn</dc:creator>"
        "<meta:creation-date>2023-05-06T07:08:09</meta:creation-date><dc:title>Salt</dc:title>"
        "<meta:keyword>salt</meta:keyword><dc:description>On salt.</dc:description>"
    )
    text = odp("The Salt Road", "Title") + odp("On foot", "Subtitle") + odp("We left early.")
    result = imported(Odt(text, meta=meta), tmp_path)
    article = result.articles[0]
    assert (article.title, article.subtitle) == ("The Salt Road", "On foot")
    assert article.body == "We left early.\n"
    assert [(each.name, each.role) for each in article.contributors] == [("Ana Ruiz", "aut")]
    assert (str(article.date), article.language) == ("2023-05-06", "en-GB")
    assert (article.subjects, article.description) == (("salt",), "On salt.")
    assert "Zorn" not in str(result)
    assert lost(result) == 0


def test_who_changed_a_file_last_is_not_its_author(tmp_path: Path) -> None:
    result = imported(Odt(odp("Words."), meta="<dc:creator>Zed Zorn</dc:creator>"), tmp_path)
    assert not result.articles[0].contributors


def test_several_headings_of_the_first_level_are_one_article(tmp_path: Path) -> None:
    text = "".join(odh(f"Part {number}") + odp("Words.") for number in (1, 2))
    result = imported(text, tmp_path, "salt_road.odt")
    assert [each.title for each in result.articles] == ["Salt road"]
    assert body(result) == "## Part 1\n\nWords.\n\n## Part 2\n\nWords.\n"
    assert result.counts.headings == 2
    sure = [each.certainty for each in result.recognised if each.what == "title"]
    assert sure == [Certainty.GUESSED]


def test_notes(tmp_path: Path) -> None:
    one, two = odnote(1, "With two mules."), odnote(2, "At the end.", "endnote")
    result = imported(odp(f"One{one} and two{two}."), tmp_path)
    notes = "[^1]: With two mules.\n\n[^2]: At the end.\n"
    assert body(result) == f"One[^1] and two[^2].\n\n{notes}"
    assert (result.counts.notes, result.counts.calls) == (2, 2)
    assert lost(result) == 0


def test_a_note_of_the_title_is_kept(tmp_path: Path) -> None:
    text = odp("Salt" + odnote(1, "First told aloud."), "Title") + odp("We left.")
    result = imported(text, tmp_path)
    assert result.articles[0].title == "Salt"
    assert body(result) == "We left.[^1]\n\n[^1]: First told aloud.\n"


def test_styles_by_the_name_that_is_shown(tmp_path: Path) -> None:
    styles = style("P_20_7", more='style:display-name="Überschrift 2"')
    text = odp("T", "Title") + odp("Words.") + odp("Later", "P_20_7")
    assert body(imported(Odt(text, styles=styles), tmp_path)) == "Words.\n\n## Later\n"


def test_emphasis_and_what_became_plain(tmp_path: Path) -> None:
    looks = {
        "b": 'fo:font-weight="bold"', "i": 'fo:font-style="italic"',
        "u": 'style:text-underline-style="solid"', "x": 'style:text-line-through-style="solid"',
        "c": 'fo:font-variant="small-caps"', "s": 'style:text-position="super 58%"',
    }  # fmt: skip
    automatic = "".join(style(name, look, "text") for name, look in looks.items())
    words = (
        ods("bold", "b"),
        ods("slant", "i"),
        ods("under", "u"),
        ods("out", "x"),
        ods("caps", "c"),
    )
    text = odp(" ".join(words) + " m" + ods("2", "s"))
    result = imported(Odt(text, automatic), tmp_path)
    assert body(result) == "**bold** *slant* under out caps m²\n"
    said = messages(result, "import-simplified")
    assert [each.split(" (")[0] for each in said] == [
        "struck-out words", "underlined words", "words in small capitals",
    ]  # fmt: skip


def test_words_in_another_language(tmp_path: Path) -> None:
    automatic = style("f", 'fo:language="fr" fo:country="FR"', "text")
    text = odp("We said: " + ods("nous restons ici", "f") + ".") + odp(
        ods("Bonsoir", "f") + " all."
    )
    result = imported(Odt(text, automatic), tmp_path)
    assert (
        body(result) == "We said: [nous restons ici]{lang=fr-FR}.\n\n[Bonsoir]{lang=fr-FR} all.\n"
    )


def test_a_paragraph_from_right_to_left(tmp_path: Path) -> None:
    result = imported(odp("We were there for days. " * 5) + odp("مرحبا بالعالم من هنا"), tmp_path)
    assert body(result).endswith("\n\n{lang=ar dir=rtl}\nمرحبا بالعالم من هنا\n")


def test_quotations_breaks_spaces(tmp_path: Path) -> None:
    styles = style("Quotations") + style("P1", more='style:parent-style-name="Quotations"')
    text = odp("Old saying.", "Quotations") + odp("More of it.", "P1") + odp("* * *") + odp("")
    text += odp('A<text:tab/>B<text:s text:c="3"/>C<text:line-break/>soft\u00adhyphen')
    expected = "> Old saying.\n>\n> More of it.\n\n***\n\nA B C\\\nsofthyphen\n"
    assert body(imported(Odt(text, styles=styles), tmp_path)) == expected


def test_lists_and_tables(tmp_path: Path) -> None:
    def cell(words: str, more: str = "") -> str:
        return f"<table:table-cell {more}>{odp(words)}</table:table-cell>"

    bullets = '<text:list-level-style-bullet text:level="{}" text:bullet-char="•"/>'
    automatic = (
        f'<text:list-style style:name="L">{bullets.format(1)}{bullets.format(2)}</text:list-style>'
    )
    inner = f"<text:list><text:list-item>{odp('Rye')}</text:list-item></text:list>"
    items = f"<text:list-item>{odp('Bread')}{inner}</text:list-item>"
    items += f"<text:list-item>{odp('Salt')}</text:list-item>"
    both = cell("Both", 'table:number-columns-spanned="2"') + "<table:covered-table-cell/>"
    rows = [cell("Mule") + cell("Age"), cell("Ada") + cell("4"), both]
    first, *rest = (f"<table:table-row>{each}</table:table-row>" for each in rows)
    table = f"<table:table-header-rows>{first}</table:table-header-rows>{''.join(rest)}"
    text = f'<text:list text:style-name="L">{items}</text:list>' + odp("Mules", "Caption")
    result = imported(Odt(f"{text}<table:table>{table}</table:table>", automatic), tmp_path)
    assert body(result).startswith("- Bread\n  - Rye\n- Salt\n\n| Mule | Age |\n| --- | --- |\n")
    assert body(result).endswith("\n: Mules\n")
    assert (result.counts.lists, result.counts.tables) == (2, 1)
    assert "merged cells" in messages(result, "import-simplified")[0]


def test_pictures_boxes_captions(tmp_path: Path) -> None:
    boxed = f"<draw:frame><draw:text-box>{odp('Boxed words.')}</draw:text-box></draw:frame>"
    text = odp(office.odframe("Pictures/a.png", "A mule")) + odp("The mule", "Illustration")
    text += odp(f"Host{boxed} words.") + odp(office.odframe("https://example.org/far.png"))
    result = imported(Odt(text, pictures={"Pictures/a.png": office.png()}), tmp_path)
    assert '![A mule](../images/a.png "The mule")' in body(result)
    assert body(result).endswith("Host words.\n\n::: box\nBoxed words.\n:::\n")
    assert [each.data for each in result.pictures] == [office.png()]
    assert "example.org/far.png" in messages(result, "import-picture-remote")[0]
    assert result.counts.pictures == 1


def test_links_and_places(tmp_path: Path) -> None:
    def link(href: str, words: str) -> str:
        return f'<text:a xlink:href="{href}">{words}</text:a>'

    links = [link("https://example.org/", "site"), link("#there", "mark")]
    links += [link("#1.The pass|outline", "pass"), link("file:///home/ana/plan.odt", "plan")]
    text = odp("T", "Title") + odp(" ".join(links)) + odh("The pass")
    result = imported(text + odp('<text:bookmark text:name="there"/>Here.'), tmp_path)
    assert "[site](https://example.org/) [mark](#there) [pass](#outline-3) plan" in body(result)
    assert "## The pass {#outline-3}" in body(result)
    assert "{#there}\nHere.\n" in body(result)
    [message] = messages(result, "import-link-lost")
    assert "plan.odt" in message
    assert "ana" not in message


def test_what_stays_out_is_said(tmp_path: Path) -> None:
    info = "<office:change-info><dc:creator>Zed Zorn</dc:creator></office:change-info>"
    deleted = f"<text:deletion>{info}{odp('gone words')}</text:deletion>"
    inserted = f"<text:insertion>{info}</text:insertion>"
    changes = "".join(
        f'<text:changed-region text:id="c{number}">{each}</text:changed-region>'
        for number, each in enumerate((deleted, inserted))
    )
    comment = (
        f"<office:annotation><dc:creator>Zed Zorn</dc:creator>{odp('Check')}</office:annotation>"
    )
    index = f"<text:table-of-content><text:index-body>{odp('Pass 1')}</text:index-body>"
    text = f"<text:tracked-changes>{changes}</text:tracked-changes>{index}</text:table-of-content>"
    text += odp(
        'The <text:change text:change-id="c0"/><text:change-start text:change-id="c1"/>new'
        f' <text:change-end text:change-id="c1"/>mule.{comment}'
    )
    master = f"<style:header>{odp('Road news')}</style:header>"
    result = imported(Odt(text, master=master), tmp_path)
    assert body(result) == "The new mule.\n"
    assert dropped(result) == {
        ("deleted text", "gone words"), ("comment", "Check"), ("header", "Road news"),
        ("table of contents", "Pass 1"),
    }  # fmt: skip
    assert "insertions" in messages(result, "import-simplified")[0]
    assert "Zorn" not in str(result)
    assert lost(result) == 0
    for words in ("gone words", "Check", "Road news", "Pass 1"):  # on both sides of the account
        assert words in result.source_text


def test_words_of_fields_are_not_lost(tmp_path: Path) -> None:
    field = '<text:sequence text:name="Figure">7</text:sequence>'
    result = imported(odp(f"Figure {field} shows <text:date>May</text:date> rain."), tmp_path)
    assert body(result) == "Figure 7 shows May rain.\n"


# --- Bad files ---------------------------------------------------------------------------------


def refused(path: Path) -> str:
    with pytest.raises(ContentError) as error:
        of(path)
    [found] = error.value.findings
    assert str(found).startswith(path.name)
    return f"{found.message} {found.hint}"


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    path = Odt(odp("Words.")).write(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[:-200])
    assert "damaged" in refused(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")
    assert "content.xml" in refused(path)
    assert "no words" in refused(Odt(odp("")).write(tmp_path))


def test_a_file_with_a_password(tmp_path: Path) -> None:
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    manifest = (
        f'<m:manifest xmlns:m="{space}"><m:file-entry m:full-path="content.xml">'
        "<m:encryption-data/></m:file-entry></m:manifest>"
    )
    path = Odt(odp("x"), extra={"META-INF/manifest.xml": manifest.encode()}).write(tmp_path)
    assert "password" in refused(path)


def test_entities_and_bombs(tmp_path: Path) -> None:
    evil = b'<!DOCTYPE x [<!ENTITY a "boom">]><x>&a;</x>'
    assert "entities" in refused(Odt("", extra={"content.xml": evil}).write(tmp_path))
    bomb = Odt(odp("x"), extra={"Pictures/x.png": bytes(60_000_000)})
    assert "packed beyond belief" in refused(bomb.write(tmp_path))


def test_numbers_that_make_much_of_little(tmp_path: Path) -> None:
    text = odp('A<text:s text:c="999999999"/>B')
    assert body(imported(text, tmp_path)) == "A B\n"


def test_pandoc_is_stopped_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hand, "TIME", 0.001)
    assert "pandoc took longer" in refused(Odt(odp("Words.")).write(tmp_path))


def test_without_pandoc_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    with pytest.raises(MissingError) as error:
        imported(odp("Words."), tmp_path)
    assert error.value.hint == "pip install 'packager[pandoc]'"


def test_twice_the_same(tmp_path: Path) -> None:
    path = Odt(odp("One" + odnote(1, "Note.") + ".")).write(tmp_path)
    assert of(path) == of(path)
