"""`packager new`: what it makes builds, and what it changes keeps its comments and layout."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from packager.cli.new.article import article_text
from packager.cli.new.names import raised
from packager.errors import UsageError
from packager.load import load, schemas
from packager.load.toml_text import TomlText
from packager.model.people import Contributor
from tests.small import SETTINGS, CommandLine, files, publication

CONTENTS = ("publication", "contents")


def settings_of(folder: Path) -> dict[str, object]:
    read: dict[str, object] = tomllib.loads((folder / "publication.toml").read_text("utf-8"))
    return read["publication"]  # type: ignore[return-value]


# --- a publication -----------------------------------------------------------------------------


def test_a_new_publication_builds_as_it_is_without_a_word(packager: CommandLine) -> None:
    assert packager("new", "my-review").status == 0
    ran = packager("build", "-C", "my-review", "--strict")
    assert ran.status == 0
    assert re.fullmatch(r"\d parts: \d compiled, \d reused\.\n", ran.err)
    assert files(Path("my-review/dist")) == ["manifest.json", "my-review.epub", "my-review.pdf"]


def test_a_new_publication_has_a_title_a_slug_and_an_identifier_of_its_own(
    packager: CommandLine,
) -> None:
    packager("new", "one/deep/Été 2026", 'The "Summer" \\ issue')
    packager("new", "other")
    one, other = settings_of(Path("one/deep/Été 2026")), settings_of(Path("other"))
    assert (one["slug"], one["title"]) == ("ete-2026", 'The "Summer" \\ issue')
    assert one["identifier"] != other["identifier"]


def test_it_can_be_made_in_an_empty_folder_that_is_there(packager: CommandLine) -> None:
    Path("empty").mkdir()
    assert packager("new", "empty").status == 0


@pytest.mark.parametrize("path", ["full", "file", "file/below"])
def test_nothing_that_is_there_is_overwritten(packager: CommandLine, path: str) -> None:
    Path("full").mkdir()
    Path("full/mine.txt").write_text("mine")
    Path("file").write_text("mine")
    before = files(Path())
    assert packager("new", path).status == 2
    assert files(Path()) == before


# --- an article --------------------------------------------------------------------------------


def test_a_new_article_is_listed_and_builds(packager: CommandLine) -> None:
    packager("new", "p")
    ran = packager("new", "article", "-C", "p", "Ça ira: “L’été”")
    assert ran.status == 0
    assert settings_of(Path("p"))["contents"] == ["articles/welcome.md", "articles/ca-ira-lete.md"]
    built = packager("build", "epub", "-C", "p")
    assert built.status == 0
    assert "p/articles/ca-ira-lete.md:" in built.err  # it has no author yet: a warning
    loaded = load(Path("p")).publication
    assert loaded
    assert loaded.articles[1].title == "Ça ira: “L’été”"


def test_the_same_title_twice_gives_two_files(packager: CommandLine) -> None:
    packager("new", "p")
    packager("new", "article", "Welcome", "-C", "p")
    packager("new", "article", "Welcome", "-C", "p")
    contents = ["articles/welcome.md", "articles/welcome-2.md", "articles/welcome-3.md"]
    assert settings_of(Path("p"))["contents"] == contents
    assert packager("build", "epub", "-C", "p").status == 0


def test_a_title_in_another_script(packager: CommandLine) -> None:
    packager("new", "p")
    assert packager("new", "article", "ميناء", "-C", "p").status == 0
    assert packager("build", "epub", "-C", "p").status == 0


@pytest.mark.parametrize("arguments", [["article"], ["article", ""], ["x", "-C", "."]])
def test_new_says_what_it_wants(packager: CommandLine, arguments: list[str]) -> None:
    publication(Path())
    before = files(Path())
    assert packager("new", *arguments).status == 2
    assert files(Path()) == before


def test_an_article_needs_a_publication(packager: CommandLine) -> None:
    ran = packager("new", "article", "Title")
    assert ran.status == 2
    assert "publication.toml" in ran.err


def test_every_field_is_in_place(tmp_path: Path) -> None:
    """And with every “# ” taken away it still loads, without an error."""
    head = article_text("T").split("---\n")[1].split("\n", 1)[1]
    uncommented = "\n".join(line.removeprefix("# ") for line in head.splitlines())
    fields = yaml.safe_load(uncommented)
    assert fields.keys() == schemas()["front-matter"]["properties"].keys()
    text = f"---\n{uncommented.replace('translation_of: other-article', '')}\n---\nWords.\n"
    loaded = load(publication(tmp_path, {"one.md": text}), drafts=True)
    assert loaded.publication, loaded.findings
    assert (
        Contributor(
            "Ana López",
            "aut",
            "person",
            "López, Ana",
            "https://example.org/ana",
            "Writes about harbours.",
        )
        in loaded.publication.articles[0].contributors
    )


