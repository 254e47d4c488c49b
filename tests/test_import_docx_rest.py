"""Word files: links and fields, what stays out and is said, what is refused."""

from __future__ import annotations

import sys
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from packager.errors import ContentError, MissingError
from tests import office_files as word
from tests.office_files import Docx, para, run
from tests.small import CommandLine
from tests.word_reading import NOTES, body, dropped, imported, messages, of

# --- Links and fields --------------------------------------------------------------------------


def test_links_of_all_kinds(tmp_path: Path) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://e.org/a"'
        ' \\l "b" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("field")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    inner = f'<w:hyperlink w:anchor="there">{run("below")}</w:hyperlink>'
    local = word.link("l2", "plan")
    text = para(word.link("l1", "site"), " ", field, " ", inner, " ", local, ".")
    text += para('<w:bookmarkStart w:id="1" w:name="there"/>', run("There"), style="Heading1")
    links = {"l1": "https://example.org/?a=1&b=2", "l2": "file:///C:/Users/ana/plan.docx"}
    result = imported(Docx(para("T", style="Title") + text, links=links), tmp_path)
    assert (
        "[site](https://example.org/?a=1&b=2) [field](https://e.org/a#b) [below](#there) plan."
        in (body(result))
    )
    assert "## There {#there}" in body(result)
    [message] = messages(result, "import-link-lost")
    assert "plan.docx" in message
    assert "ana" not in message


def test_words_of_fields_and_controls_are_not_lost(tmp_path: Path) -> None:
    simple = f'<w:fldSimple w:instr="SEQ Figure">{run("7")}</w:fldSimple>'
    maths = "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{para('Filled in.')}</w:sdtContent></w:sdt>"
    result = imported(para("Figure ", simple, " shows ", maths, ".") + control, tmp_path)
    assert body(result) == "Figure 7 shows a+b.\n\nFilled in.\n"


# --- What stays out ----------------------------------------------------------------------------


def test_changes_are_accepted_and_said(tmp_path: Path) -> None:
    added = f'<w:ins w:author="Zed Zorn">{run("new ")}</w:ins>'
    gone = '<w:del w:author="Zed Zorn"><w:r><w:delText>old words </w:delText></w:r></w:del>'
    result = imported(para("The ", added, gone, "boat."), tmp_path)
    assert body(result) == "The new boat.\n"
    assert ("deleted text", "old words") in dropped(result)
    assert any(
        "insertions" in each and "(1)" in each for each in messages(result, "import-simplified")
    )
    assert "Zorn" not in str(result)
    assert result.source_text.split() == ["The", "new", "boat.", "old", "words"]


def test_moved_words_stand_once(tmp_path: Path) -> None:
    old, new = (f"<w:{name}>{run('moved words')}</w:{name}>" for name in ("moveFrom", "moveTo"))
    result = imported(para("A ", old, "b.") + para("C ", new, "."), tmp_path)
    assert body(result) == "A b.\n\nC moved words.\n"
    assert result.source_text.count("moved") == 1
    assert ("deleted text", "moved words") not in dropped(result)


def test_a_deleted_paragraph_end_joins_two(tmp_path: Path) -> None:
    text = para("One ", more="<w:rPr><w:del/></w:rPr>") + para("line.")
    assert body(imported(text, tmp_path)) == "One line.\n"


def test_headers_hidden_words_and_contents_are_named(tmp_path: Path) -> None:
    parts = {"header1": f"<w:hdr>{para('Ferry news')}</w:hdr>"}
    text = para("Later 3", style="TOC1") + para("Words ", run("unseen", "<w:vanish/>"), ".")
    result = imported(Docx(text, parts=parts), tmp_path)
    assert body(result) == "Words .\n"
    assert set(dropped(result)) == {
        ("header", "Ferry news"), ("hidden text", "unseen"), ("table of contents", "Later 3"),
    }  # fmt: skip


def test_what_is_dropped_hides_no_lost_word(tmp_path: Path) -> None:
    """What no text shows is in the account on both sides: it makes up for nothing else."""
    gone = '<w:del w:author="Z"><w:r><w:delText>old words</w:delText></w:r></w:del>'
    row = f"<w:tr>{{}}<w:tc>{{}}</w:tc><w:tc>{para('Side')}</w:tc></w:tr>"
    rows = row.format("", para("Kept row")) + row.format("<w:trPr><w:del/></w:trPr>", para("Cut"))
    parts = {"header1": f"<w:hdr>{para('Ferry news')}</w:hdr>"}
    comment = f'<w:comment w:id="1">{para("Too long")}</w:comment>'
    parts["comments"] = f"<w:comments>{comment}</w:comments>"
    text = para("The ", gone, "boat.") + f"<w:tbl>{rows}</w:tbl>" + para("Later 3", style="TOC1")
    result = imported(Docx(text, parts=parts), tmp_path)
    said = Counter(" ".join(text for _, text in dropped(result)).split())
    shown = Counter(body(result).replace("|", " ").replace("-", " ").split())
    assert said + shown == Counter(result.source_text.split())
    assert said >= Counter(["old", "words", "Cut", "Ferry", "news", "Too", "long", "Later", "3"])


