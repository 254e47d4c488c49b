"""Links on paper: each outside address is told once, at a page's foot or after the article."""

from __future__ import annotations

import base64
import io
import re
import subprocess
from dataclasses import replace
from html import unescape
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
from packager.model.article import Credit
from packager.model.medium import Medium, WebLinks
from packager.model.page import MM
from packager.model.parts import PartKind, plan
from packager.model.publication import EditionSettings, Publication
from packager.model.rights import Rights
from packager.model.text import Link, Paragraph, Text, Words
from packager.render import render
from packager.render.addresses import bare, letter, printed, shows
from packager.render.qr import code_image
from packager.render.readable import readable
from tests.markdown_support import clean
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
    assert [letter(number) for number in (1, 2, 24, 25, 48, 49, 600, 601)] == [
        *("a", "b", "z", "aa", "az", "ba", "zz", "aaa")
    ]


def test_no_letter_can_be_taken_for_a_figure() -> None:
    letters = [letter(number) for number in range(1, 700)]
    assert len(set(letters)) == len(letters)
    assert not {"l", "o"} & set("".join(letters))  # of 1 and 0


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
    before, after = text_of(_made(publication, links), "-raw").split("Addresses\n")
    assert "The water stands" not in after
    after = after.replace("\n", "")
    for address in ("radio.example.org/talk", "example.org/keepers/old", "us@example.org"):
        assert after.count(address) == 1
        assert address not in before


def test_a_short_address_stands_beside_its_code(publication: Publication, tmp_path: Path) -> None:
    found = " and ".join(f"[one](https://example.org/{number})" for number in range(4))
    one = replace(publication.articles[0], text=clean(found), source=None)
    settings = {"print": EditionSettings(links="qr")}
    made = PRINTED.make(replace(publication, contents=(one,), editions=settings))
    (pdf,) = made.files.values()
    (tmp_path / "one.pdf").write_bytes(pdf)
    command = ["pdftotext", "-bbox", str(tmp_path / "one.pdf"), "-"]
    said = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    places = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)".*?>example.org/\d</word>', said)
    first, second, third, _ = sorted((float(x), float(y)) for x, y in places)
    (left, top), (same, below), (right, again) = first, second, third
    code = code_image("https://example.org/0", "words")
    assert code
    assert abs(left - same) < 3  # letters are of different widths
    assert right > left + 40 * MM  # in the other column
    assert abs(again - top) < 1
    assert code.side * MM - 1 < below - top < (code.side + 2) * MM  # words below would need more


def test_a_list_begins_below_its_heading_wherever_the_page_ends(
    publication: Publication,
) -> None:
    one = publication.articles[0]
    found = " and ".join(f"[one](https://example.org/{number})" for number in range(3))
    articles = tuple(
        replace(one, id=f"one{lines}", text=clean("A line.\n\n" * lines + found), source=None)
        for lines in range(10, 34)
    )
    settings = {"print": EditionSettings(links="qr")}
    made = PRINTED.make(replace(publication, contents=articles, editions=settings))
    assert not {each.code for each in made.findings} & {"heading-stranded", "layout-overflow"}
    (pdf,) = made.files.values()
    pages = [page for page in pages_of(pdf) if "Addresses" in page]
    assert len(pages) == len(articles)
    assert all("example.org/0" in page for page in pages)


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


def _pieces(address: str, **how: bool) -> list[str]:
    shown = unescape(re.sub("<[^>]+>", "", printed(address, **how)))
    return shown.replace("\u2060", "").split("\u200b")


def test_a_line_may_end_after_a_slash_and_before_another_sign() -> None:
    address = "https://a.example.org/bb-cc/dd?ee=ff&gg=hh_ii#jj"
    path = [*("bb", "-cc/", "dd", "?ee", "=ff", "&gg", "=hh", "_ii", "#jj")]
    assert _pieces(address) == ["a.example.org/", *path]
    for sign in "-?.":  # after which a line would end by itself
        assert f"{sign}\u20602" in printed(f"https://a.example/b{sign}2")


def test_the_name_of_a_host_breaks_only_where_there_is_no_room() -> None:
    address = "https://www.example.org/b"
    assert _pieces(address) == ["www.example.org/", "b"]
    assert _pieces(address, narrow=True) == ["www", ".example", ".org/", "b"]
    assert _pieces("mailto:editor@example.org", narrow=True) == ["editor", "@example", ".org"]


def test_nothing_breaks_within_a_coded_character_or_off_a_single_one() -> None:
    assert _pieces("https://a.example/bb%20cc%E9dd/4.0") == [
        *("a.example/", "bb", "%20cc", "%E9dd/", "4.0")
    ]


