"""Pictures: recognised by their bytes, decoded, measured, and harmless."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from packager.load import pictures as room
from packager.load.pictures import PictureError, measure
from packager.load.svg import SvgError, svg_size
from packager.model.text import Picture, walk
from tests.loading import ARTICLE, SETTINGS, load, loaded, write

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def picture(kind: str, size: tuple[int, int] = (30, 20), **options: object) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, (120, 30, 30)).save(stream, kind, **options)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/webp"), ("GIF", "image/gif")],
)
def test_formats_that_are_taken(kind: str, media_type: str) -> None:
    assert measure(picture(kind)) == (media_type, 30, 20)


@pytest.mark.parametrize("name", ["basi6a16.png", "basn3p08.png"])
def test_sound_pictures_of_others(shared: Path, name: str) -> None:
    assert measure((shared / "corpus/images/png" / name).read_bytes()) == ("image/png", 32, 32)


def test_broken_pictures_of_others(shared: Path) -> None:
    broken = sorted((shared / "corpus/images/png").glob("x*.png"))
    assert len(broken) == 4
    for path in broken:
        with pytest.raises(PictureError) as caught:
            measure(path.read_bytes())
        assert caught.value.code == "picture-corrupt", path.name


def test_turned_pictures_are_measured_as_seen(shared: Path) -> None:
    folder = shared / "corpus/images/exif"
    _, width, height = measure((folder / "Landscape_3.jpg").read_bytes())
    assert width > height
    _, width, height = measure((folder / "Portrait_6.jpg").read_bytes())
    assert width < height


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
@pytest.mark.parametrize("kept", [20, 60, 90])
@pytest.mark.parametrize("lenient", [False, True])  # True: as WeasyPrint leaves Pillow
def test_a_picture_cut_short_is_broken(
    kind: str, kept: int, lenient: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)
    data = picture(kind, (300, 200))
    with pytest.raises(PictureError) as caught:
        measure(data[: len(data) * kept // 100])
    assert caught.value.code == "picture-corrupt"


@pytest.mark.parametrize("kind", ["TIFF", "BMP", "JPEG2000", "ICO", "PDF", "AVIF"])
def test_other_formats_are_refused_by_name(kind: str) -> None:
    names = {"JPEG2000": "JPEG 2000", "ICO": "icon"}
    with pytest.raises(PictureError) as caught:
        measure(picture(kind, (32, 32)))
    assert caught.value.code == "picture-format"
    assert f"is {names.get(kind, kind)}:" in caught.value.message
    assert caught.value.hint


def test_heic_is_refused_by_name() -> None:
    with pytest.raises(PictureError, match="is HEIC"):
        measure(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")


@pytest.mark.parametrize("side", [7_100, 12_000, 20_000])
def test_more_than_50_megapixels(side: int) -> None:
    stream = io.BytesIO()
    Image.new("1", (side, side)).save(stream, "PNG")
    with pytest.raises(PictureError) as caught:
        measure(stream.getvalue())
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
            measure(b'<?xml version="1.0"?>\n<!-- x -->\n' + head + HEAD.encode() + b"/>")
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
    monkeypatch.setattr(room, "measure", lambda data: calls.append(1) or measure(data))
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


def test_a_picture_that_is_a_link_out_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(picture("PNG"))
    folder = write(tmp_path / "publication", {"one.md": ARTICLE + "\n![](a.png)\n"})
    (folder / "a.png").symlink_to(tmp_path / "secret.png")
    assert [found.code for found in load(folder).findings] == ["path-outside"]
