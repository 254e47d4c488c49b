"""Large print and drafts: any theme's pages, set for other eyes or for a pencil."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from packager.check.pdf import check_pdf
from packager.editions import EDITIONS, VARIANTS
from packager.editions.edition import Varied
from packager.editions.pamphlet import PAMPHLET
from packager.editions.paper import page_design
from packager.editions.pdf import PDF
from packager.editions.variants import DRAFT, LARGE, mark
from packager.findings import Severity
from packager.load import load
from packager.model.dates import PartialDate
from packager.model.page import MM
from packager.model.publication import EditionSettings, Publication
from packager.model.theme import Theme
from tests.paper import packaged, pages_of, text_of
from tests.small import CommandLine
from tests.small import publication as small

THEMES = ("review", "journal", "pamphlet", "plain")
SETTINGS = """\
schema_version = 1
[publication]
kind = "article"
slug = "long"
title = "Long"
language = "en"
date = 2026-06-17
contents = ["one.md"]
rights = { statement = "All rights reserved.", licence = "all-rights-reserved" }
[theme]
name = "THEME"
"""
ARTICLE = f"""\
---
title: What the river keeps
---

{"The water stands and the words go on. " * 40}

Its picture is small.[^1]

![A square](images/square.png){{.wide}}

{"The words stand and the water goes on. " * 60}

