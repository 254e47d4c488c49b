"""What is imported builds: a valid EPUB and a PDF, of every kind of source."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from packager.importers.run import ImportOptions, ImportReport, import_sources
from tests.building import built
from tests.validators import epubcheck

HERE = Path(__file__).resolve().parent
Made = Callable[[Path, Path], Path]


def real(name: str) -> Made:
    """A file or a folder that others wrote."""
    return lambda shared, folder: shared / name


def own(name: str) -> Made:
    """A file that we wrote."""
    return lambda shared, folder: HERE / "import" / name


def packed(name: str) -> Made:
    """A book of the corpus, as the EPUB that it was."""

    def make(shared: Path, folder: Path) -> Path:
        book, target = shared / "corpus/epub" / name, folder / f"{name}.epub"
        with zipfile.ZipFile(target, "w") as archive:
            archive.write(book / "mimetype", "mimetype", zipfile.ZIP_STORED)
            for path in sorted(book.rglob("*")):
                if path.is_file() and path.name != "mimetype":
                    archive.write(path, path.relative_to(book), zipfile.ZIP_DEFLATED)
        return target

    return make


SOURCES: dict[str, Made] = {
    "text": real("seed/article.txt"),
    "page": own("pages/wordpress.html"),
    "word": real("corpus/docx/tables.docx"),
    "notes-in-word": real("corpus/docx/endnotes.docx"),
    "jats": real("corpus/jats/scielo-translator.xml"),
    "translated-jats": own("jats/tides.xml"),
    "epub": packed("wasteland"),
    "epub-in-hebrew": packed("israelsailing"),
    "magazine": real("corpus/markdown/free-software-magazine"),
    "guide": real("corpus/markdown/opensource-guide"),
    "pdf": real("corpus/markdown/free-software-magazine/xml_starlet/1184.pdf"),
}


@pytest.fixture(params=SOURCES)
def report(request: pytest.FixtureRequest, shared: Path, tmp_path: Path) -> ImportReport:
    source = SOURCES[request.param](shared, tmp_path)
    return import_sources([source], ImportOptions(output=tmp_path / "publication"))


def test_it_builds(report: ImportReport, tmp_path: Path) -> None:
    """Nothing has to be settled first; EPUBCheck finds no fault; the PDF passes the build's check
    (`build` ends with an error otherwise)."""
    assert "import-unsettled" not in {found.code for found in report.findings}
    editions = built(report.folder, tmp_path / "out")
    assert epubcheck(editions.epub) == []
    assert editions.pdf.stat().st_size > 5_000