@pytest.mark.parametrize(
    ("coded", "language", "shown"),
    [
        ("fr.example/R%C3%A9publique", "en", "fr.example/République"),
        ("fr.example/R%C3%A9publique", "ar", "fr.example/R%C3%A9publique"),  # whose keys are others
        ("ar.example/%D9%86%D9%87%D8%B1", "ar", "ar.example/نهر"),
        ("ar.example/%D9%86%D9%87%D8%B1", "en", "ar.example/%D9%86%D9%87%D8%B1"),
        ("ja.example/%E5%B7%9D", "ja", "ja.example/川"),
        ("sr.example/%D1%80", "sr", "sr.example/р"),
        ("sr.example/%D1%80", "sr-Latn", "sr.example/%D1%80"),
        ("a.example/a%20b%2Fc?d=%26", "en", "a.example/a%20b%2Fc?d=%26"),  # would be another
        ("a.example/caf%E9", "fr", "a.example/caf%E9"),  # no UTF-8
        ("a.example/cafe%CC%81", "fr", "a.example/cafe%CC%81"),  # e and an accent, not é
        ("xn--mnchen-3ya.example/a", "en", "münchen.example/a"),
        ("us@xn--mnchen-3ya.example", "de", "us@münchen.example"),
        ("xn--80ak6aa92e.example", "en", "xn--80ak6aa92e.example"),  # Cyrillic that looks Latin
        ("a.example/xn--mnchen-3ya", "en", "a.example/xn--mnchen-3ya"),  # no name of a host
        ("xn--99999.example", "en", "xn--99999.example"),
    ],
)
def test_readers_see_the_letters_they_can_type(coded: str, language: str, shown: str) -> None:
    assert readable(coded, language) == shown


def test_parts_of_an_address_stand_in_the_order_of_typing() -> None:
    shown = printed("https://a.example/%D9%86%D9%87%D8%B1/%D8%A8%D8%AD%D8%B1/", "ar")
    assert "نهر\u200e/" in shown


@pytest.mark.parametrize(
    ("words", "href", "told"),
    [
        ("https://example.org/", "https://example.org/", True),
        ("see example.org/a.", "https://www.example.org/a/", True),
        ("Us@Example.org", "mailto:us@example.org?subject=A", True),
        ("fr.example/République", "https://fr.example/R%C3%A9publique", True),
        ("example.org", "https://example.org/a", False),
        ("example.org/ab", "https://example.org/a", False),
        ("example.org/a/b", "https://example.org/a", False),
        ("my-example.org", "https://example.org/", False),
        ("my.example.org", "https://example.org/", False),
        ("us@example.org", "https://example.org/", False),
    ],
)
def test_words_tell_an_address_only_when_they_have_all_of_it(
    words: str, href: str, *, told: bool
) -> None:
    assert shows(words, href) is told


def _of(publication: Publication, words: str, links: WebLinks = WebLinks.NOTES) -> str:
    """The markup of an article that says this."""
    one = replace(publication.articles[0], text=clean(words))
    return _markup(replace(publication, contents=(one,)), links)


def test_the_address_of_one_note_does_not_follow_another_too(publication: Publication) -> None:
    document = _of(
        publication,
        "One[^1] and two[^2].\n\n[^1]: [A](https://a.example/).\n\n[^2]: [B](https://b.example/).",
    )
    placed = re.findall(r'id="(note-[a-z0-9]+)"', document)
    assert placed[:4] == ["note-1", "note-a", "note-2", "note-b"]
    assert len(placed) == len(set(placed))


def test_what_is_typed_in_alike_is_one_address(publication: Publication) -> None:
    document = _of(
        publication,
        "[One](https://a.example/b/), [two](http://a.example/b), [three](mailto:us@a.example) and"
        " [four](mailto:us@a.example?subject=Four).",
    )
    assert list(_notes(document).values())[:2] == ["https://a.example/b/", "mailto:us@a.example"]
    assert document.count('href="#note-a"') == document.count('href="#note-b"') == 1


@pytest.mark.parametrize("words", ["[words](https://a.example/)", "*[words](https://a.example/)*"])
def test_a_letter_and_the_number_after_it_stand_apart(publication: Publication, words: str) -> None:
    gap = '<span class="gap"></span>'
    note = "\n\n[^1]: A note.\n"
    assert _of(publication, f"Some {words}[^1]{note}").count(gap) == 1
    assert gap not in _of(publication, f"Some {words}, and more[^1]{note}")
    assert gap not in _of(publication, f"Some {words}[^1]{note}", WebLinks.NONE)


