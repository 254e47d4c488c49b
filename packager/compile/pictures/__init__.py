"""The Pillow door of this room: a picture as an edition carries it.

Upright, no larger than asked, in colours that mean the same everywhere, and without what its file
says of camera, place and person.
"""

from __future__ import annotations

import contextlib
import io
import struct
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from PIL import Image

from packager.compile.pictures.colours import eight_bits, in_srgb, profile_of
from packager.compile.pictures.metadata import bare_jpeg, bare_png
from packager.compile.pictures.vectors import plain_svg
from packager.errors import BuildError
from packager.model.assets import Asset

_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/gif": "GIF"}
_READ = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "AVIF", "HEIF", "JPEG2000", "BMP")
_BARE: dict[str, Callable[[bytes], bytes]] = {"JPEG": bare_jpeg, "PNG": bare_png}
_OPTIONS: dict[str, dict[str, object]] = {
    "JPEG": {"optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"method": 4},
    "GIF": {},
}
_ORIENTATION = 0x0112  # EXIF: how the camera was held, and how that is undone
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_BITS = 8  # a channel: as deep as editions need


# What Pillow's readers raise over a file that is not as it should be.
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RuntimeError,
    struct.error,
    Image.DecompressionBombError,
)


@dataclass(frozen=True, slots=True)
class PictureSettings:
    """How large an edition's pictures are. `quality` is that of JPEG and WebP, 1–95."""

    max_px: int = 2400  # the longest side: a page of A5 at 300 dots an inch
    quality: int = 88


def prepare(asset: Asset, max_px: int, quality: int) -> bytes:
    """The picture's bytes for an edition, of the asset's media type; an SVG stays a drawing.

    Orientation is applied, metadata dropped; other colour spaces become sRGB, grey stays grey,
    16 bits a channel become 8; of an animation the first picture stays. A JPEG or PNG that needs
    none of this keeps its own compression when that is the smaller. Raises `BuildError` if the
    file has gone or changed.
    """
    try:
        data = asset.path.read_bytes()
        if sha256(data).hexdigest() != asset.sha256:  # nothing is decoded that was not examined
            raise BuildError(f"The picture {asset.name} has changed meanwhile.", "Build again.")
        if asset.media_type == "image/svg+xml":
            return plain_svg(data)
        return _prepare(data, _FORMATS[asset.media_type], max_px, quality)
    except _BROKEN as error:
        raise BuildError(
            f"The picture {asset.name} can no longer be read.", "Put the file back and build again."
        ) from error


def _prepare(data: bytes, format_: str, max_px: int, quality: int) -> bytes:
    with _opened(data) as original:
        kept = _kept(original, data, format_, max_px)
        profile = profile_of(original)
        original.draft(None, (2 * max_px, 2 * max_px))  # a far larger JPEG is not decoded whole
        original.load()
        turn = _UPRIGHT.get(original.getexif().get(_ORIENTATION, 1))  # TIFF is upright by now
        picture = in_srgb(_scaled(original, max_px), profile)
        made = _encode(picture if turn is None else picture.transpose(turn), format_, quality)
    return min(kept, made, key=len) if kept else made


def _opened(data: bytes) -> Image.Image:
    if data[4:8] == b"ftyp":  # HEIC, if it was taken, is read by an extra
        with contextlib.suppress(ImportError):
            import pillow_heif  # noqa: PLC0415

            pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    Image.init()
    return Image.open(io.BytesIO(data), formats=[name for name in _READ if name in Image.OPEN])


def _kept(original: Image.Image, data: bytes, format_: str, max_px: int) -> bytes:
    """The file without its metadata, where its picture can stay as it is; else nothing."""
    own = "JPEG" if original.format == "MPO" else original.format  # a JPEG with another behind it
    stays = (
        own == format_
        and max(original.size) <= max_px
        and original.getexif().get(_ORIENTATION, 1) == 1
        and not profile_of(original)
        and (original.mode in {"L", "RGB"} if own == "JPEG" else data[24] <= _BITS)
    )
    try:
        return _BARE[format_](data) if stays and format_ in _BARE else b""
    except ValueError:  # decoders forgive more than is safe to cut by
        return b""


def _scaled(picture: Image.Image, max_px: int) -> Image.Image:
    """A picture whose longest side is at most so long; it may be the one that was given."""
    if max(picture.size) <= max_px:
        return picture
    if picture.mode in {"P", "PA"} or "transparency" in picture.info:
        clear = picture.has_transparency_data
        grey = picture.mode in {"1", "L"}
        picture = picture.convert(("LA" if grey else "RGBA") if clear else "RGB")
    elif picture.mode == "1" or picture.mode.startswith("I"):
        picture = eight_bits(picture)
    picture.thumbnail((max_px, max_px), Image.Resampling.LANCZOS)
    return picture


def _encode(picture: Image.Image, format_: str, quality: int) -> bytes:
    if format_ == "JPEG":
        picture = _opaque(picture)
    kept = {"transparency"} if format_ in {"PNG", "GIF"} else set()
    picture.info = {name: value for name, value in picture.info.items() if name in kept}
    out = io.BytesIO()
    options = _OPTIONS[format_] | ({"quality": quality} if format_ in {"JPEG", "WEBP"} else {})
    picture.save(out, format_, **options)
    return out.getvalue()


def _opaque(picture: Image.Image) -> Image.Image:
    """A picture on white, for what knows no transparency."""
    if not picture.has_transparency_data:
        return picture if picture.mode in {"L", "RGB"} else picture.convert("RGB")
    picture = picture.convert("RGBA")
    ground = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(ground, picture).convert("RGB")
