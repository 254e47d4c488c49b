"""The print edition: what a print shop reads in the file before it looks at a page."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from packager.check.pdf import check_pdf
from packager.compile.compiler import Compiler
from packager.editions.edition import Made
from packager.editions.pdf import PDF
from packager.editions.press import PRINT
from packager.errors import UsageError
from packager.link.pdf.inks import Inks
from packager.load import load
from packager.model.page import PAGE_SIZES
from tests.press import (
    MM,
    box,
    codes,
    dark,
    opened,
    picture,
    pixel,
    printed,
    profile,
    publication,
    settings,
    streams,
)

PRESS = 'profile = "press.icc"\ncondition = "FOGRA51"\n'


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """In colour, with a profile."""
    folder = tmp_path_factory.mktemp("colour")
    return printed(folder, settings(PRESS), {"press.icc": profile()})


@pytest.fixture(scope="module")
def pages(made: Made) -> bytes:
    return made.files["small-print.pdf"]


@pytest.mark.parametrize("name", ["A5", "Letter"])
def test_every_page_says_where_it_is_cut_and_how_far_colour_goes(name: str, tmp_path: Path) -> None:
    made = printed(tmp_path, settings(f'page = "{name}"'))
    width, height = PAGE_SIZES[name]
    with opened(made.files["small-print.pdf"]) as pdf:
        for page in pdf.pages:
            trim, bleed, media = (
                box(page, each) for each in ("/TrimBox", "/BleedBox", "/MediaBox")
            )
            assert (trim[2] - trim[0], trim[3] - trim[1]) == pytest.approx(
                (width, height), abs=0.01
            )
            outward = (-1, -1, 1, 1)
            assert bleed == pytest.approx(
                [each + way * 3 * MM for each, way in zip(trim, outward, strict=True)], abs=0.01
            )
            for edge, sheet, way in zip(bleed, media, outward, strict=True):
                assert way * (sheet - edge) > 5 * MM  # room for a mark


def test_without_bleed_and_marks_there_is_nothing_but_the_page(tmp_path: Path) -> None:
    made = printed(tmp_path, settings('bleed = "0mm"\nmarks = false'))
    with opened(made.files["small-print.pdf"]) as pdf:
        for page in pdf.pages:
            assert box(page, "/MediaBox") == box(page, "/TrimBox") == box(page, "/BleedBox")


@pytest.mark.parametrize("cover", ["wrap", "pages"])
@pytest.mark.parametrize("pages", [1, 2])
def test_a_last_sheet_has_two_pages_and_a_back_cover_stays_the_last(
    pages: int, cover: str, tmp_path: Path
) -> None:
    """An odd number has a blank page after it, which is no page of the PDF for readers."""
    text = "---\ntitle: One\nunsigned: true\n---\n\n" + "Words of it. " * 60 * (9 * pages - 8)
    toml = settings(f'cover = "{cover}"')
    own = publication(tmp_path, toml, {"one.md": text})
    paged = PRINT.paginate(own, Compiler())
    pdf = PRINT.make(own, Compiler()).files["small-print.pdf"]
    with opened(pdf) as document:
        count, last = len(document.pages), document.pages[-1]
        assert count == len(paged.leaves) + len(paged.leaves) % 2
        first = document.pages[0]
        assert [last.trimbox[2] - last.trimbox[0]] == [first.trimbox[2] - first.trimbox[0]]
    command = ["pdftotext", "-f", str(count), "-", "-"]
    said = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.strip()
    assert (said == b"") == bool(len(paged.leaves) % 2)
    assert check_pdf("x.pdf", pdf) == ()

    back = "---\ntitle: Behind\nunsigned: true\npart: back-cover\n---\n\nThe end.\n"
    toml = settings('cover = "pages"').replace('["one.md"]', '["one.md", "back.md"]')
    made = printed(tmp_path, toml, {"one.md": text, "back.md": back})
    pdf = made.files["small-print.pdf"]
    said = subprocess.run(
        ["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout
    assert said.rstrip(b"\f\n").count(b"\f") == said.count(b"\f") - 1, "nothing comes after it"


def test_marks_stand_at_the_cut_and_clear_of_the_bleed(pages: bytes) -> None:
    dpi = 288
    drawn, scale = picture(pages, 1, dpi).convert("L"), dpi / 72
    with opened(pages) as pdf:
        page = pdf.pages[0]
        media, trim = box(page, "/MediaBox"), box(page, "/TrimBox")
    left, top = (trim[0] - media[0]) * scale, (media[3] - trim[3]) * scale
    lines = [x for x in range(drawn.width) if dark(drawn, x, round(2 * MM * scale))]
    assert min(abs(x - left) for x in lines) <= 1.5
    across = [x for x in range(round(left)) if dark(drawn, x, round(top))]
    assert across, "the mark beside the head of the page"
    assert max(across) < left - 3.5 * MM * scale, "it touches the bleed"


def test_nothing_leads_acts_or_lies_over_a_page(pages: bytes) -> None:
    with opened(pages) as pdf:
        assert not any("/Annots" in page.obj or "/AA" in page.obj for page in pdf.pages)
        gone = ("/Outlines", "/OpenAction", "/AA", "/AcroForm", "/Names", "/StructTreeRoot")
        assert not [key for key in gone if key in pdf.Root]
        assert not [each for each in pdf.objects if _action(each)]


def _action(each: object) -> bool:
    return isinstance(each, pikepdf.Dictionary) and each.get("/S") in ("/URI", "/JavaScript")


def test_with_a_profile_it_is_pdf_x4(pages: bytes) -> None:
    with opened(pages) as pdf:
        assert pdf.pdf_version == "1.6"
        assert "/ID" in pdf.trailer
        assert pdf.docinfo["/GTS_PDFXVersion"] == "PDF/X-4"
        assert pdf.docinfo["/Trapped"] == pikepdf.Name("/False")
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFX"
        assert intent.OutputConditionIdentifier == "FOGRA51"
        assert intent.RegistryName == "http://www.color.org"
        assert intent.DestOutputProfile.N == 4
        assert intent.DestOutputProfile.read_bytes() == profile()
        metadata = pdf.Root.Metadata.read_bytes()
    assert b"http://www.npes.org/pdfx/ns/id/" in metadata
    assert b">PDF/X-4<" in metadata
    assert b"<pdf:Trapped>False<" in metadata
    assert b"pdfaid:part" not in metadata, "it is no PDF/A any more"
    said = subprocess.run(["pdfinfo", "-"], input=pages, capture_output=True, check=True)
    assert b"PDF/X-4" in said.stdout


def test_colours_of_the_screen_say_what_they_mean_to_the_press(pages: bytes) -> None:
    with opened(pages) as pdf:
        for page in pdf.pages:
            space = page.obj.Resources.ColorSpace.DefaultRGB
            assert space[0] == "/ICCBased"
            assert space[1].N == 3


def test_without_a_profile_it_does_not_say_that_it_is(tmp_path: Path) -> None:
    made = printed(tmp_path, settings())
    assert codes(made).count("print-no-profile") == 1
    with opened(made.files["small-print.pdf"]) as pdf:
        assert "/GTS_PDFXVersion" not in pdf.docinfo
        assert "/OutputIntents" not in pdf.Root
        assert b"PDF/X-4" not in pdf.Root.Metadata.read_bytes()


def test_it_passes_its_own_checks_and_qpdf(made: Made, tmp_path: Path) -> None:
    for name, content in made.files.items():
        assert check_pdf(name, content) == ()
        (tmp_path / name).write_bytes(content)
        subprocess.run(["qpdf", "--check", str(tmp_path / name)], check=True, capture_output=True)


def test_all_fonts_are_in_it(made: Made) -> None:
    for content in made.files.values():
        said = subprocess.run(["pdffonts", "-"], input=content, capture_output=True, check=True)
        rows = said.stdout.decode().splitlines()[2:]
        assert rows
        assert {row.split()[-5] for row in rows} == {"yes"}


def test_the_same_publication_gives_the_same_bytes(made: Made, tmp_path: Path) -> None:
    again = printed(tmp_path, settings(PRESS), {"press.icc": profile()})
    assert again.files == made.files


def test_letters_that_look_black_are_printed_with_all_of_black_and_nothing_else(
    pages: bytes,
) -> None:
    """The ink of the theme is #1c1a18, which three inks and black would print; and as a grey of
    nine tenths it would be dots."""
    with opened(pages) as pdf:
        fills = [operands for operands, _ in _told(pdf, "rg")]
        greys = {float(operands[0]) for operands, _ in _told(pdf, "g")}
    assert 0 in greys
    assert not [grey for grey in greys if 0 < grey < 0.15]
    dark = [each for each in fills if max(float(part) for part in each) < 0.3]
    assert dark == []


@pytest.mark.parametrize("theme", ["review", "plain", "journal", "pamphlet"])
def test_rules_letters_and_folios_of_every_theme_are_printed_with_black_alone(
    theme: str, tmp_path: Path
) -> None:
    """What is no grey is an accent or a ground: nothing between looks grey and is mixed."""
    text = "---\ntitle: One\nunsigned: true\n---\n\nWords.^[A note.]\n\n::: box\nIn a box.\n:::\n\n"
    text += "| a | b |\n|---|---|\n| 1 | 2 |\n\n> Said.\n\n***\n\nMore.\n"
    made = printed(tmp_path, settings(theme=theme), {"one.md": text})
    with opened(made.files["small-print.pdf"]) as pdf:
        told = [[float(part) for part in each] for each, _ in _told(pdf, "rg RG")]
    mixed = [each for each in told if max(each) - min(each) < 0.08 and max(each) < 0.85]
    assert mixed == []


def test_an_accent_stays_a_colour(made: Made) -> None:
    with opened(made.files["small-print-cover.pdf"]) as pdf:
        reds = {tuple(float(part) for part in operands) for operands, _ in _told(pdf, "rg")}
    assert any(red > 0.4 > green for red, green, _ in reds)


def _told(pdf: pikepdf.Pdf, operators: str) -> list[tuple[list[Any], str]]:
    """What is said with these operators anywhere in a document."""
    return [
        (list(each.operands), str(each.operator))
        for stream in streams(pdf)
        for each in pikepdf.parse_content_stream(stream, operators)
    ]


def test_what_is_drawn_in_masks_and_letters_is_turned_as_well() -> None:
    with pikepdf.new() as pdf:
        drawing = b"0 0 0 rg 0 0 9 9 re f"
        form = pikepdf.Stream(pdf, drawing, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        glyph = pikepdf.Stream(pdf, b"9 0 d0 " + drawing)
        page = pdf.add_blank_page().obj
        state = pikepdf.Dictionary(SMask=pikepdf.Dictionary(S=pikepdf.Name.Luminosity, G=form))
        font = pikepdf.Dictionary(
            Subtype=pikepdf.Name.Type3, CharProcs=pikepdf.Dictionary(a=pdf.make_indirect(glyph))
        )
        page.Resources = pikepdf.Dictionary(
            ExtGState=pikepdf.Dictionary(m=state), Font=pikepdf.Dictionary(f=font)
        )
        Inks(pdf, grey=False).settle(page)
        assert state.SMask.G.read_bytes() == b"0 g 0 0 9 9 re f"
        assert font.CharProcs.a.read_bytes() == b"9 0 d0 0 g 0 0 9 9 re f"


@pytest.mark.parametrize(
    ("said", "turned"),
    [
        (b"1 0 0 rg", b"0.299 g"),
        (b"0 0 0 0.5 k", b"0.5 g"),
        (b"0 0 0 1 K", b"0 G"),
        (b"1 0 0 0 k", b"0.701 g"),
        (b"0 0 0 0 k", b"1 g"),
        (b"0.3 0.3 0.3 0.9 k", b"0 g"),
        (b"/lab-d50 cs 62 10 -4.5 scn", b"0.62 g"),
        (b"[(a) <30>] TJ 1 0 0 rg\n0 1 0 RG [<31>]TJ", b"[(a) <30>] TJ 0.299 g\n0.587 G [<31>]TJ"),
        (b"(1 0 0 rg) Tj", b"(1 0 0 rg) Tj"),
        (b"[2 1.5] 0 d", b"[2 1.5] 0 d"),
        (b"1 0 0 rgb", b"1 0 0 rgb"),  # no instruction at all
    ],
)
def test_in_grey_each_colour_is_as_light_as_it_looks(said: bytes, turned: bytes) -> None:
    with pikepdf.new() as pdf:
        assert Inks(pdf, grey=True).turned(said) == turned


@pytest.mark.parametrize("grey", [True, False])
def test_what_lets_something_through_is_mixed_in_the_colours_of_the_press(grey: bool) -> None:
    """ISO 15930-7, 6.3: DeviceRGB only where the press has it. A mask needs a space of its own."""
    with pikepdf.new() as pdf:
        group = {"S": pikepdf.Name.Transparency, "CS": pikepdf.Name.DeviceRGB}
        made = [
            pikepdf.Stream(
                pdf,
                b"0 0 9 9 re f",
                Subtype=pikepdf.Name.Form,
                Group=pikepdf.Dictionary(**group),
            )
            for _ in range(2)
        ]
        mask, form = map(pdf.make_indirect, made)
        page = pdf.add_blank_page().obj
        state = pikepdf.Dictionary(SMask=pikepdf.Dictionary(S=pikepdf.Name.Luminosity, G=mask))
        page.Resources = pikepdf.Dictionary(
            ExtGState=pikepdf.Dictionary(m=state), XObject=pikepdf.Dictionary(f=form)
        )
        Inks(pdf, grey=grey).settle(page)
        assert pikepdf.Name.CS not in form.Group
        if grey:
            assert str(mask.Group.CS) == "/DeviceGray"
        else:
            assert mask.Group.CS[0] == pikepdf.Name.ICCBased
            assert mask.Group.CS[1].N == 3


@pytest.mark.parametrize("kind", ["png", "jpg"])
def test_a_picture_without_colour_is_printed_with_black_alone(kind: str, tmp_path: Path) -> None:
    """Though its file has red, green and blue; one that has a tinge of colour keeps it."""
    grey = Image.effect_noise((900, 600), 60)
    tinged = Image.merge("RGB", (grey, grey, grey.point(lambda level: level * 0.9)))
    files: dict[str, str | bytes] = {"one.md": "---\ntitle: One\nunsigned: true\n---\n\n"}
    for number, made in enumerate((grey.convert("RGB"), tinged)):
        out = io.BytesIO()
        made.save(out, {"png": "PNG", "jpg": "JPEG"}[kind])
        files[f"{number}.{kind}"] = out.getvalue()
        files["one.md"] = f"{files['one.md']!s}![shown]({number}.{kind})\n\n"
    with opened(printed(tmp_path, settings(), files).files["small-print.pdf"]) as pdf:
        spaces = sorted(
            str(each.ColorSpace)
            for each in pdf.objects
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
        )
    assert spaces == ["/DeviceGray", "/DeviceRGB"]


def test_in_grey_nothing_is_coloured(tmp_path: Path) -> None:
    red = io.BytesIO()
    Image.effect_noise((600, 400), 60).convert("RGB").save(red, "JPEG")
    flat = io.BytesIO()
    Image.new("RGBA", (400, 300), (200, 30, 30, 128)).save(flat, "PNG")
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><defs>'
        '<linearGradient id="g"><stop offset="0" stop-color="red"/>'
        '<stop offset="1" stop-color="blue"/></linearGradient></defs>'
        '<rect width="200" height="100" fill="url(#g)" stroke="lime"/></svg>'
    )
    text = "---\ntitle: One\nunsigned: true\n---\n\n" + "".join(
        f"![shown](p.{kind})\n\n" for kind in ("jpg", "png", "svg")
    )
    files: dict[str, str | bytes] = {
        "one.md": text,
        "p.jpg": red.getvalue(),
        "p.png": flat.getvalue(),
        "p.svg": drawing,
    }
    made = printed(tmp_path, settings('colour = "grey"'), files)
    for content in made.files.values():
        with opened(content) as pdf:
            assert _told(pdf, "rg RG k K") == []
            spaces = [
                each.get("/ColorSpace")
                for each in pdf.objects
                if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
            ]
            assert {str(space) for space in spaces} <= {"/DeviceGray"}
            assert b"/DeviceRGB" not in b"".join(_shadings(pdf))
            count = len(pdf.pages)
        for number in range(1, count + 1):
            colours = picture(content, number).getcolors(1 << 24) or []
            spread = [max(each) - min(each) for _, each in colours if isinstance(each, tuple)]
            assert max(spread) <= 2, number


def _shadings(pdf: pikepdf.Pdf) -> list[bytes]:
    return [
        each.unparse()
        for each in pdf.objects
        if isinstance(each, pikepdf.Dictionary) and "/ShadingType" in each
    ]


@pytest.mark.parametrize("theme", ["review", "plain", "journal", "pamphlet"])
@pytest.mark.parametrize("name", ["A5", "Letter"])
def test_what_reaches_the_edge_goes_into_the_bleed_and_no_further(
    theme: str, name: str, tmp_path: Path
) -> None:
    """The drawn covers of `review` and `plain` have colour at the head; the others have none."""
    made = printed(tmp_path, settings(f'cover = "pages"\npage = "{name}"', theme))
    (pdf,) = made.files.values()
    assert not [each for each in check_pdf("x.pdf", pdf) if each.code == "print-bleed-missing"]
    drawn = picture(pdf, 1, 144)
    inside = pixel(drawn, pdf, 20 * MM, 2 * MM)
    bleeding = pixel(drawn, pdf, 20 * MM, -2 * MM)
    beyond = pixel(drawn, pdf, 20 * MM, -3.5 * MM)
    assert beyond == (255, 255, 255)
    assert bleeding == inside
    assert (inside != (255, 255, 255)) == (theme in {"review", "plain"})


def test_a_picture_on_the_cover_is_made_larger_for_the_press_and_only_for_it(
    tmp_path: Path,
) -> None:
    cover = io.BytesIO()
    Image.new("RGB", (1480, 2100), (10, 120, 60)).save(cover, "PNG")
    toml = settings('cover = "pages"', more='cover = { image = "c.png", alt = "Green" }')
    own = publication(tmp_path, toml, {"c.png": cover.getvalue()})
    made = printed(tmp_path, toml, {"c.png": cover.getvalue()})
    assert "layout-overflow" not in codes(made)
    (pdf,) = made.files.values()
    drawn = picture(pdf, 1, 144)
    width, height = PAGE_SIZES["A5"]
    for right, down in ((-2 * MM, -2 * MM), (width + 2 * MM, height + 2 * MM)):
        assert pixel(drawn, pdf, right, down)[1] > 100
    (screen,) = PDF.make(own).files.values()
    with opened(screen) as document:
        matrices = [
            [float(part) for part in each.operands]
            for each in pikepdf.parse_content_stream(document.pages[0], "cm")
        ]
    assert max(abs(matrix[0]) for matrix in matrices) <= width / 0.75 + 1


def test_a_cover_picture_of_another_shape_than_the_page_is_shown_whole(tmp_path: Path) -> None:
    """To fill the page it would lose a fifth at the left and at the right."""
    framed = Image.new("RGB", (2100, 2100), (200, 20, 20))
    framed.paste((10, 120, 60), (150, 150, 1950, 1950))
    cover = io.BytesIO()
    framed.save(cover, "PNG")
    toml = settings('cover = "pages"', more='cover = { image = "c.png", alt = "Green" }')
    (pdf,) = printed(tmp_path, toml, {"c.png": cover.getvalue()}).files.values()
    drawn = picture(pdf, 1, 144)
    page, height = PAGE_SIZES["A5"]
    middle = [pixel(drawn, pdf, each, height / 2) for each in range(int(page))]
    assert all(red > 150 > 2 * green for red, green, _ in (middle[4], middle[-4]))


def test_a_theme_names_the_profile_of_its_press_and_the_editor_another(tmp_path: Path) -> None:
    styles = tmp_path / "styles" / "own"
    styles.mkdir(parents=True)
    (styles / "theme.toml").write_text('title = "Own"\nextends = "plain"\nprofile = "theirs.icc"\n')
    (styles / "theirs.icc").write_bytes(profile(name="Of the theme"))
    files: dict[str, str | bytes] = {"ours.icc": profile(name="Of the editor")}
    for line, name in (("", "Of the theme"), ('profile = "ours.icc"', "Of the editor")):
        made = printed(tmp_path, settings(line, "own"), files)
        for content in made.files.values():
            with opened(content) as pdf:
                assert str(pdf.Root.OutputIntents[0].Info) == name
        assert "print-no-profile" not in codes(made)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7 no profile at all", "is no ICC profile"),
        (profile(kind=b"mntr"), "of a screen"),
        (profile()[:-8], "cut short"),
        (profile(colours=b"Lab "), "not grey, RGB or CMYK"),
    ],
)
def test_a_file_that_is_no_profile_of_a_press_is_refused(
    data: bytes, said: str, tmp_path: Path
) -> None:
    (tmp_path / "publication.toml").write_text(settings(PRESS))
    (tmp_path / "one.md").write_text("---\ntitle: One\n---\n\nWords.\n")
    (tmp_path / "press.icc").write_bytes(data)
    loaded = load(tmp_path)
    assert loaded.publication is None
    (finding,) = [each for each in loaded.findings if each.code == "profile-invalid"]
    assert said in finding.message
    assert finding.place
    assert (finding.place.file, finding.place.line) == ("publication.toml", 15)


def test_a_profile_that_is_not_there_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "publication.toml").write_text(settings(PRESS))
    (tmp_path / "one.md").write_text("---\ntitle: One\n---\n\nWords.\n")
    codes = [(each.code, str(each.place)) for each in load(tmp_path).findings]
    assert [place for code, place in codes if code == "file-missing"]


@pytest.mark.parametrize(
    ("said", "turned"),
    [
        (b"0.110 0.102 0.094 rg", b"0 g"),
        (b"0 0 0 RG", b"0 G"),
        (b"0.333 0.302 0.275 rg", b"0.3082 g"),
        (b"0.8 0.78 0.75 RG", b"0.7826 G"),  # a warm rule: in three inks its edges would not meet
        (b"0.2 0.25 0.29 rg", b"0.2 0.25 0.29 rg"),  # slate is a colour
        (b"0.976 0.949 0.918 rg", b"0.976 0.949 0.918 rg"),  # the cream of a box
        (b"0.478 0.122 0.122 rg", b"0.478 0.122 0.122 rg"),
        (b"0 0.1 0.3 rg", b"0 0.1 0.3 rg"),
        (b"(0 0 0 rg) Tj", b"(0 0 0 rg) Tj"),
        (b"[(a\\) 0 0 0 rg b)] TJ", b"[(a\\) 0 0 0 rg b)] TJ"),
        (b"1 1 1 rg", b"1 g"),
    ],
)
def test_what_is_grey_is_printed_with_black_alone_and_a_tinted_ground_is_not(
    said: bytes, turned: bytes
) -> None:
    with pikepdf.new() as pdf:
        assert Inks(pdf, grey=False).turned(said) == turned


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("bleed = 3", "without a unit"),
        ('bleed = "20mm"', "more than 8 mm"),
        ('bleed = "3"', "not a length"),
        ('colour = "gray"', "must be one of"),
        ('spine = "left"', "must be one of"),
        ("caliper = 0", "caliper"),
    ],
)
def test_a_setting_that_cannot_be_is_told_with_its_place(
    line: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "publication.toml").write_text(settings(line))
    (tmp_path / "one.md").write_text("---\ntitle: One\n---\n\nWords.\n")
    loaded = load(tmp_path)
    (finding,) = [each for each in loaded.findings if each.code == "value-invalid"]
    assert said in finding.message
    assert finding.place
    assert (finding.place.line, finding.place.column) == (15, line.index("=") + 3)  # of the value


def test_a_paper_that_is_not_known_is_told_before_anything_is_set(tmp_path: Path) -> None:
    class Idle(Compiler):
        def fragments(self, *_: Any, **__: Any) -> tuple[Any, ...]:
            raise AssertionError("pages are set")

    own = publication(tmp_path, settings('paper = "parchment"'))
    with pytest.raises(UsageError, match="parchment"):
        PRINT.make(own, Idle())


def test_a_draft_is_as_large_as_the_paper_of_the_office(tmp_path: Path) -> None:
    """With bleed and marks around it, no office printer would have paper for it."""
    for variant, sizes in (("draft", {PAGE_SIZES["A4"]}), ("large", set())):
        made = printed(tmp_path, settings(f'variant = "{variant}"'))
        with opened(made.files[f"small-print-{variant}.pdf"]) as pdf:
            seen = [(box(page, "/MediaBox"), box(page, "/TrimBox")) for page in pdf.pages]
        for media, cut in seen:
            assert (media == cut) == bool(sizes)
            for width, height in sizes:
                assert media[2] - media[0] == pytest.approx(width, abs=0.01)
                assert media[3] - media[1] == pytest.approx(height, abs=0.01)
