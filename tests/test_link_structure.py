"""One structure over all parts: every test book passes the check, whatever order it is in."""

from __future__ import annotations

import io
import itertools
import shutil
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Name
from PIL import Image, ImageCms

from packager.check.pdf import check_pdf
from packager.check.pdf.objects import Objects
from packager.check.pdf.tree import Tree
from packager.compile.fragments import Fragment
from packager.compile.type_files import type_files
from packager.link import LinkJob, LinkPart, Running, link
from packager.link.srgb import profile
from packager.model.parts import PartKind
from packager.model.theme import Theme
from tests.building import books, built
from tests.paper import fragments, markup, note, review
from tests.tagged import METADATA, Tag, tags_of

BOOKS = dict(books())
PARTS = ("one", "two", "three")


@pytest.fixture(scope="module")
def theme() -> Theme:
    return review()


@pytest.fixture(scope="module")
def parts(theme: Theme) -> tuple[Fragment, ...]:
    """Articles that link to one another, with a note and a table in each."""
    return fragments(
        [markup(body(name), f"home/{name}") for name in PARTS], theme, theme.pages["A5"]
    )


def body(name: str) -> str:
    others = " ".join(f'<a href="packager:home/{each}">to {each}</a>' for each in PARTS)
    return (
        f'<article><h1 class="title" id="title">{name}</h1><p>x{note(1, name)} {others}</p>'
        f'<table><thead><tr><th scope="col">{name}</th></tr></thead>'
        f"<tbody><tr><td>y</td></tr></tbody></table><p>{'long ' * 1100}</p></article>"
    )


def job(theme: Theme, *chosen: Fragment) -> LinkJob:
    return LinkJob(
        parts=tuple(LinkPart(each, PartKind.ARTICLE, plain=True) for each in chosen),
        geometry=theme.pages["A5"].geometry,
        metadata=METADATA,
        running=Running("", "en", "ltr"),
        opening="recto",
        fonts=type_files(theme),
    )


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def whole(pdf: bytes) -> Tag:
    (document,) = tags_of(opened(pdf))
    return document


