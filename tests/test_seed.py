"""A real article, published on the web, becomes an EPUB and a PDF: nothing of it is lost."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from tests.building import Built, built
from tests.epub_reading import chapters, name
from tests.pdf_reading import PdfText, joined
from tests.validators import ace, epubcheck
from tests.words import differences, place_of, words

TITLE = "Violence and drug trafficking - what response from the revolutionary left?"
STATEMENT = "Copyright © International Viewpoint - online socialist magazine - All rights reserved"
STANDFIRST = (
    "On 22 February 2026, in a town in western Mexico, the army and the National Guard",
    "have applied a lot of pressure to carry out this operation.",
)
SUBHEADS = (
    "The “Narco war”",
    "Capitalism and Narco, a structural problem",
    "Only one way out: a break with the system",
)
ITEMS = (
    "To strengthen community ties to protect ourselves collectively from violence.",
    "To denounce the hypocrisy and responsibility of imperial powers",
    "To denounce the dangers of security strategies based on the use of armed forces",
    "To study other security strategies set up by the communities",
    "To reject discourses that criminalize and stigmatize the working classes",
    "To show solidarity with the victims and their relatives",
    "To approach the problem from a class perspective",
)
POSTSCRIPT = "If you like this article or have found it useful, please consider donating"


@pytest.fixture(scope="module")
def seed(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The editions of the real article."""
    return built(shared / "seed/publication", tmp_path_factory.mktemp("seed") / "out")


@pytest.fixture(scope="module")
def article(seed: Built) -> Element:
    """The body of the article's chapter in the EPUB."""
    found = [chapter.body for chapter in chapters(seed.epub) if chapter.is_article]
    assert len(found) == 1
    return found[0]


@pytest.fixture(scope="module")
def on_paper(seed: Built) -> str:
    """The text of all pages, without furniture, with hyphenation undone."""
    pages = PdfText.read(seed.pdf).pages
    return " ".join(joined(line for page in pages for line in page.body).split())


def text(element: Element) -> str:
    """An element's words, straight apostrophes in place of typographic ones."""
    return " ".join("".join(element.itertext()).split()).replace("’", "'")


def one(article: Element, tag: str, shape: str) -> str:
    """The text of the only element of this name and class."""
    found = [e for e in article.iter() if name(e) == tag and shape in (e.get("class") or "")]
    assert len(found) == 1, f"{len(found)} elements {tag}.{shape}"
    return text(found[0])


def all_text(seed: Built) -> str:
    """The text of every chapter of the EPUB."""
    return " ".join(text(chapter.body) for chapter in chapters(seed.epub))


def test_the_epub_has_kicker_title_and_standfirst(article: Element) -> None:
    assert one(article, "p", "kicker") == "Mexico"
    assert words(one(article, "h1", "title")) == words(TITLE)
    standfirst = one(article, "div", "standfirst")
    assert standfirst.startswith(STANDFIRST[0])
    assert standfirst.endswith(STANDFIRST[1])


def test_the_epub_has_three_subheads(article: Element) -> None:
    assert [text(e) for e in article.iter() if name(e) == "h2"] == list(SUBHEADS)


def test_the_epub_has_the_seven_items_as_one_list(article: Element) -> None:
    lists = [element for element in article.iter() if name(element) in {"ul", "ol"}]
    assert [name(element) for element in lists] == ["ul"]
    items = list(lists[0])
    assert [name(item) for item in items] == ["li"] * 7
    for item, beginning in zip(items, ITEMS, strict=True):
        assert text(item).startswith(beginning)


def test_the_epub_has_dateline_and_postscript(article: Element) -> None:
    assert one(article, "div", "dateline") == "February 2026"
    assert one(article, "div", "postscript").startswith(POSTSCRIPT)


def test_the_epub_says_whose_it_is(seed: Built, article: Element) -> None:
    assert "Translated by International Viewpoint" in text(article)
    assert "Revue l'Anticapitaliste" in text(article)
    assert "Photo: Diego Fernández" in text(article)
    assert STATEMENT in text(article)
    for words_ in ("IV Online magazine", "IVP617", "17 June 2026"):
        assert words_ in all_text(seed)


def test_the_pdf_has_each_part_in_its_order(on_paper: str) -> None:
    paper = words(on_paper)
    place = 0
    passages = ("Mexico", TITLE, *STANDFIRST, *SUBHEADS, *ITEMS, "February 2026", POSTSCRIPT)
    for passage in passages:
        found = place_of(words(passage), paper, place)
        assert found is not None, f"{passage!r} is not on paper after {paper[place : place + 9]}"
        place = found


def test_the_pdf_says_whose_it_is(on_paper: str) -> None:
    paper = on_paper.replace("’", "'")
    assert "Translated by International Viewpoint" in paper
    for passage in (
        "Revue l'Anticapitaliste",
        "Photo: Diego Fernández",
        STATEMENT,
        "IV Online magazine",
        "IVP617",
        "17 June 2026",
    ):
        assert passage in paper


def test_both_editions_have_the_same_words(seed: Built) -> None:
    assert differences(seed.epub, seed.pdf) == []


def test_no_word_of_the_source_is_lost(shared: Path, article: Element) -> None:
    folder = shared / "seed/publication/articles"
    source = next(folder.glob("*.md")).read_text("utf-8").split("---\n", 2)[2]
    text_lines = [line for line in source.splitlines() if not line.startswith(":::")]
    assert place_of(words("\n".join(text_lines)), words("\n".join(article.itertext()))) is not None


def test_the_editor_is_told_that_nobody_is_named_as_author(seed: Built) -> None:
    assert len(seed.findings) == 1
    assert "warning[article-authorless]" in seed.findings[0]


def test_epubcheck_has_nothing_to_say(seed: Built) -> None:
    assert epubcheck(seed.epub) == []


def test_ace_finds_no_violation(seed: Built) -> None:
    assert ace(seed.epub) == []
