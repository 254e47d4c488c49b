"""Imports gathered and written: a new publication, or one that is there; the account of words."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from packager.errors import ContentError, UsageError
from packager.findings import Finding
from packager.importers import run
from packager.importers.imported import (
    Certainty,
    Counts,
    Dropped,
    Imported,
    ImportedArticle,
    ImportedPublication,
    PictureFile,
    Recognised,
)
from packager.importers.run import ImportOptions, ImportReport, import_sources
from packager.load import load
from packager.model.dates import PartialDate
from packager.model.people import Contributor
from packager.model.publication import Kind, Publication, Publisher, Series
from packager.model.rights import Rights

BODY = (
    "The boat lay in the harbour and the crew was on the quay, for it was not the day to sail.\n"
    "They had been there for a week, and from the town came people with bread.\n"
)
RIGHTS = Rights("© 2026 The Review", "The Review", "CC-BY-4.0")
PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cc`\0\0\0\2\0\1"
    b"H\xaf\xa4q\0\0\0\0IEND\xaeB`\x82"
)

Importing = Callable[..., ImportReport]


def article(name: str = "harbour", **fields: object) -> ImportedArticle:
    made = ImportedArticle(name, "The harbour", BODY, language="en", date=PartialDate(2026, 6, 17))
    return replace(made, **fields)  # type: ignore[arg-type]


def imported(*articles: ImportedArticle, **fields: object) -> Imported:
    text = "\n".join(re.sub(r"\]\([^)]*\)", "", each.body) for each in articles)
    return replace(Imported(articles, source_text=text), **fields)  # type: ignore[arg-type]


@pytest.fixture
def importing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Importing:
    """Import what readers would have made, one source each, into a folder here."""
    monkeypatch.chdir(tmp_path)

    def work(*made: Imported, **options: object) -> ImportReport:
        paths = []
        for number, _ in enumerate(made):
            path = Path(f"source-{number}.txt")
            path.write_text("words")
            os.utime(path, (1_750_000_000, 1_750_000_000))  # 15 June 2025
            paths.append(path)
        answers = iter(made)
        monkeypatch.setattr(run, "read_confined", lambda importer, source: next(answers))
        return import_sources(paths, ImportOptions(**options))  # type: ignore[arg-type]

    return work


def loaded(folder: Path) -> Publication:
    found = load(folder)
    assert found.publication, [str(each) for each in found.findings]
    return found.publication


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [found.code for found in findings]


# --- A new publication -------------------------------------------------------------------------


def test_one_article_is_a_publication_that_loads(importing: Importing) -> None:
    head = ImportedPublication(
        publisher=Publisher("The Review", url="https://example.org/"),
        series=Series("The Review", "617", label="June 2026"),
        rights=RIGHTS,
    )
    report = importing(imported(article(rights=RIGHTS), publication=head))
    assert report.folder == Path("the-review-617")
    assert set(report.files) == {
        "articles/harbour.md", "publication.toml", "import-report.json",
    }  # fmt: skip
    assert not report.findings
    publication = loaded(report.folder)
    assert publication.kind is Kind.ARTICLE
    assert publication.slug == "the-review-617"
    assert publication.title == "The harbour"
    assert publication.series == head.series
    assert publication.publisher == head.publisher
    assert publication.rights == RIGHTS
    assert str(publication.date) == "2026-06-17"
    (only,) = publication.articles
    assert (only.title, only.rights) == ("The harbour", RIGHTS)


def test_several_sources_become_an_issue(importing: Importing) -> None:
    """Equal names are told apart, links and pictures follow; equal pictures are kept once."""
    one = imported(
        article(
            body=f"{BODY}\n![A boat](../images/boat.png)\n\n"
            "See [it](harbour.md#a-boat).\n\n## A boat\n\nOf wood.\n"
        ),
        pictures=(PictureFile("images/boat.png", PNG, credit="Ana"),),
    )
    two = imported(
        article(
            title="Another harbour",
            date=PartialDate(2026, 7),
            body=f"{BODY}\n![Its boat](../images/boat.png)\n\n[It](harbour.md), a harbour.md.\n",
        ),
        pictures=(PictureFile("images/boat.png", PNG + b" "),),
    )
    report = importing(one, two, output=Path("out"))
    second = Path("out/articles/harbour-2.md").read_text()
    assert "](../images/boat-2.png)" in second
    assert "[It](harbour-2.md), a harbour.md." in second
    assert "](../images/boat.png)" in Path("out/articles/harbour.md").read_text()
    assert codes(report.findings) == ["import-guessed"]  # its title
    assert loaded(Path("out")).kind is Kind.ISSUE
    assert '["images/boat.png"]\ncredit = "Ana"' in Path("out/credits.toml").read_text()


def test_names_of_the_publications_own_pages_are_left_to_them(importing: Importing) -> None:
    report = importing(imported(article("title"), article("contents")))
    assert [each.id for each in loaded(report.folder).articles] == [
        "article-title", "article-contents",
    ]  # fmt: skip


def test_what_no_source_says_is_guessed_and_said(importing: Importing) -> None:
    report = importing(imported(article(language="", date=None)))
    publication = loaded(report.folder)
    assert str(publication.date) == "2025-06-15"  # of the file
    assert publication.language == "en"  # by its words
    assert codes(report.findings) == ["import-guessed", "import-guessed"]
    said = " ".join(found.message for found in report.findings)
    assert "2025-06-15" in said
    assert "“en”" in said
    assert {str(found.place) for found in report.findings} == {
        f"{report.folder}/articles/harbour.md",
        f"{report.folder}/publication.toml",
    }


def test_a_language_told_wrongly_is_found_by_the_words(importing: Importing) -> None:
    report = importing(imported(article(language="fr")))
    assert loaded(report.folder).articles[0].language == "en"
    (found,) = report.findings
    assert found.code == "import-guessed"
    assert "“fr”" in found.message
    assert "“en”" in found.message


def test_the_editor_knows_the_language_best(importing: Importing) -> None:
    report = importing(imported(article(language="fr")), language="en-GB")
    assert loaded(report.folder).articles[0].language == "en-GB"
    assert not report.findings


def test_parts_and_translations(importing: Importing) -> None:
    report = importing(
        imported(
            article("one", section="Reports"),
            article("two", section="Reports", translation_of="one"),
            article("three"),
            publication=ImportedPublication(kind=Kind.BOOK, title="A book"),
        )
    )
    text = (report.folder / "publication.toml").read_text()
    assert '{ part = "Reports", articles = ["articles/one.md", "articles/two.md"] },' in text
    publication = loaded(report.folder)
    assert publication.kind is Kind.BOOK
    assert [each.id for each in publication.articles] == ["one", "two", "three"]
    assert publication.articles[1].translation_of == publication.articles[0].key


def test_a_folder_that_holds_something_is_not_touched(importing: Importing) -> None:
    Path("out").mkdir()
    Path("out/mine.txt").write_text("mine")
    with pytest.raises(UsageError) as error:
        importing(imported(article()), output=Path("out"))
    assert "--force" in error.value.hint
    assert [path.name for path in Path("out").iterdir()] == ["mine.txt"]
    importing(imported(article()), output=Path("out"), force=True)
    assert Path("out/mine.txt").read_text() == "mine"
    assert loaded(Path("out")).title == "The harbour"


def test_importing_twice_gives_the_same_bytes(importing: Importing) -> None:
    made = imported(article(), pictures=(PictureFile("images/boat.png", PNG, alt="A boat"),))
    folders = [Path("one"), Path("two")]
    for folder in folders:
        importing(made, output=folder)
    first, second = (
        {
            path.relative_to(folder): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }
        for folder in folders
    )
    assert first == second


def test_what_must_be_settled_before_it_builds_is_said(importing: Importing) -> None:
    report = importing(imported(article(body=f"{BODY}\n[there](#nowhere)\n")))
    assert codes(report.findings) == ["import-unsettled"]
    assert report.findings[0].place
    assert report.findings[0].place.file == f"{report.folder}/articles/harbour.md"
    assert (report.folder / "articles/harbour.md").is_file()


# --- The account -------------------------------------------------------------------------------


def test_words_that_are_lost_without_a_name_are_an_error(importing: Importing) -> None:
    made = imported(article(), source_text=f"{BODY} gulls over the old mole")
    with pytest.raises(ContentError) as error:
        importing(made)
    assert codes(error.value.findings) == ["import-words-lost"]
    for word in ("gulls", "over", "old", "mole"):
        assert f"“{word}”" in error.value.findings[0].message
    assert sorted(path.name for path in Path().iterdir()) == ["source-0.txt"]


def test_words_that_are_named_are_not_lost(importing: Importing) -> None:
    report = importing(
        imported(
            article(),
            source_text=f"The harbour {BODY} gulls over the old mole",
            recognised=(Recognised("title", "The harbour", Certainty.STATED, text="The harbour"),),
            dropped=(Dropped("advertisement", "it is one", "gulls over the old mole"),),
        )
    )
    (account,) = report.accounts
    assert (account.had.words, account.explained) == (43, 7)
    assert not account.lost
    written = json.loads((report.folder / "import-report.json").read_text())
    assert written["sources"][0]["counts"]["words"] == {
        "source": 43, "arrived": 36, "explained": 7, "missing": 0,
    }  # fmt: skip
    assert written["sources"][0]["dropped"] == [
        {"what": "advertisement", "reason": "it is one", "count": 1, "words": 5, "places": []}
    ]
    assert str(Path.cwd()) not in json.dumps(written)


def test_fewer_notes_than_the_source_has_is_told(importing: Importing) -> None:
    body = f"{BODY}\nA call.[^1]\n\n[^1]: The note.\n"
    made = imported(article(body=body), counts=Counts(notes=3, calls=3, tables=1))
    report = importing(replace(made, dropped=(Dropped("table", "it has no words"),), findings=()))
    assert [found.message for found in report.findings] == [
        "of 3 notes in the source 1 arrived",
        "of 3 calls in the source 1 arrived",
    ]


# --- Into a publication that is there ----------------------------------------------------------

SETTINGS = """# our magazine
schema_version = 1
[publication]
title = "Review 617"   # the big one
language = "en"
date = 2026-06-17
rights = { statement = "© 2026 The Review", holder = "The Review", licence = "CC-BY-4.0" }
contents = [
    "articles/first.md",  # opens the issue
]
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "review"
    (folder / "articles").mkdir(parents=True)
    (folder / "images").mkdir()
    (folder / "publication.toml").write_text(SETTINGS)
    (folder / "articles/first.md").write_text("---\ntitle: First\n---\n\nWords.\n")
    (folder / "images/boat.png").write_bytes(PNG)
    (folder / "credits.toml").write_text('# ours\n["images/boat.png"]\nalt = "Our boat"\n')
    return folder


