"""The check of finished EPUBs: silent for a good one, and each break of a good one is found."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.check import check_files
from packager.check.epub import check_epub
from packager.editions.epub import EPUB
from packager.findings import Severity
from tests.epub_books import issue
from tests.opened_epub import OPF, changed

HARBOUR = "EPUB/the-harbour.xhtml"
Change = Callable[[bytes], bytes | None]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return EPUB.make(issue(tmp_path_factory.mktemp("issue"))).files["review-617.epub"]


def instead(old: str, new: str) -> Change:
    def change(content: bytes) -> bytes:
        assert re.search(old.encode(), content), f"{old} is not in it"
        return re.sub(old.encode(), new.encode(), content, count=1)

    return change


def gone(_content: bytes) -> None:
    return None


def test_a_good_one_is_good(good: bytes) -> None:
    assert check_files({"review-617.epub": good}) == ()


BREAKS: dict[str, tuple[str, Change, str, str]] = {
    "container gone": ("META-INF/container.xml", gone, "META-INF/container.xml is missing", ""),
    "container empty": (
        "META-INF/container.xml",
        instead("<rootfile .*?/>", ""),
        "names no package",
        "META-INF/container.xml",
    ),
    "package gone": (OPF, gone, "EPUB/content.opf is missing", ""),
    "package broken": (OPF, instead("</manifest>", ""), "not well-formed", OPF),
    "no identifier": (OPF, instead("urn:isbn:9780306406157", " "), "no unique identifier", OPF),
    "no title": (
        OPF,
        instead("(?s)<dc:title.*<dc:lan", "<dc:lan"),
        "dc:title",
        OPF,
    ),
    "no language": (OPF, instead(r"(<dc:language>\w+</dc:language>\s*)+", ""), "dc:language", OPF),
    "no time": (OPF, instead("dcterms:modified", "dcterms:issued"), "0 times", OPF),
    "refines nothing": (OPF, instead("#creator-1", "#creator-9"), "“#creator-9” is refined", OPF),
    "listed, not there": ("EPUB/images/review-617/small.png", gone, "listed but not there", OPF),
    "there, not listed": ("EPUB/left.txt", lambda _: b"left", "not listed", "EPUB/left.txt"),
    "listed twice": (
        OPF,
        instead(
            "</manifest>", '<item id="again" href="style.css" media-type="text/css"/></manifest>'
        ),
        "listed 2 times",
        OPF,
    ),
    "id twice": (OPF, instead('id="style"', 'id="ncx"'), "The id “ncx” is there 2 times", OPF),
    "spine astray": (OPF, instead('idref="text-letters"', 'idref="none"'), "no item", OPF),
    "spine twice": (OPF, instead('idref="text-letters"', 'idref="text-credits"'), "2 times", OPF),
    "no navigation": (OPF, instead('properties="nav"', ""), "0 navigation documents", OPF),
    "no contents": (
        "EPUB/nav.xhtml",
        instead('epub:type="toc"', 'epub:type="lot"'),
        "no table of contents",
        "EPUB/nav.xhtml",
    ),
    "chapter broken": (HARBOUR, instead("</article>", ""), "not well-formed", HARBOUR),
    "link to no place": (HARBOUR, instead('id="figures"', 'id="pictures"'), "no place", HARBOUR),
    "link to no file": (
        "EPUB/letters.xhtml",
        instead("the-harbour.xhtml", "harbour.xhtml"),
        "leads to no file",
        "EPUB/letters.xhtml",
    ),
    "link to nonsense": (
        "EPUB/letters.xhtml",
        instead("the-harbour.xhtml", "http://["),
        "is no address",
        "EPUB/letters.xhtml",
    ),
    "link out of the EPUB": (
        "EPUB/letters.xhtml",
        instead("the-harbour.xhtml", "../../etc/passwd"),
        "leads to no file",
        "EPUB/letters.xhtml",
    ),
    "picture from outside": (
        HARBOUR,
        instead('src="images', 'src="https://example.org/images'),
        "fetched from outside",
        HARBOUR,
    ),
    "font not there": (
        "EPUB/style.css",
        instead("fonts/literata", "fonts/illiterata"),
        "leads to no file",
        "EPUB/style.css",
    ),
    "direction in the stylesheet": (
        "EPUB/style.css",
        instead("body {", "body {\n direction : rtl;"),
        "“direction”",
        "EPUB/style.css",
    ),
    "id twice in a chapter": (HARBOUR, instead('id="lists"', 'id="figures"'), "2 times", HARBOUR),
    "no alt": (HARBOUR, instead(' alt="A harbour[^"]*"', ""), "no alternative text", HARBOUR),
    "no language of a page": (HARBOUR, instead('xml:lang="en"', ""), "its language", HARBOUR),
    "a script": (HARBOUR, instead("</body>", "<script>1</script></body>"), "a script", HARBOUR),
    "call without note": (HARBOUR, instead('href="#note-2"', 'href="#lists"'), "no note", HARBOUR),
    "note without a way back": (
        HARBOUR,
        instead('(role="doc-backlink" href="#call-1)-2"', r'\1"'),
        "“note-1” has 2 calls",
        HARBOUR,
    ),
    "note without call": (
        HARBOUR,
        instead('epub:type="noteref"( role="doc-noteref" id="call-4")', r"\1"),
        "“note-4” has 0 calls",
        HARBOUR,
    ),
    "entry without words": (
        "EPUB/nav.xhtml",
        instead(">The harbour</a>", "> </a>"),
        "no words",
        "EPUB/nav.xhtml",
    ),
    "other way by NCX": (
        "EPUB/toc.ncx",
        instead('src="letters.xhtml"', 'src="credits.xhtml"'),
        "NCX leads",
        OPF,
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_break_is_found(good: bytes, name: str) -> None:
    file, change, message, place = BREAKS[name]
    found = check_epub("x.epub", changed(good, {file: change}))
    assert {finding.code for finding in found} == {"epub-invalid"}
    assert {finding.severity for finding in found} == {Severity.ERROR}
    told = [f for f in found if message in f.message]
    assert told, [str(finding) for finding in found]
    where = f"x.epub/{place}" if place else "x.epub"
    assert where in {finding.place.file for finding in told if finding.place}


def repacked(data: bytes, first: str, how: int, content: bytes = b"application/epub+zip") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        if first:
            new.writestr(first, content, compress_type=how)
        for name in old.namelist():
            if name != "mimetype":
                new.writestr(name, old.read(name))
        if not first:
            new.writestr("mimetype", content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("first", "how", "content", "message"),
    [
        ("", zipfile.ZIP_STORED, b"application/epub+zip", "first file is not"),
        ("mimetype", zipfile.ZIP_DEFLATED, b"application/epub+zip", "compressed"),
        ("mimetype", zipfile.ZIP_STORED, b"application/zip", "first file is not"),
        ("Mimetype", zipfile.ZIP_STORED, b"application/epub+zip", "first file is not"),
    ],
)
def test_the_mimetype_comes_first(
    good: bytes, first: str, how: int, content: bytes, message: str
) -> None:
    found = check_epub("x.epub", repacked(good, first, how, content))
    assert any(message in finding.message for finding in found)


def test_the_line_is_told(good: bytes) -> None:
    broken = changed(good, {HARBOUR: instead(' alt="A harbour[^"]*"', "")})
    place = check_epub("x.epub", broken)[0].place
    assert place is not None
    assert place.line > 20


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04" + bytes(40)])
def test_what_is_no_zip_is_told(data: bytes) -> None:
    assert [finding.code for finding in check_epub("x.epub", data)] == ["epub-invalid"]


def test_an_encrypted_file_is_told(good: bytes) -> None:
    entry = good.rindex(b"PK\x01\x02")
    flagged = good[: entry + 8] + b"\x01" + good[entry + 9 :]
    assert "encrypted" in check_epub("x.epub", flagged)[0].message


def test_an_empty_zip_is_told() -> None:
    out = io.BytesIO()
    zipfile.ZipFile(out, "w").close()
    assert len(check_epub("x.epub", out.getvalue())) == 2


@given(st.integers(0, 10_000_000), st.booleans(), st.binary(min_size=1, max_size=4))
def test_damaged_bytes_never_raise(good: bytes, at: int, directory: bool, new: bytes) -> None:
    """Anywhere, or in the directory at the end, where most can go wrong."""
    at = len(good) - at % 2000 if directory else at % len(good)
    check_epub("x.epub", good[:at] + new + good[at + len(new) :])


def test_entities_are_not_opened(good: bytes, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    entity = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    broken = changed(good, {HARBOUR: instead("(?s)<!DOCTYPE html>(.*?)<p>", f"{entity}\\1<p>&x;")})
    assert all("secret" not in finding.message for finding in check_epub("x.epub", broken))


def test_other_files_are_not_looked_at() -> None:
    assert check_files({"manifest.json": b"{}", "site/index.html": b"<"}) == ()
