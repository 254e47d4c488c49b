"""Articles: front matter, ids, homes, and what is inherited."""

from __future__ import annotations

from pathlib import Path

import pytest

from packager.load import load
from packager.model.article import Role
from packager.model.text import Link, walk
from tests.loading import ARTICLE, SETTINGS, lines, loaded, write

FRONT = """\
---
title: "1.10"
subtitle: no
kicker: 12:30
language: he
date: 2026-06
written: February 2026
updated: 2026-06-18
contributors:
  - name: Ana Lopes
    role: translator
    sort: Lopes, Ana
    url: https://ana.example/
    bio: Translates.
  - {name: Harbour Press, role: pbl, kind: organisation}
unsigned: yes
source:
  title: O barco
  url: https://barco.example/
  language: pt
  date: 2025
url: https://harbour.example/one
rights: {licence: CC0-1.0}
credits:
  - what: Photo
    name: Rui Melo
    role: photographer
    licence: CC-BY-4.0
subjects: [ferries, night]
description: A ferry
translation_of:
part: editorial
draft: false
id: night
---

The ferry leaves.
"""


@pytest.mark.parametrize("escape", ["\\0", "\\x01", "\\ud800", "\\uffff"])
def test_an_escape_for_what_no_edition_can_hold(tmp_path: Path, escape: str) -> None:
    text = ARTICLE.replace("---\n\n", f'subtitle: "a{escape}b"\n---\n\n')
    (line,) = lines(write(tmp_path, {"one.md": text}))
    assert line.startswith("one.md:3:")
    toml = SETTINGS + 'description = "a\\u0001b"\n'
    assert lines(write(tmp_path, {"publication.toml": toml, "one.md": ARTICLE})) == [
        'publication.toml:8:15: error[value-invalid]: "description" holds the control character '
        "U+0001"
    ]


def test_every_field(tmp_path: Path) -> None:
    (article,) = loaded(write(tmp_path, {"one.md": FRONT})).articles
    assert (article.id, article.key, article.path) == (
        "night",
        "the-harbour-review/night",
        "one.md",
    )
    assert (article.title, article.subtitle, article.kicker) == ("1.10", "no", "12:30")
    assert (article.language, article.direction) == ("he", "rtl")
    assert (str(article.date), article.written, str(article.updated)) == (
        "2026-06",
        "February 2026",
        "2026-06-18",
    )
    translator, publisher = article.contributors
    assert (translator.role, translator.file_as, translator.bio) == (
        "trl",
        "Lopes, Ana",
        "Translates.",
    )
    assert (publisher.role, publisher.kind) == ("pbl", "organisation")
    assert article.unsigned
    assert article.source is not None
    assert (article.source.language, str(article.source.date)) == ("pt", "2025")
    assert article.rights.licence == "CC0-1.0"
    (credit,) = article.credits
    assert (credit.what, credit.name, credit.role, credit.licence) == (
        "Photo",
        "Rui Melo",
        "pht",
        "CC-BY-4.0",
    )
    assert article.subjects == ("ferries", "night")
    assert article.part is Role.EDITORIAL
    assert (article.url, article.description) == ("https://harbour.example/one", "A ferry")


def test_fields_in_place_but_empty_are_as_good_as_absent(tmp_path: Path) -> None:
    empty = "subtitle:\ndate:\ncontributors:\nsource:\nrights:\nunsigned:\npart:\nid:\n"
    (article,) = loaded(
        write(tmp_path, {"one.md": ARTICLE.replace("---\n\n", empty + "---\n\n")})
    ).articles
    assert (article.subtitle, article.date, article.contributors) == ("", None, ())
    assert (article.id, article.unsigned) == ("one", False)


NEIGHBOUR = """\
[publication]
title = "The Old Review"
slug = "old"
language = "pt"
date = 2025
publisher = { name = "Old Press" }
series = { title = "Old", number = "6" }
rights = { holder = "Old Press", licence = "CC-BY-4.0" }
contents = ["texts/one.md"]
"""


def neighbours(tmp_path: Path, article: str = ARTICLE) -> Path:
    write(tmp_path / "old", {"publication.toml": NEIGHBOUR, "texts/one.md": article})
    text = SETTINGS.replace('["one.md"]', '["one.md", "../old/texts/one.md"]')
    return write(tmp_path / "new", {"publication.toml": text})


def test_an_article_has_what_it_does_not_state_from_its_home(tmp_path: Path) -> None:
    publication = loaded(neighbours(tmp_path))
    own, other = publication.articles
    assert (own.language, own.rights.licence, own.home.slug) == ("en", "", "the-harbour-review")
    assert (other.language, other.rights.holder, other.path) == (
        "pt",
        "Old Press",
        "../old/texts/one.md",
    )
    assert other.home.series is not None
    assert other.home.series.number == "6"


def test_one_id_in_two_homes_is_no_error(tmp_path: Path) -> None:
    publication = loaded(neighbours(tmp_path))
    assert [article.key for article in publication.articles] == [
        "the-harbour-review/one",
        "old/one",
    ]
    assert [publication.name_of(article) for article in publication.articles] == ["one", "old-one"]


def test_two_homes_of_one_slug_are_an_error(tmp_path: Path) -> None:
    folder = neighbours(tmp_path)
    toml = tmp_path / "old" / "publication.toml"
    toml.write_text(NEIGHBOUR.replace('"old"', '"the-harbour-review"'), encoding="utf-8")
    assert lines(folder) == [
        "publication.toml:7:23: error[id-repeated]: the publication in "
        '"../old" has the slug "the-harbour-review", as this one'
    ]


