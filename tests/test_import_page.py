"""Saved pages of SPIP, WordPress, Ghost, Drupal, Wikipedia, Hugo: the article, field by field."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from packager.importers.account import account_for
from packager.importers.imported import Certainty, Counts, Imported, ImportedArticle
from packager.importers.page import read
from packager.importers.source import Source
from packager.importers.words import tokens

PAGES = Path(__file__).parent / "import" / "pages"
NAMES = ("spip", "wordpress", "ghost", "drupal", "wikipedia", "hugo")


def page(name: str) -> Imported:
    path = PAGES / f"{name}.html"
    return read(Source(path, path.name))


def article(name: str) -> ImportedArticle:
    (one,) = page(name).articles
    return one


def people(one: ImportedArticle) -> list[tuple[str, str]]:
    return [(each.name, each.role) for each in one.contributors]


def found(imported: Imported) -> Counter[str]:
    return Counter(each.code for each in imported.findings)


@pytest.mark.parametrize("name", NAMES)
def test_no_word_and_no_note_is_lost_without_being_named(name: str) -> None:
    path = PAGES / f"{name}.html"
    source = Source(path, path.name)
    account = account_for(source, "html", read(source))
    assert account.lost == {}
    assert account.findings == ()
    assert account.had.words > 100


@pytest.mark.parametrize("name", NAMES)
def test_the_same_page_gives_the_same_article(name: str) -> None:
    assert page(name) == page(name)


@pytest.mark.parametrize(
    ("name", "counts"),
    [  # counted by hand in the pages
        ("spip", Counts(headings=2, notes=2, calls=3, pictures=1, tables=1, lists=1, links=2)),
        ("wordpress", Counts(headings=2, notes=2, calls=2, pictures=4, lists=2, links=1)),
        ("ghost", Counts(headings=1, notes=1, calls=1, pictures=2)),
        ("drupal", Counts(headings=1, notes=1, calls=1, pictures=1, tables=1, links=2)),
        ("wikipedia", Counts(headings=3, notes=2, calls=3, pictures=1, lists=1, links=3)),
        ("hugo", Counts(headings=1, notes=1, calls=1, pictures=2)),
    ],
)
def test_counts_are_those_of_the_source(name: str, counts: Counts) -> None:
    assert page(name).counts == counts


def test_spip() -> None:
    imported = page("spip")
    one = imported.articles[0]
    assert (one.name, one.title) == ("le-port-qui-apprit-a-compter", "Le port qui apprit à compter")
    assert (one.kicker, one.subtitle) == (
        "Travail et mémoire",
        "Un hiver de registres sur les quais",
    )
    assert (one.language, str(one.date), one.updated) == ("fr", "2026-02-14", None)
    assert people(one) == [
        ("Mireille Quessant", "aut"), ("Yann Ollivier", "aut"), ("Nolwenn Kerbrat", "trl"),
    ]  # fmt: skip
    assert one.source is not None
    assert one.source.language == "br"
    assert one.url == "https://rivages.example/Le-port-qui-apprit-a-compter"
    assert one.rights.licence == "CC-BY-NC-SA-4.0"
    assert imported.publication.publisher is not None
    assert imported.publication.publisher.name == "Revue des rivages"
    assert [each.name for each in imported.pictures] == ["images/quai.png"]


def test_spip_body() -> None:
    body = article("spip").body
    assert body.startswith("::: standfirst\nQuand la compagnie a fermé")
    assert "palettes[^1]." in body
    assert "moins[^2]." in body
    assert "calligraphiée[^1]." in body
    assert "[^1]: Une palette vaut ici *douze* caisses.\n" in body
    assert "::: postscript\nTraduit du breton" in body
    assert '{.right credit="Photo' in body
    assert "| Nord |" in body
    assert "[notre prochain numéro](https://rivages.example/La-suite-du-proces)" in body
    for furniture in (
        "P.-S.",
        "Notes",
        "Accueil",
        "commentaires",
        "écluse",
        "Plan du site",
        "samedi",
    ):
        assert furniture not in body


def test_a_translator_named_in_prose_is_a_guess_with_a_finding() -> None:
    imported = page("spip")
    (told,) = [each for each in imported.recognised if each.what == "translator"]
    assert (told.value, told.certainty) == ("Nolwenn Kerbrat", Certainty.GUESSED)
    (guess,) = [each for each in imported.findings if each.code == "import-guessed"]
    assert "Nolwenn Kerbrat" in guess.message
    assert guess.place is not None
    lines = (PAGES / "spip.html").read_text("utf-8").split("\n")
    assert "Traduit du breton" in lines[guess.place.line - 1]


def test_wordpress() -> None:
    imported = page("wordpress")
    one = imported.articles[0]
    assert (one.title, one.kicker) == ("The Last Lighthouse Library", "Essay")
    assert (one.language, str(one.date), str(one.updated)) == ("en-GB", "2026-03-09", "2026-03-12")
    assert people(one) == [("Imogen Farrow", "aut")]
    assert one.subjects == ("lighthouses", "libraries", "Essays", "bees")
    assert one.description == ""  # the page's own breaks off
    assert imported.publication.publisher is not None
    assert imported.publication.publisher.url == "https://saltmarsh.example/"
    assert {each.name for each in imported.pictures} == {
        "images/crate.png", "images/tower.png", "images/list.png",
    }  # fmt: skip


def test_wordpress_body() -> None:
    body = article("wordpress").body
    assert body.startswith("::: standfirst\nA shelf of four hundred books")
    assert '"The first crate, kept in the lamp room."){.wide credit="Photo: Tom Ashdown"}' in body
    assert "2. No page is cut\n   - not for lamp wicks,\n   - not for letters." in body
    assert "::: pullquote\nWhat is lost is written down." in body
    assert "::: verse\nThe lamp is out,\nthe shelf is full,\n" in body
    assert body.count("::: gallery") == 1
    assert "[the rules](#the-rules)" in body
    assert "A tour of the stair." in body
    assert "[^2]: Most signed with a cross.\n" in body
    for furniture in ("Subscribe", "Share", "Related", "cookies", "grandmother", "no bees",
                      "Table of Contents", "↩"):  # fmt: skip
        assert furniture not in body


def test_what_is_left_out_of_the_article_is_named_with_its_words() -> None:
    imported = page("wordpress")
    inside = {each.what: each.text for each in imported.dropped if each.text}
    assert inside["newsletter box"].startswith("Subscribe")
    assert inside["author box"].startswith("Imogen Farrow writes")
    assert "Foghorns" in inside["list of related articles"]
    assert "Send" in inside["sharing box"]
    around = {each.what: each.reason for each in imported.dropped if not each.text}
    assert "with 20 words" in around["comment section"]
    assert "cookie banner" in around
    assert "https://www.youtube.com/embed/abc123" in around["video"]
    assert around["script or style"].startswith("2 of it")


def test_a_remote_picture_is_never_fetched_and_its_caption_stays() -> None:
    imported = page("wordpress")
    (remote,) = [each for each in imported.findings if each.code == "import-picture-remote"]
    assert "https://cdn.saltmarsh.example/shelf.jpg" in remote.message
    assert remote.place is not None
    assert remote.place.line == 1 + (PAGES / "wordpress.html").read_text("utf-8")[
        : (PAGES / "wordpress.html").read_text("utf-8").index("shelf.jpg")
    ].count("\n")
    assert "The shelf, seen from the stair" in imported.articles[0].body


def test_a_licence_of_the_page_s_foot_is_stated_only_by_rel_license() -> None:
    assert article("wordpress").rights.licence == "CC-BY-4.0"


def test_ghost() -> None:
    imported = page("ghost")
    one = imported.articles[0]
    assert one.title == "Bread for the night shift"
    assert people(one) == [("Dara Mbeki", "aut"), ("Sol Winter", "aut"), ("Ines Prado", "trl")]
    assert (str(one.date), one.rights.licence) == ("2026-01-20", "CC-BY-SA-4.0")
    assert one.subjects == ("Work", "Food")
    assert one.description == "How a bakery became a meeting hall."
    assert [each.name for each in imported.pictures] == [
        "images/loaf.png",
        "images/a-flour-sack.png",
    ]
    assert one.body.startswith("::: standfirst\nAt four in the morning")
    assert "::: box\n" in one.body
    assert "> We were never asleep" in one.body
    assert "[^1]: It hangs beside the ash door.\n" in one.body
    assert "Sign up" not in one.body
    assert found(imported) == {}


def test_drupal() -> None:
    imported = page("drupal")
    one = imported.articles[0]
    assert one.title == "Die Werft im Winter"
    assert (one.language, str(one.date)) == ("de", "2025-12-01")
    assert people(one) == [("Hanne Kruse", "aut")]
    assert one.subjects == ("Werft", "Winter")
    assert one.body.startswith("::: standfirst\nSeit die Kräne stehen")
    assert '"Der Ofen aus der Boje."){.right credit="Foto: Jens Brandt"}' in one.body
    assert "| Ruder | Fisch |\n| Ruder | Holz |" in one.body
    assert "Fisch[^1]. Die Liste" in one.body
    assert "[^1]: Ein Ruder gilt sechs Kisten Hering.\n" in one.body
    assert "Versteckter" not in one.body
    hidden = [each.text for each in imported.dropped if each.what == "hidden text" and each.text]
    assert hidden == ["Versteckter Text für Suchmaschinen."]
    assert found(imported) == {"import-simplified": 1}


def test_wikipedia() -> None:
    imported = page("wikipedia")
    one = imported.articles[0]
    assert (one.title, one.rights.licence) == ("Tallow Ferry", "CC-BY-SA-4.0")
    assert [each.kind for each in one.contributors] == ["organisation"]
    assert "River Tallow](https://en.wikipedia.org/wiki/River_Tallow).[^1] It" in one.body
    assert re.findall(r"\[\^(\d)\](?!:)", one.body) == ["1", "2", "1"]
    assert "[^1]: Lane, R. *Ropes and Rivers*. Tallow: Lane. p." in one.body
    assert [line for line in one.body.split("\n") if line.startswith("#")] == [
        "## History", "### Drowning of the bell", "## See also",
    ]  # fmt: skip
    assert "0.5" in one.body
    assert "m³" in one.body
    for furniture in ("edit", "Talk", "Upper Ferry", "Retrieved", "For the village", "^ a"):
        assert furniture not in one.body


def test_a_page_without_any_mark_of_an_article_is_a_guess() -> None:
    imported = page("hugo")
    one = imported.articles[0]
    assert one.title == "Un invierno sin radio"
    assert "Hecho con Hugo" not in one.body
    assert '```sh\necho "sin radio"\n```' in one.body
    guessed = {each.what: each.value for each in imported.recognised
               if each.certainty is Certainty.GUESSED}  # fmt: skip
    assert guessed == {
        "article": "<div class=columna>", "language": "es", "date": "2024-07-02",
        "translator": "Xoán Pereira",
    }  # fmt: skip
    assert found(imported)["import-guessed"] == 4
    assert one.language == "es"
    assert people(one) == [("Lucía Barreiro", "aut"), ("Xoán Pereira", "trl")]


def test_pictures_above_the_page_and_by_file_address_are_never_read() -> None:
    imported = page("hugo")
    assert imported.pictures == ()
    missing = [each.message for each in imported.findings if each.code == "import-picture-missing"]
    assert ["../fuera.png" in missing[0], "file:///etc/hostname" in missing[1]] == [True, True]
    body = imported.articles[0].body
    assert "El faro, de noche y sin voz." in body
    assert "Una carta." in body


def test_the_pages_are_as_long_as_pages_are() -> None:
    for name in NAMES:
        assert len(tokens(page(name).source_text)) > 130
