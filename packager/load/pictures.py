"""Pictures: found inside a home, recognised by their bytes, really decoded, measured."""

from __future__ import annotations

import contextlib
import hashlib
import io
import re
import struct
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import PIL
from PIL import Image, ImageFile

from packager.findings import Place
from packager.load import files
from packager.load.credits import Credits
from packager.load.homes import HomeFolder, Homes
from packager.load.picture_formats import (
    DEVELOP,
    HEIC,
    HEIC_HINT,
    RAW,
    SAVE_IT,
    TAKEN,
    Refused,
    Taken,
    is_svg,
    recognised,
)
from packager.load.report import Report
from packager.load.svg import SvgError, svg_size
from packager.memo import key_of, remembered
from packager.model.assets import Asset
from packager.versions import made_with

MAX_PIXELS = 50_000_000
_KEPT = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif"}
_PHOTOGRAPHIC = 0.2  # bytes that a sample of a photograph takes in a PNG, a channel of a pixel
_TINGE = 4  # of 255: as far apart may the channels of a grey be
_HEAVY = 500_000  # bytes of a PNG from which on a photograph in it is worth a JPEG
_SEVERAL = {"TIFF": "holds several pages", "HEIF": "holds several pictures"}  # the rest is film
_REDUCED, _DNG = 254, 50706  # TIFF tags: what kind of picture is the first, version of DNG
# What Pillow lets through of what its decoders meet in broken files.
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
    OverflowError,
    MemoryError,
    RuntimeError,
    struct.error,
    zlib.error,
)


