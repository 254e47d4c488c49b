"""Selections: articles of other publications, by what they are about, who made them, when."""

from __future__ import annotations

from pathlib import Path

import pytest

from packager.load import archive as archives
from packager.load import load
from packager.model.article import Article
from packager.model.publication import Publication, Section
from tests.loading import ARTICLE, SETTINGS, lines, loaded, write

ISSUE = """\
schema_version = 1

[publication]
slug = "{slug}"
title = "{slug}"
language = "{language}"
date = {date}
rights = {{ holder = "{slug} Press", licence = "CC-BY-4.0" }}
contents = [{contents}]
"""


def issue(folder: Path, slug: str, articles: dict[str, str], **said: str) -> None:
    """A publication with these articles: name -> further lines of front matter."""
    settings = {"language": "en", "date": "2025-03-01", **said}
    contents = ", ".join(f'"texts/{name}.md"' for name in articles)
    (folder / slug / "texts").mkdir(parents=True)
    text = ISSUE.format(slug=slug, contents=contents, **settings)
    (folder / slug / "publication.toml").write_text(text, "utf-8")
    for name, more in articles.items():
        path = folder / slug / f"texts/{name}.md"
        path.write_text(f"---\ntitle: {name}\n{more}---\n\nWords.\n", "utf-8")


def paper(*subjects: str) -> str:
    return f"subjects: [{', '.join(subjects)}]\n"


