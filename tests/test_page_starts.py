"""Where on the text each page begins: found on the engine's boxes, counted in the running text."""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import dataclass, field
from xml.etree import ElementTree

import pytest

from packager.compile import weasy
from packager.compile.fragments import Fragment
from packager.compile.manifest import Manifest
from packager.compile.page_starts import digest, folded, page_starts
from packager.compile.type_files import type_files
from packager.link import LinkJob, LinkPart, Metadata, Running, link
from packager.model.parts import PartKind
from packager.model.theme import PageDesign, Theme
from tests.paper import fragments, markup, note, pages_of, review

WORDS = "The harbour was quiet in the early hours, and nobody spoke along the quay. "
BREAK = ' style="break-before: page"'
PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwAD"
    "hgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture(scope="module")
def theme() -> Theme:
    return review()


@pytest.fixture(scope="module")
def page(theme: Theme) -> PageDesign:
    return theme.pages["A5"]


def one(body: str, theme: Theme, page: PageDesign, language: str = "en") -> Fragment:
    (made,) = fragments([markup(body, language=language)], theme, page)
    return made


def text_of_pages(made: Fragment, theme: Theme, page: PageDesign) -> list[str]:
    """The text of each page as a reader of the PDF has it."""
    day = datetime.date(2026, 6, 17)
    job = LinkJob(
        parts=(LinkPart(made, PartKind.ARTICLE, plain=True),),
        geometry=page.geometry,
        metadata=Metadata("One", "en", "ltr", "urn:uuid:0", day, day),
        running=Running("", "en", "ltr"),
        fonts=type_files(theme),
    )
    return pages_of(link(job))


def starts(made: Fragment) -> list[str]:
    """What stands at the beginning of each page, as far as the manifest tells it."""
    return [start.after for start in made.manifest.text_starts]


def test_the_engine_is_the_one_this_was_written_for() -> None:
    """The walk leans on WeasyPrint's boxes. With another version look at this first."""
    assert weasy.version() == "70.0"


def test_golden(theme: Theme, page: PageDesign) -> None:
    """One document with all that is counted and all that is not, and where its pages begin."""
    made = one(
        '<article><header class="opening"><p class="kicker">Ports</p>'
        '<h1 class="title" id="title" data-title="Quays">Quays</h1></header>'
        f"<p>One{note(1, 'A note is not counted.')} two.</p>"
        f'<ul{BREAK}><li>First item <a class="note-call" href="#note-1">1</a></li></ul>'
        f'<div class="verse"{BREAK}><p class="stanza"><span class="verse-line">A line,</span>\n'
        '<span class="verse-line">another.</span></p></div>'
        f'<figure{BREAK}><img src="{PIXEL}" alt="A"/><figcaption>Shown</figcaption></figure>'
        f"<p{BREAK}><em>Stra\u00dfe</em> and on.</p></article>",
        theme,
        page,
    )
    running = "portsquaysonetwo.firstitemaline,another.\ufffcshownstrasseandon."
    found = [(start.at, start.before, start.after) for start in made.manifest.text_starts]
    assert found == [
        (0, "", "portsquaysonetwo.firstitemaline,"),
        (17, "portsquaysonetwo.", "firstitemaline,another.\ufffcshownstr"),
        (26, "portsquaysonetwo.firstitem", "aline,another.\ufffcshownstrasseandon"),
        (40, "ysonetwo.firstitemaline,another.", "\ufffcshownstrasseandon."),
        (46, "wo.firstitemaline,another.\ufffcshown", "strasseandon."),
    ]
    assert made.manifest.text_digest == digest(running)


def test_a_paragraph_goes_on_where_the_page_before_left_it(theme: Theme, page: PageDesign) -> None:
    numbered = " ".join(f"word{number}" for number in range(900))
    made = one(f"<article><p>{numbered}</p></article>", theme, page)
    first = [re.findall(r"word\d+", text)[0] for text in text_of_pages(made, theme, page)]
    assert len(first) > 2
    for word, start in zip(first, starts(made), strict=True):
        assert start.startswith(word)


def test_a_page_that_begins_in_a_word(theme: Theme, page: PageDesign) -> None:
    """It is told exactly; those who mark it decide where the mark goes."""
    compound = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrente "
    made = one(f"<article><p>{compound * 90}</p></article>", theme, page, "de")
    word = folded(compound)
    places = [start.at for start in made.manifest.text_starts[1:]]
    assert any(place % len(word) for place in places), "no page begins in a word here"
    for start in made.manifest.text_starts:
        assert start.after == (word * 3)[start.at % len(word) :][:32]
        assert "\u2010" not in start.after


