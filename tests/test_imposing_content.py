"""What the pages of foreign PDFs hold: shared, packed many times over, damaged."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Stream

from packager.errors import UsageError
from packager.impose import Size
from packager.imposing import Imposed, imposed
from packager.imposing.pdf import forms
from packager.imposing.pdf.reading import source_page
from packager.imposing.pdf.unpacking import TooMuchError, inflated
from packager.model.pamphlet import PamphletSettings
from tests.foreign_pdf import foreign, numbered

NOISE = bytes(range(256)) * 40
BOMB = zlib.compress(b" " * 4_000_000)


def of_streams(pages: int, made: Sequence[tuple[bytes, int]], array: bool = True) -> bytes:
    """Pages that all hold the same streams, each of bytes that were packed so many times."""
    with pikepdf.open(BytesIO(foreign(numbered(pages)))) as document:
        parts: list[Object] = []
        for content, packed in made:
            stream = Stream(document, content)
            if packed:
                stream.Filter = Array([Name.FlateDecode] * packed)
            parts.append(document.make_indirect(stream))
        for page in document.pages:
            page.obj.Contents = Array(parts) if array else parts[0]
        out = BytesIO()
        document.save(out, compress_streams=False)
    return out.getvalue()


def sheets(pdf: bytes, **asked: object) -> Imposed:
    return imposed(pdf, PamphletSettings(**asked), "it.pdf")  # type: ignore[arg-type]


@pytest.mark.parametrize("array", [True, False])
def test_what_many_pages_share_is_there_once(array: bool) -> None:
    pdf = of_streams(64, [(zlib.compress(NOISE, 0), 1)], array)
    assert len(sheets(pdf).files[""]) < 2 * len(NOISE) + 64 * 300


def test_pages_that_share_content_keep_their_own_boxes_and_resources() -> None:
    with pikepdf.open(BytesIO(of_streams(4, [(b"0 g", 0)], array=False))) as document:
        pages = [page.obj for page in document.pages]
        box = [float(at) for at in pages[0].MediaBox]
        pages[1].CropBox = Array([box[0] + 0.5, *box[1:]])
        pages[2].Resources = Dictionary(Font=Dictionary())
        out = BytesIO()
        document.save(out)
    with pikepdf.open(BytesIO(sheets(out.getvalue()).files[""])) as made:
        found = [form for page in made.pages for form in page.obj.Resources.XObject.values()]
        assert {form.objgen for form in found} == {form.objgen for form in found[:4]}
        assert len({form.objgen for form in found}) == 3
        lefts = [float(form.BBox[0]) for form in found]
        assert sum(left == 0.5 for left in lefts) == 1


@pytest.mark.parametrize(
    "made", [[(BOMB, 1)], [(zlib.compress(BOMB), 2)], [(b"0 0 m " * 1000, 0)] * 400]
)
def test_content_that_grows_without_end_is_refused(
    made: list[tuple[bytes, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "MOST", 2_000_000)
    with pytest.raises(UsageError, match="more than 2 MB when they are unpacked") as caught:
        sheets(of_streams(4, made))
    assert caught.value.hint


def test_content_is_never_unpacked_further_than_there_is_room() -> None:
    assert inflated(BOMB, 4_000_000) == b" " * 4_000_000
    with pytest.raises(TooMuchError):
        inflated(BOMB, 3_999_999)


def test_content_copied_for_many_boxes_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "MOST", 5 * len(NOISE))
    with pikepdf.open(BytesIO(of_streams(16, [(NOISE, 0)], array=False))) as document:
        for index, page in enumerate(document.pages):
            page.obj.CropBox = Array([index / 40, *list(page.obj.MediaBox)[1:]])
        out = BytesIO()
        document.save(out, compress_streams=False)
    with pytest.raises(UsageError, match="hold more than"):
        sheets(out.getvalue())


def test_damaged_content_is_told_by_its_page() -> None:
    broken = bytearray(zlib.compress(NOISE))
    broken[len(broken) // 2] ^= 0xFF
    with pikepdf.open(BytesIO(foreign(numbered(4)))) as document:
        stream = Stream(document, bytes(broken))
        stream.Filter = Name.FlateDecode
        document.pages[2].obj.Contents = Array([document.make_indirect(stream)])
        out = BytesIO()
        document.save(out)
    with pytest.raises(UsageError, match=r"it\.pdf is damaged.*page 3") as caught:
        sheets(out.getvalue())
    assert caught.value.hint


@pytest.mark.parametrize(
    ("scheme", "duplex", "wanted"),
    [
        ("mini-zine", "", Name.Simplex), ("french-fold", "", Name.Simplex),
        ("mini-zine", "long", Name.Simplex), ("mini-zine-poster", "", Name.DuplexFlipShortEdge),
        ("saddle", "long", Name.DuplexFlipLongEdge), ("saddle", "none", Name.Simplex),
    ],
)  # fmt: skip
def test_the_printer_is_asked_for_both_sides_only_where_both_are_printed(
    scheme: str, duplex: str, wanted: Name
) -> None:
    made = sheets(foreign(numbered(4, size=(200, 290))), scheme=scheme, duplex=duplex)
    for content in made.files.values():
        with pikepdf.open(BytesIO(content)) as document:
            assert wanted == document.Root.ViewerPreferences.Duplex


def test_what_a_pdf_is_printed_with_is_kept() -> None:
    """Its layers, what its colours mean, its language; nothing else of the whole."""
    with pikepdf.open(BytesIO(foreign(numbered(4)))) as document:
        layer = document.make_indirect(Dictionary(Type=Name.OCG, Name="It"))
        document.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary())
        intent = Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX, Info="of the press")
        document.Root.OutputIntents = Array([intent])
        document.Root.Names = Dictionary()
        out = BytesIO()
        document.save(out)
    with pikepdf.open(BytesIO(sheets(out.getvalue()).files[""])) as made:
        assert str(made.Root.OutputIntents[0].Info) == "of the press"
        assert str(made.Root.OCProperties.OCGs[0].Name) == "It"
        assert Name.Names not in made.Root


def test_what_a_page_does_not_say_is_said_by_a_node_above_it() -> None:
    """ISO 32000-1, 7.7.3.4; the nearest node counts."""
    with pikepdf.new() as document:
        top = document.make_indirect(Dictionary(MediaBox=Array([0, 0, 400, 500]), Rotate=90))
        node = document.make_indirect(Dictionary(Parent=top, Rotate=0))
        page = document.make_indirect(Dictionary(Parent=node))
        found = source_page(page, "it")
        assert (found.size.width, found.size.height) == (400, 500)
        node.Parent = node
        assert source_page(page, "it").size == Size(612, 792)  # for want of any, and not for ever
