"""Links on paper: each outside address is told once, at a page's foot or after the article."""

from __future__ import annotations

import base64
import io
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
import segno

from packager.check.pdf import check_pdf
from packager.compile.cache import Cache
from packager.compile.compiler import Compiler
from packager.editions.epub import EPUB
from packager.editions.paper import PaperEdition
from packager.editions.pdf import PDF
from packager.findings import Severity
from packager.load import load
from packager.model.medium import Medium, WebLinks
from packager.model.parts import plan
from packager.model.publication import EditionSettings, Publication
from packager.model.text import Link, Paragraph, Text, Words
from packager.render import render
from packager.render.addresses import bare, letter, printed
from packager.render.qr import code_image
from tests.paper import pages_of, text_of
from tests.words import differences

PRINTED = PaperEdition("print", "For tests", "-print")
LONG = (
    "https://www.authority.example.org/hydrology/measurements/2026-spring/levels"
    "?station=upper-bridge&from=2026-03-01&to=2026-03-31"
)
SETTINGS = """\
schema_version = 1
[publication]
kind = "article"
slug = "linked"
title = "Linked"
language = "en"
date = 2026-06-17
contents = ["one.md"]
rights = { statement = "All rights reserved.", licence = "all-rights-reserved" }
"""
ARTICLE = f"""\
---
title: What the river keeps
source: {{ title: La memoria, url: "https://review.example.org/memoria" }}
---

The river rises in [March]({LONG}), says the keeper.[^1] Nobody had asked [the *old*
keeper](https://example.org/keepers/old/) before; see [below](#below), <https://example.org/shown>
or write to [us](mailto:us@example.org).

{"The water stands and the words go on. " * 120}

## Below {{#below}}

Once more the [keeper](https://example.org/keepers/old/).

| A | B |
|---|---|
| [cell](https://example.org/cell) | words |

[^1]: In [an interview](https://radio.example.org/talk) with [the keeper](https://example.org/keepers/old/).
"""


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    folder = tmp_path_factory.mktemp("linked")
    (folder / "publication.toml").write_text(SETTINGS, "utf-8")
    (folder / "one.md").write_text(ARTICLE, "utf-8")
    loaded = load(folder)
    assert loaded.publication, loaded.findings
    return loaded.publication


_MADE: dict[str, bytes] = {}


def _made(publication: Publication, links: str) -> bytes:
    if links not in _MADE:
        settings = EditionSettings(links=links)
        made = PRINTED.make(replace(publication, editions={"print": settings}))
        assert not [each for each in made.findings if each.severity is not Severity.NOTICE]
        _MADE[links] = made.files["linked-print.pdf"]
    return _MADE[links]


def _markup(publication: Publication, links: WebLinks) -> str:
    return render(plan(publication)[0], publication, Medium.PAPER, links=links).document


def _notes(document: str) -> dict[str, str]:
    """The addresses that stand as notes, by their letters."""
    found = re.findall(r'class="note address[^"]*" id="note-([a-z]+)".*?href="([^"]+)"', document)
    return dict(found)


def test_each_address_is_a_note_once_and_is_cited_again(publication: Publication) -> None:
    document = _markup(publication, WebLinks.NOTES)
    assert _notes(document) == {
        "a": LONG.replace("&", "&amp;"),
        "b": "https://radio.example.org/talk",
        "c": "https://example.org/keepers/old/",
        "d": "mailto:us@example.org",
        "e": "https://example.org/cell",
        "f": "https://review.example.org/memoria",
    }
    assert document.count('href="#note-c"') == 3  # in the note, and twice in the text


def test_links_within_and_addresses_that_show_need_no_note(publication: Publication) -> None:
    document = _markup(publication, WebLinks.NOTES)
    assert "https://example.org/shown" not in _notes(document).values()
    assert 'href="#below">below</a><' not in document.replace("</a> ", "</a>")


@pytest.mark.parametrize("links", [WebLinks.LIST, WebLinks.QR])
def test_what_a_list_consists_of_is_not_looked_for_at_the_feet_of_pages(
    publication: Publication, links: WebLinks
) -> None:
    assert not re.search(r'id="note-[a-z]+"', _markup(publication, links))


