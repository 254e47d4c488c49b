"""Pictures as an edition carries them."""

from __future__ import annotations

import base64
import io
import struct
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageCms, PngImagePlugin
from PIL.Image import Exif

from packager.compile.pictures import prepare
from packager.compile.pictures.colours import adobe_rgb
from packager.compile.pictures.metadata import bare_jpeg, bare_png
from packager.errors import BuildError
from packager.model.assets import Asset

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


def asset(folder: Path, data: bytes, media_type: str = "image/jpeg") -> Asset:
    path = folder / "picture"
    path.write_bytes(data)
    return Asset("images/picture", "home", path, media_type, 0, 0, sha256(data).hexdigest())


def encoded(picture: Image.Image, format_: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, format_, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def halves(mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> Image.Image:
    """The left half dark, the right half light."""
    picture = Image.new("L", size, 20)
    picture.paste(230, (size[0] // 2, 0, *size))
    return picture.convert(mode)


def located() -> Exif:
    exif = Image.Exif()
    exif[MAKER] = "A camera"
    exif[GPS] = {1: "N", 2: (52.0, 30.0, 0.0)}
    return exif


def test_orientation_is_applied_and_metadata_is_gone(tmp_path: Path) -> None:
    exif = located()
    exif[ORIENTATION] = 6  # to be turned a quarter to the right
    made = opened(prepare(asset(tmp_path, encoded(halves(), exif=exif)), 1000, 88))
    assert made.size == (40, 60)
    grey = made.convert("L")
    assert grey.getpixel((20, 5)) < 60
    assert grey.getpixel((20, 55)) > 200
    assert not dict(made.getexif())
    assert "exif" not in made.info


def test_a_sound_jpeg_keeps_its_compression_but_not_its_metadata(tmp_path: Path) -> None:
    picture = halves(size=(400, 300))
    source = encoded(picture, quality=40, exif=located(), comment=b"by A. Person")
    made = prepare(asset(tmp_path, source), 1000, 95)
    assert len(made) < len(source)
    assert b"A camera" not in made
    assert b"A. Person" not in made
    assert opened(made).tobytes() == opened(source).tobytes()


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "GIF"])
def test_large_pictures_are_scaled_in_their_format(tmp_path: Path, format_: str) -> None:
    source = encoded(halves(size=(600, 300)), format_)
    made = opened(prepare(asset(tmp_path, source, f"image/{format_.lower()}"), 200, 80))
    assert (made.size, made.format) == ((200, 100), format_)


def test_small_pictures_are_not_enlarged(tmp_path: Path) -> None:
    assert opened(prepare(asset(tmp_path, encoded(halves())), 1000, 88)).size == (60, 40)


def told(picture: Image.Image) -> set[str]:
    """What a finished picture says besides its pixels."""
    harmless = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "adobe", "adobe_transform"}
    drawn = {"version", "background", "transparency", "extension", "loop"}
    return set(picture.info) - harmless - drawn


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize("max_px", [30, 1000])
def test_nothing_is_said_of_place_and_person(tmp_path: Path, format_: str, max_px: int) -> None:
    text = PngImagePlugin.PngInfo()
    text.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>A. Person</x:xmpmeta>")
    text.add_text("Author", "A. Person")
    options: dict[str, object] = {"exif": located(), "xmp": b"<x:xmpmeta>A. Person</x:xmpmeta>"}
    if format_ == "PNG":
        options = {"exif": located(), "pnginfo": text}
    elif format_ == "GIF":
        options = {"comment": b"A. Person"}
    source = encoded(halves(), format_, **options)
    if format_ == "JPEG":  # IPTC has no writer
        iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0eA. Person"
        source = source[:2] + b"\xff\xed" + (len(iptc) + 2).to_bytes(2) + iptc + source[2:]
    assert b"A. Person" in source
    made = prepare(asset(tmp_path, source, f"image/{format_.lower()}"), max_px, 88)
    assert b"A. Person" not in made
    assert b"A camera" not in made
    assert not told(opened(made))


@pytest.mark.parametrize("progressive", [True, False])
def test_what_a_phone_hides_behind_the_picture_is_gone(tmp_path: Path, progressive: bool) -> None:
    film = b"\0\0\0\x18ftypmp42 A. Person"
    picture = Image.effect_noise((80, 60), 80)  # all bytes may come up in its data
    source = encoded(picture, quality=40, progressive=progressive, restart_marker_blocks=2)
    made = prepare(asset(tmp_path, source + film), 1000, 95)
    assert made == source
    second = encoded(picture, exif=located(), quality=40)
    made = prepare(asset(tmp_path, source + second), 1000, 95)
    assert made == source


def test_of_a_jpeg_only_what_draws_it_stays(tmp_path: Path) -> None:
    picture = Image.effect_noise((90, 60), 80)
    options = {
        "icc_profile": adobe_rgb(),
        "xmp": b"<x/>",
        "exif": located(),
        "comment": b"A. Person",
    }
    source = encoded(picture, quality=40, progressive=True, **options)
    assert bare_jpeg(source) == encoded(picture, quality=40, progressive=True)
    profiled = encoded(picture, quality=40, progressive=True, icc_profile=adobe_rgb())
    assert bare_jpeg(source, profile=True) == profiled


@pytest.mark.parametrize("profile", [True, False])
def test_of_a_png_only_what_draws_it_stays(profile: bool) -> None:
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", "A. Person")
    text.add(b"tIME", bytes(7))
    picture = Image.linear_gradient("L").convert("P")
    options = {"pnginfo": text, "exif": located(), "dpi": (300, 300), "transparency": 3}
    bare = bare_png(encoded(picture, "PNG", icc_profile=adobe_rgb(), **options), profile=profile)
    at, names = 8, []
    while at < len(bare):
        names.append(bare[at + 4 : at + 8])
        at += 12 + int.from_bytes(bare[at : at + 4])
    wanted = [b"IHDR", b"iCCP", b"PLTE", b"tRNS", b"IDAT", b"IEND"]
    assert names == [name for name in wanted if profile or name != b"iCCP"]
    assert opened(bare).tobytes() == picture.tobytes()


@pytest.mark.parametrize("bare", [bare_jpeg, bare_png])
def test_what_ends_too_early_is_not_cut_at_all(bare: Callable[[bytes], bytes]) -> None:
    whole = encoded(halves(), "JPEG" if bare is bare_jpeg else "PNG")
    for kept in range(len(whole) - 12):
        with pytest.raises(ValueError, match=r"missing|cut short"):
            bare(whole[:kept])


def test_a_second_picture_in_a_jpeg_is_gone(tmp_path: Path) -> None:
    picture = halves(size=(300, 200))
    second = halves(size=(90, 60))
    out = io.BytesIO()
    picture.save(out, "MPO", save_all=True, append_images=[second], quality=40, exif=located())
    assert opened(out.getvalue()).format == "MPO"
    made = prepare(asset(tmp_path, out.getvalue()), 1000, 95)
    assert opened(made).format == "JPEG"
    assert made.count(b"\xff\xd8\xff") == 1
    assert b"A camera" not in made


def test_a_sound_png_keeps_its_compression_but_not_its_metadata(tmp_path: Path) -> None:
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", "A. Person")
    drawn = Image.linear_gradient("L").convert("P")
    source = encoded(drawn, "PNG", pnginfo=text, optimize=True, dpi=(300, 300)) + b"more"
    made = prepare(asset(tmp_path, source, "image/png"), 1000, 88)
    assert len(made) < len(source)
    assert b"A. Person" not in made
    assert made.endswith(b"IEND\xaeB`\x82")
    assert opened(made).mode == "P"
    assert opened(made).tobytes() == drawn.tobytes()


# --- Colours: what is asked for is worked out here, from the spaces' own definitions -------------

SRGB = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
P3 = ((0.4866, 0.2657, 0.1982), (0.2290, 0.6917, 0.0793), (0.0000, 0.0451, 1.0439))
ADOBE = ((0.5767, 0.1856, 0.1882), (0.2974, 0.6273, 0.0753), (0.0270, 0.0707, 0.9911))
P3_AT_D50 = ((0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841))
Colour = tuple[int, int, int]


def in_srgb(colour: Colour, space: tuple[tuple[float, ...], ...], gamma: float) -> Colour:
    """A colour of another space with white at D65, in sRGB (IEC 61966-2-1)."""
    linear = [(value / 255) ** gamma for value in colour]
    xyz = [sum(a * b for a, b in zip(row, linear, strict=True)) for row in space]
    (a, b, c), (d, e, f), (g, h, i) = SRGB
    det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    inverse = (
        (e * i - f * h, c * h - b * i, b * f - c * e),
        (f * g - d * i, a * i - c * g, c * d - a * f),
        (d * h - e * g, b * g - a * h, a * e - b * d),
    )
    found = [sum(m * v for m, v in zip(row, xyz, strict=True)) / det for row in inverse]
    coded = [
        12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055
        for v in (min(1, max(0, v)) for v in found)
    ]
    red, green, blue = (round(255 * v) for v in coded)
    return red, green, blue


def icc(primaries: tuple[tuple[float, ...], ...], gamma: float) -> bytes:
    """A matrix profile (ICC.1); one primary: of grey, which has none."""
    curve = b"curv\0\0\0\0" + struct.pack(">IH2x", 1, round(gamma * 256))

    def xyz(*numbers: float) -> bytes:
        return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(n * 65536) for n in numbers))

    tags = {b"wtpt": xyz(0.9642, 1, 0.8249)}
    if primaries:
        for name, primary in zip(b"rgb", primaries, strict=True):
            tags |= {bytes([name]) + b"XYZ": xyz(*primary), bytes([name]) + b"TRC": curve}
    else:
        tags[b"kTRC"] = curve
    table, content = struct.pack(">I", len(tags)), b""
    for name, data in tags.items():
        start = 132 + 12 * len(tags) + len(content)
        table += name + struct.pack(">II", start, len(data))
        content += data
    kind = b"RGB XYZ " if primaries else b"GRAYXYZ "
    head = bytes(8) + b"\x02\x10\0\0mntr" + kind + bytes(12) + b"acsp" + bytes(28)
    whole = (head + xyz(0.9642, 1, 0.8249)[8:]).ljust(128, b"\0") + table + content
    return struct.pack(">I", len(whole)) + whole[4:]


