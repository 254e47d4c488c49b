"""Linking: order, sides, furniture, links, outline, labels, metadata."""

from __future__ import annotations

import datetime
import io
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest

from packager.check.pdf import check_pdf
from packager.compile.furniture import furniture
from packager.compile.type_files import type_files
from packager.link import Extent, LinkJob, LinkPart, Metadata, Running, blocks, dress, link, number
from packager.model.parts import PartKind
from packager.model.theme import PageDesign, Theme
from tests.paper import fragments, markup, note, pages_of, review, text_of, with_fonts

WORDS = "The harbour was quiet in the early hours, and nobody spoke along the quay. "
OUTSIDE = "https://example.org/?a=1&b=2"
METADATA = Metadata(
    title="A Year of Harbours",
    language="en",
    direction="ltr",
    identifier="urn:isbn:9780000000002",
    created=datetime.date(2026, 6, 17),
    modified=datetime.date(2026, 7, 1),
    authors=("Jane Doe", "José Pérez"),
    contributors=("John Smith",),
    publisher="The Press & Co",
    description="Reports <and> essays",
    subjects=("ports", "labour"),
    rights="© 2026 The authors",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
    producer="packager 1",
)
ONE = (
    '<article><h1 class="title" id="title" data-title="One">One</h1>'
    f'<p>{WORDS}{note(1, "Foot of one.")} <a href="packager:home/two#there">to two</a>'
    ' <a href="packager:home/two">two</a> <a href="packager:home/two#gone">gone</a>'
    ' <a href="packager:away/three#x">three</a> <a href="packager:away/four">four</a>'
    f' <a href="{OUTSIDE.replace("&", "&amp;")}">web</a> <a href="#part">inside</a></p>'
    f'<h2 id="part" data-title="Part A">Part A</h2><p>{WORDS * 40}</p>'
    '<h3 id="sub" data-title="Sub">Sub</h3><p>x</p><h2 id="b" data-title="Part B">Part B</h2>'
    "<p>y</p></article>"
)
TWO = (
    '<article><h1 class="title" id="title" data-title="Two">Two</h1>'
    f'<p>{WORDS * 20}</p><p id="there">There.</p></article>'
)


@pytest.fixture(scope="module")
def theme() -> Theme:
    return review()


@pytest.fixture(scope="module")
def page(theme: Theme) -> PageDesign:
    return theme.pages["A5"]


def job_of(
    theme: Theme, page: PageDesign, direction: str = "ltr", opening: str = "page"
) -> LinkJob:
    cover = '<section class="drawn"><h1 class="title">A Year</h1></section>'
    contents = '<section><h1 class="title" id="title">Contents</h1></section>'
    language = "ar" if direction == "rtl" else "en"
    made = fragments(
        [
            markup(cover, "p/!cover", PartKind.COVER, language, "A Year"),
            markup(contents, "p/!contents", PartKind.CONTENTS, language, "Contents"),
            markup("<section>Last</section>", "home/zero", language=language, title="Zero"),
            markup(ONE, "home/one", language=language, title="One"),
            markup(TWO, "home/two", language=language, title="Two"),
        ],
        theme,
        page,
    )
    kinds = [PartKind.COVER, PartKind.CONTENTS, *[PartKind.ARTICLE] * 3]
    sections = ["", "", "", "Reports", "Reports"]
    parts = tuple(LinkPart(*each) for each in zip(made, kinds, sections, strict=True))
    running = Running("Review 617", language, direction)
    leaves = number([Extent(each.kind, each.fragment.manifest.pages) for each in parts], opening)
    sheets = blocks(leaves, dress(leaves, parts, running))
    return LinkJob(
        parts=parts,
        geometry=page.geometry,
        metadata=replace(METADATA, language=language, direction=direction),
        running=running,
        opening=opening,
        furniture=tuple(furniture(block, theme, page) for block in sheets),
        fonts=type_files(theme),
        elsewhere={"away/three": "https://example.org/three"},
    )


@pytest.fixture(scope="module")
def job(theme: Theme, page: PageDesign) -> LinkJob:
    return job_of(theme, page)


@pytest.fixture(scope="module")
def edition(job: LinkJob) -> bytes:
    return link(job)


@pytest.fixture(scope="module")
def opened(edition: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(edition))


def page_of(document: pikepdf.Pdf, place: pikepdf.Object) -> int:
    numbers = {each.obj.objgen: index for index, each in enumerate(document.pages)}
    return numbers[place[0].objgen]


