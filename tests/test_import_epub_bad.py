"""EPUBs that are broken, locked, hostile: a clear word, or a finding and the rest of the book."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest

from tests.import_epubs import (
    CONTAINER,
    DOT,
    TITLE,
    Book,
    dropped,
    imported,
    page,
    refused,
    told,
    zipped,
)

GONE = "OPS/b.xhtml"
CHAPTER = {"a.xhtml": page("<h1>One</h1><p>Words of it.</p>")}
LOCK = """<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"
 xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>
<enc:EncryptionMethod Algorithm="{}"/></enc:EncryptedData></encryption>"""
AES = "http://www.w3.org/2001/04/xmlenc#aes128-cbc"


def test_no_container(tmp_path: Path) -> None:
    why = refused(zipped({"OPS/book.opf": b"<package/>"}), tmp_path)
    assert "book.epub: error[import-unreadable]: has no META-INF/container.xml" in why


def test_a_container_that_names_nothing(tmp_path: Path) -> None:
    why = refused(zipped({"META-INF/container.xml": CONTAINER.encode()}), tmp_path)
    assert "names “OPS/book.opf”, which it does not hold" in why


@pytest.mark.parametrize("path", ["../../outside.opf", "/etc/passwd"])
def test_a_container_that_leads_out(path: str, tmp_path: Path) -> None:
    content = {"META-INF/container.xml": CONTAINER.replace("OPS/book.opf", path).encode()}
    assert "is not whole" in refused(zipped(content), tmp_path)


@pytest.mark.parametrize("name", ["../evil.xhtml", "/evil.xhtml", "OPS/../../evil.xhtml"])
def test_entries_that_climb_out(name: str, tmp_path: Path) -> None:
    book = Book(CHAPTER, files={name: b"<p>x</p>"})
    assert f"leads out of its folder: {name}" in refused(book, tmp_path)


@pytest.mark.parametrize(
    ("member", "lock"),
    [("META-INF/rights.xml", "DRM: Adobe ADEPT"), ("META-INF/license.lcpl", "DRM: Readium LCP"),
     ("OPS/other.xml", "DRM)")],
)  # fmt: skip
def test_locked_books_are_named(member: str, lock: str, tmp_path: Path) -> None:
    files = {"META-INF/encryption.xml": LOCK.format(AES).encode(), member: b"<x/>"}
    why = refused(Book(CHAPTER, files=files), tmp_path)
    assert lock in why
    assert "without DRM" in why


def test_obscured_fonts_are_no_lock(tmp_path: Path) -> None:
    lock = LOCK.format("http://www.idpf.org/2008/embedding").encode()
    found = imported(Book(CHAPTER, files={"META-INF/encryption.xml": lock}), tmp_path)
    assert found.articles[0].body == "Words of it.\n"


@pytest.mark.parametrize("kept", [30, 300, 900])
def test_a_file_cut_short(kept: int, tmp_path: Path) -> None:
    assert "is damaged or not whole" in refused(Book(CHAPTER).packed()[:kept], tmp_path)


def test_a_damaged_document(tmp_path: Path) -> None:
    data = bytearray(Book({"a.xhtml": page("<p>" + "harbour words " * 90 + "</p>")}).packed())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        info = archive.getinfo("OPS/a.xhtml")
    place = info.header_offset + 30 + len(info.filename) + info.compress_size // 2
    data[place] ^= 0xFF
    assert "is damaged in OPS/a.xhtml" in refused(bytes(data), tmp_path)


def test_a_spine_without_documents(tmp_path: Path) -> None:
    assert "has nothing to read" in refused(Book({}), tmp_path)


def test_nothing_but_a_cover(tmp_path: Path) -> None:
    body = page("<p>The Harbour Book</p>", attributes="").replace(
        "<body>", '<body epub:type="cover">'
    )
    assert "has no chapter" in refused(Book({"a.xhtml": body}), tmp_path)


def test_html_that_is_no_xml_is_read_all_the_same(tmp_path: Path) -> None:
    broken = page("<h1>One</h1><p>Rope & tar<br>and <b>salt</p><p>More.")
    found = imported(Book({"a.xhtml": broken}), tmp_path)
    assert found.articles[0].body == "Rope & tar\\\nand **salt**\n\n**More.**\n"
    assert any("it was read as HTML" in each for each in told(found, "import-simplified"))


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + page("<p>One &b;.</p>")
    bomb = bomb.replace('<?xml version="1.0" encoding="utf-8"?>\n', "")
    found = imported(Book({"a.xhtml": bomb}), tmp_path)
    assert "aaaa" not in found.articles[0].body


def test_elements_nested_beyond_reason(tmp_path: Path) -> None:
    deep = page("<div>" * 10_000 + "x" + "</div>" * 10_000)
    start = time.monotonic()
    assert "nests elements more than" in refused(Book({"a.xhtml": deep}), tmp_path)
    assert time.monotonic() - start < 5


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    book = Book(CHAPTER, files={"OPS/big.xhtml": b"\0" * 30_000_000})
    start = time.monotonic()
    assert "is packed beyond belief" in refused(book, tmp_path)
    assert time.monotonic() - start < 5


def test_scripts_are_dropped_and_named(tmp_path: Path) -> None:
    body = "<h1>One</h1><p>Words.</p><script>steal('cookies')</script>"
    head = "<script src='https://example.org/x.js'></script>"
    found = imported(Book({"a.xhtml": page(body, head)}), tmp_path)
    assert found.articles[0].body == "Words.\n"
    assert dropped(found) == ["script"]
    assert found.dropped[0].reason.startswith("2 scripts")


def test_addresses_of_pictures_do_not_lead_out(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(DOT)
    body = "<h1>One</h1><p>Words.</p><p><img src='../../secret.png' alt='x'/></p>"
    found = imported(Book({"a.xhtml": page(body)}), tmp_path)
    assert not found.pictures
    assert "../../secret.png" in told(found, "import-picture-missing")[0]


def test_links_that_run_something_are_not_kept(tmp_path: Path) -> None:
    body = "<h1>One</h1><p><a href='javascript:alert(1)'>Words</a> of it.</p>"
    assert imported(Book({"a.xhtml": page(body)}), tmp_path).articles[0].body == "Words of it.\n"


def test_a_spine_that_names_itself_in_circles(tmp_path: Path) -> None:
    items = ('<item id="x" href="x.bin" media-type="x/y" fallback="y"/>'
             '<item id="y" href="y.bin" media-type="x/y" fallback="x"/>')  # fmt: skip
    book = Book(CHAPTER, TITLE, items=items)
    data = book.packed().replace(b"<itemref", b"<itemref")
    assert imported(data, tmp_path).articles[0].title == "One"


def test_a_document_that_is_not_there_is_told(tmp_path: Path) -> None:
    whole = Book({"a.xhtml": CHAPTER["a.xhtml"], "b.xhtml": page("<h1>Two</h1>")}).packed()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        kept = {n: archive.read(n) for n in archive.namelist() if n not in ("mimetype", GONE)}
    found = imported(zipped(kept), tmp_path)
    assert [each.title for each in found.articles] == ["One"]
    assert "the spine names “b.xhtml”" in told(found, "import-link-lost")[0]
