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
from pathlib import Path
from urllib.parse import unquote

from PIL import Image, ImageFile

from packager.findings import Place
from packager.load import files
from packager.load.credits import Credits
from packager.load.homes import HomeFolder, Homes
from packager.load.report import Report
from packager.load.svg import SvgError, svg_size
from packager.model.assets import Asset

MAX_PIXELS = 50_000_000
_TAKEN = "PNG, JPEG, WebP, GIF and SVG are taken"
_RASTER = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "PNG", "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "JPEG", "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "GIF", "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "WEBP", "image/webp"),
)
_SVG_ROOT = re.compile(rb"<(?:[\w.-]+:)?svg[\s>/]")
_BEFORE_ROOT = ((b"<?", b"?>"), (b"<!--", b"-->"), (b"<!", b">"))
_REFUSED = (
    (re.compile(rb"II\*\x00|MM\x00\*"), "TIFF"),
    (re.compile(rb"....ftyp(?:heic|heix|hevc|heim|heis|mif1|msf1)", re.DOTALL), "HEIC"),
    (re.compile(rb"....ftypavi[fs]", re.DOTALL), "AVIF"),
    (re.compile(rb"\xff\x0a|\x00\x00\x00\x0cJXL "), "JPEG XL"),
    (re.compile(rb"\x00\x00\x00\x0cjP  |\xff\x4f\xff\x51"), "JPEG 2000"),
    (re.compile(rb"BM.{4}\x00{4}", re.DOTALL), "BMP"),
    (re.compile(rb"%PDF-"), "PDF"),
    (re.compile(rb"%!PS|\xc5\xd0\xd3\xc6"), "PostScript"),
    (re.compile(rb"8BPS"), "Photoshop"),
    (re.compile(rb"gimp xcf"), "GIMP"),
    (re.compile(rb"\x00\x00\x01\x00"), "icon"),
    (re.compile(rb"\x1f\x8b"), "gzip"),
    (re.compile(rb"PK\x03\x04"), "ZIP"),
    (re.compile(rb"\s*<(?:!doctype html|html)", re.IGNORECASE), "HTML"),
)
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
        try:
            media_type, width, height = measure(data)
        except PictureError as error:
            message = f'the picture "{written}" {error.message}'
            self._report.add(error.code, message, place, error.hint)
            return None
        name = path.relative_to(home.root).as_posix()
        credit = self._credits[home.root].of(name)
        return Asset(
            name=name,
            home=home.home.slug,
            path=path,
            media_type=media_type,
            width=width,
            height=height,
            sha256=hashlib.sha256(data).hexdigest(),
            alt=credit.alt,
            credit=credit.credit,
            licence=credit.licence or "",
            source=credit.source,
        )


def measure(data: bytes) -> tuple[str, int, int]:
    """Media type, width and height (px, as seen); `PictureError` when it is refused."""
    for magic, name, media_type in _RASTER:
        if magic.match(data):
            return (media_type, *_raster_size(data, name))
    if _is_svg(data[:100_000]):
        try:
            return ("image/svg+xml", *svg_size(data))
        except SvgError as error:
            raise PictureError(error.code, f"is refused: {error.message}", error.hint) from None
    for magic, name in _REFUSED:
        if magic.match(data):
            raise PictureError("picture-format", f"is {name}: {_TAKEN}", "save it as PNG or JPEG")
    if not data:
        raise PictureError("picture-corrupt", "is an empty file")
    raise PictureError(
        "picture-format", f"is of no known format: {_TAKEN}", "save it as PNG or JPEG"
    )


def _is_svg(data: bytes) -> bool:
    """Is an `svg` element the first, behind XML declaration, comments and document type?"""
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    while not _SVG_ROOT.match(data):
        end = next((end for start, end in _BEFORE_ROOT if data.startswith(start)), None)
        if end == b">" and b"[" in data.partition(b">")[0]:
            end = b"]>"  # of a document type with declarations in it
        if end is None or end not in data:
            return False
        data = data.partition(end)[2].lstrip()
    return True


def _raster_size(data: bytes, name: str) -> tuple[int, int]:
    try:
        with _strictly(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of oddities that do no harm
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=[name]) as image:
                image.verify()  # the checksums of a PNG, which load() passes over
            with Image.open(io.BytesIO(data), formats=[name]) as image:
                width, height = image.size
                if width * height > MAX_PIXELS:
                    raise _too_large(f"has {width * height / 1e6:,.0f} megapixels")
                image.load()
                turned = image.getexif().get(0x0112) in {5, 6, 7, 8}
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large("has far too many pixels") from None
    except _BROKEN as error:
        message = f"is broken: it is no sound {name} file"
        hint = "open it in a picture editor and save it anew"
        raise PictureError("picture-corrupt", message, hint) from error
    return (height, width) if turned else (width, height)


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
