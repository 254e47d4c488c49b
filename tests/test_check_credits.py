"""Who is owed a credit is told, with the place; who is not owed one is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from packager.check import check_publication
from packager.findings import Severity
from packager.model.article import Article, Home, Role, Source
from packager.model.people import Contributor
from packager.model.publication import Cover, Publication
from packager.model.rights import Rights
from packager.model.text import Figure, Note, NoteCall, Paragraph, Picture, Text, Words
from tests.epub_books import article, issue, picture

TRANSLATOR = Contributor("Jean Roy", "trl")
AUTHOR = Contributor("Ana Prado", "aut")


def found(publication: Publication) -> list[tuple[str, str]]:
    return [(finding.code, str(finding.place)) for finding in check_publication(publication)]


def told(folder: Path, one: Article) -> list[tuple[str, str]]:
    return found(replace(issue(folder), contents=(one,)))


def test_nothing_is_owed(tmp_path: Path) -> None:
    assert found(issue(tmp_path)) == []


def test_a_reprint_is_owed_a_credits_page(tmp_path: Path) -> None:
    whole = issue(tmp_path)
    elsewhere = replace(article("one"), home=Home("review-600", "Nets", "en"))
    reprint = replace(whole, contents=(elsewhere,))
    assert found(reprint) == []
    without = replace(reprint, switches={"credits": False})
    assert found(without) == [("reprint-uncredited", "publication.toml")]
    own = replace(without, contents=whole.contents)
    assert found(own) == []


def test_all_are_warnings_with_a_hint(tmp_path: Path) -> None:
    publication = replace(issue(tmp_path), contents=(article("one", contributors=()),))
    for finding in check_publication(publication):
        assert finding.severity is Severity.WARNING
        assert finding.hint


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"contributors": ()}, ["article-authorless"]),
        ({"contributors": (Contributor("Mara", "pht"),)}, ["article-authorless"]),
        ({"contributors": (), "unsigned": True}, []),
        ({"contributors": (), "part": Role.IMPRINT}, []),
        ({"contributors": (), "part": Role.APPEAL}, []),
        ({"contributors": (), "part": Role.EDITORIAL}, ["article-authorless"]),
        ({"contributors": (Contributor("Ivo", "ivr"), Contributor("Eva", "ive"))}, []),
        ({"rights": Rights()}, ["article-rightless"]),
        ({"rights": Rights(holder="Ana Prado")}, []),
        ({"contributors": (AUTHOR, TRANSLATOR)}, ["translation-without-source"]),
        ({"contributors": (AUTHOR, TRANSLATOR), "source": Source("Cartas")}, []),
        ({"contributors": (AUTHOR, TRANSLATOR), "translation_of": "review-616/cartas"}, []),
        ({"source": Source("Cartas", "", "pt")}, ["translation-without-translator"]),
        ({"translation_of": "review-616/cartas"}, ["translation-without-translator"]),
        ({"source": Source("Letters", "", "en-GB")}, []),  # a reprint
        ({"source": Source("Letters")}, []),
        (
            {"source": Source(language="pt")},
            ["translation-without-translator", "translation-without-source"],
        ),
    ],
)
def test_articles(tmp_path: Path, fields: dict[str, object], codes: list[str]) -> None:
    assert told(tmp_path, article("one", **fields)) == [
        (code, "articles/one.md:1") for code in codes
    ]


@pytest.mark.parametrize(
    ("missing", "code"),
    [("alt", "alt-missing"), ("credit", "picture-uncredited"), ("licence", "picture-unlicensed")],
)
def test_pictures(tmp_path: Path, missing: str, code: str) -> None:
    bare = replace(picture(tmp_path), **{missing: ""})

    def shown(**said: object) -> list[tuple[str, str]]:
        stands = replace(Picture(bare, "", line=31), **said)  # type: ignore[arg-type]
        return told(tmp_path, article("one", text=Text((Figure(stands, (), 30),))))

    assert shown() == [(code, "articles/one.md:31")]
    assert shown(**{missing: "CC0-1.0"}) == []  # said where the picture stands
    assert shown(decorative=True) == ([] if missing == "alt" else [(code, "articles/one.md:31")])


def test_pictures_in_notes_count(tmp_path: Path) -> None:
    bare = replace(picture(tmp_path), credit="")
    shown = Paragraph((Words("See "), Picture(bare, "", line=44)), 44)
    call = Paragraph((Words("Text"), NoteCall(1, 1, 9)), 9)
    text = Text((call,), (Note(1, "n", (shown,), 1, 44),))
    assert told(tmp_path, article("one", text=text)) == [
        ("picture-uncredited", "articles/one.md:44")
    ]


def test_the_cover_counts(tmp_path: Path) -> None:
    bare = replace(picture(tmp_path), alt="", credit="", licence="")
    assert found(replace(issue(tmp_path), cover=Cover(bare, ""))) == [
        ("alt-missing", "publication.toml"),
        ("picture-uncredited", "publication.toml"),
        ("picture-unlicensed", "publication.toml"),
    ]
