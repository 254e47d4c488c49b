"""A release that is corrected: names and ids stay, and the build says what changed and why."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.small import ARTICLE, SETTINGS, CommandLine, publication

TWO = ARTICLE.replace("title: One", "title: Two")
FILES: dict[str, str | bytes] = {
    "publication.toml": SETTINGS.replace(
        'contents = ["one.md"]', 'contents = ["one.md", "two.md"]'
    ),
    "two.md": TWO,
}
NAMES = ("dist/small.epub", "dist/small.pdf")


@pytest.fixture
def build(packager: CommandLine, tmp_path: Path) -> Callable[[], dict[str, str]]:
    """Builds the publication here, and tells of each file what was said of it."""
    publication(tmp_path, FILES)

    def run() -> dict[str, str]:
        ran = packager("build")
        assert ran.status == 0, ran.err
        lines = [line.split("  ") for line in ran.out.splitlines()]
        return {path: said[-1] if len(said) > 1 else "" for path, *said in lines}

    return run


def modified(package: str) -> str:
    """When the EPUB as a whole was last changed (not what refines an article)."""
    found = re.search(r'<meta property="dcterms:modified">([^<]*)</meta>', package)
    assert found
    return found[1]


def edit(path: str, old: str, new: str) -> None:
    text = Path(path).read_text("utf-8")
    assert old in text
    Path(path).write_text(text.replace(old, new), "utf-8")


def test_only_what_changed_is_named(build: Callable[[], dict[str, str]]) -> None:
    assert build().keys() == set(NAMES)

    assert build() == dict.fromkeys(NAMES, "unchanged")

    edit("two.md", "Some words.", "Some more words.")
    assert build() == dict.fromkeys(NAMES, "changed: article two")

    edit("publication.toml", 'title = "Small"', 'title = "Smaller"')
    assert build() == dict.fromkeys(NAMES, "changed: title")

    with Path("publication.toml").open("a", encoding="utf-8") as file:
        file.write('[theme.options]\naccent = "#123456"\n')
    assert build() == dict.fromkeys(NAMES, "changed: theme")

    edit("publication.toml", '"one.md", "two.md"', '"two.md", "one.md"')
    assert build() == dict.fromkeys(NAMES, "changed: contents")

    edit("publication.toml", '"two.md", "one.md"', '"two.md"')
    assert build() == dict.fromkeys(NAMES, "changed: article one removed; contents")


def test_a_setting_of_one_edition_changes_that_one(build: Callable[[], dict[str, str]]) -> None:
    with Path("publication.toml").open("a", encoding="utf-8") as file:
        file.write("[editions.epub]\npage_list = false\n[editions.pdf]\n")
    build()
    with Path("publication.toml").open("a", encoding="utf-8") as file:
        file.write('page = "A4"\n')
    assert build() == {NAMES[0]: "unchanged", NAMES[1]: "changed: settings of pdf"}


def test_json_tells_all_of_it(build: Callable[[], dict[str, str]], packager: CommandLine) -> None:
    build()
    edit("one.md", "Some words.", "Some other words.")
    objects = [json.loads(line) for line in packager("build", "--json").out.splitlines()]
    files = [each for each in objects if each["type"] == "file"]
    assert [(each["status"], each["because"]) for each in files] == [
        ("changed", ["article one"]),
        ("changed", ["article one"]),
    ]


def test_names_ids_and_identifier_stay_and_the_date_of_change_follows(
    build: Callable[[], dict[str, str]],
) -> None:
    def facts() -> tuple[list[str], str, dict[str, object]]:
        with ZipFile(NAMES[0]) as archive:
            names = archive.namelist()
            package = archive.read(next(name for name in names if name.endswith(".opf"))).decode()
        manifest = json.loads(Path("dist/manifest.json").read_text("utf-8"))
        return names, package, manifest

    build()
    names, package, manifest = facts()
    edit("two.md", "title: Two\n", "title: Two\nupdated: 2026-07-03\n")
    edit("two.md", "Some words.", "Some corrected words.")
    assert build() == dict.fromkeys(NAMES, "changed: article two")
    later_names, later_package, later_manifest = facts()
    assert later_names == names
    assert later_manifest["identifier"] == manifest["identifier"]
    assert modified(package) == "2026-06-17T00:00:00Z"
    assert modified(later_package) == "2026-07-03T00:00:00Z"

    def ids(text: str) -> list[str]:
        return [line for line in text.splitlines() if "<item " in line or "<itemref " in line]

    assert ids(later_package) == ids(package)