def test_a_byline_in_no_style_of_its_own(tmp_path: Path) -> None:
    text = para("T", style="Title") + para("By Ada Crewe and Bo Tan") + para("By night it rains.")
    result = imported(text, tmp_path)
    assert [each.name for each in result.articles[0].contributors] == ["Ada Crewe", "Bo Tan"]
    assert body(result) == "By night it rains.\n"


def test_a_table_in_a_table_is_said(tmp_path: Path) -> None:
    cells = [word.cell(para(each)) for each in "abxy"]
    inner = word.table(word.row(*cells[2:]))
    result = imported(word.table(word.row(*cells[:2]), word.row(word.cell(inner))), tmp_path)
    assert any("tables that hold tables (1)" in s for s in messages(result, "import-simplified"))
    assert "| x | y |" in body(result)


def test_looks_are_said_once_a_kind(tmp_path: Path) -> None:
    looks = ('<w:u w:val="single"/>', "<w:strike/>", "<w:smallCaps/>", '<w:highlight w:val="red"/>')
    runs = [part for look in looks for part in (run("x", look), run(" y "))] * 2
    result = imported(para(*runs), tmp_path)
    found = messages(result, "import-simplified")
    assert len(found) == 4
    assert all("(2)" in each for each in found)


# --- Bad files ---------------------------------------------------------------------------------


def refused(path: Path) -> str:
    with pytest.raises(ContentError) as error:
        of(path)
    [found] = error.value.findings
    assert str(found).startswith(path.name)
    return f"{found.message} {found.hint}"


def test_a_file_that_is_cut_off(tmp_path: Path) -> None:
    path = Docx(para("Words.")).write(tmp_path)
    path.write_bytes(path.read_bytes()[:-300])
    assert "damaged" in refused(path)


def test_a_file_with_a_password(tmp_path: Path) -> None:
    path = tmp_path / "secret.docx"
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
    path.write_bytes(ole + "EncryptedPackage".encode("utf-16-le") + bytes(500))
    assert "password" in refused(path)
    path.write_bytes(ole)
    assert ".doc" in refused(path)


def test_archives_of_something_else(tmp_path: Path) -> None:
    path = tmp_path / "table.docx"
    for member, words in (("xl/workbook.xml", "spreadsheet"), ("a.txt", "no Word document")):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(member, "<x/>")
        assert words in refused(path)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = replace(Docx(para("Words.")), extra={"word/media/x.png": bytes(60_000_000)})
    assert "packed beyond belief" in refused(bomb.write(tmp_path))


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    evil = b'<!DOCTYPE x [<!ENTITY a "boom">]><w:document>&a;</w:document>'
    path = Docx(para("x"), extra={"word/document.xml": evil}).write(tmp_path)
    assert "entities" in refused(path)


def test_numbers_that_are_none_are_refused_clearly(tmp_path: Path) -> None:
    wrong = word.cell("A", more='<w:gridSpan w:val="many"/>')
    path = Docx(word.table(word.row(wrong, "B"), word.row("C", "D"))).write(tmp_path)
    assert "save it again" in refused(path)


def test_tables_nested_deep_are_refused(tmp_path: Path) -> None:
    text = para("deep")
    for _ in range(45):
        text = word.table(word.row(word.cell(text), word.cell(para("x"))))
    assert "nested" in refused(Docx(text).write(tmp_path))


def test_without_mammoth_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "mammoth", None)
    with pytest.raises(MissingError) as error:
        imported(para("Words."), tmp_path)
    assert error.value.hint == "pip install 'packager[import]'"


def test_the_command_imports_it_and_what_it_makes_builds(
    packager: CommandLine, tmp_path: Path
) -> None:
    text = para("The Ferry", style="Title") + para("One", word.call(1), ".")
    Docx(text, notes=NOTES).write(tmp_path, "ferry.docx")
    assert packager("import", "ferry.docx", "-o", "out").status == 0
    assert "One[^1]." in (tmp_path / "out" / "articles" / "the-ferry.md").read_text()
    assert packager("build", "epub", "-C", "out").status == 0


def test_twice_the_same(tmp_path: Path) -> None:
    path = Docx(para("One", word.call(1), "."), notes=NOTES).write(tmp_path)
    assert of(path) == of(path)
