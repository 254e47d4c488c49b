"""What is compiled again when something changes, and what is not: one test an ingredient."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from packager import versions
from packager.compile.cache import Cache
from packager.compile.compiler import Compiler
from packager.compile.fragments import Fragment
from packager.compile.manifest import Manifest
from packager.compile.pictures import PictureSettings
from packager.load import bodies, load
from packager.load.theme import packaged_styles
from packager.model.fingerprint import fingerprint
from packager.model.medium import Medium
from packager.model.parts import Part, plan
from packager.render import render
from packager.render.markup import Markup
from tests.small import ARTICLE, SETTINGS, publication

NOTED = ARTICLE.replace("title: One", "title: Two") + "\nA note.[^1]\n\n[^1]: Its words.\n"
PICTURED = ARTICLE.replace("title: One", "title: Three") + "\n![A quay](images/quay.png)\n"
OWN = {"small/one", "small/two", "small/three"}
OWN_PAGES = {"cover", "title", "contents", "credits"}
PAGES = {"small/!cover", "small/!title", "small/!contents", "small/!credits"}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No part is really set: what counts is which of them would be."""
    monkeypatch.setattr("packager.compile.compiler.fragment", _fragment)


def _fragment(markup: Markup, *_: object) -> Fragment:
    return Fragment(Manifest(markup.key, markup.title, markup.language, "ltr", 1), b"")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three articles, with a theme of their own."""
    settings = SETTINGS.replace('["one.md"]', '["one.md", "two.md", "three.md"]')
    folder = publication(
        tmp_path / "issue",
        {"publication.toml": settings, "two.md": NOTED, "three.md": PICTURED},
    )
    shutil.copytree(packaged_styles(), folder / "styles")
    paint(folder, "red")
    return folder


def paint(folder: Path, colour: str) -> None:
    (folder / "images").mkdir(exist_ok=True)
    Image.new("RGB", (40, 30), colour).save(folder / "images/quay.png")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, f"{old} is not in {path.name}"
    path.write_text(text.replace(old, new, 1), "utf-8")


def compiled(
    folder: Path, page: str = "A5", pictures: PictureSettings | None = None
) -> dict[Medium, set[str]]:
    """The parts that a build of this folder compiles, for paper and for screens."""
    cache = Cache(folder.parent / "cache")
    loaded = load(folder, memo=cache)
    publication = loaded.publication
    assert publication, [str(found) for found in loaded.findings]
    found = {}
    for medium in (Medium.PAPER, Medium.EREADER):
        compiler = Compiler(cache)
        markups = [compiler.render(part, publication, medium) for part in plan(publication)]
        if medium is Medium.PAPER:
            design = publication.theme.pages[page]
            compiler.fragments(markups, publication.theme, design, pictures or PictureSettings())
        else:
            compiler.chapters(markups, publication.theme)
        assert compiler.tally.compiled | compiler.tally.reused == OWN | PAGES
        found[medium] = compiler.tally.compiled
    return found


def test_nothing_is_compiled_twice(folder: Path) -> None:
    assert compiled(folder) == {Medium.PAPER: OWN | PAGES, Medium.EREADER: OWN | PAGES}
    assert compiled(folder) == {Medium.PAPER: set(), Medium.EREADER: set()}


def a_word(folder: Path) -> None:
    edit(folder / "one.md", "Some words", "Some other words")


def a_picture(folder: Path) -> None:
    paint(folder, "blue")


def a_note(folder: Path) -> None:
    edit(folder / "two.md", "Its words", "Other words")


def the_language(folder: Path) -> None:
    edit(folder / "two.md", "title: Two", "title: Two\nlanguage: fr")


def paper_css(folder: Path) -> None:
    edit(folder / "styles/_common/paper.css", "{", "{ orphans: 3;")


def note_settings(folder: Path) -> None:
    with (folder / "styles/_common/paper.css").open("a") as file:
        file.write("\n.note { footnote-policy: auto }\n")


def ereader_css(folder: Path) -> None:
    with (folder / "styles/_common/ereader.css").open("a") as file:
        file.write("\nh6 { font-style: italic }\n")


def a_token(folder: Path) -> None:
    with (folder / "styles/_common/paper.css").open("a") as file:
        file.write("\nh6 { color: var(--h6) }\n")
    edit(folder / "styles/_common/theme.toml", "[tokens]", '[tokens]\nh6 = "#123456"')


def a_template(folder: Path) -> None:
    templates = folder / "styles/review/templates"
    templates.mkdir(exist_ok=True)
    (templates / "title.xhtml.jinja").write_text(
        '{% extends "document.xhtml.jinja" %}{% block kind %}title-page{% endblock %}'
        "{% block body %}<p>{{ front.title }}</p>{% endblock %}"
    )


def a_font(folder: Path) -> None:
    """The same face from another file of the same name, of other bytes."""
    theme = load(folder).publication.theme  # type: ignore[union-attr]
    face = theme.families[0].faces[0]
    own = folder / "styles/_common" / face.path.name
    own.write_bytes(face.path.read_bytes() + b"\0")
    settings = folder / "styles/_common/theme.toml"
    text = settings.read_text("utf-8")
    package = next(line for line in text.splitlines() if face.path.name in line)
    written = package[package.index('file = "') + 8 :].split('"')[0]
    edit(settings, written, face.path.name)


Change = Callable[[Path], None]


@pytest.mark.parametrize(
    ("change", "paper", "screen"),
    [
        (a_word, {"small/one"}, {"small/one"}),
        (a_note, {"small/two"}, {"small/two"}),
        (the_language, {"small/two", "small/!contents", "small/!credits"}, None),
        (a_picture, {"small/three"}, set()),
        (paper_css, OWN | PAGES, set()),
        (note_settings, OWN | PAGES, set()),
        (ereader_css, set(), OWN | PAGES),
        (a_token, OWN | PAGES, set()),
        (a_font, OWN | PAGES, set()),
        (a_template, {"small/!title"}, {"small/!title"}),
    ],
)
def test_what_a_change_compiles(
    folder: Path, change: Change, paper: set[str], screen: set[str] | None
) -> None:
    compiled(folder)
    change(folder)
    again = compiled(folder)
    assert again[Medium.PAPER] == paper
    assert again[Medium.EREADER] == (paper if screen is None else screen)
    assert compiled(folder) == {Medium.PAPER: set(), Medium.EREADER: set()}


def the_title(folder: Path) -> None:
    edit(folder / "publication.toml", 'title = "Small"', 'title = "Large"')


def the_order(folder: Path) -> None:
    edit(folder / "publication.toml", '"one.md", "two.md"', '"two.md", "one.md"')


def times(folder: Path) -> None:
    for path in folder.rglob("*"):
        path.touch()


def dist(folder: Path) -> None:
    (folder / "dist").mkdir()
    (folder / "dist/small.pdf").write_bytes(b"")


@pytest.mark.parametrize("change", [the_title, the_order, times, dist])
def test_what_compiles_no_article(folder: Path, change: Change) -> None:
    compiled(folder)
    change(folder)
    again = compiled(folder)
    assert again[Medium.PAPER] <= PAGES
    assert again[Medium.EREADER] <= PAGES


def test_another_page_size_and_other_pictures(folder: Path) -> None:
    compiled(folder)
    assert compiled(folder, page="A4")[Medium.PAPER] == OWN | PAGES
    assert compiled(folder, pictures=PictureSettings(max_px=100))[Medium.PAPER] == OWN | PAGES
    assert compiled(folder)[Medium.PAPER] == set()


@pytest.mark.parametrize(
    ("kind", "library", "media"),
    [
        ("paper", "weasyprint", {Medium.PAPER}),
        ("paper", "pango", {Medium.PAPER}),
        ("paper", "pikepdf", {Medium.PAPER}),
        ("paper", "pillow", {Medium.PAPER}),
        ("paper", "uharfbuzz", {Medium.PAPER}),
        ("paper", "code", {Medium.PAPER}),
        ("paper", "system fonts", {Medium.PAPER}),
        ("screen", "cssselect2", {Medium.EREADER}),
    ],
)
def test_another_version_of_a_library(
    folder: Path, monkeypatch: pytest.MonkeyPatch, kind: str, library: str, media: set[Medium]
) -> None:
    compiled(folder)
    assert versions.made_with(kind)[library], f"{library} has no version"

    def newer(asked: str) -> dict[str, str]:
        known = versions.made_with(asked)
        return {**known, library: "999"} if asked == kind else dict(known)

    monkeypatch.setattr("packager.compile.compiler.made_with", newer)
    again = compiled(folder)
    assert {medium for medium, parts in again.items() if parts} == media
    assert all(again[medium] == OWN | PAGES for medium in media)


def test_an_unchanged_body_is_parsed_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    real = bodies.parse

    def counting(source: str, first_line: int, context: bodies.BodyContext) -> bodies.Text:
        parsed.append(context.file)
        return real(source, first_line, context)

    monkeypatch.setattr(bodies, "parse", counting)
    compiled(folder)
    assert sorted(parsed) == ["one.md", "three.md", "two.md"]
    parsed.clear()
    a_word(folder)
    a_picture(folder)
    compiled(folder)
    assert sorted(parsed) == ["one.md", "three.md"]  # what an article reaches counts as its own


def test_an_unchanged_article_is_rendered_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[str] = []

    def counting(part: Part, *rest: Any) -> Markup:
        rendered.append(part.id)
        return render(part, *rest)

    monkeypatch.setattr("packager.compile.compiler.render", counting)
    compiled(folder)
    assert sorted(set(rendered) - OWN_PAGES) == ["one", "three", "two"]
    rendered.clear()
    edit(folder / "publication.toml", "language", 'description = "What it is"\nlanguage')
    compiled(folder)
    assert set(rendered) == OWN_PAGES
    rendered.clear()
    a_word(folder)
    compiled(folder)
    assert set(rendered) - OWN_PAGES == {"one"}


def test_findings_of_a_body_are_told_from_the_cache_too(folder: Path) -> None:
    edit(folder / "one.md", "Some words.", "Some <b>words</b>, ![](images/quay.png).")
    cache = Cache(folder.parent / "cache")
    first = load(folder, memo=cache).findings
    assert "raw-html" in {found.code for found in first}
    assert load(folder, memo=cache).findings == first
    (folder / "images/quay.png").unlink()
    assert "picture-missing" in {found.code for found in load(folder, memo=cache).findings}


def test_a_fingerprint_does_not_know_the_cache(folder: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    other = tmp_path / "elsewhere"
    shutil.copytree(folder, other)
    made = [load(folder, memo=cache), load(folder, memo=cache), load(folder), load(other)]
    assert len({fingerprint(each.publication) for each in made if each.publication}) == 1
