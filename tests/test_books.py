"""Every book of `tests/books`, and the sample: whole publications, built and looked at."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from packager.check import check_files
from tests.building import Built, books, built, expected
from tests.editions_text import epub_text, pdf_text
from tests.epub_reading import Chapter, chapters
from tests.validators import ace, epubcheck
from tests.words import differences, place_of, words

EVERY = [pytest.param(name, source, id=name) for name, source in books()]
every_book = pytest.mark.parametrize(("name", "source"), EVERY)


@pytest.fixture
def book(name: str, source: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The editions of a book."""
    base = tmp_path_factory.getbasetemp()
    shelf = (base.parent if base.name.startswith("popen-") else base) / "shelf"
    shelf.mkdir(exist_ok=True)
    return built(source, shelf / name)


def text_words(document: Chapter) -> list[str]:
    """The words of a chapter."""
    return words("\n".join(document.body.itertext()))


@every_book
def test_the_epub_reads_as_expected(book: Built, name: str, source: Path) -> None:
    assert epub_text(book.epub) == (expected(name, source) / "epub.txt").read_text("utf-8")


@every_book
def test_the_pdf_reads_as_expected(book: Built, name: str, source: Path) -> None:
    assert pdf_text(book.pdf) == (expected(name, source) / "pdf.txt").read_text("utf-8")


@every_book
def test_the_editor_is_told_what_is_expected(book: Built, name: str, source: Path) -> None:
    wanted = (expected(name, source) / "findings.txt").read_text("utf-8").splitlines()
    assert book.findings == wanted


@every_book
def test_both_editions_have_the_same_words(book: Built) -> None:
    assert differences(book.epub, book.pdf) == []


@every_book
def test_the_credits_page_names_whoever_is_named_beside_a_picture(book: Built) -> None:
    documents = chapters(book.epub)
    page = [word for document in documents if document.is_credits for word in text_words(document)]
    for document in documents:
        for element in document.body.iter():
            if document.is_article and "credit" in (element.get("class") or "").split():
                credit = words("".join(element.itertext()))
                assert place_of(credit, page) is not None, " ".join(credit)


@every_book
def test_epubcheck_has_nothing_to_say(book: Built) -> None:
    assert epubcheck(book.epub) == []


@every_book
def test_ace_finds_no_violation(book: Built) -> None:
    assert ace(book.epub) == []


@every_book
def test_qpdf_finds_the_pdf_sound(book: Built) -> None:
    done = subprocess.run(["qpdf", "--check", book.pdf], capture_output=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr).decode()
    assert b"WARNING" not in done.stdout + done.stderr


@every_book
def test_our_own_checks_pass(book: Built) -> None:
    files = {path.name: path.read_bytes() for path in (book.epub, book.pdf)}
    assert check_files(files) == ()


def test_the_books_cover_what_they_promise() -> None:
    promised = {
        "plain", "notes", "notes-everywhere", "note-called-twice", "two-authors", "translated",
        "parts", "links-between", "table", "figures", "right-to-left", "no-cover",
        "mixed-licences", "sample", "anthology-by-path", "anthology-by-selection",
        "anthology-shuffled", "anthology-of-one",
    }  # fmt: skip
    assert promised <= {name for name, _ in books()}