def test_an_address_in_the_text_breaks_as_addresses_do(publication: Publication) -> None:
    words = "Write to <editor@a.example>, [all](https://a.example/) of us."
    document = _of(publication, words).replace("\u2060", "")
    assert '<a class="web" href="mailto:editor@a.example">editor@a.example</a>' in document
    assert '<a href="https://a.example/">all</a>' in document
    assert 'class="web" href="mailto' not in _of(publication, words, WebLinks.NONE)


def test_what_a_colophon_shows_it_does_not_tell_again(publication: Publication) -> None:
    one = publication.articles[0]
    open_ = Rights("", "Us", "CC-BY-4.0")
    thanks = (Credit("Maps", "A", licence="CC-BY-4.0"), Credit("Data", "B", licence="CC-BY-SA-4.0"))
    article = replace(one, rights=open_, credits=thanks, text=clean("Words."), source=None)
    document = _markup(replace(publication, contents=(article,)), WebLinks.NOTES)
    assert list(_notes(document).values()) == ["https://creativecommons.org/licenses/by-sa/4.0/"]


# --- The credits page -------------------------------------------------------------------------

OWED = """\
---
title: Owed
contributors: [{ name: Ann, role: author, url: "https://ann.example.org/" }]
source: { title: La cosa, url: "https://review.example.org/cosa", language: es }
url: https://us.example.org/owed
credits: [{ what: Maps, name: Ann, url: "https://ann.example.org/", licence: CC-BY-SA-4.0 }]
---

Words, and [a link](https://example.org/in-the-text).
"""


def _credits(folder: Path, links: WebLinks) -> str:
    (folder / "publication.toml").write_text(SETTINGS.replace('"article"', '"issue"'), "utf-8")
    (folder / "one.md").write_text(OWED, "utf-8")
    publication = load(folder).publication
    assert publication
    (part,) = [each for each in plan(publication) if each.kind is PartKind.CREDITS]
    return render(part, publication, Medium.PAPER, links=links).document


def _printed(document: str) -> str:
    return unescape(re.sub("<[^>]+>|[\u200b\u2060]", "", document))


@pytest.mark.parametrize("links", [WebLinks.NOTES, WebLinks.LIST, WebLinks.QR])
def test_the_credits_page_tells_where_people_and_licences_are(
    tmp_path: Path, links: WebLinks
) -> None:
    document = _credits(tmp_path, links)
    text = _printed(document)
    for address in (
        "ann.example.org",
        "review.example.org/cosa",
        "us.example.org/owed",
        "creativecommons.org/licenses/by-sa/4.0",
        "openfontlicense.org",
    ):
        assert text.count(address) == 1, address
    assert "Written by Ann (ann.example.org)" in text
    assert "La cosa (review.example.org/cosa) (Spanish)" in text
    assert not re.search("<cite[^>]*>[^/]*</a> ", document)  # a title, but not its address
    assert "in-the-text" not in text
    assert "packager:" not in text  # the way to an article is none
    assert 'class="note' not in document


def test_the_credits_page_is_as_it_was_where_no_addresses_are_asked_for(tmp_path: Path) -> None:
    document = _credits(tmp_path, WebLinks.NONE)
    assert "ann.example.org" not in _printed(document)
    assert 'class="web"' not in document


def test_the_screen_has_neither(publication: Publication) -> None:
    part = plan(publication)[0]
    made = [
        render(part, publication, Medium.EREADER, links=each).document
        for each in (WebLinks.NONE, WebLinks.QR)
    ]
    assert made[0] == made[1]


# --- How they are shown -----------------------------------------------------------------------


def test_addresses_are_shown_without_scheme_and_last_slash() -> None:
    assert bare("mailto:us@example.org?subject=A%20letter") == "us@example.org"
    assert bare("https://example.org/") == "example.org"
    assert bare("http://example.org/a/") == "example.org/a"
    assert bare("https://www.example.org") == "www.example.org"
    assert "\u200b" not in printed("https://example").replace("\u2060", "")


def test_a_code_draws_the_modules_that_the_standard_asks_for() -> None:
    code = code_image(LONG, "words")
    assert code
    encoded = re.search(r"base64,([^\"]+)", code.picture)
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
    assert code.side == side * 0.5  # mm
    assert f"width:{code.side:.2f}mm" in code.picture


def test_what_no_code_can_hold_has_none() -> None:
    assert code_image("https://example.org/" + "x" * 3000, "words") is None


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
