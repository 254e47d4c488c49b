"""What is linked from parts is what WeasyPrint makes of one document: word by word, and pixel by
pixel but for the shift towards the spine and for what stands in the margins."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import pikepdf
import pypdfium2
import pytest
import weasyprint
from PIL import Image, ImageChops
from weasyprint.text.fonts import FontConfiguration

from packager.editions.paper import page_design
from packager.editions.pdf import PDF
from packager.load import load
from packager.model.page import PageGeometry
from tests.bench.articles import article
from tests.bench.prepare import write_publication
from tests.pdf_reading import Page, PdfText
from tests.whole import whole, with_files

ARTICLES = 6
SAMPLE = 10  # pages that are looked at
SCALE = 2.0  # pixels a point


@dataclass(frozen=True, slots=True)
class Both:
    """The same articles linked and as a single document; `first` is the index of the page of the
    linked one where they begin, `count` how many pages they have."""

    linked: Path
    single: Path
    first: int
    count: int
    page: PageGeometry


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Both:
    folder = tmp_path_factory.mktemp("whole")
    write_publication(folder, [article(number) for number in range(ARTICLES)])
    publication = load(folder).publication
    assert publication is not None
    linked, single = folder / "linked.pdf", folder / "single.pdf"
    with pytest.MonkeyPatch.context() as patch:
        # where the engine sends a note astray or loses it, parts are set better than that document
        patch.setattr("packager.compile.fragments.mended", lambda laid, *_: laid)
        patch.setattr("packager.compile.fragments._lost_notes", lambda *_: ())
        patch.setattr("packager.compile.weasy.keeping_notes", lambda *_: nullcontext())
        patch.setattr("packager.compile.weasy.repaired_lines", lambda *_: nullcontext())
        patch.setattr("packager.compile.line_memory._split", _as_the_engine_does)
        linked.write_bytes(PDF.make(publication).files["bench.pdf"])
    document = whole(publication)
    fonts = FontConfiguration()
    sheet = weasyprint.CSS(string=with_files(document), font_config=fonts)
    weasyprint.HTML(string=document.html).write_pdf(single, stylesheets=[sheet], font_config=fonts)
    with pypdfium2.PdfDocument(linked) as file:
        labels = [file.get_page_label(index) for index in range(len(file))]
    with pypdfium2.PdfDocument(single) as file:
        count = len(file)
    return Both(
        linked, single, labels.index("1"), count, page_design(publication.theme, "").geometry
    )


def _as_the_engine_does(split: Any, *asked: Any, **named: Any) -> Any:
    return split(*asked, **named)


def test_the_text_of_every_page_is_that_of_the_single_document(both: Both) -> None:
    linked, single = PdfText.read(both.linked).pages, PdfText.read(both.single).pages
    assert both.count > 4 * ARTICLES
    for index, alone in enumerate(single):
        assert _words(linked[both.first + index]) == _words(alone), f"page {index + 1}"
    assert _words(linked[both.first + both.count])[0][0] == "Credits"


def _words(page: Page) -> tuple[list[str], list[str]]:
    return [line.shown for line in page.body], [line.shown for line in page.notes]


def test_pages_drawn_at_random_look_like_those_of_the_single_document(both: Both) -> None:
    chance = Random(sha256(both.linked.read_bytes()).digest())
    drawn = sorted(chance.sample(range(both.count), SAMPLE))
    centred, shifts = _unshifted(both.linked)
    with pypdfium2.PdfDocument(centred) as linked, pypdfium2.PdfDocument(both.single) as single:
        for index in drawn:
            ours = _block(linked[both.first + index], both.page)
            theirs = _block(single[index], both.page)
            assert ours.size == theirs.size
            assert ImageChops.invert(ours).getbbox() is not None, "it is not empty"
            assert ImageChops.difference(ours, theirs).getbbox() is None, f"page {index + 1}"
            side = 1 if (both.first + index) % 2 == 0 else -1  # a recto moves to the right
            assert shifts[both.first + index] == pytest.approx(side * both.page.shift, abs=0.01)


def _unshifted(path: Path) -> tuple[bytes, list[float]]:
    """A linked PDF with its pages back where they were set, and how far each had been moved."""
    out, shifts = BytesIO(), []
    with pikepdf.open(path) as document:
        for page in document.pages:
            left, bottom, right, top = (float(edge) for edge in page.MediaBox)
            shifts.append(-left)
            for box in ("/TrimBox", "/BleedBox", "/CropBox", "/ArtBox"):
                if box in page.obj:
                    del page.obj[box]
            page.MediaBox = pikepdf.Array([0, bottom, right - left, top])
        document.save(out)
    return out.getvalue(), shifts


def _block(page: pypdfium2.PdfPage, geometry: PageGeometry) -> Image.Image:
    """What is printed between the margins at head and foot."""
    image: Image.Image = page.render(scale=SCALE).to_pil().convert("L")
    top, bottom = geometry.top * SCALE, image.height - geometry.bottom * SCALE
    return image.crop((0, round(top), image.width, round(bottom)))
