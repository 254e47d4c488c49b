"""What a print shop would send a file back for, in pages that are made to have it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from time import process_time

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from packager.check.pdf import check_pdf
from packager.findings import Finding, Severity
from tests.press import profile

MM = 72 / 25.4
_XMP = b"<x><dc:title>t</dc:title></x>"


def made(*contents: bytes, pixels: tuple[int, int] = (600, 400), mask: str = "") -> bytes:
    """Pages of 100 by 200 mm with 3 mm of bleed, in points; `/P` is a picture, with a mask of this
    kind if any, `/F` and others are forms, `/L` is a look of lines."""
    with pikepdf.new() as pdf:
        picture = Stream(
            pdf,
            bytes(pixels[0] * pixels[1]),
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=pixels[0],
            Height=pixels[1],
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
        )
        if mask:
            picture[mask] = Stream(
                pdf,
                bytes(4),
                Type=Name.XObject,
                Subtype=Name.Image,
                Width=2,
                Height=2,
                ColorSpace=Name.DeviceGray,
                BitsPerComponent=8,
            )
        half = Array([0.5, 0, 0, 0.5, 0, 0])
        forms = {
            "F": form(pdf, b"0.5 0 0 0.5 0 0 cm 0.4 w 0 0 m 50 50 l S"),
            "G": form(pdf, filled(0, 50, 50, 90)),
            "H": form(pdf, b"0.4 w 0 0 m 50 50 l S", Matrix=half),
            "I": form(pdf, filled(-3, 5, 50, 60, ink="")),  # in the colour that it is drawn in
            "J": form(pdf, filled(-9, 50, 50, 90), BBox=Array([0, 0, 600, 600])),  # cut by its box
        }
        things = Dictionary(**forms, P=picture)
        looks = Dictionary(L=Dictionary(LW=0.1))
        for content in contents:
            page = pdf.add_blank_page(page_size=(100 * MM, 200 * MM))
            page.obj.Contents = Stream(pdf, content)
            page.obj.Resources = Dictionary(XObject=things, ExtGState=looks)
            trim = [0.0, 0.0, 100 * MM, 200 * MM]
            for name, more in (("/TrimBox", 0), ("/BleedBox", 3 * MM), ("/MediaBox", 9 * MM)):
                outward = (-more, -more, more, more)
                page.obj[name] = Array(
                    [round(each + way, 3) for each, way in zip(trim, outward, strict=True)]
                )
        pdf.docinfo[Name.Title], pdf.docinfo[Name.Trapped] = "t", Name("/False")
        pdf.Root.Lang = "en"
        pdf.Root.Metadata = Stream(pdf, _XMP, Type=Name.Metadata, Subtype=Name.XML)
        out = io.BytesIO()
        pdf.save(out, fix_metadata_version=False)
    return out.getvalue()


def form(pdf: pikepdf.Pdf, content: bytes, **said: Array) -> Stream:
    bounds = {"BBox": Array([-600, -600, 600, 600])} | said
    kind = {"Type": Name.XObject, "Subtype": Name.Form}
    return Stream(pdf, content, **kind, **bounds, Resources=Dictionary())


def told(pdf: bytes) -> list[Finding]:
    return list(check_pdf("x.pdf", pdf))


def codes(findings: Sequence[Finding]) -> list[str]:
    return [each.code for each in findings]


def drawn(width: float, height: float, x: float = 20, y: float = 20) -> bytes:
    """The picture so wide and high, there (mm)."""
    box = f"{width * MM:.3f} 0 0 {height * MM:.3f} {x * MM:.3f} {y * MM:.3f}"
    return f"q {box} cm /P Do Q".encode()


def filled(left: float, bottom: float, right: float, top: float, ink: str = "0.5 g") -> bytes:
    """A field (mm)."""
    box = " ".join(f"{each * MM:.3f}" for each in (left, bottom, right - left, top - bottom))
    return f"q {ink} {box} re f Q".encode()


def clip(left: float, bottom: float, right: float, top: float) -> bytes:
    """From here on nothing is seen outside (mm)."""
    box = " ".join(f"{each * MM:.3f}" for each in (left, bottom, right - left, top - bottom))
    return f"q {box} re W n ".encode()


def shape(*corners: tuple[float, float]) -> bytes:
    """A field with these corners (mm)."""
    first, *others = (f"{x * MM:.3f} {y * MM:.3f}" for x, y in corners)
    return f"q 0.5 g {first} m {' '.join(f'{each} l' for each in others)} h f Q".encode()


def test_a_page_with_nothing_wrong_is_passed_over_in_silence() -> None:
    assert told(made(drawn(50, 30) + b" q 0.25 w 10 10 m 90 10 l S Q BT 0 g ET")) == []


@pytest.mark.parametrize(
    ("width", "code", "severity"),
    [
        (600 / 300 * 25.4, None, None),
        (600 / 151 * 25.4, None, None),
        (600 / 149 * 25.4, "print-picture-soft", Severity.NOTICE),
    ],
)
def test_dots_an_inch_are_those_of_the_picture_as_it_is_drawn(
    width: float, code: str | None, severity: Severity | None
) -> None:
    found = told(made(drawn(width, width * 2 / 3, x=-40)))
    found = [each for each in found if each.code.startswith("print-picture")]
    assert codes(found) == ([code] if code else [])
    if severity:
        assert found[0].severity is severity
        assert "149 dots" in found[0].message
        assert "600 × 400 pixels" in found[0].message


def test_under_72_dots_an_inch_it_is_an_error_when_the_build_is_strict() -> None:
    (found,) = told(made(drawn(80, 60, x=10), pixels=(200, 150)))
    assert found.code == "print-picture-coarse"
    assert found.severity is Severity.WARNING  # which --strict makes an error
    assert "63 dots" in found.message


@pytest.mark.parametrize(("height", "told_of"), [(5, True), (0.3, False)])
def test_a_small_picture_counts_and_one_as_thin_as_a_line_does_not(
    height: float, told_of: bool
) -> None:
    found = codes(told(made(drawn(10, height), pixels=(20, 2))))
    assert found == (["print-picture-coarse"] if told_of else [])


def test_a_picture_that_is_stretched_counts_where_it_is_coarsest() -> None:
    (found,) = told(made(drawn(20, 90), pixels=(600, 400)))
    assert "113 dots" in found.message


@pytest.mark.parametrize("mask", ["/SMask", "/Mask"])
def test_a_picture_that_lets_something_through_is_noted_with_its_pages(mask: str) -> None:
    sound = b"0 g"
    (found,) = told(made(drawn(20, 20), sound, drawn(20, 20), drawn(20, 20), mask=mask))
    assert (found.code, found.severity) == ("print-transparency", Severity.NOTICE)
    assert found.message.startswith("pages 1, 3–4: ")


@pytest.mark.parametrize(
    ("content", "thin"),
    [
        (b"0.2 w 10 10 m 90 10 l S", True),
        (b"0 w 10 10 m 90 10 l S", True),
        (b"0.25 w 10 10 m 90 10 l S", False),
        (b"q 0.5 0 0 0.5 0 0 cm 0.4 w 10 10 m 90 10 l S Q", True),  # made smaller
        (b"q 2 0 0 2 0 0 cm 0.2 w 10 10 m 90 10 l S Q", False),
        (b"10 10 200 0.2 re f", True),  # a rule, as engines draw them
        (b"10 10 200 0.5 re f", False),
        (b"10 10 200 0 re f", False),  # nothing at all
        (b"0.1 w 10 10 m 90 10 l n", False),  # a clip
        (b"q 0.1 w Q 10 10 m 90 10 l S", False),  # set and taken back
        (b"/F Do", True),  # in a form
        (b"/H Do", True),  # in one that is made smaller as a whole
        (b"/L gs 10 10 m 90 10 l S", True),  # as thin as a graphics state says
        (b"q /L gs Q 10 10 m 90 10 l S", False),
        (b"10 10 m 210 10 l 210 10.2 l 10 10.2 l h f", True),  # a rule, drawn line by line
        (b"10 10 m 210 10 l 210 10.5 l 10 10.5 l h f", False),
        (b"10 10 m 10.1 10 l 60 90 l f", False),  # a thorn is no line
        (b"q 0.7071 0.7071 -0.7071 0.7071 90 90 cm 0 0 90 0.1 re f Q", True),  # aslant
        (b"q 10 0 0 0.1 0 0 cm 1 w 1 100 m 9 100 l S Q", True),  # flattened
    ],
)
def test_lines_thinner_than_a_quarter_of_a_point_are_told(content: bytes, thin: bool) -> None:
    assert codes(told(made(content))) == (["print-line-thin"] if thin else [])


@pytest.mark.parametrize(
    ("ink", "rich"),
    [
        (b"0 g", False),
        (b"0 0 0 1 k", False),
        (b"0.7 0.6 0.6 0.95 k", True),
        (b"0 0 0 rg", True),
        (b"0.1 0.09 0.12 rg", True),
        (b"0.19 0 0 rg", False),  # as dark, but a red
        (b"0.1 0.1 0 0.9 k", True),  # a little of two inks more
        (b"0.05 0.05 0 0.9 k", False),
        (b"0.5 0.1 0.1 rg", False),  # a dark red is a colour
        (b"0 0.1 0.4 rg", False),
        (b"0 0 0 rg 0 g", False),
    ],
)
def test_black_text_of_several_inks_is_told(ink: bytes, rich: bool) -> None:
    content = b"BT " + ink + b" /T 10 Tf (x) Tj ET"
    assert codes(told(made(content))) == (["print-black-rich"] if rich else [])


@pytest.mark.parametrize(
    ("content", "missing"),
    [
        (filled(-3, -3, 103, 203), False),
        (filled(-8, -8, 108, 208), False),
        (filled(0, 50, 50, 90), True),  # stops at the cut
        (filled(0.2, 50, 50, 90), True),  # a hair before it
        (filled(-1, 50, 50, 90), True),  # stops in the bleed
        (filled(50, 50, 100, 90), True),
        (filled(20, 0, 50, 90), True),
        (filled(20, 150, 50, 200), True),
        (filled(5, 50, 50, 90), False),  # inside the page
        (filled(0, 50, 50, 90, "1 g"), False),  # white
        (filled(-3, 50, 50, 90) + b" " + filled(0, 60, 50, 80), False),  # something is behind it
        (clip(20, 20, 60, 60) + filled(0, 50, 50, 90) + b" Q", False),  # its edge is not seen
        (clip(0, 20, 60, 60) + drawn(60, 60, x=-5) + b" Q", True),  # what goes beyond is not
        (clip(-3, 20, 60, 60) + drawn(60, 60, x=-5) + b" Q", False),
        (clip(20, 20, 60, 60) + b"Q " + filled(0, 50, 50, 90), True),  # the clip is taken back
        (clip(20, 20, 60, 60) + b"/G Do Q", False),  # a form is drawn within it
        (drawn(50, 50, x=0), True),
        (drawn(56, 50, x=-3), False),
        (filled(-9, -9, -4, 20), False),  # a mark outside
        (shape((0, 50), (50, 50), (50, 90), (0, 90)), True),
        (shape((-3, 50), (50, 50), (50, 90), (-3, 90)), False),
        (shape((0, 50), (50, 30), (50, 90)), True),  # a point that touches the cut
        (shape((-3, 50), (50, 30), (50, 90)), False),
        (shape((9, 50), (50, 30), (50, 90)), False),
        (shape((-3, 5), (50, 5), (50, 90)) + filled(0, 10, 9, 20), True),  # it does not cover that
        (shape((-3, 5), (50, 5), (50, 90), (-3, 90)) + filled(0, 10, 9, 20), False),  # this does
        (b"q 0 90 m 20 90 40 50 80 80 c 40 0 l h 0.5 g f Q", True),  # a curve
        (b"1 g /I Do 0.5 g " + filled(0, 10, 9, 20, ink=""), True),  # what is white covers nothing
        (b"0.5 g /I Do " + filled(0, 10, 9, 20), False),
        (b"/J Do", True),
        (clip(0, 50, 50, 90) + b"/S sh Q", True),  # a gradient fills its clip
        (clip(-3, 50, 50, 90) + b"/S sh Q", False),
        (b"q 99 0 0 99 0 99 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q", True),  # a picture in line
    ],
)
def test_what_stops_at_the_cut_is_told(content: bytes, missing: bool) -> None:
    found = [each for each in told(made(content)) if each.code == "print-bleed-missing"]
    assert len(found) == missing


def test_a_clip_of_another_shape_is_followed_as_the_box_round_it() -> None:
    """Borders are strips with mitred ends, each drawn over the whole page within such a clip."""
    strip = b"q -9 -9 m 9 9 l 9 560 l -9 578 l h W n " + filled(-3, -3, 103, 203) + b" Q "
    assert "print-bleed-missing" not in codes(told(made(strip + filled(0, 20, 60, 99))))
    inside = b"q 30 30 m 90 30 l 60 90 l h W n " + filled(0, 0, 50, 60) + b" Q"
    assert "print-bleed-missing" not in codes(told(made(inside)))


@pytest.mark.parametrize(
    "content",
    [
        b"1 0 cm",
        b"Do",
        b"/X w",
        b"/X gs gs",
        b"1 2 re f",
        b"m l c f",
        b"(x) rg",
        b"q Q Q",
        b"\xff[",
    ],
)
def test_damaged_instructions_are_told_and_what_follows_them_is_read(content: bytes) -> None:
    found = told(made(b"0 g", content + b" 0.1 w 10 10 m 90 10 l S"))
    assert not [each for each in found if "page 1" in each.message]
    if content not in (b"q Q Q", b"\xff["):
        assert [each.message for each in found if each.code == "pdf-invalid"] == [
            "What is drawn on page 2 is damaged."
        ]
        assert "print-line-thin" in codes(found)


def test_a_press_file_spoiled_anywhere_gives_findings_and_no_traceback() -> None:
    content = (
        b"q 0.5 g 10 10 50 50 re f Q /F Do /L gs /G Do q 20 0 0 20 5 5 cm /P Do Q 0.3 w"
        b" 1 0 0 rg 0 0 m 5 5 l 9 9 8 8 7 7 c S BT /T 9 Tf (x) Tj ET"
    )
    pdf = made(content, pixels=(4, 4), mask="/SMask")
    for at in range(len(pdf)):
        wrong = bytes([(pdf[at] * 7 + at) % 256])
        spoiled = pdf[:at] + (wrong if at % 2 else b"") + pdf[at + 1 :]
        assert isinstance(told(spoiled), list)
    assert "pdf-invalid" in codes(told(pdf[: len(pdf) // 2]))


def test_forms_that_multiply_are_given_up_in_time() -> None:
    """Each draws the next eight times: eight of them make two million drawings."""
    with pikepdf.open(io.BytesIO(made(b"/A Do"))) as pdf:
        inner = pdf.make_indirect(form(pdf, filled(0, 50, 50, 90)))
        for _ in range(8):
            outer = form(pdf, b"/A Do " * 8)
            outer.Resources = Dictionary(XObject=Dictionary(A=inner))
            inner = pdf.make_indirect(outer)
        pdf.pages[0].obj.Resources.XObject.A = inner
        out = io.BytesIO()
        pdf.save(out, fix_metadata_version=False)
    before = process_time()
    told(out.getvalue())
    assert process_time() - before < 5


def broken(change: str) -> bytes:
    with pikepdf.open(io.BytesIO(made(b"0 g"))) as pdf:
        page = pdf.pages[0].obj
        if change == "no trim":
            del page.TrimBox
        elif change == "bleed inside":
            page.BleedBox = Array([10, 10, 100, 100])
        elif change == "sheet too small":
            page.MediaBox = page.TrimBox
        elif change == "link":
            page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link)])
        elif change == "script":
            pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="x")
        elif change.startswith("x4"):
            _claim_x4(pdf, change)
        out = io.BytesIO()
        version = "1.7" if change == "x4 of 1.7" else "1.6"
        pdf.save(out, fix_metadata_version=False, force_version=version)
    return out.getvalue()


def _claim_x4(pdf: pikepdf.Pdf, change: str) -> None:
    """Say that it is PDF/X-4, with all that this takes but for one thing."""
    claim = b'<pdfxid:GTS_PDFXVersion xmlns:pdfxid="x">PDF/X-4</pdfxid:GTS_PDFXVersion>'
    packet = _XMP.replace(b"</x>", claim + b"</x>")
    pdf.Root.Metadata = Stream(pdf, packet, Type=Name.Metadata, Subtype=Name.XML)
    if change == "x4 without intent":
        return
    kind = b"mntr" if change == "x4 for a screen" else b"prtr"
    channels = 3 if change == "x4 of other inks" else 4
    press = Stream(pdf, profile(kind=kind), N=channels)
    intent = Dictionary(S=Name.GTS_PDFX, DestOutputProfile=press)
    pdf.Root.OutputIntents = Array([intent])
    space = Array([Name.ICCBased, Stream(pdf, b"", N=3)])
    spaces = Dictionary() if change == "x4 of unmeant colours" else Dictionary(DefaultRGB=space)
    pdf.pages[0].obj.Resources.ColorSpace = spaces


def test_a_file_that_says_it_is_x4_and_is_so_is_valid() -> None:
    assert not [each for each in told(broken("x4")) if each.code == "pdf-invalid"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("no trim", "does not say where it is trimmed"),
        ("bleed inside", "not trimmed within its bleed"),
        ("sheet too small", "off the sheet"),
        ("link", "has links, notes or actions"),
        ("script", "/OpenAction"),
        ("x4 without intent", "not for which press"),
        ("x4 of 1.7", "not 1.6"),
        ("x4 for a screen", "none of a press"),
        ("x4 of other inks", "not of as many colours"),
        ("x4 of unmeant colours", "what its colours of the screen mean"),
    ],
)
def test_a_file_that_no_press_could_use_is_invalid(change: str, said: str) -> None:
    found = [each for each in told(broken(change)) if each.code == "pdf-invalid"]
    assert [each for each in found if said in each.message], found


def test_a_file_for_readers_is_not_looked_at_with_the_eyes_of_a_press() -> None:
    with pikepdf.open(io.BytesIO(made(b"0.1 w 10 10 m 90 10 l S"))) as pdf:
        del pdf.docinfo[Name.Trapped]
        out = io.BytesIO()
        pdf.save(out, fix_metadata_version=False)
    assert "print-line-thin" not in codes(told(out.getvalue()))
    assert codes(told(out.getvalue())), "it is no file for readers either"
