"""What the README shows is so: its examples build, its tables are complete."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from packager.cli.app import app
from packager.editions import EDITIONS
from packager.errors import BuildError, CheckError, ContentError, MissingError, UsageError
from tests.small import ARTICLE, SETTINGS, CommandLine, publication

README = (Path(__file__).resolve().parents[1] / "README.md").read_text("utf-8")


def example(language: str, number: int = 0) -> str:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)[number]


def test_its_publication_builds(packager: CommandLine) -> None:
    publication(
        Path("review-616"),
        {"publication.toml": SETTINGS.replace("one.md", "articles/rails.md"),
         "articles/rails.md": ARTICLE},
    )  # fmt: skip
    publication(
        Path("review-617"),
        {
            "publication.toml": example("toml"),
            "credits.toml": example("toml", 1),
            "articles/harbour.md": example("markdown"),
            "articles/ports.md": ARTICLE + "\n## Tariffs\n\nMore.\n",
            "editorial.md": ARTICLE,
            "imprint.md": ARTICLE.replace("title: One", "title: Imprint\npart: imprint"),
        },
    )
    picture = Path("review-617/images/harbour.jpg")
    picture.parent.mkdir()
    Image.new("RGB", (40, 30)).save(picture)
    ran = packager("build", "-C", "review-617", "--strict")
    assert ran.status == 0, ran.err
    assert Path("review-617/dist/review-617.pdf").exists()


@pytest.mark.parametrize("name", [each.name for each in app.registered_commands])
def test_it_names_every_command(name: str) -> None:
    assert f"| `packager {name}" in README


def test_its_table_of_editions_is_the_registry() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `SLUG", README, re.MULTILINE)
    assert rows == [edition.name for edition in EDITIONS]


def test_its_table_of_statuses_is_that_of_the_errors() -> None:
    kinds = (ContentError, BuildError, UsageError, MissingError, CheckError)
    rows = {int(row) for row in re.findall(r"^\| (\d{1,3}) \|", README, re.MULTILINE)}
    assert rows == {0, 130} | {kind.status for kind in kinds}


def test_set_up_comes_first() -> None:
    commands = re.findall(r"^    (\S.*?)(?:  |$)", README, re.MULTILINE)
    assert commands[:2] == ["make demo", "make test"]
