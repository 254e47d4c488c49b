"""The Pillow door of this room: a picture as an edition carries it, upright, no larger than asked,
and without what its file says of camera, place and person."""

from __future__ import annotations

import io
from dataclasses import dataclass
from hashlib import sha256

from PIL import Image, ImageCms, ImageOps

from packager.errors import BuildError
from packager.model.assets import Asset

_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/gif": "GIF"}
_METADATA = {0xE1, 0xED, 0xFE, *range(0xE3, 0xED), 0xEF}  # APPn with EXIF, XMP, IPTC …; comments
_SCANS = {0xDA}  # start of scan: from here on a JPEG is picture


@dataclass(frozen=True, slots=True)
class PictureSettings:
    """How large an edition's pictures are. `quality` is that of JPEG and WebP, 1–95."""

    max_px: int = 2400  # the longest side: a page of A5 at 300 dots an inch
    quality: int = 88


def prepare(asset: Asset, max_px: int, quality: int) -> bytes:
    """The picture's bytes for an edition, in the same format; an SVG as it is.

    Orientation is applied, metadata dropped, CMYK and foreign colour spaces become sRGB; of an
    animation the first picture stays. A JPEG that needs none of this keeps its own compression
    when that is the smaller. Raises `BuildError` if the file has gone or changed into something
    that cannot be read.
    """
    try:
        data = asset.path.read_bytes()
        made = data
        if asset.media_type != "image/svg+xml":
            made = _prepare(data, _FORMATS[asset.media_type], max_px, quality)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise BuildError(
            f"The picture {asset.name} can no longer be read.", "Put the file back and build again."
        ) from error
    if sha256(data).hexdigest() != asset.sha256:  # the cache would keep it as the one before
        raise BuildError(f"The picture {asset.name} has changed meanwhile.", "Build again.")
    return made


def _prepare(data: bytes, format_: str, max_px: int, quality: int) -> bytes:
    with Image.open(io.BytesIO(data)) as original:
        picture = _srgb(ImageOps.exif_transpose(original))
        if max(picture.size) > max_px:
            if picture.mode in {"P", "1"}:
                picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
            picture.thumbnail((max_px, max_px), Image.Resampling.LANCZOS)
        untouched = picture.size == original.size and picture.mode == original.mode
        turned = original.getexif().get(0x0112, 1) != 1
        foreign = "icc_profile" in original.info
    made = _encode(picture, format_, quality)
    if format_ == "JPEG" and untouched and not turned and not foreign:
        return min(_without_metadata(data), made, key=len)
    return made


def _srgb(picture: Image.Image) -> Image.Image:
    """A picture whose numbers mean sRGB or grey."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "CMYK"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(
                picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except ImageCms.PyCMSError:  # a damaged profile says nothing: take the numbers as they are
            converted = None
        if converted:
            return converted
    return picture.convert("RGB") if picture.mode in {"CMYK", "YCbCr", "LAB", "HSV"} else picture


def _encode(picture: Image.Image, format_: str, quality: int) -> bytes:
    options: dict[str, dict[str, object]] = {
        "JPEG": {"quality": quality, "optimize": True},
        "PNG": {"optimize": True},
        "WEBP": {"quality": quality, "method": 4},
        "GIF": {},
    }
    kept = {"transparency"} if format_ in {"PNG", "GIF"} else set()
    picture.info = {name: value for name, value in picture.info.items() if name in kept}
    out = io.BytesIO()
    picture.save(out, format_, **options[format_])
    return out.getvalue()


def _without_metadata(jpeg: bytes) -> bytes:
    """A JPEG's segments (ITU-T T.81, B.1.1) but for those that only describe it."""
    kept, at = [jpeg[:2]], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] not in _SCANS:
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4])
        if jpeg[at + 1] not in _METADATA:
            kept.append(jpeg[at:end])
        at = end
    return b"".join([*kept, jpeg[at:]])
