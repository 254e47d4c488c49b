"""Pictures on their way into a publication: each kept once, under a name that works everywhere."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from packager.findings import Place, finding
from packager.importers.imported import Account, PictureFile
from packager.load.names import is_file_name, slugify
from packager.load.picture_formats import HEIC, HEIC_HINT, SAVE_IT, Taken, is_svg, recognised
from packager.model.assets import Asset
from packager.model.text import Picture

FOLDER = "images"
_ENDINGS = {
    "PNG": "png", "JPEG": "jpg", "GIF": "gif", "WebP": "webp", "TIFF": "tif", "AVIF": "avif",
    "JPEG 2000": "jp2", "BMP": "bmp", HEIC: "heic",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a picture where it stands."""

    alt: str = ""
    decorative: bool = False
    credit: str = ""
    licence: str = ""
    source: str = ""


def picture(name: str, said: Said | str = "") -> Picture:
    """The picture `name` of the publication (“images/x.jpg”) as an article shows it."""
    what = Said(said) if isinstance(said, str) else said
    asset = Asset(f"../{name}", "", Path(), "", 0, 0, "")
    return Picture(asset, what.alt, what.decorative, what.credit, what.licence, what.source)


class Shelf:
    """The pictures of one import."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._files: dict[str, PictureFile] = {}
        self._by_digest: dict[str, str] = {}

    def add(self, data: bytes, wanted: str, place: Place | None = None) -> str:
        """Keep a picture; the answer is its name in the publication, “images/harbour.jpg”.

        `wanted`: what it was called, a path or an address; only its last part is looked at. Empty,
        with a finding, when no edition can show it.
        """
        digest = hashlib.sha256(data).hexdigest()
        if digest in self._by_digest:
            return self._by_digest[digest]
        ending = self._ending(data, wanted, place)
        if not ending:
            return ""
        name = self._name(wanted, ending, digest)
        self._files[name] = PictureFile(name, data)
        self._by_digest[digest] = name
        return name

    def describe(self, name: str, said: Said) -> None:
        """What `credits.toml` is to say of a picture; what is empty changes nothing."""
        told = {key: getattr(said, key) for key in ("alt", "credit", "licence", "source")}
        told = {key: value for key, value in told.items() if value}
        self._files[name] = replace(self._files[name], **told)

    def files(self) -> tuple[PictureFile, ...]:
        """All that was kept, in the order it came."""
        return tuple(self._files.values())

    def _ending(self, data: bytes, wanted: str, place: Place | None) -> str:
        form = recognised(data)
        if isinstance(form, Taken):
            if form.name == HEIC:
                message = f"the picture “{wanted[-80:]}” is HEIC: not every packager reads it"
                self._account.findings.append(
                    finding("import-picture-refused", message, place, HEIC_HINT)
                )
            return _ENDINGS.get(form.name, "")
        if is_svg(data):
            return "svg"
        what = f"is {form.name}" if form else "is of a format that is not known"
        self._account.findings.append(
            finding(
                "import-picture-refused",
                f"the picture “{wanted[-80:]}” {what}: no edition can show it",
                place,
                form.hint if form else SAVE_IT,
            )
        )
        return ""

    def _name(self, wanted: str, ending: str, digest: str) -> str:
        last = wanted.replace("\\", "/").partition("?")[0].rstrip("/").rpartition("/")[2]
        stem = slugify(last.rpartition(".")[0] or last) or f"picture-{digest[:8]}"
        stem = stem if is_file_name(stem) else f"picture-{stem}"
        name, number = f"{FOLDER}/{stem}.{ending}", 2
        while name in self._files:
            name, number = f"{FOLDER}/{stem}-{number}.{ending}", number + 1
        return name
