"""Pictures as an edition carries them."""

from __future__ import annotations

import io
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image
from PIL.Image import Exif

from packager.compile.pictures import prepare
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
    source = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9000 9000"/>'
    assert prepare(asset(tmp_path, source, "image/svg+xml"), 10, 10) == source


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    source = asset(tmp_path, encoded(halves(size=(500, 400)), exif=located()))
    assert prepare(source, 200, 80) == prepare(source, 200, 80)


def test_a_file_that_went_bad_is_named(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="images/picture"):
        prepare(asset(tmp_path, b"no picture at all"), 200, 80)