def test_pages_stand_in_order_with_their_furniture(edition: bytes) -> None:
    pages = [" ".join(text.split()) for text in pages_of(edition, "-layout")]
    assert pages[:3] == ["A Year", "Contents ii", "Last 1"]
    assert re.fullmatch(r"One The harbour .* Foot of one\. 2", pages[3])
    assert re.fullmatch(r"One .* x Part B y 3", pages[4])
    assert re.fullmatch(r"Two The harbour .* There\. 4", pages[5])
    assert len(pages) == 6


def test_running_heads_name_the_part_on_a_recto_and_the_publication_on_a_verso(
    theme: Theme, page: PageDesign
) -> None:
    (made,) = fragments(
        [markup(f"<article><p>{WORDS * 160}</p></article>", title="The part")], theme, page
    )
    parts = (LinkPart(made, PartKind.ARTICLE),)
    leaves = number([Extent(PartKind.ARTICLE, made.manifest.pages)])
    assert len(leaves) >= 3
    dressed = dress(leaves, parts, Running("Review 617", "en", "ltr"))
    words = [[(sheet.kind, sheet.text, sheet.hand) for sheet in each] for each in dressed[:3]]
    assert words == [
        [("folio", "1", "right")],
        [("head", "Review 617", "left"), ("folio", "2", "left")],
        [("head", "The part", "right"), ("folio", "3", "right")],
    ]


def test_the_head_of_a_verso_tells_the_section_too(theme: Theme, page: PageDesign) -> None:
    (made,) = fragments(
        [markup(f"<article><p>{WORDS * 160}</p></article>", title="The part")], theme, page
    )
    leaves = number([Extent(PartKind.ARTICLE, made.manifest.pages)])
    parts = (LinkPart(made, PartKind.ARTICLE, "Paper & ink"),)
    heads = [
        sheet
        for sheets in dress(leaves, parts, Running("Review 617", "en", "ltr"))
        for sheet in sheets
        if sheet.kind == "head"
    ]
    assert [(each.text, each.section) for each in heads[:2]] == [
        ("Review 617", "Paper & ink"),
        ("The part", ""),
    ]
    printed = pages_of(with_fonts(furniture(heads[:2], theme, page), theme, page))
    assert [" ".join(text.split()) for text in printed] == ["Review 617 · Paper & ink", "The part"]


def test_recto_openings_add_blank_pages_without_furniture(theme: Theme, page: PageDesign) -> None:
    pages = [
        " ".join(text.split()) for text in pages_of(link(job_of(theme, page, opening="recto")))
    ]
    assert pages[:5] == ["A Year", "", "Contents iii", "", "Last 1"]
    assert pages[5] == ""
    assert pages[6].startswith("One")


def words_at(pdf: bytes) -> list[list[float]]:
    """The left ends of all words, page by page."""
    return [
        [float(left) for left in re.findall(r'<word xMin="(\S+)"', text)]
        for text in text_of(pdf, "-bbox").split("<page ")[1:]
    ]


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_bodies_lie_towards_the_spine_by_exactly_the_shift(
    theme: Theme, page: PageDesign, direction: str
) -> None:
    job = job_of(theme, page, direction)
    linked = words_at(link(job))
    zero, one = (words_at(with_fonts(job.parts[index].fragment, theme, page)) for index in (2, 3))
    shift = page.geometry.shift if direction == "ltr" else -page.geometry.shift
    assert linked[2][0] - zero[0][0] == pytest.approx(shift, abs=0.01)  # a recto
    assert linked[3][0] - one[0][0] == pytest.approx(-shift, abs=0.01)  # a verso
    cover = words_at(with_fonts(job.parts[0].fragment, theme, page))
    assert linked[0] == pytest.approx(cover[0], abs=0.01)


def leading_away(page: pikepdf.Object) -> list[pikepdf.Object]:
    """The links of a page, but for those between a note and its call."""
    return [each for each in page.Annots if not str(each.Contents).startswith(("Note ", "Back "))]


def test_links_move_with_their_words(opened: pikepdf.Pdf, job: LinkJob) -> None:
    page = opened.pages[3].obj
    left, _, right, _ = map(float, page.MediaBox)
    assert (left, right - left) == pytest.approx((job.geometry.shift, job.geometry.width), abs=0.01)
    in_part = [list(each.rectangle) for each in job.parts[3].fragment.manifest.links]
    linked = [[float(length) for length in each.Rect] for each in leading_away(page)]
    assert linked[0] == pytest.approx(in_part[0], abs=0.01)  # both are under the same origin