# --- the next issue ----------------------------------------------------------------------------

ISSUE_617 = """\
# The review, by all of us
schema_version = 1

[publication]
kind = "issue"   # as always
slug = "review-617"
title = "Review 617"
subtitle = "The harbour issue"
language = "en"
date = 2026-06-17
identifier = "urn:isbn:9783161484100"
description = "About harbours."
publisher = { name = "The Review", url = "https://example.org/" }
series = { title = "The Review", number = "617", label = "June 2026" }
cover = { image = "images/cover.jpg", alt = "A harbour" }
contents = [
    "editorial.md",   # always first
    { part = "Reports", articles = ["articles/one.md"] },
]

# The people
[[contributors]]
name = "Ana López"
role = "editor"

[[corrections]]
date = 2026-07-01
text = "A name."

# How it looks
[theme]
name = "ours"
[editions.pdf]
page = "A4"
identifier = "urn:isbn:9783161484117"
"""

ISSUE_618 = """\
# The review, by all of us
schema_version = 1

[publication]
kind = "issue"   # as always
slug = "review-618"
title = "Review 618"
language = "en"
date = {date}
identifier = "{identifier}"
publisher = {{ name = "The Review", url = "https://example.org/" }}
series = {{ title = "The Review", number = "618" }}
contents = []  # list the articles here: "articles/one.md", …

# The people
[[contributors]]
name = "Ana López"
role = "editor"

# How it looks
[theme]
name = "ours"
[editions.pdf]
page = "A4"
"""


def test_the_next_issue(packager: CommandLine) -> None:
    publication(Path("review-617"), {"publication.toml": ISSUE_617, "styles/ours/paper.css": "p{}"})
    ran = packager("new", "--from", "review-617", "review-618")
    assert ran.status == 0
    made = settings_of(Path("review-618"))
    assert str(made["identifier"]).startswith("urn:uuid:")
    assert Path("review-618/publication.toml").read_text("utf-8") == ISSUE_618.format(**made)
    assert files(Path("review-618")) == ["publication.toml", "styles/ours/paper.css"]
    assert "subtitle, description, cover, series label, pdf identifier, corrections" in ran.err
    assert 'packager new article -C review-618 "Title"' in ran.err


def test_the_next_issue_has_the_sheet_that_is_laid_over_the_theme(packager: CommandLine) -> None:
    settings = ISSUE_617.replace('name = "ours"', 'name = "ours"\ncss = "looks/own.css"')
    publication(Path("review-617"), {"publication.toml": settings, "looks/own.css": "p{}"})
    assert packager("new", "--from", "review-617", "review-618").status == 0
    assert files(Path("review-618")) == ["looks/own.css", "publication.toml"]


def test_the_next_issue_builds_once_it_has_an_article(packager: CommandLine) -> None:
    publication(Path("review-1"))
    packager("new", "--from", "review-1", "review-2")
    empty = packager("build", "-C", "review-2")
    assert empty.status == 1
    assert "contents-empty" in empty.err
    packager("new", "article", "-C", "review-2", "One")
    assert packager("build", "epub", "-C", "review-2").status == 0


def test_the_next_issue_of_nothing(packager: CommandLine) -> None:
    assert packager("new", "--from", "nowhere", "review-2").status == 2
    assert not Path("review-2").exists()


