"""Pictures: recognised by their bytes, decoded, measured, and harmless."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageFile, TiffImagePlugin

from packager.load import load as read
from packager.load import pictures as room
from packager.load.pictures import Examined, PictureError, examine
from packager.load.svg import SvgError, svg_size
from packager.model.text import Picture, walk
from tests.loading import ARTICLE, SETTINGS, lines, load, loaded, write

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def picture(kind: str, size: tuple[int, int] = (30, 20), **options: object) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, (120, 30, 30)).save(stream, kind, **options)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("GIF", "image/gif")],
)
def test_formats_that_are_taken(kind: str, media_type: str) -> None:
    assert examine(picture(kind)) == Examined(media_type, 30, 20)


def photograph(kind: str, size: tuple[int, int] = (120, 90), mode: str = "RGB") -> bytes:
    """What is hard to compress, as a photograph is."""
    noise = [Image.effect_noise(size, 60) for _ in range(3)]
    stream = io.BytesIO()
    Image.merge("RGB", noise).convert(mode).save(stream, kind)
    return stream.getvalue()


CONVERTED = ["WEBP", "TIFF", "BMP", "JPEG2000", "AVIF", "HEIF"]


@pytest.fixture
def _heic() -> None:
    pytest.importorskip("pillow_heif", reason="HEIC needs the extra [heic]").register_heif_opener()


@pytest.mark.usefixtures("_heic")
@pytest.mark.parametrize("kind", CONVERTED)
def test_a_photograph_in_another_format_becomes_jpeg(kind: str) -> None:
    assert examine(photograph(kind)) == Examined("image/jpeg", 120, 90)
    assert examine(photograph(kind, mode="L")).media_type == "image/jpeg"


@pytest.mark.usefixtures("_heic")
@pytest.mark.parametrize("kind", CONVERTED)
def test_a_drawing_in_another_format_becomes_png(kind: str) -> None:
    assert examine(picture(kind)) == Examined("image/png", 30, 20)


@pytest.mark.usefixtures("_heic")
@pytest.mark.parametrize("kind", ["WEBP", "TIFF", "JPEG2000", "AVIF", "HEIF"])
def test_transparency_makes_it_png(kind: str) -> None:
    clear = photograph("PNG", (90, 90))
    stream = io.BytesIO()
    opened = Image.open(io.BytesIO(clear)).convert("RGBA")
    opened.putalpha(Image.linear_gradient("L").resize((90, 90)))
    opened.save(stream, kind)
    assert examine(stream.getvalue()).media_type == "image/png"


def test_a_transparency_that_hides_nothing_does_not_count() -> None:
    stream = io.BytesIO()
    opened = Image.open(io.BytesIO(photograph("PNG", (800, 600)))).convert("RGBA")
    opened.save(stream, "PNG")
    assert examine(stream.getvalue()).media_type == "image/jpeg"
    opened.putpixel((5, 5), (0, 0, 0, 254))
    stream = io.BytesIO()
    opened.save(stream, "PNG")
    assert examine(stream.getvalue()).media_type == "image/png"


@pytest.mark.parametrize("mode", ["1", "P"])
def test_a_scanned_line_drawing_stays_without_loss(mode: str) -> None:
    assert examine(photograph("TIFF", mode=mode)).media_type == "image/png"


def test_sixteen_bits_are_taken() -> None:
    stream = io.BytesIO()
    Image.new("I;16", (30, 20), 40_000).save(stream, "TIFF")
    assert examine(stream.getvalue()) == Examined("image/png", 30, 20)


def test_a_heavy_photograph_in_png_becomes_jpeg_and_a_small_one_does_not() -> None:
    assert examine(photograph("PNG", (800, 600))).media_type == "image/jpeg"
    assert examine(photograph("PNG", (200, 150))).media_type == "image/png"
    stripes = Image.frombytes("RGB", (1600, 1200), bytes(range(240)) * 24_000)
    stream = io.BytesIO()
    stripes.save(stream, "PNG", compress_level=0)  # as heavy, but no photograph
    assert examine(stream.getvalue()).media_type == "image/png"


@pytest.mark.parametrize(("kind", "what"), [("GIF", "moves"), ("WEBP", "moves"), ("PNG", "moves")])
def test_of_an_animation_the_editor_is_told_what_is_shown(kind: str, what: str) -> None:
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "blue")]
    stream = io.BytesIO()
    frames[0].save(stream, kind, save_all=True, append_images=frames[1:])
    (remark,) = examine(stream.getvalue()).remarks
    assert (remark.code, what in remark.message) == ("picture-first-only", True)


def test_so_it_is_with_pages() -> None:
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "blue")]
    stream = io.BytesIO()
    frames[0].save(stream, "TIFF", save_all=True, append_images=frames[1:])
    (remark,) = examine(stream.getvalue()).remarks
    assert (remark.code, "pages" in remark.message) == ("picture-first-only", True)


def test_cmyk_without_a_profile_is_told() -> None:
    stream = io.BytesIO()
    Image.new("CMYK", (30, 20), (0, 200, 200, 0)).save(stream, "JPEG")
    (remark,) = examine(stream.getvalue()).remarks
    assert remark.code == "picture-colours"
    assert remark.hint


def test_remarks_are_told_where_the_picture_stands(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "blue")]
    stream = io.BytesIO()
    frames[0].save(stream, "GIF", save_all=True, append_images=frames[1:])
    folder = write(tmp_path, {"one.md": ARTICLE + "\n![A](a.gif)\n", "a.gif": stream.getvalue()})
    assert lines(folder) == [
        'one.md:7:1: warning[picture-first-only]: the picture "a.gif" moves: only its first picture'
        " is shown"
    ]


@pytest.mark.parametrize("progressive", [True, False])
def test_progressive_jpeg_is_taken(progressive: bool) -> None:
    data = picture("JPEG", progressive=progressive)
    assert (b"\xff\xc2" in data) == progressive
    assert examine(data) == Examined("image/jpeg", 30, 20)


def test_a_turned_tiff_is_measured_as_seen() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    assert examine(picture("TIFF", exif=turned)) == Examined("image/png", 20, 30)


@pytest.mark.parametrize("name", ["basi6a16.png", "basn3p08.png"])
def test_sound_pictures_of_others(shared: Path, name: str) -> None:
    data = (shared / "corpus/images/png" / name).read_bytes()
    assert examine(data) == Examined("image/png", 32, 32)


def test_broken_pictures_of_others(shared: Path) -> None:
    broken = sorted((shared / "corpus/images/png").glob("x*.png"))
    assert len(broken) == 4
    for path in broken:
        with pytest.raises(PictureError) as caught:
            examine(path.read_bytes())
        assert caught.value.code == "picture-corrupt", path.name


def test_turned_pictures_are_measured_as_seen(shared: Path) -> None:
    folder = shared / "corpus/images/exif"
    landscape = examine((folder / "Landscape_3.jpg").read_bytes())
    assert landscape.width > landscape.height
    portrait = examine((folder / "Portrait_6.jpg").read_bytes())
    assert portrait.width < portrait.height


@pytest.mark.usefixtures("_heic")
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "HEIF"])
@pytest.mark.parametrize("kept", [20, 60, 90])
@pytest.mark.parametrize("lenient", [False, True])  # True: as WeasyPrint leaves Pillow
def test_a_picture_cut_short_is_broken(
    kind: str, kept: int, lenient: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)
    data = picture(kind, (300, 200))
    with pytest.raises(PictureError) as caught:
        examine(data[: len(data) * kept // 100])
    assert caught.value.code == "picture-corrupt"


REFUSED = {  # by the first bytes of such a file: its name, a word of what to do
    b"8BPS\0\1": ("Photoshop", "export"),
    b"gimp xcf v011": ("GIMP", "export"),
    b"%PDF-1.7\n": ("PDF", "SVG"),
    b"%!PS-Adobe-3.0 EPSF-3.0": ("PostScript", "SVG"),
    b"\xff\x0a\0\0": ("JPEG XL", "save it as PNG or JPEG"),
    b"\0\0\1\0\1\0": ("icon", "save it as PNG or JPEG"),
    b"II*\0\x10\0\0\0CR\2\0": ("raw", "develop"),
    b"\0\0\0\x18ftypcrx \0\0\0\1": ("raw", "develop"),
    b"FUJIFILMCCD-RAW 0201": ("raw", "develop"),
    b"\0\0\0\x20ftypisom\0\0\2\0": ("film", "still"),
    b"\x1f\x8b\x08\0": ("gzip", "unpack"),
    b"PK\3\4\x14\0": ("ZIP", "export"),
    b"<!DOCTYPE html><html>": ("HTML", "not its page"),
}


@pytest.mark.parametrize("data", REFUSED)
def test_other_formats_are_refused_by_name_with_what_to_do(data: bytes) -> None:
    name, remedy = REFUSED[data]
    with pytest.raises(PictureError) as caught:
        examine(data + bytes(60))
    assert caught.value.code == "picture-format"
    assert name in caught.value.message
    assert remedy in caught.value.hint


@pytest.mark.parametrize("tag", [(254, 1), (50706, b"\1\4\0\0")])
def test_the_preview_in_a_raw_file_is_not_taken_for_the_picture(tag: tuple[int, object]) -> None:
    info = TiffImagePlugin.ImageFileDirectory_v2()
    info.tagtype[50706] = 1
    info[tag[0]] = tag[1]
    with pytest.raises(PictureError, match="raw"):
        examine(picture("TIFF", tiffinfo=info))


def test_measurements_are_no_picture() -> None:
    stream = io.BytesIO()
    Image.new("F", (30, 20), 0.5).save(stream, "TIFF")
    with pytest.raises(PictureError, match="32 bits") as caught:
        examine(stream.getvalue())
    assert caught.value.code == "picture-format"


def test_without_the_extra_heic_is_refused_with_both_ways_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)  # as if it were not installed
    with pytest.raises(PictureError, match="is HEIC") as caught:
        examine(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")
    assert caught.value.code == "picture-format"
    assert "packager[heic]" in caught.value.hint
    assert "JPEG" in caught.value.hint


@pytest.mark.parametrize("side", [7_100, 12_000, 20_000])
def test_more_than_50_megapixels(side: int) -> None:
    stream = io.BytesIO()
    Image.new("1", (side, side)).save(stream, "PNG")
    with pytest.raises(PictureError) as caught:
        examine(stream.getvalue())
    assert caught.value.code == "picture-too-large"


@pytest.mark.parametrize(
    ("inside", "size"),
    [
        (' viewBox="0 0 120.4 80"/>', (120, 80)),
        (' viewBox="0,0,12,8"><g><path d="M0 0h4" fill="url(#a)"/></g></svg>', (12, 8)),
        ('><use href="#a"/><use xlink:href="#b"/></svg>', (0, 0)),
        ('><image href="data:image/png;base64,AAAA"/></svg>', (0, 0)),
        ("><style>path { fill: url(#a); stroke: red }</style></svg>", (0, 0)),
        (' viewBox="0 0 1e999 nan"/>', (0, 0)),
        (' xmlns:i="http://www.inkscape.org/namespaces/inkscape"><i:grid i:on="1"/></svg>', None),
    ],
)
def test_svg_that_is_taken(inside: str, size: tuple[int, int] | None) -> None:
    if size is None:
        with pytest.raises(SvgError, match="event attribute"):
            svg_size((HEAD + inside).encode())
    else:
        assert svg_size((HEAD + inside).encode()) == size


@pytest.mark.parametrize(
    "inside",
    [
        "><script>1</script></svg>",
        "><foreignObject/></svg>",
        '><x:script xmlns:x="http://www.w3.org/2000/svg"/></svg>',
        '><b xmlns="http://www.w3.org/1999/xhtml"/></svg>',
        '><a href="#x"/></svg>',
        '><animate attributeName="href" to="x"/></svg>',
        ' onload="x()"/>',
        '><path ONCLICK="x()"/></svg>',
        '><image href="http://x.example/a.png"/></svg>',
        '><image xlink:href="//x.example/a.png"/></svg>',
        '><image href="file:///etc/passwd"/></svg>',
        '><use href="other.svg#a"/></svg>',
        '><image href="data:image/svg+xml,x"/></svg>',
        '><image href="javascript:x()"/></svg>',
        '><path fill="url(http://x.example/a)"/></svg>',
        "><path style=\"fill: url( 'http://x.example/a')\"/></svg>",
        '><path style="fill: u\\72l(http://x.example/a)"/></svg>',
        "><style>@import 'http://x.example/a.css';</style></svg>",
        "><style>@font-face { src: url(a.ttf) }</style></svg>",
        "><style><![CDATA[p { fill: url(//x.example) }]]></style></svg>",
        ' xml:base="http://x.example/"/>',
        '><?xml-stylesheet href="a.css"?></svg>',
        ">" + "<g>" * 300 + "</g>" * 300 + "</svg>",
    ],
)
def test_svg_that_reaches_out_or_acts_is_unsafe(inside: str) -> None:
    with pytest.raises(SvgError) as caught:
        svg_size((HEAD + inside).encode())
    assert caught.value.code == "picture-unsafe"


def test_svg_with_a_document_type_is_unsafe(shared: Path) -> None:
    plain = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://x.example/svg11.dtd">'
    for head in (plain, b'<!DOCTYPE svg [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>'):
        with pytest.raises(PictureError) as caught:
            examine(b'<?xml version="1.0"?>\n<!-- x -->\n' + head + HEAD.encode() + b"/>")
        assert caught.value.code == "picture-unsafe"
    for path in sorted((shared / "corpus/hostile/xml").iterdir()):
        with pytest.raises(SvgError):
            svg_size(path.read_bytes())


def shown(folder: Path) -> list[Picture]:
    return [
        node
        for article in loaded(folder).articles
        for node in walk(article.text)
        if isinstance(node, Picture)
    ]


def test_a_picture_has_its_credits_and_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        "publication.toml": SETTINGS.replace('["one.md"]', '["texts/one.md", "two.md"]')
        + 'cover = { image = "images/ferry.png", alt = "Cover" }\n',
        "texts/one.md": ARTICLE + "\n![](../images/ferry.png)\n\n![](images/ferry.png)\n",
        "two.md": ARTICLE + "\n![](./images/ferry.png)\n",
        "images/ferry.png": picture("PNG"),
        "credits.toml": '["./images/ferry.png"]\nalt = "A ferry"\ncredit = "Rui Melo"\n'
        'licence = "cc0-1.0"\nsource = "archive, box 12"\n',
    }
    folder = write(tmp_path, files)
    calls: list[int] = []
    monkeypatch.setattr(room, "examine", lambda data: calls.append(1) or examine(data))
    pictures = shown(folder)
    assert len(calls) == 1
    assert len(pictures) == 3
    assert len({picture.asset for picture in pictures}) == 1
    asset = pictures[0].asset
    assert (asset.name, asset.home) == ("images/ferry.png", "the-harbour-review")
    assert (asset.media_type, asset.width, asset.height) == ("image/png", 30, 20)
    assert (asset.alt, asset.credit, asset.licence, asset.source) == (
        "A ferry",
        "Rui Melo",
        "CC0-1.0",
        "archive, box 12",
    )
    cover = loaded(folder).cover
    assert cover is not None
    assert (cover.picture, cover.alt) == (asset, "Cover")


class Remembering:
    """A memo."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        return self._kept.get(key)

    def put(self, key: str, content: bytes) -> None:
        self._kept[key] = content


def test_a_picture_is_decoded_once_for_all_builds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "blue")]
    stream = io.BytesIO()
    frames[0].save(stream, "GIF", save_all=True, append_images=frames[1:])
    folder = write(tmp_path, {"one.md": ARTICLE + "\n![A](a.gif)\n", "a.gif": stream.getvalue()})
    calls: list[int] = []
    monkeypatch.setattr(room, "examine", lambda data: calls.append(1) or examine(data))
    memo = Remembering()
    first, second = (read(folder, memo=memo) for _ in range(2))
    assert len(calls) == 1
    assert first.findings == second.findings
    assert [found.code for found in second.findings] == ["picture-first-only"]
    (folder / "a.gif").write_bytes(picture("GIF"))
    assert read(folder, memo=memo).findings == ()
    assert len(calls) == 2


def test_a_picture_that_is_a_link_out_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(picture("PNG"))
    folder = write(tmp_path / "publication", {"one.md": ARTICLE + "\n![](a.png)\n"})
    (folder / "a.png").symlink_to(tmp_path / "secret.png")
    assert [found.code for found in load(folder).findings] == ["path-outside"]
