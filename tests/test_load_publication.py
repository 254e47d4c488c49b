"""publication.toml: what it says, what stands for what it does not say, all errors at once."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from packager.errors import UsageError
from packager.load import find, load
from packager.model.publication import EditionSettings, Kind, Section
from tests.loading import ARTICLE, SETTINGS, lines, loaded, write

WHOLE = """\
schema_version = 1

[publication]
kind = "book"
slug = "harbour-7"
title = "The Harbour Review"
subtitle = "Ferries"
language = "fa"
date = "2026-06"
identifier = "ISBN 978-3-16-148410-0"
description = "About ferries"
subjects = ["ferries", "harbours"]
publisher = { name = "Harbour Press", place = "Porto", url = "https://harbour.example/" }
series = { title = "The Harbour Review", number = 7, issn = "0378-5955", label = "June 2026" }
rights = { statement = "© 2026", holder = "Harbour Press", licence = "cc-by-sa-4.0" }
contents = ["one.md", { part = "Reports", articles = ["two.md", "three.md"] }]

[[contributors]]
name = "Ana Lopes"
role = "Editor"

[[corrections]]
date = 2026-07-01
text = "The ferry left at ten."

[parts]
cover = false

[editions]
default = ["epub"]

[editions.epub]
identifier = "9783161484100"
page_list = false