@pytest.mark.parametrize(
    ("number", "following"),
    [("617", "618"), ("IVP617", "IVP618"), ("099", "100"), ("No. 9", "No. 10"), ("Spring", None)],
)
def test_a_number_is_raised(number: str, following: str | None) -> None:
    assert raised(number) == following


# --- the text of publication.toml --------------------------------------------------------------


def listing(contents: str) -> str:
    return SETTINGS.replace('["one.md"]', contents)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[]", '["x.md"]'),
        ("[ ]", '["x.md"]'),
        ('["a.md"]', '["a.md", "x.md"]'),
        ('["a.md",]', '["a.md", "x.md"]'),
        ('[ "a.md" ]  # all', '[ "a.md", "x.md" ]  # all'),
        ("[\n]", '[\n    "x.md",\n]'),
        ("[\n  # none yet\n]", '[\n  # none yet\n    "x.md",\n]'),
        ('[\n  "a.md",\n]', '[\n  "a.md",\n  "x.md",\n]'),
        ('[\n\t"a.md"\n]', '[\n\t"a.md",\n\t"x.md",\n]'),
        ('[\n  "a.md"  # a, b]\n]', '[\n  "a.md",  # a, b]\n  "x.md",\n]'),
        (
            '[\n  "a.md", # one\n  { part = "R", articles = ["b.md"] } # two\n  # last\n]',
            '[\n  "a.md", # one\n  { part = "R", articles = ["b.md"] }, # two\n  # last\n'
            '  "x.md",\n]',
        ),
        ('["a.md",\n "b.md"]', '["a.md",\n "b.md",\n "x.md",\n]'),
        ("[\n  '''a.md''',\n  ]", "[\n  '''a.md''',\n  \"x.md\",\n  ]"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_an_article_is_listed_and_the_rest_kept(
    before: str, after: str, newline: str, bom: bytes
) -> None:
    def written(contents: str) -> bytes:
        return bom + listing(contents).replace("\n", newline).encode()

    text = TomlText(written(before))
    text.append(CONTENTS, '"x.md"')
    assert text.source == written(after)


@pytest.mark.parametrize(
    "source",
    [
        'publication = { title = "T", contents = ["a.md"] }',
        'publication.contents = ["a.md"]',
        '[publication]\n"contents" = ["a.md"]',
        '["publication"]\ncontents = ["a.md"]',
        '[[contributors]]\nname = "x"\n[publication]\ncontents = ["a.md"]\n[publication.series]\n',
    ],
)
def test_contents_are_found_however_they_are_written(source: str) -> None:
    text = TomlText(source.encode())
    text.append(CONTENTS, '"x.md"')
    assert text.get(CONTENTS) == ["a.md", "x.md"]


@pytest.mark.parametrize("source", ["", "[publication]\n", '[publication]\ncontents = "a.md"'])
def test_contents_that_are_not_there_are_not_invented(source: str) -> None:
    with pytest.raises(UsageError, match="contents"):
        TomlText(source.encode()).append(CONTENTS, '"x.md"')


@pytest.mark.parametrize(
    ("source", "path", "after"),
    [
        ("[a]\nb = 1 # one\nc = 2\n", ("a", "b"), "[a]\nc = 2\n"),
        ("[a]\nb = [\n 1,\n] # x\nc = 2", ("a", "b"), "[a]\nc = 2"),
        ("a = { b = 1, c = 2 }", ("a", "b"), "a = { c = 2 }"),
        ("a = { b = 1, c = 2 }", ("a", "c"), "a = { b = 1 }"),
        ("a = { b = 1 }", ("a", "b"), "a = {  }"),
        ("[a.b]\nc = 1\n[d]", ("a", "b", "c"), "[a.b]\n[d]"),
        ("a = 1\n", ("b",), "a = 1\n"),
    ],
)
def test_a_key_is_taken_out(source: str, path: tuple[str, ...], after: str) -> None:
    text = TomlText(source.encode())
    text.remove(path)
    assert text.source.decode() == after


def test_a_key_is_put_into_its_table() -> None:
    text = TomlText(b"x = 1\n[a] # first\nb = 1\n")
    text.set(("a", "c"), '"new"')
    assert text.source == b'x = 1\n[a] # first\nc = "new"\nb = 1\n'