def near(one: object, other: object, by: int = 3) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))  # type: ignore[call-overload]


LEAF = (90, 170, 70)


@pytest.mark.parametrize(("format_", "mode"), [("JPEG", "RGB"), ("PNG", "RGB"), ("PNG", "RGBA"),
                                               ("WEBP", "RGB"), ("PNG", "P")])  # fmt: skip
@pytest.mark.parametrize("max_px", [30, 1000])
def test_display_p3_becomes_srgb(tmp_path: Path, format_: str, mode: str, max_px: int) -> None:
    picture = Image.new("RGB", (60, 40), LEAF)
    picture = picture.quantize(4) if mode == "P" else picture.convert(mode)
    options = {"quality": 98} if format_ in {"JPEG", "WEBP"} else {}
    source = encoded(picture, format_, icc_profile=icc(P3_AT_D50, 2.2), **options)
    made = opened(prepare(asset(tmp_path, source, f"image/{format_.lower()}"), max_px, 95))
    wanted = in_srgb(LEAF, P3, 2.2)
    assert not near(wanted, LEAF)  # else nothing would be shown
    assert near(made.convert("RGB").getpixel((10, 10)), wanted)
    assert "icc_profile" not in made.info
    assert ("A" in made.getbands()) == (mode == "RGBA")


