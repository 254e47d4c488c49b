"""The check of finished PDFs finds what is broken in them; the structure has tests of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from packager.check import check_files
from packager.check.pdf import check_pdf
from tests.tagged import saved, sound


def link_to_nothing(document: Pdf) -> None:
    document.pages[0].obj.Annots[0].Dest = String("nowhere")


def link_without_target(document: Pdf) -> None:
    del document.pages[0].obj.Annots[0]["/Dest"]


def link_of_ours(document: Pdf) -> None:
    document.pages[0].obj.Annots[1].A.URI = String("packager:home/two")


def name_without_page(document: Pdf) -> None:
    gone = document.make_indirect(Dictionary(Type=Name.Page))
    document.Root.Names.Dests.Names[1] = Array([gone, Name.XYZ, 0, 0, None])


def outline_to_nothing(document: Pdf) -> None:
    document.Root.Outlines.First.Dest = String("nowhere")


def font_outside(document: Pdf) -> None:
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=Name("/Helvetica"),
        FontDescriptor=Dictionary(Type=Name.FontDescriptor),
    )
    form = document.make_stream(
        b"", Subtype=Name.Form, Resources=Dictionary(Font=Dictionary(F=font))
    )
    document.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X=form))


def no_labels(document: Pdf) -> None:
    del document.Root["/PageLabels"]


def no_title(document: Pdf) -> None:
    del document.docinfo["/Title"]


def no_language(document: Pdf) -> None:
    del document.Root["/Lang"]


def no_xmp(document: Pdf) -> None:
    del document.Root["/Metadata"]


def test_a_sound_file_has_no_findings() -> None:
    assert check_files({"a.pdf": saved(sound())}) == ()


@pytest.mark.parametrize(
    ("breaking", "words"),
    [
        (link_to_nothing, "link on page 1 leads to “nowhere”"),
        (link_without_target, "link on page 1 leads nowhere"),
        (link_of_ours, "“packager:home/two”"),
        (name_without_page, "“here” stands for no page"),
        (outline_to_nothing, "entry “A title”"),
        (font_outside, "font Helvetica is not embedded"),
        (no_labels, "no labels"),
        (no_title, "no title"),
        (no_language, "language"),
        (no_xmp, "XMP"),
    ],
)
def test_each_fault_is_found(breaking: Callable[[Pdf], None], words: str) -> None:
    document = sound()
    breaking(document)
    found = check_pdf("a.pdf", saved(document))
    assert any(words in each.message for each in found), found
    assert {each.code for each in found} == {"pdf-invalid"}
    assert {each.place.file for each in found if each.place} == {"a.pdf"}


@pytest.mark.parametrize("content", [b"", b"no pdf", b"%PDF-1.7\n" + bytes(range(256)) * 20])
def test_what_is_no_pdf_is_told_as_such(content: bytes) -> None:
    (found, *_) = check_pdf("a.pdf", content)
    assert found.code == "pdf-invalid"


def test_a_truncated_file_is_found() -> None:
    whole = saved(sound())
    assert check_pdf("a.pdf", whole[: len(whole) // 2])