def test_faults_of_a_neighbour_are_named_by_its_path(tmp_path: Path) -> None:
    folder = neighbours(tmp_path, "no front matter\n")
    toml = tmp_path / "old" / "publication.toml"
    toml.write_text(NEIGHBOUR + "kidn = 1\n", encoding="utf-8")
    assert lines(folder) == [
        '../old/publication.toml:10:1: error[key-unknown]: unknown key "kidn"',
        "../old/texts/one.md:1:1: error[front-matter-missing]: the front matter is missing",
    ]


@pytest.mark.parametrize("target", ["outside.md", "other/one.md"])
def test_a_link_in_the_file_system_does_not_lead_out(tmp_path: Path, target: str) -> None:
    (tmp_path / "outside.md").write_text(ARTICLE, encoding="utf-8")
    write(tmp_path / "other")
    folder = write(tmp_path / "publication")
    (folder / "one.md").unlink()
    (folder / "one.md").symlink_to(tmp_path / target)
    (line,) = lines(folder)
    assert line.startswith("publication.toml:7:13: error[path-outside]")


def test_nor_does_one_in_a_neighbour(tmp_path: Path) -> None:
    write(tmp_path / "other", {"publication.toml": NEIGHBOUR.replace('"old"', '"other"')})
    folder = neighbours(tmp_path)
    (tmp_path / "old/texts/one.md").unlink()
    (tmp_path / "old/texts/one.md").symlink_to(tmp_path / "other/one.md")
    assert lines(folder) == [
        'publication.toml:7:23: error[path-outside]: "../old/texts/one.md" is a link that leads '
        "out of its publication"
    ]


def links(folder: Path) -> list[tuple[str, str]]:
    first = loaded(folder).articles[0]
    return [(node.article, node.anchor) for node in walk(first.text) if isinstance(node, Link)]


def test_links_go_from_the_articles_folder(tmp_path: Path) -> None:
    files = {
        "publication.toml": SETTINGS.replace('["one.md"]', '["texts/one.md", "my two.md"]'),
        "texts/one.md": ARTICLE + "\n[two](../my%20two.md#fares), [self](one.md)\n",
        "my two.md": ARTICLE.replace("---\n\n", "id: two\n---\n\n") + "\n## Fares\n",
    }
    folder = write(tmp_path, files)
    assert links(folder) == [("the-harbour-review/two", "fares"), ("the-harbour-review/one", "")]


def test_a_link_to_an_article_that_is_not_listed_has_its_address(tmp_path: Path) -> None:
    files = {
        "one.md": ARTICLE + "\n[two](two.md)\n",
        "two.md": ARTICLE.replace("---\n\n", "url: https://harbour.example/two\n---\n\n"),
    }
    folder = write(tmp_path, files)
    assert loaded(folder).elsewhere == {"the-harbour-review/two": "https://harbour.example/two"}


def test_a_link_to_a_listed_article_that_cannot_be_read_is_not_reported_again(
    tmp_path: Path,
) -> None:
    files = {
        "publication.toml": SETTINGS.replace('["one.md"]', '["one.md", "two.md"]'),
        "one.md": ARTICLE + "\n[two](two.md)\n",
        "two.md": "no front matter",
    }
    assert [found.code for found in load(write(tmp_path, files)).findings] == [
        "front-matter-missing"
    ]


def test_a_draft_that_is_left_out_is_not_read_for_its_body(tmp_path: Path) -> None:
    files = {
        "publication.toml": SETTINGS.replace('["one.md"]', '["one.md", "two.md"]'),
        "two.md": ARTICLE.replace("---\n\n", "draft: true\n---\n\n") + "[broken](no.md)\n",
    }
    assert [found.code for found in load(write(tmp_path, files)).findings] == ["article-draft"]


@pytest.mark.parametrize("written", ["two.md", "two", "the-harbour-review/two"])
def test_translation_of_takes_a_path_or_a_key(tmp_path: Path, written: str) -> None:
    files = {
        "publication.toml": SETTINGS.replace('["one.md"]', '["one.md", "two.md"]'),
        "one.md": ARTICLE.replace("---\n\n", f"translation_of: {written}\n---\n\n"),
        "two.md": ARTICLE,
    }
    first, _ = loaded(write(tmp_path, files)).articles
    assert first.translation_of == "the-harbour-review/two"


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("licnce", 'did you mean "licence" in "rights"?'),
        ("titel", 'did you mean "title"?'),
        ("Title", 'did you mean "title"?'),
    ],
)
def test_an_unknown_key_has_the_nearest_known_one_as_hint(
    tmp_path: Path, key: str, hint: str
) -> None:
    text = ARTICLE.replace("---\n\n", f"{key}: x\n---\n\n")
    (found,) = load(write(tmp_path, {"one.md": text})).findings
    assert (str(found), found.hint) == (
        f'one.md:3:1: error[key-unknown]: unknown key "{key}"',
        hint,
    )


def test_places_in_front_matter(tmp_path: Path) -> None:
    people = "  - name: Ána\n    role: écrivain\n  - {name: Bo, rloe: aut}\n"
    text = f"---\ntitle: One\ncontributors:\n{people}---\nText.\n"
    assert lines(write(tmp_path, {"one.md": text})) == [
        'one.md:5:11: error[role-unknown]: "role" is not a role: "écrivain"',
        'one.md:6:5: error[key-missing]: "role" is missing',
        'one.md:6:16: error[key-unknown]: unknown key "rloe"',
    ]