def test_a_link_to_an_article_that_is_not_here_has_its_web_address(
    publication: Publication,
) -> None:
    link = Paragraph((Link((Words("the other"),), article="other/two", line=1),), line=1)
    article = replace(publication.articles[0], text=Text((link,)))
    elsewhere = {"other/two": "https://web.example/two"}
    apart = replace(publication, contents=(article,), elsewhere=elsewhere)
    assert _notes(_markup(apart, WebLinks.NOTES))["a"] == "https://web.example/two"
    inside = replace(apart, elsewhere={})
    assert "https://web.example/two" not in _notes(_markup(inside, WebLinks.NOTES)).values()


@pytest.mark.parametrize("edition", ["print", "pamphlet"])
def test_editions_for_paper_have_the_setting(tmp_path: Path, edition: str) -> None:
    settings = f'{SETTINGS}\n[editions.{edition}]\nlinks = "qr"\n'
    (tmp_path / "publication.toml").write_text(settings, "utf-8")
    (tmp_path / "one.md").write_text(ARTICLE, "utf-8")
    publication = load(tmp_path).publication
    assert publication
    assert publication.editions[edition].links == "qr"


@pytest.mark.parametrize("edition", ["pdf", "epub"])
def test_those_for_screens_have_it_not(tmp_path: Path, edition: str) -> None:
    settings = f'{SETTINGS}\n[editions.{edition}]\nlinks = "qr"\n'
    (tmp_path / "publication.toml").write_text(settings, "utf-8")
    (tmp_path / "one.md").write_text(ARTICLE, "utf-8")
    (found,) = [each for each in load(tmp_path).findings if each.severity is Severity.ERROR]
    assert found.place
    assert found.place.line == SETTINGS.count("\n") + 3


def test_notes_of_addresses_have_letters_and_the_articles_own_have_numbers() -> None:
    assert [letter(number) for number in (1, 2, 26, 27, 52, 53, 702, 703)] == [
        *("a", "b", "z", "aa", "az", "ba", "zz", "aaa")
    ]


def test_an_address_note_stands_on_the_page_of_its_call(publication: Publication) -> None:
    pages = pages_of(_made(publication, "notes"), "-raw")
    first = next(page for page in pages if "The river rises" in page)
    cells = next(page for page in pages if "words\n" in page and "cell" in page)
    joined = first.replace("\n", "")
    assert "www.authority.example.org/hydrology" in joined
    assert "radio.example.org/talk" in joined
    assert "example.org/cell" in cells
    assert "example.org/cell" not in joined


def test_the_first_of_two_pages_that_cite_an_address_tells_it(publication: Publication) -> None:
    assert text_of(_made(publication, "notes"), "-raw").count("example.org/keepers/old") == 1


@pytest.mark.parametrize("links", ["notes", "list", "qr"])
def test_it_is_a_sound_tagged_pdf(publication: Publication, links: str) -> None:
    assert check_pdf("linked.pdf", _made(publication, links)) == ()


@pytest.mark.parametrize("links", ["list", "qr"])
def test_it_is_the_same_file_each_time(publication: Publication, links: str) -> None:
    settings = {"print": EditionSettings(links=links)}
    (again,) = PRINTED.make(replace(publication, editions=settings)).files.values()
    assert again == _made(publication, links)


@pytest.mark.parametrize("links", ["list", "qr"])
def test_a_list_of_addresses_ends_the_article(publication: Publication, links: str) -> None:
    text = text_of(_made(publication, links), "-raw")
    after = text[text.index("Addresses\n") :]
    assert "The water stands" not in after
    for address in ("radio.example.org/talk", "example.org/keepers/old", "us@example.org"):
        assert text.count(address) == 1
        assert address in after


def test_a_long_address_breaks_at_its_signs_without_a_hyphen(publication: Publication) -> None:
    for page in pages_of(_made(publication, "notes"), "-raw"):
        if "www.authority" in page:
            lines = page[page.index("www.authority") :].splitlines()
            break
    shown = bare(LONG)
    whole, count = "", 0
    while whole != shown:
        whole += lines[count]
        count += 1
        assert shown.startswith(whole), "something was put in where the line ends"
    assert count > 1
    assert all(
        line.endswith("/") or following[0] in ".-?&=_"
        for line, following in pairwise(lines[:count])
    )