def by(name: str) -> str:
    return f"contributors: [{{ name: {name}, role: author }}]\n"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Three issues in a folder `archive`, one of them a folder deeper."""
    folder = tmp_path / "archive"
    issue(folder, "nets", {
        "rope": paper("Rope"),
        "mill": paper("Paper", "Rope") + by("Ana López"),
        "ink": paper("paper") + "date: 2024-12-31\n",
    }, date="2025-03-01")  # fmt: skip
    issue(folder / "old", "boats", {
        "mill": paper("Paper") + by("Jo Smith"),
        "draft": paper("Paper") + "draft: true\n",
        "imprint": paper("Paper") + "part: imprint\n",
    }, date="2025-03-01")  # fmt: skip
    issue(folder, "quais", {"papier": paper("Paper") + by("ana lópez")},
          language="fr-CA", date="2026")  # fmt: skip
    return folder


def select(folder: Path, conditions: str) -> Publication:
    keys = ", ".join(filter(None, ('folder = "../archive"', conditions)))
    return loaded(written(folder, f"select = {{ {keys} }}"))


def written(folder: Path, settings: str) -> Path:
    """An anthology beside the archive, with this in its `[publication]`."""
    text = SETTINGS.replace('contents = ["one.md"]', settings)
    return write(folder / "anthology", {"publication.toml": text})


def keys(publication: Publication) -> list[str]:
    return [article.key for article in publication.articles]


EVERYTHING = ["nets/ink", "boats/mill", "nets/mill", "nets/rope", "quais/papier"]


@pytest.mark.parametrize(
    ("conditions", "wanted"),
    [
        ("", EVERYTHING),  # by date, then by home, then by path
        ('subjects = ["Paper"]', ["nets/ink", "boats/mill", "nets/mill", "quais/papier"]),
        ('subjects = ["Rope", "Twine"]', ["nets/mill", "nets/rope"]),
        ('contributors = ["Ana López"]', ["nets/mill", "quais/papier"]),
        ('contributors = ["Ana López"], subjects = ["Rope"]', ["nets/mill"]),
        ("since = 2025-01-01", EVERYTHING[1:]),
        ('until = "2025-02"', EVERYTHING[:1]),
        ('since = "2025", until = "2025"', EVERYTHING[1:4]),
        ('language = "en"', EVERYTHING[:4]),
        ('language = "fr"', EVERYTHING[4:]),
        ('parts = ["imprint"]', ["boats/imprint"]),
        ('parts = ["imprint", "article"], language = "en", since = 2025-01-01',
         ["boats/imprint", "boats/mill", "nets/mill", "nets/rope"]),
    ],
)  # fmt: skip
def test_what_is_taken_and_in_which_order(
    archive: Path, conditions: str, wanted: list[str]
) -> None:
    assert keys(select(archive.parent, conditions)) == wanted


def test_drafts_are_taken_only_when_drafts_are_built(archive: Path) -> None:
    folder = written(archive.parent, 'select = { folder = "../archive", subjects = ["Paper"] }')
    assert "boats/draft" not in keys(loaded(folder))
    assert "boats/draft" in keys(loaded(folder, drafts=True))
    assert lines(folder) == []


def test_the_folder_above_is_the_usual_one_and_a_publication_never_selects_itself(
    archive: Path,
) -> None:
    folder = written(archive.parent, 'contents = ["one.md"]\nselect = { subjects = ["Rope"] }')
    assert keys(loaded(folder)) == ["the-harbour-review/one", "nets/mill", "nets/rope"]


def test_a_publication_may_be_selected_from_alone(archive: Path) -> None:
    folder = written(archive.parent, 'select = { folder = "../archive/nets" }')
    assert keys(loaded(folder)) == ["nets/ink", "nets/mill", "nets/rope"]


def test_a_selection_is_an_entry_of_the_contents_with_a_title_or_without(archive: Path) -> None:
    both = 'articles = ["../archive/quais/texts/papier.md"], select = { folder = "../archive", '
    entries = (
        '{ select = { folder = "../archive", until = "2024" } }',
        '"one.md"',
        f'{{ part = "Rope", {both} subjects = ["Rope"] }} }}',
    )
    publication = loaded(written(archive.parent, f"contents = [{', '.join(entries)}]"))
    shape = [
        each.id if isinstance(each, Article) else (each.title, [one.id for one in each.articles])
        for each in publication.contents
    ]
    assert shape == ["ink", "one", ("Rope", ["papier", "mill", "rope"])]
    assert isinstance(publication.contents[2], Section)


def test_an_article_is_taken_once_where_it_is_listed_or_first_selected(archive: Path) -> None:
    publication = loaded(written(archive.parent, """contents = [
        { part = "Rope", select = { folder = "../archive", subjects = ["Rope"] } },
        { part = "Paper", select = { folder = "../archive", subjects = ["Paper"] } },
        "../archive/nets/texts/rope.md",
    ]"""))  # fmt: skip
    assert keys(publication) == [
        "nets/mill", "nets/ink", "boats/mill", "quais/papier", "nets/rope",
    ]  # fmt: skip


def test_names_are_qualified_by_the_home(archive: Path) -> None:
    publication = select(archive.parent, 'subjects = ["Paper"], language = "en"')
    names = [publication.name_of(article) for article in publication.articles]
    assert names == ["nets-ink", "boats-mill", "nets-mill"]


def test_selected_articles_are_read_as_listed_ones(archive: Path) -> None:
    article = select(archive.parent, 'subjects = ["Rope"]').articles[0]
    assert article.rights.holder == "nets Press"
    assert article.home.date is not None
    assert str(article.home.date) == "2025-03-01"
    assert article.path == "../archive/nets/texts/mill.md"


def test_errors_in_a_selected_article_are_errors_and_have_their_place(archive: Path) -> None:
    mill = archive / "nets/texts/mill.md"
    mill.write_text(mill.read_text("utf-8") + "\n[broken](gone.md)\n", "utf-8")
    folder = written(archive.parent, 'select = { folder = "../archive", subjects = ["Rope"] }')
    assert lines(folder) == [
        '../archive/nets/texts/mill.md:9:1: error[link-broken]: there is no file "gone.md"'
    ]


def test_what_is_not_selected_need_not_be_sound(archive: Path) -> None:
    mill = archive / "nets/texts/mill.md"
    mill.write_text(mill.read_text("utf-8") + "\n[broken](gone.md)\n", "utf-8")
    assert keys(select(archive.parent, 'language = "fr"')) == ["quais/papier"]


def test_an_article_of_another_home_is_that_homes(archive: Path) -> None:
    """An issue that reprints an article does not make it its own."""
    issue(archive, "reprints", {"new": paper("Paper")}, date="2026-02-01")
    toml = archive / "reprints/publication.toml"
    text = toml.read_text("utf-8").replace("contents = [", 'contents = ["../nets/texts/rope.md", ')
    toml.write_text(text, "utf-8")
    assert keys(select(archive.parent, 'subjects = ["Rope"]')) == ["nets/mill", "nets/rope"]


# --- what goes wrong ----------------------------------------------------------------------------


def test_wrong_values_have_their_places(archive: Path) -> None:
    folder = written(archive.parent, """contents = [
        { select = { subject = ["Paper"], since = "soon", language = "english" } },
    ]""")  # fmt: skip
    assert lines(folder) == [
        'publication.toml:8:22: error[key-unknown]: unknown key "subject"',
        'publication.toml:8:51: error[date-invalid]: "since" is not a date: "soon"',
        'publication.toml:8:70: error[language-invalid]: "language" is not a language tag: '
        '"english"',
    ]
    hints = [found.hint for found in load(folder).findings]
    assert hints[0] == 'did you mean "subjects"?'


def test_a_misspelt_select_is_told_of(tmp_path: Path) -> None:
    folder = written(tmp_path, 'contents = [{ part = "x", selct = { subjects = ["Paper"] } }]')
    assert 'publication.toml:7:27: error[key-unknown]: unknown key "selct"' in lines(folder)
    assert 'did you mean "select"?' in [found.hint for found in load(folder).findings]


def test_contents_or_a_selection_there_must_be(tmp_path: Path) -> None:
    assert lines(written(tmp_path, "")) == [
        'publication.toml:3:2: error[key-missing]: "contents" is missing'
    ]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("/etc", 'publication.toml:7:21: error[path-outside]: "/etc" is an absolute path'),
        ("../gone", 'publication.toml:7:21: error[file-missing]: there is no folder "../gone"'),
        ("one.md", 'publication.toml:7:21: error[file-missing]: there is no folder "one.md"'),
    ],
)
def test_the_folder_must_be_one(tmp_path: Path, path: str, line: str) -> None:
    assert lines(written(tmp_path, f'select = {{ folder = "{path}" }}')) == [line]


def test_a_link_to_a_publication_elsewhere_is_refused(archive: Path) -> None:
    issue(archive.parent / "elsewhere", "ropes", {"twine": paper("Twine")})
    (archive / "link").symlink_to(archive.parent / "elsewhere/ropes")
    folder = written(archive.parent, 'select = { folder = "../archive", subjects = ["Rope"] }')
    assert lines(folder) == [
        'publication.toml:7:21: error[path-outside]: "../archive/link" is a link that leads out '
        'of "../archive"'
    ]


def test_a_link_to_a_publication_inside_adds_nothing(archive: Path) -> None:
    (archive / "link").symlink_to(archive / "nets")
    assert keys(select(archive.parent, 'subjects = ["Rope"]')) == ["nets/mill", "nets/rope"]


def test_an_article_that_is_a_link_out_is_not_read(archive: Path) -> None:
    secret = archive.parent / "secret.md"
    secret.write_text(ARTICLE.replace("---\n\n", "subjects: [Paper]\n---\n\n"), "utf-8")
    mill = archive / "nets/texts/mill.md"
    mill.unlink()
    mill.symlink_to(secret)
    folder = written(archive.parent, 'select = { folder = "../archive", subjects = ["Paper"] }')
    assert lines(folder) == [
        "publication.toml:7:10: warning[selection-unread]: left out, for it cannot be told whether "
        'it belongs here: ../archive/nets/texts/mill.md: "../archive/nets/texts/mill.md" leads out '
        "of its publication"
    ]


def test_a_folder_of_everything_is_refused(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_FOLDERS", 2)
    folder = written(archive.parent, 'select = { folder = "../archive" }')
    assert any("holds more than" in line and "value-invalid" in line for line in lines(folder))


# --- links ----------------------------------------------------------------------------------------


def test_an_article_may_link_to_what_its_own_publication_takes_articles_from(
    archive: Path,
) -> None:
    """So the same article can be taken over as it is, though its neighbours are not."""
    rope = archive / "nets/texts/rope.md"
    link = "\n[there](../../quais/texts/papier.md)\n"
    rope.write_text(rope.read_text("utf-8") + link, "utf-8")
    folder = written(archive.parent, 'contents = ["../archive/nets/texts/rope.md"]')
    assert [line.split(": ")[1] for line in lines(folder)] == ["error[path-outside]"]

    toml = archive / "nets/publication.toml"
    text = toml.read_text("utf-8").replace("texts/ink.md", "../quais/texts/papier.md")
    toml.write_text(text, "utf-8")
    assert [line.split(": ")[1] for line in lines(folder)] == ["warning[link-outside-edition]"]
    papier = archive / "quais/texts/papier.md"
    text = papier.read_text("utf-8").replace("---\n\n", "url: https://quais.example/p\n---\n\n")
    papier.write_text(text, "utf-8")
    assert loaded(folder).elsewhere == {"quais/papier": "https://quais.example/p"}


def test_selected_articles_may_link_to_each_other(archive: Path) -> None:
    rope = archive / "nets/texts/rope.md"
    link = "\n[there](mill.md) and [there](ink.md)\n"
    rope.write_text(rope.read_text("utf-8") + link, "utf-8")
    folder = written(archive.parent, 'select = { folder = "../archive", subjects = ["Rope"] }')
    assert lines(folder) == [
        '../archive/nets/texts/rope.md:8:22: warning[link-outside-edition]: "ink.md" is not in the '
        "contents and has no web address: the link is lost"
    ]