def test_a_palette_stays_one(tmp_path: Path) -> None:
    picture = Image.new("RGB", (60, 40), LEAF).convert("P")
    source = encoded(picture, "PNG", icc_profile=icc(P3_AT_D50, 2.2))
    assert opened(prepare(asset(tmp_path, source, "image/png"), 1000, 88)).mode == "P"


@pytest.mark.parametrize("says", ["profile", "exif"])
def test_adobe_rgb_becomes_srgb(tmp_path: Path, says: str) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0xA001] = 0xFFFF  # the colour space is none that EXIF knows
    exif.get_ifd(0x8769)[0xA005] = {1: "R03"}
    options = {"icc_profile": adobe_rgb()} if says == "profile" else {"exif": exif}
    source = encoded(Image.new("RGB", (60, 40), LEAF), quality=98, **options)
    made = opened(prepare(asset(tmp_path, source), 1000, 95))
    wanted = in_srgb(LEAF, ADOBE, 2.19921875)
    assert not near(wanted, LEAF)
    assert near(made.getpixel((10, 10)), wanted)


def test_a_profile_that_says_srgb_costs_no_quality(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = halves(size=(400, 300))
    source = encoded(picture, quality=40, icc_profile=profile)
    made = prepare(asset(tmp_path, source), 1000, 95)
    assert opened(made).tobytes() == opened(source).tobytes()
    assert "icc_profile" not in opened(made).info


@pytest.mark.parametrize("format_", ["JPEG", "PNG"])
def test_grey_stays_grey(tmp_path: Path, format_: str) -> None:
    media_type = f"image/{format_.lower()}"
    plain = encoded(Image.new("L", (60, 40), 100), format_)
    made = opened(prepare(asset(tmp_path, plain, media_type), 30, 95))
    assert (made.mode, made.getpixel((5, 5))) == ("L", 100)
    profiled = encoded(Image.new("L", (60, 40), 100), format_, icc_profile=icc((), 1.8))
    made = opened(prepare(asset(tmp_path, profiled, media_type), 1000, 95))
    grey = (100, 100, 100)
    assert made.mode == "L"
    assert near([made.getpixel((5, 5))], in_srgb(grey, SRGB, 1.8)[:1])


def test_a_scan_in_black_and_white_is_scaled_to_grey(tmp_path: Path) -> None:
    lines = Image.new("1", (300, 300), 1)
    lines.paste(0, (0, 0, 151, 300))
    made = opened(prepare(asset(tmp_path, encoded(lines, "PNG"), "image/png"), 100, 88))
    assert made.mode == "L"
    same = opened(prepare(asset(tmp_path, encoded(lines, "PNG"), "image/png"), 1000, 88))
    assert same.mode == "1"


@pytest.mark.parametrize("max_px", [10, 1000])
def test_sixteen_bits_of_grey_become_eight(tmp_path: Path, max_px: int) -> None:
    for format_ in ("PNG", "TIFF"):
        source = encoded(Image.new("I;16", (30, 20), 0x4040), format_)
        made = opened(prepare(asset(tmp_path, source, "image/png"), max_px, 88))
        assert (made.mode, made.getpixel((3, 3))) == ("L", 0x40)


def test_sixteen_bits_of_colour_become_eight(tmp_path: Path, shared: Path) -> None:
    deep = (shared / "corpus/images/png/basi6a16.png").read_bytes()
    assert deep[24] == 16
    made = prepare(asset(tmp_path, deep, "image/png"), 1000, 88)
    assert (made[24], opened(made).mode) == (8, "RGBA")
    assert opened(made).tobytes() == opened(deep).tobytes()


@pytest.mark.parametrize("kind", ["TIFF", "BMP", "JPEG2000", "AVIF", "HEIF", "WEBP"])
@pytest.mark.parametrize("format_", ["JPEG", "PNG"])
def test_other_formats_become_what_was_found_to_suit(
    tmp_path: Path, kind: str, format_: str
) -> None:
    if kind == "HEIF":
        pytest.importorskip("pillow_heif", reason="needs [heic]").register_heif_opener()
    source = encoded(halves(size=(90, 60)), kind)
    made = opened(prepare(asset(tmp_path, source, f"image/{format_.lower()}"), 1000, 90))
    assert (made.format, made.size) == (format_, (90, 60))
    assert made.convert("L").getpixel((20, 30)) < 60
    assert made.convert("L").getpixel((70, 30)) > 200
    assert not told(made)


@pytest.mark.parametrize("kind", ["TIFF", "AVIF", "HEIF", "WEBP", "PNG"])
def test_they_stand_upright_too(tmp_path: Path, kind: str) -> None:
    if kind == "HEIF":
        pytest.importorskip("pillow_heif", reason="needs [heic]").register_heif_opener()
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    source = encoded(halves(size=(90, 60)), kind, exif=exif.tobytes())
    for max_px in (60, 1000):
        made = opened(prepare(asset(tmp_path, source, "image/png"), max_px, 90)).convert("L")
        width, height = made.size
        assert width * 3 == height * 2
        assert made.getpixel((width // 2, height // 8)) < 60
        assert made.getpixel((width // 2, height * 7 // 8)) > 200


def test_turned_photographs_of_others_stand_upright(tmp_path: Path, shared: Path) -> None:
    for name, upright in (("Landscape_3.jpg", True), ("Portrait_6.jpg", False)):
        source = (shared / "corpus/images/exif" / name).read_bytes()
        made = opened(prepare(asset(tmp_path, source), 400, 80))
        assert (made.width > made.height) == upright
        assert not told(made)


def phone_photograph(size: tuple[int, int] = (4032, 3024)) -> Image.Image:
    """As hard to compress as what a telephone takes: soft shapes, and the noise of its sensor."""
    soft = [Image.effect_noise((63, 47), 90).resize(size, Image.Resampling.BICUBIC) for _ in "rgb"]
    grain = Image.effect_noise(size, 10)
    return Image.merge("RGB", [Image.blend(each, grain, 0.35) for each in soft])


def test_a_telephones_photograph_is_small_enough_for_an_e_reader(tmp_path: Path) -> None:
    source = encoded(phone_photograph(), quality=95)
    assert len(source) > 4_000_000
    made = prepare(asset(tmp_path, source), 1600, 82)  # what an EPUB asks for
    assert max(opened(made).size) == 1600
    assert len(made) < 700_000


def test_transparency_by_a_single_colour_survives_scaling(tmp_path: Path) -> None:
    picture = Image.new("RGB", (300, 300), (255, 0, 255))
    picture.paste((10, 20, 30), (0, 0, 151, 300))
    source = encoded(picture, "PNG", transparency=(255, 0, 255))
    made = opened(prepare(asset(tmp_path, source, "image/png"), 100, 88)).convert("RGBA")
    assert made.getpixel((80, 50))[3] == 0
    assert made.getpixel((20, 50)) == (10, 20, 30, 255)
    seen = made.getchannel("A").point(lambda alpha: 255 * (alpha > 0))
    reds = Image.composite(made.getchannel("R"), Image.new("L", made.size), seen)
    assert reds.getextrema()[1] < 60  # no fringe of the colour that stands for nothing


def test_of_an_animation_the_first_picture_stays(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "blue")]
    for format_ in ("GIF", "WEBP", "PNG"):
        source = encoded(frames[0], format_, save_all=True, append_images=frames[1:])
        made = opened(prepare(asset(tmp_path, source, f"image/{format_.lower()}"), 1000, 88))
        assert not getattr(made, "is_animated", False)
        assert near(made.convert("RGB").getpixel((5, 5)), (255, 0, 0), 6)


def test_cmyk_becomes_rgb(tmp_path: Path) -> None:
    made = opened(prepare(asset(tmp_path, encoded(halves("CMYK"))), 1000, 88))
    assert made.mode == "RGB"
    assert made.convert("L").getpixel((10, 20)) < 60


def test_transparency_stays(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (300, 300), (200, 30, 30, 0))
    made = opened(prepare(asset(tmp_path, encoded(clear, "PNG"), "image/png"), 100, 88))
    assert made.mode == "RGBA"
    assert made.getpixel((50, 50))[3] == 0


def test_svg_is_left_alone(tmp_path: Path) -> None:
    source = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9000 9000"><path d="M0 0"/></svg>'
    )
    assert prepare(asset(tmp_path, source, "image/svg+xml"), 10, 10) == source


NOTED = """<?xml version="1.0" encoding="UTF-8"?>
<!-- Made by A. Person -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:svg="http://www.w3.org/2000/svg"
  xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:ink="http://www.inkscape.org/namespaces/inkscape"
  xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" viewBox="0 0 10 10"
  ink:export-filename="/home/aperson/map.png" sodipodi:docname="aperson.svg">
  <metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">aperson</rdf:RDF>
  </metadata>
  <sodipodi:namedview><ink:grid id="aperson"/></sodipodi:namedview>
  <title>Höhe &lt; 3 &amp; mehr</title>
  <style>path > a { fill: red }</style>
  <svg:g xml:space="preserve">
    <path d="M0 0h9" ink:label="aperson" aria-label="&quot;a&quot;"/>
  </svg:g>
  <use xlink:href="#x"/>
</svg>"""


def test_an_svg_loses_what_its_program_noted(tmp_path: Path) -> None:
    made = prepare(asset(tmp_path, NOTED.encode(), "image/svg+xml"), 10, 10)
    assert b"erson" not in made
    assert made == prepare(asset(tmp_path, made, "image/svg+xml"), 10, 10)
    root = ElementTree.fromstring(made)
    before = ElementTree.fromstring(NOTED)
    svg = "{http://www.w3.org/2000/svg}"
    assert root.get("viewBox") == "0 0 10 10"
    assert root.findtext(f"{svg}title") == "Höhe < 3 & mehr"
    assert root.findtext(f"{svg}style") == before.findtext(f"{svg}style")
    path = root.find(f"{svg}g/{svg}path")
    assert path is not None
    assert path.attrib == {"d": "M0 0h9", "aria-label": '"a"'}
    link = "{http://www.w3.org/1999/xlink}href"
    assert [each.get(link) for each in root.iter(f"{svg}use")] == ["#x"]


def test_a_photograph_in_an_svg_loses_its_metadata(tmp_path: Path) -> None:
    photograph = base64.b64encode(encoded(halves(), exif=located())).decode()
    source = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        f'<image width="9" height="9" href="data:image/jpeg;base64,{photograph}"/></svg>'
    )
    made = prepare(asset(tmp_path, source.encode(), "image/svg+xml"), 10, 10).decode()
    kept = base64.b64decode(made.partition("base64,")[2].partition('"')[0])
    assert b"A camera" not in kept
    assert opened(kept).tobytes() == opened(base64.b64decode(photograph)).tobytes()


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    source = asset(tmp_path, encoded(halves(size=(500, 400)), exif=located()))
    assert prepare(source, 200, 80) == prepare(source, 200, 80)


def test_what_was_not_examined_is_not_decoded(tmp_path: Path) -> None:
    given = asset(tmp_path, encoded(halves()))
    given.path.write_bytes(encoded(halves(size=(80, 60))))
    with pytest.raises(BuildError, match="changed meanwhile"):
        prepare(given, 200, 80)


def test_a_file_that_went_bad_is_named(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="images/picture"):
        prepare(asset(tmp_path, b"no picture at all"), 200, 80)
