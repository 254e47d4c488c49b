"""The same bytes everywhere; and nothing an editor writes can break the file."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from packager.check import check_files
from packager.editions.epub import EPUB
from packager.model.people import Contributor
from packager.model.publication import EditionSettings, Publication, Publisher, Section, Series
from packager.model.rights import Rights
from tests.epub_books import article, issue, picture, words
from tests.opened_epub import Package, files

ROOT = Path(__file__).resolve().parents[1]
HOSTILE = "</title>&<script>alert(1)</script> \"'\x00\x0b\ufffe\ud800 {{ 7*7 }} %s ]]> \u202e"
SCRIPT = """
import hashlib, os, sys
from pathlib import Path
from packager.editions.epub import EPUB
from tests.epub_books import issue
os.umask(int(sys.argv[2], 8))
made = EPUB.make(issue(Path(sys.argv[1])))
print(hashlib.sha256(made.files["review-617.epub"]).hexdigest())
"""


def built(publication: Publication) -> bytes:
    return EPUB.make(publication).files[f"{publication.slug}.epub"]


def test_twice_the_same(tmp_path: Path) -> None:
    assert built(issue(tmp_path)) == built(issue(tmp_path))


@pytest.mark.parametrize(
    ("seed", "zone", "umask", "locale"),
    [("0", "UTC", "022", "C"), ("77", "Asia/Kathmandu", "077", "C.UTF-8")],
)
def test_the_same_in_other_surroundings(
    tmp_path: Path, seed: str, zone: str, umask: str, locale: str
) -> None:
    environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
    folder = tmp_path / f"{seed} elsewhere"
    folder.mkdir()
    command = [sys.executable, "-c", SCRIPT, str(folder), umask]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    here = hashlib.sha256(built(issue(tmp_path))).hexdigest()
    assert done.stdout.strip() == here


def test_no_clock_no_machine_in_the_zip(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(built(issue(tmp_path)))) as archive:
        entries = archive.infolist()
    assert (entries[0].filename, entries[0].compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.external_attr >> 16 for entry in entries} == {0o100644}
    assert not any(entry.extra for entry in entries)
    assert [entry.filename for entry in entries[1:]] == sorted(e.filename for e in entries[1:])


def test_no_path_of_this_machine_is_in_it(tmp_path: Path) -> None:
    for name, content in files(built(issue(tmp_path))).items():
        assert str(tmp_path).encode() not in content, name


def hostile(folder: Path) -> Publication:
    """An issue with something nasty in every field that holds words."""
    publication = issue(folder)
    person = Contributor(HOSTILE, "aut", sort=HOSTILE, url=f"javascript:{HOSTILE}", bio=HOSTILE)
    nasty = article(
        "nasty",
        words(HOSTILE),
        title=HOSTILE,
        subtitle=HOSTILE,
        kicker=HOSTILE,
        contributors=(person,),
        subjects=(HOSTILE,),
        description=HOSTILE,
        rights=Rights(HOSTILE, HOSTILE, "no-such-licence"),
        written=HOSTILE,
        url="https://example.org/?a=1&b='\"<script>{{ 7*7 }} %s \u202e",
    )
    return replace(
        publication,
        title=HOSTILE,
        subtitle=HOSTILE,
        description=HOSTILE,
        subjects=(HOSTILE,),
        publisher=Publisher(HOSTILE, HOSTILE, HOSTILE),
        series=Series(HOSTILE, HOSTILE, "", HOSTILE),
        rights=Rights(HOSTILE, HOSTILE),
        contributors=(person,),
        contents=(Section(HOSTILE, (nasty,)),),
    )


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    data = built(hostile(tmp_path))
    assert check_files({"review-617.epub": data}) == ()
    package = Package(data)
    assert package.dc("title")[0].startswith("</title>&<script>alert(1)</script>")
    assert "{{ 7*7 }}" in package.dc("title")[0]


def test_pictures_are_scaled_as_asked(tmp_path: Path) -> None:
    from PIL import Image  # noqa: PLC0415

    publication = replace(issue(tmp_path), editions={"epub": EditionSettings(max_px=200)})
    content = files(built(publication))["EPUB/images/review-617/harbour.jpg"]
    assert Image.open(io.BytesIO(content)).size == (200, 125)


def test_a_large_edition_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert EPUB.make(issue(tmp_path)).findings == ()
    monkeypatch.setattr("packager.editions.epub.LARGE", 1000)
    codes = [finding.code for finding in EPUB.make(issue(tmp_path)).findings]
    assert codes == ["edition-large"]


def test_a_picture_shown_twice_is_there_once(tmp_path: Path) -> None:
    content = files(built(issue(tmp_path)))
    assert sum(name.endswith("small.png") for name in content) == 1


def test_pictures_of_two_homes_do_not_meet(tmp_path: Path) -> None:
    from packager.model.text import Figure, Picture, Text  # noqa: PLC0415

    one = picture(tmp_path)
    other = replace(picture(tmp_path / "other", size=(320, 200)), home="review-616")
    figures = tuple(Figure(Picture(asset, "", line=9), (), 9) for asset in (one, other))
    publication = replace(issue(tmp_path), contents=(article("one", text=Text(figures)),))
    names = {name for name in files(built(publication)) if name.endswith("harbour.jpg")}
    assert len(names) == 2