[^1]: And so is its note, which has no number in the margin but its own.
"""


def _publication(folder: Path, theme: str) -> Publication:
    (folder / "images").mkdir()
    (folder / "publication.toml").write_text(SETTINGS.replace("THEME", theme), "utf-8")
    (folder / "one.md").write_text(ARTICLE, "utf-8")
    Image.new("RGB", (100, 60), "navy").save(folder / "images/square.png")
    loaded = load(folder)
    assert loaded.publication, loaded.findings
    return loaded.publication


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    return _publication(tmp_path_factory.mktemp("long"), "review")


_MADE: dict[str, bytes] = {}


def _made(publication: Publication, variant: str) -> bytes:
    if variant not in _MADE:
        settings = {"pdf": EditionSettings(variant=variant)}
        made = PDF.make(replace(publication, editions=settings))
        assert not [each for each in made.findings if each.severity is not Severity.NOTICE]
        (_MADE[variant],) = made.files.values()
    return _MADE[variant]


def _sizes(pdf: bytes, folder: Path) -> dict[str, float]:
    """The height of the words of a PDF, by the font of each: as Poppler has it, in pt."""
    (folder / "one.pdf").write_bytes(pdf)
    command = ["pdftotext", "-bbox-layout", str(folder / "one.pdf"), "-"]
    found = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    words = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(\w+)</word>', found)
    return {word: round(float(bottom) - float(top), 2) for top, bottom, word in words}


# --- The settings -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("page", ["A5", "A4", "Letter", "Half-Letter", "B5"])
def test_large_print_is_large_on_every_page_of_every_theme(name: str, page: str) -> None:
    theme = packaged(name)
    design = LARGE.page(page_design(theme, page), theme)
    size = _points(design.tokens["--text-size"])
    assert size >= (18 if design.geometry.width > 480 else 16)
    assert _points(design.tokens["--leading"]) >= 1.3 * size
    assert (design.geometry.width, design.geometry.height) == _size(theme, page)
    measure = design.geometry.width - design.geometry.inner - design.geometry.outer
    assert 38 <= measure / (size * 0.48) <= 68  # characters in a line
    assert all(
        float(value.removesuffix("em")) >= 0.85
        for token, value in design.tokens.items()
        if token.startswith("--size-")
    )


@pytest.mark.parametrize("name", THEMES)
def test_large_print_keeps_the_faces_and_colours_of_its_theme(name: str) -> None:
    theme = packaged(name)
    tokens = LARGE.page(page_design(theme, "A5"), theme).tokens
    assert not {"--serif", "--sans", "--ink", "--accent", "--paper"} & tokens.keys()


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(
    ("page", "paper"), [("", "A4"), ("A5", "A4"), ("Half-Letter", "Letter"), ("Letter", "Letter")]
)
def test_variants_are_on_the_paper_of_the_office(name: str, page: str, paper: str) -> None:
    theme = packaged(name)
    assert LARGE.wanted_page(page, theme) == paper
    design = DRAFT.page(page_design(theme, DRAFT.wanted_page(page, theme)), theme)
    assert design.geometry.name == paper
    assert min(design.geometry.inner, design.geometry.outer) >= 40 * MM
    size = _points(design.tokens["--text-size"])
    assert _points(design.tokens["--leading"]) == pytest.approx(2 * size, abs=0.1)


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", THEMES)
def test_a_variant_is_ragged(variant: str, name: str) -> None:
    theme = packaged(name)
    page = VARIANTS[variant].page(page_design(theme, "A4"), theme)
    assert page.tokens["--text-align"] == "start"


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", THEMES)
def test_a_page_of_a_variant_holds_whole_lines(variant: str, name: str) -> None:
    theme = packaged(name)
    page = VARIANTS[variant].page(page_design(theme, "A4"), theme)
    block = page.geometry.height - page.geometry.top - page.geometry.bottom
    assert 0 <= block % _points(page.tokens["--leading"]) <= 0.02  # pt
    assert page.tokens["--space"] == page.tokens["--leading"]  # between paragraphs, too


def _points(value: str) -> float:
    return float(value.removesuffix("pt"))


def _size(theme: Theme, page: str) -> tuple[float, float]:
    geometry = theme.pages[page].geometry
    return geometry.width, geometry.height


# --- The pages --------------------------------------------------------------------------------


@pytest.mark.parametrize("variant", VARIANTS)
def test_it_is_a_sound_tagged_pdf(publication: Publication, variant: str) -> None:
    assert check_pdf("long.pdf", _made(publication, variant)) == ()


def test_large_print_is_large_on_the_page(publication: Publication, tmp_path: Path) -> None:
    ordinary = _sizes(_made(publication, ""), tmp_path)
    large = _sizes(_made(publication, "large"), tmp_path)
    assert large["water"] / ordinary["water"] == pytest.approx(18 / 9.6, rel=0.01)
    assert large["margin"] >= 14 / 16 * large["water"]  # a note


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_variant_has_the_words_of_the_ordinary_one(
    publication: Publication, variant: str
) -> None:
    def words(pdf: bytes) -> int:
        return len(re.findall(r"\bwater\b", text_of(pdf)))

    assert words(_made(publication, variant)) == words(_made(publication, "")) == 100


def test_every_page_of_a_draft_says_so_with_the_date_of_the_content(
    publication: Publication,
) -> None:
    pages = pages_of(_made(publication, "draft"))
    assert len(pages) > 2
    assert all("Draft, 17 June 2026" in " ".join(page.split()) for page in pages)
    assert not any("Draft" in page for page in pages_of(_made(publication, "")))


Word = tuple[float, float, str]  # where a word is from the left and from the top, in pt


def _words(pdf: bytes, folder: Path, page: int) -> list[Word]:
    """The words of a page, with their left edge and their middle."""
    (folder / "draft.pdf").write_bytes(pdf)
    command = ["pdftotext", "-bbox", "-f", f"{page}", "-l", f"{page}", str(folder / "draft.pdf")]
    found = subprocess.run([*command, "-"], capture_output=True, check=True, text=True).stdout
    return [
        (float(left), (float(top) + float(bottom)) / 2, word)
        for left, top, bottom, word in re.findall(
            r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(\S+)</word>', found
        )
    ]


def _numbers(words: list[Word]) -> list[Word]:
    """Those of them that are numbers in a margin."""
    text = [left for left, _, word in words if not word.isdigit()]
    return [each for each in words if each[2].isdigit() and not min(text) - 4 < each[0] < max(text)]


@pytest.mark.parametrize("page", [1, 2])
def test_every_fifth_line_of_a_draft_has_its_number_on_its_line(
    publication: Publication, tmp_path: Path, page: int
) -> None:
    boxes = _words(_made(publication, "draft"), tmp_path, page)
    margin = min(left for left, _, word in boxes if word.isalpha()) - 4
    numbers = [(y, int(word)) for left, y, word in _numbers(boxes) if left < margin]
    assert [number for _, number in numbers] == list(range(5, 5 * len(numbers) + 1, 5))
    assert len(numbers) >= 2
    lines = sorted({round(y) for left, y, word in boxes if left > margin and word.isalpha()})
    lines = [y for y in lines if y > 71]  # below the running head
    for y, number in numbers:
        assert abs(lines[number - 1] - y) < 4


def test_lines_from_right_to_left_have_their_numbers_at_the_right(tmp_path: Path) -> None:
    settings = SETTINGS.replace("THEME", "review").replace('"en"', '"ar"')
    (tmp_path / "publication.toml").write_text(settings, "utf-8")
    article = "---\ntitle: نهر\n---\n\n" + "الماء واقف والكلمات تمضي. " * 60
    (tmp_path / "one.md").write_text(article, "utf-8")
    publication = load(tmp_path).publication
    assert publication
    (pdf,) = PDF.in_variant("draft").make(publication).files.values()
    words = _words(pdf, tmp_path, 1)
    numbers = [left for left, _, word in words if word in ("5", "10")]
    assert len(numbers) == 2
    assert min(numbers) > max(left for left, _, word in words if not word.isascii())


def test_only_lines_of_articles_are_counted(tmp_path: Path) -> None:
    settings = SETTINGS.replace("THEME", "review").replace('"article"', '"issue"')
    (tmp_path / "publication.toml").write_text(settings, "utf-8")
    (tmp_path / "one.md").write_text("---\ntitle: One\n---\n\nWords.\n", "utf-8")
    publication = load(tmp_path).publication
    assert publication
    (pdf,) = PDF.in_variant("draft").make(publication).files.values()
    pages = pages_of(pdf)
    (last,) = [number for number, page in enumerate(pages, 1) if "Fonts" in page]
    words = _words(pdf, tmp_path, last)
    assert len({round(y) for _, y, _ in words}) > 10  # lines
    assert "5" not in {word for _, _, word in _numbers(words)}


@pytest.mark.parametrize("variant", ["", *VARIANTS])
def test_no_word_of_a_variant_is_divided(tmp_path: Path, variant: str) -> None:
    long = ("misunderstandings", "photographers", "administrators", "internationalization")
    words = " ".join(f"{'a ' * number}{word}" for number in range(9) for word in long)
    (tmp_path / "publication.toml").write_text(SETTINGS.replace("THEME", "review"), "utf-8")
    article = f"---\ntitle: Long\n---\n\n{words}[^1]\n\n::: box\n{words}\n:::\n\n[^1]: {words}\n"
    (tmp_path / "one.md").write_text(article, "utf-8")
    publication = load(tmp_path).publication
    assert publication
    edition = PDF.in_variant(variant) if variant else PDF
    (pdf,) = edition.make(publication).files.values()
    assert ("\u2010" in text_of(pdf)) == (not variant)


def test_a_draft_has_the_date_of_its_last_change(publication: Publication) -> None:
    article = replace(publication.articles[0], updated=PartialDate(2026, 7, 2))
    assert mark(replace(publication, contents=(article,))) == "Draft, 2 July 2026"


def test_a_draft_scales_no_picture_up(publication: Publication) -> None:
    ordinary, draft = (_resolution(_made(publication, variant)) for variant in ("", "draft"))
    assert ordinary < 40  # pixels an inch: as wide as the text
    assert draft >= 95


def _resolution(pdf: bytes) -> int:
    """Of the only picture, in pixels an inch."""
    command = ["pdfimages", "-list", "-"]
    found = subprocess.run(command, input=pdf, capture_output=True, check=True, text=False).stdout
    columns = found.decode().splitlines()[2].split()
    return int(columns[12])


def test_the_numbers_of_lines_are_no_words_of_the_text(publication: Publication) -> None:
    command = ["pdfinfo", "-struct-text", "-"]
    done = subprocess.run(
        command, input=_made(publication, "draft"), capture_output=True, check=True
    )
    assert not re.search(rb'"\s*(5|10|15)\s*"', done.stdout)


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_variant_never_takes_the_file_of_the_ordinary_edition(
    publication: Publication, variant: str
) -> None:
    chosen = replace(publication, editions={"pdf": EditionSettings(variant=variant)})
    assert PDF.file(chosen) == PDF.in_variant(variant).file(publication) == f"long-{variant}.pdf"


def test_an_edition_asked_for_in_a_variant_keeps_its_other_settings(
    publication: Publication,
) -> None:
    chosen = replace(publication, editions={"pdf": EditionSettings(opening="recto")})
    assert PDF.in_variant("large").settings(chosen).opening == "recto"
    assert PDF.in_variant("large").name == "pdf-large"


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_page_of_an_ordinary_edition_is_not_that_of_its_variant(
    publication: Publication, variant: str
) -> None:
    ordinary = replace(publication, editions={"pdf": EditionSettings(page="B5")})
    assert PDF.in_variant(variant).page(ordinary).geometry.name == "A4"


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_page_that_is_named_with_a_variant_is_its_page(
    publication: Publication, variant: str
) -> None:
    settings = {"pdf": EditionSettings(page="B5", variant=variant)}
    chosen = replace(publication, editions=settings)
    assert PDF.page(chosen).geometry.name == "B5"
    assert PDF.in_variant(variant).page(chosen).geometry.name == "B5"
    (other,) = VARIANTS.keys() - {variant}
    assert PDF.in_variant(other).page(chosen).geometry.name == "A4"


def test_a_draft_of_a_pamphlet_stays_on_the_page_that_its_sheets_hold(
    publication: Publication,
) -> None:
    assert PAMPHLET.in_variant("draft").page(publication).geometry.name == "A5"


def test_every_edition_on_paper_has_variants() -> None:
    assert {each.name for each in EDITIONS if isinstance(each, Varied)} >= {
        "pdf",
        "print",
        "pamphlet",
    }


@pytest.mark.parametrize("theme", THEMES)
def test_large_print_has_no_small_print_and_no_passages_in_italics(
    tmp_path: Path, theme: str
) -> None:
    (tmp_path / "images").mkdir()
    Image.new("RGB", (600, 360), "navy").save(tmp_path / "images/square.png")
    settings = SETTINGS.replace("THEME", theme).replace('"article"', '"issue"')
    (tmp_path / "publication.toml").write_text(settings, "utf-8")
    (tmp_path / "one.md").write_text(EVERYTHING, "utf-8")
    publication = load(tmp_path).publication
    assert publication
    made = PDF.in_variant("large").make(publication)
    assert not [each for each in made.findings if each.severity is not Severity.NOTICE]
    (pdf,) = made.files.values()
    small, slanted = set(), set()
    for size, italic, words in _type(pdf, tmp_path):
        if size < 13.9 and not words.strip().isdigit():  # pt; but the raised call of a note
            small.add((size, words))
        if italic:
            slanted.update(words.split())
    assert not small
    assert slanted.isdisjoint({"Standing", "Pulled", "Quoted", "Asked", "Posted."})
    assert theme == "plain" or "stressed" in slanted


def test_a_space_at_the_end_of_a_ragged_line_from_right_to_left_sticks_nowhere_out(
    tmp_path: Path,
) -> None:
    settings = SETTINGS.replace("THEME", "review").replace('"en"', '"ar"')
    (tmp_path / "publication.toml").write_text(settings, "utf-8")
    lines = (  # some are as wide as the page but for a part of a space
        f"`coded` {'الماء ' * words}{'د' * letters} `a/longer/piece/of/code` والكلمات."
        for words in range(11, 17)
        for letters in range(1, 20)
    )
    (tmp_path / "one.md").write_text("---\ntitle: نهر\n---\n\n" + "\n\n".join(lines), "utf-8")
    publication = load(tmp_path).publication
    assert publication
    found = PDF.in_variant("large").make(publication).findings
    assert "layout-overflow" not in {each.code for each in found}


EVERYTHING = """\
---
title: What the river keeps
kicker: Reports
subtitle: And what it does not
contributors: [{ name: Ann, role: author, bio: She writes. }]
---