def test_articles_are_added_and_listed(importing: Importing, home: Path) -> None:
    made = imported(
        article(
            rights=RIGHTS,
            contributors=(Contributor("Ana", "aut"),),
            body=f"{BODY}\n![A](../images/boat.png)\n\n![B](../images/ship.png)\n",
        ),
        pictures=(
            PictureFile("images/boat.png", PNG + b" ", alt="Their boat"),
            PictureFile("images/ship.png", PNG, credit="Ana"),
        ),
    )
    report = importing(made, into=home)
    assert report.folder == home
    settings = (home / "publication.toml").read_text()
    wanted = SETTINGS.replace("issue\n]", 'issue\n    "articles/harbour.md",\n]')
    assert settings == wanted
    assert (home / "images/boat.png").read_bytes() == PNG
    assert (home / "images/boat-2.png").read_bytes() == PNG + b" "
    text = (home / "articles/harbour.md").read_text()
    assert "](../images/boat-2.png)" in text
    assert "rights:" not in text  # as its home has them
    assert (home / "credits.toml").read_text() == (
        '# ours\n["images/boat.png"]\nalt = "Our boat"\n\n'
        '["images/boat-2.png"]\nalt = "Their boat"\n\n["images/ship.png"]\ncredit = "Ana"\n'
    )


