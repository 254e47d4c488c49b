"""What the readers share: dates, licences, languages, words, pictures, archives, names."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packager.errors import ContentError
from packager.importers.common import Names, find_date, language_of, licence_of
from packager.importers.files import article_text, scalar
from packager.importers.imported import Account, ImportedArticle
from packager.importers.packed import Packed
from packager.importers.pictures import Said, Shelf, picture
from packager.importers.source import Source
from packager.importers.words import missing, tokens
from packager.importers.xml import parse_xml, text_of
from packager.load.report import Report
from packager.load.yaml import read_yaml
from packager.model.article import Credit
from packager.model.dates import PartialDate
from packager.model.languages import normal_tag
from packager.model.people import Contributor
from packager.model.rights import Rights


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("Publication date: Wednesday 17 June 2026", "en", "2026-06-17"),
        ("Published on June 3rd, 2021 at noon", "en", "2021-06-03"),
        ("le 1er février 2026", "fr", "2026-02-01"),
        ("17 de junio de 2026", "es", "2026-06-17"),
        ("5 de março de 2024", "pt", "2024-03-05"),
        ("3. März 2026", "de", "2026-03-03"),
        ("١٧ يونيو ٢٠٢٦", "ar", "2026-06-17"),
        ("2026年3月5日", "ja", "2026-03-05"),
        ("February 2026", "en", "2026-02"),
        ("2019-11-30T10:00:00Z", "", "2019-11-30"),
        ("17/06/2026", "en", "2026-06-17"),
        ("03/04/2026", "fr", "2026-04-03"),
        ("03/04/2026", "en", None),  # April or March: nobody can tell
        ("31 February 2026", "en", None),
        ("No. 617, price 2,026", "en", None),
        ("in 1986 they met", "en", None),
    ],
)
def test_dates_as_people_write_them(text: str, language: str, wanted: str | None) -> None:
    found = find_date(text, language)
    assert (str(found) if found else None) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("CC BY-SA 4.0", "CC-BY-SA-4.0"),
        ("cc-by-sa-3.0", "CC-BY-SA-3.0"),
        ("https://creativecommons.org/licenses/by-nc/4.0/deed.fr", "CC-BY-NC-4.0"),
        ("http://creativecommons.org/licenses/by/3.0/us/", "CC-BY-3.0-US"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("under a Creative Commons Attribution-NonCommercial 4.0 licence", "CC-BY-NC-4.0"),
        ("Creative Commons Attribution-ShareAlike 2.5", "CC-BY-SA-2.5"),
        ("licence Creative Commons Attribution 3.0", "CC-BY-3.0"),
        ("GFDL-1.2", "GFDL-1.2-only"),
        ("© 2026 The Review. All rights reserved.", "all-rights-reserved"),
        ("Tous droits réservés", "all-rights-reserved"),
        ("CC BY", ""),  # which version?
        ("free to read", ""),
    ],
)
def test_licences_as_people_write_them(text: str, wanted: str) -> None:
    assert licence_of(text) == wanted


def test_languages_of_real_texts(shared: Path) -> None:
    guide = shared / "corpus/markdown/opensource-guide"
    for tag in ("fr", "ja", "ar"):
        assert language_of((guide / f"metrics.{tag}.md").read_text("utf-8")) == tag
    assert language_of((guide / "legal.en.md").read_text("utf-8")) == "en"
    change = shared / "corpus/text/to-change-everything"
    assert language_of((change / "fa.yml").read_text("utf-8")) == "fa"
    assert language_of("Two words") == ""
    assert language_of("12 345 — 67") == ""


def test_every_language_that_is_told_is_a_tag() -> None:
    from packager.importers.told import languages  # noqa: PLC0415

    assert all(normal_tag(tag) == tag for tag in languages._WORDS)
    assert {"en", "fr", "es", "pt", "de", "it"} <= set(languages._WORDS)


def test_words_are_what_a_reader_would_count() -> None:
    assert tokens("The ﬁrst Café’s co-operative, 1986.") == [
        "the", "first", "cafe", "s", "co", "operative", "1986",
    ]  # fmt: skip
    assert tokens("日本語") == ["日", "本", "語"]
    assert tokens("كِتَاب") == tokens("كتاب")
    assert tokens("so\u00adft\u200bly") == ["softly"]
    assert missing("one two two three", ["two"], ["Three"]) == {"one": 1, "two": 1}


def test_names_are_short_and_never_twice() -> None:
    names = Names()
    assert names.name("Violence and trade - what answer?") == "violence-and-trade"
    assert names.name("Violence and trade: the answer") == "violence-and-trade-2"
    assert names.name("Why - a question of paper") == "why-a-question-of-paper"


# --- Pictures ----------------------------------------------------------------------------------

_PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32
_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'


def test_pictures_are_kept_once_under_good_names() -> None:
    shelf = Shelf(account := Account())
    first = shelf.add(_PNG, "../Uploads/My Photo (1).PNG?size=large")
    assert first == "images/my-photo-1.png"
    assert shelf.add(_PNG, "other.png") == first
    assert shelf.add(_PNG + b"1", "my-photo-1.jpg") == "images/my-photo-1-2.png"
    assert shelf.add(_SVG, "drawing") == "images/drawing.svg"
    assert shelf.add(_SVG + b" ", "写真.svg").startswith("images/picture-")
    shelf.describe(first, Said(alt="A boat", credit="Ana", licence="CC-BY-4.0"))
    kept = shelf.files()
    assert [each.name for each in kept][:2] == [first, "images/my-photo-1-2.png"]
    assert (kept[0].alt, kept[0].credit, kept[0].licence) == ("A boat", "Ana", "CC-BY-4.0")
    assert picture(first, "A boat").asset.name == "../images/my-photo-1.png"
    assert not account.findings


@pytest.mark.parametrize("data", [b"\x01\x00\x00\x00" + b"\0" * 36 + b" EMF", b"MZ nothing known"])
def test_pictures_that_no_edition_shows_are_refused_by_name(data: bytes) -> None:
    shelf = Shelf(account := Account())
    assert shelf.add(data, "chart.emf") == ""
    assert [found.code for found in account.findings] == ["import-picture-refused"]
    assert "chart.emf" in account.findings[0].message
    assert not shelf.files()


# --- Files and archives ------------------------------------------------------------------------


def _zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _refused(data: bytes) -> str:
    with pytest.raises(ContentError) as error:
        Packed.open(data, "x.docx")
    (found,) = error.value.findings
    assert found.code == "import-unreadable"
    assert found.place
    assert found.place.file == "x.docx"
    return found.message


def test_archives_that_are_traps(shared: Path) -> None:
    assert "leads out of its folder" in _refused(_zip({"../evil": b"x"}))
    assert "leads out of its folder" in _refused(_zip({"/etc/evil": b"x"}))
    assert "leads out of its folder" in _refused(
        (shared / "corpus/hostile/zip-slip.zip").read_bytes()
    )
    assert "times its size" in _refused(_zip({"bomb": b"\0" * 60_000_000}))
    assert "2,001 members" in _refused(_zip({str(number): b"" for number in range(2001)}))
    assert "damaged" in _refused(_zip({"a": b"x" * 100})[:60])
    assert "damaged" in _refused(b"no archive")


def test_an_archive_is_read() -> None:
    packed = Packed.open(_zip({"a/b.xml": b"<b/>", "a/c.png": b"c"}), "x.epub")
    assert packed.names == ("a/b.xml", "a/c.png")
    assert packed.read("a/b.xml") == b"<b/>"
    assert packed.beside("a/b.xml", "c.png") == "a/c.png"
    assert packed.beside("a/b.xml", "../../c.png") == ""
    with pytest.raises(ContentError):
        packed.read("none")


def test_only_what_lies_beside_a_source_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    page = tmp_path / "in" / "page.html"
    (page.parent / "page files").mkdir(parents=True)
    page.write_text("x")
    (page.parent / "page files" / "a.png").write_bytes(b"a")
    (page.parent / "link.png").symlink_to(tmp_path / "secret.png")
    source = Source(page, "page.html")
    assert source.beside("page%20files/a.png?x=1#y") == b"a"
    for reference in (
        "../secret.png",
        "link.png",
        str(tmp_path / "secret.png"),
        f"file://{tmp_path}/secret.png",
        "//example.org/a.png",
        "https://example.org/a.png",
        "none.png",
        "page%20files",
        "\0",
        "",
    ):
        assert source.beside(reference) is None, reference


# --- XML ---------------------------------------------------------------------------------------


def test_xml_without_entities(shared: Path) -> None:
    root = parse_xml(b"<p>a&nbsp;b &amp; <b>c</b></p>", "x.xml")
    assert text_of(root) == "a b & c"
    hostile = sorted((shared / "corpus/hostile/xml").glob("*.xml"))
    assert hostile
    for path in hostile:
        with pytest.raises(ContentError) as error:
            parse_xml(path.read_bytes(), path.name)
        assert "entities" in error.value.findings[0].message
    for data in (b"<a>", b"", b"<a>" * 5000 + b"</a>" * 5000):
        with pytest.raises(ContentError):
            parse_xml(data, "x.xml")


# --- Front matter ------------------------------------------------------------------------------


@given(st.text(min_size=1, max_size=30))
@settings(max_examples=500, deadline=None)
def test_a_field_is_read_as_it_was_meant(text: str) -> None:
    """Whatever a title holds, YAML gives it back; white space is single spaces."""
    wanted = " ".join(text.split())
    if not wanted or any(0xD800 <= ord(character) < 0xE000 for character in wanted):
        return
    report = Report()
    document = read_yaml(f"title: {scalar(text)}", "x.md", 2, report)
    assert document is not None, report.sorted()
    assert document.data == {"title": wanted}


def test_the_front_matter_of_an_article() -> None:
    article = ImportedArticle(
        name="x",
        title="No: 1.10",
        body="Text.\n",
        kicker="Mexico",
        date=PartialDate(2026, 6),
        contributors=(
            Contributor("Ana Ruiz", "trl"),
            Contributor("La Revista", "pbl", "organisation"),
        ),
        rights=Rights("© 2026", "", "CC-BY-4.0"),
        credits=(Credit("Photo", "Diego", "pht"),),
        subjects=("paper", "# ink"),
    )
    assert article_text(article) == (
        "---\nkicker: Mexico\ntitle: \"No: 1.10\"\ndate: 2026-06\ncontributors:\n"
        "  - name: Ana Ruiz\n    role: translator\n"
        "  - name: La Revista\n    kind: organisation\n    role: publisher\n"
        "rights:\n  statement: \"© 2026\"\n  licence: CC-BY-4.0\n"
        "credits:\n  - what: Photo\n    name: Diego\n    role: photographer\n"
        'subjects:\n  - paper\n  - "# ink"\n---\n\nText.\n'
    )  # fmt: skip
