"""What is remembered of articles beside their markup: front matter, inventories, deflated bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from packager.compile.cache import Cache
from packager.compile.compiler import Compiler
from packager.editions import epub
from packager.editions.epub import zipped
from packager.load import bodies, front_matter, load
from packager.memo import key_of
from packager.model.fingerprint import article_fingerprint
from packager.model.inventory import Inventory, KeptText, Reference, inventory
from packager.model.publication import Publication
from packager.model.text import Text, walk
from tests.building import books
from tests.small import ARTICLE, publication

RICH = """
# A heading {#here}

Words, `code`, ![a quay](images/quay.svg) and a [link](one.md#there).

![a ship](images/quay.svg "In *harbour*")
"""
OWN_PAGES = "[editions.epub]\npage_list = false\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="9"/></svg>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    two = ARTICLE.replace("title: One", "title: Two")
    settings = {"one.md": ARTICLE + "\n[Words]{#there}.\n", "two.md": two + RICH}
    folder = publication(tmp_path / "issue", {**settings, "images/quay.svg": SVG})
    path = folder / "publication.toml"
    path.write_text(path.read_text("utf-8").replace('["one.md"]', '["one.md", "two.md"]'), "utf-8")
    return folder


def loaded(folder: Path) -> Publication:
    made = load(folder, memo=Cache(folder.parent / "cache"))
    assert made.publication, [str(found) for found in made.findings]
    return made.publication


def counted(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> list[Any]:
    """What a function is called with first, from now on."""
    calls: list[Any] = []
    real: Callable[..., Any] = getattr(module, name)

    def counting(first: Any, *rest: Any) -> Any:
        calls.append(first)
        return real(first, *rest)

    monkeypatch.setattr(module, name, counting)
    return calls


# --- Texts and their inventories ---------------------------------------------------------------


@pytest.mark.parametrize("source", [folder for _, folder in books()], ids=lambda path: path.name)
def test_a_kept_text_is_the_text(source: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    first, again = load(source, memo=cache).publication, load(source, memo=cache).publication
    assert first
    assert again
    for one, other in zip(first.articles, again.articles, strict=True):
        assert type(one.text) is Text
        assert type(other.text) is KeptText
        assert inventory(other.text) == inventory(one.text)
        assert other == one
        assert list(walk(other.text))[1:] == list(walk(one.text))[1:]
        assert article_fingerprint(other) == article_fingerprint(one)


def test_an_inventory_says_what_is_in_a_text(folder: Path) -> None:
    one, two = loaded(folder).articles
    assert inventory(one.text).anchors == {"there"}
    assert not inventory(one.text).coded
    found = inventory(two.text)
    assert [shown.caption for shown in found.pictures] == ["", "In harbour"]
    assert [shown.picture.alt for shown in found.pictures] == ["a quay", "a ship"]
    assert found.references == (Reference("small/one", "there", 12),)
    assert "here" in found.anchors
    assert found.coded
    assert set("Words") < set(found.letters)
    assert inventory(Text()) == Inventory()


def test_no_text_is_taken_out_for_an_epub_of_cached_parts(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(folder.parent / "cache")
    path = folder / "publication.toml"
    settings = path.read_text("utf-8").replace("[theme]", OWN_PAGES + "[theme]")
    path.write_text(settings, "utf-8")
    epub.EPUB.make(loaded(folder), Compiler(cache))
    path.write_text(settings.replace("language", 'description = "D"\nlanguage', 1), "utf-8")
    taken = counted(monkeypatch, bodies, "decode")
    made = epub.EPUB.make(loaded(folder), Compiler(cache))
    assert taken == []
    assert made.files == epub.EPUB.make(load(folder).publication).files  # type: ignore[arg-type]


def test_a_missing_anchor_is_told_from_the_cache_too(folder: Path) -> None:
    loaded(folder)
    (folder / "one.md").write_text(ARTICLE, "utf-8")
    for _ in range(2):
        found = load(folder, memo=Cache(folder.parent / "cache")).findings
        assert [each.code for each in found if each.code == "anchor-missing"] == ["anchor-missing"]


# --- Front matter ------------------------------------------------------------------------------


def test_front_matter_is_read_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = counted(monkeypatch, front_matter, "read_yaml")
    first = loaded(folder)
    assert len(read) == 2
    (folder / "one.md").write_text(ARTICLE + "\nMore [words]{#there}.\n", "utf-8")
    assert loaded(folder).articles[0].contributors == first.articles[0].contributors
    assert len(read) == 2
    two = folder / "two.md"
    two.write_text(two.read_text("utf-8").replace("title: Two", "title: Deux"), "utf-8")
    assert loaded(folder).articles[1].title == "Deux"
    assert len(read) == 3
    monkeypatch.setattr(front_matter, "READER", "PyYAML 999")
    loaded(folder)
    assert len(read) == 5


@pytest.mark.parametrize("line", ["title: Three", "date: &a 2026", "kicker: [", "colour: red"])
def test_faults_of_front_matter_are_told_each_time(folder: Path, line: str) -> None:
    cache = Cache(folder.parent / "cache")
    (folder / "one.md").write_text(ARTICLE.replace("---\n", f"---\n{line}\n", 1), "utf-8")
    first, again = (load(folder, memo=cache).findings for _ in range(2))
    assert first == again == load(folder).findings
    assert any(found.place and found.place.file == "one.md" for found in first)


# --- Deflated chapters -------------------------------------------------------------------------


def test_a_zip_is_as_zipfile_makes_it() -> None:
    files = {"mimetype": b"stored", "a/b.xhtml": b"words " * 999, "c": b"", "d.bin": bytes(5000)}
    deflated = {name: zipped.deflate(content) for name, content in files.items()}
    deflated["mimetype"] = zipped.stored(files["mimetype"])
    expected = io.BytesIO()
    with zipfile.ZipFile(expected, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, kind, compresslevel=9)
    assert zipped.zipped(deflated.items()) == expected.getvalue()


def test_an_unchanged_chapter_is_deflated_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deflated = counted(monkeypatch, epub, "deflate")
    cache = Cache(folder.parent / "cache")
    first = epub.EPUB.make(loaded(folder), Compiler(cache)).files
    deflated.clear()
    assert epub.EPUB.make(loaded(folder), Compiler(cache)).files == first
    assert deflated == []
    (folder / "one.md").write_text(ARTICLE + "\nSome words [words]{#there}.\n", "utf-8")
    epub.EPUB.make(loaded(folder), Compiler(cache))
    assert [b"Some words <span" in content for content in deflated] == [True]
    deflated.clear()
    monkeypatch.setattr(epub, "DEFLATED_WITH", "another zlib")
    epub.EPUB.make(loaded(folder), Compiler(cache))
    assert len(deflated) > 5


# --- Keys --------------------------------------------------------------------------------------


def test_a_long_text_counts_like_a_short_one() -> None:
    long = "word " * 1000
    keys = {key_of(long), key_of(f"{long}!"), key_of(long.encode()), key_of(key_of(long))}
    assert len(keys) == 4
    assert key_of(f"{long}\ud800") != key_of(long)