def test_capitals_of_the_sheet_do_not_count_twice(theme: Theme, page: PageDesign) -> None:
    """`text-transform` turns one letter into two; places are those of the text."""
    kickers = '<p class="kicker">Straßen und Flöße, ganz groß</p>' * 40
    made = one(f"<article>{kickers}<p{BREAK}>Here.</p></article>", theme, page)
    assert starts(made)[-1] == "here."


def test_the_head_of_a_table_counts_once(theme: Theme, page: PageDesign) -> None:
    rows = "".join(f"<tr><td>row{i}</td><td>{WORDS}</td></tr>" for i in range(60))
    made = one(
        '<article><div class="table"><table><thead><tr><th scope="col">Headone</th>'
        f'<th scope="col">Headtwo</th></tr></thead><tbody>{rows}</tbody></table></div></article>',
        theme,
        page,
    )
    found = starts(made)
    assert found[0].startswith("headoneheadtworow0")
    for text, start in zip(text_of_pages(made, theme, page)[1:], found[1:], strict=True):
        assert start.startswith(re.findall(r"row\d+", text)[0])


def test_a_row_that_breaks_goes_on_in_all_its_cells(theme: Theme, page: PageDesign) -> None:
    """The first cell that goes on is where the page begins, and the next row follows."""
    long = " ".join(f"left{number}" for number in range(500))
    short = " ".join(f"right{number}" for number in range(400))
    made = one(
        f'<article><div class="table"><table><tbody><tr><td>{long}</td><td>{short}</td></tr>'
        f"<tr><td>After</td><td>all</td></tr></tbody></table></div><p{BREAK}>End.</p></article>",
        theme,
        page,
    )
    found = starts(made)
    assert found[-1] == "end."
    assert all(start.startswith("left") for start in found[1:-1])
    assert len(found) > 2


def test_pages_without_text_of_their_own(theme: Theme, page: PageDesign) -> None:
    """A picture is a place of its own. Only notes: the page begins where the text goes on."""
    style = ' style="height: 400pt; width: 200pt; display: block"'
    made = one(
        f'<article><p>One.</p><figure{BREAK}><img src="{PIXEL}" alt="A"{style}/></figure>'
        f"<p{BREAK}>Two.</p><div{BREAK}></div></article>",
        theme,
        page,
    )
    assert starts(made)[:3] == ["one.\ufffctwo.", "\ufffctwo.", "two."]
    assert all(start == "" for start in starts(made)[3:])


def test_notes_never_begin_a_page(theme: Theme, page: PageDesign) -> None:
    long = WORDS * 16
    called = "".join(f"<p>para{i} {WORDS * 2}{note(i, long)}</p>" for i in range(1, 9))
    made = one(f"<article>{called}<p>End.</p></article>", theme, page)
    assert len(made.manifest.text_starts) == made.manifest.pages > 3
    places = [start.at for start in made.manifest.text_starts]
    assert places == sorted(places)


@dataclass
class Box:
    """A box as the engine makes it, as far as it is looked at."""

    element: ElementTree.Element | None
    element_tag: str = "p"
    children: tuple[Box, ...] = ()
    style: dict[str, str] = field(
        default_factory=lambda: {"hyphenate_character": "\u2010", "text_transform": "none"}
    )

    def is_floated(self) -> bool:
        return False


@dataclass
class TextBox(Box):
    text: str = ""


def test_other_words_on_the_pages_than_in_the_text_leave_the_starts_out() -> None:
    """Nothing is told rather than something wrong."""
    root = ElementTree.fromstring("<html><body><p>One two three.</p></body></html>")
    paragraph = root[0][0]

    def page(text: str) -> Box:
        return Box(None, "", (Box(root, "html", (TextBox(paragraph, "p", text=text),)),))

    assert [start.at for start in page_starts([page("One two"), page("three.")]).starts] == [0, 6]
    assert page_starts([page("One too"), page("three.")]).starts == ()


def test_they_are_kept_in_the_manifest(theme: Theme, page: PageDesign) -> None:
    made = one(f"<article><p>{WORDS * 60}</p></article>", theme, page)
    kept = made.manifest.to_json()
    assert json.loads(kept)["text_starts"][1]["at"] > 0
    assert Manifest.from_json(kept) == made.manifest
