"""Pictures for a press: one without colour is printed with black alone, whatever its file says."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Name, Object, Stream
from PIL import Image, ImageChops

_QUALITY = 90  # of a JPEG that was one before
_LOOK = 400  # pixels: as large is a JPEG looked at, which costs an eighth of drawing it whole
_APART = 3  # of 255: as far may the parts of a grey be that was a JPEG


def is_neutral(picture: Object) -> bool:
    """Is it in colours of the screen, all of which are greys?"""
    if not isinstance(picture, Stream) or picture.get(Name.ColorSpace) != Name.DeviceRGB:
        return False
    red, green, blue = _looked_at(picture).convert("RGB").split()
    pairs = ((red, green), (green, blue), (red, blue))
    return not any(any(ImageChops.difference(*pair).histogram()[_APART + 1 :]) for pair in pairs)


def _looked_at(picture: Stream) -> Image.Image:
    if _filters(picture) == [Name.DCTDecode]:
        small = Image.open(io.BytesIO(picture.read_raw_bytes()))
        small.draft("RGB", (_LOOK, _LOOK))
        return small
    return pikepdf.PdfImage(picture).as_pil_image()


def make_grey(picture: Object) -> None:
    """Turn a picture into grey; its transparency stays as it is."""
    if not isinstance(picture, Stream) or picture.get(Name.ImageMask):
        return
    if picture.get(Name.ColorSpace) == Name.DeviceGray:
        return
    lossy = Name.DCTDecode in _filters(picture)
    grey = pikepdf.PdfImage(picture).as_pil_image().convert("L")
    picture.ColorSpace, picture.BitsPerComponent = Name.DeviceGray, 8
    for name in (Name.DecodeParms, Name.Decode):
        if name in picture:
            del picture[name]
    if lossy:
        out = io.BytesIO()
        grey.save(out, format="JPEG", quality=_QUALITY, optimize=True)
        picture.write(out.getvalue(), filter=Name.DCTDecode)
    else:
        picture.write(grey.tobytes())


def _filters(stream: Object) -> list[Object]:
    filters = stream.get(Name.Filter, Array())
    return list(filters) if isinstance(filters, Array) else [filters]
