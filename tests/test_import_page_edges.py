"""Pages that tell little, tell it wrongly, or mean harm; and what the editor says of a page."""

# ruff: noqa: E501  (markup is easier to read in one line)

from __future__ import annotations

import base64
import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from packager.errors import ContentError
from packager.importers.account import account_for
from packager.importers.imported import Certainty, Imported
from packager.importers.page import read
from packager.importers.source import Options, Source

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
TEXT = (
    "<p>The tide came in before the bell and went out after it, as it had done every day that "
    "anybody could remember, and the people of the quay set their clocks by it.</p>"
    "<p>When the clocks were taken down for repair nobody noticed for a week, since the tide was "
    "there to be looked at, and it was never late by more than an hour or two.</p>"
)


def write(folder: Path, markup: str | bytes, name: str = "page.html") -> Source:
    path = folder / name
    path.write_bytes(markup.encode() if isinstance(markup, str) else markup)
    return Source(path, path.name)


def page(folder: Path, body: str, head: str = "", lang: str = ' lang="en"') -> Imported:
    html = f"<!doctype html><html{lang}><head>{head}</head><body>{body}</body></html>"
    return read(write(folder, html))


def codes(imported: Imported) -> list[str]:
    return [each.code for each in imported.findings]


def refused(folder: Path, markup: str | bytes) -> str:
    with pytest.raises(ContentError) as caught:
        read(write(folder, markup))
    (finding,) = caught.value.findings
    assert finding.place is not None
    assert finding.place.file == "page.html"
    return f"{finding.code}: {finding.message} {finding.hint}"


# --- Metadata ----------------------------------------------------------------------------------