[editions.pdf]
page = "A5"
opening = "recto"
quality = 80
"""


def test_everything_that_is_said_is_there(tmp_path: Path) -> None:
    files = {"publication.toml": WHOLE, "two.md": ARTICLE, "three.md": ARTICLE}
    made = loaded(write(tmp_path, files))
    assert made.kind is Kind.BOOK
    assert (made.slug, made.language, made.direction) == ("harbour-7", "fa", "rtl")
    assert str(made.date) == "2026-06"
    assert made.identifier == "urn:isbn:9783161484100"
    assert made.publisher is not None
    assert made.publisher.place == "Porto"
    assert made.series is not None
    assert (made.series.number, made.series.issn) == ("7", "0378-5955")
    assert made.rights.licence == "CC-BY-SA-4.0"
    assert [(person.name, person.role) for person in made.contributors] == [("Ana Lopes", "edt")]
    assert [(str(item.date), item.text) for item in made.corrections] == [
        ("2026-07-01", "The ferry left at ten.")
    ]
    assert made.switches == {"cover": False}
    assert made.default_editions == ("epub",)
    assert made.editions == {
        "epub": EditionSettings(identifier="urn:isbn:9783161484100", page_list=False),
        "pdf": EditionSettings(page="A5", opening="recto", quality=80),
    }


def test_a_part_groups_its_articles(tmp_path: Path) -> None:
    files = {"publication.toml": WHOLE, "two.md": ARTICLE, "three.md": ARTICLE}
    first, section = loaded(write(tmp_path, files)).contents
    assert not isinstance(first, Section)
    assert isinstance(section, Section)
    assert section.title == "Reports"
    assert [article.id for article in section.articles] == ["two", "three"]


@pytest.mark.parametrize(
    ("lines_added", "slug"),
    [
        ("", "the-harbour-review"),
        ('series = { title = "Hafen & Straße", number = "12" }', "hafen-strasse-12"),
        ('series = { title = "Hafen" }', "the-harbour-review"),
        ('slug = "own"', "own"),
    ],
)
def test_slug(tmp_path: Path, lines_added: str, slug: str) -> None:
    assert loaded(write(tmp_path, {"publication.toml": SETTINGS + lines_added})).slug == slug


def test_a_title_in_another_script_gets_a_slug_that_stays(tmp_path: Path) -> None:
    persian, russian = (
        loaded(write(tmp_path / name, {"publication.toml": SETTINGS.replace("The Harbour", title)}))
        for name, title in (("fa", "بندرگاه و کشتی"), ("ru", "Ночной паром, том 2, Портовый"))
    )
    assert persian.slug.startswith("issue-")
    assert persian.slug != russian.slug
    assert persian.slug == loaded(tmp_path / "fa").slug


def test_an_identifier_is_made_of_publisher_and_slug_alone(tmp_path: Path) -> None:
    press = 'publisher = { name = "Press", url = "https://harbour.example/" }'
    one = loaded(write(tmp_path / "a", {"publication.toml": SETTINGS + press}))
    two = loaded(
        write(tmp_path / "b", {"publication.toml": SETTINGS + press, "one.md": ARTICLE * 2})
    )
    address = "https://harbour.example/the-harbour-review"
    assert one.identifier == two.identifier == uuid.uuid5(uuid.NAMESPACE_URL, address).urn


@pytest.mark.parametrize(
    ("language", "direction"),
    [
        ("ar", "rtl"),
        ("he", "rtl"),
        ("ckb", "rtl"),
        ("az-Arab", "rtl"),
        ("ar-Latn", "ltr"),
        ("en", "ltr"),
    ],
)
def test_direction_comes_from_the_language(tmp_path: Path, language: str, direction: str) -> None:
    text = SETTINGS.replace('"en"', f'"{language}"')
    assert loaded(write(tmp_path, {"publication.toml": text})).direction == direction


def test_a_stated_direction_goes_first(tmp_path: Path) -> None:
    text = SETTINGS + 'direction = "rtl"\n'
    assert loaded(write(tmp_path, {"publication.toml": text})).direction == "rtl"


def test_errors_of_all_files_come_in_one_run(tmp_path: Path) -> None:
    files = {
        "publication.toml": SETTINGS.replace("title", "tilte").replace(
            '["one.md"]', '["one.md", 3]'
        ),
        "one.md": ARTICLE.replace("title", "titel") + "\n[broken](two.md)\n",
        "credits.toml": '["a.png"]\nlicence = "none"\n',
    }
    assert lines(write(tmp_path, files)) == [
        'publication.toml:3:2: error[key-missing]: "title" is missing',
        'publication.toml:4:1: error[key-unknown]: unknown key "tilte"',
        'publication.toml:7:23: error[value-invalid]: item 2 of "contents" must be the path of an '
        "article, a part with a title and articles, or a selection",
        'credits.toml:1:2: notice[asset-unused]: no article shows "a.png"',
        'credits.toml:2:11: error[licence-unknown]: "licence" is not a licence: "none"',
        'one.md:1:1: error[title-missing]: "title" is missing',
        'one.md:2:1: error[key-unknown]: unknown key "titel"',
        'one.md:7:1: error[link-broken]: there is no file "two.md"',
    ]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ('licnce = "MIT"', 'did you mean "licence"?'),
        ('licence = "CC BY-SA 4.0"', 'did you mean "CC-BY-SA-4.0"?'),
        (
            'licence = "mine"',
            'a licence is an SPDX id such as "CC-BY-SA-4.0", or "all-rights-reserved"',
        ),
    ],
)
def test_hints_name_the_nearest(tmp_path: Path, written: str, hint: str) -> None:
    folder = write(tmp_path, {"publication.toml": SETTINGS + f"rights = {{ {written} }}"})
    assert [found.hint for found in load(folder).findings] == [hint]


@pytest.mark.parametrize(
    ("language", "hint"),
    [("English", "en"), ("persian", "fa"), ("pt_BR", "pt-BR")],
)
def test_a_language_by_name_gets_its_tag_as_hint(tmp_path: Path, language: str, hint: str) -> None:
    folder = write(tmp_path, {"publication.toml": SETTINGS.replace('"en"', f'"{language}"')})
    assert [found.hint for found in load(folder).findings] == [f'did you mean "{hint}"?']


@pytest.mark.parametrize("date", ["2026-06", "2026-02-30", "2026-6-1"])
def test_a_date_that_toml_cannot_read_is_a_date_error(tmp_path: Path, date: str) -> None:
    folder = write(tmp_path, {"publication.toml": SETTINGS.replace("2026-06-17", date)})
    (found,) = load(folder).findings
    assert (found.code, found.place and found.place.line) == ("date-invalid", 6)
    assert "2026-06-17" in found.hint


def test_drafts_are_left_out_unless_asked_for(tmp_path: Path) -> None:
    files = {
        "publication.toml": SETTINGS.replace('["one.md"]', '["one.md", "two.md"]'),
        "two.md": ARTICLE.replace("---\n\n", "draft: yes\n---\n\n"),
    }
    folder = write(tmp_path, files)
    assert [article.id for article in loaded(folder).articles] == ["one"]
    assert [article.id for article in loaded(folder, drafts=True).articles] == ["one", "two"]


def test_nothing_but_drafts_is_an_error(tmp_path: Path) -> None:
    folder = write(tmp_path, {"one.md": ARTICLE.replace("---\n\n", "draft: true\n---\n\n")})
    assert [found.code for found in load(folder).findings] == ["contents-empty", "article-draft"]


def test_contents_of_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path, {"publication.toml": SETTINGS.replace('["one.md"]', "[]")})
    assert lines(folder) == [
        "publication.toml:7:12: error[contents-empty]: the contents list no article"
    ]


@pytest.mark.parametrize(
    ("added", "line", "hint"),
    [
        (
            'contributors = [{ name = "Ana Lopes", role = "editor" }]',
            'publication.toml:8:1: error[key-unknown]: unknown key "contributors"',
            'its place is at the top of the file, outside "publication"',
        ),
        (
            "[[corrections]]\ndate = 2026-07-01",
            'publication.toml:8:3: error[key-missing]: "text" is missing',
            "add text = …",
        ),
        (
            "[theme.options]\naccent = [1]",
            'publication.toml:9:10: error[value-invalid]: "accent" must be text',
            "",
        ),
        (
            "[editions]\ndefault = ['epub', 'pfd']",
            'publication.toml:9:20: error[value-invalid]: item 2 of "default" must be one of '
            '"epub", "pdf", "print", "pamphlet"',
            'did you mean "pdf"?',
        ),
        (
            f"subjects = [0x{'F' * 6000}, '']",
            'publication.toml:8:13: error[value-invalid]: item 1 of "subjects" must be text',
            "",
        ),
    ],
)
def test_what_is_said_of_a_mistake(tmp_path: Path, added: str, line: str, hint: str) -> None:
    found = load(write(tmp_path, {"publication.toml": SETTINGS + added + "\n"})).findings[0]
    assert (str(found), found.hint) == (line, hint)


def test_an_empty_path_in_the_contents(tmp_path: Path) -> None:
    text = SETTINGS.replace('["one.md"]', '["one.md", ""]')
    assert lines(write(tmp_path, {"publication.toml": text})) == [
        'publication.toml:7:23: error[key-missing]: item 2 of "contents" is empty'
    ]


def test_find_searches_upward(tmp_path: Path) -> None:
    folder = write(tmp_path, {"articles/deep/two.md": ARTICLE})
    assert find(folder / "articles" / "deep") == folder.resolve()


def test_a_folder_without_a_publication_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no publication\.toml"):
        load(tmp_path)
    with pytest.raises(UsageError, match=r"no publication\.toml"):
        find(tmp_path)


def test_a_folder_called_publication_toml(tmp_path: Path) -> None:
    (tmp_path / "publication.toml").mkdir()
    assert lines(tmp_path) == [
        'publication.toml: error[file-unreadable]: "publication.toml" is a folder, not a file'
    ]