# --- Every book --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BOOKS)
def test_every_book_is_tagged_whole(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    pdf = edition(name, tmp_path_factory)
    assert [each.message for each in check_pdf(name, pdf.read_bytes())] == []
    subprocess.run(["qpdf", "--check", pdf], check=True, capture_output=True)
    with pikepdf.open(pdf) as document:
        (top,) = tags_of(document)
        assert top.kind == "Document"
        assert {kid.kind for kid in top.kids} <= {"Art", "Sect"}
        assert all(kid.all("H1") or kid.all("Figure") for kid in top.kids)


@pytest.mark.parametrize("name", BOOKS)
def test_every_book_passes_verapdf(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    verapdf = shutil.which("verapdf")
    if not verapdf:
        pytest.skip(
            "veraPDF is not installed: conformance is judged by the project's own check alone"
        )
    pdf = edition(name, tmp_path_factory)
    for flavour in ("2a", "ua1"):
        done = subprocess.run(
            [verapdf, "--flavour", flavour, "--format", "text", pdf],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.stdout.startswith("PASS"), done.stdout + done.stderr


def edition(name: str, folders: pytest.TempPathFactory) -> Path:
    return built(BOOKS[name], folders.getbasetemp() / "structure" / name).pdf


# --- Linking -------------------------------------------------------------------------------------


def test_parts_stand_under_one_document_in_order(theme: Theme, parts: tuple[Fragment, ...]) -> None:
    for chosen in (parts, parts[::-1], parts[:1], (parts[2], parts[0])):
        pdf = link(job(theme, *chosen))
        assert [each.message for each in check_pdf("a.pdf", pdf)] == []
        names = [str(each.source.ID) for each in whole(pdf).all("Note")]
        assert names == [f"{each.manifest.key}#note-1" for each in chosen]


def test_keys_of_the_parent_tree_do_not_meet(theme: Theme, parts: tuple[Fragment, ...]) -> None:
    document = opened(link(job(theme, *parts)))
    tree = Tree.read(Objects(document))
    pages = [int(page.obj.StructParents) for page in document.pages if "/StructParents" in page.obj]
    links = [
        int(each.StructParent) for page in document.pages for each in page.obj.get("/Annots", ())
    ]
    assert len({*pages, *links}) == len(pages) + len(links) == len(tree.parents)
    assert set(tree.parents) == {*pages, *links}
    leaves = document.Root.StructTreeRoot.ParentTree.Kids
    limits = [tuple(int(key) for key in leaf.Limits) for leaf in leaves]
    assert limits == sorted(limits)
    assert all(one[1] < other[0] for one, other in itertools.pairwise(limits))
    assert int(document.Root.StructTreeRoot.ParentTreeNextKey) == limits[-1][1] + 1


def test_ids_are_found_by_their_names(theme: Theme, parts: tuple[Fragment, ...]) -> None:
    document = opened(link(job(theme, *parts[::-1])))
    leaves = document.Root.StructTreeRoot.IDTree.Kids
    names = [bytes(name) for leaf in leaves for name in list(leaf.Names)[::2]]
    assert names == sorted(names)
    assert len(names) == len(set(names)) == 2 * len(parts)
    assert all(
        (bytes(leaf.Limits[0]), bytes(leaf.Limits[1]))
        == (bytes(leaf.Names[0]), bytes(leaf.Names[-2]))
        for leaf in leaves
    )


def test_a_link_that_leads_nowhere_leaves_its_words(
    theme: Theme, parts: tuple[Fragment, ...]
) -> None:
    alone = link(job(theme, parts[0]))
    links = whole(alone).all("Link")
    assert len(links) == 3  # the call, the way back, to itself
    words = [each.kind for each in whole(alone).kids[0].kids[1].kids]
    assert words == ["Reference"] * 4
    elsewhere = replace(job(theme, parts[0]), elsewhere={"home/two": "https://example.org/two"})
    assert len(whole(link(elsewhere)).all("Link")) == 4
    assert [each.message for each in check_pdf("a.pdf", link(elsewhere))] == []


def test_blank_pages_hold_nothing_to_be_tagged(theme: Theme, parts: tuple[Fragment, ...]) -> None:
    document = opened(link(job(theme, *parts)))
    blanks = [page.obj for page in document.pages if "/Contents" not in page.obj]
    assert blanks
    assert all("/StructParents" not in page and page.Tabs == Name.S for page in blanks)


def test_the_same_parts_give_the_same_bytes(theme: Theme, parts: tuple[Fragment, ...]) -> None:
    again = fragments([markup(body("one"), "home/one")], theme, theme.pages["A5"])
    assert again[0].pdf == parts[0].pdf
    assert link(job(theme, *again, *parts[1:])) == link(job(theme, *parts))


# --- The whole -----------------------------------------------------------------------------------


def test_the_file_says_what_it_is(theme: Theme, parts: tuple[Fragment, ...]) -> None:
    document = opened(link(job(theme, *parts)))
    assert document.pdf_version == "1.7"
    assert document.Root.MarkInfo.Marked
    assert document.Root.ViewerPreferences.DisplayDocTitle
    packet = document.Root.Metadata.read_bytes().decode()
    for words in ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
        assert words in packet
    assert "/Filter" not in document.Root.Metadata  # archives read it without decoding
    (intent,) = document.Root.OutputIntents
    assert intent.S == Name.GTS_PDFA1
    assert intent.DestOutputProfile.read_bytes() == profile()


def test_the_profile_is_srgb() -> None:
    ours = ImageCms.ImageCmsProfile(io.BytesIO(profile()))
    assert ours.profile.xcolor_space.strip() == "RGB"
    assert ours.profile.version == pytest.approx(4.2)
    assert struct.unpack(">I", profile()[:4])[0] == len(profile())
    picture = Image.frombytes("RGB", (64, 64), bytes(ramp()))
    there = ImageCms.profileToProfile(picture, ours, ImageCms.createProfile("sRGB"))
    assert there is not None
    pairs = zip(picture.tobytes(), there.tobytes(), strict=True)
    assert max(abs(one - other) for one, other in pairs) <= 1


def ramp() -> Iterator[int]:
    for pixel in range(64 * 64):
        yield from (pixel % 64 * 4, pixel // 64 * 4, pixel * 7 % 256)