def ld(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


ARTICLE = {
    "@context": "https://schema.org", "@type": ["NewsArticle"], "headline": "Told &amp; Tolled",
    "author": [{"@type": "Person", "name": "Ada Quill"}, "Ben Reed"],
    "editor": {"@id": "#e"}, "translator": {"@type": "Person", "name": "Cy Vale"},
    "datePublished": "2026-05-04T23:30:00-05:00", "dateModified": "2026-05-06",
    "keywords": ["tides", "bells, quays"], "license": "https://creativecommons.org/licenses/by/4.0/",
    "publisher": {"@type": "Organization", "name": "The Quay", "url": "https://quay.example"},
    "url": "https://quay.example/tolled", "inLanguage": "en",
}  # fmt: skip


@pytest.mark.parametrize("shape", ["alone", "array", "graph", "main entity", "in a comment"])
def test_metadata_that_stand_in_json_ld_alone(tmp_path: Path, shape: str) -> None:
    editor = {"@type": "Person", "@id": "#e", "name": "Dee Marsh"}
    shaped = {
        "alone": ld(ARTICLE) + ld(editor), "array": ld([editor, ARTICLE]),
        "graph": ld({"@graph": [{"@type": "WebSite", "name": "x"}, ARTICLE, editor]}),
        "main entity": ld({"@type": "WebPage", "mainEntity": ARTICLE}) + ld(editor),
        "in a comment": ld([editor, ARTICLE]).replace(">[", ">//<![CDATA[\n[").replace("]</", "]\n//]]></"),
    }[shape]  # fmt: skip
    (one,) = page(tmp_path, f"<main>{TEXT}</main>", shaped, "").articles
    assert one.title == "Told & Tolled"
    names = [(each.name, each.role) for each in one.contributors]
    assert [n for n in names if n[1] != "edt"] == [
        ("Ada Quill", "aut"), ("Ben Reed", "aut"), ("Cy Vale", "trl"),
    ]  # fmt: skip
    if shape in ("array", "graph", "in a comment"):
        assert ("Dee Marsh", "edt") in names
    assert (str(one.date), str(one.updated)) == ("2026-05-04", "2026-05-06")
    assert (one.rights.licence, one.url) == ("CC-BY-4.0", "https://quay.example/tolled")
    assert one.subjects == ("tides", "bells", "quays")


def test_json_ld_that_is_broken_or_huge_is_passed_over(tmp_path: Path) -> None:
    deep = "[" * 50_000
    scripts = [f'<script type="application/ld+json">{text}</script>' for text in
               ('{"@type": "Article", "headline": }', deep, json.dumps("x" * 600_000))]  # fmt: skip
    imported = page(tmp_path, f"<main><h1>Title</h1>{TEXT}</main>", "".join(scripts))
    assert imported.articles[0].title == "Title"


def test_dublin_core_and_citation_metadata(tmp_path: Path) -> None:
    head = (
        '<meta name="DC.title" content="Of Tides"><meta name="DC.creator" content="Quill, Ada">'
        '<meta name="citation_author" content="Reed, Ben"><meta name="citation_date" content="2019/07">'
        '<meta name="DC.rights" content="https://creativecommons.org/licenses/by-nd/4.0/">'
        '<meta name="DC.subject" content="tides; bells">'
    )
    (one,) = page(tmp_path, f"<article>{TEXT}</article>", head).articles
    assert one.title == "Of Tides"
    assert [each.name for each in one.contributors] == ["Ben Reed"]
    assert (one.rights.licence, one.subjects) == ("CC-BY-ND-4.0", ("tides", "bells"))


def test_a_date_that_says_not_what_of_is_a_guess(tmp_path: Path) -> None:
    head = '<meta name="DC.date" content="2020-01-02">'
    imported = page(tmp_path, f"<article><h1>T</h1>{TEXT}</article>", head)
    assert str(imported.articles[0].date) == "2020-01-02"
    assert codes(imported) == ["import-guessed"]


def test_an_update_date_in_the_byline_is_a_guess(tmp_path: Path) -> None:
    byline = (
        '<p class="byline">By Ada Quill | Updated <time datetime="2021-03-04">4 March</time></p>'
    )
    imported = page(tmp_path, f"<article><h1>T</h1>{byline}{TEXT}</article>")
    (one,) = imported.articles
    assert (str(one.date), one.contributors[0].name) == ("2021-03-04", "Ada Quill")
    assert codes(imported) == ["import-guessed"]
    assert "update" in imported.findings[0].message


def test_a_language_told_wrongly_is_a_finding(tmp_path: Path) -> None:
    imported = page(tmp_path, f"<article><h1>T</h1>{TEXT}</article>", lang=' lang="fr-FR"')
    assert imported.articles[0].language == "en"
    assert codes(imported) == ["import-guessed"]
    assert "fr-FR" in imported.findings[0].message


def test_a_language_that_the_editor_says_goes_before_all(tmp_path: Path) -> None:
    source = write(tmp_path, f'<html lang="fr"><article><h1>T</h1>{TEXT}</article></html>')
    told = Source(source.path, source.name, Options(language="cy"))
    imported = read(told)
    assert imported.articles[0].language == "cy"
    assert codes(imported) == []


def test_a_window_s_title_is_a_guess_and_loses_the_site(tmp_path: Path) -> None:
    imported = page(tmp_path, f"<article>{TEXT}</article>", "<title>Of Tides | The Quay</title>")
    assert imported.articles[0].title == "Of Tides"
    assert codes(imported) == ["import-guessed"]


def test_a_page_without_a_title_is_named_after_its_file(tmp_path: Path) -> None:
    imported = read(write(tmp_path, f"<article>{TEXT}</article>", "of-tides.html"))
    assert imported.articles[0].title == "of-tides"
    assert "import-guessed" in codes(imported)


# --- Which element -----------------------------------------------------------------------------


def test_select_says_which_elements(tmp_path: Path) -> None:
    html = (
        f'<main><div class="a">{TEXT}</div><div class="b"><h1>B</h1><p>Short one.</p></div></main>'
    )
    source = write(tmp_path, html)
    chosen = read(Source(source.path, source.name, Options(select="main > .b")))
    assert chosen.articles[0].title == "B"
    assert chosen.articles[0].body == "Short one.\n"
    both = read(Source(source.path, source.name, Options(select=".b, .b p, .a")))
    assert both.articles[0].body.count("Short one.") == 1


@pytest.mark.parametrize(("css", "words"), [("#none", "nothing that --select"), ("p[[", "no CSS")])
def test_a_select_that_does_not_fit_is_refused(tmp_path: Path, css: str, words: str) -> None:
    source = write(tmp_path, f"<main>{TEXT}</main>")
    with pytest.raises(ContentError) as caught:
        read(Source(source.path, source.name, Options(select=css)))
    assert words in caught.value.findings[0].message


def test_a_page_without_an_article_is_refused_and_told_of_select(tmp_path: Path) -> None:
    message = refused(tmp_path, "<nav><a href='/'>Home</a></nav><p>Log in to read.</p>")
    assert "holds no article" in message
    assert "--select" in message


def test_of_a_listing_the_article_with_most_words(tmp_path: Path) -> None:
    teaser = "<article class='teaser'><h2>Other</h2><p>Read this too, it is short.</p></article>"
    body = f"<main>{teaser}<article><h1>T</h1>{TEXT * 2}</article>{teaser}</main>"
    (one,) = page(tmp_path, body).articles
    assert one.title == "T"
    assert "Other" not in one.body


# --- Pictures ----------------------------------------------------------------------------------


def test_pictures_only_from_beside_the_page(tmp_path: Path) -> None:
    inside = tmp_path / "site"
    (inside / "page_files").mkdir(parents=True)
    (inside / "page_files" / "a b.png").write_bytes(PNG)
    (tmp_path / "secret.png").write_bytes(PNG + b"secret")
    (inside / "link.png").symlink_to(tmp_path / "secret.png")
    addresses = [
        "page_files/a%20b.png", "../secret.png", "%2e%2e/secret.png", str(tmp_path / "secret.png"),
        f"file://{tmp_path}/secret.png", "link.png", "http://x.example/y.png", "//x.example/z.png",
    ]  # fmt: skip
    figures = "".join(f'<figure><img src="{a}"><figcaption>No. {n}</figcaption></figure>'
                      for n, a in enumerate(addresses))  # fmt: skip
    imported = page(inside, f"<article><h1>T</h1>{TEXT}{figures}</article>")
    assert [(each.name, each.data) for each in imported.pictures] == [("images/a-b.png", PNG)]
    assert codes(imported).count("import-picture-missing") == 5
    assert codes(imported).count("import-picture-remote") == 2
    assert all(f"No. {n}" in imported.articles[0].body for n in range(len(addresses)))


def test_a_lazy_picture_is_taken_from_where_it_would_be_loaded(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    dot = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    body = f'<article><h1>T</h1>{TEXT}<img src="{dot}" data-src="a.png" alt="A"></article>'
    imported = page(tmp_path, body)
    assert [each.name for each in imported.pictures] == ["images/a.png"]


def test_data_addresses_that_hold_no_picture_are_named(tmp_path: Path) -> None:
    images = "".join(f'<img src="{each}">' for each in
                     ("data:text/html,<b>x</b>", "data:image/png;base64,!!!", "data:,"))  # fmt: skip
    imported = page(tmp_path, f"<article><h1>T</h1>{TEXT}{images}</article>")
    assert imported.pictures == ()
    assert len([code for code in codes(imported) if code.startswith("import-picture")]) == 3


# --- Links -------------------------------------------------------------------------------------


def test_links_of_the_site_are_made_whole_and_others_are_named(tmp_path: Path) -> None:
    links = (
        '<h2 id="s">S</h2><p><a href="/x">x</a> <a href="https://quay.example/t#s">s</a> '
        '<a href="javascript:alert(1)">j</a> <a href="file:///etc/passwd">f</a> '
        '<a href="mailto:a@b.example">m</a></p>'
    )
    head = '<link rel="canonical" href="https://quay.example/t">'
    imported = page(tmp_path, f"<article><h1>T</h1>{TEXT}{links}</article>", head)
    body = imported.articles[0].body
    assert "[x](https://quay.example/x) [s](#s) j f [m](mailto:a@b.example)" in body
    assert codes(imported) == ["import-link-lost", "import-link-lost"]
    assert imported.counts.links == 3


# --- Bad input ---------------------------------------------------------------------------------


def test_ten_thousand_nested_elements_are_refused(tmp_path: Path) -> None:
    begun = time.monotonic()
    assert "deep" in refused(tmp_path, "<main>" + "<div>" * 10_000 + TEXT)
    assert time.monotonic() - begun < 2


def test_html_over_ten_megabytes_is_refused(tmp_path: Path) -> None:
    assert "file-too-large" in refused(tmp_path, b"<p>" + b"x" * 20_000_000)


def test_an_empty_page_is_refused(tmp_path: Path) -> None:
    assert "is empty" in refused(tmp_path, b" \n")


def test_broken_markup_loses_no_word(tmp_path: Path) -> None:
    html = (
        f"<html lang=en><article><h1>T<p>lone</h1>{TEXT}<b>bold <i>both</b> italic</i><table><tr>"
        "stray<td>cell<p>in</table><li>item<ul>loose<li>inner</ul></p></div><p>end &bogus; &amp &#0;"
    )
    source = write(tmp_path, html)
    imported = read(source)
    assert account_for(source, "html", imported).lost == {}
    assert all(word in imported.articles[0].body
               for word in ("stray", "cell", "loose", "inner", "italic", "end"))  # fmt: skip


def test_hidden_text_is_dropped_by_name(tmp_path: Path) -> None:
    hidden = '<p hidden>one</p><p style="DISPLAY: none">two</p><span class="sr-only">three</span>'
    imported = page(tmp_path, f"<article><h1>T</h1>{TEXT}{hidden}</article>")
    assert [each.text for each in imported.dropped if each.what == "hidden text"] == [
        "one", "two", "three",
    ]  # fmt: skip
    assert "three" not in imported.articles[0].body


def test_an_article_with_a_suspicious_class_is_not_thrown_away(tmp_path: Path) -> None:
    body = f'<main><div class="content share"><h1>T</h1>{TEXT}</div></main>'
    assert "The tide came in" in page(tmp_path, body).articles[0].body


def test_front_words_of_a_byline_are_accounted_for(tmp_path: Path) -> None:
    body = f'<article><h1>T</h1><p class="byline">By Ada Quill and Ben Reed</p>{TEXT}</article>'
    imported = page(tmp_path, body)
    authors = [each for each in imported.recognised if each.what == "author"]
    assert [(each.value, each.certainty) for each in authors] == [
        ("Ada Quill", Certainty.INFERRED), ("Ben Reed", Certainty.INFERRED),
    ]  # fmt: skip
    assert "Quill" not in imported.articles[0].body


_PARTS = """<p> </p> <div> </div> <sup> </a> <li> <ul> <table> <td> <tr> <h1> <h3> <main> <article>
<figure> <figcaption> <pre> <br> <blockquote> <!-- <svg> <math> &amp; <dl> <dt> <dd> <aside> word
</blockquote> [ ] * _ `"""
_TAGS = some.sampled_from(
    (*_PARTS.split(), '<a href="#x">', '<li id="x">', '<p class="ps">', '<div class="notes">',
     '<span lang="fr">', '<img src="x">', '<p class="poem">', '<div class="wp-caption">')
)  # fmt: skip


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(parts=some.lists(_TAGS, max_size=60))
def test_whatever_the_markup_every_word_is_accounted_for(tmp_path: Path, parts: list[str]) -> None:
    source = write(tmp_path, f"<html lang=en><main><h1>T</h1>{TEXT}{' some '.join(parts)}</main>")
    assert account_for(source, "html", read(source)).lost == {}