class PictureError(Exception):
    """A picture that is refused: a finding's code, what is wrong and what to do."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


class Pictures:
    """The pictures of all homes. Each is read once, however often it is shown."""

    def __init__(self, homes: Homes, report: Report) -> None:
        self._homes, self._report = homes, report
        self._credits = {home.root: Credits(home, report) for home in homes.all()}
        self._assets: dict[Path, Asset | None] = {}

    def get(self, written: str, folder: Path, place: Place) -> Asset | None:
        """The picture called `written` in a file of `folder`; None when refused (reported).

        A path goes from the file's folder, else from the root of its home.
        """
        if re.match(r"[a-z][a-z0-9+.-]*:|//", written, re.IGNORECASE):
            hint = "save the picture in the publication's folder; a build uses no network"
            self._report.add("picture-remote", f'"{written[:80]}" is not a file', place, hint)
            return None
        path = self._path(written, folder)
        home = self._homes.around(path)
        if home is None or written.startswith("/"):
            message = f'the picture "{written}" is outside the publication'
            hint = "copy it into the publication's folder; paths go from the article's folder"
            self._report.add("path-outside", message, place, hint)
            return None
        path = files.real(path)
        if path not in self._assets:
            self._assets[path] = self._read(path, home, written, place)
        return self._assets[path]

    def report_unused(self) -> None:
        """Tell of the publication's own picture credits that are for no picture shown."""
        self._credits[self._homes.own.root].report_unused()

    def _path(self, written: str, folder: Path) -> Path:
        home = self._homes.around(folder)
        folders = [folder, home.root] if home else [folder]
        names = [written, unquote(written)]
        paths = [files.join(folder, name) for folder in folders for name in names]
        return next((path for path in paths if files.is_file(path)), paths[0])

    def _read(self, path: Path, home: HomeFolder, written: str, place: Place) -> Asset | None:
        wanted = files.Wanted(
            path, home.root, written, place, code="picture-missing", limit=files.MAX_PICTURE
        )
        data = files.read_bytes(wanted, self._report)
        if data is None:
            return None
        digest = hashlib.sha256(data).hexdigest()
        try:
            examined = self._examine(data, digest)
        except PictureError as error:
            message = f'the picture "{written}" {error.message}'
            self._report.add(error.code, message, place, error.hint)
            return None
        for remark in examined.remarks:
            message = f'the picture "{written}" {remark.message}'
            self._report.add(remark.code, message, place, remark.hint)
        name = path.relative_to(home.root).as_posix()
        credit = self._credits[home.root].of(name)
        return Asset(
            name=name,
            home=home.home.slug,
            path=path,
            media_type=examined.media_type,
            width=examined.width,
            height=examined.height,
            sha256=digest,
            alt=credit.alt,
            credit=credit.credit,
            licence=credit.licence or "",
            source=credit.source,
        )

    def _examine(self, data: bytes, digest: str) -> Examined:
        """As `examine`, from memory if it is there: a photograph takes long to decode."""
        key = key_of("picture examined", made_with("text"), PIL.__version__, digest)
        return remembered(self._homes.memo, Examined, key, lambda: examine(data))


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that an editor should know of a picture that is taken."""

    code: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Examined:
    """A picture that is taken. Width and height in px as seen; `media_type`: in editions."""

    media_type: str
    width: int
    height: int
    remarks: tuple[Remark, ...] = ()


def examine(data: bytes) -> Examined:
    """Decode a picture whole; `PictureError` when it is refused."""
    found = recognised(data)
    if isinstance(found, Taken):
        return _raster(data, found)
    if isinstance(found, Refused):
        raise PictureError("picture-format", f"is {found.name}: {TAKEN}", found.hint)
    if is_svg(data[:100_000]):
        try:
            return Examined("image/svg+xml", *svg_size(data))
        except SvgError as error:
            raise PictureError(error.code, f"is refused: {error.message}", error.hint) from None
    if not data:
        raise PictureError("picture-corrupt", "is an empty file")
    raise PictureError("picture-format", f"is of no known format: {TAKEN}", SAVE_IT)


def _raster(data: bytes, format_: Taken) -> Examined:
    if not _can_read(format_.reader):
        hint = HEIC_HINT if format_.name == HEIC else SAVE_IT
        raise PictureError("picture-format", f"is {format_.name}, which cannot be read here", hint)
    try:
        with _strictly(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of oddities that do no harm
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=[format_.reader]) as image:
                image.verify()  # the checksums of a PNG, which load() passes over
            with Image.open(io.BytesIO(data), formats=[format_.reader]) as image:
                return _examined(image, format_, len(data))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large("has far too many pixels") from None
    except _BROKEN as error:
        message = f"is broken: it is no sound {format_.name} file"
        hint = "open it in a picture editor and save it anew"
        raise PictureError("picture-corrupt", message, hint) from error


def _can_read(reader: str) -> bool:
    """Whether Pillow has a reader; that of HEIC comes with an extra."""
    if reader == "HEIF":
        try:
            import pillow_heif  # noqa: PLC0415
        except ImportError:
            return False
        # A phone's thumbnails and depth maps are no part of the picture.
        pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    Image.init()
    return reader in Image.OPEN


def _examined(image: Image.Image, format_: Taken, size: int) -> Examined:
    _check_size(image)
    _refuse_measurements(image, format_)
    image.load()
    _check_size(image)  # of some formats it is known only now
    width, height = image.size
    if image.getexif().get(0x0112) in {5, 6, 7, 8}:
        width, height = height, width
    return Examined(_delivered(image, format_, size), width, height, tuple(_remarks(image)))


def _check_size(image: Image.Image) -> None:
    pixels = image.width * image.height
    if pixels > MAX_PIXELS:
        raise _too_large(f"has {pixels / 1e6:,.0f} megapixels")


def _refuse_measurements(image: Image.Image, format_: Taken) -> None:
    """What wears a picture's format and is none: a sensor's numbers behind a small preview."""
    tags = getattr(image, "tag_v2", {})
    if format_.reader == "TIFF" and (tags.get(_REDUCED, 0) & 1 or _DNG in tags):
        raise PictureError("picture-format", f"is {RAW}: {TAKEN}", DEVELOP)
    if image.mode in {"F", "I"} and format_.reader != "PNG":
        hint = "save it with 8 or 16 bits a channel"
        raise PictureError("picture-format", "holds measurements of 32 bits, not colours", hint)


def _delivered(image: Image.Image, format_: Taken, size: int) -> str:
    """The media type in which editions carry a picture.

    Every reader shows JPEG and PNG; what is in another format becomes the one that suits it, a
    photograph JPEG, a drawing PNG. A heavy photograph in PNG, too: it is ten times smaller then.
    """
    if format_.reader in _KEPT and not (format_.reader == "PNG" and size > _HEAVY):
        return _KEPT[format_.reader]
    return "image/jpeg" if _is_photograph(image) else "image/png"


def _is_photograph(image: Image.Image) -> bool:
    """Whether a picture is opaque, of many colours, and hard to compress without loss."""
    if image.mode in {"1", "P"} or not _is_opaque(image):
        return False
    if image.mode.startswith("I"):  # 16 bits
        image = image.convert("I").point(lambda value: value * (1 / 257))
    colours = image.convert("L" if image.mode in {"L", "LA", "I", "F"} else "RGB")
    few = colours.getcolors(256)
    if few and colours.mode == "RGB":
        if any(max(colour) - min(colour) > _TINGE for _, colour in few):  # type: ignore[arg-type]
            return False
        colours = colours.convert("L")
    return colours.getcolors(16) is None and _weight(colours) > _PHOTOGRAPHIC


def _is_opaque(image: Image.Image) -> bool:
    """Whether nothing shows through; many programs write a transparency that hides nothing."""
    if "A" in image.getbands():
        return image.getchannel("A").getextrema()[0] == 255
    return not image.has_transparency_data


def _weight(image: Image.Image) -> float:
    """The bytes that nine pieces of a picture take in a PNG, a channel of a pixel."""
    side = min(96, max(1, min(image.size) // 3))
    across, down = (image.width - side) // 2, (image.height - side) // 2
    sample = Image.new(image.mode, (3 * side, 3 * side))
    for row in range(3):
        for column in range(3):
            left, top = column * across, row * down
            piece = image.crop((left, top, left + side, top + side))
            sample.paste(piece, (column * side, row * side))
    out = io.BytesIO()
    sample.save(out, "PNG")
    return out.tell() / (len(image.getbands()) * sample.width * sample.height)


def _remarks(image: Image.Image) -> Iterator[Remark]:
    if getattr(image, "is_animated", False) and image.format not in {"MPO", "JPEG"}:
        what = _SEVERAL.get(image.format or "", "moves")
        hint = "save what is to be shown as pictures of their own"
        yield Remark("picture-first-only", f"{what}: only its first picture is shown", hint)
    if image.mode == "CMYK" and not image.info.get("icc_profile"):
        message = "is in CMYK and has no colour profile: its colours are a guess"
        yield Remark("picture-colours", message, "save it in sRGB, or with its profile")


@contextlib.contextmanager
def _strictly() -> Iterator[None]:
    """Refuse files cut short, though WeasyPrint tells Pillow to take them in the whole process."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _too_large(what: str) -> PictureError:
    message = f"{what}; the limit is {MAX_PIXELS // 1_000_000}"
    return PictureError(
        "picture-too-large", message, "scale it down: 4000 pixels a side are plenty"
    )
