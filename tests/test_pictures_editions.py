"""Every kind of picture in both editions: a file that any reader shows, under a name that fits."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from lxml import etree
from PIL import Image, ImageDraw

from packager.findings import Severity
from packager.pipeline import BuildOptions, build
from tests.small import SETTINGS, publication
from tests.tagged import elements
from tests.validators import epubcheck

XHTML = "{http://www.w3.org/1999/xhtml}"
MAGIC = {
    ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff", ".png": b"\x89PNG", ".svg": b"<"
}  # fmt: skip
MAP = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60"><title>Map</title>'
    b'<path d="M5 5h80v50h-80z" fill="#224466"/></svg>'
)


def photograph(kind: str, mode: str = "RGB") -> bytes:
    noise = [Image.effect_noise((90, 60), 60) for _ in "rgb"]
    return saved(Image.merge("RGB", noise).convert(mode), kind)


def saved(picture: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind)
    return out.getvalue()


def cut_out() -> Image.Image:
    picture = Image.new("RGBA", (90, 60), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((10, 10, 80, 50), fill=(200, 20, 20, 255))
    return picture


@dataclass(frozen=True)
class Made:
    epub: Path
    pdf: Path
    warnings: list[str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    pictures = {
        "images/CAMERA.JPG": photograph("JPEG"),
        "images/wrong-name.png": photograph("JPEG"),
        "images/scan.tif": photograph("TIFF"),
        "images/scan.jpg": photograph("JPEG"),  # of the same name, but for what it ends with
        "images/print.jpeg": photograph("JPEG", "CMYK"),
        "images/web.avif": photograph("AVIF"),
        "images/archive.jp2": photograph("JPEG2000"),
        "images/cut-out.webp": saved(cut_out(), "WEBP"),
        "images/plan.bmp": saved(cut_out().convert("RGB"), "BMP"),
        "images/deep.png": saved(Image.new("I;16", (90, 60), 0x4040), "PNG"),
        "images/grey": photograph("JPEG", "L"),
        "images/map.svg": MAP,
        "images/fleuron.svg": MAP.replace(b"224466", b"662244"),
    }
    shown = [
        f'![Of {Path(name).name}]({name}){{credit="A" licence="CC0-1.0"}}\n'
        for name in pictures
        if "fleuron" not in name
    ]
    decoration = '![](images/fleuron.svg){.decorative credit="A" licence="CC0-1.0"}\n'
    article = "---\ntitle: One\nunsigned: true\n---\n\nWords.\n\n" + "\n".join([*shown, decoration])
    folder = publication(tmp_path_factory.mktemp("kinds"), {"one.md": article, **pictures})
    report = build(folder, BuildOptions(editions=("epub", "pdf"), output=folder / "made"))
    said = [str(each) for each in report.findings if each.severity is Severity.WARNING]
    return Made(folder / "made/small.epub", folder / "made/small.pdf", said)


def test_readers_find_in_each_file_what_its_name_says(made: Made) -> None:
    with zipfile.ZipFile(made.epub) as archive:
        names = [name for name in archive.namelist() if "images/small/" in name]
        assert len(names) == 13
        for name in names:
            assert archive.read(name).startswith(MAGIC[Path(name).suffix.lower()]), name


def test_a_name_that_fits_stays(made: Made) -> None:
    with zipfile.ZipFile(made.epub) as archive:
        names = {Path(name).name for name in archive.namelist()}
    assert {"CAMERA.JPG", "scan.jpg", "print.jpeg", "map.svg", "deep.png"} <= names


def test_epubcheck_finds_nothing(made: Made) -> None:
    assert epubcheck(made.epub) == []


def test_nobody_is_warned_of_anything(made: Made) -> None:
    assert made.warnings == []


def test_a_drawing_stays_one_in_both(made: Made) -> None:
    with zipfile.ZipFile(made.epub) as archive:
        assert archive.read("EPUB/images/small/map.svg") == MAP
    with pikepdf.open(made.pdf) as pdf:
        images = {image.objgen for page in pdf.pages for image in page.get_images().values()}
        described = [str(figure.Alt) for figure in elements(pdf, "Figure")]
    assert len(images) == 11  # all but the two drawings
    assert "Of map.svg" in described


def test_decoration_is_silent_in_both(made: Made) -> None:
    with zipfile.ZipFile(made.epub) as archive:
        page = next(name for name in archive.namelist() if name.endswith("one.xhtml"))
        images = list(etree.fromstring(archive.read(page)).iter(f"{XHTML}img"))
    silent = [image.attrib for image in images if not image.get("alt")]
    assert len(images) == 13
    assert [(each["src"].rpartition("/")[2], each["role"]) for each in silent] == [
        ("fleuron.svg", "presentation")
    ]
    with pikepdf.open(made.pdf) as pdf:
        described = [str(figure.get("/Alt", "")) for figure in elements(pdf, "Figure")]
    assert len(described) == 12
    assert all(words.startswith("Of ") for words in described)


def test_a_picture_without_a_description_is_told_with_its_place_and_remedy(tmp_path: Path) -> None:
    article = '---\ntitle: One\nunsigned: true\n---\n\n![](a.svg){credit="A" licence="CC0-1.0"}\n'
    folder = publication(tmp_path, {"one.md": article, "a.svg": MAP, "publication.toml": SETTINGS})
    report = build(folder, BuildOptions(editions=("epub",), output=folder / "made"))
    (told,) = [each for each in report.findings if each.code == "alt-missing"]
    assert (told.severity, str(told.place)) == (Severity.WARNING, f"{told.place.file}:6")
    assert told.place.file.endswith("one.md")
    assert "{.decorative}" in told.hint
