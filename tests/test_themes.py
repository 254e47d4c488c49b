"""`packager themes`: what can be chosen, what it looks like, what is wrong with it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from packager.compile.cache import Cache, cache_folder
from packager.compile.compiler import Compiler
from packager.editions.paper import CITED
from packager.load.theme_catalogue import catalogue, names
from packager.themes import portfolio, specimen
from packager.themes.drawing import links_within
from packager.themes.pages import telling_pages
from tests.small import ARTICLE, SETTINGS, CommandLine, files, publication

OWN = """\
title = "Ours"
description = "What we print in."
extends = "review"
[tokens]
stripe = "1pt"
[options.stripe]
type = "length"
token = "stripe"
help = "How thick."
[options.loud]
type = "boolean"
token = "weight-title"
on = "900"
off = "400"
default = true
"""


def own(folder: str, files: dict[str, str | bytes] | None = None) -> Path:
    """A publication that has a theme of its own beside the packaged ones."""
    return publication(Path(folder), {"styles/ours/theme.toml": OWN, **(files or {})})


def objects(out: str) -> list[dict[str, object]]:
    return [each for each in map(json.loads, out.splitlines()) if each["type"] == "theme"]


def test_they_are_listed_with_the_publications_own_first(packager: CommandLine) -> None:
    ran = packager("themes", "-C", own("home"), "--json")
    assert ran.status == 0, ran.err
    first, *rest = objects(ran.out)
    assert [each["name"] for each in rest] == list(names(None))
    assert all(not each["own"] for each in rest)
    options = first["options"]
    assert isinstance(options, list)
    assert {name: first[name] for name in ("name", "title", "description", "own", "extends")} == {
        "name": "ours",
        "title": "Ours",
        "description": "What we print in.",
        "own": True,
        "extends": "review",
    }
    assert options[-2:] == [
        {"name": "stripe", "type": "length", "default": "1pt", "choices": [], "help": "How thick."},
        {"name": "loud", "type": "boolean", "default": True, "choices": [], "help": ""},
    ]
    assert first["pages"] == rest[-1]["pages"]
    assert first["pages"]["A5"] == [148.0, 210.0]  # type: ignore[index]


def test_for_people_options_are_shown_as_they_are_typed(packager: CommandLine) -> None:
    ran = packager("themes", "ours", "-C", own("home"))
    assert ran.status == 0, ran.err
    assert "ours (this publication’s own): What we print in." in ran.out
    assert '    stripe = "1pt"    length\n        How thick.' in ran.out
    assert "    loud = true    true | false" in ran.out
    assert "review:" not in ran.out


def test_no_publication_is_needed_and_what_is_only_extended_is_not_listed(
    packager: CommandLine,
) -> None:
    ran = packager("themes", "--json")
    assert ran.status == 0, ran.err
    assert [each["name"] for each in objects(ran.out)] == list(names(None))
    assert "_common" not in names(None)


def test_a_theme_that_there_is_not(packager: CommandLine) -> None:
    ran = packager("themes", "reviev")
    assert ran.status == 2
    assert 'did you mean "review"?' in ran.err


def test_a_broken_theme_hides_no_other(packager: CommandLine) -> None:
    folder = own("home", {"styles/broken/theme.toml": 'titel = "Broken"\n'})
    ran = packager("themes", "-C", folder, "--json")
    assert ran.status == 1
    assert "home/styles/broken/theme.toml:1:1: error[key-unknown]" in ran.err
    assert {each["name"] for each in objects(ran.out)} == {"ours", *names(None)}


def test_check_tells_what_does_not_survive(packager: CommandLine) -> None:
    folder = own("home", {"styles/ours/paper.css": "@page :first { margin: 0 }\n"})
    ran = packager("themes", "ours", "--check", "-C", folder)
    assert ran.status == 0
    assert "home/styles/ours/paper.css:1:1: warning[theme-not-linkable]" in ran.err
    (folder / "styles/ours/ereader.css").write_text("p { margin: var(--no) }", "utf-8")
    ran = packager("themes", "ours", "--check", "-C", folder)
    assert ran.status == 1
    assert "home/styles/ours/ereader.css:1:5: error[theme-invalid]" in ran.err
    assert packager("themes", "ours", "-C", folder).status == 0


# --- Pictures ---


def pages(picture: bytes) -> int:
    """How many pages stand side by side: pages of A5, 720 pixels high."""
    with Image.open(io.BytesIO(picture)) as opened:
        assert opened.format == "PNG"
        assert opened.height in {720 + 2 * 24, 721 + 2 * 24}
        return round((opened.width - 24) / (720 * 148 / 210 + 24))


def test_pictures_are_written_with_a_page_that_shows_them(packager: CommandLine) -> None:
    ran = packager("themes", "review", "-o", "out", "--json")
    assert ran.status == 0, ran.err
    assert files(Path("out")) == ["index.html", "manifest.json", "review.png"]
    assert pages(Path("out/review.png").read_bytes()) == 5
    (shown,) = objects(ran.out)
    assert shown["picture"] == "out/review.png"
    html = Path("out/index.html").read_text("utf-8")
    assert 'src="review.png"' in html
    assert "From left to right: cover, contents, opening, inside, notes." in html
    assert "The Quiet Sheet" in html
    types = {each["path"]: each["media_type"] for each in _manifest(Path("out"))}
    assert types == {"index.html": "text/html", "review.png": "image/png"}


def _manifest(folder: Path) -> list[dict[str, str]]:
    written: list[dict[str, str]] = json.loads((folder / "manifest.json").read_text("utf-8"))[
        "files"
    ]
    return written


def test_the_same_theme_gives_the_same_files(packager: CommandLine) -> None:
    for folder in ("one", "two"):
        assert packager("themes", "review", "-o", folder).status == 0
    for name in files(Path("one")):
        assert Path("one", name).read_bytes() == Path("two", name).read_bytes(), name


def test_the_publication_that_is_there_is_shown_as_it_has_chosen(packager: CommandLine) -> None:
    chosen = SETTINGS.replace('name = "review"', 'name = "ours"\ncss = "red.css"')
    folder = own(
        "home",
        {
            "publication.toml": chosen.replace('title = "Small"', 'title = "Tide & Tide"'),
            "red.css": "@media print { body { background: #ff0000 } }",
        },
    )
    ran = packager("themes", "ours", "-C", folder, "-o", "out")
    assert ran.status == 0, ran.err
    assert "Tide &amp; Tide" in Path("out/index.html").read_text("utf-8")
    with Image.open("out/ours.png") as picture:
        reds = [count for count, colour in _colours(picture) if colour == (255, 0, 0)]
    assert sum(reds) > 100_000
    ran = packager("themes", "review", "-C", folder, "-o", "out")
    with Image.open("out/review.png") as picture:
        assert (255, 0, 0) not in {colour for _, colour in _colours(picture)}
    assert not Path("out/ours.png").exists(), "what is no longer made is not left"


def _colours(picture: Image.Image) -> list[tuple[int, tuple[int, ...]]]:
    found = picture.convert("RGB").getcolors(1 << 24)
    assert found is not None
    return found  # type: ignore[return-value]


def test_a_publication_with_errors_is_not_pictured(packager: CommandLine) -> None:
    folder = own("home", {"one.md": ARTICLE + "\nA note.[^1]\n"})
    ran = packager("themes", "ours", "-C", folder, "-o", "out")
    assert ran.status == 1
    assert "note-undefined" in ran.err
    assert not Path("out").exists()


def test_a_folder_of_somebody_elses_is_left_alone(packager: CommandLine) -> None:
    Path("out").mkdir()
    Path("out/manifest.json").write_text("{}", "utf-8")
    ran = packager("themes", "review", "-o", "out")
    assert ran.status == 2
    assert files(Path("out")) == ["manifest.json"]


def test_the_editions_of_a_publication_are_left_alone(packager: CommandLine) -> None:
    settings = SETTINGS + "[editions.epub]\npage_list = false\n"
    folder = publication(Path("home"), {"publication.toml": settings})
    assert packager("build", "epub", "-C", folder).status == 0
    before = (folder / "dist/manifest.json").read_bytes()
    ran = packager("themes", "review", "-C", folder, "-o", folder / "dist")
    assert ran.status == 2
    assert "home/dist holds the editions of a publication" in ran.err
    assert (folder / "dist/manifest.json").read_bytes() == before


ARTICLE_ALONE = SETTINGS.replace('"issue"', '"article"')
NO_CONTENTS = SETTINGS.replace("[theme]", "[parts]\ncontents = false\n[theme]")


@pytest.mark.parametrize(
    ("settings", "shown"),
    [(ARTICLE_ALONE, ["Opening"]), (NO_CONTENTS, ["Cover", "Opening"])],
)
def test_what_there_is_not_is_not_shown(
    packager: CommandLine, settings: str, shown: list[str]
) -> None:
    folder = publication(Path("home"), {"publication.toml": settings})
    ran = packager("themes", "review", "-C", folder, "-o", "out")
    assert ran.status == 0, ran.err
    html = Path("out/index.html").read_text("utf-8")
    assert f"From left to right: {', '.join(shown).lower()}." in html
    assert pages(Path("out/review.png").read_bytes()) == len(shown)


@pytest.mark.parametrize("name", names(None))
def test_every_packaged_theme_shows_the_specimen_without_a_fault(name: str) -> None:
    (entry,) = catalogue(None, [name]).entries
    made = portfolio([entry], specimen(), Compiler(Cache(cache_folder())))
    assert [str(each) for each in made.findings] == []
    assert pages(made.files[f"{name}.png"]) == 5


def test_the_page_of_notes_is_the_one_with_most_of_them() -> None:
    compiler = Compiler()
    shown = specimen()
    (pdf,) = CITED.make(shown, compiler).files.values()
    notes = links_within(pdf)
    assert sum(notes) >= 10, "each call of the specimen leads to the foot of its page"
    page = next(
        each.page for each in telling_pages(CITED.paginate(shown, compiler), notes)
        if each.name == "Notes"
    )  # fmt: skip
    assert notes[page] == max(notes)