def test_a_line_may_end_after_a_slash_and_before_another_sign() -> None:
    shown = re.sub("<[^>]+>", "", printed("https://a.example.org/b-c/d?e=f&g=h_i#j")).replace(
        "&amp;", "&"
    )
    assert shown.replace("\u2060", "").split("\u200b") == [
        *("a", ".example", ".org/", "b", "-c/", "d", "?e", "=f", "&g", "=h", "_i", "#j")
    ]
    assert "-\u2060c" in shown  # nor after a hyphen, which would be taken for one of the printer's


def test_addresses_are_shown_without_scheme_and_last_slash() -> None:
    assert bare("https://example.org/") == "example.org"
    assert bare("http://example.org/a/") == "example.org/a"
    assert bare("https://www.example.org") == "www.example.org"
    assert "\u200b" not in printed("https://example").replace("\u2060", "")


def test_a_code_draws_the_modules_that_the_standard_asks_for() -> None:
    drawn = code_image(LONG, "words")
    encoded = re.search(r"base64,([^\"]+)", drawn)
    assert encoded
    svg = base64.b64decode(encoded[1]).decode()
    side = int(re.search(r'width="(\d+)"', svg)[1])  # type: ignore[index]
    dark = set()
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1", svg):
        dark |= {(int(x) + step, int(y)) for step in range(int(width))}
    matrix = segno.make_qr(LONG, error="m", boost_error=False).matrix
    wanted = {
        (x + 4, y + 4) for y, row in enumerate(matrix) for x, module in enumerate(row) if module
    }
    assert dark == wanted
    assert side == len(matrix) + 8


def test_what_no_code_can_hold_has_none() -> None:
    assert code_image("https://example.org/" + "x" * 3000, "words") == ""


def test_every_address_has_its_code_with_words_in_its_place(publication: Publication) -> None:
    document = _markup(publication, WebLinks.QR)
    codes = re.findall(r'<img class="qr"[^>]*alt="QR code: ([^"]+)"', document)
    assert len(codes) == 7  # the one that the text shows has a code, too
    assert "example.org/shown" in codes


@pytest.mark.parametrize("links", ["notes", "list", "qr"])
def test_the_words_are_those_of_the_epub(
    publication: Publication, links: str, tmp_path: Path
) -> None:
    (epub,) = EPUB.make(publication).files.values()
    (tmp_path / "one.epub").write_bytes(epub)
    (tmp_path / "one.pdf").write_bytes(_made(publication, links))
    assert differences(tmp_path / "one.epub", tmp_path / "one.pdf") == []


@pytest.mark.parametrize("links", ["notes", "list", "qr"])
def test_neither_screen_pdf_nor_epub_prints_addresses(publication: Publication, links: str) -> None:
    asked = {name: EditionSettings(links=links) for name in ("pdf", "epub", "print")}
    with_links = replace(publication, editions=asked)
    for edition in (PDF, EPUB):
        plain, other = edition.make(publication), edition.make(with_links)
        assert plain.files == other.files


def test_a_print_edition_that_says_nothing_prints_none(publication: Publication) -> None:
    assert (
        _markup(publication, WebLinks.NONE)
        == render(plan(publication)[0], publication, Medium.PAPER).document
    )
    assert _made(publication, "") == _made(publication, "none")


def test_the_cache_knows_the_setting(publication: Publication, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    part = plan(publication)[0]
    made = [
        Compiler(cache).render(part, publication, Medium.PAPER, None, links).document
        for links in (*WebLinks, *WebLinks)
    ]
    assert len(set(made)) == len(WebLinks)
    assert made[:4] == made[4:]


def test_a_call_of_an_address_and_its_note_lead_to_each_other(publication: Publication) -> None:
    with pikepdf.open(io.BytesIO(_made(publication, "notes"))) as document:
        said = [
            str(link.get("/Contents", ""))
            for page in document.pages
            for link in page.get("/Annots", ())
        ]
    assert "Note a" in said
    assert "Back to text a" in said