def test_links_lead_to_their_place_or_to_the_web_or_are_taken_off(opened: pikepdf.Pdf) -> None:
    *away, inside = leading_away(opened.pages[3].obj)
    assert [str(each.Dest) if "/Dest" in each else str(each.A.URI) for each in away] == [
        "home/two#there",
        "home/two",
        "home/two",
        "https://example.org/three",
        OUTSIDE,
    ]
    named = pikepdf.NameTree(opened.Root.Names.Dests)["home/one#part"]
    assert page_of(opened, inside.Dest) == page_of(opened, named) == 3
    assert [float(x) for x in inside.Dest[2:4]] == [float(x) for x in named[2:4]]


def test_a_note_and_its_call_lead_to_each_other_wherever_the_part_stands(
    opened: pikepdf.Pdf,
) -> None:
    said = {
        str(each.Contents): each for page in opened.pages for each in page.obj.get("/Annots", ())
    }
    call, back = said["Note 1"], said["Back to text 1"]
    for one, other in ((call, back), (back, call)):
        assert page_of(opened, one.Dest) == 3
        _, bottom, _, top = map(float, other.Rect)
        assert bottom - 3 <= float(one.Dest[3]) <= top + 3  # pt


def test_names_stand_for_the_page_where_the_place_is(opened: pikepdf.Pdf, edition: bytes) -> None:
    names = pikepdf.NameTree(opened.Root.Names.Dests)
    pages = pages_of(edition)
    assert "There." in pages[page_of(opened, names["home/two#there"])]
    assert page_of(opened, names["home/one"]) == 3
    assert list(names) == sorted(names)


def test_the_outline_has_sections_articles_and_headings(opened: pikepdf.Pdf) -> None:
    def shape(entries: list[pikepdf.OutlineItem]) -> list[object]:
        return [(each.title, shape(list(each.children))) for each in entries]

    with opened.open_outline() as outline:
        assert shape(list(outline.root)) == [
            ("Contents", []),
            ("Zero", []),
            ("Reports", [("One", [("Part A", [("Sub", [])]), ("Part B", [])]), ("Two", [])]),
        ]


def test_page_labels_are_those_printed(opened: pikepdf.Pdf) -> None:
    assert [page.label for page in opened.pages][:5] == ["i", "ii", "1", "2", "3"]


def test_the_document_says_what_it_is(opened: pikepdf.Pdf) -> None:
    root = opened.Root
    assert str(root.Lang) == "en"
    assert root.ViewerPreferences.DisplayDocTitle
    assert "/Direction" not in root.ViewerPreferences
    information = {str(name): str(value) for name, value in opened.docinfo.items()}
    assert information["/Title"] == "A Year of Harbours"
    assert information["/Author"] == "Jane Doe, José Pérez"
    assert information["/CreationDate"] == "D:20260617000000Z"
    assert information["/ModDate"] == "D:20260701000000Z"
    packet = ElementTree.fromstring(root.Metadata.read_bytes())
    words = " ".join(" ".join(packet.itertext()).split())
    for value in (
        *(
            "A Year of Harbours",
            "José Pérez",
            "John Smith",
            "The Press & Co",
            "Reports <and> essays",
        ),
        *("ports", "urn:isbn:9780000000002", "© 2026 The authors", "2026-06-17T00:00:00Z"),
        *("2026-07-01T00:00:00Z", METADATA.licence_url),
    ):
        assert value in words


def test_right_to_left_publications_open_to_the_right(theme: Theme, page: PageDesign) -> None:
    job = job_of(theme, page, "rtl")
    with pikepdf.open(io.BytesIO(link(job))) as document:
        assert document.Root.ViewerPreferences.Direction == "/R2L"
    hands = {
        sheet.hand for block in job.furniture for sheet in block.sheets if sheet.side == "recto"
    }
    assert hands == {"left"}


def test_furniture_is_artifact_and_nothing_else_is(opened: pikepdf.Pdf) -> None:
    *_, body, furniture = (stream.read_bytes() for stream in opened.pages[3].obj.Contents)
    assert b"/Pagination" not in body
    around, *artifacts = furniture.split(b"/Artifact <</Type /Pagination /Subtype ")
    assert around.strip() == b"Q"
    assert [each[:7] for each in artifacts] == [b"/Footer"]
    assert all(each.endswith(b"Q EMC\n") and each.count(b"EMC") == 1 for each in artifacts)
    assert isinstance(opened.pages[0].obj.Contents, pikepdf.Stream)


def test_the_same_job_gives_the_same_bytes(job: LinkJob, edition: bytes) -> None:
    assert link(job) == edition


def test_the_edition_passes_the_checks(edition: bytes, tmp_path: Path) -> None:
    path = tmp_path / "edition.pdf"
    path.write_bytes(edition)
    report = subprocess.run(["qpdf", "--check", path], check=True, capture_output=True, text=True)
    assert "WARNING" not in report.stdout + report.stderr
    assert check_pdf("edition.pdf", edition) == ()
