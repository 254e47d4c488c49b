"""Whatever is handed to `packager import`: a clear message, status 1, and nothing written."""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from packager.errors import ContentError
from packager.findings import CODES, Finding
from packager.importers.formats import IMPORTERS, importer_of
from packager.importers.imported import Imported
from packager.importers.source import Source

ROOT = Path(__file__).resolve().parents[1]
MB = 1_000_000


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            stored = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, data, stored)
    return buffer.getvalue()


def epub(members: dict[str, bytes]) -> bytes:
    return zipped({"mimetype": b"application/epub+zip", **members})


def blank_pdf(*, password: str = "") -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    buffer = io.BytesIO()
    encryption = pikepdf.Encryption(owner=password, user=password) if password else False
    pdf.save(buffer, encryption=encryption)
    return buffer.getvalue()


def scanned_pdf() -> bytes:
    buffer = io.BytesIO()
    Image.new("L", (600, 800), 200).save(buffer, "PDF")
    return buffer.getvalue()


NESTED = b"<div>" * 10_000 + b"words" + b"</div>" * 10_000
CONTAINER = (
    b'<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    b'<rootfile full-path="%b" media-type="application/oebps-package+xml"/></rootfiles></container>'
)

MADE: dict[str, tuple[str, Callable[[], bytes], str]] = {  # name: file, content, what is said
    "empty": ("a.txt", lambda: b"", "is empty"),
    "empty-docx": ("a.docx", lambda: b"", "is empty"),
    "wrong-ending": ("a.docx", lambda: b"%PDF-1.7 and more", "is not a Word file but a PDF"),
    "word-as-page": ("a.html", lambda: zipped({"word/document.xml": b"<w/>"}), "a packed file"),
    "page-as-word": ("a.docx", lambda: b"<html><p>Words.</p></html>", "is not a Word file"),
    "empty-page": ("a.html", lambda: b"", "is empty"),
    "empty-odt": ("a.odt", lambda: b"", "is empty"),
    "truncated-docx": ("a.docx", lambda: zipped({"word/document.xml": b"x" * 999})[:90], "whole"),
    "large-text": ("a.txt", lambda: b"words " * (4 * MB), "the limit is"),
    "bytes-as-text": ("a.txt", lambda: bytes(range(32)) * 99, "is no text"),
    "zip-bomb-odt": ("a.odt", lambda: zipped({"content.xml": bytes(150 * MB)}), "beyond belief"),
    "unknown-ending": ("a.xyz", lambda: b"words", "an ending that is not known"),
    "picture-as-word": ("a.docx", lambda: b"\x89PNG\r\n\x1a\n", "is a picture"),
    "old-word": ("a.docx", lambda: b"\xd0\xcf\x11\xe0" + b"x" * 600, "an old Word file"),
    "encrypted-word": (
        "a.docx",
        lambda: b"\xd0\xcf\x11\xe0" + b"x" * 9000 + "EncryptedPackage".encode("utf-16-le"),
        "password",
    ),
    "text-as-pdf": ("a.pdf", lambda: b"words", "is not a PDF"),
    "zip-bomb": ("a.docx", lambda: zipped({"word/document.xml": bytes(150 * MB)}), "beyond belief"),
    "zip-bomb-epub": ("a.epub", lambda: epub({"x.html": bytes(150 * MB)}), "beyond belief"),
    "not-word": ("a.docx", lambda: zipped({"x.txt": b"x"}), "a.docx"),
    "no-container": ("a.epub", lambda: epub({"x.xhtml": b"<p/>"}), "container"),
    "climbing": ("a.epub", lambda: epub({"../x.xhtml": b"<p/>"}), "leads out of its folder"),
    "climbing-opf": (
        "a.epub",
        lambda: epub({"META-INF/container.xml": CONTAINER % b"../../etc/passwd"}),
        "a.epub",
    ),
    "large-html": ("a.html", lambda: b"<p>words</p>" * (20 * MB // 12), "the limit is"),
    "nested-html": ("a.html", lambda: b"<article>" + NESTED, "nests elements"),
    "nested-jats": ("a.xml", lambda: b"<article>" + NESTED + b"</article>", "a.xml"),
    "entities": (
        "a.xml",
        lambda: b'<!DOCTYPE article [<!ENTITY a "b">]><article>&a;</article>',
        "entities",
    ),
    "not-jats": ("a.xml", lambda: b"<invoice><sum>1</sum></invoice>", "invoice"),
    "blank-pdf": ("a.pdf", blank_pdf, "no text"),
    "scanned-pdf": ("a.pdf", scanned_pdf, "no text"),
    "encrypted-pdf": ("a.pdf", partial(blank_pdf, password="secret"), "password"),
    "truncated-pdf": ("a.pdf", lambda: blank_pdf()[:200], "a.pdf"),
}  # fmt: skip
SHARED = {  # file: what is said
    "hostile/xml/xmlbomb.xml": "entities",
    "hostile/xml/external_file.xml": "entities",
    "hostile/zip-slip.zip": "an ending that is not known",
}


def run(folder: Path, *arguments: str) -> tuple[subprocess.CompletedProcess[str], int, float]:
    """The command in a process of its own; its largest memory in bytes, its CPU time in seconds."""
    script = (
        "import resource,subprocess,sys;"
        "status=subprocess.run([sys.executable,'-m','packager','import',*sys.argv[1:]]).returncode;"
        "used=resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(used.ru_maxrss,used.ru_utime+used.ru_stime);sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=folder, capture_output=True, text=True, check=False, timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    memory, seconds = done.stdout.split()[-2:]
    unit = 1 if sys.platform == "darwin" else 1024
    return done, int(memory) * unit, float(seconds)


def refused(folder: Path, name: str, said: str) -> None:
    before = sorted(folder.rglob("*"))
    done, memory, seconds = run(folder, name)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "bug" not in done.stderr
    assert Path(name).name in done.stderr
    assert said in done.stderr
    assert "error[" in done.stderr
    assert sorted(folder.rglob("*")) == before
    assert memory < 500 * MB
    assert seconds < 5


@pytest.mark.parametrize("case", MADE)
def test_bad_input_is_refused(case: str, tmp_path: Path) -> None:
    name, make, said = MADE[case]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(make())
    refused(tmp_path, f"in/{name}", said)


@pytest.mark.parametrize("name", SHARED)
def test_bad_input_of_others_is_refused(name: str, tmp_path: Path, shared: Path) -> None:
    refused(tmp_path, str(shared / "corpus" / name), SHARED[name])


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    refused(tmp_path, "none.txt", "there is no such file")


def test_a_publication_is_not_imported(tmp_path: Path) -> None:
    (tmp_path / "review").mkdir()
    (tmp_path / "review/publication.toml").write_text("schema_version = 1\n")
    refused(tmp_path, "review", "is a publication already")


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Words of a sound text.\n")
    (tmp_path / "empty.docx").write_bytes(b"")
    done, _, _ = run(tmp_path, "empty.docx", "good.txt", "none.epub", "-o", "out")
    assert done.returncode == 1
    assert "empty.docx" in done.stderr
    assert "none.epub" in done.stderr
    assert not (tmp_path / "out").exists()


# --- Any bytes ---------------------------------------------------------------------------------

_HEADS = {
    ".pdf": b"%PDF-1.7\n",
    ".xml": b"<article>",
    ".html": b"<article><p>",
    ".md": b"---\ntitle: x\n",
    ".epub": b"",
    ".docx": b"",
    ".odt": b"",
    ".txt": b"",
}
_MEMBERS = {
    ".epub": "META-INF/container.xml",
    ".docx": "word/document.xml",
    ".odt": "content.xml",
}


def reads(path: Path) -> None:
    """A source gives an import, or findings with a place; nothing else leaves the reader."""
    source = Source(path, path.name)
    found: tuple[Finding, ...] = ()
    made: Imported | None = None
    try:
        made = importer_of(source).read(source)
    except ContentError as error:
        found = error.findings
    assert isinstance(made, Imported) or found
    assert all(each.place and each.message and each.code in CODES for each in found)


@pytest.mark.parametrize("ending", [importer.endings[0] for importer in IMPORTERS])
@given(data=st.binary(min_size=1, max_size=200), inside=st.booleans())
@settings(
    max_examples=25, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
def test_any_bytes_give_an_import_or_findings(
    ending: str, data: bytes, inside: bool, tmp_path: Path
) -> None:
    if inside and ending in _MEMBERS:
        data = zipped({"mimetype": b"application/epub+zip", _MEMBERS[ending]: data})
    path = tmp_path / f"any{ending}"
    path.write_bytes(_HEADS[ending] + data)
    reads(path)


_REAL = (
    "seed/article.txt",
    "corpus/docx/footnotes.docx",
    "corpus/docx/tables.docx",
    "corpus/jats/journal.pmed.0030445.xml",
    "corpus/markdown/free-software-magazine/xml_starlet/1184.pdf",
    "corpus/markdown/opensource-guide/metrics.ar.md",
)


@pytest.mark.parametrize("name", _REAL)
@given(damage=st.tuples(st.floats(0, 1), st.binary(max_size=40), st.booleans()))
@settings(
    max_examples=12, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
def test_damaged_files_give_an_import_or_findings(
    name: str, damage: tuple[float, bytes, bool], tmp_path: Path, shared: Path
) -> None:
    where, bad, cut = damage
    whole = (shared / name).read_bytes()
    at = int(where * len(whole))
    path = tmp_path / Path(name).name
    path.write_bytes(whole[:at] + bad + (b"" if cut else whole[at + len(bad) :]))
    reads(path)


def test_naughty_strings_arrive(tmp_path: Path, shared: Path) -> None:
    """Lines that break programs: none is lost, and what is made of them builds or says why not."""
    naughty = (shared / "corpus/hostile/naughty-strings.txt").read_bytes()
    (tmp_path / "naughty.txt").write_bytes(naughty)
    done, memory, _ = run(tmp_path, "naughty.txt", "-o", "out")
    assert done.returncode == 0, done.stderr
    assert "0 missing" in done.stderr
    assert memory < 500 * MB


def test_limits_of_this_process_are_its_own() -> None:
    """A reader's limits are set in its own process."""
    assert resource.getrlimit(resource.RLIMIT_DATA)[0] == resource.RLIM_INFINITY
