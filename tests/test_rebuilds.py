"""What is compiled again after a change: the article, and the publication's own pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from packager.compile.cache import Cache
from packager.compile.compiler import Compiler
from packager.editions import EDITIONS, Edition
from packager.load import load
from packager.model.publication import Publication
from tests.editions_text import epub_text, pdf_text

NUMBER = 8
SETTINGS = """\
schema_version = 1

[publication]
kind = "{kind}"
slug = "{slug}"
title = "{slug}"
language = "en"
date = 2026-06-17
rights = {{ holder = "Harbour Press", licence = "CC-BY-4.0" }}
contents = [{contents}]
{more}
"""
PARAGRAPH = "The harbour was quiet, the ferry late, and the ledger open at the wrong page. " * 35
OWN = {"home/!cover", "home/!title", "home/!contents", "home/!credits"}
OWN |= {
    "home/!wrap-back",
    "home/!wrap-spine",
    "home/!directions",
}  # of the print edition, of the pamphlet


def article(number: int) -> str:
    return (
        f"---\ntitle: Article {number}\nsubjects: [Even]\n"
        "contributors: [{ name: Ana López, role: author }]\n---\n\n"
        f"{PARAGRAPH}[^1]\n\n## A heading\n\n{number}. {PARAGRAPH}\n\n[^1]: A note.\n"
    )


def settings(kind: str, slug: str, contents: Sequence[str], more: str = "") -> str:
    listed = ", ".join(f'"{path}"' for path in contents)
    return SETTINGS.format(kind=kind, slug=slug, contents=listed, more=more)


class Archive:
    """A publication of some articles in a folder, and a cache beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.home.mkdir()
        for number in range(NUMBER):
            self.write(number, article(number))
        self.list([f"{number}.md" for number in range(NUMBER)])

    def write(self, number: int, text: str) -> None:
        (self.home / f"{number}.md").write_text(text, "utf-8")

    def list(self, contents: Sequence[str]) -> None:
        text = settings("issue", "home", contents)
        (self.home / "publication.toml").write_text(text, "utf-8")

    def holder(self, slug: str, kind: str, contents: Sequence[str], more: str = "") -> Path:
        """Another publication that takes articles from this one."""
        (self.folder / slug).mkdir()
        text = settings(kind, slug, contents, more)
        (self.folder / slug / "publication.toml").write_text(text, "utf-8")
        return self.folder / slug

    def build(self, folder: Path | None = None, editions: Sequence[Edition] = EDITIONS) -> set[str]:
        """Make editions with the parts in the cache; the keys of those that were compiled."""
        publication = loaded(folder or self.home)
        compiler = Compiler(Cache(self.folder / "cache"))
        for edition in editions:
            for name, content in edition.make(publication, compiler).files.items():
                (self.folder / name).write_bytes(content)
        return compiler.tally.compiled


def loaded(folder: Path) -> Publication:
    found = load(folder)
    assert found.publication is not None, found.findings
    return found.publication


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An archive that has been built once."""
    made = Archive(tmp_path)
    everything = {f"home/{number}" for number in range(NUMBER)} | OWN
    assert made.build() == everything
    assert made.build() == set()
    return made


def articles(compiled: set[str]) -> set[str]:
    return {key for key in compiled if "!" not in key}


def test_what_is_compiled_for_the_screen_is_printed_as_it_is(tmp_path: Path) -> None:
    made = Archive(tmp_path)
    screen = [edition for edition in EDITIONS if edition.name == "pdf"]
    paper = [edition for edition in EDITIONS if edition.name in ("print", "pamphlet")]
    assert len(articles(made.build(editions=screen))) == NUMBER
    assert len(paper) == 2
    assert articles(made.build(editions=paper)) == set()


def test_after_a_new_title_both_editions_have_it_everywhere(archive: Archive) -> None:
    archive.write(3, article(3).replace("title: Article 3", "title: Nobody’s ferry"))
    compiled = archive.build()
    assert articles(compiled) == {"home/3"}
    assert compiled - {"home/3"} <= OWN
    assert {"home/!contents", "home/!credits"} <= compiled

    paper = pdf_text(archive.folder / "home.pdf")
    screen = epub_text(archive.folder / "home.epub")
    assert "Article 3" not in paper + screen
    pages = paper.split("=== page ")
    assert any(page.startswith("iii\n") and "Nobody’s ferry" in page for page in pages)  # contents
    assert "(head) Nobody’s ferry" in paper
    assert "[Nobody’s ferry](3.xhtml)" in screen


def test_after_one_is_removed_no_other_is_compiled_again(archive: Archive) -> None:
    archive.list([f"{number}.md" for number in range(NUMBER) if number != 2])
    compiled = archive.build()
    assert articles(compiled) == set()
    assert compiled <= OWN
    assert "Article 2" not in pdf_text(archive.folder / "home.pdf")


def test_after_two_are_swapped_none_is_compiled_again(archive: Archive) -> None:
    archive.list(["1.md", "0.md", *(f"{number}.md" for number in range(2, NUMBER))])
    assert articles(archive.build()) == set()
    text = pdf_text(archive.folder / "home.pdf")
    assert text.index("=== page 1\nArticle 1") < text.index("Article 0\nby Ana")


def test_a_page_more_in_the_first_article_moves_the_others_unchanged(archive: Archive) -> None:
    before = pdf_text(archive.folder / "home.pdf").count("=== page ")
    archive.write(0, article(0).replace("## A heading", f"{PARAGRAPH}\n\n## A heading"))
    assert articles(archive.build()) == {"home/0"}
    assert pdf_text(archive.folder / "home.pdf").count("=== page ") > before


def test_an_anthology_of_some_compiles_none(archive: Archive) -> None:
    some = [f"../home/{number}.md" for number in (6, 1, 4)]
    holder = archive.holder("some", "anthology", some)
    compiled = archive.build(holder)
    assert articles(compiled) == set()
    assert compiled == {key.replace("home", "some") for key in OWN}
    text = pdf_text(archive.folder / "some.pdf")
    assert text.index("Article 6\nby") < text.index("Article 1\nby") < text.index("Article 4\nby")
    assert "First published in home, 17 June 2026" in text


def test_a_selection_compiles_none_and_a_second_anthology_nothing_of_the_first(
    archive: Archive,
) -> None:
    select = 'select = { folder = "..", subjects = ["even"] }'
    holder = archive.holder("all", "anthology", [], select)
    (holder / "publication.toml").write_text(
        (holder / "publication.toml").read_text("utf-8").replace("contents = []\n", ""), "utf-8"
    )
    assert len(loaded(holder).articles) == NUMBER
    assert articles(archive.build(holder)) == set()
    second = archive.holder("second", "anthology", ["../home/5.md", "../home/0.md"])
    assert articles(archive.build(second)) == set()


def test_an_edition_of_one_article_in_the_middle_of_a_book_compiles_none(archive: Archive) -> None:
    holder = archive.holder("one", "pamphlet", ["../home/5.md"])
    assert articles(archive.build(holder)) == set()
    assert "Article 5" in pdf_text(archive.folder / "one.pdf")


def test_another_title_of_the_whole_compiles_no_article(archive: Archive) -> None:
    toml = archive.home / "publication.toml"
    toml.write_text(toml.read_text("utf-8").replace('title = "home"', 'title = "Homes"'), "utf-8")
    compiled = archive.build()
    assert articles(compiled) == set()
    assert "(head) Homes" in pdf_text(archive.folder / "home.pdf")