::: standfirst
Standing first, these words.
:::

Words, *stressed* and `coded`.[^1]

![A picture](images/square.png "Captioned words"){.wide credit="Ann" licence="CC-BY-4.0"}

::: gallery
![One](images/square.png "First")

![Two](images/square.png "Second")
:::

::: pullquote
Pulled from the text.
:::

::: box
## A box

Boxed words.
:::

::: question
Asked of her?
:::

::: answer
Answered.
:::

> Quoted words.

| Head | Other |
|---|---|
| cell | 12 |

```
code and more code
```

::: verse
A line
and another
:::

::: postscript
Posted.
:::

[^1]: A note.
"""


def _type(pdf: bytes, folder: Path) -> list[tuple[float, bool, str]]:
    """The words of a PDF, with the size of their type in pt and whether it is italic."""
    (folder / "type.pdf").write_bytes(pdf)
    command = ["pdftohtml", "-xml", "-zoom", "3", "-i", "-hidden", "-stdout"]
    made = subprocess.run([*command, str(folder / "type.pdf")], capture_output=True, check=True)
    said = made.stdout.decode()
    fonts = dict(re.findall(r'<fontspec id="(\d+)" size="(\d+)"', said))
    return [
        (int(fonts[font]) / 3, "<i>" in words, re.sub("<[^>]+>", "", words))
        for font, words in re.findall(r'<text [^>]*font="(\d+)">(.*?)</text>', said)
    ]


# --- On the command line ----------------------------------------------------------------------


def test_build_makes_a_variant_beside_the_editions(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = small(tmp_path)
    assert CommandLine(capsys)("build", "pdf", "-C", folder).status == 0
    before = (folder / "dist/small.pdf").read_bytes()
    assert CommandLine(capsys)("build", "--variant", "draft", "-C", folder).status == 0
    made = {path.name for path in (folder / "dist").iterdir()}
    assert made >= {"small.pdf", "small-draft.pdf", "manifest.json"}
    assert "small.epub" not in made
    assert (folder / "dist/small.pdf").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--variant", "huge"), "the variants are: large, draft"),
        (("epub", "--variant", "large"), "the edition epub has no variants"),
    ],
)
def test_what_has_no_such_variant_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    ran = CommandLine(capsys)("build", *arguments, "-C", small(tmp_path))
    assert ran.status == 2
    assert said in ran.err
    assert not (tmp_path / "dist").exists()


@pytest.mark.parametrize("edition", ["pdf", "pamphlet"])
def test_what_is_large_already_is_not_made_twice(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, edition: str
) -> None:
    """Asked for first by the command, then by the settings, then by both: one file, told once."""
    small(tmp_path)
    file = "small-large.pdf" if edition == "pdf" else "small-pamphlet-large.pdf"
    settings = tmp_path / "publication.toml"
    for line, asked in (("", True), ('variant = "large"', False), ('variant = "large"', True)):
        text = settings.read_text("utf-8").partition("[editions")[0]
        settings.write_text(f"{text}[editions.{edition}]\n{line}\n", "utf-8")
        more = ("--variant", "large") if asked else ()
        ran = CommandLine(capsys)("build", edition, *more, "-C", tmp_path)
        assert not ran.status, ran.err
        manifest = json.loads((tmp_path / "dist" / "manifest.json").read_bytes())
        found = [each["edition"] for each in manifest["files"] if each["path"] == file]
        assert found == [edition if line else f"{edition}-large"]
        assert [each["edition"] for each in manifest["editions"]] == found