def test_into_a_publication_says_nothing_of_a_head_that_is_not_used(
    importing: Importing, home: Path
) -> None:
    nobody = replace(article(), language="", date=None)
    made = replace(imported(nobody), publication=ImportedPublication())
    report = importing(made, into=home)
    assert not [each for each in report.findings if "publication's" in each.message]
    assert not [f for f in report.findings if f.place and f.place.file.endswith("publication.toml")]


def test_into_sections_with_comments(importing: Importing, home: Path) -> None:
    sections = '{ part = "Reports", articles = [\n    "articles/first.md", # the long one\n  ] },'
    settings = SETTINGS.replace('"articles/first.md",  # opens the issue', sections)
    (home / "publication.toml").write_text(settings)
    importing(imported(article()), into=home)
    written = (home / "publication.toml").read_text()
    assert written == settings.replace("] },\n]", '] },\n    "articles/harbour.md",\n]')
    assert [each.id for each in loaded(home).articles] == ["first", "harbour"]


def test_an_article_that_is_there_is_not_replaced(importing: Importing, home: Path) -> None:
    made = imported(article("first"))
    before = contents(home)
    with pytest.raises(UsageError) as error:
        importing(made, into=home)
    assert "articles/first.md is there already" in error.value.message
    assert contents(home) == before
    importing(made, into=home, force=True)
    assert "The boat lay" in (home / "articles/first.md").read_text()
    assert (home / "publication.toml").read_text() == SETTINGS  # listed once


def test_rights_are_not_taken_over_in_silence(importing: Importing, home: Path) -> None:
    """An article keeps what its source says of rights; where it says nothing its editor is told."""
    theirs = Rights("© 2020 Another Review", "", "all-rights-reserved")
    importing(imported(article(), publication=ImportedPublication(rights=theirs)), into=home)
    assert "© 2020 Another Review" in (home / "articles/harbour.md").read_text()
    report = importing(imported(article("quay")), into=home)
    (found,) = report.findings
    assert found.code == "import-guessed"
    assert "“© 2026 The Review”" in found.message
    assert str(found.place) == f"{home}/articles/quay.md"


def test_into_what_is_no_publication(importing: Importing, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        importing(imported(article()), into=tmp_path)
    with pytest.raises(UsageError):
        importing(imported(article()), into=tmp_path, output=tmp_path / "x")
