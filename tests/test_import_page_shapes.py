"""Pages of other shapes: bylines without a class, several articles, links around blocks, notes."""

# ruff: noqa: E501  (markup is easier to read in one line)

from __future__ import annotations

import time
from pathlib import Path

import pytest

from packager.importers.imported import Certainty, Imported
from packager.importers.markup import find_notes, parse_html
from packager.importers.page import read
from packager.importers.source import Source
from packager.importers.words import missing

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
UPPER = (
    "<p>The upper river falls forty feet in a mile and is heard before it is seen, which is why "
    "the village below it is called Roar by everybody but the post office. It freezes rarely, and "
    "then all at once, and nobody goes out to call it anything for a week or so.</p>"
)
LOWER = (
    "<p>The lower river hardly moves. It is brown, broad and full of eels, and the people who live "
    "on it say that they have never been in any kind of hurry. They sell the eels to the village "
    "above it, which eats them with vinegar and complains about the price every morning.</p>"
)


def page(folder: Path, body: str, head: str = "") -> Imported:
    path = folder / "page.html"
    path.write_text(f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>')
    return read(Source(path, path.name))


def text(imported: Imported) -> str:
    return imported.articles[0].body


def people(imported: Imported) -> list[tuple[str, str]]:
    return [(each.name, each.role) for each in imported.articles[0].contributors]


def lost(imported: Imported) -> int:
    explained = [each.text for each in (*imported.recognised, *imported.dropped)]
    return missing(imported.source_text, [text(imported)], explained).total()


# --- Which part of the page ---------------------------------------------------------------------


def test_a_text_in_several_articles_is_taken_whole_and_told(tmp_path: Path) -> None:
    parts = f"<article><h2>Upper</h2>{UPPER}</article><article><h2>Lower</h2>{LOWER}</article>"
    made = page(tmp_path, f"<h1>Two Rivers</h1><main>{parts}</main>")
    assert "## Upper" in text(made)
    assert "## Lower" in text(made)
    (guess,) = [each for each in made.findings if each.code == "import-guessed"]
    assert "several" in guess.message
    assert "--select" in guess.hint


def test_a_short_page_that_marks_its_article_is_believed(tmp_path: Path) -> None:
    made = page(
        tmp_path, "<article><h1>Flood</h1><p>The weir broke at four. No one is hurt.</p></article>"
    )
    assert text(made) == "The weir broke at four. No one is hurt.\n"


def test_what_stands_outside_under_no_name_is_told_with_its_words(tmp_path: Path) -> None:
    made = page(tmp_path, f"<div>A box nobody named</div><article><h1>T</h1>{UPPER}</article>")
    (rest,) = [each for each in made.dropped if each.what == "rest of the page"]
    assert "4 words" in rest.reason


# --- Who and when -------------------------------------------------------------------------------


def test_a_byline_beside_the_title_outside_the_article(tmp_path: Path) -> None:
    outside = (
        '<header><p class="kicker">Rivers</p><h1>Two Rivers</h1>'
        '<p class="standfirst">One is loud, one is not.</p></header>'
        '<p class="byline">By <a rel="author" href="/m">Mara Quist</a>, 1 August 2022</p>'
        '<div class="share">Share it</div>'
    )
    made = page(tmp_path, f"{outside}<article>{UPPER}</article>")
    article = made.articles[0]
    assert (article.kicker, people(made), str(article.date)) == (
        "Rivers", [("Mara Quist", "aut")], "2022-08-01",
    )  # fmt: skip
    assert text(made).startswith("::: standfirst\nOne is loud, one is not.\n:::\n\nThe upper river")
    assert "Mara" not in text(made)
    assert "Share" not in text(made)
    assert lost(made) == 0


@pytest.mark.parametrize(
    "line", ["<p><b>By Ada Crewe</b></p>", "<h4>by Ada Crewe | 3 May 2020</h4>"]
)
def test_a_byline_that_no_class_calls_one(tmp_path: Path, line: str) -> None:
    made = page(tmp_path, f"<article><h1>T</h1>{line}{UPPER}</article>")
    assert people(made) == [("Ada Crewe", "aut")]
    assert "Ada" not in text(made)
    (told,) = [each for each in made.recognised if each.what == "author"]
    assert told.certainty is Certainty.INFERRED


@pytest.mark.parametrize(
    "line", ["By the river stood a mill.", "By Monday Everybody knew.", "By Night"]
)
def test_a_sentence_that_begins_like_a_byline_stays(tmp_path: Path, line: str) -> None:
    made = page(tmp_path, f"<article><h1>T</h1><p>{line}</p>{UPPER}</article>")
    assert people(made) == []
    assert line in text(made)


def test_the_blocks_of_newer_wordpress(tmp_path: Path) -> None:
    head = (
        '<h1 class="wp-block-post-title">Salt</h1><div class="wp-block-post-author">'
        '<div class="wp-block-post-author__avatar"><img src="a.png" alt=""></div>'
        '<p class="wp-block-post-author__byline">Words by</p>'
        '<p class="wp-block-post-author__name">Orla Penrose</p></div>'
        '<div class="wp-block-post-date"><time datetime="2024-03-09">March 9, 2024</time></div>'
    )
    tail = (
        '<div class="wp-block-buttons"><div class="wp-block-button"><a href="/s">Subscribe</a></div></div>'
        '<div class="wp-block-post-terms"><a href="/tag/w" rel="tag">walls</a></div>'
    )
    made = page(tmp_path, f"<main>{head}{UPPER}{tail}</main>")
    assert people(made) == [("Orla Penrose", "aut")]
    assert made.articles[0].subjects == ("walls",)
    assert text(made).startswith("The upper river")
    assert text(made).rstrip().endswith("a week or so.")
    assert "picture of the author" in {each.what for each in made.dropped}
    assert lost(made) == 0


def test_a_byline_with_a_picture_of_its_author(tmp_path: Path) -> None:
    meta = (
        '<div class="gh-article-meta"><div class="gh-article-author-image"><img src="i.png" alt="Ines"></div>'
        '<h4 class="gh-article-author-name"><a href="/ines/">Ines Ruhl</a></h4></div>'
    )
    made = page(tmp_path, f'<article class="gh-article"><h1>Bread</h1>{meta}{UPPER}</article>')
    assert people(made) == [("Ines Ruhl", "aut")]
    assert text(made).startswith("The upper river")
    assert not any(each.code.startswith("import-picture") for each in made.findings)


def test_a_caption_that_ends_in_a_holder_and_a_cookie_banner_of_another_make(
    tmp_path: Path,
) -> None:
    picture = '<img src="data:image/png;base64,' + PNG + '" alt="Kelp">'
    caption = "Kelp at low water. <small>© Nia Rowe / CC BY 4.0</small>"
    figure = f"<figure>{picture}<figcaption>{caption}</figcaption></figure>"
    banner = '<div class="cky-consent-container"><p>We use cookies.</p></div>'
    made = page(tmp_path, f"<article><h1>T</h1>{UPPER}{figure}</article>{banner}")
    assert '"Kelp at low water."){credit="© Nia Rowe / CC BY 4.0" licence=CC-BY-4.0}' in text(made)
    assert "cookie banner" in {each.what for each in made.dropped}
    assert lost(made) == 0


# --- Links and notes ----------------------------------------------------------------------------


def test_a_link_around_blocks_keeps_its_address(tmp_path: Path) -> None:
    card = '<a href="https://a.example/rye"><div><h3>On rye</h3><div>A longer text.</div></div></a>'
    box = '<figure><a href="https://a.example/oats"><div><div>On oats</div></div></a></figure>'
    made = page(tmp_path, f"<article><h1>T</h1>{UPPER}{card}{box}</article>")
    assert "## [On rye](https://a.example/rye)\n\nA longer text." in text(made)
    assert "[On oats](https://a.example/oats)" in text(made)
    assert made.counts.links == 2


def test_a_mark_that_is_repeated_at_the_note_is_its_call(tmp_path: Path) -> None:
    call = '<p>He paid<a href="#star">*</a> and left, see <a href="#map">the map</a>.</p>'
    note = '<hr><p><a name="star">*</a> In kind.</p><p><a name="map">The map</a> is lost.</p>'
    made = page(tmp_path, f"<article><h1>T</h1>{UPPER}{call}{note}</article>")
    assert "He paid[^1] and left" in text(made)
    assert "[^1]: In kind." in text(made)
    assert "[the map](#map)" in text(made)
    assert lost(made) == 0


def test_thousands_of_notes_between_headings_are_tied_in_time() -> None:
    calls, notes = "", ""
    for number in range(3600):
        calls += f'<p>x<sup><a href="#n{number}" id="r{number}">{number}</a></sup></p>'
        notes += f'<p id="n{number}"><a href="#r{number}">{number}</a> Note.</p>'
        if number % 4 == 3:
            calls += "<h2>Part</h2>"
            notes += "<h3>Of a part</h3>"
    markup = f"<html><body><div>{calls}</div><div class=notes>{notes}</div></body></html>"
    root = parse_html(markup.encode(), "page.html")
    start = time.perf_counter()
    found = find_notes({"": root})
    assert time.perf_counter() - start < 8  # one second here; half a minute when it was quadratic
    assert len(found.bodies) == 3600
    assert len(found.headings) == 899  # the last one has no notes below it
