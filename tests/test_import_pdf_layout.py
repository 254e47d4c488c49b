"""PDF ──▶ an article: what drawings, frames and lines of people do to the order of the text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from packager.importers.imported import Imported
from packager.importers.pdf import read
from packager.importers.source import Source
from tests import pdf_made

_STYLE = """@page { size: A5; margin: 15mm } body { font: 10pt/1.35 "DejaVu Serif", serif }
    h1 { font-size: 20pt } .by { font-size: 9pt; margin: 0 } p { margin: 0 0 2mm }
    .pair { display: flex; justify-content: space-between; height: 36mm }
    .pair div { border: 1pt solid; width: 46mm; font-size: 8pt; padding: 2mm }
    .fn { float: footnote; font-size: 8pt } ::footnote-marker { content: counter(footnote) " " }"""
_LONG = (
    "The parish register begins in 1702; the causeway stands on a chart of 1644, which was drawn "
    "by a surveyor from the county who had never been there, and so it says."
)


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """Two framed drawings side by side in a page of one column, and a note of several lines."""
    html = pdf_made.page(
        "<h1>The folded sheet</h1><p class=by>by Ida Kern</p><p class=by>Photos: Jon Reve</p><br>"
        f"<p>{pdf_made.OVER_THE_PAGE}</p><p>{pdf_made.OPENING}<span class=fn>{_LONG}</span></p>"
        '<svg width="110mm" height="36mm" font-size="8">'
        '<rect x="2" y="2" width="140" height="96" fill="#eee" stroke="black"/>'
        '<rect x="160" y="2" width="140" height="96" fill="#eee" stroke="black"/>'
        '<text x="30" y="40">4 13 16 1</text><text x="210" y="40">3 1 3</text>'
        '<text x="60" y="80">2</text><text x="250" y="80">8 1</text></svg>'
        f"<p>{pdf_made.OVER_THE_PAGE}</p>",
        _STYLE,
    )
    path = pdf_made.pdf(html, tmp_path_factory.mktemp("pdf") / "sheet.pdf")
    return read(Source(path, path.name))


def test_drawings_side_by_side_divide_no_page(sheet: Imported) -> None:
    body = sheet.articles[0].body
    assert re.findall(r"(?m)^\[\^(\d+)\]: (.+)$", body) == [("1", _LONG)]
    assert body.count(pdf_made.OVER_THE_PAGE) == 2
    assert f"{pdf_made.OPENING}[^1]" in body


def test_numbers_in_a_frame_are_no_notes(sheet: Imported) -> None:
    assert sheet.counts.notes == 1
    assert not [one for one in sheet.findings if one.code == "import-note-unmatched"]


def test_each_line_of_people_stands_for_itself(sheet: Imported) -> None:
    people = [(person.name, person.role) for person in sheet.articles[0].contributors]
    assert ("Ida Kern", "aut") in people
    assert "Ida Kern Photos" not in sheet.articles[0].body


def test_words_in_typewriter_letters_are_code(shared: Path) -> None:
    """Judged by the Markdown that the PDF of a magazine was set from."""
    folder = shared / "corpus/markdown/free-software-magazine/xml_starlet"
    source = (folder / "index.md").read_text("utf-8")
    wanted = set(re.findall(r"`([^`\n]{1,20})`", source))
    (article,) = read(Source(folder / "1184.pdf", "1184.pdf")).articles
    inline = re.sub(r"(?ms)^```.*?^```$", "", article.body)
    found = set(re.findall(r"`([^`\n]+)`", inline))
    assert len(wanted) > 25
    assert len(wanted & found) > 0.8 * len(wanted)
    assert {"grep", "find", "contact"} <= found
